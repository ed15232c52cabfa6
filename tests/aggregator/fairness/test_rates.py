"""Rates of favourable and unfavourable outcomes: the 4/5 rule and a test together."""

import numpy as np
import pytest
from scipy import stats

from aggregator.fairness.rates import Outcome, Rates, compare, mantel_haenszel, together, two_rates
from aggregator.fairness.reasons import Reason


def rates(outcome: Outcome, *counts: tuple[int, int]) -> Rates:
    """Compare groups of which so many of so many officers have the outcome."""
    having = np.concatenate([np.arange(of) < have for have, of in counts])
    group = np.repeat(np.arange(len(counts)), [of for _, of in counts])
    return compare(outcome, having, group, np.zeros(len(group), dtype=np.int64), range(len(counts)))


def test_the_example_of_the_uniform_guidelines() -> None:
    # 48 of 80 and 12 of 40 are hired: 60 % and 30 %, a ratio of one half
    found = rates(Outcome.FAVOURABLE, (48, 80), (12, 40))
    (impact,) = found.impacts
    assert (impact.group, impact.best, impact.ratio, impact.beyond) == (1, 0, 0.5, True)
    # z = 0.3 / sqrt(0.5 · 0.5 · (1/80 + 1/40)) = 3.0984
    assert impact.p == pytest.approx(0.0019457, rel=1e-4)
    assert found.told


def test_few_are_tested_exactly() -> None:
    # Fisher's lady tasting tea: 3 of 4 against 1 of 4
    assert two_rates(3, 4, 1, 4) == pytest.approx(0.485714, abs=1e-6)
    table = [[1, 9], [10, 4]]
    assert two_rates(1, 10, 10, 14) == pytest.approx(stats.fisher_exact(table).pvalue)


@pytest.mark.parametrize(
    ("outcome", "counts", "beyond", "significant"),
    [
        (Outcome.FAVOURABLE, ((10, 100), (8, 100)), False, False),
        (Outcome.FAVOURABLE, ((10, 100), (7, 100)), True, False),
        (Outcome.FAVOURABLE, ((5000, 10000), (4800, 10000)), False, True),
        (Outcome.FAVOURABLE, ((950, 1000), (900, 1000)), False, True),
        (Outcome.UNFAVOURABLE, ((50, 1000), (100, 1000)), True, True),
        (Outcome.UNFAVOURABLE, ((8, 100), (10, 100)), True, False),
        (Outcome.UNFAVOURABLE, ((80, 1000), (99, 1000)), False, False),
        (Outcome.UNFAVOURABLE, ((0, 100), (20, 100)), True, True),
    ],
    ids=[
        "exactly four fifths",
        "below, by chance",
        "a trifle",
        "many pass: not below",
        "but twice as many fail",
        "exactly five quarters",
        "below five quarters",
        "nobody of the best fails",
    ],
)
def test_only_both_together_are_told(
    outcome: Outcome, counts: tuple[tuple[int, int], ...], beyond: bool, significant: bool
) -> None:
    found = rates(outcome, *counts)
    assert (found.impacts[0].beyond, found.impacts[0].p < 0.05) == (beyond, significant)
    assert found.told == (beyond and significant)


def test_each_group_stands_beside_the_one_that_fares_best() -> None:
    found = rates(Outcome.UNFAVOURABLE, (20, 100), (5, 100), (30, 100))
    assert [(each.group, each.best) for each in found.impacts] == [(0, 1), (2, 1)]
    # three pairs could have been picked
    assert found.impacts[0].p == pytest.approx(3 * two_rates(20, 100, 5, 100))
    assert [each.ratio for each in found.impacts] == [4, 6]


def test_questions_asked_together_are_told_in_fewer_cases() -> None:
    asked = [rates(Outcome.FAVOURABLE, (60, 100), (45, 100)), rates(Outcome.UNFAVOURABLE, (5, 20), (5, 20))]
    nobody = rates(Outcome.FAVOURABLE, (0, 20), (0, 20))
    assert asked[0].told
    alone, both = together([asked[0], nobody]), together([*asked, nobody])
    assert alone[0] == asked[0]
    assert both[0].impacts[0].p == pytest.approx(2 * asked[0].impacts[0].p)
    assert not both[0].told
    assert both[1].impacts[0].p == 1
    assert both[2].reason is Reason.NOBODY


def test_equal_groups_are_told_in_at_most_one_case_in_twenty() -> None:
    chance = np.random.default_rng(1)
    for groups, rate in ((2, 0.1), (2, 0.5), (4, 0.25)):
        drawn = chance.binomial(60, rate, (400, groups))
        told = [rates(outcome, *[(have, 60) for have in row]).told for row in drawn.tolist() for outcome in Outcome]
        assert np.mean(told) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_within_offices_the_admissions_of_berkeley_are_fair() -> None:
    # R's UCBAdmissions: men and women, admitted and rejected, by department
    departments = [
        ((512, 313), (89, 19)),
        ((353, 207), (17, 8)),
        ((120, 205), (202, 391)),
        ((138, 279), (131, 244)),
        ((53, 138), (94, 299)),
        ((22, 351), (24, 317)),
    ]
    having, group, strata = [], [], []
    for stratum, sexes in enumerate(departments):
        for sex, counts in enumerate(sexes):
            having += [True] * counts[0] + [False] * counts[1]
            group += [sex] * sum(counts)
            strata += [stratum] * sum(counts)
    columns = np.array(having), np.array(group), np.array(strata)
    found = compare(Outcome.FAVOURABLE, *columns, (0, 1))
    assert found.told
    # mantelhaen.test(UCBAdmissions, correct = FALSE): X-squared = 1.5246, p = 0.2169
    assert found.within is not None
    assert found.within.p == pytest.approx(0.2169, abs=5e-5)


def test_offices_with_one_group_tell_nothing_within() -> None:
    having, group = np.array([True, False] * 6), np.repeat([0, 1], 6)
    assert mantel_haenszel(having, group, group, (0, 1)) is None


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (((0, 20), (0, 20)), Reason.NOBODY),
        (((20, 20), (20, 20)), Reason.EVERYBODY),
        (((5, 20), (2, 4)), Reason.WITHHELD),
        (((5, 20),), Reason.WITHHELD),
        ((), Reason.WITHHELD),
    ],
)
def test_where_nothing_can_be_said_there_is_a_reason(counts: tuple[tuple[int, int], ...], reason: Reason) -> None:
    having = np.concatenate([np.arange(of) < have for have, of in counts] or [np.empty(0, dtype=bool)])
    group = np.repeat(np.arange(len(counts)), [of for _, of in counts])
    found = compare(Outcome.FAVOURABLE, having, group, np.zeros_like(group), range(len(counts)))
    assert (found.reason, found.impacts, found.told) == (reason, (), False)
