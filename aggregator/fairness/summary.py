"""What an audit comes to: one answer for each question, rounded as it may be told; the first page, and `--json`."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from aggregator import publish
from aggregator.fairness.audit import Audit, By, Group, Split
from aggregator.fairness.gaps import LEVEL, Difference
from aggregator.fairness.reasons import Reason
from aggregator.publish import GroupGap
from aggregator.survey.report import Letterhead
from data.scores import SHOWN


class Verdict(StrEnum):
    """How a question is answered."""

    FOUND = "found"
    """A gap that is told when all questions are taken together."""
    HINT = "hint"
    """One that is told only when the question is taken alone."""
    NONE = "none"
    UNKNOWN = "unknown"
    """Nothing can be said, and there is a reason."""


@dataclass(frozen=True)
class Compared:
    """A group beside another, or beside the mean of all that are compared."""

    group: Group
    against: Group | None
    gap: GroupGap | None
    """None: one person would show in it."""
    told: bool
    """Whether it is more than chance would give, its split taken alone."""
    smallest: float
    """The gap on the scale people see that would be told in four cases of five, in steps of 0.5, rounded up."""


@dataclass(frozen=True)
class Answer:
    """What is said of one split."""

    split: Split
    verdict: Verdict
    p: float | None
    """All questions taken together; at most so much, see `aggregator.publish.group_p`."""
    compared: Sequence[Compared]
    power: int | None
    """Percent, in steps of 5: how often `aggregator.fairness.gaps.WORTH_FINDING` would be told, of the group where
    that is least likely."""

    @property
    def largest(self) -> Compared | None:
        """The largest gap that is told and may be shown."""
        told = [each for each in self.compared if each.told and each.gap]
        return max(told, key=lambda each: abs(each.gap.points) if each.gap else 0.0, default=None)

    @property
    def reason(self) -> Reason | None:
        """Why nothing can be said."""
        return self.split.gap.reason


@dataclass(frozen=True)
class Report:
    """What the report on paper is made of."""

    audit: Audit
    names: Mapping[By, Mapping[int, str]]
    """Of offices, services and desks, by id."""
    letterhead: Letterhead
    first: date
    last: date
    """Of the days that were looked at."""
    made_on: date
    floor: int
    """So many different raters a group needs to be shown."""

    @cached_property
    def answers(self) -> Mapping[By, Answer]:
        """The answer to each question."""
        return answers(self.audit)


def answers(audit: Audit) -> Mapping[By, Answer]:
    """Return the answer to each question."""
    return {by: _answer(split, audit.adjusted.get(by)) for by, split in audit.splits.items()}


def as_json(audit: Audit) -> dict[str, object]:
    """Return the answers as plain values; figures as the report has them."""
    return {by.value: _plain(answer) for by, answer in answers(audit).items()}


def _answer(split: Split, p: float | None) -> Answer:
    groups = {group.code: group for group in split.groups}
    found = split.gap.differences
    verdict = Verdict.UNKNOWN
    if p is not None:
        verdict = Verdict.FOUND if p < LEVEL else Verdict.HINT if split.gap.told else Verdict.NONE
    return Answer(
        split,
        verdict,
        None if p is None else publish.group_p(p),
        [_compared(each, groups) for each in found],
        min((publish.group_share(each.power()) for each in found), default=None),
    )


def _compared(difference: Difference, groups: Mapping[int, Group]) -> Compared:
    low, high = difference.interval
    return Compared(
        groups[difference.group],
        None if difference.against is None else groups[difference.against],
        publish.group_gap(difference.points, (high - low) / 2, difference.swing),
        difference.told,
        math.ceil(SHOWN * difference.smallest / publish.GROUP_STEPS[0]) * publish.GROUP_STEPS[0],
    )


def _plain(answer: Answer) -> dict[str, object]:
    split, largest = answer.split, answer.largest
    return {
        "answer": answer.verdict.value,
        "flagged": answer.verdict is Verdict.FOUND,
        "p_at_most": answer.p,
        "gaps": [
            {
                "group": each.group.key,
                "against": each.against.key if each.against else None,
                "gap": each.gap.points if each.gap else None,
                "interval": [each.gap.low, each.gap.high] if each.gap else None,
                "told": each.told,
                "findable": each.smallest,
            }
            for each in answer.compared
        ],
        "largest": largest.group.key if largest else None,
        "rates_flagged": [question.value for question, rates in split.rates.items() if rates.told],
        "matched_flagged": split.matched.told if split.matched else None,
        "withheld": split.withheld,
        "reason": answer.reason.value if answer.reason else None,
    }
