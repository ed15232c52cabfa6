"""Change: whether an officer is rated differently than when the chart begins, told only with evidence of it.

An e-detector (Shin, Ramdas, Rinaldo: E-detectors, arXiv 2203.03532; the Shiryaev–Roberts kind): each week's ratings bet
against "nothing has become worse" (and "better"), and what the bets have won is the evidence. While nothing changes the
bets win nothing on average, whatever ratings look like: no normal distribution, and few ratings a week are enough. So a
false alarm takes `ENOUGH` weeks or more on average.

Two things bend that promise a little. The start is an estimate: the bets are therefore against a mean one posterior
standard deviation to the safe side, and a figure of few ratings is no start. And ratings are taken free of service,
office and rater, so that one may lie beyond 1–4. The promise needs bets that cannot lose everything, not ratings within
the scale: only what lies so far beyond an end that a bet would lose more than 1 − `LEFT` is cut. A cut speaks for a
change, as what is cut spoke against it; cutting at 4 itself would take 0.06 points from the mean, a third of a change
that is looked for. `python -m benchmarks.change` measures what is left.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from aggregator.crossed import Floats
from aggregator.lots import Lots
from aggregator.scoring import NORMAL_95
from data.clock import week_monday
from data.scores import SHOWN, Published, Score
from data.votes import Votes

STAKES = np.array([0.05, 0.1, 0.2, 0.3, 0.4])
"""How bold the bets are, all at once; the evidence is their mean. A rating at the end of the scale loses this share."""
ENOUGH = 1040.0
"""Evidence from which a change is told: 20 years of weeks pass between false alarms, on average and at least."""
CHANCE = 1.0
"""Standard deviation of the lot that is added to the evidence (its logarithm) each time a word is told.

Without it, a word could tell whoever knows all ratings but one what the last one was. One rating moves the logarithm by
1.5 at the most.
"""
MARGIN = 1.5
"""So much more evidence (its logarithm) is asked for: lots, drawn again with each figure, tell some changes too early.

With it, officers with 30 ratings a week are told 0.013 changes falsely in their first year, of 0.015 that are allowed
(`python -m benchmarks.change`).
"""
LEAST, MOST = 1.0, 4.0
ROOM = 0.5
"""Points between the mean and the end that is bet from, at least: near the end bets become no bolder."""
LEFT = 0.2
"""A single rating leaves so much of what has been won, at least."""
SETTLED = 4
"""After so many weeks without evidence a score is called stable; before, it is too early to say."""
RATINGS = 50
"""A figure of fewer ratings is too unsure for a start.

With less, officers with 30 ratings a week would be told more changes falsely in their first year than are allowed.
"""


class Direction(StrEnum):
    """Where a score went."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True)
class Change:
    """What the weeks since a baseline say."""

    direction: Direction
    """`SAME` where there is too little evidence now, also where there was enough once."""
    up: float
    """Natural logarithm of the evidence, as it stands after the last week; −∞ before the first."""
    down: float
    since: int | None = None
    """The first week (from 0) with enough evidence of the direction."""


def watch(weeks: Sequence[Sequence[float]], baseline: float, sd: float, asked: float = np.log(ENOUGH)) -> Change:
    """Return what weeks of ratings say against a baseline with its standard deviation, in points.

    Ratings are free of what service, office and rater add. A week without ratings says nothing. ``asked`` is the
    natural logarithm of the evidence from which a change is told.
    """
    after = {}
    for direction in (Direction.UP, Direction.DOWN):
        logs, last, since = np.full(len(STAKES), -np.inf), -np.inf, None
        for number, week in enumerate(weeks):
            if len(week):
                logs = grown(logs, winnings(np.asarray(week, dtype=np.float64), baseline, sd, direction))
                last = float(evidence(logs))
                if since is None and last >= asked:
                    since = number
        after[direction] = (last, since)
    up, down = after[Direction.UP], after[Direction.DOWN]
    direction, (most, since) = (Direction.UP, up) if up[0] > down[0] else (Direction.DOWN, down)
    if most < asked:
        return Change(Direction.SAME, up[0], down[0])
    return Change(direction, up[0], down[0], since)


def winnings(ratings: Floats, baseline: float | Floats, sd: float | Floats, direction: Direction) -> Floats:
    """Return by which factors (natural logarithms, one per stake) ratings along the last axis multiply the evidence."""
    if direction is Direction.DOWN:
        mean = np.maximum(np.asarray(baseline) - sd, LEAST)
        won = mean[..., None] - ratings
        room = np.maximum(MOST - mean, ROOM)
    else:
        mean = np.minimum(np.asarray(baseline) + sd, MOST)
        won = ratings - mean[..., None]
        room = np.maximum(mean - LEAST, ROOM)
    bets = won / room[..., None]
    lost = np.maximum(STAKES[:, None] * bets[..., None, :], LEFT - 1)
    logs: Floats = np.log1p(lost).sum(axis=-1)
    return logs


def grown(logs: Floats, log_bets: Floats) -> Floats:
    """Return the evidence per stake after one more week: a change may begin in each, so each brings a stake of 1."""
    found: Floats = np.logaddexp(0.0, logs) + log_bets
    return found


def evidence(logs: Floats) -> Floats:
    """Return the natural logarithm of the mean over the stakes (the last axis)."""
    found: Floats = np.logaddexp.reduce(logs, axis=-1) - np.log(len(STAKES))
    return found


def start(history: Sequence[Score]) -> Published | None:
    """Return the figure that a change is held against: the first of the weeks given that rests on `RATINGS`."""
    return next((each.published for each in history if _ratings(each.published) >= RATINGS), None)


def _ratings(published: Published) -> int:
    """Return how many there are at least."""
    known = re.match(r"\d+", published.n_band)
    return int(known.group()) if known else 0


def deviation(published: Published) -> float:
    """Return the posterior standard deviation of a figure in points, from its interval.

    The interval's allowance and rounding are in it, to the safe side. The interval may have been cut at an end of the
    scale, so its longer half counts.
    """
    points, low, high = published.points or 0, published.low or 0, published.high or 0
    return max(high - points, points - low) / SHOWN / NORMAL_95


def changes(
    votes: Votes,
    adjusted: Floats,
    week: str,
    shown: Mapping[int, Published],
    histories: Mapping[int, Sequence[Score]],
    lots: Lots,
) -> dict[int, Direction]:
    """Return by officer where the figures that are shown of a week went since their chart begins.

    ``adjusted`` are the votes free of service, office and rater, in the order of ``votes``; ``histories`` the earlier
    weeks of the chart. Nobody without a figure is in it, nor where it is too early to say. With a figure that is held,
    its word is held too: otherwise it would tell of fewer new ratings than the gate lets be told.
    """
    found = {}
    places = _places(votes)
    for officer_id, published in shown.items():
        if published.points is None:
            continue
        if published.released_week != week:
            if published.change is not None:
                found[officer_id] = Direction(published.change)
            continue
        began = start(histories.get(officer_id, []))
        if began is None or began.released_week is None:
            continue
        first = week_monday(began.released_week).toordinal() + 7
        last = week_monday(week).toordinal() + 7
        cast: list[list[float]] = [[] for _ in range((last - first) // 7)]
        for place in places.get(officer_id, ()):
            if first <= (day := votes.days[place]) < last:
                cast[(day - first) // 7].append(float(adjusted[place]))
        asked = np.log(ENOUGH) + MARGIN + CHANCE * lots.normal("change", officer_id, week)
        seen = watch(cast, (began.points or 0) / SHOWN, deviation(began), asked)
        if seen.direction is not Direction.SAME or len(cast) >= SETTLED:
            found[officer_id] = seen.direction
    return found


def _places(votes: Votes) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for place, officer in enumerate(votes.officers):
        places.setdefault(officer, []).append(place)
    return places
