"""Random ids of what a person owns: they stand in buttons, where anybody can send any text in their place."""

import re
import secrets

_ID = re.compile(r"[A-Za-z0-9_-]{12}")


def new() -> str:
    """Return a fresh id that nobody guesses: 72 random bits."""
    return secrets.token_urlsafe(9)


def possible(text: str) -> bool:
    """Tell whether a text has the form of an id; any other is not asked for."""
    return bool(_ID.fullmatch(text))
