"""What hangs on the demo's wall: printed posters as pictures, and invitations."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from data.look import LIGHT, SPACE, font_file
from data.officers import Officer
from data.texts import DEFAULT, texts
from qr_posters.qr import QUIET_ZONE, durable_modules

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

PAGE_SCALE = 1.5
"""Pixels per point of a poster: fine enough to be read, and decoded, when it is enlarged."""

CARD = (744, 1052)
_MARGIN = 7 * SPACE
_HEAD = 20 * SPACE
_QR_SIDE = 56 * SPACE


def printed(pdf: Path, pages: Sequence[int]) -> list[bytes]:
    """Return pages of a PDF, counted from 0, as PNG."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return [_png(document[page].render(scale=PAGE_SCALE).to_pil().quantize(64)) for page in pages]
    finally:
        document.close()


def invitation(officer: Officer, office: str, title: str, link: str) -> bytes:
    """Draw an officer's invitation as PNG: whom it is for, and the code that binds their account."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", CARD, LIGHT.ground)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, CARD[0], _HEAD), fill=LIGHT.accent)
    _write(pen, title, 6 * SPACE, bold=True, top=_HEAD // 2 - 4 * SPACE, colour=LIGHT.ground)
    y = _write(pen, officer.full_name, 4.5 * SPACE, bold=True, top=_HEAD + 5 * SPACE, colour=LIGHT.ink)
    y = _write(pen, officer.position, 3 * SPACE, top=y + SPACE, colour=LIGHT.muted)
    y = _write(pen, office, 3 * SPACE, top=y + SPACE, colour=LIGHT.muted)
    _code(pen, link, (CARD[0] - _QR_SIDE) // 2, y + 3 * SPACE)
    _write(pen, texts(DEFAULT)("demo-invitation-how"), 2.75 * SPACE, top=y + _QR_SIDE + 4 * SPACE, colour=LIGHT.ink)
    return _png(sheet)


def _code(pen: "ImageDraw", link: str, left: int, top: int) -> None:
    modules = durable_modules(link)
    side = _QR_SIDE // (len(modules) + 2 * QUIET_ZONE)
    shift = (_QR_SIDE - side * len(modules)) // 2
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = left + shift + column * side, top + shift + row * side
                pen.rectangle((x, y, x + side - 1, y + side - 1), fill="black")


def _write(pen: "ImageDraw", text: str, size: float, *, top: int, colour: str, bold: bool = False) -> int:
    """Write a text from the margin, broken into lines that fit; return where it ends."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(font_file(bold)), size)
    lines = [""]
    for each in text.split():
        longer = f"{lines[-1]} {each}".strip()
        if pen.textlength(longer, font) <= CARD[0] - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(each)
    for line in lines:
        pen.text((_MARGIN, top), line, font=font, fill=colour)
        top += round(size * 1.3)
    return top


def _png(picture: object) -> bytes:
    content = BytesIO()
    picture.save(content, "PNG")  # type: ignore[attr-defined]
    return content.getvalue()
