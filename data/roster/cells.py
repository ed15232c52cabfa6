"""What one cell means, however a spreadsheet has bent it: times turned into numbers, NIPs into 1.98501E+17."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data import nip
from data.roster.errors import CellError
from data.roster.sheets import WEEKDAYS, Cell, offer

LONGEST = 120
"""Characters of a code or name."""
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""
BROKEN = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
SHORT_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
TO = r"\s*(?:-|–|—|s\.?/?d\.?|sampai|hingga)\s*"
"""Between the ends of a range."""
_CLOSED = {"-", "–", "tutup", "libur"}
_YES_OR_NO = {"ya": True, "tidak": False, "true": True, "false": False}
"""The last two are what a spreadsheet may make of them."""
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{1,2})(?:[.:]\d{1,2})?)?\s*(?:WIB|WITA|WIT)?", re.IGNORECASE)
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


def key(code: str) -> str:
    """Return the form in which codes are compared: upper and lower case are the same."""
    return code.casefold()


def text(cell: Cell, longest: int = LONGEST) -> str:
    """Return a text or a code."""
    if isinstance(cell, date | time | timedelta):
        raise CellError(
            "the spreadsheet has turned this into a date or time", "format the column as text, type it again"
        )
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    # Invisible characters come with copying from web pages; PostgreSQL would refuse some of them.
    visible = "".join(character for character in str(cell) if character.isprintable() or character.isspace())
    found = " ".join(visible.split())
    if found in BROKEN:
        raise CellError(f"the formula gives {found}", "mend the formula, or type the value")
    if len(found) > longest:
        raise CellError(f"{len(found)} characters are too long", f"shorten it to {longest}")
    return found


def number(cell: Cell) -> str:
    """Return the digits of a NIP cell. A number that has lost digits is refused: it would be another person's."""
    is_power = isinstance(cell, str) and _POWER.fullmatch(cell.strip())
    is_rounded = isinstance(cell, float) or (isinstance(cell, int) and cell > 10**15 and cell % 1000 == 0)
    if is_power or is_rounded:
        raise CellError(
            "the spreadsheet has turned the NIP into a number and lost its last digits",
            "format the column as text, then type all 18 digits again",
        )
    return nip.digits(text(cell))


def officer(cell: Cell) -> str:
    """Return a reference to an officer: the digits of a NIP, or an internal id."""
    is_power = isinstance(cell, str) and _POWER.fullmatch(cell.strip())
    if is_power or (isinstance(cell, int | float) and cell > 10**15):
        return number(cell)
    found = text(cell)
    digits = nip.digits(found)
    return digits if digits.isdigit() and len(digits) > 12 else found


def codes(cell: Cell) -> tuple[str, ...]:
    """Return codes separated by comma or semicolon, in their order."""
    joined = cell.replace("\n", ",") if isinstance(cell, str) else cell
    found = [part.strip() for part in re.split(r"[,;]", text(joined, 4000)) if part.strip()]
    seen: set[str] = set()
    for code in found:
        if key(code) in seen:
            raise CellError(f'"{code}" stands here twice', "keep the first")
        seen.add(key(code))
    return tuple(found)


def minutes(cell: Cell) -> int:
    """Return a service standard in minutes."""
    found = re.fullmatch(r"(\d{1,6})(?: ?(?:menit|min\.?|m))?", text(cell), re.IGNORECASE)
    if not found or int(found[1]) == 0:
        raise CellError(f'"{text(cell)}" is no number of minutes', "write a whole number above 0, or leave it empty")
    return int(found[1])


def yes(cell: Cell) -> bool:
    """Return whether a cell says ``ya``, not ``tidak``."""
    found = _YES_OR_NO.get(text(cell).casefold())
    if found is None:
        raise CellError(f'"{text(cell)}" is neither ya nor tidak', "write ya or tidak, or leave it empty for ya")
    return found


def clock_time(cell: Cell) -> int:
    """Return a time of day in minutes since midnight: ``08.00``, ``8:00``, a time, or what a spreadsheet made of it."""
    if isinstance(cell, datetime | time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        cell = cell.total_seconds() / 86400
        if cell == 1:
            return 1440
    if isinstance(cell, float) and 0 < cell < 1:  # a fraction of a day
        return round(cell * 1440)
    # 8.3 is what became of 08.30.
    found = f"{cell:.2f}" if isinstance(cell, float) else text(cell) if isinstance(cell, str | int) else ""
    parts = _TIME.fullmatch(found)
    if parts:
        tail = parts[2] or "0"
        minute = int(parts[1]) * 60 + int(tail if len(tail) == 2 else f"{tail}0")
        if int(tail) < 60 and minute <= 1440:
            return minute
    raise CellError(f'"{cell}" is no time of day', "write it like 08.00")


def hours(cell: Cell) -> tuple[int, int] | None:
    """Return opening hours from ``08.00-15.00``; None: closed."""
    found = text(cell)
    if found.casefold() in _CLOSED:
        return None
    ends = re.split(TO, found)
    if len(ends) != 2:
        raise CellError(f'"{found}" are no opening hours', "write them like 08.00-15.00, or leave the cell empty")
    opens, closes = clock_time(ends[0]), clock_time(ends[1])
    if opens >= closes:
        raise CellError(f"closes ({ends[1]}) before it opens ({ends[0]})", "write the earlier time first")
    return opens, closes


def weekdays(cell: Cell) -> tuple[int, ...]:
    """Return ISO weekdays from ``Senin``, ``Senin-Jumat`` or ``Senin, Rabu``."""
    found: set[int] = set()
    for part in re.split(r"[,;&]|\bdan\b", text(cell)):
        ends = [_weekday(end) for end in re.split(TO, part.strip()) if end.strip()]
        if len(ends) not in (1, 2):
            raise CellError(f'"{text(cell)}" names no day', "write a day or a range, like Senin-Jumat")
        if ends[0] > ends[-1]:
            raise CellError(f'"{part.strip()}" runs backwards', "weeks run from Senin to Minggu")
        found.update(range(ends[0], ends[-1] + 1))
    return tuple(sorted(found))


def _weekday(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.casefold())
    plain = "minggu" if plain == "ahad" else plain
    matching = [day for day in WEEKDAYS if len(plain) >= 3 and day.startswith(plain)]
    if len(matching) != 1:
        raise CellError(f'"{word.strip()}" is no day', offer(plain, WEEKDAYS))
    return WEEKDAYS.index(matching[0]) + 1


def day(cell: Cell) -> date:
    """Return a date from ``2026-11-24``, ``24/11/2026``, ``24 November 2026`` or a date of the spreadsheet."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and 30_000 < cell < 80_000:
        return FIRST_DAY + timedelta(days=int(cell))
    try:
        return _written_day(text(cell).casefold())
    except ValueError:
        raise CellError(f'"{text(cell)}" is no date', "write it like 2026-11-24") from None


def _written_day(found: str) -> date:
    if parts := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?", found):
        return date(*_numbers(parts.groups()))
    if parts := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", found):
        return date(*reversed(_numbers(parts.groups())))
    if parts := re.fullmatch(r"(\d{1,2}) ([a-z]{3,}) (\d{4})", found):
        matching = [month for month in MONTHS if month.startswith(parts[2])]
        if len(matching) == 1:
            return date(int(parts[3]), MONTHS.index(matching[0]) + 1, int(parts[1]))
    raise ValueError(found)


def _numbers(parts: Sequence[str]) -> list[int]:
    return [int(part) for part in parts]


def time_zone(cell: Cell) -> str:
    """Return a time zone of the tz database; WIB, WITA and WIT are understood."""
    found = SHORT_ZONES.get(text(cell).upper(), text(cell))
    try:
        ZoneInfo(found)
    except (KeyError, ValueError, OSError):
        raise CellError(f'"{found}" is no time zone', "write WIB, WITA or WIT") from None
    return found
