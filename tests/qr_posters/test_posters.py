"""The printed poster: everything on it, readable, and the code survives what happens to paper."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import ImageDraw, ImageEnhance, ImageFilter, ImageOps
from PIL.Image import Image

from data.texts import texts
from qr_posters.posters import PosterError, PosterSettings, render
from tests.qr_posters.paper import LONG_DESK, LONG_OFFICE, SETTINGS, pages, poster, printed_texts

POSTERS = [
    poster(1),
    poster(2, "Kecamatan Kasemen", "Loket Pelayanan Administrasi Terpadu Kecamatan (PATEN)", "WMW4MW", edition=12),
    poster(3, LONG_OFFICE, LONG_DESK, "7HJ3CD"),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("posters") / "posters.pdf"
    render(POSTERS, SETTINGS, out)
    return out


@pytest.fixture(scope="module")
def sheets(printed: Path) -> list[Image]:
    return pages(printed)


def read(picture: Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_each_desk_has_a_page_on_a4(sheets: list[Image]) -> None:
    assert len(sheets) == len(POSTERS)
    a4_at_100_dpi = pytest.approx((210 / 25.4 * 100, 297 / 25.4 * 100), abs=1)
    assert all(sheet.size == a4_at_100_dpi for sheet in sheets)


def test_a_page_says_everything_in_words(printed: Path) -> None:
    words = texts("id")
    for desk, text in zip(POSTERS, printed_texts(printed), strict=True):
        assert desk.office_name in text
        assert desk.desk_name in text
        assert f"{desk.code[:3]} {desk.code[3:]}" in text
        assert "@suara_kasemen_bot" in text
        assert "Bagaimana pelayanan kami?" in text
        assert "Isi sendiri; petugas dilarang mengisikan" in text
        assert text.endswith(f"Edisi {desk.edition}")
        for face in (1, 2, 3, 4):
            assert words(f"face-{face}") in text


def test_a_poster_can_be_english(tmp_path: Path) -> None:
    render(POSTERS[:1], PosterSettings("@suara_kasemen_bot", "en"), tmp_path / "en.pdf")
    (text,) = printed_texts(tmp_path / "en.pdf")
    assert "How was our service?" in text
    assert "Very good" in text
    assert "@suara_kasemen_bot" in text
    assert "@@" not in text


HARDSHIPS = {
    "as printed": lambda sheet: sheet,
    "blurred": lambda sheet: sheet.filter(ImageFilter.GaussianBlur(1.5)),
    "turned by 7°": lambda sheet: sheet.rotate(7, expand=True, fillcolor=255),
    "turned by 33°, on a dark wall": lambda sheet: sheet.rotate(33, expand=True, fillcolor=60),
    "on its side": lambda sheet: sheet.rotate(90, expand=True),
    "upside down": lambda sheet: sheet.rotate(180),
    "half the size": lambda sheet: sheet.reduce(2),
    "washed out": lambda sheet: ImageEnhance.Contrast(sheet).enhance(0.2),
    "in the shade": lambda sheet: ImageEnhance.Brightness(sheet).enhance(0.3),
    "two colours only, as a fax": lambda sheet: sheet.convert("1").convert("L"),
    "turned, blurred, small and pale": lambda sheet: ImageEnhance.Contrast(
        sheet.rotate(7, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(1)).resize((620, 876))
    ).enhance(0.4),
}


@pytest.mark.parametrize("hardship", HARDSHIPS.values(), ids=HARDSHIPS.keys())
def test_the_code_reads_back_to_the_exact_link(sheets: list[Image], hardship: Callable[[Image], Image]) -> None:
    assert [read(hardship(sheet)) for sheet in sheets] == [
        [f"https://t.me/suara_kasemen_bot?start={desk.token}"] for desk in POSTERS
    ]


def test_a_stain_over_a_seventh_of_the_code_does_no_harm(sheets: list[Image]) -> None:
    sheet = sheets[0].copy()
    corners = zxingcpp.read_barcodes(sheet)[0].position
    left, top, side = corners.top_left.x, corners.top_left.y, corners.top_right.x - corners.top_left.x
    stain = (left + 0.4 * side, top + 0.38 * side, left + 0.78 * side, top + 0.76 * side)
    ImageDraw.Draw(sheet).rectangle(stain, fill=140)
    assert read(sheet) == [f"https://t.me/suara_kasemen_bot?start={POSTERS[0].token}"]


def test_error_level_is_q_or_better(sheets: list[Image]) -> None:
    for sheet in sheets:
        assert zxingcpp.read_barcodes(sheet)[0].ec_level in {"Q", "H"}


def test_four_modules_of_white_surround_the_code(printed: Path) -> None:
    for sheet in pages(printed, dpi=200):
        paper = np.asarray(sheet)
        corners = zxingcpp.read_barcodes(sheet)[0].position
        module = (corners.top_right.x - corners.top_left.x) / 37  # so long a link needs version 5
        # The corners found are good to a pixel or two; the code's own black says exactly where it ends.
        near = slice(corners.top_left.x - 10, corners.bottom_right.x + 10)
        rows = np.flatnonzero((paper[:, near] < 128).any(axis=1))
        rows = rows[(rows > corners.top_left.y - 10) & (rows < corners.bottom_right.y + 10)]
        columns = np.flatnonzero((paper[rows[0] : rows[-1] + 1] < 128).any(axis=0))
        columns = columns[(columns > near.start) & (columns < near.stop)]
        assert rows[-1] - rows[0] == pytest.approx(37 * module, abs=module)
        zone = int(4 * module)
        around = paper[rows[0] - zone : rows[-1] + 1 + zone, columns[0] - zone : columns[-1] + 1 + zone].copy()
        around[zone - 1 : 1 - zone, zone - 1 : 1 - zone] = 255  # the code with its smoothed edge
        assert around.min() == 255


def test_nothing_stands_where_printers_cut(sheets: list[Image]) -> None:
    for sheet in sheets:
        left, top, right, bottom = ImageOps.invert(sheet).getbbox()  # type: ignore[misc]
        five_millimetres = 5 / 25.4 * 100
        assert min(left, top, sheet.width - right, sheet.height - bottom) >= five_millimetres


def test_the_page_is_drawn_not_pasted_and_brings_its_type(printed: Path) -> None:
    content = printed.read_bytes()
    assert b"/Subtype /Image" not in content
    assert len(re.findall(rb"/FontFile2", content)) == 2
    assert len(content) < 40_000 + 12_000 * len(POSTERS)


def test_the_same_posters_give_the_same_file(printed: Path, tmp_path: Path) -> None:
    render(POSTERS, SETTINGS, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == printed.read_bytes()


def test_many_desks_tell_how_far_they_are(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    many = [poster(number, desk=f"Loket {number}") for number in range(1, 41)]
    render(many, SETTINGS, tmp_path / "many.pdf", progress=lambda done, of: told.append((done, of)))
    assert told == [(number, 40) for number in range(1, 41)]
    found = printed_texts(tmp_path / "many.pdf")
    assert len(found) == 40
    assert all(f"Loket {number} " in text for number, text in enumerate(found, start=1))


@pytest.mark.parametrize(
    ("office", "desk"),
    [
        pytest.param("K" * 300, "L" * 300, id="endless words"),
        pytest.param("Kantor " * 60, "Loket pelayanan " * 60, id="endless names"),
        pytest.param("Kantor\nbaris\tdua", "Loket\u200b\x07 1", id="control characters"),
        pytest.param("", "", id="nothing"),
        pytest.param("Kantor 😀 ᮞᮥᮔ᮪ᮓ", "Loket ﷺ العربية", id="letters the type lacks"),
    ],
)
def test_no_name_spoils_the_page(tmp_path: Path, office: str, desk: str) -> None:
    odd = poster(7, office, desk)
    render([odd], SETTINGS, tmp_path / "odd.pdf")
    (sheet,) = pages(tmp_path / "odd.pdf")
    assert read(sheet) == [SETTINGS.link(odd.token)]
    left, _, right, _ = ImageOps.invert(sheet).getbbox()  # type: ignore[misc]
    assert (left, right) == pytest.approx((56, 771), abs=2)  # nothing runs over the margins


def test_an_existing_file_is_refused_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "posters.pdf"
    out.write_text("precious")
    with pytest.raises(PosterError, match="exists already"):
        render(POSTERS, SETTINGS, out)
    assert out.read_text() == "precious"
    render(POSTERS, SETTINGS, out, force=True)
    assert out.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("settings", "desks", "name", "told"),
    [
        pytest.param(PosterSettings(None), POSTERS, "a.pdf", "telegram.username", id="no bot's name"),
        pytest.param(PosterSettings(""), POSTERS, "a.pdf", "telegram.username", id="empty bot's name"),
        pytest.param(PosterSettings("not a name"), POSTERS, "a.pdf", "telegram.username", id="impossible bot's name"),
        pytest.param(SETTINGS, [], "a.pdf", "suara roster import", id="no posters"),
        pytest.param(SETTINGS, POSTERS, "missing/a.pdf", "does not exist", id="no such folder"),
        pytest.param(SETTINGS, POSTERS, ".", "is a folder", id="a folder"),
    ],
)
def test_what_cannot_be_rendered_is_told_in_a_line(
    tmp_path: Path, settings: PosterSettings, desks: list, name: str, told: str
) -> None:  # type: ignore[type-arg]
    with pytest.raises(PosterError, match=re.escape(told)) as refused:
        render(desks, settings, tmp_path / name)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "posters.pdf"
    out.write_text("old")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PosterError, match="disk is full"):
        render(POSTERS, SETTINGS, out, force=True)
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]
