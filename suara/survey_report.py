"""Reports of the official survey as the operator asks for them: made, written, and the office's plan taken in."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aggregator.survey.gathering import ReportError, Wanted, drawn, gather, keep
from aggregator.survey.period import Period
from aggregator.survey.plan_sheet import read_plan
from aggregator.survey.report import Report
from data import follow_up_plans, offices
from data.clock import Clock, local
from data.database import Transaction
from data.follow_up_plans import Plan
from data.offices import Office
from data.texts import DEFAULT, texts
from suara.config import Config
from suara.files import check_target, write_all
from suara.record import opened


@dataclass(frozen=True)
class Outputs:
    """Where what is written goes; at least one of them."""

    report: Path | None
    """A PDF or a workbook, by its ending."""
    poster: Path | None
    """For the wall: a PDF; for social media: a PNG."""
    bundle: Path | None

    @property
    def files(self) -> list[Path]:
        """Return those that are asked for."""
        return [file for file in (self.report, self.poster, self.bundle) if file]

    def check(self) -> None:
        """Raise ReportError or SuaraError for what cannot be meant."""
        if not self.files:
            raise ReportError("Nothing is to be written: give --out, --poster or --bundle.")
        kinds = ((self.report, (".pdf", ".xlsx")), (self.poster, (".pdf", ".png")), (self.bundle, (".zip",)))
        for file, endings in kinds:
            if file:
                check_target(file, endings)
        if len(set(self.files)) < len(self.files):
            raise ReportError("Each of --out, --poster and --bundle needs a file of its own.")


async def make(
    config: Config,
    office_code: str,
    first: date,
    last: date,
    users: int | None,
    outputs: Outputs,
    empty: bool,
    clock: Clock,
) -> Report:
    """Write an office's report of a period, and keep it for the superior; return what it tells.

    Raises ReportError, SuaraError, PaperError, DatabaseError, OSError; then at most the superior's copy was written.
    """
    outputs.check()
    if first > last:
        raise ReportError(f"The period begins on {first} and ends before that, on {last}: exchange the two.")
    stationery, floor = config.report_settings(), config.privacy.floor
    async with opened(config) as database:
        async with database.reading() as tx:
            office = await _office(tx, office_code)
            today = local(clock(), office.time_zone).date()
            wanted = Wanted(office, Period(first, last), today, users)
            report = await gather(tx, wanted, stationery, floor)
        if report.index is None and not empty:
            raise ReportError(
                f"Nobody completed the survey of {office.name} from {first} to {last}: there is no index to report. "
                "A report that says so is written with --empty."
            )
        content = await asyncio.to_thread(drawn, report)
        contents = await asyncio.to_thread(_drawn, report, content, outputs)
        await keep(database, wanted, report, content, stationery.folder)
        write_all(contents)
    return report


async def take_in(config: Config, file: Path, clock: Clock) -> tuple[Office, Plan]:
    """Read the follow-up plan that an office has filled in, in place of its earlier one of that period.

    Raises PlanError with every bad line, ReportError, DatabaseError, OSError; then nothing has changed.
    """
    today = local(clock(), config.office.time_zone).date()
    office_code, plan = read_plan(await asyncio.to_thread(file.read_bytes), today)
    async with opened(config) as database, database.transaction() as tx:
        office = await _office(tx, office_code)
        await follow_up_plans.replace(tx, office.id, plan)
    return office, plan


async def _office(tx: Transaction, code: str) -> Office:
    office = await offices.by_code(tx, code)
    if office is None:
        known = ", ".join(sorted(each.code for each in await offices.live(tx)))
        raise ReportError(f"There is no office {code!r} on the roster; there are: {known or 'none yet'}.")
    return office


def _drawn(report: Report, content: bytes, outputs: Outputs) -> Mapping[Path, bytes]:
    from aggregator.survey import bundle, poster, workbook

    words = texts(DEFAULT)
    contents = {}
    if outputs.report:
        is_pdf = outputs.report.suffix.lower() == ".pdf"
        contents[outputs.report] = content if is_pdf else workbook.workbook(report, words)
    if outputs.poster:
        draw = poster.sheet if outputs.poster.suffix.lower() == ".pdf" else poster.picture
        contents[outputs.poster] = draw(report, words)
    if outputs.bundle:
        contents[outputs.bundle] = bundle.bundle(report, words)
    return contents
