"""Gathering a report of the official survey from the record, and keeping it where a superior finds it."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import structlog

from aggregator import publish
from aggregator.files import put
from aggregator.paper import PaperError
from aggregator.paper.letterhead import Letterhead
from aggregator.settings import ReportSettings
from aggregator.survey.index import Tally
from aggregator.survey.period import Period, last_ended
from aggregator.survey.report import SERIES, PastPeriod, Report, assemble
from data import concerns, follow_up_plans, handlers, nip, officers, offices, survey_reports, survey_results
from data.clock import local
from data.database import Database, Transaction
from data.offices import Office
from data.survey_reports import SurveyReport
from data.texts import DEFAULT, texts

log = structlog.get_logger()


class ReportError(Exception):
    """A report that cannot be made; the text is one line that says what to do."""


@dataclass(frozen=True)
class Wanted:
    """Which report is wanted."""

    office: Office
    period: Period
    made_on: date
    users: int | None = None
    """Users of the services in the period; None: as told before, if ever."""


async def gather(tx: Transaction, wanted: Wanted, stationery: ReportSettings, floor: int) -> Report:
    """Return what the record holds for a report.

    Raises ReportError for a period that is not over, one that differs from another's by a few responses only, fewer
    users than responses, or a logo that cannot be read.
    """
    period, office = wanted.period, wanted.office
    if period.last >= wanted.made_on:
        raise ReportError(f"{period.last} is not over: report days before {wanted.made_on}.")
    within = await offices.with_all_below(tx, office.id)
    days = period.first, period.last
    if not period.regular:
        await _keep_apart(tx, within, wanted, floor)
    before = await follow_up_plans.before(tx, office.id, period.first)
    told = await survey_reports.find(tx, office.id, *days)
    users = wanted.users or (told.users if told else None)
    written = await survey_results.written(tx, within, *days)
    report = assemble(
        await _letterhead(tx, office, stationery),
        period,
        wanted.made_on,
        await survey_results.completed(tx, within, *days),
        await survey_results.unfinished(tx, within, *days),
        office.id,
        floor,
    )
    if users is not None and users < report.tally.responses:
        raise ReportError(f"{users} users are fewer than the {report.tally.responses} who answered: count them again.")
    words = concerns.load(stationery.concern_words)
    return replace(
        report,
        users=users,
        suggestions=publish.suggestions(written, words, await officers.names(tx), floor),
        past=await _past(tx, within, period),
        plan=await follow_up_plans.of_period(tx, office.id, *days),
        earlier_plan=before.measures if before else (),
        earlier_period=Period(before.first, before.last) if before else None,
        earlier_report_on=await survey_reports.first_made_on(tx, office.id, before.first, before.last)
        if before
        else None,
        media=stationery.media,
    )


async def make_due(database: Database, stationery: ReportSettings, floor: int, now: datetime) -> int:
    """Make every live office's report of the last period that was over, once; return how many were made.

    Not of periods in which nobody anywhere had completed the survey yet. One that cannot be made is logged, and tried
    again another day.
    """
    reports = []
    async with database.reading() as tx:
        first = await survey_results.first_day(tx)
        for office in await offices.live(tx):
            today = local(now, office.time_zone).date()
            period = last_ended(today, stationery.every)
            if first is None or first > period.last:
                continue
            if await survey_reports.find(tx, office.id, period.first, period.last) is None:
                wanted = Wanted(office, period, today)
                try:
                    reports.append((wanted, await gather(tx, wanted, stationery, floor)))
                except ReportError as error:
                    log.warning("survey_report_failed", office=office.code, problem=str(error))
    made = 0
    for wanted, report in reports:
        try:
            content = await asyncio.to_thread(drawn, report)
        except PaperError as error:
            log.warning("survey_report_failed", office=wanted.office.code, problem=str(error))
            continue
        await keep(database, wanted, report, content, stationery.folder)
        made += 1
    return made


def drawn(report: Report) -> bytes:
    """Return a report as an office hands it in. Raises PaperError for a logo that is no picture."""
    from aggregator.survey import pdf

    return pdf.report(report, texts(DEFAULT))


async def keep(database: Database, wanted: Wanted, report: Report, content: bytes, folder: Path) -> Path:
    """Put a report's PDF into the folder of reports and note it in the record; return the file."""
    office, period = wanted.office, wanted.period
    # The id tells offices apart whose codes look alike in a file's name.
    name = f"skm-{office.id}-{_plain(office.code)}-{period.first}-{period.last}.pdf"
    await asyncio.to_thread(put, folder / name, content)
    kept = SurveyReport(office.id, period.first, period.last, wanted.made_on, period.regular, report.users, name)
    async with database.transaction() as tx:
        await survey_reports.keep(tx, kept)
    return folder / name


async def _keep_apart(tx: Transaction, within: list[int], wanted: Wanted, floor: int) -> None:
    """Raise ReportError where the difference to another report of the office would be a few people's answers."""

    async def count(period: Period) -> int:
        return (await survey_results.sums(tx, within, period.first, period.last))[0]

    here = await count(wanted.period)
    for each in await survey_reports.of_office(tx, wanted.office.id):
        other = Period(each.first, each.last)
        shared = wanted.period.shared(other)
        if shared is None or other == wanted.period:
            continue
        common = await count(shared)
        differing = here + await count(other) - 2 * common
        if common and 0 < differing < floor:
            raise ReportError(
                f"There is a report of {other.first} to {other.last} that differs from this by {differing} people, "
                "whose answers both together would tell: choose the same days, or a whole quarter, half-year or year."
            )


async def _past(tx: Transaction, within: list[int], period: Period) -> list[PastPeriod]:
    found: list[PastPeriod] = []
    first = await survey_results.first_day(tx)
    for _ in range(SERIES - 1):
        if first is None or first >= period.first:
            break
        period = period.before
        tally = Tally(*await survey_results.sums(tx, within, period.first, period.last))
        if tally.responses:
            found.insert(0, PastPeriod(period, tally))
    return found


async def _letterhead(tx: Transaction, office: Office, stationery: ReportSettings) -> Letterhead:
    head = await handlers.head(tx, office.id)
    return Letterhead(
        tuple(each.name for each in await offices.above(tx, office)),
        office.name,
        office_code=office.code,
        address=stationery.address,
        logo=logo(stationery),
        place=stationery.place,
        signer=head.full_name if head else "",
        signer_position=head.position if head else "",
        signer_nip=_nip(head.code) if head else "",
    )


def logo(stationery: ReportSettings) -> bytes | None:
    """Read the picture of the letterhead. Raises ReportError where it cannot be read."""
    if stationery.logo is None:
        return None
    try:
        return stationery.logo.read_bytes()
    except OSError as error:
        raise ReportError(f"The logo {stationery.logo} cannot be read: {error.strerror}.") from error


def _nip(code: str) -> str:
    try:
        return nip.parse(code, date.max).display
    except nip.NipError:
        return ""


def _plain(code: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in code.casefold())[:40]
