"""Disclosure: what can be told of one rating from all figures that are ever shown of an officer.

The question is "was it a 1 or a 2?", the measure the *advantage*: true positives less false positives of the best rule
there is (by the Neyman–Pearson lemma, the one that goes by the likelihood ratio), which is the total variation
distance between what is seen in either case. 0: no better than guessing; 1: known. Two adversaries know in which
release a person's rating is new, and how ratings usually fall: the *colleague* no other rating, the *informed* all.

Figures are those of the simplest case of the model: all ratings weigh 1 and do not age, and the mean of n is drawn to
the district's by n / (n + ratio), with ratio = residual / officers' variance. Ratings are independent and come as in
the simulated world. Histories and lots are drawn; how likely what is seen is in either case is computed to the end.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import fftconvolve

from aggregator.crossed import Floats, Numbers
from aggregator.publish import CHANCE, STEP
from aggregator.scoring import ASSUMED, USUAL
from data.scores import SHOWN

RATIO = ASSUMED.residual / ASSUMED.random["officer"]
MEAN = sum(face * share for face, share in enumerate(USUAL, 1))
POOR = 2
"""So many of the faces, from the worst, the question is about."""
FINE = 4
"""Lots are computed in such parts of the step between two faces."""
FAR = 8
"""Beyond so many standard deviations they are taken not to fall."""


@dataclass(frozen=True)
class Figures:
    """Figures as they are shown: points × 25, moved by lots, rounded to the nearest multiple of a step."""

    step: float
    ratio: float

    def of(self, sums: Floats, ratings: int) -> Numbers:
        """Return which multiple is shown where the ratings, counted from 0 to 3, and the lots add up to ``sums``."""
        drawn = SHOWN * (1 + (sums + self.ratio * (MEAN - 1)) / (ratings + self.ratio))
        shown: Numbers = np.floor(np.clip(drawn, SHOWN, 4 * SHOWN) / self.step + 0.5).astype(np.int64)
        return shown


@dataclass(frozen=True)
class Sequence:
    """Releases of an officer's figure, in one of which a rating is new."""

    name: str
    ratings: tuple[int, ...]
    """Of each figure, rising."""
    among: int = 0
    """The place of the release in which it is new."""
    ratio: float = RATIO


SEQUENCES = (
    Sequence("new in the first of seven figures, of 18 to 102 ratings", (18, 32, 46, 60, 74, 88, 102)),
    Sequence("new in the third of them", (18, 32, 46, 60, 74, 88, 102), 2),
    Sequence("new in the last", (18, 32, 46, 60, 74, 88, 102), 6),
    Sequence("new in the first of six at a busy desk, of 30 to 180", (30, 60, 90, 120, 150, 180)),
    Sequence("new in the first of three, of 14 to 42, where officers differ much", (14, 28, 42), ratio=5.0),
    Sequence("new in the first of three, of 30 to 58, where they differ little", (30, 44, 58), ratio=30.0),
)


@dataclass(frozen=True)
class Told:
    """What an adversary can tell."""

    advantage: float
    error: float
    """Its standard error."""
    known: float
    """In which share of histories one face fits what is seen and the others do not."""
    surest: float
    """The most that is ever thought of the true face by who thought all four as likely before."""


def told(
    sequence: Sequence,
    informed: bool,
    step: float = STEP,
    chance: float = CHANCE,
    histories: int = 1000,
    seed: int = 21,
) -> Told:
    """Return what can be told of the rating in question from all figures; ``chance`` 0: without lots."""
    figures, releases, among = Figures(step, sequence.ratio), sequence.ratings, sequence.among
    random = np.random.default_rng(seed)
    case = random.integers(2, size=histories)
    face = np.where(case == 0, *(random.choice(len(_P), size=histories, p=each) for each in _CASES))
    new = np.diff(releases, prepend=0)
    lot = _lot(chance)
    reach = len(releases) * (len(lot) // 2)
    grid = np.arange(-reach, reach + 1 + (0 if informed else FINE * 3 * releases[-1])) / FINE
    # What the adversary does not know and the figures hold: the lots; of a colleague, the others' ratings too.
    unseen = np.zeros((len(_P), histories, len(grid)))
    unseen[:, :, reach] = 1
    seen_by_face = np.zeros((len(_P), histories))
    sums, lots = np.zeros(histories), np.zeros(histories)
    for place, (ratings, added) in enumerate(zip(releases, new.tolist(), strict=True)):
        others = added - (place == among)
        sums += random.choice(len(_P), size=(histories, others), p=_P).sum(axis=1)
        lots += (random.choice(len(lot), size=histories, p=lot) - len(lot) // 2) / FINE
        counts = place >= among
        shown = figures.of(sums + lots + counts * face, ratings)
        unseen = _spread(unseen, lot, len(lot) // 2)
        if not informed:
            unseen = _spread(unseen, _sums(others), 0)
        for each in range(len(_P)):
            known = (sums[:, None] if informed else 0) + counts * each
            unseen[each] *= figures.of(known + grid, ratings) == shown[:, None]
        mass = unseen.sum(axis=2)
        with np.errstate(divide="ignore"):
            seen_by_face += np.log(mass)
        unseen /= np.maximum(mass, 1e-300)[:, :, None]
    likelihood = np.exp(seen_by_face - seen_by_face.max(axis=0))
    poor, good = (each @ likelihood for each in _CASES)
    advantage = np.abs(poor - good) / (poor + good)
    thought = likelihood[face, np.arange(histories)] / likelihood.sum(axis=0)
    return Told(
        float(advantage.mean()),
        float(advantage.std(ddof=1) / np.sqrt(histories)),
        float(np.mean((likelihood > 1e-9).sum(axis=0) == 1)),
        float(thought.max()),
    )


def _spread(unseen: Floats, kernel: Floats, middle: int) -> Floats:
    """Return how likely each value is after something with these chances is added; ``middle`` is where that is 0."""
    if len(kernel) == 1:
        return unseen
    found = fftconvolve(unseen, kernel[None, None, :], axes=2)[:, :, middle : middle + unseen.shape[2]]
    # What the transform leaves where nothing can be.
    return np.where(found > 1e-13, found, 0.0)


def _lot(chance: float) -> Floats:
    if not chance:
        return np.ones(1)
    most = round(FAR * chance * FINE)
    found = np.exp(-((np.arange(-most, most + 1) / FINE / chance) ** 2) / 2)
    return np.asarray(found / found.sum())


def _sums(ratings: int) -> Floats:
    """Return how likely each sum of so many ratings is, each counted from 0 to 3, in the grid's parts."""
    found = np.ones(1)
    for _ in range(ratings):
        found = np.convolve(found, _P)
    fine = np.zeros(FINE * (len(found) - 1) + 1)
    fine[::FINE] = found
    return fine


def _given(where: Floats) -> Floats:
    return np.asarray(_P * where / (_P * where).sum())


_P = np.array(USUAL)
_FACES = np.arange(len(_P))
_CASES = (_given((_FACES < POOR).astype(float)), _given((_FACES >= POOR).astype(float)))
