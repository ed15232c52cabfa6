"""`python -m benchmarks.change`: false alarms and delays of the words "naik" and "turun", in a simulated world.

Faces as where 4.5, 6, 21 and 68 % give 1–4; officers differ by 0.169 points (standard deviation), and what service,
office and rater add, taken off the rating again, by 0.25. Two ways of watching:

- *known*: for a fall below the true mean, from the first week on without end, faces as they are;
- *as told*: as the weekly run does it, both ways: officers begin without ratings, have a figure that is a
  start from 50 ratings on, with the interval, rounding and lots that are shown; with each figure the bets begin anew
  from the one of eleven weeks before, or the first.

A false alarm is a week that says "up" or "down" after one that did not, though the officer stayed the same; the word of
somebody whose evidence falls and comes back counts again. Delays are medians, with the share who are told within a
year. With 20,000 officers (2,000 for the delays), seed 11, standard errors at most 0.0013:

    =================  ============  ============  =========  =========  =========
    ratings a week     false alarms  in year 2     fall, 0.4  fall, 0.2  rise, 0.2
                       in year 1
    =================  ============  ============  =========  =========  =========
    known, 5           0.0199                      13 (100%)  34 (99%)
    known, 10          0.0182                      7 (100%)   20 (100%)
    known, 30          0.0176                      3 (100%)   9 (100%)
    as told, 5         0.0015        0.0009        – (20%)    – (2%)     – (0%)
    as told, 10        0.0045        0.0006        14 (63%)   – (6%)     – (0%)
    as told, 30        0.0134        0.0004        5 (100%)   – (34%)    – (10%)
    =================  ============  ============  =========  =========  =========

What is told is careful: the chart's twelve weeks are few, figures and words are moved by lots, and the first
start is unsure.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from aggregator.change import CHANCE, ENOUGH, MARGIN, RATINGS, STAKES, Direction, evidence, grown, winnings
from aggregator.crossed import Floats
from aggregator.publish import CHANCE as BLUR
from aggregator.publish import STEP
from aggregator.scoring import USUAL
from aggregator.settings import AggregatorSettings
from benchmarks.table import table

FACES = np.array(USUAL)
MEAN = float(FACES @ np.arange(1, 5))
OFFICERS_VARIANCE, VARIANCE = 0.0287, 0.61
ALLOWANCE = 0.05 * OFFICERS_VARIANCE
AROUND = 0.25
"""Standard deviation of what service, office and rater add."""
HISTORY = 12
"""Weeks of the chart."""
HALF_LIFE = AggregatorSettings.half_life_weeks
RELEASE = AggregatorSettings.release_step
"""New ratings before a figure is told anew."""
YEAR = 52
SIZES = (5, 10, 30)


def _steps() -> tuple[Floats, Floats]:
    """Return means and, for each, up to which share faces 1, 2 and 3 go: the world's faces, tilted to that mean."""
    tilts = np.linspace(-4, 6, 2001)
    weights = FACES * np.exp(tilts[:, None] * np.arange(1, 5))
    shares = weights / weights.sum(axis=1, keepdims=True)
    return shares @ np.arange(1, 5), shares.cumsum(axis=1)[:, :3]


MEANS, STEPS = _steps()


def faces(means: Floats, chance: Generator) -> Floats:
    """Return a face for each mean."""
    step = STEPS[np.clip(np.searchsorted(MEANS, means), 0, len(MEANS) - 1)]
    drawn: Floats = 1.0 + (chance.random(means.shape)[..., None] > step).sum(axis=-1)
    return drawn


Drop = Callable[[int], float]
"""By how many points officers are worse in a week (from 0)."""


@dataclass(frozen=True)
class Told:
    """What was said to each officer in each week: 1 up, −1 down, 0 neither."""

    words: np.ndarray

    def alarms(self, first: int) -> tuple[float, float]:
        """Return how often an officer was told a change anew in the year from a week on, and the standard error."""
        year = self.words[:, first : first + YEAR]
        before = np.pad(self.words, ((0, 0), (1, 0)))[:, first : first + YEAR]
        count = ((year != 0) & (year != before)).sum(axis=1)
        return float(count.mean()), float(count.std(ddof=1) / np.sqrt(len(count)))

    def delay(self, changed: int, word: int) -> tuple[float, float]:
        """Return the median number of weeks until a word is said, and the share of officers to whom it ever is."""
        said = self.words[:, changed:] == word
        ever = said.any(axis=1)
        weeks = np.where(ever, said.argmax(axis=1) + 1, np.inf)
        return float(np.median(weeks)), float(ever.mean())


def known(officers: int, size: int, weeks: int, chance: Generator, drop: Drop) -> Told:
    """Watch for a fall below the true mean from the first week on."""
    words = np.zeros((officers, weeks), dtype=np.int8)
    logs = np.full((officers, len(STAKES)), -np.inf)
    mean, none = np.full(officers, MEAN), np.zeros(officers)
    for week in range(weeks):
        ratings = faces(np.full((officers, size), MEAN - drop(week)), chance)
        logs = grown(logs, winnings(ratings, mean, none, Direction.DOWN))
        words[:, week] = np.where(evidence(logs) >= np.log(ENOUGH), -1, 0)
    return Told(words)


@dataclass(eq=False)
class Watch:
    """Bets against a figure, since its release."""

    figure: Floats
    sd: float
    logs: dict[Direction, Floats]


def as_told(officers: int, size: int, weeks: int, chance: Generator, drop: Drop) -> Told:
    """Watch as the weekly run does."""
    truth = MEAN + np.sqrt(OFFICERS_VARIANCE) * chance.standard_normal(officers)
    ratio, fade = VARIANCE / OFFICERS_VARIANCE, 0.5 ** (1 / HALF_LIFE)
    count, total, lots, left = 0.0, np.zeros(officers), np.zeros(officers), 0.0
    words = np.zeros((officers, weeks), dtype=np.int8)
    watches: list[Watch] = []
    new = 0
    for week in range(weeks):
        around = AROUND * chance.standard_normal((officers, size))
        ratings = faces((truth - drop(week))[:, None] + around, chance) - around
        for watch in dict.fromkeys(watches):
            for direction, log in watch.logs.items():
                watch.logs[direction] = grown(
                    log, winnings(ratings, watch.figure, np.full(officers, watch.sd), direction)
                )
        count, total, lots, left = (
            fade * count + size,
            fade * total + (ratings - MEAN).sum(axis=1),
            fade * lots,
            fade**2 * left,
        )
        new += size
        released = new >= RELEASE
        if watches and not released:
            words[:, week] = words[:, week - 1]
        elif watches:
            up, down = (evidence(watches[0].logs[direction]) for direction in (Direction.UP, Direction.DOWN))
            asked = np.log(ENOUGH) + MARGIN + CHANCE * chance.standard_normal(officers)
            words[:, week] = np.where(np.maximum(up, down) < asked, 0, np.where(up > down, 1, -1))
        if released:
            new, lots, left = 0, lots + BLUR * chance.standard_normal(officers), left + BLUR**2
        if released and size * (week + 1) >= RATINGS:
            figure = STEP * np.round(25 / STEP * (MEAN + (total + lots) / (count + ratio))) / 25
            sd = np.sqrt(VARIANCE / (count + ratio) + ALLOWANCE + left / (count + ratio) ** 2)
            half = 25 * 1.96 * np.hypot(sd, STEP / 25 / np.sqrt(12))
            nothing = dict.fromkeys((Direction.UP, Direction.DOWN), np.full((officers, len(STAKES)), -np.inf))
            watches.append(Watch(figure, float(STEP * np.ceil(half / STEP) / 25 / 1.96), nothing))
        elif watches:
            watches.append(watches[-1])
        watches = watches[-(HISTORY - 1) :]
    return Told(words)


def unchanged(week: int) -> float:
    """Nothing happens."""
    return 0.0


def fallen(points: float, first: int) -> Drop:
    """From a week on; below 0 it is a rise."""
    return lambda week: points if week >= first else 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.change", description="Measure what is told of changes.")
    parser.add_argument("--officers", type=int, default=20_000, help="officers per cell (default: 20,000)")
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    some, seed = max(arguments.officers // 10, 100), arguments.seed
    rows = []
    for size in SIZES:
        rate, error = known(arguments.officers, size, YEAR, np.random.default_rng(seed), unchanged).alarms(0)
        delays = [
            _weeks(known(some, size, 2 * YEAR, np.random.default_rng(seed), fallen(drop, 0)).delay(0, -1))
            for drop in (0.4, 0.2)
        ]
        rows.append([f"known, {size} ratings a week", f"{rate:.4f} ± {error:.4f}", "", *delays, ""])
    for size in SIZES:
        told = as_told(arguments.officers, size, 2 * YEAR, np.random.default_rng(seed), unchanged)
        alarms = [f"{rate:.4f} ± {error:.4f}" for rate, error in (told.alarms(0), told.alarms(YEAR))]
        delays = [
            _weeks(as_told(some, size, 2 * YEAR, np.random.default_rng(seed), fallen(drop, YEAR)).delay(YEAR, word))
            for drop, word in ((0.4, -1), (0.2, -1), (-0.2, 1))
        ]
        rows.append([f"as told, {size} ratings a week", *alarms, *delays])
    head = ["", "false alarms per officer in year 1", "in year 2", "weeks to a fall of 0.4", "of 0.2", "a rise of 0.2"]
    print(table(head, rows))


def _weeks(found: tuple[float, float]) -> str:
    weeks, share = found
    return f"{weeks:.0f} ({100 * share:.0f} %)" if np.isfinite(weeks) else f"– ({100 * share:.0f} %)"


if __name__ == "__main__":
    main()
