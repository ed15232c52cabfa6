"""Whether those who rated speak for those who came: what may be said while visits are not counted.

How many of the visits were rated is unknown then. What can be said is how far off a figure would be if dissatisfied
people were more or less likely to answer than satisfied ones, and whether the ratings come from too narrow a place.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from aggregator.scoring import USUAL
from data.scores import SHOWN, Published

TIMES = 2.0
"""The band is for people who are so many times as likely to answer if they are dissatisfied, or satisfied."""
DISSATISFIED = (1, 2)
"""Faces."""
BAND_STEP = 5
"""Points as shown."""
WEEK_SHARE, SERVICE_SHARE = 0.3, 0.8
ROUNDING = 1e-9


class Doubt(StrEnum):
    """Why ratings may not speak for everybody who came."""

    WEEK = "week"
    """More than `WEEK_SHARE` of them are of one ISO week."""
    SERVICE = "service"
    """More than `SERVICE_SHARE` of them are of one service."""


@dataclass(frozen=True)
class Response:
    """What may be told beside a figure of who answered."""

    low: int
    """Of the band, on the scale people see; a multiple of `BAND_STEP`, or an end of the scale."""
    high: int
    doubts: Sequence[Doubt] = ()


def respond(
    published: Published,
    week: str,
    weeks: Mapping[str, int],
    services: Mapping[int, int],
) -> Response | None:
    """Return what may be told of who answered, beside a figure released this very week; None: nothing.

    ``weeks`` and ``services`` are the officer's ratings by ISO week and by service (0: open), of the same weeks.
    """
    if published.points is None or published.released_week != week:
        return None
    return Response(*band(published.points), doubts(weeks, services))


def band(points: float) -> tuple[int, int]:
    """Return between what a shown figure would lie if the dissatisfied were half, or twice, as likely to answer.

    It is drawn from nothing but the figure: from faces as they usually fall, shifted until their mean is the figure,
    and rounded outward to steps of 5. From faces that were given it would tell what they were.
    """
    shares = tilted(USUAL, points / SHOWN)
    low, high = odds_band(shares)
    mean = float(shares @ np.arange(1, len(shares) + 1))
    least, most = points + SHOWN * (low - mean), points + SHOWN * (high - mean)
    outward = (
        BAND_STEP * math.floor(least / BAND_STEP + ROUNDING),
        BAND_STEP * math.ceil(most / BAND_STEP - ROUNDING),
    )
    return max(outward[0], SHOWN), min(outward[1], SHOWN * len(shares))


def odds_band(faces: Sequence[float] | np.ndarray, times: float = TIMES) -> tuple[float, float]:
    """Return the mean of all who came, if the dissatisfied were 1/``times`` and ``times`` as likely to answer.

    ``faces`` are counts or shares, worst first. Faces 1 and 2 then stand for ``times`` or 1/``times`` people each.
    """
    given = np.asarray(faces, dtype=np.float64)
    values = np.arange(1, len(given) + 1)
    means = []
    for stands_for in (times, 1 / times):
        weights = given * np.where(np.isin(values, DISSATISFIED), stands_for, 1.0)
        means.append(float(weights @ values / weights.sum()))
    return means[0], means[1]


def tilted(faces: Sequence[float], mean: float) -> np.ndarray:
    """Return shares of faces with this mean, as near as can be to those given (exponentially tilted)."""
    values = np.arange(1, len(faces) + 1)
    given = np.asarray(faces, dtype=np.float64)
    low, high = -50.0, 50.0
    for _ in range(80):
        middle = (low + high) / 2
        weights = given * np.exp(middle * (values - mean))
        shares = weights / weights.sum()
        low, high = (middle, high) if shares @ values < mean else (low, middle)
    return np.asarray(shares)


def doubts(weeks: Mapping[str, int], services: Mapping[int, int]) -> list[Doubt]:
    """Return why ratings may not speak for everybody; only the rules that need no count of visits."""
    total = sum(weeks.values())
    named = [count for service, count in services.items() if service]
    found = []
    if max(weeks.values(), default=0) > WEEK_SHARE * total:
        found.append(Doubt.WEEK)
    if max(named, default=0) > SERVICE_SHARE * total:
        found.append(Doubt.SERVICE)
    return found
