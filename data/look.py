"""One look for posters, charts, reports and pages: palette, the four faces, type, spacing.

Colours run from vermilion over amber to two blues (after Okabe and Ito, 2008): told apart by every kind of colour
vision, and by lightness alone in print.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    """Colours of one ground, as ``#rrggbb``."""

    ground: str
    surface: str
    ink: str
    muted: str
    line: str
    accent: str
    band: str
    """Fill of an uncertainty band."""


LIGHT = Palette("#ffffff", "#f3f6f8", "#17212b", "#5b6b7a", "#d5dde3", "#00629b", "#b9d9ee")
DARK = Palette("#17212b", "#22303d", "#f1f5f8", "#a3b3c1", "#3a4a58", "#6cc0f0", "#2b5673")


@dataclass(frozen=True)
class Face:
    """One of the four faces, drawn in a circle of radius 1 around the origin, y upwards."""

    value: int
    """1–4, the scale of the official survey."""
    key: str
    """Key of its word in the texts."""
    emoji: str
    """For buttons: phones draw it themselves."""
    colour: str
    mouth: tuple[Point, Point, Point, Point]
    """A cubic Bézier curve."""
    open_mouth: bool = False
    """Closed by a straight line and filled."""


EYES: tuple[Point, Point] = ((-0.36, 0.28), (0.36, 0.28))
EYE_RADIUS = 0.115
STROKE = 0.1
"""Width of the mouth's line."""
OUTLINE = 0.055
"""Width of the circle's line, inside the radius."""
FACE_INK = "#17212b"

FACES: tuple[Face, Face, Face, Face] = (
    Face(1, "face-1", "😞", "#d55e00", ((-0.46, -0.54), (-0.28, -0.14), (0.28, -0.14), (0.46, -0.54))),
    Face(2, "face-2", "🙁", "#f0b43c", ((-0.42, -0.46), (-0.2, -0.29), (0.2, -0.29), (0.42, -0.46))),
    Face(3, "face-3", "🙂", "#7cc4ec", ((-0.46, -0.24), (-0.22, -0.52), (0.22, -0.52), (0.46, -0.24))),
    Face(4, "face-4", "😄", "#2f8fcb", ((-0.54, -0.14), (-0.4, -0.84), (0.4, -0.84), (0.54, -0.14)), open_mouth=True),
)


def font_file(bold: bool = False) -> Path:
    """Return the TrueType file of the type, DejaVu Sans, found without loading the drawing library.

    It ships in matplotlib's wheel: nothing has to be installed on the machine.
    """
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("matplotlib, which brings the fonts, is not installed")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf" / name


SPACE = 8
"""The unit of spacing, in pixels on a screen and points on paper; distances are multiples of it."""
