"""Reads QR codes back from a photo or a PDF: is what hangs at the desk really ours?"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from qr_posters.posters import PosterError, PosterSettings

if TYPE_CHECKING:
    from PIL.Image import Image

PDF_SCALE = 2.0
"""Pixels per point when a page is looked at: 144 dpi."""
LONGEST_SIDE = 3000
"""Photos and large sheets are looked at with no more pixels than this: more only takes longer."""

_LINK = re.compile(
    r"https?://(?:www\.)?(?:t|telegram)\.me/(?P<bot>\w+)/?(?:\?(?:.*&)?start=(?P<payload>[\w-]+))?.*", re.A
)
_INVITATION = "a_"


@dataclass(frozen=True)
class Finding:
    """What one QR code says. Either ``token`` or ``problem`` is given."""

    content: str
    token: str | None = None
    """A poster's token, if the code is a link to our bot with one; whether it is in force only the record knows."""
    problem: str | None = None
    """Why it is none, in a sentence."""


def check(image: Path | bytes, settings: PosterSettings) -> list[Finding]:
    """Say of each QR code in an image or PDF whether it is one of our links.

    Raises PosterError when the file cannot be read or shows no QR code.
    """
    contents = read(image)
    if not contents:
        raise PosterError(
            f"No QR code can be read in {_name(image)}: photograph it from straight ahead, sharp and evenly lit."
        )
    return [_finding(content, settings.username()) for content in contents]


def read(image: Path | bytes) -> list[str]:
    """Return what the QR codes in a PNG, JPEG or PDF say, page by page.

    Raises PosterError when the file is missing or is none of these.
    """
    try:
        content = image if isinstance(image, bytes) else image.read_bytes()
    except OSError as error:
        raise PosterError(f"{_name(image)} cannot be read: {error.strerror}.") from error
    pictures = _pages(content, _name(image)) if content.startswith(b"%PDF-") else _picture(content, _name(image))
    return [text for picture in pictures for text in _decoded(picture)]


def _finding(content: str, bot: str) -> Finding:
    link = _LINK.fullmatch(content.strip())
    if link is None:
        return Finding(content, problem="It does not lead to Telegram: this code is not ours.")
    if link["bot"].lower() != bot.lower():
        return Finding(content, problem=f"It leads to @{link['bot']}, not to @{bot}: this code is not ours.")
    if link["payload"] is None:
        return Finding(content, problem=f"It leads to @{bot}, but to no desk.")
    if link["payload"].startswith(_INVITATION):
        return Finding(content, problem="It is an officer's invitation, not a poster.")
    return Finding(content, token=link["payload"])


def _name(image: Path | bytes) -> str:
    return "the image" if isinstance(image, bytes) else str(image)


def _picture(content: bytes, name: str) -> Iterator["Image"]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
            opened.draft("L", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is reduced while it is unpacked
            picture = opened.convert("L") if "A" not in opened.getbands() else _on_white(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PosterError(f"{name} is not a whole PNG, JPEG or PDF file.") from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    yield picture


def _on_white(picture: "Image") -> "Image":
    from PIL import Image

    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("L")


def _pages(content: bytes, name: str) -> Iterator["Image"]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(content)) as document:
            for number in range(len(document)):
                with closing(document[number]) as page:
                    scale = min(PDF_SCALE, LONGEST_SIDE / max(page.get_size()))
                    picture = page.render(scale=scale, grayscale=True).to_pil()
                yield picture
    except PdfiumError as error:
        raise PosterError(f"{name} is not a whole PNG, JPEG or PDF file.") from error


def _decoded(picture: "Image") -> list[str]:
    """Return the texts from top to bottom, trying harder only when nothing was found."""
    import zxingcpp

    for attempt in _attempts(picture):
        found = zxingcpp.read_barcodes(attempt, formats=zxingcpp.barcode_formats_from_str("QRCode"))
        if found:
            return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]
    return []


def _attempts(picture: "Image") -> Iterator["Image"]:
    from PIL import ImageFilter, ImageOps

    yield picture
    strong = ImageOps.autocontrast(picture, cutoff=1)
    yield strong
    larger = strong.resize((strong.width * 2, strong.height * 2)) if max(strong.size) <= LONGEST_SIDE // 2 else strong
    yield larger.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=0))
    yield larger.filter(ImageFilter.GaussianBlur(2))
