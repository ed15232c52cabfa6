"""The blocks a report on paper is made of, in the order in which they are read; ``paper.typ`` sets each.

Words and figures in them are ready to be read: nothing is translated, rounded or counted after this.
"""

from collections.abc import Sequence
from typing import Literal

Block = dict[str, object]
Side = Literal["left", "right", "center"]
Mark = tuple[str, float]
"""A place on a chart's scale: what is written there, and where, as a share of the scale from 0 to 1."""


def heading(words: str, level: int = 1, *, numbered: bool = True, new_page: bool = False) -> Block:
    """Return a heading: chapters (1) are numbered I, II, III, what is below them (2) A, B, C."""
    return {"kind": "heading", "words": words, "level": level, "numbered": numbered, "new-page": new_page}


def text(words: str) -> Block:
    """Return a paragraph."""
    return {"kind": "text", "words": words}


def note(words: str) -> Block:
    """Return a small paragraph, e.g. under a table."""
    return {"kind": "note", "words": words}


def alert(words: str) -> Block:
    """Return a paragraph that must not be overlooked."""
    return {"kind": "alert", "words": words}


def bullets(items: Sequence[str]) -> Block:
    """Return a list."""
    return {"kind": "bullets", "items": list(items)}


def steps(items: Sequence[str]) -> Block:
    """Return a numbered list."""
    return {"kind": "steps", "items": list(items)}


def quotes(items: Sequence[str]) -> Block:
    """Return what people wrote, in their own words."""
    return {"kind": "quotes", "items": list(items)}


def table(
    caption: str | None,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float | None],
    align: Sequence[Side],
    foot: Sequence[Sequence[str]] = (),
    blank: bool = False,
) -> Block:
    """Return a table whose head comes again on every page.

    A column's width is its share of what is left, or None: as wide as its words. ``foot`` are the rows of sums;
    ``blank`` leaves the rows high and framed, to be filled in by hand.
    """
    return {
        "kind": "table",
        "caption": caption,
        "head": list(head),
        "rows": [list(row) for row in rows],
        "foot": [list(row) for row in foot],
        "widths": list(widths),
        "align": list(align),
        "blank": blank,
    }


def pair(left: Block, right: Block) -> Block:
    """Return two blocks side by side."""
    return {"kind": "pair", "items": [left, right]}


def bars(
    caption: str,
    alt: str,
    values: Sequence[tuple[str, str, float, bool]],
    *,
    ticks: Sequence[Mark],
    limits: Sequence[Mark],
) -> Block:
    """Return a bar chart: each bar's name, its value as written and as a share, and whether it is to catch the eye.

    ``ticks`` stand under the bars, ``limits`` are dashed lines through them. ``alt`` says it to who does not see it.
    """
    return {
        "kind": "bars",
        "caption": caption,
        "alt": alt,
        "bars": [
            {"label": label, "value": value, "share": share, "marked": marked} for label, value, share, marked in values
        ],
        "ticks": _marks(ticks),
        "limits": _marks(limits),
    }


def trend(
    caption: str,
    alt: str,
    points: Sequence[tuple[str, str, float]],
    *,
    ticks: Sequence[Mark],
    limits: Sequence[Mark],
) -> Block:
    """Return a line through a few points, oldest first: each one's name, its value as written and as a share."""
    return {
        "kind": "trend",
        "caption": caption,
        "alt": alt,
        "points": [{"label": label, "value": value, "share": share} for label, value, share in points],
        "ticks": _marks(ticks),
        "limits": _marks(limits),
    }


def signature(place: str, position: str, name: str, number: str) -> Block:
    """Return where somebody signs; an empty name leaves a dotted line."""
    return {"kind": "signature", "place": place, "position": position, "name": name, "number": number}


def _marks(marks: Sequence[Mark]) -> list[Block]:
    return [{"label": label, "share": share} for label, share in marks]


def intervals(
    caption: str,
    head: tuple[str, str, str],
    rows: Sequence[tuple[str, str, str, tuple[float, float, float] | None, bool]],
    *,
    zero: float,
    band: tuple[float, float],
    ticks: Sequence[Mark],
) -> Block:
    """Return a table with a plot in it: a row for each group, a dot and its interval beside a line at zero.

    ``head`` is over the groups, the plot and the figures. A row is a group's name, small words under it, its figure as
    written, the interval's low end, dot and high end as shares of the scale (None: nothing is drawn), and whether it is
    to catch the eye. ``band`` is shaded from top to bottom. The figures say all that the plot does.
    """
    return {
        "kind": "intervals",
        "caption": caption,
        "head": list(head),
        "rows": [
            {"name": name, "detail": detail, "value": value, "ends": ends and list(ends), "marked": marked}
            for name, detail, value, ends, marked in rows
        ],
        "zero": zero,
        "band": list(band),
        "ticks": _marks(ticks),
    }
