"""What each rating weighs: by where it came from, never by what it says.

Weights follow provenance: how sure the visit is, whether one person speaks often, whether many speak in one hour, how
long ago it was. Nothing is trimmed by its value: on a scale where most give a 4, the rare 1s are the signal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from aggregator.crossed import Floats, Numbers
from aggregator.settings import AggregatorSettings
from data.votes import Votes

PERSON_DAYS = 90
"""Within so many days, all ratings of one officer by one person together weigh as much as one."""


@dataclass(frozen=True)
class Weights:
    """The factors of each rating's weight, 0–1 each; arrays as long as there are ratings."""

    tier: Floats
    """By the evidence of the visit."""
    person: Floats
    """Below 1 where one person rated the officer again within `PERSON_DAYS`."""
    hour: Floats
    """Below 1 where more came in an hour than is usual."""
    fade: Floats
    """By age: a half after each half-life."""

    @property
    def fresh(self) -> Floats:
        """What a rating weighed on the day it was given."""
        return self.tier * self.person * self.hour

    @property
    def total(self) -> Floats:
        """The product: what the model takes."""
        return self.fresh * self.fade

    @property
    def lowered(self) -> NDArray[np.bool_]:
        """Which ratings weigh less because they are repeated or part of a burst."""
        return (self.person < 1) | (self.hour < 1)


def weigh(votes: Votes, on: date, settings: AggregatorSettings) -> Weights:
    """Return the weights of ratings as they stand on a day.

    An hour's ratings of an officer count together as ``settings.hourly_weight`` at most or, where that is more, as many
    as usually come at the desk in an hour in which any come (the median). That is before their evidence: poor evidence
    lowers a burst once more.
    """
    tiers = {"ticket": settings.ticket_weight, "duty": settings.duty_weight, "link": settings.link_weight}
    tier = np.array([tiers[each] for each in votes.evidence], dtype=np.float64)
    officers, desks, raters, days, hours = (
        np.asarray(column, dtype=np.int64)
        for column in (votes.officers, votes.desks, votes.raters, votes.days, votes.hours)
    )
    person = np.ones(len(votes))
    for places in _groups(raters, officers):
        if len(places) > 1:
            for window in _windows(places[np.argsort(days[places], kind="stable")], days):
                person[window] = 1 / len(window)
    usual = _usual(desks, days, hours)
    hour = np.ones(len(votes))
    for places in _groups(officers, days, hours):
        most = max(settings.hourly_weight, max(usual[desk] for desk in desks[places].tolist()))
        if (together := float(person[places].sum())) > most:
            hour[places] = most / together
    fade = 0.5 ** (np.maximum(on.toordinal() - days, 0) / (7 * settings.half_life_weeks))
    return Weights(tier, person, hour, fade)


def _groups(*columns: Numbers) -> Iterator[Numbers]:
    """Give the places of equal rows, in their order."""
    if not len(columns[0]):
        return
    order = np.lexsort(columns[::-1])
    changes = np.zeros(len(order) - 1, dtype=bool)
    for column in columns:
        changes |= np.diff(column[order]) != 0
    yield from np.split(order, np.flatnonzero(changes) + 1)


def _windows(places: Numbers, days: Numbers) -> Iterator[Numbers]:
    """Give ratings in order of days, cut where a window that began with one of them ends."""
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or days[places[at]] - days[places[first]] >= PERSON_DAYS:
            yield places[first:at]
            first = at


def _usual(desks: Numbers, days: Numbers, hours: Numbers) -> dict[int, float]:
    """Return the median number of ratings per desk of the hours in which there were any."""
    counts: dict[int, list[int]] = {}
    for places in _groups(desks, days, hours):
        counts.setdefault(int(desks[places[0]]), []).append(len(places))
    return {desk: float(np.median(found)) for desk, found in counts.items()}
