"""Disclosure: how much better than blind guessing somebody can tell from rounded figures what one person said.

The question is "was it a 1 or a 2?", the measure the *advantage*: true positives less false positives of the best rule
there is (by the Neyman–Pearson lemma, the one that goes by the likelihood ratio), which is the total variation
distance between what is seen in either case. 0: no better than guessing; 1: known.

Figures are those of the simplest case of the model: all ratings weigh 1, and the mean of n is drawn to the district's
by n / (n + ratio), with ratio = residual / officers' variance. Ratings are independent and come as in the simulated
world of docs/method.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aggregator.crossed import Floats, Numbers
from aggregator.scoring import ASSUMED
from data.scores import SHOWN

WORLD = (0.045, 0.06, 0.21, 0.68)
"""How often each face is given, worst first (as counted there: the rest to 1 is lost in rounding)."""
RATIO = ASSUMED.residual / ASSUMED.random["officer"]
MEAN = sum(face * share for face, share in enumerate(WORLD, 1)) / sum(WORLD)
POOR = 2
"""So many of the faces, from the worst, the question is about."""


@dataclass(frozen=True)
class Figures:
    """Figures as they are shown: points × 25, rounded to the nearest multiple of a step."""

    step: float
    ratio: float = RATIO
    mean: float = MEAN
    """Of the district, in points. Where it lies among the steps changes what they hide."""

    def of(self, sums: Numbers, ratings: int) -> Numbers:
        """Return which multiple is shown where the ratings, counted from 0 to 3, add up to ``sums``."""
        drawn = (sums + self.ratio * (self.mean - 1)) / (ratings + self.ratio)
        shown: Numbers = np.floor(SHOWN * (1 + drawn) / self.step + 0.5).astype(np.int64)
        return shown


def advantage(figures: Figures, ratings: int, new: int) -> float:
    """Return what can be told of one person known to be among the new ratings, from the figures before and after.

    Exact. The others' ratings are unknown; ``ratings`` are those of the figure after.
    """
    before = _sums(ratings - new)
    earlier = figures.of(np.arange(len(before)), ratings - new) if ratings > new else np.zeros(1, dtype=np.int64)
    seen = np.zeros((2, len(np.unique(earlier)), int(figures.of(np.array([3 * ratings]), ratings)[0]) + 1))
    for row, cell in enumerate(np.unique(earlier)):
        inside = np.where(earlier == cell, before, 0.0)
        for case, target in enumerate(_CASES):
            after = np.convolve(np.convolve(inside, _sums(new - 1)), target)
            np.add.at(seen[case, row], figures.of(np.arange(len(after)), ratings), after)
    return float(np.abs(seen[0] - seen[1]).sum() / 2)


def advantage_of_the_informed(figures: Figures, ratings: int) -> float:
    """Return the same for somebody who knows all ratings but one, on average over what the others said. Exact."""
    others = _sums(ratings - 1)
    shown = np.stack([figures.of(np.arange(len(others)) + face, ratings) for face in range(len(_P))])
    cells = shown.max() + 1
    told = 0.0
    for column, weight in zip(shown.T, others, strict=True):
        poor, good = (np.bincount(column, weights=target, minlength=cells) for target in _CASES)
        told += float(weight * np.abs(poor - good).sum() / 2)
    return told


def advantage_over_releases(
    figures: Figures, releases: Sequence[int], among: int, histories: int, seed: int
) -> tuple[float, float]:
    """Return the same for who sees all of a sequence of figures, and its Monte-Carlo standard error.

    ``releases`` are the numbers of ratings of each figure, rising; ``among`` the place of that in which the person is
    new. Likelihoods are exact; only the sequences are drawn.
    """
    random = np.random.default_rng(seed)
    case = random.integers(2, size=histories)
    added = np.diff(releases, prepend=0)
    sums = np.zeros(histories, dtype=np.int64)
    known = [np.ones((histories, 1)) for _ in _CASES]
    total = np.zeros((2, histories))
    for place, (ratings, new) in enumerate(zip(releases, added.tolist(), strict=True)):
        free = new - (place == among)
        sums += random.choice(len(_P), size=(histories, free), p=_P).sum(axis=1)
        if place == among:
            drawn = [random.choice(len(_P), size=histories, p=target) for target in _CASES]
            sums += np.where(case == 0, drawn[0], drawn[1])
        seen = figures.of(sums, ratings)
        cells = figures.of(np.arange(3 * ratings + 1), ratings)
        for each, target in enumerate(_CASES):
            kernel = np.convolve(_sums(free), target) if place == among else _sums(free)
            spread = np.zeros((histories, 3 * ratings + 1))
            for shift, weight in enumerate(kernel):
                spread[:, shift : shift + known[each].shape[1]] += weight * known[each]
            spread *= cells == seen[:, None]
            mass = spread.sum(axis=1)
            total[each] += np.log(np.maximum(mass, 1e-300))
            known[each] = spread / np.maximum(mass, 1e-300)[:, None]
    likelihood = np.exp(total - total.max(axis=0))
    told = np.abs(likelihood[0] - likelihood[1]) / likelihood.sum(axis=0)
    return float(told.mean()), float(told.std(ddof=1) / np.sqrt(histories))


def _sums(ratings: int) -> Floats:
    """Return how likely each sum of so many ratings is, each counted from 0 to 3."""
    found = np.ones(1)
    for _ in range(ratings):
        found = np.convolve(found, _P)
    return found


def _given(where: Floats) -> Floats:
    return np.asarray(_P * where / (_P * where).sum())


_P = np.array(WORLD) / sum(WORLD)
_FACES = np.arange(len(_P))
_CASES = (_given((_FACES < POOR).astype(float)), _given((_FACES >= POOR).astype(float)))
