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
from aggregator.paper.letterhead import Letterhead
from aggregator.publish import GroupGap
from aggregator.settings import AggregatorSettings
from data.scores import SHOWN

ENOUGH = 10.0
"""Points on the scale people see: where no gap of so many could be found, none being found says nothing."""


_WHY_FIRST = (Reason.ONE_VOICE, Reason.FEW_NEW, Reason.FOLLOWS)


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
    """A group beside another, or beside the mean of all that are compared, whose gap may be told."""

    group: Group
    against: Group | None
    gap: GroupGap
    hinted: bool
    """Whether it is more than chance would give, its question taken alone."""
    p: float
    """All questions taken together."""
    smallest: float
    """The gap on the scale people see that would be told so in four cases of five, in steps of 0.5, rounded up."""

    @property
    def told(self) -> bool:
        """Whether it is more than chance would give, all questions taken together."""
        return self.p < LEVEL


@dataclass(frozen=True)
class Answer:
    """What is said of one split."""

    split: Split
    verdict: Verdict
    compared: Sequence[Compared]
    withheld: Mapping[int, Reason]
    """By group, why its gap may not be told."""
    power: float
    """0–1: how often `aggregator.fairness.gaps.WORTH_FINDING` would be told, of the group where that is least
    likely."""
    reason: Reason | None
    """Why nothing can be said."""

    @property
    def standing(self) -> Sequence[Compared]:
        """The gaps that the verdict rests on, the largest first."""
        chosen = {
            Verdict.FOUND: [each for each in self.compared if each.told],
            Verdict.HINT: [each for each in self.compared if each.hinted],
        }
        return sorted(chosen.get(self.verdict, ()), key=lambda each: -abs(each.gap.points))

    @property
    def findable(self) -> tuple[float, float] | None:
        """The least gap that would have been found, of the group where that is easiest and of the hardest."""
        found = [each.smallest for each in self.compared]
        return (min(found), max(found)) if found else None


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
    settings: AggregatorSettings

    @cached_property
    def answers(self) -> Mapping[By, Answer]:
        """The answer to each question."""
        return answers(self.audit, self.settings)


def answers(audit: Audit, settings: AggregatorSettings) -> Mapping[By, Answer]:
    """Return the answer to each question."""
    return {by: _answer(split, audit.questions, settings) for by, split in audit.splits.items()}


def as_json(answers: Mapping[By, Answer]) -> dict[str, object]:
    """Return the answers as plain values; figures as the report has them."""
    return {by.value: _plain(answer) for by, answer in answers.items()}


def _answer(split: Split, questions: int, settings: AggregatorSettings) -> Answer:
    withheld = _withheld(split, settings)
    told = [each for each in split.gap.differences if withheld.keys().isdisjoint(_sides(each))]
    groups = {group.code: group for group in split.groups}
    compared = [_compared(each, groups, questions) for each in told]
    verdict, reason = Verdict.NONE, None
    if not compared:
        verdict, reason = Verdict.UNKNOWN, split.gap.reason or min(withheld.values(), key=_WHY_FIRST.index)
    elif any(each.told for each in compared):
        verdict = Verdict.FOUND
    elif any(each.hinted for each in compared):
        verdict = Verdict.HINT
    elif min(each.smallest for each in compared) > ENOUGH:
        verdict, reason = Verdict.UNKNOWN, Reason.TOO_FEW
    power = min((each.power(questions) for each in told), default=0.0)
    return Answer(split, verdict, compared, withheld, power, reason)


def _sides(difference: Difference) -> set[int]:
    """Return the groups that a difference names."""
    return {difference.group} if difference.against is None else {difference.group, difference.against}


def _withheld(split: Split, settings: AggregatorSettings) -> dict[int, Reason]:
    """Return the groups of which no gap may be told, and why."""
    new = {group.code: group.new for group in split.groups}
    sides = [(side, each) for each in split.gap.differences for side in sorted(_sides(each))]
    loud = {place for place, (_, each) in enumerate(sides) if _rounded(each) is None}
    told = publish.gaps_told([new[side] for side, _ in sides], loud, settings)
    found = {}
    for place, (side, _) in enumerate(sides):
        if place not in told:
            few = 0 < new[side] < settings.release_step
            found[side] = Reason.ONE_VOICE if place in loud else Reason.FEW_NEW if few else Reason.FOLLOWS
    return found


def _rounded(difference: Difference) -> GroupGap | None:
    low, high = difference.interval
    return publish.group_gap(difference.points, (high - low) / 2, difference.swing)


def _compared(difference: Difference, groups: Mapping[int, Group], questions: int) -> Compared:
    gap, step = _rounded(difference), publish.GROUP_STEPS[0]
    assert gap is not None  # noqa: S101 - otherwise it is withheld
    return Compared(
        groups[difference.group],
        None if difference.against is None else groups[difference.against],
        gap,
        difference.told,
        min(1.0, difference.p * questions),
        math.ceil(SHOWN * difference.smallest(questions) / step) * step,
    )


def _plain(answer: Answer) -> dict[str, object]:
    split, standing = answer.split, answer.standing
    compared = answer.compared if answer.verdict is not Verdict.UNKNOWN else ()
    return {
        "answer": answer.verdict.value,
        "flagged": answer.verdict is Verdict.FOUND,
        "p_at_most": publish.group_p(min(each.p for each in compared)) if compared else None,
        "gaps": [
            {
                "group": each.group.key,
                "against": each.against.key if each.against else None,
                "gap": each.gap.points,
                "interval": [each.gap.low, each.gap.high],
                "told": each.told,
                "p_at_most": publish.group_p(each.p),
                "findable": each.smallest,
            }
            for each in compared
        ],
        "largest": standing[0].group.key if standing else None,
        "rates_flagged": [question.value for question, rates in split.rates.items() if rates.told],
        "matched_flagged": split.matched.told if split.matched and compared else None,
        "withheld": split.withheld,
        "reason": answer.reason.value if answer.reason else None,
    }
