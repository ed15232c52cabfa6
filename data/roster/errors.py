"""What can be wrong with a roster."""

from collections.abc import Sequence
from dataclasses import dataclass


class RosterError(Exception):
    """The roster cannot be read or written; the text is one line that says what to do."""


@dataclass(frozen=True)
class BadLine:
    """One thing that is wrong, where the person who wrote the roster can find it."""

    place: str
    """The file or sheet."""
    row: int | None
    """As the spreadsheet counts, from 1; None: the sheet as a whole."""
    column: str | None
    """Its heading; None: the row as a whole."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        end = "" if self.remedy.endswith((".", "?")) else "."
        return f"{self.place}{row}{column}: {self.problem}; {self.remedy}{end}"


class RosterErrors(RosterError):
    """The roster has bad lines, all of which are in ``lines``; nothing was changed."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        self.lines = tuple(lines)
        count = "1 mistake" if len(self.lines) == 1 else f"{len(self.lines)} mistakes"
        super().__init__(f"The roster has {count}; nothing was changed. Mend and import it again.")


class CellError(Exception):
    """What a cell holds cannot be meant."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}; {remedy}")
