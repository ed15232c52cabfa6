"""The evidence bundle: the papers an assessor asks for, and what the record says of each indicator."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from aggregator.survey.bundle import bundle
from aggregator.survey.pekppp import FollowUp, media_score, share_score, speed_score
from data.follow_up_plans import Measure
from data.texts import texts
from tests.aggregator.survey.reports import MEASURES, full, report

REPORTED = date(2026, 8, 31)
NAMES = [
    "00 Daftar isi.pdf",
    "01 Laporan SKM.pdf",
    "02 Publikasi A3.pdf",
    "02 Publikasi untuk media sosial.png",
    "03 Buku kerja SKM.xlsx",
    "04 Tindak lanjut.pdf",
    "05 Media publikasi.pdf",
]


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return unpacked(bundle(full(), texts("id")))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words(content: bytes) -> str:
    """Return a PDF's words, one space between them."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def followed(done_on: Sequence[date | None], reported_on: date | None = REPORTED) -> FollowUp:
    measures = [Measure("waktu", "Loket siang", "2026-4", "Kasi Pelayanan", day) for day in done_on]
    return FollowUp(measures, reported_on, date(2027, 1, 4))


def test_it_holds_every_paper_in_order_and_each_opens(papers: dict[str, bytes]) -> None:
    assert list(papers) == NAMES
    for name, content in papers.items():
        if name.endswith(".pdf"):
            assert len(pypdfium2.PdfDocument(content)) >= 1
    assert Image.open(BytesIO(papers[NAMES[3]])).format == "PNG"
    assert "Rencana tindak lanjut" in load_workbook(BytesIO(papers[NAMES[4]])).sheetnames


def test_the_index_names_every_file_with_its_indicator_and_what_is_on_record(papers: dict[str, bytes]) -> None:
    said = words(papers["00 Daftar isi.pdf"])
    for name in NAMES[1:3] + NAMES[4:]:
        assert name in said
    assert "8 Persentase tindak lanjut hasil SKM 1 dari 2 program selesai (50%) 3" in said
    assert "3 media publikasi 3" in said
    assert "Belum semua selesai; 182 hari sejak laporan 6 Juli 2026 0" in said
    assert "IKM 81,53 dari 20 responden" in said
    assert "menurut instrumen 2025, sebagai bantuan menyiapkan bukti; bukan penilaian" in said


def test_the_follow_up_tells_each_measure(papers: dict[str, bytes]) -> None:
    said = words(papers["04 Tindak lanjut.pdf"])
    assert "Rencana sesudah survei Semester I 2026" in said
    assert "Menambah kursi tunggu TW III 2026 Kasubag Umum Selesai 14 September 2026" in said
    assert "Loket siang hari Jumat TW IV 2026 Kasi Pelayanan Belum selesai" in said


def test_the_media_are_listed(papers: dict[str, bytes]) -> None:
    said = words(papers["05 Media publikasi.pdf"])
    assert "melalui 3 media" in said
    assert "1 Papan pengumuman 2 Situs web 3 Instagram" in said
    assert "Nilai (0–5) indikator 7 menurut instrumen 2025: 3." in said


def test_the_same_report_gives_the_same_bytes_of_its_own_day() -> None:
    one, another = bundle(full(), texts("id")), bundle(full(), texts("id"))
    assert one == another
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 1, 4, 0, 0, 0)}


def test_without_anything_on_record_it_says_so() -> None:
    papers = unpacked(bundle(report([]), texts("id")))
    assert list(papers) == NAMES
    assert "Belum ada rencana tindak lanjut yang tercatat." in words(papers["04 Tindak lanjut.pdf"])
    assert "Media publikasi belum dicatat." in words(papers["05 Media publikasi.pdf"])
    assert "Belum ada responden" in words(papers["00 Daftar isi.pdf"])


def test_its_own_plan_is_told_where_no_earlier_one_is() -> None:
    each = replace(full(), earlier_plan=(), earlier_period=None, earlier_report_on=None, plan=MEASURES)
    said = words(unpacked(bundle(each, texts("id")))["04 Tindak lanjut.pdf"])
    assert "Rencana sesudah survei Semester II 2026" in said
    assert "1 dari 2 program selesai" in said
    assert "Belum semua selesai; 0 hari sejak laporan 4 Januari 2027" in said


def test_a_plan_done_before_its_report_has_no_speed() -> None:
    done = [replace(each, done_on=date(2026, 7, 5)) for each in MEASURES]
    said = words(unpacked(bundle(replace(full(), earlier_plan=done), texts("id")))["04 Tindak lanjut.pdf"])
    assert "Semua selesai sebelum laporan 6 Juli 2026; kecepatannya tidak dihitung –" in said
    unknown = replace(full(), earlier_plan=done, earlier_report_on=None)
    said = words(unpacked(bundle(unknown, texts("id")))["04 Tindak lanjut.pdf"])
    assert "Tanggal laporan yang mendasari rencana ini tidak diketahui. –" in said


def test_english_has_the_same_papers() -> None:
    papers = unpacked(bundle(full(), texts("en")))
    assert [name[:2] for name in papers] == [name[:2] for name in NAMES]
    assert "1 of 2" in words(papers["04 Follow-up.pdf"])


@pytest.mark.parametrize(("media", "score"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (9, 5)])
def test_each_medium_counts_up_to_more_than_four(media: int, score: int) -> None:
    assert media_score(media) == score


@pytest.mark.parametrize(
    ("done", "planned", "score"),
    [(0, 0, 0), (0, 4, 1), (2, 7, 2), (29, 100, 2), (3, 10, 3), (4, 5, 3), (80, 100, 3), (81, 100, 4), (9, 9, 5)],
)
def test_the_share_realised_has_the_class_of_the_instrument(done: int, planned: int, score: int) -> None:
    days: list[Any] = [date(2026, 10, 1)] * done + [None] * (planned - done)
    assert share_score(followed(days)) == score


@pytest.mark.parametrize(
    ("last", "score"),
    [
        (date(2026, 9, 30), 5),
        (date(2026, 10, 1), 4),
        (date(2026, 11, 30), 4),
        (date(2026, 12, 1), 3),
        (date(2027, 2, 28), 3),
        (date(2027, 3, 1), 2),
        (date(2027, 5, 31), 2),
        (date(2027, 6, 1), 1),
        (date(2027, 8, 31), 1),
        (date(2027, 9, 1), 0),
    ],
)
def test_speed_goes_by_months_from_the_report_to_the_last_measure(last: date, score: int) -> None:
    assert speed_score(followed([date(2026, 9, 2), last])) == score


def test_days_run_until_all_is_done() -> None:
    assert followed([date(2026, 9, 2), date(2026, 9, 30)]).days == 30
    assert followed([date(2026, 9, 2), None]).days == 126
    assert followed([REPORTED]).days == 0
    assert followed([date(2026, 8, 1), date(2026, 9, 2)]).days == 2
    assert followed([date(2026, 8, 1)]).days is None


def test_speed_is_unknown_without_the_day_of_the_report_and_nothing_until_all_is_done() -> None:
    assert speed_score(followed([date(2026, 9, 2)], None)) is None
    assert speed_score(followed([date(2026, 8, 1)])) is None
    assert speed_score(followed([REPORTED])) == 5
    assert followed([date(2026, 9, 2)], None).days is None
    assert speed_score(followed([date(2026, 9, 2), None])) == 0
    assert speed_score(followed([])) == 0
