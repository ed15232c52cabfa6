"""Personal data is taken out of a comment before it is stored; what was taken is counted and forgotten.

Masked: NIK and KK, NIP, telephone, account, card and other long numbers (also broken, spelled out, or with o and l
for 0 and 1), number plates, e-mail addresses, accounts and links of social media, home addresses, the names of
relatives and the writer's own name. Left alone: money, dates, times, years, queue numbers, regulations, and the names
of officers: they are who a comment is about.

The words it knows stand in `words.toml`. `python -m data.redaction < lines.txt` shows what it does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.redaction import contacts, numbers, people, places
from data.redaction.fold import MASKS, Folded, fold

__all__ = ["MASKS", "Redacted", "redact"]

Span = tuple[int, int, str]
# Sooner named goes first where two find the same place.
_FINDERS = (contacts.find, places.addresses, places.plates, numbers.find, people.find)
# What a mask uncovers is found in the next round. Two are usual; of a text built to need more, nothing is stored.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text that may be stored, and how many of each mask (`"telepon": 2`) it got."""

    text: str
    counts: Mapping[str, int]


def redact(text: str) -> Redacted:
    """Mask the personal data in a text of any length and content, in linear time.

    Redacting the result again changes nothing. A text without a find is returned as it was, to the byte; one with finds
    is at most three times as long, plus a mask.
    """
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        folded = fold(text)
        spans = [span for finder in _FINDERS for span in finder(folded)]
        if not spans:
            return Redacted(text, dict(counts))
        text = _mask(text, folded, spans, counts)
    return Redacted("[nomor]", {"nomor": counts.total()})


def _mask(text: str, folded: Folded, spans: Iterable[Span], counts: Counter[str]) -> str:
    """Put the masks in; where spans overlap, the first keeps the place and the rest is masked too."""
    owner = [-1] * len(text)
    masks = []
    for number, (start, end, mask) in enumerate(spans):
        masks.append(mask)
        first, last = folded.span(start, end)
        for at in range(first, last):
            if owner[at] < 0:
                owner[at] = number
    pieces: list[str] = []
    start = 0
    counted: set[int] = set()
    while start < len(text):
        end = start + 1
        while end < len(text) and owner[end] == owner[start]:
            end += 1
        number = owner[start]
        if number < 0 or not any(character.isalnum() for character in text[start:end]):
            pieces.append(text[start:end])
        else:
            if not pieces or pieces[-1] != f"[{masks[number]}]":
                pieces.append(f"[{masks[number]}]")
            if number not in counted:
                counted.add(number)
                counts[masks[number]] += 1
        start = end
    return "".join(pieces)
