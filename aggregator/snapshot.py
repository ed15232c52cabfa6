"""A week's snapshot: read from the record, then scored, gated and held against earlier weeks, without the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aggregator import change, publish, scoring
from aggregator.lots import Lots
from aggregator.settings import AggregatorSettings
from aggregator.variance_components import VarianceComponents
from data import cube, officers, scores, votes
from data.clock import week_monday, week_shift
from data.cube import Cell, Coverage
from data.database import Transaction
from data.officers import Officer
from data.scores import NamedShare, Score
from data.votes import Votes


@dataclass(frozen=True)
class Record:
    """What a week's figures are made of."""

    week: str
    votes: Votes
    """Of the whole window, until the week's end."""
    cells: Sequence[Cell]
    coverage: Sequence[Coverage]
    people: Sequence[Officer]
    earlier: Mapping[int, Sequence[Score]]
    """Snapshots of the window by officer, oldest first, without the week's own."""
    components: VarianceComponents | None
    """Of this month; None: they are to be estimated, as the month's first week does."""

    @property
    def after(self) -> date:
        """The first day after the week."""
        return week_monday(week_shift(self.week, 1))

    @property
    def month(self) -> str:
        """The month whose components are used."""
        return _month(self.week)


@dataclass(frozen=True)
class Snapshot:
    """What may be shown of a week, and what it rests on."""

    scores: Sequence[Score]
    shares: Sequence[NamedShare]
    parameters: Mapping[str, Any]


async def read(tx: Transaction, week: str, settings: AggregatorSettings) -> Record:
    """Read what a closed week is made of."""
    start = week_shift(week, 1 - settings.window_weeks)
    return Record(
        week,
        await votes.cast(tx, week_monday(start), week_monday(week_shift(week, 1))),
        await cube.cells(tx, start, week),
        await cube.coverage(tx, start, week),
        await officers.live(tx),
        await scores.histories(tx, start, week_shift(week, -1)),
        await _frozen(tx, _month(week)),
    )


def take(record: Record, settings: AggregatorSettings, lots: Lots) -> Snapshot:
    """Score a week and let through what may be shown. Takes a tenth of a second for a district, minutes for many."""
    week = record.week
    scored = scoring.score(record.votes, record.after, settings, record.components)
    estimates = {each.officer_id: each for each in scored.officers}
    rated = cube.per_week(record.cells)
    told, district = {}, publish.district(scored, settings)
    for officer in record.people:
        earlier = [each.published for each in record.earlier.get(officer.id, ())]
        estimate, given = estimates.get(officer.id), rated.get(officer.id, {})
        published = publish.score(estimate, given, earlier, week, settings, lots)
        if published.parts:
            standing = publish.standing(published, *district, settings) if district else None
            published = replace(published, standing=standing)
        told[officer.id] = published
    since = week_shift(week, 1 - settings.history_weeks)
    chart = {id_: [score for score in each if score.week >= since] for id_, each in record.earlier.items()}
    moved = change.changes(record.votes, scored.adjusted, week, told, chart, lots)
    withheld = publish.withheld(told, {each.id: each.office_id for each in record.people})
    mean, spread = district or (None, None)
    return Snapshot(
        [Score(week, id_, replace(each, change=moved.get(id_))) for id_, each in told.items()],
        [publish.named_share(each, withheld.get(each.office_id, 0), settings) for each in record.coverage],
        {**scoring.parameters(scored), "month": record.month, "mean": mean, "spread": spread},
    )


def _month(week: str) -> str:
    return week_monday(week_shift(week, 1)).isoformat()[:7]


async def _frozen(tx: Transaction, month: str) -> VarianceComponents | None:
    """Return the variance components of this month. Between its weeks, a score moves only when ratings do."""
    known = await scores.parameters(tx)
    if known.get("month") != month or not known.get("estimated"):
        return None
    components = dict(known["components"])
    return VarianceComponents(components.pop("residual"), components)
