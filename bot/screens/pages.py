"""A long choice, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.screens import Button
from data.texts import Texts

LENGTH = 8

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page of a choice of ``total`` items; ``number`` counts from 0, ``count`` is how many pages there are."""

    items: Sequence[Item]
    total: int
    number: int
    count: int

    @classmethod
    def of(cls, choice: Sequence[Item], number: int) -> "Page[Item]":
        """Return a page; of a number too high, the last one."""
        count = max(1, -(-len(choice) // LENGTH))
        number = min(number, count - 1)
        return cls(choice[number * LENGTH : (number + 1) * LENGTH], len(choice), number, count)

    def turns(self, texts: Texts, data: str) -> list[list[Button]]:
        """Return the row with which one turns the page, if any; ``data`` is what stands before the page's number."""
        row = []
        if self.number > 0:
            row.append(Button(texts("supervisor-back"), f"{data}{self.number - 1}"))
        if self.number < self.count - 1:
            row.append(
                Button(texts("supervisor-next", page=self.number + 2, pages=self.count), f"{data}{self.number + 1}")
            )
        return [row] if row else []
