"""The study's three pictures, in English and Indonesian: the same results give the same bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from aggregator.sheet import Align, Sheet
from benchmarks.study.attacks import ATTACKS, BURST_BY_POSTER, ONE_ACCOUNT
from benchmarks.study.runs import Results
from benchmarks.study.world import RATINGS
from data.look import LIGHT

WIDTH, HEIGHT = 1120, 620
LEFT, RIGHT, BOTTOM, TOP = 136, 800, 110, 500
MARGIN = 32
SMALL, LARGE = 24, 30
SPREAD, TICKET_BURST = ATTACKS[0], ATTACKS[4]

Words = dict[str, str]
WORDS: dict[str, Words] = {
    "en": {
        "error": "How far from the truth: typical error, in points (1–4)",
        "coverage": "How often the interval holds the truth",
        "attack": "How far ten false 1s move an officer with 20 ratings",
        "n": "ratings of an officer",
        "points": "points (1–4)",
        "raw": "plain mean",
        "bayes": "Bayesian mean",
        "suara": "Suara",
        "omniscient": "all that can be known",
        "promise": "promised: 95 %",
        "spread": "ten accounts over four weeks, with tickets",
        "burst": "ten accounts within an hour, by poster",
        "ticket_burst": "the same where all others have tickets",
        "one": "one account ten times",
    },
    "id": {
        "error": "Seberapa jauh dari yang sebenarnya, dalam poin (1–4)",
        "coverage": "Seberapa sering rentang memuat yang sebenarnya",
        "attack": "Sepuluh nilai 1 palsu pada 20 penilaian: pergeserannya",
        "n": "jumlah penilaian petugas",
        "points": "poin (1–4)",
        "raw": "rata-rata biasa",
        "bayes": "rata-rata Bayes",
        "suara": "Suara",
        "omniscient": "batas kemungkinan",
        "promise": "janjinya: 95 %",
        "spread": "sepuluh akun selama empat minggu, dengan karcis",
        "burst": "sepuluh akun dalam satu jam, lewat poster",
        "ticket_burst": "sama, tetapi penilai lain memakai karcis",
        "one": "satu akun sepuluh kali",
    },
}


@dataclass(frozen=True)
class Axis:
    """From values to pixels, upwards."""

    least: float
    most: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return BOTTOM + (value - self.least) / (self.most - self.least) * (TOP - BOTTOM)


def draw(results: Results, folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    painters: dict[str, Callable[[Results, str], bytes]] = {"error": error, "coverage": coverage, "attack": attack}
    for language in WORDS:
        for name, paint in painters.items():
            (folder / f"study-{name}.{language}.png").write_bytes(paint(results, language))


def error(results: Results, language: str) -> bytes:
    """Draw the error of four methods over the number of ratings."""
    sheet, words = _begun("error", language), WORDS[language]
    axis = Axis(0, 0.4)
    _grid(sheet, axis, [0, 0.1, 0.2, 0.3, 0.4], lambda value: _number(value, 1, language))
    _numbers_of_ratings(sheet, words)
    lines = {"raw": ("muted", 4), "bayes": ("ink", 4), "suara": ("accent", 8), "omniscient": ("band", 6)}
    ends = {name: axis.y(results.plain[f"{name} error {RATINGS[-1]}"].mean) for name in lines}
    labels = _apart(ends)
    for name, (ink, width) in lines.items():
        path = [(_x(n), axis.y(results.plain[f"{name} error {n}"].mean)) for n in RATINGS]
        sheet.line(path, ink, width)
        for x, y in path:
            sheet.dot(x, y, width, ink, "ground", 2)
        label_ink = "muted" if ink == "band" else ink
        sheet.text(RIGHT + 24, labels[name] - 8, words[name], SMALL, label_ink, bold=name == "suara")
    return sheet.png()


def coverage(results: Results, language: str) -> bytes:
    """Draw the coverage of the interval over the number of ratings, with two standard errors each way."""
    sheet, words = _begun("coverage", language), WORDS[language]
    axis = Axis(0.90, 1.0)
    _grid(sheet, axis, [0.90, 0.925, 0.95, 0.975, 1.0], lambda value: _number(100 * value, 1, language) + " %")
    _numbers_of_ratings(sheet, words)
    sheet.line([(LEFT, axis.y(0.95)), (RIGHT, axis.y(0.95))], "muted", 4)
    path = []
    for n in RATINGS:
        found = results.plain[f"covered {n}"]
        low, high = (axis.y(found.mean + 2 * step * found.error) for step in (-1, 1))
        sheet.line([(_x(n), low), (_x(n), high)], "accent", 4)
        path.append((_x(n), axis.y(found.mean)))
    sheet.line(path, "accent", 6)
    for x, y in path:
        sheet.dot(x, y, 9, "accent", "ground", 2)
    labels = _apart({"promise": axis.y(0.95), "suara": path[-1][1]})
    sheet.text(RIGHT + 24, labels["promise"] - 8, words["promise"], SMALL, "muted")
    sheet.text(RIGHT + 24, labels["suara"] - 8, words["suara"], SMALL, "accent", bold=True)
    return sheet.png()


def attack(results: Results, language: str) -> bytes:
    """Draw bars: what four attacks take from the raw mean and from Suara's figure."""
    sheet, words = _begun("attack", language), WORDS[language]
    rows = {"spread": SPREAD, "burst": BURST_BY_POSTER, "ticket_burst": TICKET_BURST, "one": ONE_ACCOUNT}
    left, most = MARGIN, 1.0
    width = WIDTH - 2 * MARGIN - 320
    top = TOP + 10
    for key, kind in rows.items():
        sheet.text(left, top - 18, words[key], SMALL)
        found = results.attacks[kind]
        for name, ink, y in (("raw", "line", top - 52), ("suara", "accent", top - 84)):
            shift = -found[f"{name} 20"].mean
            right = left + min(shift / most, 1.0) * width
            sheet.area([(left, y), (right, y), (right, y + 24), (left, y + 24)], ink)
            label = f"−{_number(shift, 2, language)}  {words[name]}"
            label_ink = "muted" if name == "raw" else "accent"
            sheet.text(right + 12, y + 4, label, SMALL, label_ink, bold=name == "suara")
        top -= 118
    sheet.text(left, MARGIN, words["points"], SMALL, "muted")
    return sheet.png()


def _begun(name: str, language: str) -> Sheet:
    sheet = Sheet(LIGHT, WIDTH, HEIGHT)
    sheet.clear()
    sheet.text(MARGIN, HEIGHT - 60, WORDS[language][name], LARGE, bold=True)
    return sheet


def _grid(sheet: Sheet, axis: Axis, ticks: Sequence[float], written: Callable[[float], str]) -> None:
    for tick in ticks:
        y = axis.y(tick)
        sheet.line([(LEFT, y), (RIGHT, y)], "line", 2)
        sheet.text(LEFT - 14, y - 8, written(tick), SMALL, "muted", align="right")


def _numbers_of_ratings(sheet: Sheet, words: Words) -> None:
    align: Align = "center"
    for n in RATINGS:
        sheet.text(_x(n), BOTTOM - 40, str(n), SMALL, "muted", align=align)
    sheet.text((LEFT + RIGHT) / 2, BOTTOM - 78, words["n"], SMALL, "muted", align=align)


def _x(n: int) -> float:
    share = log(n / RATINGS[0]) / log(RATINGS[-1] / RATINGS[0])
    return LEFT + 40 + share * (RIGHT - LEFT - 80)


def _apart(heights: dict[str, float], gap: float = 32) -> dict[str, float]:
    """Move labels so that none stands on another, the lowest first."""
    placed: dict[str, float] = {}
    last = float("-inf")
    for name in sorted(heights, key=lambda each: heights[each]):
        last = max(heights[name], last + gap)
        placed[name] = last
    return placed


def _number(value: float, digits: int, language: str) -> str:
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if language == "id" else written
