"""The audit: everything that the votes say of how scores treat groups, as far as it may be shown.

Each split asks one question ("are women and men rated alike?") at 5 %: of six questions one is answered wrongly in
about one audit of four where nothing is unfair. `Audit.standing` tells which answers remain when all are taken
together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from aggregator.crossed import Floats, Numbers, Table
from aggregator.fairness import bands
from aggregator.fairness.calibration import Calibration, Coverage, Halves, halve
from aggregator.fairness.down_weighted import Lowered, lowered
from aggregator.fairness.gaps import LEVEL, Gap, gap, holm
from aggregator.fairness.permutation import Matched, permute, units
from aggregator.fairness.rates import Bools, Outcome, Rates, compare
from aggregator.fairness.reasons import Reason
from aggregator.fairness.suppression import suppress
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
    raters: int
    ratings: int
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

    @property
    def p(self) -> float | None:
        """The smallest of the gap's, all its differences taken together; None where there is none."""
        return min((each.p for each in self.gap.differences), default=None)


@dataclass(frozen=True)
class Audit:
    """What was found; only what may be shown."""

    ratings: int
    officers: int
    raters: int
    splits: Mapping[By, Split]
    calibration: Calibration

    @property
    def adjusted(self) -> Mapping[By, float]:
        """The splits' p where they have one, such that all questions hold together (Holm)."""
        asked = {by: split.p for by, split in self.splits.items() if split.p is not None}
        return dict(zip(asked, holm(np.array(list(asked.values()), dtype=np.float64)).tolist(), strict=True))

    @property
    def standing(self) -> Sequence[By]:
        """The splits whose gap is told even when all questions are taken together."""
        return [by for by, p in self.adjusted.items() if p < LEVEL]


def audit(
    votes: Votes,
    people: Mapping[int, Nip],
    on: date,
    settings: AggregatorSettings,
    components: VarianceComponents | None = None,
    seed: int = 0,
) -> Audit:
    """Look at how votes and the scores made of them treat groups, as of a day (the first after the newest week).

    ``people`` by officer id; ratings of officers who are not among them are left out of sex and age. ``components`` are
    those that the scores were made with (None: estimated); gaps have their own, see `aggregator.fairness.gaps`. The
    seed is that of the permutation tests.
    """
    reading = _Reading.of(votes, on, settings, components)
    splits = {by: reading.split(by, _keys(by, votes, people, on), seed) for by in By}
    halves = reading.halves
    calibration = halves.calibration() if halves else Calibration(reason=Reason.NO_RATINGS)
    return Audit(len(votes), len(reading.scored.officers), len(set(votes.raters)), splits, calibration)


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
        return cls(settings, codes, y, days, weigh(votes, on, settings), score(votes, on, settings, components))

    @property
    def table(self) -> Table:
        """Raises ModelError where there are no ratings."""
        return Table(self.y, self.codes, weights=self.weights.total)

    def split(self, by: By, keys: Sequence[str | int | None], seed: int) -> Split:
        names: list[str | int] = sorted({key for key in keys if key is not None}, key=lambda key: (str(type(key)), key))
        code_of = {name: code for code, name in enumerate(names)}
        group = np.array([-1 if key is None else code_of[key] for key in keys], dtype=np.int64)
        officers = self.codes["officer"]
        shown = suppress(group, officers, self.codes["rater"], self.settings)
        within = () if by in PLACES else ("office", "service")
        found = Gap(reason=Reason.NO_RATINGS)
        if len(group):
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
            lowered(self.y, self.weights, group, shown.groups),
            self._rates(of_officer, shown.groups) if of_people else {},
            self._matched(of_officer, shown.groups, seed) if of_people else None,
            self.halves.by_group(of_officer, shown.groups) if of_people and self.halves else (),
        )

    def _group(self, code: int, key: str | int, mine: Bools) -> Group:
        officers, raters = np.unique(self.codes["officer"][mine]), np.unique(self.codes["rater"][mine])
        scores = [self.scored.officers[each] for each in officers.tolist()]
        return Group(
            code,
            key,
            len(officers),
            len(raters),
            int(mine.sum()),
            float(np.median(np.bincount(self.codes["officer"][mine])[officers])),
            float(np.median([each.reliability for each in scores])),
        )

    @cached_property
    def halves(self) -> Halves | None:
        """The ratings of odd days beside those of even ones."""
        return halve(self.table, self.days, self.scored.components) if len(self.y) else None

    def _rates(self, group: Numbers, shown: Sequence[int]) -> dict[Question, Rates]:
        settings, officers = self.settings, self.scored.officers
        figure = np.array(
            [
                each.reliability >= settings.shown_reliability and each.raters >= settings.privacy_floor
                for each in officers
            ]
        )
        points = np.array([each.points for each in officers])
        of_office = units(self.y, np.ones(len(self.y)), self.codes["officer"], self.codes["office"])[1]
        high, low = np.quantile(points[figure], [1 - QUARTER, QUARTER]) if figure.any() else (0.0, 0.0)
        having = {Question.FIGURE: figure, Question.UPPER: points >= high, Question.LOWER: points <= low}
        found = {}
        for question, flags in having.items():
            among = np.full(len(flags), True) if question is Question.FIGURE else figure
            found[question] = compare(OUTCOMES[question], flags[among], group[among], of_office[among], shown)
        return found

    def _matched(self, group: Numbers, shown: Sequence[int], seed: int) -> Matched:
        strata = np.unique(np.stack([self.codes["office"], self.codes["service"]]), axis=1, return_inverse=True)[
            1
        ].reshape(-1)
        if len(shown) < 2:
            return Matched(reason=Reason.WITHHELD if len(np.unique(group[group >= 0])) > 1 else Reason.ONE_GROUP)
        values, stratum = units(self.y, self.weights.total, self.codes["officer"], strata)
        return permute(values, np.where(np.isin(group, shown), group, -1), stratum, seed)
