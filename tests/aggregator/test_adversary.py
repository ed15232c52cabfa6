"""The adversary: what can be found out about one rating from everything that is ever released.

Two of them are played. The *colleague* knows that a person is among the new ratings, how many there are and how they
usually fall, and sees every figure: the gate keeps what they can tell of "was it a 1 or a 2?" at 0.3. The *informed*
knows every other rating. No fixed rounding keeps every face from them for sure: where a figure stands next to the edge
of a step, one face alone may fall on the other side. What is proved against them is that of each figure two of the four
faces at least give the same; over whole histories it is measured how often two faces stay alike to the end.

Histories use the shrunken mean, the simplest case of the model, for speed; small tables go through the model itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator import disclosure, publish
from aggregator.disclosure import MEAN, RATIO, WORLD, Figures
from aggregator.publish import BLUNT, LOUD, SHARP_NEW, STEP
from aggregator.scoring import ASSUMED, OfficerScore, Parts, score
from aggregator.settings import AggregatorSettings
from data.clock import week_shift
from data.cube import Coverage
from data.scores import SHOWN, Published
from data.votes import Votes

SETTINGS = AggregatorSettings(charts_folder=None)  # type: ignore[arg-type] - nothing is drawn here
FIRST = "2026-W10"
WORST = 0.3
PLACES = np.linspace(MEAN - 0.1, MEAN + 0.1, 9)
"""District means: what a rounding hides depends on where its steps lie."""
DISTRICT = (87.5, 4.2)
"""What officers stand out against: the mean in its steps, and the officers' spread."""

RELEASES = [
    pytest.param(14, 14, RATIO, id="the first, of fourteen"),
    pytest.param(20, 20, RATIO, id="the first, of twenty"),
    pytest.param(28, 14, RATIO, id="fourteen more"),
    pytest.param(28, 10, RATIO, id="ten more, as few as may be"),
    pytest.param(30, 10, RATIO, id="30"),
    pytest.param(50, 10, RATIO, id="50"),
    pytest.param(100, 10, RATIO, id="100"),
    pytest.param(25, 14, 5.0, id="where officers differ much, and few"),
    pytest.param(41, 10, 5.0, id="where officers differ much"),
    pytest.param(20, 10, 30.0, id="where officers differ little"),
]


def worst(step: float, ratings: int, new: int, ratio: float) -> float:
    return max(disclosure.advantage(Figures(step, ratio, float(mean)), ratings, new) for mean in PLACES)


@pytest.mark.parametrize(("ratings", "new", "ratio"), RELEASES)
def test_a_colleague_can_tell_little_from_two_figures(ratings: int, new: int, ratio: float) -> None:
    assert new >= (10 if 3 * SHOWN / (ratings + ratio) <= BLUNT * STEP else SHARP_NEW)  # what the gate asks
    assert worst(STEP, ratings, new, ratio) <= WORST


def test_no_finer_step_would_do() -> None:
    assert worst(2, 28, 10, RATIO) > WORST
    assert worst(1, 28, 10, RATIO) > WORST


def test_ten_ratings_without_others_would_not_do_at_any_step() -> None:
    assert worst(STEP, 10, 10, RATIO) > WORST
    assert worst(STEP, 20, 10, RATIO) > WORST


@pytest.mark.parametrize("among", [0, 1, 3])
def test_a_colleague_who_sees_a_whole_sequence_can_tell_little_more(among: int) -> None:
    told, error = disclosure.advantage_over_releases(Figures(STEP), [20, 30, 40, 50, 60, 70], among, 1000, seed=11)
    assert told <= WORST + 3 * error
    pair = disclosure.advantage(Figures(STEP), 20 + 10 * among, 10 if among else 20)
    assert told >= pair - 3 * error


def test_the_sequence_of_one_pair_is_the_pair() -> None:
    told, error = disclosure.advantage_over_releases(Figures(STEP), [30, 40], 1, 4000, seed=12)
    assert told == pytest.approx(disclosure.advantage(Figures(STEP), 40, 10), abs=3 * error)


def test_unrounded_figures_of_one_new_rating_tell_all() -> None:
    assert disclosure.advantage(Figures(0.01), 21, 1) == pytest.approx(1)
    assert disclosure.advantage(Figures(200), 21, 1) == pytest.approx(0, abs=1e-12)
    assert disclosure.advantage_of_the_informed(Figures(0.01), 20) == pytest.approx(1)


# What follows plays whole weeks through the gate.


@dataclass(frozen=True)
class History:
    """The ratings of an officer by week, one of them in question."""

    weeks: Sequence[Sequence[int]]
    """The faces of the others, by week."""
    at: int
    """The week of the one in question."""

    def views(self, face: int) -> list[tuple[Published, object, object, object, object]]:
        """Return what is released, week by week, if the one in question gave that face."""
        last: Published | None = None
        rated: Counter[str] = Counter()
        counts, seen, before = [0, 0, 0, 0], [], None
        for number, others in enumerate(self.weeks):
            week = week_shift(FIRST, number)
            for each in [*others, *([face] if number == self.at else [])]:
                counts[each - 1] += 1
                rated[week] += 1
            if not sum(counts):
                continue
            found = shrunken(counts, before)
            before = found.points
            last = publish.score(found, rated, last, week, SETTINGS)
            share = publish.named_share(Coverage(1, sum(counts), sum(counts)), 0, SETTINGS)
            parts = publish.parts(found, last, week)
            shares = publish.faces(counts, last, week, SETTINGS)
            if parts:
                standing = publish.standing(replace(last, parts=parts), *DISTRICT, SETTINGS)
                last = replace(last, standing=standing)
            told = (parts and tuple(parts.values()), shares and tuple(shares.items()), share, last.standing)
            seen.append((replace(last, standing=None), *told))
        return seen


def shrunken(counts: Sequence[int], before: float | None) -> OfficerScore:
    """Return the model's estimate in its simplest case: everybody rates once, and only officers differ."""
    ratings = sum(counts)
    own = sum(face * count for face, count in enumerate(counts, 1)) / ratings
    trust = ratings / (ratings + RATIO)
    points = MEAN + trust * (own - MEAN)
    sd = float(np.sqrt(ASSUMED.random["officer"] * (1 - trust)))
    return OfficerScore(
        officer_id=1,
        points=points,
        low=max(points - 1.96 * sd, 1),
        high=min(points + 1.96 * sd, 4),
        sd=sd,
        reliability=trust,
        ratings=ratings,
        raters=ratings,
        effective=float(ratings),
        top_share=1 / ratings,
        lowered=0,
        faces=(counts[0], counts[1], counts[2], counts[3]),
        parts=Parts(MEAN, own, 0.0, 0.0, 0.0, trust),
        rotation=0.5,
        alone=False,
        apart=False,
        moved=0.0 if before is None else points - before,
    )


def drawn(random: np.random.Generator) -> History:
    """Draw a history as they come: up to 12 a week for some weeks, at least ten people."""
    weeks = [random.choice(4, size=random.integers(3, 13), p=_SHARES) + 1 for _ in range(int(random.integers(4, 12)))]
    return History([week.tolist() for week in weeks], int(random.integers(len(weeks))))


_SHARES = np.array(WORLD) / sum(WORLD)

any_history = st.lists(st.lists(st.integers(1, 4), max_size=25), min_size=1, max_size=8).flatmap(
    lambda weeks: st.builds(History, st.just(weeks), st.integers(0, len(weeks) - 1))
)


@given(any_history)
@settings(max_examples=300, deadline=None)
def test_whoever_knows_all_other_ratings_finds_two_faces_behind_every_figure(history: History) -> None:
    worlds = [history.views(face) for face in (1, 2, 3, 4)]
    for number in range(-len(min(worlds, key=len)), 0):
        shown = [world[number][0] for world in worlds]
        fresh = [view for view in shown if view.released_week == shown[0].released_week and view.points is not None]
        if len(fresh) == len(worlds):
            assert len({view.points for view in fresh}) <= 3


def test_to_whoever_knows_all_other_ratings_two_faces_mostly_stay_alike_over_whole_histories() -> None:
    """Measured with 1,500 histories: 96 % by the figures, 79 % with the shares of faces and all else that is shown."""
    random = np.random.default_rng(21)
    histories = [drawn(random) for _ in range(400)]
    worlds = [[history.views(face) for face in (1, 2, 3, 4)] for history in histories]
    figures = [[str([view[0] for view in views]) for views in world] for world in worlds]
    everything = [[str(views) for views in world] for world in worlds]
    assert np.mean([len(set(world)) < 4 for world in figures]) >= 0.93
    assert np.mean([len(set(world)) < 4 for world in everything]) >= 0.72


@given(any_history)
@settings(max_examples=100, deadline=None)
def test_where_two_faces_give_the_same_figures_nobody_stands_out_by_one_of_them(history: History) -> None:
    for face, other in ((1, 2), (2, 3), (3, 4)):
        one, two = history.views(face), history.views(other)
        if [view[0] for view in one] == [view[0] for view in two]:
            assert [view[-1] for view in one] == [view[-1] for view in two]


def test_a_colleague_who_sees_all_that_is_released_can_tell_little() -> None:
    random = np.random.default_rng(22)
    found = []
    for _ in range(1500):
        history = drawn(random)
        poor = bool(random.integers(2))
        shares = _SHARES[:2] if poor else _SHARES[2:]
        face = int(random.choice(len(shares), p=shares / shares.sum())) + (1 if poor else 3)
        evidence = _change(history, face)
        if evidence is not None:
            found.append((poor, evidence))
    fell = np.array([value for poor, value in found if poor])
    stayed = np.array([value for poor, value in found if not poor])
    rules = np.unique(np.concatenate([fell, stayed]))
    advantage = max(float(np.mean(fell <= rule) - np.mean(stayed <= rule)) for rule in rules)
    error = np.sqrt(0.25 / len(fell) + 0.25 / len(stayed))
    assert advantage <= WORST + 3 * error


def _change(history: History, face: int) -> float | None:
    """Return what the release in which the one in question is new adds to the sum of points, as far as it is seen."""
    ratings = np.cumsum([len(week) + (number == history.at) for number, week in enumerate(history.weeks)])
    before, sums = 0, SHOWN * MEAN * RATIO
    for number, (view, *_) in enumerate(history.views(face)):
        if view.points is None or view.released_week != week_shift(FIRST, number):
            continue
        now = view.points * (ratings[number] + RATIO)
        if number >= history.at:
            return float(now - sums - SHOWN * MEAN * (ratings[number] - before))
        before, sums = int(ratings[number]), now
    return None


@pytest.mark.parametrize("seed", range(6))
def test_through_the_model_itself_one_rating_moves_a_figure_by_two_steps_at_most(seed: int) -> None:
    random = np.random.default_rng(seed)
    officers = np.repeat([1, 2, 3], [40, 30, 9])
    said = len(officers)
    faces = random.choice(4, size=said, p=_SHARES) + 1
    services, days = random.integers(1, 4, said), date(2026, 11, 9).toordinal() + random.integers(7, size=said)
    hours, raters = random.integers(8, 15, said), random.permutation(said)
    target = int(random.integers(40))
    shown: list[list[float]] = []
    for face in (1, 2, 3, 4):
        faces[target] = face
        votes = Votes(
            *(column.tolist() for column in (officers, np.ones(said, int), officers, services, raters, faces)),
            ["ticket"] * said,
            days.tolist(),
            hours.tolist(),
        )
        scored = score(votes, date(2026, 11, 16), SETTINGS, ASSUMED)
        shown.append([SHOWN * each.points for each in scored.officers])
        swing = publish._swing(scored.officers[0], SETTINGS)
    moved = np.ptp(np.array(shown), axis=0)
    assert swing <= LOUD * STEP
    assert moved[0] <= swing + STEP / 2
    # What it moves of the colleagues' figures is less than a colleague's own rating would.
    assert max(moved[1:]) < moved[0]
