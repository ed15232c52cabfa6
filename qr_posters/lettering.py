"""Words on paper: the embedded type, and how a text of any length is made to fit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from data.look import font_file

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

REGULAR = "Suara"
BOLD = "Suara-Bold"
LINE = 1.22
"""From baseline to baseline, in type sizes."""
CAPITAL = 0.73
"""Height of a capital letter of the type, in type sizes."""
ELLIPSIS = "…"


def embed_type() -> None:
    """Make the type known under `REGULAR` and `BOLD`; what a document uses of it is embedded."""
    for name, bold in ((REGULAR, False), (BOLD, True)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font_file(bold))))


def width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


@dataclass(frozen=True)
class Lettering:
    """A text broken into lines at a size that fits."""

    lines: tuple[str, ...]
    font: str
    size: float

    @property
    def leading(self) -> float:
        """From baseline to baseline, in points."""
        return self.size * LINE

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last baseline, in points."""
        return self.size * CAPITAL + self.leading * (len(self.lines) - 1)

    def draw(self, canvas: "Canvas", x: float, top: float, centred: bool = False) -> float:
        """Draw with the capitals' top at ``top``; return the last baseline."""
        canvas.setFont(self.font, self.size)
        baseline = top - self.size * CAPITAL
        for number, line in enumerate(self.lines):
            baseline = top - self.size * CAPITAL - number * self.leading
            if centred:
                canvas.drawCentredString(x, baseline, line)
            else:
                canvas.drawString(x, baseline, line)
        return baseline


def fit(text: str, font: str, sizes: tuple[float, float], room: float, lines: int = 1) -> Lettering:
    """Break a text into at most so many lines no wider than ``room`` points, as large as it goes.

    ``sizes`` are the largest size and the smallest that can still be read; a text too long for that is cut short with
    an ellipsis. Lines come out about equally long.
    """
    text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    size, smallest = sizes
    while size > smallest:
        broken = _wrap(text, font, size, room)
        if len(broken) <= lines and not _breaks_a_word(broken, text):
            return Lettering(_balanced(text, font, size, room, broken), font, size)
        size -= 0.5
    broken = _wrap(text, font, smallest, room)
    if len(broken) > lines:
        last = broken[lines - 1]
        while last and width(last + ELLIPSIS, font, smallest) > room:
            last = last[:-1]
        broken = [*broken[: lines - 1], last.rstrip() + ELLIPSIS]
    return Lettering(tuple(broken), font, smallest)


def _wrap(text: str, font: str, size: float, room: float) -> list[str]:
    broken = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".lstrip()
        if width(longer, font, size) <= room:
            broken[-1] = longer
            continue
        if broken[-1]:
            broken.append("")
        for character in word:  # letter by letter, for a word wider than the room
            if broken[-1] and width(broken[-1] + character, font, size) > room:
                broken.append("")
            broken[-1] += character
    return broken


def _breaks_a_word(broken: list[str], text: str) -> bool:
    return " ".join(broken) != text


def _balanced(text: str, font: str, size: float, room: float, broken: list[str]) -> tuple[str, ...]:
    if len(broken) == 1:
        return tuple(broken)
    low, high = room / len(broken) / 2, room
    while high - low > 1:
        middle = (low + high) / 2
        narrower = _wrap(text, font, size, middle)
        if len(narrower) <= len(broken) and not _breaks_a_word(narrower, text):
            high = middle
        else:
            low = middle
    return tuple(_wrap(text, font, size, high))
