"""The publication sheet of the survey: for the wall and for social media."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from aggregator.paper import PaperError
from aggregator.paper.letterhead import Letterhead
from aggregator.survey import poster
from data.look import FACES
from data.texts import texts
from tests.aggregator.survey import reports

WORDS = texts("id")
LONG = "Unit Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Terpadu Kecamatan Kasemen Kota Serang " * 3
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="lime"/></svg>'


def read(sheet: bytes) -> str:
    """Give the words of the one page of A3."""
    with PdfDocument(sheet) as document:
        [page] = document
        assert [round(side / 72 * 25.4) for side in page.get_size()] == [297, 420]
        return re.sub(r"\s+", " ", page.get_textpage().get_text_bounded())


def test_the_sheet_tells_the_result_and_how_to_take_part() -> None:
    found = read(poster.sheet(reports.full(), WORDS))
    for told in (
        "INDEKS KEPUASAN MASYARAKAT",
        "Kecamatan Kasemen",
        "Semester II 2026",
        "81,53",
        "B Mutu pelayanan",
        "Kinerja unit pelayanan Baik",
        "20 responden",
        "10 laki-laki · 10 perempuan",
        "Pendidikan: Tidak sekolah 6 · SD 2",
        "Survei 1 Juli 2026 – 31 Desember 2026",
        "Waktu Penyelesaian 76,25 C",
        "Sarana dan Prasarana 75,00 C",
        "Biaya/Tarif 97,50 A",
        "Terima kasih",
        "Pindai kode QR di loket",
    ):
        assert told in found


def test_it_is_tagged_and_the_same_report_gives_the_same_bytes() -> None:
    first, second = (poster.sheet(reports.full(), WORDS) for _ in range(2))
    assert first == second
    assert b"/StructTreeRoot" in first


def test_without_responses_it_invites_and_shows_no_figure() -> None:
    found = read(poster.sheet(reports.report([], profile={}), WORDS))
    assert "Belum ada survei yang terisi lengkap" in found
    assert not re.search(r"\d", found.replace("Semester II 2026", ""))
    assert "Mutu" not in found


@pytest.mark.parametrize("responses", [1, 9])
def test_few_responses_are_said_to_be_few_without_anything_of_each(responses: int) -> None:
    found = read(poster.sheet(reports.report([(3,) * 9] * responses, profile={}), WORDS))
    assert f"Baru {responses} responden: angka ini belum dapat dibaca" in found
    assert "75,00 C Mutu pelayanan" in found
    assert found.count(f"{responses} responden") == 1
    for absent in ("laki-laki", "Pendidikan", "Persyaratan", "Nilai per unsur (25–100)"):
        assert absent not in found


def test_the_picture_of_few_responses_shows_one_grade_only() -> None:
    given = reports.report([(4, 1, 3, 3, 3, 3, 3, 3, 4)] * 9, profile={})
    picture = Image.open(BytesIO(poster.picture(given, WORDS))).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(picture.width * picture.height)}
    shown = [face.colour for face in FACES if tuple(bytes.fromhex(face.colour.lstrip("#"))) in colours]
    assert FACES[1].colour in shown  # mutu C
    assert FACES[3].colour not in shown  # the two unsur of only fours
    assert picture.size == poster.PICTURE


def test_men_and_women_are_not_told_where_nobody_said() -> None:
    given = reports.report(reports.of_means(reports.T4, 20))
    nobody = {**given.profile, "sex": {"l": 0, "p": 0, "skipped": 20}}
    assert "laki-laki" not in read(poster.sheet(replace(given, profile=nobody), WORDS))


def test_a_profile_of_less_than_all_says_of_how_many() -> None:
    given = reports.report(reports.of_means(reports.T4, 20))
    more = reports.report([*given.answers, *[(3,) * 9] * 5], profile=given.profile)
    assert "Rincian ini dari 20 responden" in read(poster.sheet(more, WORDS))
    assert "Rincian" not in read(poster.sheet(given, WORDS))


def test_a_long_name_makes_everything_smaller_and_stays_on_the_page() -> None:
    head = Letterhead(("Pemerintah Kota Serang",) * 4, LONG.strip(), logo=LOGO)
    found = read(poster.sheet(replace(reports.full(), letterhead=head), WORDS))
    assert found.count("Pencatatan Sipil Terpadu") == 3
    assert "Pindai kode QR di loket" in found


def test_the_picture_has_the_shape_of_a_feed_and_the_grades_colour() -> None:
    picture = Image.open(BytesIO(poster.picture(reports.full(), WORDS))).convert("RGB")
    assert picture.size == poster.PICTURE == (1080, 1350)
    colours = {colour for _, colour in picture.getcolors(picture.width * picture.height)}
    good = FACES[2].colour.lstrip("#")
    assert tuple(bytes.fromhex(good)) in colours  # mutu B
    assert tuple(bytes.fromhex(FACES[0].colour.lstrip("#"))) not in colours  # no unsur is D


def test_a_logo_is_shown_and_one_that_is_no_picture_is_told() -> None:
    given = replace(reports.full(), letterhead=Letterhead((), "Kecamatan Kasemen", logo=LOGO))
    picture = Image.open(BytesIO(poster.picture(given, WORDS))).convert("RGB")
    assert (0, 255, 0) in {colour for _, colour in picture.getcolors(picture.width * picture.height)}
    broken = replace(given, letterhead=replace(given.letterhead, logo=b"GIF?"))
    for draw in (poster.sheet, poster.picture):
        with pytest.raises(PaperError, match="the logo is no PNG, JPEG, GIF, WebP, SVG or PDF picture"):
            draw(broken, WORDS)
