"""Which groups may be shown: of enough people, and so that nothing of the others follows from what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aggregator.crossed import Numbers
from aggregator.settings import AggregatorSettings

OFFICERS = 5
"""A group of fewer officers is not shown: of few, a colleague who knows the others works out one."""


@dataclass(frozen=True)
class Shown:
    """The groups that may be shown, and how many may not."""

    groups: Sequence[int]
    withheld: int


def suppress(group: Numbers, officers: Numbers, raters: Numbers, settings: AggregatorSettings) -> Shown:
    """Return which groups may be shown; arrays by rating, a group below 0 is none.

    A group needs ``settings.privacy_floor`` different raters and `OFFICERS` officers, and so do all others together.
    What is withheld is what remains of a total: it must be two groups or more that together have as many, or the
    smallest that is shown goes as well. A single group is no comparison, and is not shown either.
    """
    known = group >= 0
    ids, codes = np.unique(group[known], return_inverse=True)
    floors = ((raters[known], settings.privacy_floor), (officers[known], OFFICERS))

    def enough(chosen: NDArray[np.bool_]) -> bool:
        return all(len(np.unique(people[chosen])) >= floor for people, floor in floors)

    counts = [(*_people(codes, people, len(ids)), floor) for people, floor in floors]
    few = np.any([(inside < floor) | (outside < floor) for inside, outside, floor in counts], axis=0)
    smallest_first = np.argsort(counts[0][0], kind="stable")
    kept = [int(each) for each in smallest_first if not few[each]]
    while kept:
        hidden = np.isin(codes, kept, invert=True)
        if not hidden.any() or (len(ids) - len(kept) > 1 and enough(hidden)):
            break
        kept.pop(0)
    if len(kept) < 2:
        kept = []
    return Shown(tuple(ids[sorted(kept)].tolist()), len(ids) - len(kept))


def nest(shown: Shown, group: Numbers, parent: Numbers, officers: Numbers, raters: Numbers, floor: int) -> Shown:
    """Return which groups may be shown beside the larger ones that they are parts of (desks in offices).

    What is hidden of a larger group is what its shown parts leave of it: it must have ``floor`` raters and `OFFICERS`
    officers, or the smallest shown part goes as well. Arrays by rating.
    """
    kept = list(shown.groups)
    for larger in np.unique(parent).tolist():
        inside = parent == larger
        parts = [each for each in kept if (group[inside] == each).any()]
        parts.sort(key=lambda each: len(np.unique(raters[group == each])))
        while parts:
            hidden = inside & np.isin(group, parts, invert=True)
            enough = len(np.unique(raters[hidden])) >= floor and len(np.unique(officers[hidden])) >= OFFICERS
            if not hidden.any() or enough:
                break
            kept.remove(parts.pop(0))
    if len(kept) < 2:
        kept = []
    return Shown(tuple(kept), shown.withheld + len(shown.groups) - len(kept))


def _people(group: Numbers, people: Numbers, groups: int) -> tuple[Numbers, Numbers]:
    """Return how many different people each group has, and how many all others have together."""
    pairs = np.unique(np.stack([group, np.unique(people, return_inverse=True)[1]]), axis=1)
    of_one_group = np.bincount(pairs[1])[pairs[1]] == 1
    inside = np.bincount(pairs[0], minlength=groups)
    only_here = np.bincount(pairs[0][of_one_group], minlength=groups)
    return inside, len(np.unique(pairs[1])) - only_here
