"""The two pictures of the week: an officer's last weeks, and a team.

Both are made for a small phone: 800 pixels wide, seen at about 320 points, so that the smallest type is 26 pixels.
They bring their own ground, hence look the same in a light and in a dark chat. A score is never drawn without its
interval and its band of ratings; a week without a score is a gap, not a zero.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import hypot
from typing import TYPE_CHECKING

from babel.dates import format_date

from data.clock import week_monday
from data.look import DARK, LIGHT
from data.scores import Published
from data.texts import Texts

if TYPE_CHECKING:
    from aggregator.sheet import Point, Sheet

WIDTH = 800
TELEGRAM_LARGEST = 10_000
"""Width and height of a photo together, in pixels."""
MARGIN = 32
SMALL, PLAIN, LARGE, HUGE = 26, 28, 30, 76
"""Sizes of type, in pixels."""


@dataclass(frozen=True)
class WeekPoint:
    """What the gate lets be seen of one officer's week."""

    week: str
    points: float | None
    """On the scale people see, 25–100; none where there was no score."""
    low: float | None
    high: float | None
    n_band: str
    """Band of the number of ratings, e.g. ``20–49``; empty where it is not told."""

    def __post_init__(self) -> None:
        _check(self.points, self.low, self.high)

    @classmethod
    def of(cls, week: str, published: Published) -> "WeekPoint":
        """Return a week as the gate published it."""
        return cls(week, published.points, published.low, published.high, published.n_band)


@dataclass(frozen=True)
class TeamDot:
    """What the gate lets be seen of one officer in a team."""

    label: str
    """The name, in full."""
    points: float | None
    low: float | None
    high: float | None
    n_band: str
    state: str
    """``official``, ``provisional``, or why there is no score."""

    def __post_init__(self) -> None:
        _check(self.points, self.low, self.high)

    @classmethod
    def of(cls, label: str, published: Published | None) -> "TeamDot":
        """Return an officer as the gate published them; None: not on the roster in that week."""
        if published is None:
            return cls(label, None, None, None, "", "none")
        state = published.state if published.points is not None else published.reason or published.state
        return cls(label, published.points, published.low, published.high, published.n_band, state)


def _check(points: float | None, low: float | None, high: float | None) -> None:
    """Raise ValueError for a score without its interval, or on the 1–4 scale the score is kept on."""
    told = [each for each in (points, low, high) if each is not None]
    if len(told) not in (0, 3):
        raise ValueError("a score is not drawn without its interval")
    if told and not 25 <= points <= 100:  # type: ignore[operator]
        raise ValueError(f"{points} is not on the scale people see, 25–100")


def days_of(week: str, texts: Texts, month: str = "MMMM y") -> str:
    """Return the days of an ISO week, e.g. ``16–22 November 2026``; ``month`` is a CLDR pattern."""
    monday = week_monday(week)
    sunday = monday + timedelta(days=6)
    if monday.month == sunday.month:
        return f"{monday.day}–{_date(sunday, f'd {month}', texts)}"
    first = f"d {month}" if monday.year != sunday.year else f"d {month.split()[0]}"
    return f"{_date(monday, first, texts)} – {_date(sunday, f'd {month}', texts)}"


def _date(day: date, pattern: str, texts: Texts) -> str:
    return format_date(day, pattern, locale=texts.locale)


class ChartPainter:
    """Draws charts as PNG files, one after the other on the same sheet: the same input gives the same bytes.

    The drawing library is loaded here, not with the module, so that what never draws starts fast. Not safe for
    threads: give each its own painter.
    """

    def __init__(self, dark: bool = False) -> None:
        from aggregator.sheet import Sheet

        palette = DARK if dark else LIGHT
        self._officer = Sheet(palette, WIDTH, OFFICER_HEIGHT)
        self._team = Sheet(palette, WIDTH, OFFICER_HEIGHT)
        self._frames: dict[tuple[object, ...], object] = {}

    def officer_trend(self, points: Sequence[WeekPoint], texts: Texts) -> bytes:
        """Draw an officer's weeks, oldest first: a line with its interval, and under it how many ratings there were."""
        from aggregator.sheet import wrap

        sheet = self._officer
        scale = _scale(points)
        columns = _columns(len(points))
        self._put_frame(scale, [point.week for point in points], columns, texts)
        _headline(sheet, points, texts)
        if not any(point.points is not None for point in points):
            lines = wrap(texts("chart-empty"), PLOT_RIGHT - PLOT_LEFT - 64, LARGE)
            _note(sheet, (PLOT_LEFT + PLOT_RIGHT) / 2, lines, LARGE, "ink")
        for scored, run in groupby(enumerate(points), lambda pair: pair[1].points is not None):
            here = list(run)
            if scored:
                _stretch(sheet, scale, [(columns[i], point) for i, point in here])
            elif 4 <= len(here) < len(points):
                _note(sheet, (columns[here[0][0]] + columns[here[-1][0]]) / 2, [texts("chart-gap")], SMALL, "muted")
        _ratings(sheet, points, columns, texts)
        return sheet.png()

    def team(self, dots: Sequence[TeamDot], texts: Texts) -> bytes:
        """Draw a team, a row per officer in the order given, which is the team's own and no ranking.

        A picture taller than Telegram takes (some 60 officers with names of three lines) is made smaller as a whole.
        """
        from aggregator.sheet import wrap

        names = [wrap(dot.label, WIDTH - 2 * MARGIN, SMALL) for dot in dots]
        height = TEAM_HEAD + TEAM_FOOT + sum(_row_height(name) for name in names)
        sheet = self._team
        sheet.resize(height)
        sheet.clear()
        scale = _scale(dots)
        _team_head(sheet, scale, texts)
        top = height - TEAM_HEAD
        for dot, name in zip(dots, names, strict=True):
            _team_row(sheet, scale, top, dot, name, texts)
            top -= _row_height(name)
        _team_foot(sheet, texts)
        return sheet.png(largest=TELEGRAM_LARGEST)

    def _put_frame(self, scale: "Scale", weeks: list[str], columns: list[float], texts: Texts) -> None:
        """Put title, grid and dates: all officers of a week share them, so they are drawn once and kept."""
        key = (scale.least, texts.language, *weeks)
        if key not in self._frames:
            if len(self._frames) > 8:
                self._frames.clear()
            self._officer.clear()
            _frame(self._officer, scale, weeks, columns, texts)
            self._frames[key] = self._officer.keep()
        self._officer.put_back(self._frames[key])


# Where things stand, in pixels.
OFFICER_HEIGHT = 640
PLOT_LEFT, PLOT_RIGHT, PLOT_BOTTOM, PLOT_TOP = 92, WIDTH - MARGIN, 168, 452
COLUMN_INSET = 44
DATES = 124
RATINGS = 84
TEAM_HEAD, TEAM_FOOT = 136, 104
TRACK_LEFT, TRACK_RIGHT = 50, 390
VALUES = 422
LINE_HEIGHT = 34


@dataclass(frozen=True)
class Scale:
    """Where a score stands on the sheet. Ends at 100, starts at 50, or at 25 where something lies under 50."""

    least: int

    bottom = PLOT_BOTTOM
    top = PLOT_TOP

    @property
    def ticks(self) -> list[int]:
        """The values that are written, least first."""
        return list(range(self.least, 101, 10 if self.least == 50 else 25))

    @property
    def quarters(self) -> list[int]:
        """The values that are written over a team's tracks."""
        return list(range(self.least, 101, 25))

    def y(self, value: float) -> float:
        """Return the height of a score."""
        return self.bottom + self._share(value) * (self.top - self.bottom)

    def x(self, value: float) -> float:
        """Return the place of a score on a team's track."""
        return TRACK_LEFT + self._share(value) * (TRACK_RIGHT - TRACK_LEFT)

    def _share(self, value: float) -> float:
        return (min(max(value, self.least), 100) - self.least) / (100 - self.least)


def _scale(items: Sequence[WeekPoint] | Sequence[TeamDot]) -> Scale:
    lows = [low for item in items for low in (item.points, item.low) if low is not None]
    return Scale(50 if min(lows, default=100.0) >= 50 else 25)


def _columns(count: int) -> list[float]:
    left, right = PLOT_LEFT + COLUMN_INSET, PLOT_RIGHT - COLUMN_INSET
    if count == 1:
        return [(left + right) / 2]
    return [left + i * (right - left) / (count - 1) for i in range(count)]


def _frame(sheet: "Sheet", scale: Scale, weeks: list[str], columns: list[float], texts: Texts) -> None:
    sheet.text(MARGIN, OFFICER_HEIGHT - 56, texts("chart-title"), LARGE, "muted")
    for tick in scale.ticks:
        y = scale.y(tick)
        sheet.line([(PLOT_LEFT, y), (PLOT_RIGHT, y)], "line", 2)
        sheet.text(PLOT_LEFT - 16, y - 9, str(tick), SMALL, "muted", align="right")
    if not weeks:
        return
    sheet.text(PLOT_RIGHT, OFFICER_HEIGHT - 56, days_of(weeks[-1], texts, "MMM"), SMALL, "muted", align="right")
    # The latest week always has its date; the others as far as there is room.
    apart = columns[1] - columns[0] if len(columns) > 1 else WIDTH
    step = int(132 // apart) + 1
    for i in range(len(weeks) - 1, -1, -step):
        sheet.text(columns[i], DATES, _date(week_monday(weeks[i]), "d MMM", texts), SMALL, "muted", align="center")


def _headline(sheet: "Sheet", points: Sequence[WeekPoint], texts: Texts) -> None:
    """Write the latest week's score with its interval and band of ratings."""
    from aggregator.sheet import width_of

    latest = points[-1] if points else None
    if latest is None or latest.points is None or latest.low is None or latest.high is None:
        sheet.text(MARGIN, OFFICER_HEIGHT - 122, texts("chart-now-none"), LARGE, "ink", bold=True)
        return
    value = texts.points(latest.points)
    sheet.text(MARGIN - 4, OFFICER_HEIGHT - 140, value, HUGE, "ink", bold=True)
    beside = MARGIN + width_of(value, HUGE, bold=True) + 20
    between = texts("chart-range", low=texts.points(latest.low), high=texts.points(latest.high))
    # The swatch says what the band in the plot is.
    sheet.line([(beside + 7, OFFICER_HEIGHT - 94), (beside + 25, OFFICER_HEIGHT - 94)], "band", 16)
    sheet.text(beside + 44, OFFICER_HEIGHT - 104, between, PLAIN, "ink")
    if latest.n_band:
        sheet.text(beside, OFFICER_HEIGHT - 140, texts("chart-ratings", band=latest.n_band), PLAIN, "muted")


def _note(sheet: "Sheet", x: float, lines: Sequence[str], size: int, ink: str) -> None:
    """Write lines in the middle of the plot, on a patch of ground that lifts them off the grid."""
    from aggregator.sheet import width_of

    pitch = size + 12
    half_width = max(width_of(line, size) for line in lines) / 2 + 16
    middle, half_height = (PLOT_BOTTOM + PLOT_TOP) / 2, len(lines) * pitch / 2 + 8
    left, right, foot, head = x - half_width, x + half_width, middle - half_height, middle + half_height
    sheet.area([(left, foot), (right, foot), (right, head), (left, head)], "ground")
    for number, line in enumerate(lines, start=1):
        sheet.text(x, middle + (len(lines) / 2 - number) * pitch + 10, line, size, ink, align="center")


def _stretch(sheet: "Sheet", scale: Scale, columns: Sequence[tuple[float, WeekPoint]]) -> None:
    """Draw weeks that follow each other: band, line, dots; a week alone has a bar for its band."""
    line = [(x, scale.y(point.points)) for x, point in columns if point.points is not None]
    lower = [(x, scale.y(point.low)) for x, point in columns if point.low is not None]
    upper = [(x, scale.y(point.high)) for x, point in columns if point.high is not None]
    if len(line) == 1:
        _bar(sheet, lower[0], upper[0], 22)
    else:
        sheet.area([*lower, *reversed(upper)], "band")
        sheet.line(line, "accent", 5)
    for x, y in line[:-1]:
        sheet.dot(x, y, 5, "accent", "accent", 0)
    sheet.dot(*line[-1], 10, "accent", "ground", 3)


def _bar(sheet: "Sheet", start: "Point", end: "Point", thickness: float) -> None:
    """Draw an interval as a bar whose round ends lie within it."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    thickness = min(thickness, length)
    if not thickness:
        return
    inset = thickness / 2 / length
    across, up = (end[0] - start[0]) * inset, (end[1] - start[1]) * inset
    sheet.line([(start[0] + across, start[1] + up), (end[0] - across, end[1] - up)], "band", thickness)


def _ratings(sheet: "Sheet", points: Sequence[WeekPoint], columns: list[float], texts: Texts) -> None:
    """Draw a bar over the weeks that share a band of ratings, thicker for more ratings, and write the band under it."""
    from aggregator.sheet import width_of

    half = (columns[1] - columns[0]) / 2 - 8 if len(columns) > 1 else 60.0
    free_from = 0.0
    for band, run in groupby(range(len(points)), lambda i: points[i].n_band):
        weeks = list(run)
        left, right = max(PLOT_LEFT, columns[weeks[0]] - half), min(PLOT_RIGHT, columns[weeks[-1]] + half)
        if not band:
            continue
        sheet.line([(left, RATINGS), (right, RATINGS)], "muted", _thickness(band))
        for words in (texts("chart-ratings", band=band), band):
            width = width_of(words, SMALL)
            start = min((left + right - width) / 2, WIDTH - MARGIN / 2 - width)
            # A band of one week in between has its bar only: its words would run into the neighbour's.
            if width <= right - left + (48 if words == band else 0) and start >= free_from:
                sheet.text(start, RATINGS - 40, words, SMALL, "muted")
                free_from = start + width + 12
                break


def _thickness(band: str) -> float:
    """Return the bar's thickness for a band: 3 for the fewest, 15 from 200 ratings on."""
    first = re.search(r"\d+", band)
    ratings = int(first.group()) if first else 0
    return 3.0 * (1 + sum(ratings >= edge for edge in (20, 50, 100, 200)))


def _row_height(name: Sequence[str]) -> int:
    return len(name) * LINE_HEIGHT + 56


def _team_head(sheet: "Sheet", scale: Scale, texts: Texts) -> None:
    sheet.text(MARGIN, sheet.height - 56, texts("chart-team-title"), LARGE, "ink", bold=True)
    y = sheet.height - TEAM_HEAD + 14
    for tick in scale.quarters:
        sheet.text(scale.x(tick), y, str(tick), SMALL, "muted", align="center")
    sheet.text(VALUES, y, texts("chart-team-values"), SMALL, "muted")
    sheet.text(WIDTH - MARGIN, y, texts("chart-team-ratings"), SMALL, "muted", align="right")


def _team_row(sheet: "Sheet", scale: Scale, top: float, dot: TeamDot, name: Sequence[str], texts: Texts) -> None:
    sheet.line([(MARGIN, top), (WIDTH - MARGIN, top)], "line", 2)
    y = top - 2
    for line in name:
        y -= LINE_HEIGHT
        sheet.text(MARGIN, y, line, SMALL, "ink")
    y -= 36
    if dot.n_band:
        sheet.text(WIDTH - MARGIN, y, dot.n_band, SMALL, "muted", align="right")
    if dot.points is None or dot.low is None or dot.high is None:
        key = f"chart-none-{dot.state}" if dot.state in REASONS else "chart-none"
        sheet.text(MARGIN, y, texts(key), SMALL, "muted")
        return
    middle = y + 9
    sheet.line([(TRACK_LEFT, middle), (TRACK_RIGHT, middle)], "line", 2)
    for tick in scale.quarters:
        sheet.line([(scale.x(tick), middle - 9), (scale.x(tick), middle + 9)], "line", 2)
    _bar(sheet, (scale.x(dot.low), middle), (scale.x(dot.high), middle), 16)
    _mark(sheet, scale.x(dot.points), middle, dot.state)
    value = f"{texts.points(dot.points)} ({texts.points(dot.low)}–{texts.points(dot.high)})"
    sheet.text(VALUES, y, value, SMALL, "ink")


REASONS = frozenset({"no_ratings", "too_few", "one_voice", "unreliable"})
"""Why there is no score, where there are words for it."""


def _mark(sheet: "Sheet", x: float, y: float, state: str) -> None:
    """Draw the dot of a score: full when it is official, open while it is provisional."""
    sheet.dot(x, y, 9, "accent" if state == "official" else "ground", "accent", 4)


def _team_foot(sheet: "Sheet", texts: Texts) -> None:
    from aggregator.sheet import width_of

    x = float(MARGIN + 10)
    for state in ("official", "provisional"):
        words = texts(f"chart-{state}")
        _mark(sheet, x, 72, state)
        sheet.text(x + 24, 63, words, SMALL, "muted")
        x += 24 + width_of(words, SMALL) + 40
    sheet.line([(MARGIN + 8, 34), (MARGIN + 28, 34)], "band", 16)
    sheet.text(MARGIN + 50, 25, texts("chart-interval"), SMALL, "muted")
