"""The week's edition: charts, digests and the messages they go out with.

Everything here is made from what is stored and has passed the gate, so that an edition begun before a crash is
finished after it as if nothing had happened.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from aggregator import publish, representativeness
from aggregator.charts import ChartPainter, TeamDot, WeekPoint
from aggregator.digests import DigestFacts, TeamFacts, TeamMember, write, write_team
from aggregator.files import put
from aggregator.settings import AggregatorSettings
from data import cube, digests, disturbances, duties, looks, officers, scores
from data.clock import week_shift
from data.database import Transaction
from data.digests import Digest
from data.disturbances import Disturbance
from data.keys import Keys
from data.officers import Officer
from data.outbox import Lane, Message, Outbox
from data.scores import Member, Published
from data.texts import DEFAULT, texts

Progress = Callable[[int, int], None]
"""Told how many are done of how many."""

TEAM_CHART_ROWS = 60
"""A picture with more rows cannot be read on a phone; then it shows those directly below only."""


@dataclass(frozen=True)
class TrendChart:
    """An officer's chart that is to be drawn."""

    name: str
    """File under the charts folder."""
    language: str
    points: Sequence[WeekPoint]

    def draw(self, painter: ChartPainter) -> bytes:
        """Return the picture."""
        return painter.officer_trend(self.points, texts(self.language))


@dataclass(frozen=True)
class TeamChart:
    """A team's chart that is to be drawn."""

    name: str
    language: str
    dots: Sequence[TeamDot]

    def draw(self, painter: ChartPainter) -> bytes:
        """Return the picture."""
        return painter.team(self.dots, texts(self.language))


@dataclass(frozen=True)
class TeamLetter:
    """What a superior is told of the team."""

    superior_id: int
    members: tuple[int, ...]
    text: str
    chart: str | None


@dataclass(frozen=True)
class Edition:
    """What is drawn and told of a week."""

    charts: Sequence[TrendChart | TeamChart] = ()
    digests: Sequence[Digest] = ()
    teams: Sequence[TeamLetter] = ()
    silent: frozenset[int] = frozenset()
    """Whose digest is kept to be asked for but not sent: nobody rated them, and they are told of their team."""


async def prepare(tx: Transaction, week: str, settings: AggregatorSettings) -> Edition:
    """Gather an edition: a chart for everybody with a figure and every team, texts for those with a bound account."""
    people = {officer.id: officer for officer in await officers.live(tx)}
    bound = {each.officer_id: each.language or DEFAULT for each in await digests.recipients(tx)}
    histories = await scores.histories(tx, week_shift(week, 1 - settings.history_weeks), week)
    # Somebody who came onto the roster after the week was closed has nothing of it yet.
    histories = {id_: each for id_, each in histories.items() if id_ in people and each[-1].week == week}
    points = {id_: [WeekPoint.of(score.week, score.published) for score in each] for id_, each in histories.items()}
    charts: list[TrendChart | TeamChart] = [
        TrendChart(f"{week}/{officer_id}.png", bound.get(officer_id, DEFAULT), shown)
        for officer_id, shown in points.items()
        if any(point.points is not None for point in shown)
    ]
    drawn = {chart.name for chart in charts}

    cells = await cube.cells(tx, week_shift(week, 1 - settings.window_weeks), week)
    rated = cube.per_week(cells)
    services = await cube.services(tx, week_shift(week, 1 - settings.window_weeks), week)
    disturbed = [(each, await _there(tx, each)) for each in publish.disturbances(await disturbances.of_week(tx, week))]
    written = []
    for officer_id in sorted(bound.keys() & points.keys()):
        published = histories[officer_id][-1].published
        name, floor = people[officer_id].name, settings.privacy_floor
        troubles = [each for each, there in disturbed if officer_id in there]
        by_week, by_service = rated.get(officer_id, {}), services.get(officer_id, {})
        response = representativeness.respond(published, week, by_week, by_service)
        facts = DigestFacts(name, week, published, floor, troubles, response)
        chart = f"{week}/{officer_id}.png"
        text = write(facts, texts(bound[officer_id]))
        written.append(Digest(week, officer_id, text, chart if chart in drawn else None))

    letters = []
    for superior in await officers.superiors_with_team(tx):
        team = [member for member in await scores.team(tx, superior.id, week) if member.officer_id in points]
        language = bound.get(superior.id, DEFAULT)
        dots = [_dot(each) for each in _rows(superior.id, team, people)]
        picture = f"{week}/team-{superior.id}.png" if any(dot.points is not None for dot in dots) else None
        if picture:
            charts.append(TeamChart(picture, language, dots))
        if team and superior.id in bound:
            members = [_member(each) for each in team]
            theirs = {each.office_id for each in team}
            troubles = [each for each, _ in disturbed if each.office_id in theirs]
            told = TeamFacts(superior.name, week, members, troubles, several_offices=len(theirs) > 1)
            text = write_team(told, texts(language))
            letters.append(TeamLetter(superior.id, tuple(each.officer_id for each in team), text, picture))
    unrated = {id_ for id_, each in histories.items() if each[-1].published.reason == "no_ratings"}
    return Edition(charts, written, letters, frozenset(unrated & {letter.superior_id for letter in letters}))


async def draw(edition: Edition, folder: Path, progress: Progress = lambda _done, _all: None) -> None:
    """Draw what is not there yet into files, in a thread, so that nobody at a counter waits for it.

    ``progress`` is told how many charts there are of how many, first those of a run that was stopped.
    """
    missing = [chart for chart in edition.charts if not (folder / chart.name).exists()]
    there = len(edition.charts) - len(missing)
    progress(there, len(edition.charts))
    if not missing:
        return
    for place in {(folder / chart.name).parent for chart in missing}:
        for begun in place.glob(".*"):  # by a run that was killed while it wrote
            begun.unlink(missing_ok=True)
    painter = ChartPainter()
    for done, chart in enumerate(missing, start=there + 1):
        # One by one, so that a stop does not have to wait for all of them.
        await asyncio.to_thread(_draw, chart, painter, folder)
        progress(done, len(edition.charts))


def _draw(chart: TrendChart | TeamChart, painter: ChartPainter, folder: Path) -> None:
    put(folder / chart.name, chart.draw(painter))


async def send(tx: Transaction, edition: Edition, outbox: Outbox, keys: Keys, folder: Path, now: datetime) -> int:
    """Store the digests and queue their messages for the accounts that can be reached; return how many messages."""
    await digests.store(tx, edition.digests)
    reachable = {each.officer_id: each for each in await digests.recipients(tx) if each.reachable}
    teams = [each for each in edition.teams if each.superior_id in reachable]
    own = [each for each in edition.digests if each.officer_id in reachable.keys() - edition.silent]
    letters = [(each.officer_id, each.text, each.chart) for each in own]
    letters += [(each.superior_id, each.text, each.chart) for each in teams]
    messages = [
        _message(reachable[to].chat, int(keys.unseal(reachable[to].sealed_chat)), text, chart, folder)
        for to, text, chart in letters
    ]
    await outbox.queue(tx, messages)
    for each in teams:
        # Whoever is sent the team's figures has looked at them.
        await looks.note(tx, each.superior_id, each.members, "team-digest", now)
    return len(messages)


def _message(chat: bytes, chat_id: int, text: str, chart: str | None, folder: Path) -> Message:
    to = {"chat_id": chat_id, "parse_mode": "HTML"}
    if chart is None or not digests.fits_caption(text):
        return Message(chat, "sendMessage", {**to, "text": text}, Lane.BULK)
    return Message(chat, "sendPhoto", {**to, "caption": text}, Lane.BULK, {"photo": str(folder / chart)})


async def _there(tx: Transaction, disturbance: Disturbance) -> set[int]:
    """Return the officers who were planned at the desk on that day."""
    return await duties.on_day(tx, disturbance.desk_id, date.fromisoformat(disturbance.day))


def _rows(superior_id: int, team: Sequence[Member], people: Mapping[int, Officer]) -> Sequence[Member]:
    if len(team) > TEAM_CHART_ROWS:
        team = [member for member in team if people[member.officer_id].superior_id == superior_id]
    return team[:TEAM_CHART_ROWS]


def _member(member: Member) -> TeamMember:
    told = member.published
    return TeamMember(_dot(member), told.change, told.standing) if told else TeamMember(_dot(member))


def _dot(member: Member) -> TeamDot:
    published = member.published or Published("none", "no_ratings")
    state = published.state if published.points is not None else published.reason or published.state
    return TeamDot(member.name, published.points, published.low, published.high, published.n_band, state)
