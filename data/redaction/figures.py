"""Figures that are nobody's: money, dates, times, years, numbers of letters and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_UNIT = r"(?:rb|rbu|ribu|rebu|ribuan|rban|k|jt|juta|jutaan|miliar|milyar|m|triliun|ewu|yuta)"
_GROUPED = r"[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d{1,2})?|[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,2})?"
# "Rp" makes any figure money, unless it has a telephone's zero in front or more digits than money has.
_MONEY = re.compile(
    rf"(?<![a-z0-9])(?:rp|idr)[.:]{{0,2}}\s{{0,2}}(?:{_GROUPED}|[1-9]\d{{9,11}}000|[1-9]\d{{0,11}}(?:[.,]\d{{1,2}})?|0)(?!\d)"
    rf"|(?<![\d])(?<!\d[.,])(?:{_GROUPED}|[1-9]\d{{0,5}}(?:[.,]\d{{1,2}})?|0[.,]\d{{1,2}})\s{{0,2}}{_UNIT}(?![^\W_])"
    rf"|(?<![\d])(?<!\d[.,])(?:{_GROUPED}|[1-9]\d{{0,10}})\s{{0,2}}(?:rupiah|perak|rp|ripis)(?![^\W_])"
    rf"|(?<![\d])(?<!\d[.,])(?:{_GROUPED})(?:,-|\.-|,=)"
)

_DATE = (
    r"(?<![\d])(?P<date>(?:19|20)\d\d(?P<s1>[-/.])(?:0?[1-9]|1[0-2])(?P=s1)(?:0?[1-9]|[12]\d|3[01])(?!\d)(?!(?P=s1)\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])(?P<s2> ?[-/.] ?| )(?:0?[1-9]|1[0-2])(?P=s2)(?:19|20)\d\d(?!\d)(?!(?P=s2)\d))"
)
_SHORT_DATE = (
    r"(?<!\d)(?<!\d[-/.])(?P<short>(?:0?[1-9]|[12]\d|3[01])(?P<s3>[-/.])(?:0?[1-9]|1[0-2])(?P=s3)\d\d)(?!\d|[-/.]\d)"
)
_LETTER = r"(?<!\d)(?<!\d[-/.])(?P<letter>[1-9]\d{0,3}(?:/\d{1,4})?/(?:19|20)\d\d)(?!\d|[-/.]\d)"
_TIME = r"(?<!\d)(?<!\d[.:])(?P<time>(?:[01]?\d|2[0-4])(?:\.|:|: )[0-5]\d(?:[.:][0-5]\d)?)(?!\d|[.:]\d)"
_SUM = r"(?<!\d)(?<!\d[.,])(?P<sum>[1-9]\d{0,2}(?:\.\d{3}){1,4}|[1-9]\d{0,2}(?:,\d{3}){2,4})(?!\d|[.,]\d)"
_DECIMAL = r"(?<!\d)(?<!\d[.,])(?P<decimal>\d{1,2},\d{1,2})(?!\d|[.,]\d)"
_HOTLINE = r"(?<!\d)(?P<hotline>1500[-. ]?\d{3}|11[0-9]|129|137|165)(?!\d)"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)"
_FIGURE = re.compile("|".join((_DATE, _SHORT_DATE, _LETTER, _TIME, _SUM, _DECIMAL, _HOTLINE, _YEAR, r"(?P<rest>\d+)")))


@dataclass(frozen=True, slots=True)
class Figure:
    """A part of a run of digits, and what it looks like (`rest`: like nothing in particular)."""

    kind: str
    text: str

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(character for character in self.text if character.isdigit())


def money(lower: str) -> Iterator[tuple[int, int]]:
    """Where a text names money beyond doubt: with Rp, a unit (rb, ribu, juta), rupiah, or ",-"."""
    return (found.span() for found in _MONEY.finditer(lower))


def figures(run: str) -> list[Figure]:
    """Read a run of digits and separators from left to right."""
    return [Figure(str(found.lastgroup), found.group(str(found.lastgroup))) for found in _named(run)]


def _named(run: str) -> Iterator[re.Match[str]]:
    return _FIGURE.finditer(run)


def is_rising(numbers: list[str]) -> bool:
    """Small numbers in rising order: a list, not one number in pieces."""
    return len(numbers) > 2 and all(len(n) <= 3 for n in numbers) and all(int(a) < int(b) for a, b in pairwise(numbers))


def is_count(numbers: list[str]) -> bool:
    """1 2 3 4 …"""
    return len(numbers) > 2 and numbers[0] in ("1", "01") and all(int(b) - int(a) == 1 for a, b in pairwise(numbers))
