"""A sheet of pixels to draw a chart on, and the small PNG file it becomes.

matplotlib draws, without pyplot: no global state, no window, one renderer that is used again and again. Nothing is
laid out by it: positions are whole pixels of the finished picture, so one line and one shape serve all of them in
turn, and a text that comes again is stamped. Pillow writes the file with a fixed palette: a third of the bytes, and
the same bytes for the same drawing on every run.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import Literal, NamedTuple

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon
from matplotlib.transforms import IdentityTransform
from numpy.typing import NDArray
from PIL import Image

from data.look import Palette, font_file

Point = tuple[float, float]
Pixels = NDArray[np.uint8]
Align = Literal["left", "center", "right"]

SHADES = 8
"""Steps between two colours that meet at a smooth edge; fewer show as stairs on letters."""


class Sheet:
    """A reusable picture of a fixed width. The origin is at the lower left, y points up. Not safe for threads."""

    def __init__(self, palette: Palette, width: int, height: int) -> None:
        self.palette = palette
        self.width = width
        self.height = height
        # At 72 dots an inch a point is a pixel: sizes of type and lines are pixels too.
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._canvas = FigureCanvasAgg(self._figure)
        self._line = Line2D([], [], transform=IdentityTransform())
        self._area = Polygon([(0, 0)], transform=IdentityTransform())
        self._dot = Circle((0, 0), transform=IdentityTransform())
        for artist in (self._line, self._area, self._dot):
            self._figure.add_artist(artist)
        self._renderer = _renderer(self._canvas)
        self._gc = GraphicsContextBase()

    def resize(self, height: int) -> None:
        """Make the sheet so many pixels tall; what was on it is gone."""
        self.height = height
        self._figure.set_size_inches(self.width / 72, height / 72)
        self._renderer = _renderer(self._canvas)

    def clear(self) -> None:
        """Leave nothing but the ground."""
        self.area([(-1, -1), (self.width + 1, -1), (self.width + 1, self.height + 1), (-1, self.height + 1)], "ground")

    def keep(self) -> object:
        """Return what is drawn so far, for `put_back` on a sheet of the same size."""
        return self._renderer.copy_from_bbox(self._figure.bbox)

    def put_back(self, kept: object) -> None:
        """Go back to what was kept."""
        self._renderer.restore_region(kept)  # type: ignore[no-untyped-call]

    def text(
        self, x: float, y: float, words: str, size: int, ink: str = "ink", bold: bool = False, align: Align = "left"
    ) -> None:
        """Write one line; ``y`` is its baseline, ``ink`` the name of a colour of the palette."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width_of(words, size, bold)
        image, left, below = _stamp(words, size, getattr(self.palette, ink), bold)
        self._renderer.draw_image(self._gc, round(x - shift) + left, round(y) - below, image)

    def line(self, points: Sequence[Point], ink: str, width: float) -> None:
        """Draw a line with round ends and corners."""
        self._line.set_data([x for x, _ in points], [y for _, y in points])
        self._line.set(
            color=getattr(self.palette, ink), linewidth=width, solid_capstyle="round", solid_joinstyle="round"
        )
        self._line.draw(self._renderer)

    def area(self, corners: Sequence[Point], ink: str) -> None:
        """Fill the area within the corners."""
        self._area.set(xy=corners, facecolor=getattr(self.palette, ink), edgecolor="none")
        self._area.draw(self._renderer)

    def dot(self, x: float, y: float, radius: float, ink: str, edge: str, edge_width: float) -> None:
        """Draw a filled dot with an edge around it."""
        self._dot.set(center=(x, y), radius=radius, linewidth=edge_width)
        self._dot.set(facecolor=getattr(self.palette, ink), edgecolor=getattr(self.palette, edge))
        self._dot.draw(self._renderer)

    def png(self, largest: int | None = None) -> bytes:
        """Return the sheet as a palette PNG file, made smaller where width and height together exceed ``largest``."""
        inks, nearest = _inks(self.palette)
        picture = _pixels(self._renderer)
        if largest and self.width + self.height > largest:
            share = largest / (self.width + self.height)
            size = int(self.width * share), int(self.height * share)
            picture = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
        height, width = picture.shape[:2]
        pixels = np.ascontiguousarray(picture).view(np.uint32).reshape(height, width)
        # The buffer's bytes are R, G, B, A; the upper five bits of each colour index the table.
        indices = nearest[(pixels >> 3 & 0x1F) | (pixels >> 6 & 0x3E0) | (pixels >> 9 & 0x7C00)]
        image = Image.frombuffer("P", (width, height), indices.tobytes(), "raw", "P", 0, 1)
        image.putpalette(inks)
        file = BytesIO()
        # Level 4 takes two thirds of the time of level 7 for 6 % more bytes.
        image.save(file, "PNG", compress_level=4)
        return file.getvalue()


@lru_cache(maxsize=4096)
def width_of(words: str, size: int, bold: bool = False) -> float:
    """Return how wide a line of text is, in pixels."""
    return _letters(words, size, bold).width


def wrap(words: str, width: float, size: int, bold: bool = False) -> list[str]:
    """Break a text into lines of at most ``width`` pixels, at spaces; a longer word is broken, nothing is left out."""
    words = readable(words)
    if width_of(words, size, bold) <= width:  # most names: measured once instead of word by word
        return [words]
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, size, bold) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def readable(words: str) -> str:
    """Return a text with single spaces and only signs the type has; others (an emoji, say) would become boxes."""
    signs = _signs()
    return " ".join("".join(sign if ord(sign) in signs else " " for sign in words).split())


@cache
def _signs() -> frozenset[int]:
    return frozenset(code for code in get_font(str(font_file())).get_charmap() if code > 0x20)


class _Letters(NamedTuple):
    """A line of text as it is set."""

    width: float
    ink: Pixels
    """How much of every pixel is covered, top row first."""
    left: int
    """Where the pixels begin, from where the line begins."""
    below: int
    """How many rows of them are below the baseline."""


@lru_cache(maxsize=256)  # drawn soon after it was measured
def _letters(words: str, size: int, bold: bool) -> _Letters:
    """Set a line of text, once for its width and its pixels: letters are what takes longest in a chart."""
    # After a space the first letter begins on a whole pixel, whatever its shape; else the others move against it.
    _, _, space = _set(" ", size, bold)
    font, height, width = _set(f" {words}", size, bold)
    above = int(height - font.get_descent() / 64) + 1
    font.draw_glyphs_to_bitmap()
    ink = np.array(font.get_image())
    return _Letters(width - space, ink, -round(space), len(ink) - above)


def _set(words: str, size: int, bold: bool) -> tuple[FT2Font, float, float]:
    """Return the type with a line set in it, and how high and how wide that is."""
    font = get_font(str(font_file(bold)))
    font.set_size(size, 72)
    font.set_text(words, 0.0, flags=LoadFlags.DEFAULT)
    width, height = font.get_width_height()
    return font, height / 64, width / 64


@lru_cache(maxsize=2048)
def _stamp(words: str, size: int, colour: str, bold: bool) -> tuple[Pixels, int, int]:
    """Return a line of text as an image (bottom row first), where it begins and how far it reaches below the baseline.

    The same few words and numbers come again and again.
    """
    _, ink, left, below = _letters(words, size, bold)
    image = np.empty((*ink.shape, 4), np.uint8)
    image[:, :, :3] = _rgb(colour)
    image[:, :, 3] = ink[::-1]
    return image, left, below


# matplotlib ships without types here.
def _renderer(canvas: FigureCanvasAgg) -> RendererAgg:
    return canvas.get_renderer()  # type: ignore[no-untyped-call, no-any-return]


def _pixels(renderer: RendererAgg) -> Pixels:
    return np.asarray(renderer.buffer_rgba())  # type: ignore[no-untyped-call]


@cache
def _inks(palette: Palette) -> tuple[list[int], Pixels]:
    """Return the palette's colours with their shades, and for every colour (5 bits each) the nearest of them."""
    meeting = (
        ("ground", "ink"),
        ("ground", "muted"),
        ("ground", "accent"),
        ("ground", "band"),
        ("band", "accent"),
        ("ground", "line"),
        ("band", "line"),
    )
    steps = np.linspace(0, 1, SHADES + 1)[:, None]
    ramps = [(1 - steps) * _rgb(getattr(palette, a)) + steps * _rgb(getattr(palette, b)) for a, b in meeting]
    inks = np.unique(np.rint(np.concatenate(ramps)).astype(np.int32), axis=0)
    levels = np.arange(32, dtype=np.int32) * 8 + 4
    blue, green, red = np.meshgrid(levels, levels, levels, indexing="ij")
    cells = np.stack([red, green, blue], axis=-1).reshape(-1, 1, 3)
    nearest = ((cells - inks) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    # A colour of the palette itself must come out as it is.
    for name in ("line", "band", "accent", "muted", "ink", "ground"):
        red8, green8, blue8 = (int(part) for part in _rgb(getattr(palette, name)))
        exact = int((inks == (red8, green8, blue8)).all(axis=1).argmax())
        nearest[red8 >> 3 | green8 >> 3 << 5 | blue8 >> 3 << 10] = exact
    return [int(part) for ink in inks for part in ink], nearest


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
