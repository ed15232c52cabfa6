"""Long numbers: NIK, NIP, telephone, account, card, as people type them.

A text is read as a row of digit groups, digit words and other words. Groups with nothing but signs and spaces between
them are one run; whether a run is somebody's number is judged as a whole (eight digits or more that do not read as
money, dates and times), so that no way of breaking a number up gets round it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data.redaction import figures
from data.redaction.fold import WALL, Folded
from data.redaction.words import known

Span = tuple[int, int, str]

LONG = 8
"""Digits from which on a number counts as somebody's."""
SHORT = 6
"""The same after "no hp", "nik", "rekening"."""

_CHUNK = re.compile(rf"[^\W_]+|{WALL}")
# o for 0, l and i for 1 as typed; S, B and Z only in what is mostly digits.
_TYPED = str.maketrans("oOlIiSsBZz", "0011155822")
_MOSTLY = re.compile(r"[0-9oOlIiSsBZz]+")
_STANDING_IN = re.compile(r"[0-9oOlIi]+")
_INSIDE = re.compile(r"[0-9]+(?:[oOlIi]{1,8}[0-9]+)*")
_SIGNS = "+(#"


@dataclass(slots=True)
class _Item:
    """A piece of a text: digits (as typed, spoken or possibly meant), a word between digits, or another word."""

    kind: str
    start: int
    end: int
    digits: str = ""


@cache
def _glued() -> re.Pattern[str]:
    """Digit words written together: "noldelapansatu"."""
    words = "|".join(sorted((word for word in known().digits if len(word) > 2), key=len, reverse=True))
    return re.compile(rf"(?>{words}){{2,}}")


@cache
def _one() -> re.Pattern[str]:
    return re.compile("|".join(sorted((word for word in known().digits if len(word) > 2), key=len, reverse=True)))


def find(folded: Folded) -> Iterator[Span]:
    """Spans of personal numbers."""
    if not any(character.isdigit() for character in folded.plain) and not _one().search(folded.lower):
        return
    before: list[str] = []
    run: list[_Item] = []
    for item in _items(folded):
        if item.kind == "word":
            yield from _judge(folded, run, before)
            if run:
                before = []
            run = []
            before.append(folded.lower[item.start : item.end])
        else:
            run.append(item)
    yield from _judge(folded, run, before)


def _items(folded: Folded) -> Iterator[_Item]:
    """The pieces of a text in order; money is a word, so that it ends a run."""
    sums = figures.money(folded.lower)
    begin, end = next(sums, (len(folded.plain), 0))
    for chunk in _CHUNK.finditer(folded.plain):
        for item in _pieces(folded, chunk.start(), chunk.end()):
            while item.start >= end > 0:
                begin, end = next(sums, (len(folded.plain), 0))
            yield _Item("word", item.start, item.end) if begin <= item.start < end else item


def _pieces(folded: Folded, start: int, end: int) -> Iterator[_Item]:
    chunk, lower = folded.plain[start:end], folded.lower[start:end]
    words = known()
    if chunk.isdigit():
        yield _Item("digits", start, end, chunk)
    elif (digit := words.digits.get(lower)) is not None:
        yield _Item("spoken", start, end, digit)
    elif lower in words["spoken_separators"] or lower in words["tens"]:
        yield _Item("between", start, end)
    elif chunk[0].isdigit() or any(character.isdigit() for character in chunk):
        yield from _mixed(chunk, start)
    elif len(chunk) <= 4 and _STANDING_IN.fullmatch(chunk):
        yield _Item("perhaps", start, end, chunk.translate(_TYPED))
    elif _glued().fullmatch(lower):
        yield _Item("spoken", start, end, "".join(words.digits[word] for word in _one().findall(lower)))
    else:
        yield _Item("word", start, end)


def _mixed(chunk: str, start: int) -> Iterator[_Item]:
    """Digits and letters in one: "o8l2", or "nik3604…ya" with other words at the digits' sides."""
    digits = sum(character.isdigit() for character in chunk)
    if _STANDING_IN.fullmatch(chunk) or (_MOSTLY.fullmatch(chunk) and digits >= 6 and digits * 3 >= len(chunk) * 2):
        yield _Item("digits", start, start + len(chunk), chunk.translate(_TYPED))
        return
    at = 0
    for found in _INSIDE.finditer(chunk):
        if found.start() > at:
            yield _letters(chunk[at : found.start()], start + at, inside=at > 0)
        yield _Item("digits", start + found.start(), start + found.end(), found.group().translate(_TYPED))
        at = found.end()
    if at < len(chunk):
        yield _letters(chunk[at:], start + at, inside=False)


def _letters(letters: str, start: int, inside: bool) -> _Item:
    """The letters beside digits: a digit word ("nol8123…"), a single one that parts them ("3604x0120"), or a word."""
    digit = known().digits.get(letters.lower())
    if digit is not None:
        return _Item("spoken", start, start + len(letters), digit)
    return _Item("between" if inside and len(letters) == 1 else "word", start, start + len(letters))


def _judge(folded: Folded, run: list[_Item], before: list[str]) -> Iterator[Span]:
    """Is this run somebody's number? `before`: the words since the run before it."""
    run = _trimmed(run)
    if not run:
        return
    digits = "".join(item.digits for item in run)
    if _is_beside(folded, run, before[-4:]):
        return
    if _is_personal(folded, run, digits, before[-4:]):
        start = run[0].start
        while start and folded.plain[start - 1] in _SIGNS:
            start -= 1
        yield start, run[-1].end, _mask(digits)


def _is_beside(folded: Folded, run: list[_Item], before: list[str]) -> bool:
    """Plain figures with a spoken count beside them: "20/10/2026, 21/10/2026 tiga hari"."""
    core = list(run)
    for end in (0, -1):
        if len(core) > 1 and core[end].kind == "spoken" and core[end].digits[0] != "0":
            core.pop(end)
    digits = "".join(item.digits for item in core)
    typed = len(core) < len(run) and len(digits) >= LONG and all(item.kind == "digits" for item in core)
    return (
        typed and len(digits) + len(run) - len(core) not in (16, 18) and not _is_personal(folded, core, digits, before)
    )


def _trimmed(run: list[_Item]) -> list[_Item]:
    """Drop what is a digit only between digits from the ends, and tens where no spoken zero began."""
    first, last = 0, len(run)
    while first < last and run[first].kind in ("between", "perhaps"):
        if (
            run[first].kind == "perhaps"
            and first + 1 < last
            and run[first + 1].kind == "digits"
            and len(run[first].digits) == 1
        ):
            break
        first += 1
    while last > first and run[last - 1].kind == "between":
        last -= 1
    while last > first and run[last - 1].kind == "perhaps" and len(run[last - 1].digits) > 1:
        last -= 1
    return run[first:last]


def _is_personal(folded: Folded, run: list[_Item], digits: str, before: list[str]) -> bool:
    asked = _is_asked(before)
    if len(digits) < (SHORT if asked else LONG):
        return False
    numbers = [item.digits for item in run if item.digits]
    if any(item.kind in ("spoken", "perhaps") for item in run):
        return not figures.is_count(numbers)
    return not _is_plain(folded.lower[run[0].start : run[-1].end], numbers, digits, before, asked)


def _is_plain(run: str, numbers: list[str], digits: str, before: list[str], asked: bool) -> bool:
    """Money, dates, times, years or a list, and hardly a digit besides."""
    words = known()
    if len(numbers) == 1:
        return _is_plain_number(digits, before, asked)
    if figures.is_count(numbers) or (
        words["lists"].intersection(before) and len(digits) < 16 and not asked and figures.is_rising(numbers)
    ):
        return True
    if (
        words["laws"].intersection(before[-2:])
        and len(digits) < 16
        and numbers[0][0] != "0"
        and all(len(n) <= 4 for n in numbers)
    ):
        return True
    parts = figures.figures(run)
    paid = bool(words["money"].intersection(before))
    rest = [
        part.digits
        for part in parts
        if part.kind == "rest" or (part.kind == "sum" and not _is_sum(part.digits, paid, asked))
    ]
    if len(rest) == len(parts):
        return False
    loose = "".join(rest)
    if len(digits) >= 16 and not (_is_strict(parts) and (not loose or len(digits) not in (16, 18))):
        return False
    if asked and loose:
        return False
    only_years = all(part.kind in ("year", "short", "rest") for part in parts)
    return len(loose) <= (2 if only_years else 4) and not any(len(part) > 2 and part[0] == "0" for part in rest)


def _is_plain_number(digits: str, before: list[str], asked: bool) -> bool:
    """One unbroken number of eight digits or more: money after "bayar", or a date after "tgl"."""
    words = known()
    if asked or digits[0] == "0":
        day_first = len(digits) == LONG and not asked and words["dates"].intersection(before[-1:])
        return bool(day_first) and figures.figures(f"{digits[:2]}-{digits[2:4]}-{digits[4:]}")[0].kind == "date"
    if words["money"].intersection(before[-2:]):
        return len(digits) <= 12 and digits.endswith("00")
    if words["dates"].intersection(before[-1:]) and len(digits) == LONG:
        return any(
            figures.figures(text)[0].kind == "date"
            for text in (f"{digits[:2]}-{digits[2:4]}-{digits[4:]}", f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
        )
    return digits.strip("0") in list("123456789") and len(digits) <= 12


def _is_sum(digits: str, paid: bool, asked: bool) -> bool:
    """A figure with thousands' points: money or a count, when it is round, small, or paid."""
    if asked:
        return digits.endswith("000") and len(digits) < LONG
    return paid or digits.endswith("000") or len(digits) <= 9


def _is_asked(before: list[str]) -> bool:
    """Whether the last telling word before a number asks for a person's number ("wa"), not for money ("bayar")."""
    words = known()
    return next(
        (word in words["personal"] for word in reversed(before) if word in words["personal"] or word in words["money"]),
        False,
    )


def _is_strict(parts: list[figures.Figure]) -> bool:
    """As many digits as a NIK or NIP has: plain only where every part is beyond doubt."""
    times = [part.digits.zfill(4) for part in parts if part.kind == "time"]
    return (
        times == sorted(set(times))
        and all(int(time) % 5 == 0 for time in times)
        and all(part.digits.endswith("00") for part in parts if part.kind == "sum")
        and not any(part.kind in ("short", "letter", "hotline", "decimal") for part in parts)
    )


def _mask(digits: str) -> str:
    if len(digits) == 16:
        return "NIK"
    if len(digits) == 18:
        return "NIP"
    if re.fullmatch(r"(?:0|62|8)\d{7,13}", digits):
        return "telepon"
    return "nomor"
