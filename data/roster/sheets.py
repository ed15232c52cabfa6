"""The five sheets of a roster and their columns: what is read, what the template offers, what messages name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from data.roster.errors import BadLine

Cell = str | int | float | date | datetime | time | timedelta
"""What a spreadsheet gives."""

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
"""ISO weekdays 1 to 7."""


@dataclass(frozen=True)
class Column:
    """A column as the roster knows it."""

    name: str
    required: bool = False
    width: int = 16
    """In the template, in characters."""
    offers: str | None = None
    """The sheet whose codes a cell may hold, ``hari``, or ``gratis``: the template offers them as a list."""
    is_one: bool = True
    """A cell holds one of what is offered, not several."""


@dataclass(frozen=True)
class Form:
    """A sheet as the roster knows it."""

    name: str
    columns: tuple[Column, ...]
    may_be_empty: bool = False

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)


FORMS = (
    Form(
        "kantor",
        (
            Column("kode", True, 24),
            Column("nama", True, 30),
            Column("induk", False, 24, "kantor"),
            Column("zona_waktu", False, 15),
            *(Column(day, False, 13) for day in WEEKDAYS),
        ),
    ),
    Form(
        "layanan",
        (
            Column("kode", True, 18),
            Column("nama", True, 48),
            Column("standar_menit", False, 18),
            Column("gratis", False, 10, "gratis"),
        ),
    ),
    Form(
        "loket",
        (
            Column("kode", True, 18),
            Column("nama", True, 36),
            Column("kantor", True, 24, "kantor"),
            Column("layanan", True, 48, "layanan", is_one=False),
        ),
    ),
    Form(
        "petugas",
        (
            Column("nip", False, 22),
            Column("kode", False, 12),
            Column("nama", True, 36),
            Column("gelar_depan", False, 15),
            Column("gelar_belakang", False, 18),
            Column("jabatan", True, 48),
            Column("kantor", True, 24, "kantor"),
            Column("atasan", False, 22, "petugas"),
        ),
    ),
    Form(
        "jaga",
        (
            Column("hari", False, 15, "hari", is_one=False),
            Column("tanggal", False, 13),
            Column("mulai", True, 9),
            Column("selesai", True, 9),
            Column("loket", True, 18, "loket"),
            Column("petugas", True, 22, "petugas"),
        ),
        may_be_empty=True,
    ),
)
FORM = {form.name: form for form in FORMS}

GUIDE = "petunjuk"
LISTS = "daftar"
IGNORED = {GUIDE, LISTS}
"""Sheets of the template that carry nothing."""


@dataclass(frozen=True)
class Line:
    """A row with something in it."""

    number: int
    """As the spreadsheet counts, from 1."""
    cells: Mapping[str, Cell]
    """By the columns' names; empty cells are left out."""


@dataclass(frozen=True)
class Sheet:
    """A sheet, or a CSV file, as it was read."""

    place: str
    headings: Mapping[str, str]
    """By the columns' names, as the person wrote them."""
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tables:
    """A roster as it was read, not yet judged."""

    sheets: Mapping[str, Sheet]
    problems: tuple[BadLine, ...] = ()
    """Sheets and columns that do not belong here, or cannot be read."""


def offer(wrong: str, names: Iterable[str]) -> str:
    """Return a sentence that names the nearest of some names, or all when they are few."""
    written = {name.casefold(): name for name in sorted(names)}
    if nearest := get_close_matches(wrong.casefold(), written, 1, 0.6):
        return f'did you mean "{written[nearest[0]]}"?'
    return f"known are {', '.join(written.values())}." if 0 < len(written) <= 12 else "none is like it."
