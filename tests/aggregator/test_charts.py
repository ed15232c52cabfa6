"""The pictures of the week: what they must hold for phones, Telegram and every kind of colour vision."""

import os
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aggregator.charts import REASONS, ChartPainter, TeamDot, WeekPoint, days_of
from aggregator.sheet import readable, width_of, wrap
from data.clock import week_shift
from data.look import DARK, LIGHT, Palette
from data.scores import Published
from data.texts import texts

LAST = "2026-W47"
LONG_NAME = "Drs. H. Tubagus Muhammad Fahrudin Wirasasmita Kusumaningrat bin Abdurrahman, S.Sos., M.Si."
ID, EN = texts("id"), texts("en")


@pytest.fixture(scope="module")
def painter() -> ChartPainter:
    return ChartPainter()


def weeks(scores: Sequence[int | None], half: int = 6, band: str = "20–49") -> list[WeekPoint]:
    """Weeks that end with the last one; none is a week without a score."""
    first = week_shift(LAST, 1 - len(scores))
    return [
        WeekPoint(week_shift(first, i), None, None, None, "")
        if score is None
        else WeekPoint(week_shift(first, i), score, score - half, min(score + half, 100), band)
        for i, score in enumerate(scores)
    ]


def dot(label: str = "Eni Nuraeni", score: int | None = 84, state: str = "official") -> TeamDot:
    if score is None:
        return TeamDot(label, None, None, None, "", state)
    return TeamDot(label, score, score - 5, min(score + 5, 100), "50–99", state)


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def pixels(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(picture(png).convert("RGB"))


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def columns_with(png: bytes, colour: str) -> list[int]:
    """Pixel columns of the plot (below the headline, above the dates) that hold this very colour."""
    plot = pixels(png)[180:480]
    return sorted(set(np.nonzero((plot == rgb(colour)).all(axis=2))[1].tolist()))


def count_of(png: bytes, colour: str) -> int:
    """How many pixels have this very colour."""
    return int((pixels(png) == rgb(colour)).all(axis=2).sum())


TRENDS = {
    "twelve weeks": weeks([80, 81, 82, 81, 80, 82, 83, 84, 85, 84, 84, 85]),
    "gaps": weeks([None, None, 82, 83, None, 80, None, None, None, None, 78, 79]),
    "one point": weeks([*[None] * 11, 85]),
    "a single week": weeks([85]),
    "no score in any week": weeks([None] * 12),
    "no week at all": [],
    "low scores": weeks([52, 54, 50, 48, 45, 47, 49, 51, 52, 53, 54, 55], half=20),
    "at the top": weeks([100] * 12, half=3, band="200+"),
    "at the bottom": [WeekPoint(LAST, 25, 25, 31, "10–19")],
    "a year's end": [
        WeekPoint("2026-W53", 80, 75, 85, "10–19"),
        WeekPoint("2027-W01", 81, 76, 86, "20–49"),
    ],
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("points", TRENDS.values(), ids=TRENDS)
def test_an_officers_chart_is_a_small_palette_png_for_a_phone(points: list[WeekPoint], dark: bool) -> None:
    png = ChartPainter(dark).officer_trend(points, ID)
    image = picture(png)
    assert image.format == "PNG"
    assert image.mode == "P"
    assert image.size == (800, 640)
    assert len(png) < 25_000


@pytest.mark.parametrize("count", [1, 2, 7, 12, 40, 60])
@pytest.mark.parametrize("label", ["Rohmat", LONG_NAME, "A" * 200], ids=["short", "long", "endless"])
def test_a_teams_chart_keeps_within_telegrams_limits(painter: ChartPainter, count: int, label: str) -> None:
    image = picture(painter.team([dot(label)] * count, ID))
    assert image.width + image.height <= 10_000
    assert image.height <= 20 * image.width
    if count <= 40 and not label.startswith("AA"):
        assert image.width == 800


def test_a_team_of_seven_is_a_small_file(painter: ChartPainter) -> None:
    names = ["Eni Nuraeni, S.Sos.", "Rohmat", "Tb. Fahrudin, S.IP., M.Si.", "Rt. Yuliana", "Nurhayati", "Iwan", "Siti"]
    assert len(painter.team([dot(name, 80 + i) for i, name in enumerate(names)], ID)) < 25_000


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_same_input_gives_the_same_bytes_whatever_was_drawn_before(dark: bool) -> None:
    used, fresh = ChartPainter(dark), ChartPainter(dark)
    first = used.officer_trend(TRENDS["gaps"], ID), used.team([dot(), dot(LONG_NAME, None, "too_few")], ID)
    for points in TRENDS.values():
        used.officer_trend(points, EN)
        used.team([dot(state="provisional")] * max(len(points), 1), EN)
    again = used.officer_trend(TRENDS["gaps"], ID), used.team([dot(), dot(LONG_NAME, None, "too_few")], ID)
    assert first == again
    # Another painter that draws in another order.
    assert fresh.team([dot(), dot(LONG_NAME, None, "too_few")], ID) == first[1]
    assert fresh.officer_trend(TRENDS["gaps"], ID) == first[0]


def test_another_process_draws_the_same_bytes() -> None:
    """Whatever the seed of its hashes: a run that is taken up again draws what the stopped one would have drawn."""
    code = (
        "import hashlib; from aggregator.charts import ChartPainter, TeamDot, WeekPoint; from data.texts import texts;"
        "weeks = [WeekPoint(f'2026-W{40 + n}', 80 + n, 74, 92, '20–49') for n in range(8)];"
        "dots = [TeamDot(f'Petugas {n}, S.Sos.', 75 + n, 70, 98, '50–99', 'official') for n in range(8)];"
        "painter, words = ChartPainter(), texts('id');"
        "drawn = [painter.officer_trend(weeks, words), painter.team(dots, words)];"
        "print(*(hashlib.sha256(each).hexdigest() for each in drawn))"
    )
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        told.append(done.stdout.split())
    assert told[0] == told[1]
    assert len(set(told[0])) == 2


def test_a_week_without_a_score_is_a_gap_in_line_and_band(painter: ChartPainter) -> None:
    whole = columns_with(painter.officer_trend(weeks([80] * 12), ID), LIGHT.band)
    gapped = columns_with(
        painter.officer_trend(weeks([80, 80, 80, None, None, 80, 80, 80, 80, 80, 80, 80]), ID), LIGHT.band
    )
    assert len(whole) == whole[-1] - whole[0] + 1
    missing = set(whole) - set(gapped)
    # From the third to the sixth dot: three steps between twelve dots.
    assert len(missing) == pytest.approx((whole[-1] - whole[0]) * 3 / 11, abs=12)


def test_one_score_alone_is_seen_with_its_interval(painter: ChartPainter) -> None:
    png = painter.officer_trend(TRENDS["one point"], ID)
    band = columns_with(png, LIGHT.band)
    assert 15 <= len(band) <= 30
    assert set(columns_with(png, LIGHT.accent)) & set(band)


def test_a_wider_interval_is_a_wider_band(painter: ChartPainter) -> None:
    def area(half: int) -> int:
        return count_of(painter.officer_trend(weeks([80] * 12, half), ID), LIGHT.band)

    assert area(12) > 1.8 * area(6) > 0


def test_no_score_at_all_is_said_in_words(painter: ChartPainter) -> None:
    png = painter.officer_trend(TRENDS["no score in any week"], ID)
    assert columns_with(png, LIGHT.band) == columns_with(png, LIGHT.accent) == []
    words = (pixels(png)[180:480, 100:760] == rgb(LIGHT.ink)).all(axis=2).sum()
    assert words > 2_000


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("reason", sorted(REASONS))
def test_an_officer_without_a_score_has_the_reason_in_short(painter: ChartPainter, language: str, reason: str) -> None:
    words = texts(language)(f"chart-none-{reason}")
    assert width_of(words, 26) <= 736
    with_reason = painter.team([dot(score=None, state=reason)], texts(language))
    # The legend has its marks; the row has none.
    assert count_of(with_reason, LIGHT.accent) < count_of(painter.team([dot()], texts(language)), LIGHT.accent)
    assert with_reason != painter.team([dot(score=None, state="none")], texts(language))


def test_every_reason_of_the_gate_has_words() -> None:
    for reason in ("no_ratings", "too_few", "one_voice", "unreliable"):
        assert reason in REASONS
        assert Published("none", reason).reason == TeamDot.of("Rohmat", Published("none", reason)).state


def test_official_and_provisional_scores_differ_in_shape_not_only_in_colour(painter: ChartPainter) -> None:
    def accent(state: str) -> int:
        return count_of(painter.team([dot(state=state)], ID), LIGHT.accent)

    assert accent("official") > accent("provisional") + 80


def test_a_team_keeps_the_order_it_is_given(painter: ChartPainter) -> None:
    up, down = dot("Rohmat", 90), dot("Nurhayati", 70)
    assert painter.team([up, down], ID) != painter.team([down, up], ID)


@pytest.mark.parametrize("name", [LONG_NAME, "Rohmat", "A" * 200, "Hj. Siti  Rohmah,\tS.E."])
def test_a_name_is_wrapped_never_cut(name: str) -> None:
    lines = wrap(name, 736, 26)
    assert "".join(lines).replace(" ", "") == "".join(name.split())
    assert all(width_of(line, 26) <= 736 for line in lines)


def test_a_longer_name_makes_a_taller_row(painter: ChartPainter) -> None:
    short, long = (picture(painter.team([dot(name)], ID)).height for name in ("Rohmat", LONG_NAME))
    assert long == short + 34


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Eni $x^2$ Nuraeni", "Eni $x^2$ Nuraeni"),
        ("Rohmat 🫶\n\x00 <b>", "Rohmat <b>"),
        ("Nur'aini \\alpha", "Nur'aini \\alpha"),
    ],
    ids=["no formula", "no box for an emoji", "no escape"],
)
def test_hostile_names_are_drawn_as_plain_letters(painter: ChartPainter, name: str, drawn: str) -> None:
    assert readable(name) == drawn
    assert painter.team([dot(name)], ID) == painter.team([dot(drawn)], ID)


def _seen_by_deuteranopes(colour: str) -> NDArray[np.float64]:
    """Return a colour without the green cones, in linear light (Machado, Oliveira and Fernandes, 2009)."""
    light = np.array(
        [(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in np.array(rgb(colour)) / 255]
    )
    cones = np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]])
    seen: NDArray[np.float64] = np.clip(cones @ light, 0, 1)
    return seen


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as deuteranopes see it (WCAG 2)."""
    lights = sorted(float(_seen_by_deuteranopes(each) @ [0.2126, 0.7152, 0.0722]) + 0.05 for each in (one, other))
    return lights[1] / lights[0]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_that_mean_something_differ_without_green_cones(palette: Palette) -> None:
    for one, other in combinations((palette.accent, palette.band, palette.ground), 2):
        assert _contrast(one, other) > 1.4
    assert _contrast(palette.accent, palette.band) > 3
    assert _contrast(palette.ink, palette.ground) > 7
    assert _contrast(palette.muted, palette.ground) > 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_picture_brings_its_own_ground_and_the_exact_palette(dark: bool) -> None:
    palette = DARK if dark else LIGHT
    png = ChartPainter(dark).officer_trend(TRENDS["twelve weeks"], ID)
    seen = {tuple(colour) for colour in pixels(png).reshape(-1, 3).tolist()}
    assert {rgb(getattr(palette, name)) for name in ("ground", "ink", "muted", "line", "accent", "band")} <= seen
    assert "transparency" not in picture(png).info
    corner = pixels(png)[0, 0].tolist()
    assert tuple(corner) == rgb(palette.ground)


@pytest.mark.parametrize(
    ("figures", "problem"),
    [((3.4, 3.1, 3.6), "not on the scale"), ((84, None, None), "without its interval")],
    ids=["kept scale", "no interval"],
)
def test_a_score_on_the_wrong_scale_or_without_interval_is_refused(
    figures: tuple[float, float | None, float | None], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        WeekPoint(LAST, *figures, "20–49")
    with pytest.raises(ValueError, match=problem):
        TeamDot("Rohmat", *figures, "20–49", "official")


@pytest.mark.parametrize(
    ("week", "indonesian", "english"),
    [
        ("2026-W47", "16–22 November 2026", "16–22 Nov"),
        ("2026-W49", "30 November – 6 Desember 2026", "30 Nov – 6 Dec"),
        ("2026-W53", "28 Desember 2026 – 3 Januari 2027", "28 Dec – 3 Jan"),
    ],
)
def test_the_days_of_a_week(week: str, indonesian: str, english: str) -> None:
    assert days_of(week, ID) == indonesian
    assert days_of(week, EN, "MMM") == english


def test_what_never_draws_does_not_load_the_drawing_library() -> None:
    code = "import sys, aggregator.charts; print('matplotlib' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
