"""What the evaluation of public services (PEKPPP, PermenPANRB 29/2022) asks of a survey, as far as the record tells.

The scores are a help to whoever gathers evidence, not an assessment. The instrument changes from year to year: its
thresholds all stand here.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from aggregator.survey.report import Report
from data.follow_up_plans import Measure

INSTRUMENT = 2025
CONFORMITY, MEDIA, SHARE, SPEED = 6, 7, 8, 9
"""The indicators' numbers; their names are ``pekppp-<number>``."""


@dataclass(frozen=True)
class _Step:
    """A score and what it takes."""

    score: int
    least: Fraction
    above: bool = False
    """More than ``least``, not that much."""


_MEDIA = tuple(_Step(count, Fraction(count)) for count in (5, 4, 3, 2, 1))
_SHARES = (
    _Step(5, Fraction(1)),
    _Step(4, Fraction(80, 100), above=True),
    _Step(3, Fraction(30, 100)),
    _Step(2, Fraction(0), above=True),
    _Step(1, Fraction(0)),
)
_MONTHS = ((1, 5), (3, 4), (6, 3), (9, 2), (12, 1))
"""All is done within so many months, and the score."""


@dataclass(frozen=True)
class FollowUp:
    """What came of a plan."""

    measures: Sequence[Measure]
    reported_on: date | None
    """The day of the report that the plan followed; None: not known."""
    today: date

    @classmethod
    def of(cls, report: Report) -> "FollowUp":
        """Return that of the earlier plan; of the report's own where there is none."""
        if report.earlier_plan:
            return cls(report.earlier_plan, report.earlier_report_on, report.made_on)
        return cls(report.plan, report.made_on, report.made_on)

    @property
    def done(self) -> int:
        """How many measures are done."""
        return sum(each.done_on is not None for each in self.measures)

    @property
    def complete(self) -> bool:
        """Whether there is a plan, and all of it is done."""
        return bool(self.measures) and self.done == len(self.measures)

    @property
    def share(self) -> Fraction | None:
        """Realised of planned; None without a plan."""
        return Fraction(self.done, len(self.measures)) if self.measures else None

    @property
    def days(self) -> int | None:
        """From the report until all was done, or until today.

        None: not known since when, or all was done before. That is no speed of follow-up: a late report would be
        praised for it.
        """
        if self.reported_on is None or self._end < self.reported_on:
            return None
        return (self._end - self.reported_on).days

    @property
    def _end(self) -> date:
        done = [each.done_on for each in self.measures if each.done_on]
        return max(done) if self.complete else self.today


def media_score(media: int) -> int:
    """Return the score of so many media of publication (indicator 7)."""
    return _score(_MEDIA, Fraction(media))


def share_score(followed: FollowUp) -> int:
    """Return the score of what is realised of the plan (indicator 8)."""
    return 0 if followed.share is None else _score(_SHARES, followed.share)


def speed_score(followed: FollowUp) -> int | None:
    """Return the score of how fast all of the plan was done (indicator 9); None: its days are not known."""
    if not followed.complete:
        return 0
    if followed.reported_on is None or followed.days is None:
        return None
    end, since = followed._end, followed.reported_on
    return next((score for months, score in _MONTHS if end <= _after(since, months)), 0)


def _score(steps: Sequence[_Step], value: Fraction) -> int:
    return next((each.score for each in steps if value > each.least or (value == each.least and not each.above)), 0)


def _after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
