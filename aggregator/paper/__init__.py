"""What is laid out on paper: reports and publication sheets, set by Typst from a template.

A template (``.typ``) holds the layout and no words: those come resolved, with every figure already written as people
read it, in ``content.json``. ``paper.typ`` beside this file is what templates share; `aggregator.paper.blocks` writes
what it sets. The documents are tagged, their fonts embedded, and the same content gives the same bytes.
"""

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from data import look

__all__ = ["POINTS_PER_INCH", "PaperError", "check", "legible", "pdf", "pictures"]

POINTS_PER_INCH = 72
"""The unit of lengths in templates."""

_GZIP = b"\x1f\x8b"
_WORDS = re.compile(rb"<(?:\w+:)?svg[\s>].*<(?:\w+:)?text[\s>]", re.DOTALL)
"""Of an SVG: without the machine's own types they would be left out silently."""
_SHARED = Path(__file__).with_name("paper.typ")


class PaperError(ValueError):
    """What was given cannot be put on paper, in one line: a logo that is no picture, or has words in it."""


def pdf(template: Path, content: Mapping[str, object], files: Mapping[str, bytes] | None = None) -> bytes:
    """Set a template as a tagged PDF.

    ``content`` is what the template reads as ``content.json``; its ``title``, ``author``, ``language`` and ``date``
    (ISO, the only date in the file) are the document's. ``files`` are pictures by name: PNG, JPEG, GIF,
    WebP, PDF, or SVG whose words are paths. Raises PaperError for one that is not.
    """
    document: bytes = _compile(_sources(template, content, files), format="pdf")
    return document


def pictures(
    template: Path, content: Mapping[str, object], files: Mapping[str, bytes] | None = None, *, resolution: float = 144
) -> list[bytes]:
    """Set a template as PNG pictures, one a page; ``resolution`` in pixels per inch. Otherwise like `pdf`."""
    pages = _compile(_sources(template, content, files), format="png", ppi=resolution)
    return pages if isinstance(pages, list) else [pages]


def legible(words: str) -> str:
    """Return what somebody wrote without the signs that the type lacks, such as emoji, which would be set as boxes.

    Empty where no word is left, or where a letter is lacking: what remained would be no longer what was written.
    """
    lacking = {sign for sign in words if ord(sign) not in _type() and not sign.isspace()}
    kept = "".join(sign for sign in words if sign not in lacking)
    whole = not any(sign.isalnum() for sign in lacking)
    return " ".join(kept.split()) if whole and any(sign.isalnum() for sign in kept) else ""


def check(name: str, picture: bytes) -> None:
    """Raise PaperError unless a picture can be set with all that is in it."""
    _check(name, picture, json.dumps(list(picture)).encode())


def _sources(template: Path, content: Mapping[str, object], files: Mapping[str, bytes] | None) -> dict[str, bytes]:
    # Typst's Python package takes text only; a picture goes as its numbers.
    numbers = {f"{name}.json": json.dumps(list(picture)).encode() for name, picture in (files or {}).items()}
    for name, picture in (files or {}).items():
        _check(name, picture, numbers[f"{name}.json"])
    colours = {**asdict(look.LIGHT), "faces": [face.colour for face in look.FACES]}
    return {
        "main": template.read_bytes(),
        "paper.typ": _SHARED.read_bytes(),
        "look.json": json.dumps(colours).encode(),
        "content.json": json.dumps(content).encode(),
        **numbers,
    }


def _check(name: str, picture: bytes, numbers: bytes) -> None:
    """Raise PaperError unless Typst can read a picture and has all it needs: it alone knows what it will set."""
    page = '#set page(width: 1cm, height: 1cm)\n#image(bytes(json("picture.json")), width: 1pt)'
    try:
        _compile({"main": page.encode(), "picture.json": numbers}, format="pdf")
    except typst.TypstError as problem:
        reason = problem.message.splitlines()[0]
        raise PaperError(f"the {name} is no PNG, JPEG, GIF, WebP, SVG or PDF picture: {reason}") from problem
    if _WORDS.search(gzip.decompress(picture) if picture.startswith(_GZIP) else picture):
        raise PaperError(f"the {name} is an SVG with words, whose type is not at hand: convert its text to paths")


def _compile(sources: Any, **options: Any) -> Any:
    # Typst's own annotations know neither sources by name nor a list of pages.
    return typst.compile(sources, font_paths=_fonts(), **options)


@cache
def _type() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(look.font_file())).get_charmap())


@cache
def _fonts() -> typst.Fonts:
    folder = look.font_file().parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
