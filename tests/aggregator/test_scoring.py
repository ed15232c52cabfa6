"""The model, against published figures, another way of computing it, and what must always hold."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from aggregator.scoring import Groups, Variances, estimate_variances, fit, posterior, score_officers
from aggregator.settings import AggregatorSettings
from data.cube import Cell

# Davies & Goldsmith, Statistical Methods in Research and Production (1972), table 6.3: yield of dyestuff, 6 batches.
DYESTUFF = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]
# The same, table 6.5: strength of paste, 10 batches of 3 casks, each measured twice.
PASTES = [
    [[62.8, 62.6], [60.1, 62.3], [62.7, 63.1]],
    [[60.0, 61.4], [57.5, 56.9], [61.1, 58.9]],
    [[58.7, 57.5], [63.9, 63.1], [65.4, 63.7]],
    [[57.1, 56.4], [56.9, 58.6], [64.7, 64.5]],
    [[55.1, 55.1], [54.7, 54.2], [58.8, 57.5]],
    [[63.4, 64.9], [59.3, 58.1], [60.5, 60.0]],
    [[62.5, 62.6], [61.0, 58.7], [56.9, 57.7]],
    [[59.2, 59.4], [65.2, 66.0], [64.8, 64.1]],
    [[54.8, 54.8], [64.0, 64.0], [57.7, 56.8]],
    [[58.3, 59.3], [59.2, 59.2], [58.9, 56.6]],
]


def summed(observations: Sequence[Sequence[Sequence[float]]]) -> Groups:
    """Offices of officers of values, as the model takes them."""
    officers = [np.asarray(values, dtype=float) for office in observations for values in office]
    return Groups(
        np.array([float(len(values)) for values in officers]),
        np.array([values.mean() for values in officers]),
        float(sum(((values - values.mean()) ** 2).sum() for values in officers)),
        np.repeat(np.arange(len(observations)), [len(office) for office in observations]),
    )


def test_dyestuff_gives_the_variances_and_predictions_lme4_prints() -> None:
    groups = summed([DYESTUFF])
    variances = estimate_variances(groups, 1e-4)
    # lmer(Yield ~ 1 + (1 | Batch), Dyestuff): 1764.05 and 2451.25, mean 1527.5 (D. Bates, lme4 book, chapter 1).
    assert variances.officer == pytest.approx(1764.05, abs=0.005)
    assert variances.residual == pytest.approx(2451.25, abs=0.005)
    known = posterior(groups, variances)
    assert known.district_mean == pytest.approx(1527.5)
    assert known.points - 1527.5 == pytest.approx([-17.61, 0.39, 28.56, -23.08, 56.73, -45.00], abs=0.005)


def test_pastes_gives_the_nested_variances_lme4_prints() -> None:
    groups = summed(PASTES)
    variances = estimate_variances(groups, 1e-4)
    # lmer(strength ~ 1 + (1 | batch/cask), Pastes): sample 8.434, batch 1.657, residual 0.678, mean 60.0533.
    assert variances.officer == pytest.approx(8.434, abs=0.0005)
    assert variances.office == pytest.approx(1.657, abs=0.0005)
    assert variances.residual == pytest.approx(0.678, abs=0.0005)
    assert posterior(groups, variances).district_mean == pytest.approx(60.0533, abs=0.00005)


def test_moments_of_unbalanced_groups_come_out_right_on_average() -> None:
    generator = np.random.default_rng(1)
    true = Variances(residual=0.5, officer=0.06, office=0.04)
    found = []
    for _ in range(400):
        observations = []
        for _ in range(12):
            office = generator.normal(3.4, true.office**0.5)
            sizes = generator.integers(2, 40, size=generator.integers(2, 9))
            people = [generator.normal(office, true.officer**0.5) for _ in sizes]
            observations.append(
                [generator.normal(person, true.residual**0.5, size) for person, size in zip(people, sizes, strict=True)]
            )
        found.append(estimate_variances(summed(observations), -9))
    assert np.mean([each.residual for each in found]) == pytest.approx(0.5, rel=0.02)
    assert np.mean([each.officer for each in found]) == pytest.approx(0.06, rel=0.05)
    assert np.mean([each.office for each in found]) == pytest.approx(0.04, rel=0.12)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("offices", [1, 2, 7])
def test_the_closed_form_is_the_solution_of_the_mixed_model_equations(seed: int, offices: int) -> None:
    generator = np.random.default_rng(seed)
    sizes = [generator.integers(1, 30, size=generator.integers(1, 6)).tolist() for _ in range(offices)]
    groups = summed([[generator.integers(1, 5, size=n).tolist() for n in office] for office in sizes])
    variances = Variances(0.55, 0.03, 0.02 if offices > 1 else float("inf"))
    known = posterior(groups, variances)
    points, variance, own = henderson(groups, variances)
    assert known.points == pytest.approx(points)
    assert known.variance == pytest.approx(variance)
    assert known.own_variance == pytest.approx(own)


def henderson(groups: Groups, variances: Variances) -> tuple[NDArray[np.float64], ...]:
    """Solve the mixed model equations densely: points, their error variances, and those of the officers' effects."""
    officers = len(groups.counts)
    offices = 0 if np.isinf(variances.office) else int(groups.offices.max()) + 1
    design = np.zeros((officers, 1 + offices + officers))
    design[:, 0] = 1
    if offices:
        design[np.arange(officers), 1 + groups.offices] = 1
    design[np.arange(officers), 1 + offices + np.arange(officers)] = 1
    weights = groups.counts / variances.residual
    penalty = np.concatenate(
        [[0.0], np.full(offices, 1 / variances.office if offices else 0), np.full(officers, 1 / variances.officer)]
    )
    inverse = np.linalg.inv(design.T @ (weights[:, np.newaxis] * design) + np.diag(penalty))
    solution = inverse @ (design.T @ (weights * groups.means))
    errors = np.einsum("ij,jk,ik->i", design, inverse, design)
    return design @ solution, errors, np.diag(inverse)[1 + offices :]


SETTINGS = AggregatorSettings(charts_folder=None)  # type: ignore[arg-type] - nothing is drawn here

faces = st.tuples(*[st.integers(0, 40)] * 4).filter(any)
district = st.dictionaries(st.integers(1, 60), st.tuples(st.integers(1, 6), faces), min_size=1, max_size=25)


def cells(officers: dict[int, tuple[int, tuple[int, ...]]]) -> list[Cell]:
    return [
        Cell("2026-W47", officer, office, face, count)
        for officer, (office, counts) in officers.items()
        for face, count in enumerate(counts, 1)
        if count
    ]


@given(district)
def test_a_score_lies_between_the_officers_own_mean_and_the_offices(
    officers: dict[int, tuple[int, tuple[int, ...]]],
) -> None:
    fitted = fit(cells(officers), SETTINGS)
    assert fitted
    for score in score_officers(cells(officers), SETTINGS):
        office, counts = officers[score.officer_id]
        own = sum(face * count for face, count in enumerate(counts, 1)) / sum(counts)
        ends = sorted((own, fitted.office_means[office]))
        assert ends[0] - 1e-9 <= score.points <= ends[1] + 1e-9
        assert 1 - 1e-9 <= score.low <= score.points + 1e-9
        assert score.points - 1e-9 <= score.high <= 4 + 1e-9
        assert 0 <= score.reliability < 1
        assert score.faces == counts
        assert score.ratings == sum(counts)


@given(district, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_cutting_up_of_the_counts_matters(
    officers: dict[int, tuple[int, tuple[int, ...]]], order: random.Random
) -> None:
    whole = cells(officers)
    pieces = [Cell(f"2026-W{40 + part}", c.officer_id, c.office_id, c.face, n) for c in whole for part, n in halves(c)]
    order.shuffle(pieces)
    assert score_officers(pieces, SETTINGS) == score_officers(whole, SETTINGS)


def halves(cell: Cell) -> list[tuple[int, int]]:
    return [(0, cell.count // 2), (1, cell.count - cell.count // 2)]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 60)), min_size=2, max_size=12), st.integers(1, 50))
def test_more_ratings_make_the_interval_narrower_and_the_figure_more_reliable(
    officers: list[tuple[int, int]], more: int
) -> None:
    offices = np.unique([office for office, _ in officers], return_inverse=True)[1]
    counts = np.array([float(n) for _, n in officers])
    variances = Variances(0.5, 0.03, 0.02)
    before = posterior(Groups(counts, np.full(len(counts), 3.5), 0, offices), variances)
    counts[0] += more
    after = posterior(Groups(counts, np.full(len(counts), 3.5), 0, offices), variances)
    assert after.variance[0] < before.variance[0]
    assert after.own_variance[0] < before.own_variance[0]
    assert (after.variance <= before.variance + 1e-12).all()


def test_few_ratings_are_trusted_little() -> None:
    usual = dict.fromkeys(range(1, 9), (1, (2, 6, 25, 67)))
    few, many = {**usual, 9: (1, (6, 0, 0, 0))}, {**usual, 9: (1, (60, 0, 0, 0))}
    low_by_few = score_officers(cells(few), SETTINGS)[-1]
    low_by_many = score_officers(cells(many), SETTINGS)[-1]
    assert low_by_few.points > low_by_many.points
    assert low_by_few.high - low_by_few.low > low_by_many.high - low_by_many.low
    assert low_by_few.reliability < low_by_many.reliability


def test_somebody_alone_in_an_office_is_never_reliable() -> None:
    officers = {officer: (1, (9, 30, 130, 400 + 40 * officer)) for officer in range(1, 9)}
    alone = score_officers(cells({**officers, 9: (2, (10, 40, 100, 5000))}), SETTINGS)[-1]
    with_colleagues = score_officers(cells({**officers, 9: (1, (10, 40, 100, 5000))}), SETTINGS)[-1]
    assert alone.reliability < 0.7 <= with_colleagues.reliability


def test_a_district_of_equals_still_says_how_uncertain_it_is() -> None:
    scores = score_officers(cells(dict.fromkeys((1, 2, 3), (1, (0, 0, 0, 12)))), SETTINGS)
    assert [round(score.points, 6) for score in scores] == [4, 4, 4]
    assert all(score.low < 4 for score in scores)


def test_a_correction_that_outlives_its_rating_counts_as_nothing() -> None:
    left = [Cell("2026-W47", 1, 1, 4, 5), Cell("2026-W47", 1, 1, 2, -1), Cell("2026-W47", 2, 1, 3, -1)]
    (score,) = score_officers(left, SETTINGS)
    assert (score.officer_id, score.faces) == (1, (0, 0, 0, 5))


def test_nobody_rated_is_nobody_scored() -> None:
    assert score_officers([], SETTINGS) == []
    assert fit([], SETTINGS) is None
