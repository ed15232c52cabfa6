"""Receipts: the code of a case that a citizen keeps, and may type in any way."""

import re
import secrets

from data.posters import CODE_DIGITS, CODE_LETTERS

PREFIX = "TL"
"""For *tindak lanjut*. A poster's code has no L, so neither is ever taken for the other."""
LENGTH = 7
"""1 280 million codes: guessing, slowed as it is, finds none."""

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015.]+")
_RECEIPT = re.compile(rf"{PREFIX}([{CODE_LETTERS}{CODE_DIGITS}]{{{LENGTH}}})")


def new() -> str:
    """Return a fresh random receipt, e.g. ``TL-K4X9RTM``."""
    return f"{PREFIX}-" + "".join(secrets.choice(CODE_LETTERS + CODE_DIGITS) for _ in range(LENGTH))


def normalise(text: str) -> str | None:
    """Return the receipt that was typed (any case, spaces, hyphens or dots), or None when it can be none."""
    found = _RECEIPT.fullmatch(_BETWEEN.sub("", text).upper()) if len(text) <= 4 * LENGTH else None
    return f"{PREFIX}-{found[1]}" if found else None
