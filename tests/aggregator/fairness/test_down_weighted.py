"""Whose ratings weigh less, and why."""

import numpy as np

from aggregator.fairness.down_weighted import Why, lowered
from aggregator.weights import Weights


def test_each_reason_is_told_for_each_group() -> None:
    weights = Weights(
        tier=np.array([1.0, 0.6, 0.6, 1.0]),
        person=np.array([1.0, 0.5, 1.0, 1.0]),
        hour=np.array([1.0, 1.0, 1.0, 0.25]),
        fade=np.array([0.9, 0.9, 0.5, 0.9]),
    )
    first, second = lowered(weights, np.array([0, 0, 1, 1]), (0, 1))
    assert first.share == {Why.EVIDENCE: 0.5, Why.REPEATED: 0.5, Why.BURST: 0, Why.OLD: 0}
    assert second.share == {Why.EVIDENCE: 0.5, Why.REPEATED: 0, Why.BURST: 0.5, Why.OLD: 0.5}


def test_where_all_evidence_is_the_same_nobody_is_lowered_by_it() -> None:
    ones = np.ones(3)
    (found,) = lowered(Weights(0.6 * ones, ones, ones, ones), np.zeros(3, dtype=np.int64), (0,))
    assert found.share[Why.EVIDENCE] == 0
