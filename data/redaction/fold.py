"""One plain form of a text to search in, with the way back to what was typed.

Full-width, Arabic, circled and emoji digits become 0–9, accents and invisible characters go, dashes and spaces become
one kind. Spans are found in the plain form and cut out of the original: a clean text stays as it was, to the byte.
"""

import re
import unicodedata
from dataclasses import dataclass

MASKS = ("[NIK]", "[NIP]", "[telepon]", "[nomor]", "[email]", "[akun]", "[plat]", "[alamat]", "[nama]")
# In the plain form a mask is one character, which no rule reads over.
WALL = "\ue000"
_MASK = re.compile("|".join(re.escape(mask) for mask in MASKS))
# Letters of other scripts that look like a digit's stand-in or a Latin letter (Cyrillic, Greek).
_LOOKS = str.maketrans("оОΟοІіӏΙаАеЕрРсСхХ", "oOOoIilIaAeEpPcCxX")


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain[i]` came from `original[starts[i]:ends[i]]`."""

    plain: str
    lower: str
    starts: list[int] | range
    ends: list[int] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of `plain[start:end]`."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The plain form of a text."""
    if text.isascii() and "[" not in text:
        return Folded(text, text.lower(), range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    masks = {found.start(): found.end() for found in _MASK.finditer(text)}
    at = 0
    while at < len(text):
        end = masks.get(at, at + 1)
        pieces = WALL if at in masks else _plain(text[at])
        if not pieces and ends:
            # A sign on the character before it (an emoji's key round a digit) goes where that goes.
            ends[-1] = end
        characters.extend(pieces)
        starts.extend([at] * len(pieces))
        ends.extend([end] * len(pieces))
        at = end
    plain = "".join(characters)
    lower = "".join(character.lower() if len(character.lower()) == 1 else character for character in plain)
    return Folded(plain, lower, starts, ends)


def _plain(character: str) -> str:
    if character < "\x80":
        return character
    if character == WALL:
        return " "
    return "".join(_piece(piece) for piece in unicodedata.normalize("NFKD", character)).translate(_LOOKS)


def _piece(character: str) -> str:
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Pd" or character == "−":
        return "-"
    return " " if category in ("Zs", "Zl", "Zp") else character
