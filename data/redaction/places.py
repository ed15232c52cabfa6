"""Home addresses and number plates."""

import re
from collections.abc import Iterator
from functools import cache

from data.redaction.fold import WALL, Folded
from data.redaction.words import known

Span = tuple[int, int, str]

_NUMBER = r"\d{1,3}(?!\d)"
_RT_RW = re.compile(
    rf"(?<![a-z])rt\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}\s{{0,2}}[,./&-]?\s{{0,2}}(?:dan\s)?rw\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}"
    rf"|(?<![a-z])rw\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}\s{{0,2}}[,./&-]?\s{{0,2}}(?:dan\s)?rt\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}"
    rf"|(?<![a-z])rt\s{{0,2}}[.:]?\s{{0,2}}{_NUMBER}\s?[/-]\s?{_NUMBER}(?!\s?[/.-]\s?\d)"
    rf"|(?<![a-z])rt\s?[/.-]?\s?rw\s?[.:]?\s?{_NUMBER}\s?[/ .-]\s?{_NUMBER}"
)
_BLOCK = re.compile(
    r"(?<![a-z])(?:blok|blk)\s{0,2}\.?\s{0,2}[a-z]{1,2}\s?[.-]?\s?\d{0,3}\s?[/.,-]?\s?(?:(?:no|nomor|nmr|nomer)\b\s?[.:]?\s?)?\d{1,3}[a-z]?(?![\w])"
)
_HOUSE = re.compile(
    r"(?<![a-z])(?:rumah|rmh)(?:ku|\s(?:saya|sy|aku|kami))?\s(?:no|nomor|nmr|nomer)\b\s?[.:]?\s?\d{1,4}[a-z]?(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+|\d+[a-z]?(?!\w)|" + WALL)
_PLATE = re.compile(r"(?<![^\W_])([a-z]{1,2})([ .\-/]{0,2})(\d{1,4})([ .\-/]{0,2})([a-z]{1,3})(?![^\W_])")
_PLATE_HEAD = re.compile(
    r"(?<![^\W_])([a-z]{1,2})[ .\-/]{0,2}(\d(?:[ .\-]?\d){1,3})(?!\d)(?:[ .\-/]{0,2}([a-z]{1,3})(?![^\W_]))?"
)
_NUMBERED = frozenset(("no", "nmr", "nomor", "nomer", "nomr"))


@cache
def _street() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(known()['streets'], key=len, reverse=True))})(?![^\W_])\.?")


def addresses(folded: Folded) -> Iterator[Span]:
    """Spans of RT/RW, of streets and blocks with a house number, and of a street after "rumah saya di"."""
    text = folded.lower
    neighbourhoods = {found.start(): found.end() for found in _RT_RW.finditer(text)}
    yield from ((start, end, "alamat") for start, end in neighbourhoods.items())
    for pattern in (_BLOCK, _HOUSE):
        for found in pattern.finditer(text):
            yield found.start(), found.end(), "alamat"
    reached = 0
    for found in _street().finditer(text):
        if found.start() >= reached and (ending := _street_end(folded, found, neighbourhoods)):
            yield found.start(), ending, "alamat"
            reached = ending


def _street_end(folded: Folded, street: re.Match[str], neighbourhoods: dict[int, int]) -> int | None:
    """Where the address ends that begins with this "jl.": at its number, its RT, or (of a home) its name."""
    text, words = folded.lower, known()
    end, count, numbered = street.end(), 0, False
    for word in _WORD.finditer(text, street.end()):
        gap = text[end : word.start()]
        if word.group() == WALL or count >= 8 or len(gap) > 3 or any(sign in gap for sign in "\n;!?"):
            break
        if word.start() in neighbourhoods:
            return neighbourhoods[word.start()]
        if word.group() in _NUMBERED:
            numbered = True
        elif word.group()[0].isdigit():
            if numbered and count > 1:
                return word.end()
        elif word.group() in words["not_streets"] or numbered:
            break
        count, end = count + 1, word.end()
    return _home_end(folded, street)


def _home_end(folded: Folded, street: re.Match[str]) -> int | None:
    """A street without a number is an address only where somebody lives: "rumah saya di kp. …"."""
    words = known()
    before = _WORD.findall(folded.lower, max(0, street.start() - 40), street.start())[-4:]
    if not words["homes"].intersection(before) or (
        before[-1] not in ("di", "d", "ning", "ti")
        and ":" not in folded.lower[max(0, street.start() - 3) : street.start()]
    ):
        return None
    end, count = street.end(), 0
    for word in _WORD.finditer(folded.lower, street.end()):
        gap = folded.lower[end : word.start()]
        if (
            count == 3
            or len(gap) > 2
            or not set(gap) <= {" ", "."}
            or word.group() == WALL
            or word.group() in words["not_names" if count else "not_streets"]
        ):
            break
        count, end = count + 1, word.end()
    return end if count else None


def plates(folded: Folded) -> Iterator[Span]:
    """Spans of number plates: A 1234 BC, a1234bc, A.1234.BC; after "plat" also A 12 34 and without the last letters."""
    text, words = folded.lower, known()
    shouting = not any(character.islower() for character in folded.plain)
    reached = 0
    for found in _PLATE_HEAD.finditer(text):
        before = _WORD.findall(text, max(0, found.start() - 40), found.start())[-3:]
        if found[1] in words["codes"] and words["vehicles"].intersection(before) and found.start() >= reached:
            tail = found[3]
            end = (
                found.end(2)
                if tail and tail in words["not_names"] and folded.plain[found.start(3)].islower()
                else found.end()
            )
            yield found.start(), end, "plat"
            reached = end
    for found in _PLATE.finditer(text):
        if found.start() >= reached and found[1] in words["codes"] and _is_plate(folded, found, shouting):
            yield found.start(), found.end(), "plat"


def _is_plate(folded: Folded, found: re.Match[str], shouting: bool) -> bool:
    words = known()
    before = _WORD.findall(folded.lower, max(0, found.start() - 30), found.start())[-2:]
    if words["queues"].intersection(before):
        return False
    code, tail = folded.plain[found.start(1) : found.end(1)], folded.plain[found.start(5) : found.end(5)]
    capitals = code.isupper() and tail.isupper() and not shouting
    if capitals:
        return found[5] not in words["not_names"] or len(found[3]) >= 3
    if found[5] in words["not_names"] or found[5] in (
        "rb",
        "jt",
        "kg",
        "km",
        "cm",
        "mm",
        "pm",
        "am",
        "wib",
        "hr",
        "th",
        "thn",
        "mnt",
        "hal",
        "lbr",
        "rpt",
        "kl",
        "x",
        "st",
        "nd",
        "sd",
        "s",
        "sp",
        "smp",
        "spi",
        "jg",
        "sdh",
        "udh",
        "blm",
    ):
        return False
    if not found[2] and not found[4]:
        return len(found[3]) >= 2
    # "dr 2019 sd …": a year.
    return len(found[3]) >= 3 and not (len(found[3]) == 4 and found[3][:2] in ("19", "20"))
