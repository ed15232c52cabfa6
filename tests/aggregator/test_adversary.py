"""The adversary: what can be found out about one rating from everything that is ever released of an officer.

The worst knows every other rating, how figures are made, and sees all of them. Two things are shown of what they can
do: never do they know for sure, whatever is released (for each face, lots are found with which another would have
given the very same views, through the gate itself); and guessing whether a rating was a 1 or a 2 gains 0.3 at the most.

Histories use the shrunken mean, the simplest case of the model, for speed; small districts go through the model itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator import publish
from aggregator.lots import Lots
from aggregator.publish import BESIDE, CHANCE
from aggregator.scoring import ASSUMED, USUAL, OfficerScore, Parts, score
from aggregator.settings import AggregatorSettings
from benchmarks.study.disclosure import MEAN, RATIO, SEQUENCES, Sequence, told
from benchmarks.study.methods import ON
from benchmarks.study.world import Plan, play
from data.clock import week_shift
from data.scores import SHOWN, Published

SETTINGS = AggregatorSettings(Path())
FIRST = "2026-W10"
WORST = 0.3
DISTRICT = (88.0, 4.2)
"""What officers stand out against: the mean in its steps, and the officers' spread."""
SHARES = np.array(USUAL)


@pytest.mark.parametrize("sequence", SEQUENCES, ids=lambda each: each.name)
def test_whoever_knows_all_other_ratings_can_tell_little(sequence: Sequence) -> None:
    found = told(sequence, informed=True)
    assert found.advantage <= WORST + 2 * found.error
    assert found.known == 0
    assert found.surest < 0.9


@pytest.mark.parametrize("sequence", SEQUENCES[::2], ids=lambda each: each.name)
def test_a_colleague_who_knows_no_other_rating_can_tell_less(sequence: Sequence) -> None:
    informed, colleague = told(sequence, informed=True), told(sequence, informed=False, histories=300)
    assert colleague.advantage < informed.advantage + 2 * colleague.error


@pytest.mark.parametrize("step", [1, 2, 2.5])
def test_without_lots_a_rating_would_be_known_for_sure_at_any_step(step: float) -> None:
    found = told(SEQUENCES[0], informed=True, step=step, chance=0)
    assert found.known > 0.5
    assert found.surest == 1
    assert found.advantage > 0.8


def test_figures_that_are_not_rounded_would_tell_no_more_than_may_be_told() -> None:
    """The advantage is the distance between mixtures of normal distributions, one face apart each."""
    sums = np.linspace(-30, 33, 63_001)

    def seen(shares: np.ndarray, first: int, chance: float) -> np.ndarray:
        lots = [NormalDist(first + place, chance) for place in range(len(shares))]
        density = [[lot.pdf(each) for each in sums] for lot in lots]
        return np.asarray((shares / shares.sum()) @ np.array(density))

    def advantage(chance: float) -> float:
        apart = np.abs(seen(SHARES[:2], 0, chance) - seen(SHARES[2:], 2, chance))
        return float(apart.sum() * (sums[1] - sums[0]) / 2)

    assert advantage(CHANCE) == pytest.approx(0.282, abs=5e-4)
    assert advantage(CHANCE - 1) > WORST
    unrounded = told(SEQUENCES[0], informed=True, step=0.01)
    assert unrounded.advantage == pytest.approx(0.282, abs=3 * unrounded.error)


# What follows plays whole weeks through the gate.


@dataclass
class Chosen:
    """Lots of which some are chosen; the others fall as they do."""

    seed: int
    chosen: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: str) -> float:
        drawn = int.from_bytes(sha256(f"{self.seed} {name}".encode()).digest()[:6], "big")
        return self.chosen.get(name, (drawn + 0.5) / 2**48)

    def normal(self, name: str) -> float:
        return NormalDist().inv_cdf(self(name))

    def move(self, name: str, by: float) -> None:
        self.chosen[name] = NormalDist().cdf(self.normal(name) + by)


@dataclass(frozen=True)
class History:
    """The ratings of an officer by week, one of them in question."""

    weeks: list[list[int]]
    """The faces of the others, by week."""
    at: int
    """The week of the one in question."""

    def found(self, face: int) -> Iterator[tuple[str, OfficerScore, Mapping[str, int]]]:
        """Give what the model says by week, if the one in question gave that face, with the ratings per week."""
        rated: Counter[str] = Counter()
        counts = [0, 0, 0, 0]
        for number, others in enumerate(self.weeks):
            week = week_shift(FIRST, number)
            for each in [*others, *([face] if number == self.at else [])]:
                counts[each - 1] += 1
                rated[week] += 1
            if sum(counts):
                yield week, shrunken(counts), dict(rated)

    def views(self, face: int, draw: Chosen) -> list[Published]:
        """Return what is released, week by week."""
        shown: list[Published] = []
        for week, found, rated in self.found(face):
            published = publish.score(found, rated, shown, week, SETTINGS, Lots(draw))
            standing = publish.standing(published, *DISTRICT, SETTINGS)
            shown.append(replace(published, standing=standing) if published.parts else published)
        return shown

    def twin(self, face: int, other: int, draw: Chosen) -> Chosen:
        """Return lots with which the other face would give the same views."""
        chosen = Chosen(draw.seed)
        moved: dict[str, float] = {}
        views = self.views(face, draw)
        for (week, mine, _), (_, theirs, _), view in zip(self.found(face), self.found(other), views, strict=True):
            if view.released_week != week and view.reason != "second_look":
                continue  # nothing is drawn
            blur = publish._blur(mine, list(moved), FIRST, week, SETTINGS, Lots(draw))
            already = sum(blur.releases[earlier] * by for earlier, by in moved.items())
            by = SHOWN * (mine.points - theirs.points) / blur.scale - already
            chosen.move(f"points 1 {week}", by)
            if view.released_week == week:
                moved[week] = by
        return chosen


def shrunken(counts: list[int]) -> OfficerScore:
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
        heaviest=1.0,
        top_share=1 / ratings,
        lowered=0,
        parts=Parts(MEAN, own, 0.0, 0.0, 0.0, trust),
        rotation=0.5,
        alone=False,
        apart=False,
    )


any_history = st.lists(st.lists(st.integers(1, 4), max_size=25), min_size=1, max_size=8).flatmap(
    lambda weeks: st.builds(History, st.just(weeks), st.integers(0, len(weeks) - 1))
)
of_one_mind = st.builds(
    lambda face, sizes: History([[face] * size for size in sizes], len(sizes) - 1),
    st.integers(1, 4),
    st.lists(st.integers(5, 25), min_size=1, max_size=4),
)


@given(st.one_of(any_history, of_one_mind), st.integers(1, 4), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_whoever_knows_all_other_ratings_never_knows_the_last_for_sure(history: History, face: int, seed: int) -> None:
    draw = Chosen(seed)
    views = history.views(face, draw)
    for other in (1, 2, 3, 4):
        if other != face:
            assert [bare(view) for view in history.views(other, history.twin(face, other, draw))] == [*map(bare, views)]


def bare(view: Published) -> Published:
    """Return a view as it stands on a screen, free of what a float's last digit adds."""
    return replace(view, parts={name: round(part, 6) for name, part in view.parts.items()} if view.parts else None)


def test_lots_are_not_always_needed_but_mostly() -> None:
    """Of what the test above rests on: with the same lots another face often shows, so views do depend on faces."""
    random = np.random.default_rng(21)
    differ = 0
    for seed in range(60):
        weeks = [(random.choice(4, size=random.integers(5, 13), p=SHARES) + 1).tolist() for _ in range(9)]
        history = History(weeks, int(random.integers(9)))
        differ += history.views(1, Chosen(seed)) != history.views(4, Chosen(seed))
    assert differ > 30


@pytest.mark.parametrize("plan", [(600, 30, 30), (60, 11, 29), (20, 4, 5), (6, 2, 2)])
def test_through_the_model_itself_a_rating_moves_a_figure_and_its_parts_by_what_lots_are_made_for(
    plan: tuple[int, int, int],
) -> None:
    """In steps between faces of the figure's heaviest rating; parts count by how much smaller their lots are."""
    officers, offices, services = plan
    votes = play(replace(Plan(), officers=officers, offices=offices, services=services), 2).votes
    random = np.random.default_rng(5)
    before = {each.officer_id: each for each in score(votes, ON, SETTINGS, ASSUMED).officers}
    seen = []
    for target in random.choice(len(votes), 8 if officers == 600 else 30, replace=False).tolist():
        faces = list(votes.faces)
        step = -1 if faces[target] > 1 else 1
        faces[target] += step
        was = before[votes.officers[target]]
        now = next(
            each
            for each in score(replace(votes, faces=faces), ON, SETTINGS, ASSUMED).officers
            if each.officer_id == was.officer_id
        )
        voice = step * publish._voice(was)
        parts = [
            SHOWN * (getattr(now.parts, name) - getattr(was.parts, name)) / voice / BESIDE
            for name in ("service", "office", "raters")
        ]
        seen.append(np.hypot(SHOWN * (now.points - was.points) / voice, np.linalg.norm(parts)))
    assert np.mean(seen) < 0.85
    assert np.quantile(seen, 0.9) < 1.1
