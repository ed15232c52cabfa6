"""The fairness report as the operator asks for it: of the whole roster, made and written."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from aggregator.fairness.audit import By, audit
from aggregator.fairness.summary import Report
from aggregator.paper.letterhead import Letterhead
from aggregator.settings import AggregatorSettings, ReportSettings
from aggregator.survey.gathering import logo
from data import audited, offices, votes
from data.audited import Names
from data.clock import Clock, local
from data.database import Transaction
from data.nip import Nip
from data.offices import Office
from data.texts import DEFAULT, Texts, texts
from data.votes import Votes
from suara.config import Config
from suara.errors import SuaraError
from suara.files import write_all
from suara.record import opened

_NAMED = 3
"""So many offices with none above them are named in the letterhead."""


@dataclass(frozen=True)
class Made:
    """A report that has been written, and what its first page says."""

    report: Report
    sentences: tuple[str, str, str]


@dataclass(frozen=True)
class _Read:
    """What the record holds for a report."""

    said: Votes
    people: dict[int, Nip]
    names: Names
    roots: list[Office]
    """The offices with none above them."""
    first: date
    last: date


async def make(config: Config, out: Path, month: date | None, clock: Clock) -> Made:
    """Write the report of the time that a score looks at, until the end of a month (None: of the last that is over).

    Months are fixed, so that nobody can ask for the report before and after a single rating. The components of the
    scores are estimated from these ratings. Raises SuaraError, ReportError, PaperError, DatabaseError, OSError; then
    nothing has been written.
    """
    settings, stationery = config.aggregator_settings(), config.report_settings()
    today = local(clock(), settings.time_zone).date()
    this_month = today.replace(day=1)
    if month and month >= this_month:
        raise SuaraError(f"{month:%Y-%m} is not over: report a month before {this_month:%Y-%m}.")
    after = (month + timedelta(days=31)).replace(day=1) if month else this_month
    async with opened(config) as database, database.reading() as tx:
        read = await _read(tx, after, settings)
    words = texts(DEFAULT)
    made, content = await asyncio.to_thread(_drawn, read, settings, stationery, today, words)
    write_all({out: content})
    return made


async def _read(tx: Transaction, after: date, settings: AggregatorSettings) -> _Read:
    last = after - timedelta(days=1)
    first = date.fromordinal(max(after.toordinal() - 7 * settings.window_weeks, 1))
    said = await votes.cast(tx, first, after)
    if not len(said):
        raise SuaraError(f"Nobody rated an officer from {first} to {last}: there is nothing to compare.")
    roots = [office for office in await offices.live(tx) if office.parent_id is None]
    return _Read(said, await audited.nips(tx), await audited.names(tx), roots, first, last)


def _drawn(
    read: _Read, settings: AggregatorSettings, stationery: ReportSettings, today: date, words: Texts
) -> tuple[Made, bytes]:
    from aggregator.fairness import pdf
    from aggregator.fairness.wording import Words, sentences

    names = {By.OFFICE: read.names.offices, By.SERVICE: read.names.services, By.DESK: read.names.desks}
    report = Report(
        audit(read.said, read.people, read.last + timedelta(days=1), settings),
        names,
        _letterhead(read.roots, stationery, words),
        read.first,
        read.last,
        today,
        settings,
    )
    return Made(report, sentences(report, Words(report, words))), pdf.report(report, words)


def _letterhead(roots: list[Office], stationery: ReportSettings, words: Texts) -> Letterhead:
    """Return who writes: the office above all others; of many their number."""
    name = ", ".join(office.name for office in roots)
    if len(roots) > _NAMED:
        name = words("fairness-offices", count=words.number(len(roots)))
    return Letterhead((), name, address=stationery.address, logo=logo(stationery))
