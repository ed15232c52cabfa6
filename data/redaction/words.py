"""The words the redactor knows, read once from `words.toml`, which the office may edit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`: lower-case words, by what they tell about what stands next to them."""

    digits: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@cache
def known() -> Words:
    """Read `words.toml`; raises `tomllib.TOMLDecodeError` where the office broke its form."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    digits = {word: digit for digit, words in content.pop("digits").items() for word in words}
    return Words(digits, {name: _set(value) for section in content.values() for name, value in section.items()})


def _set(value: Any) -> frozenset[str]:
    """Accept a list of words, or (for the long lists) one text of words between spaces."""
    return frozenset(value.split() if isinstance(value, str) else value)
