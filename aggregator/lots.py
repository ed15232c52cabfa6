"""Lots: chance that nobody can foresee and that falls the same way whenever it is asked for.

Whatever is a fixed function of the ratings tells whoever knows all of them but one what the last one was, now and then
for sure. So a figure that leaves the aggregator is moved a little by lot. A lot has a name (of whom, of which week, for
what) and is drawn from a secret key by it: the same record and key give the same figures on any machine, and who has
both can check them.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Lots:
    """Draws by name."""

    draw: Callable[[str], float]
    """Gives a number between 0 and 1, both excluded, for a name (`data.keys.Keys.lot`)."""

    def normal(self, *name: object) -> float:
        """Return a draw from the normal distribution with mean 0 and standard deviation 1."""
        return _NORMAL.inv_cdf(self.draw(" ".join(map(str, name))))


@dataclass(frozen=True)
class Blur:
    """The lots of somebody's figures: one for each release, which later figures hold as well."""

    lots: Lots
    owner: int
    scale: float
    """Standard deviation of a fresh lot, in the figures' unit."""
    releases: Mapping[str, float]
    """The weeks of all releases that a figure rests on, and how much of their lots is left, 0–1."""

    @property
    def variance(self) -> float:
        """Of what is added to a figure."""
        return self.scale**2 * sum(left**2 for left in self.releases.values())

    def added(self, figure: str) -> float:
        """Return what is added to a figure, known by its name."""
        drawn = (left * self.lots.normal(figure, self.owner, week) for week, left in sorted(self.releases.items()))
        return self.scale * math.fsum(drawn)
