"""What a report of the official survey tells: a unit and a period, with everything below it rolled up from responses.

Pure: what the record holds comes in, what stands on paper and in the workbook goes out. Figures stay exact here and are
rounded where they are shown.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aggregator import publish
from aggregator.paper.letterhead import Letterhead
from aggregator.survey.index import Grade, Tally, grade, sample_size
from aggregator.survey.period import Period
from data import skm
from data.follow_up_plans import Measure
from data.survey_results import Completed

SERIES = 4
"""A report shows so many periods at the most, its own included."""


@dataclass(frozen=True)
class Part:
    """A sub-unit or a service within the report."""

    name: str
    responses: int
    tally: Tally | None
    """None: too few responses to be told apart, see `aggregator.publish.parts_told`."""


@dataclass(frozen=True)
class PastPeriod:
    """The index of an earlier period, from the same record."""

    period: Period
    tally: Tally


@dataclass(frozen=True)
class Report:
    """A unit's report of one period."""

    letterhead: Letterhead
    period: Period
    made_on: date
    tally: Tally
    answers: Sequence[tuple[int, ...]]
    """Of each complete response, by unsur: sorted by themselves, so that the order tells nothing of who came when."""
    units: Sequence[Part]
    """The unit's own desks first, then everything below it; a single one where nothing is below."""
    services: Sequence[Part]
    profile: Mapping[str, Mapping[str, int]]
    """By part of `data.skm.PROFILE` and choice, in the form's order, ``skipped`` last; empty below the floor.

    Without the people of units that are too small, where these are too few together: taken from the units' own reports,
    they would be what is left over.
    """
    unfinished: int
    """Responses begun in the period and never completed; they do not count."""
    floor: int
    """Below so many responses the report says that they are few, and nothing is split."""
    users: int | None = None
    """Users of the services in the period, as the office tells; None: not told."""
    suggestions: Sequence[str] = ()
    """What citizens wrote, without personal data, as far as the gate lets it through."""
    past: Sequence[PastPeriod] = ()
    """Earlier periods of the same length, oldest first; those without responses are left out."""
    plan: Sequence[Measure] = ()
    """What the office means to do about the lowest unsur; empty until it has filled in the sheet."""
    earlier_plan: Sequence[Measure] = ()
    """Of the last period before this one that had a plan."""
    earlier_period: Period | None = None
    earlier_report_on: date | None = None
    """The day that period's report was made; None: not known."""
    media: Sequence[str] = ()
    """Where the results are published."""

    @property
    def index(self) -> Decimal | None:
        """The IKM; None without responses."""
        return self.tally.index

    @property
    def grade(self) -> Grade | None:
        """The index's grade (mutu); None without responses."""
        return None if self.index is None else grade(self.index)

    @property
    def few(self) -> bool:
        """Whether there are too few responses to be read as the public's opinion."""
        return self.tally.responses < self.floor

    @property
    def target(self) -> int | None:
        """How many responses the number of users asks for (Krejcie and Morgan); None: the number is not told."""
        return None if self.users is None else sample_size(self.users)

    @property
    def realised(self) -> tuple[int, int]:
        """How many measures of the earlier plan are done, and of how many."""
        return sum(each.done_on is not None for each in self.earlier_plan), len(self.earlier_plan)


def assemble(
    letterhead: Letterhead,
    period: Period,
    made_on: date,
    completed: Sequence[Completed],
    unfinished: int,
    own_unit: int,
    floor: int,
) -> Report:
    """Put together what the complete responses of a unit and everything below it tell; the rest is the caller's."""
    answers = sorted(each.answers for each in completed)
    tally = Tally.of(answers)
    names = {each.office_id: each.office for each in completed}
    units = sorted(names, key=lambda id_: (id_ != own_unit, names[id_].casefold(), id_))
    services = sorted({each.service or "" for each in completed}, key=lambda name: (not name, name.casefold()))
    of_unit = [[each.answers for each in completed if each.office_id == id_] for id_ in units]
    of_service = [[each.answers for each in completed if (each.service or "") == name] for name in services]
    cells = Counter((each.office_id, each.service or "") for each in completed)
    return Report(
        letterhead,
        period,
        made_on,
        tally,
        answers,
        _parts([names[id_] for id_ in units], of_unit, publish.parts_told([len(each) for each in of_unit], floor)),
        _parts(services, of_service, publish.crossing_told([len(each) for each in of_service], cells, floor)),
        _profile(completed, floor),
        unfinished,
        floor,
    )


def _parts(names: Sequence[str], answers: Sequence[Sequence[tuple[int, ...]]], told: Collection[int]) -> list[Part]:
    return [
        Part(name, len(of_it), Tally.of(of_it) if place in told else None)
        for place, (name, of_it) in enumerate(zip(names, answers, strict=True))
    ]


def _profile(completed: Sequence[Completed], floor: int) -> dict[str, dict[str, int]]:
    sizes = Counter(each.office_id for each in completed)
    small = {office_id for office_id, count in sizes.items() if count < floor}
    if sum(sizes[office_id] for office_id in small) < floor:
        completed = [each for each in completed if each.office_id not in small]
    if len(completed) < floor:
        return {}
    found = {}
    for part, choices in skm.PROFILE.items():
        counts = Counter(each.profile.get(part) or skm.SKIPPED for each in completed)
        found[part] = {choice: counts[choice] for choice in (*choices, skm.SKIPPED)}
    return found
