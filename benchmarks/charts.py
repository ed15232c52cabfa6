"""Charts per second on one core: this painter against plain matplotlib, the same picture, side by side in one run.

Plain means what one writes first: a fresh figure with axes, filled band, line, ticks and text, saved as PNG at the same
size. A name that was drawn before in the process, for another superior or last week, is stamped. Run it with
``python -m benchmarks.charts``.
"""

import argparse
from collections.abc import Callable, Sequence
from io import BytesIO
from math import sin
from time import perf_counter, process_time

from aggregator.charts import ChartPainter, TeamDot, WeekPoint
from data.clock import week_shift
from data.look import LIGHT
from data.texts import texts

BANDS = ("10–19", "20–49", "50–99", "100–199", "200+")
INDONESIAN = texts("id")


def officer_weeks(number: int) -> list[WeekPoint]:
    """Twelve weeks of an officer; every number gives other figures."""
    weeks = []
    for i in range(12):
        score = 78 + number % 9 + round(3 * sin(i + number))
        half = 10 - i // 3
        weeks.append(
            WeekPoint(
                week_shift("2026-W36", i), score, score - half, min(score + half, 100), BANDS[(number + i) // 6 % 5]
            )
        )
    return weeks


def team_dots(number: int) -> list[TeamDot]:
    """A team of eight; every number gives other names and figures."""
    return [
        TeamDot(f"Petugas {number * 8 + i}, S.Sos.", 75 + (number + 3 * i) % 20, 70, 98, BANDS[i % 5], "official")
        for i in range(8)
    ]


def plain_officer(points: Sequence[WeekPoint]) -> bytes:
    """Draw the officer's weeks as one writes it first."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 6.4), dpi=100)
    axes = figure.add_subplot()
    places = range(len(points))
    axes.fill_between(places, [p.low or 0 for p in points], [p.high or 0 for p in points], color=LIGHT.band)
    axes.plot(places, [p.points or 0 for p in points], color=LIGHT.accent, marker="o")
    axes.set_ylim(50, 100)
    axes.grid(axis="y", color=LIGHT.line)
    axes.set_xticks([2, 5, 8, 11], [points[i].week for i in (2, 5, 8, 11)])
    axes.tick_params(labelsize=19)
    axes.set_title("Skor Suara (indikatif)", fontsize=21)
    for place in (1, 4, 7, 10):
        axes.text(place, 52, points[place].n_band, ha="center", fontsize=19)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def plain_team(dots: Sequence[TeamDot]) -> bytes:
    """Draw the team as one writes it first."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 1.6 + 0.9 * len(dots)), dpi=100)
    axes = figure.add_subplot()
    for row, dot in enumerate(dots):
        axes.hlines(row, dot.low or 0, dot.high or 0, color=LIGHT.band, linewidth=12)
        axes.plot(dot.points or 0, row, "o", color=LIGHT.accent)
        axes.text(100, row, f"{dot.points} ({dot.low}–{dot.high}) {dot.n_band}", fontsize=19)
    axes.set_yticks(range(len(dots)), [dot.label for dot in dots])
    axes.tick_params(labelsize=19)
    axes.set_title("Tim: Skor Suara (indikatif)", fontsize=21)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def measure(draw: Callable[[int], bytes], seconds: float) -> tuple[float, float]:
    """Return charts a second of processor time, and kilobytes a chart."""
    draw(0)  # loads the library and its fonts
    count, size = 0, 0
    began, worked = perf_counter(), process_time()
    while perf_counter() - began < seconds:
        count += 1
        size += len(draw(count))
    return count / (process_time() - worked), size / count / 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Charts per second on one core, against plain matplotlib.")
    parser.add_argument("--seconds", type=float, default=5.0, help="for each of the six (default: 5)")
    seconds = parser.parse_args().seconds
    painter = ChartPainter()
    rows: list[tuple[str, Callable[[int], bytes], Callable[[int], bytes]]] = [
        (
            "an officer's twelve weeks",
            lambda number: plain_officer(officer_weeks(number)),
            lambda number: painter.officer_trend(officer_weeks(number), INDONESIAN),
        ),
        (
            "a team of eight, names new",
            lambda number: plain_team(team_dots(number)),
            lambda number: painter.team(team_dots(number), INDONESIAN),
        ),
        (
            "… drawn before (40 teams)",
            lambda number: plain_team(team_dots(number % 40)),
            lambda number: painter.team(team_dots(number % 40), INDONESIAN),
        ),
    ]
    print(f"{'charts a second on one core':28}{'plain matplotlib':>22}{'this painter':>22}{'times':>8}")
    for name, plain, ours in rows:
        plain_rate, plain_size = measure(plain, seconds)
        our_rate, our_size = measure(ours, seconds)
        cells = [f"{rate:.0f} ({size:.0f} kB)" for rate, size in ((plain_rate, plain_size), (our_rate, our_size))]
        print(f"{name:28}{cells[0]:>22}{cells[1]:>22}{our_rate / plain_rate:>7.0f}×")


if __name__ == "__main__":
    main()
