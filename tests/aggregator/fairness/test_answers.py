"""The answers, all questions taken together: as often wrong and as often right as is stated."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy import stats

from aggregator.fairness.audit import Audit, By, audit
from aggregator.fairness.gaps import LEVEL
from aggregator.fairness.summary import Answer, Verdict, answers
from aggregator.scoring import ASSUMED
from aggregator.settings import AggregatorSettings
from tests.aggregator.fairness.worlds import TODAY, record, world

SETTINGS = AggregatorSettings(Path("charts"), shown_reliability=0.2)
ALIKE = replace(ASSUMED, random=ASSUMED.random | {"office": 0.0, "service": 0.0})
"""Offices and services do not differ."""
WORLDS = 60
Answered = tuple[Audit, dict[By, Answer]]


@cache
def asked(gap: float, worlds: int = WORLDS) -> list[Answered]:
    """Return worlds of 36 officers, in which women are rated so many points higher."""
    found = []
    for seed in range(worlds):
        votes, people = record(world(seed, officers=36, each=16, offices=2, services=3, gap=gap, components=ALIKE))
        audited = audit(votes, people, TODAY, SETTINGS, ASSUMED, seed)
        found.append((audited, dict(answers(audited, SETTINGS))))
    return found


def rates_told(audited: Audit) -> bool:
    return any(rates.told for split in audited.splits.values() for rates in split.rates.values())


def test_where_nothing_is_unfair_one_report_in_twenty_finds_something() -> None:
    limit = stats.binom.ppf(0.999, WORLDS, LEVEL)
    found = [any(each.verdict is Verdict.FOUND for each in answered.values()) for _, answered in asked(0.0)]
    assert sum(found) <= limit
    assert sum(rates_told(audited) for audited, _ in asked(0.0)) <= limit
    hints = [any(each.verdict is Verdict.HINT for each in answered.values()) for _, answered in asked(0.0)]
    assert sum(hints) > sum(found)  # what taking the questions together is for


def test_a_planted_gap_is_found_as_often_as_is_stated() -> None:
    planted = asked(-0.35, 40)
    found = np.mean([answered[By.SEX].verdict is Verdict.FOUND for _, answered in planted])
    differences = [audited.splits[By.SEX].gap.differences[0] for audited, _ in planted]
    gap = float(np.mean([each.points for each in differences]))  # faces end at 4: a part of it is cut off
    stated = np.mean(
        [each.power(audited.questions, abs(gap)) for (audited, _), each in zip(planted, differences, strict=True)]
    )
    assert 0.4 < stated < 0.95
    assert abs(found - stated) <= 3 * np.sqrt(stated * (1 - stated) / 40)
    # the power of the question alone would promise too much
    assert stated < np.mean([each.power(1, abs(gap)) for each in differences]) - 0.1
    for (audited, answered), each in zip(planted, differences, strict=True):
        assert answered[By.SEX].power == each.power(audited.questions)
        assert answered[By.SEX].findable == (np.ceil(50 * each.smallest(audited.questions)) / 2,) * 2
    assert np.mean([rates_told(audited) for audited, _ in planted]) > 0.25


def test_what_is_said_of_a_gap_is_of_that_gap() -> None:
    for audited, answered in asked(-0.35, 40):
        for by, answer in answered.items():
            own = {each.group: each.p * audited.questions for each in audited.splits[by].gap.differences}
            for each in answer.standing:
                assert each.p == min(1.0, own[each.group.code])
                assert answer.verdict is not Verdict.FOUND or each.p < LEVEL
