"""The audit: everything that the votes say of how scores treat groups, as far as it may be shown.

Each split asks one question ("are women and men rated alike?") at 5 %: of six questions one is answered wrongly in
about one audit of four where nothing is unfair. So p-values also stand times the number of questions
(`Audit.questions`), with which all answers hold together. Rates, comparisons of them within offices, and the matched
tests are families of their own, each with its own 5 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

import numpy as np

from aggregator.crossed import Floats, Numbers, Table
from aggregator.fairness import bands
from aggregator.fairness.calibration import Calibration, Coverage, Halves, halve
from aggregator.fairness.down_weighted import Lowered, lowered
from aggregator.fairness.gaps import Gap, gap
from aggregator.fairness.permutation import Matched, permute, units
from aggregator.fairness.rates import Bools, Outcome, Rates, compare, together
from aggregator.fairness.reasons import Reason
from aggregator.fairness.suppression import nest, suppress
from aggregator.scoring import FACTORS, Scored, score
from aggregator.settings import AggregatorSettings
from aggregator.variance_components import VarianceComponents
from aggregator.weights import Weights, weigh
from data.nip import Nip
from data.votes import Votes

QUARTER = 0.25


class By(StrEnum):
    """What a split groups by."""

    SEX = "sex"
    AGE = "age"
    OFFICE = "office"
    SERVICE = "service"
    DESK = "desk"
    HOUR = "hour"


PEOPLE = (By.SEX, By.AGE)
"""Splits of officers rather than of ratings."""
PLACES = (By.OFFICE, By.SERVICE, By.DESK)
"""Splits by what the score's model has as random factors, or by parts of it: compared as they are there. People and
hours are compared within offices and services, or what is hard there would fall on them: in a simulated district where
women stood at the hard services they were "rated lower" in 10 % of worlds without, and in 5 % with it."""


_NOT_KNOWN = {By.SEX: Reason.NO_NIP, By.AGE: Reason.NO_NIP, By.SERVICE: Reason.NO_SERVICE}
"""Why no rating has a group."""


class Question(StrEnum):
    """What officers of a group have more or less often."""

    FIGURE = "figure"
    """A figure at all: enough ratings and reliability."""
    UPPER = "upper"
    """Among those with a figure: one in the upper quarter."""
    LOWER = "lower"
    """Among those with a figure: one in the lower quarter."""


OUTCOMES = {
    Question.FIGURE: Outcome.FAVOURABLE,
    Question.UPPER: Outcome.FAVOURABLE,
    Question.LOWER: Outcome.UNFAVOURABLE,
}


@dataclass(frozen=True)
class Group:
    """A group that may be shown."""

    code: int
    """In the gap, the rates and so on of its split."""
    key: str | int
    """``L`` or ``P``, a band, or the id of an office, service or desk."""
    officers: int
    ratings: int
    new: int
    """Ratings of the last month."""
    median_ratings: float
    """Of its officers, by officer: with fewer, chance decides more."""
    median_reliability: float
    """0–1: of its officers' figures."""


@dataclass(frozen=True)
class Split:
    """One question: are these groups rated alike?"""

    by: By
    groups: Sequence[Group]
    withheld: int
    """Groups that may not be shown."""
    unknown: int
    """Ratings whose group is not known; they are left out."""
    gap: Gap
    lowered: Sequence[Lowered]
    rates: Mapping[Question, Rates]
    """Only of people; so are the next two."""
    matched: Matched | None
    coverage: Sequence[Coverage]


@dataclass(frozen=True)
class Audit:
    """What was found; only what may be shown."""

    ratings: int
    officers: int
    splits: Mapping[By, Split]
    calibration: Calibration

    @property
    def questions(self) -> int:
        """So many splits have gaps: a difference's p times this holds with all others."""
        return sum(bool(split.gap.differences) for split in self.splits.values())


def audit(
    votes: Votes,
    people: Mapping[int, Nip],
    on: date,
    settings: AggregatorSettings,
    components: VarianceComponents | None = None,
    seed: int = 0,
) -> Audit:
    """Look at how votes and the scores made of them treat groups, as of a day (the first after the newest month).

    ``people`` by officer id; ratings of officers who are not among them are left out of sex and age. ``components`` are
    those that the scores were made with (None: estimated); gaps have their own, see `aggregator.fairness.gaps`. The
    seed is that of the permutation tests.
    """
    reading = _Reading.of(votes, on, settings, components)
    splits = _together({by: reading.split(by, _keys(by, votes, people, on), seed) for by in By})
    return Audit(len(votes), len(reading.scored.officers), splits, reading.calibration)


def _together(splits: Mapping[By, Split]) -> dict[By, Split]:
    """Return splits whose rates hold together, and whose matched tests do."""
    asked = [(by, question) for by, split in splits.items() for question in split.rates]
    rates = dict(zip(asked, together([splits[by].rates[question] for by, question in asked]), strict=True))
    tests = sum(split.matched is not None and split.matched.p is not None for split in splits.values())
    found = {}
    for by, split in splits.items():
        matched = split.matched
        if matched and matched.p is not None:
            matched = replace(matched, p=min(1.0, matched.p * tests))
        found[by] = replace(split, rates={each: rates[by, each] for each in split.rates}, matched=matched)
    return found


def _keys(by: By, votes: Votes, people: Mapping[int, Nip], on: date) -> Sequence[str | int | None]:
    """Return the group of each rating; None where it is not known."""
    if by is By.SEX:
        known = {officer: bands.sex(nip) for officer, nip in people.items()}
        return [known.get(officer) for officer in votes.officers]
    if by is By.AGE:
        known = {officer: bands.age_band(nip, on) for officer, nip in people.items()}
        return [known.get(officer) for officer in votes.officers]
    if by is By.OFFICE:
        return votes.offices
    if by is By.SERVICE:
        return [service or None for service in votes.services]
    if by is By.DESK:
        return votes.desks
    return [bands.hour_band(hour) for hour in votes.hours]


@dataclass(frozen=True)
class _Reading:
    """Votes as arrays, and what the score makes of them."""

    settings: AggregatorSettings
    codes: Mapping[str, Numbers]
    """By factor of the model, a code of each rating."""
    y: Floats
    days: Numbers
    new: Bools
    """Of the last month."""
    weights: Weights
    scored: Scored

    @classmethod
    def of(
        cls, votes: Votes, on: date, settings: AggregatorSettings, components: VarianceComponents | None
    ) -> "_Reading":
        columns = (votes.officers, votes.offices, votes.services, votes.raters)
        codes = {
            name: np.unique(np.asarray(column, dtype=np.int64), return_inverse=True)[1]
            for name, column in zip(FACTORS, columns, strict=True)
        }
        y, days = np.asarray(votes.faces, dtype=np.float64), np.asarray(votes.days, dtype=np.int64)
        new = days >= (on - timedelta(days=1)).replace(day=1).toordinal()
        return cls(settings, codes, y, days, new, weigh(votes, on, settings), score(votes, on, settings, components))

    @property
    def table(self) -> Table:
        """Raises ModelError where there are no ratings."""
        return Table(self.y, self.codes, weights=self.weights.total)

    def split(self, by: By, keys: Sequence[str | int | None], seed: int) -> Split:
        names: list[str | int] = sorted({key for key in keys if key is not None}, key=lambda key: (str(type(key)), key))
        code_of = {name: code for code, name in enumerate(names)}
        group = np.array([-1 if key is None else code_of[key] for key in keys], dtype=np.int64)
        officers = self.codes["officer"]
        raters = self.codes["rater"]
        shown = suppress(group, officers, raters, self.settings)
        if by is By.DESK:
            shown = nest(shown, group, self.codes["office"], officers, raters, self.settings.privacy_floor)
        within = () if by in PLACES else ("office", "service")
        found = Gap(reason=_NOT_KNOWN.get(by, Reason.NO_RATINGS) if len(group) else Reason.NO_RATINGS)
        if (group >= 0).any():
            found = gap(self.table, group, shown.groups, within, self.settings.variance_floor)
        of_officer = np.full(len(self.scored.officers), -1)
        of_officer[officers] = group
        of_people = by in PEOPLE and len(group) > 0
        return Split(
            by,
            [self._group(code, names[code], group == code) for code in shown.groups],
            shown.withheld,
            int((group < 0).sum()),
            found,
            lowered(self.weights, group, shown.groups),
            self._rates(of_officer, shown.groups) if of_people else {},
            self._matched(of_officer, shown.groups, seed) if of_people else None,
            self.halves.by_group(of_officer, shown.groups) if of_people and self.halves and np.ptp(self.y) else (),
        )

    def _group(self, code: int, key: str | int, mine: Bools) -> Group:
        officers = np.unique(self.codes["officer"][mine])
        scores = [self.scored.officers[each] for each in officers.tolist()]
        return Group(
            code,
            key,
            len(officers),
            int(mine.sum()),
            int((mine & self.new).sum()),
            float(np.median(np.bincount(self.codes["officer"][mine])[officers])),
            float(np.median([each.reliability for each in scores])),
        )

    @cached_property
    def halves(self) -> Halves | None:
        """The ratings of odd days beside those of even ones."""
        return halve(self.table, self.days, self.scored.components) if len(self.y) else None

    @property
    def calibration(self) -> Calibration:
        """Of all officers."""
        if not len(self.y):
            return Calibration(reason=Reason.NO_RATINGS)
        if np.ptp(self.y) == 0:
            return Calibration(reason=Reason.ALL_EQUAL)
        return self.halves.calibration() if self.halves else Calibration(reason=Reason.TOO_FEW)

    @cached_property
    def units(self) -> tuple[Floats, Numbers]:
        """Those of the matched tests: by officer, in the office and service with most ratings."""
        both = np.stack([self.codes["office"], self.codes["service"]])
        strata = np.unique(both, axis=1, return_inverse=True)[1].reshape(-1)
        return units(self.y, self.weights.total, self.codes["officer"], strata)

    @cached_property
    def offices(self) -> Numbers:
        """The main office of each officer."""
        return units(self.y, np.ones(len(self.y)), self.codes["officer"], self.codes["office"])[1]

    def _rates(self, group: Numbers, shown: Sequence[int]) -> dict[Question, Rates]:
        settings, officers = self.settings, self.scored.officers
        figure = np.array(
            [
                each.reliability >= settings.shown_reliability and each.raters >= settings.privacy_floor
                for each in officers
            ]
        )
        points = np.array([each.points for each in officers])
        high, low = np.quantile(points[figure], [1 - QUARTER, QUARTER]) if figure.any() else (0.0, 0.0)
        having = {Question.FIGURE: figure, Question.UPPER: points >= high, Question.LOWER: points <= low}
        found = {}
        for question, flags in having.items():
            among = np.full(len(flags), True) if question is Question.FIGURE else figure
            found[question] = compare(OUTCOMES[question], flags[among], group[among], self.offices[among], shown)
        return found

    def _matched(self, group: Numbers, shown: Sequence[int], seed: int) -> Matched:
        if len(shown) < 2:
            return Matched(reason=Reason.WITHHELD if len(np.unique(group[group >= 0])) > 1 else Reason.ONE_GROUP)
        values, stratum = self.units
        return permute(values, np.where(np.isin(group, shown), group, -1), stratum, seed)
