"""The mixed model: against lme4, against plain dense algebra and another algorithm, and what must always hold."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aggregator import crossed, henderson
from aggregator.crossed import CrossProducts
from aggregator.henderson import Equations
from aggregator.mixed_model import Fit, ModelError, Table, VarianceComponents, fit, fit_apart, groups
from aggregator.mixed_model_command import Wanted, read
from aggregator.variance_components import log_likelihood, moments

REFERENCE = Path(__file__).parent / "reference"
CROSSED = ("rater", "officer", "office")
SETS = {
    "unbalanced": Wanted("y", CROSSED, ("service",), None),
    "weighted": Wanted("y", (*CROSSED, "service"), (), "weight"),
    "boundary": Wanted("y", CROSSED, ("service",), None),
    "apart": Wanted("y", (*CROSSED, "service"), (), None),
}


def lines(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def reference(name: str) -> tuple[Table, dict[str, list[str]]]:
    return read(REFERENCE / f"{name}.csv", SETS[name])


def made_up(seed: int, ratings: int = 300) -> Table:
    """Unbalanced ratings with weights, a fixed factor and three random ones."""
    random = np.random.default_rng(seed)
    officer = np.minimum((12 * random.random(ratings) ** 1.5).astype(int), 11)
    codes = {"rater": random.integers(40, size=ratings), "officer": officer, "office": officer % 4}
    codes["office"] = np.where(random.random(ratings) < 0.2, random.integers(4, size=ratings), codes["office"])
    weights = random.choice([0.25, 0.6, 1.0], size=ratings)
    y = 3 + random.normal(0, 0.6 / np.sqrt(weights))
    for name, sd in (("rater", 0.4), ("officer", 0.4), ("office", 0.4)):
        y += random.normal(0, sd, codes[name].max() + 1)[codes[name]]
    return Table(y, codes, {"service": random.integers(3, size=ratings)}, weights)


def dense(table: Table, components: VarianceComponents) -> dict[str, np.ndarray]:
    """Effects, their variances and V itself by the textbook, with full matrices. All components above 0."""
    n = len(table.y)
    weights = np.ones(n) if table.weights is None else table.weights
    columns = [np.ones(n)]
    for codes in table.fixed.values():
        for level in range(1, codes.max() + 1):
            column = (codes == level) * 1.0
            if np.linalg.matrix_rank(np.stack([*columns, column], axis=1)) > len(columns):
                columns.append(column)
    x = np.stack(columns, axis=1)
    z = {name: (codes[:, None] == np.arange(codes.max() + 1)) * 1.0 for name, codes in table.random.items()}
    v = np.diag(components.residual / weights) + sum(components.random[name] * z[name] @ z[name].T for name in z)
    inverse = np.linalg.inv(v)
    known = np.linalg.inv(x.T @ inverse @ x)
    p = inverse - inverse @ x @ known @ x.T @ inverse
    sizes = {"log v": np.linalg.slogdet(v)[1], "log x": np.linalg.slogdet(x.T @ inverse @ x)[1]}
    found = {"p": p, "beta": known @ x.T @ inverse @ table.y, "beta variance": known, **sizes}
    for name in z:
        g = components.random[name]
        found[name] = g * z[name].T @ p @ table.y
        found[f"{name} variance"] = g - g * g * np.einsum("ti,tu,ui->i", z[name], p, z[name])
        found[f"{name} held"] = g - g * g * np.einsum("ti,tu,ui->i", z[name], inverse, z[name])
        found[f"{name} slope"] = table.y @ p @ z[name] @ z[name].T @ p @ table.y - np.trace(z[name].T @ p @ z[name])
    found["likelihood"] = -0.5 * (
        (n - x.shape[1]) * np.log(2 * np.pi) + sizes["log v"] + sizes["log x"] + table.y @ p @ table.y
    )
    return found


def figures(found: Fit) -> np.ndarray:
    """Everything a fit says, in a row."""
    random = [part for e in found.random.values() for part in (e.estimate, e.variance, e.conditional_variance)]
    fixed = [part for e in found.fixed.values() for part in (e.estimate, e.variance)]
    single = [found.intercept, found.intercept_variance, found.components.residual, found.log_likelihood]
    return np.concatenate([*random, *fixed, single, list(found.components.random.values())])


tables = st.builds(
    lambda seed, n, levels, kinds, weighted: Table(
        3 + np.random.default_rng(seed).normal(size=n),
        {f"r{i}": np.random.default_rng([seed, i]).integers(size, size=n) for i, size in enumerate(levels)},
        {f"f{i}": np.random.default_rng([seed, 9, i]).integers(size, size=n) for i, size in enumerate(kinds)},
        np.random.default_rng([seed, 7]).uniform(0.1, 2, n) if weighted else None,
    ),
    st.integers(0, 2**32 - 1),
    st.integers(8, 60),
    st.lists(st.integers(2, 9), min_size=1, max_size=4),
    st.lists(st.integers(1, 4), max_size=3),
    st.booleans(),
)


@pytest.mark.parametrize("name", SETS)
def test_effects_deviations_and_variances_are_those_of_lmer(name: str) -> None:
    table, levels = reference(name)
    found = fit(table)
    components = {(line["kind"], line["name"]): float(line["value"]) for line in lines(f"{name}.components")}
    theirs = {factor: components["variance", factor] for factor in table.random}
    assert found.components.random == pytest.approx(theirs, rel=2e-4, abs=1e-9)
    assert found.components.residual == pytest.approx(components["variance", "Residual"], rel=1e-5)
    assert found.log_likelihood == pytest.approx(components["likelihood", "REML"], abs=1e-5)
    assert found.intercept == pytest.approx(components["fixed", "(Intercept)"], abs=1e-5)
    assert found.intercept_variance**0.5 == pytest.approx(components["fixed sd", "(Intercept)"], rel=1e-3)
    for factor, effects in found.fixed.items():
        for i, level in enumerate(levels[factor][1:], start=1):
            assert effects.estimate[i] == pytest.approx(components["fixed", factor + level], abs=1e-5)
            assert effects.variance[i] ** 0.5 == pytest.approx(components["fixed sd", factor + level], rel=1e-4)
    for factor, effects in found.random.items():
        lmer = {line["level"]: line for line in lines(f"{name}.effects") if line["factor"] == factor}
        assert effects.estimate == pytest.approx([float(lmer[level]["estimate"]) for level in levels[factor]], abs=1e-4)
        held = np.array([float(lmer[level]["sd"]) for level in levels[factor]])
        assert np.sqrt(effects.conditional_variance) == pytest.approx(held, rel=2e-4, abs=1e-6)


@pytest.mark.parametrize("name", SETS)
def test_deviations_are_on_average_within_a_hundredth_of_those_that_hold_the_fixed_effects(name: str) -> None:
    found = fit(reference(name)[0])
    kept = [effects for factor, effects in found.random.items() if found.components.random[factor] > 0]
    full = np.sqrt(np.concatenate([effects.variance for effects in kept]))
    held = np.sqrt(np.concatenate([effects.conditional_variance for effects in kept]))
    assert np.all(full >= held * (1 - 1e-9))
    assert np.mean(full / held) - 1 < 0.01


def test_a_component_that_lmer_finds_at_its_bound_is_zero_and_so_are_its_effects() -> None:
    found = fit(reference("boundary")[0])
    assert found.components.random["office"] == 0
    assert not found.random["office"].estimate.any() and not found.random["office"].variance.any()


@given(tables, st.lists(st.floats(0.01, 3), min_size=5, max_size=5), st.sampled_from([0, 4, 100]))
@settings(max_examples=60, deadline=None)
def test_given_components_everything_is_as_with_full_matrices(
    table: Table, variances: list[float], border: int
) -> None:
    components = VarianceComponents(variances[4], dict(zip(table.random, variances, strict=False)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossed, "BORDER_LEVELS", border)  # few levels: blocks are made of what else stands in the border
        patch.setattr(crossed, "PACKED_LEVELS", 1)
        patch.setattr(henderson, "PAIRS_AT_ONCE", 5)
        found = fit(table, components)
        slopes = slopes_at(table, components)
    full = dense(table, components)
    assert found.intercept == pytest.approx(full["beta"][0], abs=1e-9)
    assert found.intercept_variance == pytest.approx(full["beta variance"][0, 0], rel=1e-9)
    assert found.log_likelihood == pytest.approx(full["likelihood"], abs=1e-8)
    for name, effects in found.random.items():
        assert effects.estimate == pytest.approx(full[name], abs=1e-9)
        assert effects.variance == pytest.approx(full[f"{name} variance"], rel=1e-8)
        assert effects.conditional_variance == pytest.approx(full[f"{name} held"], rel=1e-8)
        assert slopes[name] == pytest.approx(full[f"{name} slope"], abs=1e-7, rel=1e-7)


def slopes_at(table: Table, components: VarianceComponents) -> dict[str, float]:
    """Twice the slope of the likelihood along each component, from exact traces."""
    cross = CrossProducts.of(table)
    equations = Equations.of(cross, {name: v / components.residual for name, v in components.random.items()})
    slopes = {}
    for name, component in components.random.items():
        levels = np.sqrt(component / components.residual) * cross.of_factor(name, *equations.solution)
        trace = (1 - cross.of_factor(name, *equations.diagonals)).sum()
        slopes[name] = levels @ levels / component**2 - trace / component
    return slopes


@given(tables)
@settings(max_examples=40, deadline=None)
def test_at_the_estimates_the_likelihood_rises_in_no_direction(table: Table) -> None:
    try:
        found = fit(table)
    except ModelError:
        assume(False)
    # Of a handful of ratings with hardly any residual the likelihood is flat, and has more than one top.
    assume(found.converged and len(table.y) >= 20)
    assume(max(found.components.random.values()) < 10 * found.components.residual)
    cross = CrossProducts.of(table)
    best = likelihood(cross, {name: v / found.components.residual for name, v in found.components.random.items()})
    assert best == pytest.approx(found.log_likelihood, abs=1e-8)
    for name, component in found.components.random.items():
        for factor in (0.9, 1.1):
            changed = component * factor if component else 1e-3 * found.components.residual
            others = {**found.components.random, name: changed}
            ratios = {key: value / found.components.residual for key, value in others.items()}
            assert likelihood(cross, ratios) <= best + 1e-7


def likelihood(cross: CrossProducts, ratios: dict[str, float]) -> float:
    equations = Equations.of(cross, ratios)
    return log_likelihood(equations, equations.quadratic_form / (cross.ratings - cross.fixed_count))


def test_variance_components_are_those_of_expectation_maximisation() -> None:
    table = made_up(6, ratings=90)
    found = fit(table).components
    n, weights = len(table.y), table.weights
    components = VarianceComponents(1.0, dict.fromkeys(table.random, 0.1))
    z = {name: (codes[:, None] == np.arange(codes.max() + 1)) * 1.0 for name, codes in table.random.items()}
    for _ in range(1000):
        full = dense(table, components)
        p, y = full["p"], table.y
        updated = {
            name: (full[name] @ full[name] + full[f"{name} variance"].sum()) / z[name].shape[1] for name in table.random
        }
        s = components.residual
        residuals = s * (p @ y) / weights
        left = n * s - s * s * (np.diag(p) / weights).sum()
        components = VarianceComponents(float(residuals @ (weights * residuals) + left) / n, updated)
    assert found.residual == pytest.approx(components.residual, rel=1e-4)
    assert dict(found.random) == pytest.approx(components.random, rel=1e-3)


def test_moments_come_near_the_truth_without_iteration() -> None:
    random = np.random.default_rng(4)
    codes = {name: random.integers(size, size=60_000) for name, size in (("rater", 9000), ("officer", 800))}
    y = random.normal(0, 0.6, 60_000) + random.normal(0, 0.3, 9000)[codes["rater"]]
    y += random.normal(0, 0.2, 800)[codes["officer"]] + 0.3 * (codes["officer"] % 2)
    found = moments(CrossProducts.of(Table(y, codes, {"half": codes["officer"] % 2})))
    assert found.residual == pytest.approx(0.36, rel=0.03)
    assert dict(found.random) == pytest.approx({"rater": 0.09, "officer": 0.04}, rel=0.12)


def test_the_order_of_ratings_says_nothing() -> None:
    table = made_up(5)
    order = np.random.default_rng(0).permutation(len(table.y))
    assert figures(fit(table.rows(order))) == pytest.approx(figures(fit(table)), abs=1e-9, rel=1e-9)


def test_names_of_levels_say_nothing() -> None:
    table = made_up(6)
    renamed = {name: np.random.default_rng(1).permutation(codes.max() + 1) for name, codes in table.random.items()}
    other = fit(replace(table, random={name: renamed[name][codes] for name, codes in table.random.items()}))
    plain = fit(table)
    for name, effects in plain.random.items():
        assert other.random[name].estimate[renamed[name]] == pytest.approx(effects.estimate, abs=1e-9)
        assert other.random[name].variance[renamed[name]] == pytest.approx(effects.variance, rel=1e-9)


@pytest.mark.parametrize(("shift", "scale"), [(0.0, 25.0), (1e4, 1.0), (-3.0, -0.04)])
def test_another_scale_shifts_the_mean_and_stretches_the_rest(shift: float, scale: float) -> None:
    table = made_up(7)
    plain, other = fit(table), fit(replace(table, y=shift + scale * table.y))
    assert other.intercept == pytest.approx(shift + scale * plain.intercept, rel=1e-9)
    assert other.components.residual == pytest.approx(scale**2 * plain.components.residual, rel=1e-7)
    for name, effects in plain.random.items():
        assert other.random[name].estimate == pytest.approx(scale * effects.estimate, abs=1e-7 * abs(scale))
        assert other.random[name].variance == pytest.approx(scale**2 * effects.variance, rel=1e-7)


def test_a_weight_of_two_counts_like_two_ratings_for_the_effects() -> None:
    table = replace(made_up(8), weights=None)
    components = VarianceComponents(0.5, {"rater": 0.1, "officer": 0.2, "office": 0.05})
    twice = fit(table.rows(np.repeat(np.arange(len(table.y)), 2)), components)
    weighted = fit(replace(table, weights=np.full(len(table.y), 2.0)), components)
    for name, effects in weighted.random.items():
        assert twice.random[name].estimate == pytest.approx(effects.estimate, abs=1e-10)
        assert twice.random[name].variance == pytest.approx(effects.variance, rel=1e-10)


def test_the_effective_weight_is_what_is_left_when_raters_have_been_told_apart() -> None:
    officer, rater = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 2])
    components = VarianceComponents(0.4, {"officer": 0.1, "rater": 0.2})
    found = fit(Table(np.array([1.0, 2, 3, 4, 2]), {"officer": officer, "rater": rater}), components).random
    # λ of raters is 2; rater 0 gave both ratings to officer 0, rater 1 one to each, rater 2 one to officer 1
    assert found["officer"].effective_weight == pytest.approx([3 - 4 / (2 + 2) - 1 / (2 + 2), 2 - 1 / 4 - 1 / 3])
    assert found["rater"].effective_weight.tolist() == [2, 2, 1]


def test_groups_without_a_shared_level_are_told_apart() -> None:
    officer = np.array([0, 0, 1, 2, 3, 2])
    rater = np.array([0, 1, 1, 2, 3, 3])
    assert groups({"officer": officer, "rater": rater}).tolist() == [0, 0, 0, 1, 1, 1]
    assert groups({"officer": np.zeros(256, dtype=int), "rater": np.zeros(256, dtype=int)}).tolist() == [0] * 256
    assert groups({"officer": officer, "rater": rater, "office": np.zeros(6, dtype=int)}).tolist() == [0] * 6


def test_a_group_with_its_own_mean_is_scored_as_if_it_were_alone() -> None:
    table, _ = reference("apart")
    labels = groups(table.random)
    assert labels.max() == 2
    components = fit(table).components
    together = fit(replace(table, fixed={"group": labels}), components)
    for levels, alone in fit_apart(table, components):
        for name, effects in alone.random.items():
            assert together.random[name].estimate[levels[name]] == pytest.approx(effects.estimate, abs=1e-9)
            assert together.random[name].variance[levels[name]] == pytest.approx(effects.variance, rel=1e-9)


def test_a_group_fitted_apart_has_its_own_variances() -> None:
    table, _ = reference("apart")
    found = [part.components for _, part in fit_apart(table.rows(np.flatnonzero(groups(table.random) < 2)))]
    first = fit(table.rows(np.flatnonzero(groups(table.random) == 0)))
    assert len(found) == 2
    assert found[0].residual == pytest.approx(first.components.residual, rel=1e-9)
    assert found[0].residual != pytest.approx(found[1].residual, rel=1e-3)


def test_a_level_without_ratings_is_average_and_as_unsure_as_anybody() -> None:
    officer = np.array([0, 0, 0, 2, 2, 2, 3, 3])
    table = Table(np.array([1.0, 2, 1, 4, 3, 4, 2, 3]), {"officer": officer})
    found = fit(table, VarianceComponents(0.5, {"officer": 0.25})).random["officer"]
    assert found.estimate[1] == 0
    assert found.variance[1] == pytest.approx(0.25)


def test_an_officer_alone_with_an_office_stays_unsure_however_many_ratings_come() -> None:
    codes = np.repeat([0, 1, 2], 4000)
    y = np.array([2.0, 3.0, 4.0])[codes] + np.random.default_rng(0).normal(0, 0.5, len(codes))
    given_ = VarianceComponents(0.25, {"officer": 0.04, "office": 0.04})
    found = fit(Table(y, {"officer": codes, "office": codes}), given_).random
    assert np.all(found["officer"].conditional_variance > 0.019)
    assert found["officer"].estimate == pytest.approx(found["office"].estimate)


@pytest.mark.parametrize(
    ("y", "officer", "rater", "reason"),
    [
        ([], [], [], "no ratings"),
        ([3, 3, 3, 3], [0, 0, 1, 1], [0, 1, 0, 1], "all ratings are equal"),
        ([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 0, 1], "officer has one level only"),
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 0, 0, 0], "rater has one level only"),
        ([1, 2, 3, 4], [0, 1, 2, 3], [0, 0, 1, 1], "officer has as many levels as there are ratings"),
        ([1, 1, 4, 4, 1, 4], [0, 0, 1, 1, 0, 1], [0, 1, 0, 1, 2, 2], "no residual variance is left"),
        ([1, 2, float("nan"), 4], [0, 0, 1, 1], [0, 1, 0, 1], "not a finite number"),
    ],
    ids=["none", "equal", "one officer", "one rater", "an officer each", "explained", "nan"],
)
def test_what_cannot_be_estimated_is_refused_with_the_reason(
    y: list[float], officer: list[int], rater: list[int], reason: str
) -> None:
    with pytest.raises(ModelError, match=reason):
        fit(Table(np.array(y, dtype=float), {"officer": np.array(officer, int), "rater": np.array(rater, int)}))


@pytest.mark.parametrize(
    ("y", "officer", "rater"),
    [
        ([3, 3, 3, 3], [0, 0, 1, 1], [0, 1, 0, 1]),
        ([4], [0], [0]),
        ([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 0, 1]),
        ([1, 2, 3, 4], [0, 0, 1, 1], [0, 0, 0, 0]),
        ([1, 2, 3, 4], [0, 1, 2, 3], [0, 1, 2, 3]),
        ([1, 1, 4, 4, 1, 4], [0, 0, 1, 1, 0, 1], [0, 1, 0, 1, 2, 2]),
    ],
    ids=["equal", "a single rating", "one officer", "one rater", "everything once", "explained"],
)
def test_with_given_variances_there_is_always_an_answer(y: list[float], officer: list[int], rater: list[int]) -> None:
    table = Table(np.array(y, dtype=float), {"officer": np.array(officer), "rater": np.array(rater)})
    found = fit(table, VarianceComponents(0.35, {"officer": 0.04, "rater": 0.08}))
    assert np.isfinite(figures(found)).all()
    assert np.all(found.random["officer"].variance > 0) and np.all(found.random["officer"].variance < 0.04 + 1e-12)


def test_ten_thousand_officers_with_a_rating_each_are_all_drawn_to_the_mean() -> None:
    random = np.random.default_rng(2)
    table = Table(
        random.integers(1, 5, 10_000).astype(float),
        {"officer": np.arange(10_000), "office": np.arange(10_000) // 20, "rater": np.arange(10_000)},
    )
    with pytest.raises(ModelError, match="officer has as many levels as there are ratings"):
        fit(table)
    found = fit(table, VarianceComponents(0.35, {"officer": 0.04, "office": 0.02, "rater": 0.08})).random["officer"]
    assert np.abs(found.estimate).max() < 0.3
    assert np.all(found.variance > 0.03)


def test_a_rater_who_rates_everybody_does_no_harm() -> None:
    random = np.random.default_rng(3)
    officer = np.concatenate([np.arange(500), random.integers(500, size=2000)])
    rater = np.concatenate([np.zeros(500, dtype=int), random.integers(1, 800, size=2000)])
    y = 3 + random.normal(0, 0.3, 500)[officer] + random.normal(0, 0.4, 800)[rater] + random.normal(0, 0.5, 2500)
    y[:500] -= 1.5
    found = fit(Table(y, {"officer": officer, "rater": rater}))
    assert found.converged and np.isfinite(figures(found)).all()
    assert found.random["rater"].estimate[0] < -1


@pytest.mark.parametrize("change", [{"weights": np.array([1.0, 0])}, {"weights": np.ones(3)}, {"y": np.ones(3)}])
def test_a_table_that_does_not_fit_together_is_refused(change: dict[str, np.ndarray]) -> None:
    with pytest.raises(ModelError):
        replace(Table(np.ones(2), {"officer": np.array([0, 1])}), **change)


def test_fixed_effects_that_say_the_same_are_held_at_zero() -> None:
    table = made_up(9)
    service = table.fixed["service"]
    doubled = fit(replace(table, fixed={"service": service, "again": service}))
    plain = fit(table)
    assert doubled.fixed["service"].estimate == pytest.approx(plain.fixed["service"].estimate, abs=1e-9)
    assert not doubled.fixed["again"].estimate.any()
    assert doubled.log_likelihood == pytest.approx(plain.log_likelihood)
