"""QR codes as modules and as few rectangles."""

from collections.abc import Sequence
from typing import NamedTuple

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Modules of white that belong around a code (ISO/IEC 18004, 9.1)."""

Modules = Sequence[Sequence[bool]]
"""Rows from the top; True is dark. Without the quiet zone."""


class Rectangle(NamedTuple):
    """A dark rectangle, in modules from the top left corner."""

    left: int
    top: int
    width: int
    height: int


def durable_modules(text: str) -> Modules:
    """Return the code for print: error level Q (a quarter may be lost), or H where that makes it no finer."""
    code = _encoded(text, ERROR_CORRECT_Q)
    try:
        return _encoded(text, ERROR_CORRECT_H, code.version).get_matrix()
    except (DataOverflowError, ValueError):
        return code.get_matrix()


def small_modules(text: str) -> Modules:
    """Return the code for a clean screen: error level L, as few modules as possible."""
    return _encoded(text, ERROR_CORRECT_L).get_matrix()


def rectangles(modules: Modules) -> list[Rectangle]:
    """Cover the dark modules with disjoint rectangles: runs of a row, joined with equal runs in the rows below."""
    done: list[Rectangle] = []
    growing: dict[tuple[int, int], int] = {}  # (left, width) of a run: the row it began in
    for row, line in enumerate([*modules, []]):
        runs = _runs(line)
        for run, top in list(growing.items()):
            if run not in runs:
                done.append(Rectangle(run[0], top, run[1], row - top))
                del growing[run]
        for run in runs:
            growing.setdefault(run, row)
    return done


def _runs(line: Sequence[bool]) -> set[tuple[int, int]]:
    runs = set()
    start = None
    for column, dark in enumerate([*line, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            runs.add((start, column - start))
            start = None
    return runs


def _encoded(text: str, level: int, version: int | None = None) -> "QRCode":  # type: ignore[type-arg]
    code = QRCode(version=version, error_correction=level, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=version is None)
    return code
