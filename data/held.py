"""What is held about a person, by names and days instead of ids: what `data.rights.everything` gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from data.raters import Rater


@dataclass(frozen=True)
class Account:
    """The binding of an officer's account."""

    officer: str
    bound_at: datetime


@dataclass(frozen=True)
class HeldVisit:
    """A scan; moments are local."""

    office: str
    desk: str
    opened_at: datetime
    rated_at: datetime | None
    officers: tuple[str, ...]
    evidence: str


@dataclass(frozen=True)
class HeldComment:
    """Words as they are stored."""

    text: str
    masked: int
    """How many personal data were masked."""


@dataclass(frozen=True)
class HeldRating:
    """A face and what was said with it."""

    office: str
    desk: str
    officer: str | None
    service: str | None
    day: str
    hour: int
    face: int
    excused: bool
    evidence: str
    topics: tuple[str, ...]
    comments: tuple[HeldComment, ...]


@dataclass(frozen=True)
class HeldResponse:
    """A questionnaire of the official survey: ``answers`` by unsur, ``profile`` by question, as far as answered."""

    office: str
    desk: str
    service: str | None
    started_on: str
    completed_on: str | None
    answers: Mapping[str, int]
    profile: Mapping[str, str]


@dataclass(frozen=True)
class HeldEvent:
    """Something that happened in a case; ``at`` is local."""

    kind: str
    """Of `data.case_events.Kind`."""
    text: str | None
    masked: int
    at: datetime


@dataclass(frozen=True)
class HeldCase:
    """A complaint that can still be traced to the person."""

    code: str
    office: str
    desk: str
    officer: str | None
    service: str | None
    concern: str | None
    language: str
    status: str
    opened_on: str
    due_on: str
    closed_on: str | None
    solved: int | None
    events: tuple[HeldEvent, ...]


@dataclass(frozen=True)
class HeldDutyReport:
    """That somebody else served; ``officer`` is who was planned, None where it was none of those planned."""

    office: str
    desk: str
    officer: str | None
    day: str


@dataclass(frozen=True)
class Held:
    """All that the record holds about a person, by names, not by ids."""

    known: Rater
    news_on: str | None
    """Day of the office's news last shown."""
    account: Account | None
    waiting_until: datetime | None
    """The bot waits for an answer; the moment at which it no longer does."""
    wrong_codes: int
    visits: tuple[HeldVisit, ...]
    ratings: tuple[HeldRating, ...]
    responses: tuple[HeldResponse, ...]
    cases: tuple[HeldCase, ...]
    duty_reports: tuple[HeldDutyReport, ...]

    @property
    def nothing(self) -> bool:
        """Whether the record does not know this person at all."""
        lists = (self.visits, self.ratings, self.responses, self.cases, self.duty_reports)
        facts = (self.known != Rater(self.known.pseudonym), self.account, self.waiting_until, self.wrong_codes)
        return not any((*lists, *facts))
