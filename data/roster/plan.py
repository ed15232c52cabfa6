"""A roster that has been judged and found sound: what the record is to hold.

Entries refer to each other by code. Everything is sorted, so that the order of rows in a file does not matter.
"""

from dataclasses import dataclass

from data.roster.names import Name


@dataclass(frozen=True)
class OfficeEntry:
    """An office."""

    code: str
    name: str
    parent: str | None
    time_zone: str
    hours: tuple[tuple[int, int, int], ...]
    """Weekday (ISO), opens, closes (minutes since midnight)."""


@dataclass(frozen=True)
class ServiceEntry:
    """A service."""

    code: str
    name: str
    standard_minutes: int | None
    free: bool
    """Nothing may be charged for it, by law."""


@dataclass(frozen=True)
class DeskEntry:
    """A desk with what it offers, the likeliest first."""

    code: str
    name: str
    office: str
    services: tuple[str, ...]


@dataclass(frozen=True)
class OfficerEntry:
    """An officer, known by the NIP or else by the office's own id."""

    code: str
    former_code: str | None
    """The office's own id beside a NIP: under it the officer may be known until now."""
    nip: str | None
    name: Name
    position: str
    office: str
    superior: str | None


@dataclass(frozen=True)
class DutyEntry:
    """An officer at a desk, on a weekday (ISO) or a day, from–to in minutes since midnight."""

    desk: str
    officer: str
    weekday: int | None
    date: str | None
    starts: int
    ends: int


@dataclass(frozen=True)
class Roster:
    """The whole plan."""

    offices: tuple[OfficeEntry, ...]
    services: tuple[ServiceEntry, ...]
    desks: tuple[DeskEntry, ...]
    officers: tuple[OfficerEntry, ...]
    duties: tuple[DutyEntry, ...]
