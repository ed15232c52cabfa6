"""Concerns: words of a complaint that tell of a threat, of danger, or of money that was asked for.

Such a complaint goes one level higher and shows the official doors beside ours. The words stand in `concerns.toml`, or
in a file of the office's own of the same form.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.redaction.fold import fold

KINDS = ("ancaman", "keselamatan", "pungli")
OUTSIDE = ("lapor", "ombudsman")
"""The doors for whom the office did not help; an emergency does not wait for days."""
DOORS = ("darurat", *OUTSIDE)
NEGATION = "negation"

OUR_WORDS = Path(__file__).with_name("concerns.toml")

_CLAUSE_END = re.compile(r"[.!?;:,…]+(?=\s|$)|\n|\s[-–—]+\s")
_TOKEN = re.compile(r"[a-z0-9]+")
_MONEY = re.compile(r"(?:rp)?\d+(?:rb|ribu|rebu|rbu|k|jt|juta|an|rban)?")
_FOR_LETTERS = str.maketrans("0134", "oiea")
_REPEATED = re.compile(r"([a-z])\1+")
_ENDING = "(?:nya|lah|kah|pun)?"
_GAP = r"(?: [a-z0-9]+){0,3}"
_UNIT = "(?:rb|ribu|rebu|rbu|k|jt|juta)"
# After `_plain`, where the points between thousands are spaces.
_AMOUNT = rf"(?:rp ?\d[\d ]*(?: ?{_UNIT})?|\d+(?: \d+)? ?{_UNIT}(?:an)?|\d+(?: \d\d\d)+|\d{{4,}})"


class ConcernsError(Exception):
    """A file of words is missing or wrong; one line that says what to do."""


@dataclass(frozen=True)
class Concerns:
    """What is recognised, and which doors it opens."""

    doors: Mapping[str, tuple[str, ...]]
    """Keys of `DOORS`, by kind."""
    _words: Mapping[str, re.Pattern[str]]
    _denied_before: re.Pattern[str]
    _denied_after: re.Pattern[str]

    def recognise(self, text: str) -> str | None:
        """Return the kind of concern that a text tells of, the first of `KINDS` that fits; None for any other text."""
        clauses = [_plain(clause) for clause in _CLAUSE_END.split(fold(text).lower)]
        return next((kind for kind in self._words if any(self._tells(kind, clause) for clause in clauses)), None)

    def _tells(self, kind: str, clause: str) -> bool:
        return any(
            not self._denied_before.search(clause, 0, found.start())
            and not self._denied_after.match(clause, found.end())
            for found in self._words[kind].finditer(clause)
        )


@cache
def load(file: Path | None = None) -> Concerns:
    """Read the words; without a file those that come with Suara. Raises ConcernsError."""
    path = file or OUR_WORDS
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConcernsError(f"The words {path} cannot be read: check the name, and save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConcernsError(f"The words {path} are not valid TOML: {str(error).splitlines()[0]}.") from error
    if unknown := sorted(content.keys() - {*KINDS, NEGATION}):
        raise ConcernsError(f"The words {path}: [{unknown[0]}] is unknown; there are {', '.join((*KINDS, NEGATION))}.")
    words, doors = {}, {}
    for kind in KINDS:
        phrases = _list(content, kind, "words", path)
        if not phrases:
            raise ConcernsError(f"The words {path}: [{kind}] needs at least one of words.")
        words[kind] = _any_of(phrases, _ENDING)
        doors[kind] = tuple(_list(content, kind, "doors", path))
        if strange := [door for door in doors[kind] if door not in DOORS]:
            raise ConcernsError(f"The words {path}: the door {strange[0]!r} of [{kind}] is none of {', '.join(DOORS)}.")
    no, between = (_alternatives(_list(content, NEGATION, name, path)) for name in ("words", "fillers"))
    denied = rf"\b(?:{no})(?: (?:{between})){{0,3}}"
    # "pungli gak ada habisnya" denies nothing.
    after = rf" (?:(?:{between}) ){{0,2}}(?:{no})(?: (?:{between}))*(?: (?:di)?(?:sini|kantor ini))?$"
    return Concerns(doors, words, re.compile(denied + r" $"), re.compile(after))


def _list(content: Mapping[str, Any], section: str, name: str, path: Path) -> Sequence[str]:
    table = content.get(section)
    found = table.get(name) if isinstance(table, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        raise ConcernsError(f"The words {path}: [{section}] needs {name}, a list of texts in quotes.")
    return found


def _any_of(phrases: Sequence[str], ending: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{_alternatives(phrases)}){ending}(?![a-z0-9])")


def _alternatives(phrases: Sequence[str]) -> str:
    # The longest first; none: what never fits.
    return "|".join(sorted({_pattern(phrase) for phrase in phrases} - {""}, key=len, reverse=True)) or "(?!)"


def _pattern(phrase: str) -> str:
    pieces = re.split(r"\s*(…|#)\s*", phrase.lower())
    written = ""
    for piece in pieces:
        if piece == "…":
            written += _ENDING + _GAP
        elif words := _AMOUNT if piece == "#" else _plain(piece):
            written += f"{_ENDING} {words}" if written else words
    return written


def _plain(text: str) -> str:
    """Return words in one form: stand-ins for letters and repeated letters undone, spelled-out words joined."""
    tokens: list[str] = []
    spelled = ""
    for token in _TOKEN.findall(text):
        if len(token) == 1 and token.isalpha():
            spelled += token
            continue
        tokens += _joined(spelled)
        spelled = ""
        tokens.append(_word(token))
    return " ".join([*tokens, *_joined(spelled)])


def _joined(letters: str) -> list[str]:
    return [_word(letters)] if len(letters) > 3 else list(letters)


def _word(token: str) -> str:
    letters = sum(character.isalpha() for character in token)
    if letters > len(token) - letters and not _MONEY.fullmatch(token):
        token = token.translate(_FOR_LETTERS)
    return _REPEATED.sub(r"\1", token)
