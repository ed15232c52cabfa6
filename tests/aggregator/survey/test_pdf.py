"""The survey's report on paper, read back from the PDF."""

import re
from collections.abc import Iterator
from ctypes import c_ulong, create_string_buffer
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from pypdfium2 import PdfDocument, raw

from aggregator.paper import PaperError
from aggregator.paper.letterhead import Letterhead
from aggregator.survey import pdf, wording
from aggregator.survey.index import Tally
from aggregator.survey.report import Part, PastPeriod
from data.follow_up_plans import Measure
from data.texts import texts
from tests.aggregator.survey import reports
from tests.aggregator.survey.reports import EARLIER, T4, of_means

WORDS = texts("id")
SIGNED = Letterhead(
    ("Pemerintah Kota Serang", "Kecamatan Kasemen"),
    "Kelurahan Banten",
    "Jalan Raya Banten Nomor 1",
    place="Serang",
    signer="Siti Rohmah, S.Sos.",
    signer_position="Lurah Banten",
    signer_nip="19800101 200501 2 001",
)


def pages(document: bytes) -> list[str]:
    """Give the words of each page, with single spaces and no breaks of lines."""
    with PdfDocument(document) as opened:
        found = [page.get_textpage().get_text_bounded() for page in opened]
    return [re.sub(r"\s+", " ", page.replace("\u200b", "")) for page in found]


def read(report: pdf.Report, language: str = "id") -> str:
    return " ".join(pages(pdf.report(report, texts(language))))


def tags(document: bytes) -> Iterator[str]:
    """Give the types of the structure's elements, page by page."""

    def below(element: object) -> Iterator[str]:
        length = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = create_string_buffer(length)
        raw.FPDF_StructElement_GetType(element, buffer, c_ulong(length))
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                yield from below(child)

    with PdfDocument(document) as opened:
        for page in opened:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from below(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            raw.FPDF_StructTree_Close(tree)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A report that has everything."""
    plan = [Measure("waktu", "Loket tambahan pada jam ramai", "2027-1", "Kasi Pelayanan")]
    suggestions = ["Mohon kursi tunggu ditambah."]
    return pdf.report(replace(reports.full(), letterhead=SIGNED, plan=plan, suggestions=suggestions), WORDS)


@pytest.fixture(scope="module")
def words(whole: bytes) -> str:
    return " ".join(pages(whole))


def test_the_first_page_tells_the_result(whole: bytes) -> None:
    first = pages(whole)[0]
    for told in (
        "PEMERINTAH KOTA SERANG",
        "KELURAHAN BANTEN",
        "Semester II 2026 (1 Juli 2026 – 31 Desember 2026)",
        "81,53",
        "Mutu pelayanan B",
        "Kinerja unit pelayanan Baik",
        "20 dari target 181",
        "U8 Sarana dan Prasarana (3,00), U3 Waktu Penyelesaian (3,05)",
        "IKM turun 9,95 poin dari Semester I 2026 (91,48)",
        "1 dari 2 program selesai (50%)",
    ):
        assert told in first


def test_the_means_are_written_to_the_last_digit(words: str) -> None:
    assert "U2 Sistem, Mekanisme, dan Prosedur 3,15 0,3500 78,75 B Baik" in words
    assert "U8 Sarana dan Prasarana 3,00 0,3333 75,00 C Kurang Baik" in words
    assert "Jumlah NRR tertimbang 3,2611" in words


def test_the_chapters_follow_the_outline(words: str) -> None:
    outline = [
        "I. Pendahuluan",
        "II. Pengumpulan data",
        "III. Hasil survei",
        "IV. Analisis",
        "V. Kesimpulan",
        "Lampiran 1. Kuesioner",
        "Lampiran 2. Pengolahan data per responden",
        "Lampiran 3. Catatan metode",
    ]
    places = [words.index(heading) for heading in outline]
    assert places == sorted(places)
    for law in ("Nomor 25 Tahun 2009", "Nomor 14 Tahun 2017", "Nomor 12 Tahun 2023"):
        assert law in words


def test_what_may_not_be_told_apart_is_a_dash_with_its_reason(words: str) -> None:
    assert "1 Kecamatan Kasemen 12 " in words
    assert "2 Kelurahan Banten 5 – – – –" in words
    assert "2 Layanan tidak dipilih 8 – – – –" in words
    assert "kurang dari 10" in words


def test_plans_suggestions_and_media_are_in_it(words: str) -> None:
    assert "U3 Waktu Penyelesaian Loket tambahan pada jam ramai TW I 2027 Kasi Pelayanan" in words
    assert "Menambah kursi tunggu TW III 2026 Kasubag Umum Selesai 14 September 2026" in words
    assert "“Mohon kursi tunggu ditambah.”" in words
    assert "• Papan pengumuman • Situs web • Instagram" in words


def test_who_signs_stands_on_one_page(whole: bytes) -> None:
    [page] = [page for page in pages(whole) if "Siti Rohmah" in page]
    assert "Serang, 4 Januari 2027 Lurah Banten Siti Rohmah, S.Sos. NIP 19800101 200501 2 001" in page


def test_where_the_signer_is_not_known_there_are_lines(words: str) -> None:
    unsigned = read(reports.report(of_means(T4, 20)))
    assert re.search(r"…{10,}, 4 Januari 2027 Jabatan …{10,} \.{20,} NIP …{10,}", unsigned)
    assert not re.search(r"…{10,}|\.{10,}", words)


def test_every_response_has_a_line_under_a_head_on_each_page() -> None:
    chance = Random(7)
    given = sorted(tuple(chance.randint(1, 4) for _ in range(9)) for _ in range(150))
    found = pages(pdf.report(reports.report(given), WORDS))
    # The head of the page and of the table come before the first line.
    annex = [page for page in found if "U1 U2 U3 U4 U5 U6 U7 U8 U9" in page]
    assert len(annex) == 3
    rows = [row for page in annex for row in re.findall(r"\b(\d+) ((?:[1-4] ){8}[1-4])\b", page.split("U9", 1)[1])]
    assert rows == [(str(number), " ".join(map(str, row))) for number, row in enumerate(given, start=1)]
    tally = Tally.of(given)
    means = " ".join(wording.figure(mean, WORDS) for mean in tally.means)
    weighted = " ".join(wording.figure(mean / 9, WORDS, 4) for mean in tally.means)
    for line in (
        f"Nilai/unsur {' '.join(map(str, tally.totals))}",
        f"NRR/unsur {means}",
        f"NRR tertimbang/unsur {weighted}",
        f"IKM unit pelayanan {wording.figure(Fraction(tally.index or 0), WORDS)}",
    ):
        assert line in annex[-1]


def test_the_questionnaire_has_the_official_wordings(words: str) -> None:
    assert "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? Buruk Cukup Baik Sangat Baik" in words
    assert "pertanyaan U4 berbunyi: “Menurut peraturan, layanan ini gratis." in words


def test_the_method_says_what_was_done_and_what_it_cannot_say(words: str) -> None:
    for told in (
        "tepat sepersembilan",
        "88,305 menjadi 88,31",
        "IKM adalah 75,00 dan mutunya C",
        "Responden memilih sendiri",
        "Penilaian satu ketukan (wajah)",
        "1 1,00 – 2,5996 25,00 – 64,99 D Tidak Baik",
        "2 2,60 – 3,064 65,00 – 76,60 C Kurang Baik",
        "3 3,0644 – 3,532 76,61 – 88,30 B Baik",
        "4 3,5324 – 4,00 88,31 – 100,00 A Sangat Baik",
    ):
        assert told in words


def test_the_document_is_tagged_and_its_fonts_are_in_it(whole: bytes) -> None:
    found = list(tags(whole))
    assert found.count("H1") >= 8
    assert found.count("H2") >= 15
    assert {"Table", "TH", "TD", "Figure", "Caption"} <= set(found)
    fonts = set(re.findall(rb"/BaseFont\s*/(\S+?)[\s/>]", whole))
    assert {name.split(b"+")[1] for name in fonts} == {b"DejaVuSans", b"DejaVuSans-Bold"}
    assert len(re.findall(rb"/FontFile[23]?\b", whole)) >= 2


def test_the_charts_say_their_values_to_who_does_not_see_them(whole: bytes) -> None:
    spoken = "Grafik garis IKM antarperiode: Semester I 2026 91,48; Semester II 2026 81,53."
    assert b"\xfe\xff" + spoken.encode("utf-16-be") in whole or spoken.encode() in whole


def test_the_same_report_gives_the_same_bytes() -> None:
    given = replace(reports.full(), letterhead=SIGNED)
    assert pdf.report(given, WORDS) == pdf.report(given, WORDS)


def test_without_responses_there_is_no_index_and_no_zero_in_its_place() -> None:
    nothing = read(reports.report([], users=340, earlier_plan=reports.MEASURES, earlier_period=EARLIER, profile={}))
    assert "Belum ada responden" in nothing
    assert "0 dari target 181 responden" in nothing
    assert "1 dari 2 program selesai" in nothing
    assert not re.search(r"\b0,0", nothing)
    for absent in ("IKM 0", "IKM adalah 0", "Grafik", "NRR per unsur", "Mutu pelayanan A", "Unsur terendah"):
        assert absent not in nothing


def few(responses: int) -> pdf.Report:
    """A report of so few responses."""
    given = [(4, 2, 3, 4, 2, 4, 3, 3, 4)] * responses
    parts = [Part("Kelurahan Banten", responses, None)]
    return reports.report(given, profile={}, units=parts, services=parts)


def test_few_responses_are_said_to_be_few_and_not_filled_in() -> None:
    found = read(few(3))
    assert "Baru 3 responden, kurang dari 10" in found
    assert "Penilaian satu ketukan (wajah) di loket tidak dipakai untuk melengkapinya" in found
    assert "Karakteristik responden baru ditampilkan mulai 10 responden" in found
    assert "Hasil per bagian baru ditampilkan mulai 10 responden" in found
    assert "Tabel ini dapat diisi dengan tangan" in found
    assert "3 4 2 3 4 2 4 3 3 4 Nilai/unsur" in found
    assert "Tiga unsur terendah" in found
    assert "80,56" in found


@pytest.mark.parametrize("responses", [1, 2])
def test_answers_of_one_or_two_people_are_not_told_by_unsur(responses: int) -> None:
    found = read(few(responses))
    assert "80,56" in found
    assert f"Baru {responses} responden" in found
    assert "jawaban satu per satu baru ditampilkan mulai 3 responden" in found
    assert "Tabel ini dapat diisi dengan tangan" in found
    for absent in ("4 2 3 4 2 4 3 3 4", "Nilai/unsur", "NRR per unsur (1–4)", "Prosedur 2,00", "Prosedur (2,00"):
        assert absent not in found
    for absent in ("Unsur terendah", "Tiga unsur terendah", "prioritas perbaikan:"):
        assert absent not in found


def test_a_period_of_few_responses_is_marked_and_compared_with_nothing() -> None:
    before = [PastPeriod(EARLIER, Tally.of([(3,) * 9] * 9))]
    found = read(reports.report(of_means(T4, 20), past=before))
    assert "Semester I 2026 (n kurang dari 10) 9 75,00 C Kurang Baik" in found
    assert "Semester II 2026 20 81,53 B Baik" in found
    assert not re.search(r"\b(naik|turun|sama dengan)\b", found)
    enough = [PastPeriod(EARLIER, Tally.of([(3,) * 9] * 10))]
    assert "naik 6,53 poin" in read(reports.report(of_means(T4, 20), past=enough))
    now_few = read(replace(few(9), past=enough))
    assert "Semester II 2026 (n kurang dari 10) 9 80,56" in now_few
    assert not re.search(r"\b(naik|turun)\b", now_few)


def test_a_profile_of_less_than_all_says_of_how_many_and_why() -> None:
    all_of_them = reports.report(of_means(T4, 20))
    counted = "Karakteristik ini dihitung dari 20 di antara 25 responden. Unit kerja dengan kurang dari 10 responden"
    assert "Karakteristik ini dihitung" not in read(all_of_them)
    more = reports.report([*of_means(T4, 20), *[(3,) * 9] * 5], profile=all_of_them.profile)
    assert counted in read(more)
    assert "yang tersisa kurang dari 10 responden" in read(replace(all_of_them, profile={}))
    assert "Tidak menjawab atau tidak ditanya (di bawah 18) 0 0,0%" in read(all_of_them)


def test_services_of_several_units_may_be_counted_only() -> None:
    services = [Part("KTP-el", 14, None), Part("Akta", 6, None)]
    found = read(replace(reports.full(), services=services))
    assert "1 KTP-el 14 2 Akta 6 Di sini hanya jumlah responden per layanan" in found
    assert "IKM per layanan ada pada laporan setiap unit kerja" in found
    alone = read(reports.report(of_means(T4, 20), services=services))
    assert "1 KTP-el 14 – – – –" in alone


def test_quotes_are_without_signs_that_would_be_boxes() -> None:
    found = read(replace(reports.full(), suggestions=["👍👍", "Mohon kursi 🙏 ditambah", "谢谢 semua", "!"]))
    assert found.count("“Mohon kursi ditambah”") == 1
    assert "semua”" not in found
    assert "“!”" not in found
    assert "Belum ada saran yang dapat dikutip" in read(replace(reports.full(), suggestions=["👍👍"]))


def test_a_plan_is_done_to_the_last_per_cent_only_where_all_of_it_is() -> None:
    done = [Measure("waktu", "Loket siang", "2026-4", "Camat", date(2026, 12, 1))] * 199
    open_ = [replace(done[0], done_on=None)]
    for plan, told in (
        (done + open_, "199 dari 200 program selesai (99%)"),
        (done, "199 dari 199 program selesai (100%)"),
    ):
        assert told in pages(pdf.report(replace(reports.full(), earlier_plan=plan), WORDS))[0]


def test_the_running_head_stays_on_one_line() -> None:
    office = "Unit Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Terpadu Kecamatan Kasemen"
    document = pdf.report(replace(reports.full(), letterhead=Letterhead((), office)), WORDS)
    with PdfDocument(document) as opened:
        lines = opened[1].get_textpage().get_text_bounded().splitlines()
    assert re.fullmatch(
        r"Laporan Survei Kepuasan Masyarakat \(SKM\) Unit Pelayanan Administrasi .*\S…", lines[0].strip()
    )
    assert lines[1].startswith("I. Pendahuluan")


def test_the_number_of_users_is_never_guessed() -> None:
    unknown = read(reports.report(of_means(T4, 20)))
    assert "jumlah pengguna tidak diperkirakan" in unknown
    assert "dari target" not in unknown
    enough = read(reports.report(of_means(T4, 20), users=20))
    assert "20 dari target 19 responden; target tercapai" in enough


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        (of_means(T4, 20), "IKM sama dengan Semester I 2026 (81,53)"),
        ([(3,) * 9] * 20, "IKM naik 6,53 poin dari Semester I 2026 (75,00)"),
    ],
)
def test_the_change_is_that_of_the_printed_figures(earlier: list[tuple[int, ...]], told: str) -> None:
    assert told in read(reports.report(of_means(T4, 20), past=[PastPeriod(EARLIER, Tally.of(earlier))]))


def test_forty_units_with_long_names_are_all_told() -> None:
    given = of_means(T4, 20)
    name = "Kelurahan dengan Nama yang Panjang Sekali Kecamatan Kasemen Kota Serang Provinsi Banten Nomor"
    units = [Part(f"{name} {number}.", 20, Tally.of(given)) for number in range(1, 41)]
    found = read(reports.report(given, units=units, letterhead=replace(SIGNED, office=f"{name} 0")))
    assert [number for number in range(1, 41) if f"{name} {number}. 20 81,53 B Baik U8" not in found] == []
    assert "Survei berlangsung di 40 unit kerja" in found


def test_a_logo_that_is_no_picture_is_told_in_one_line() -> None:
    given = reports.report(of_means(T4, 20), letterhead=replace(SIGNED, logo=b"<html>"))
    with pytest.raises(PaperError, match="the logo is no PNG, JPEG, GIF, WebP, SVG or PDF picture") as told:
        pdf.report(given, WORDS)
    assert "\n" not in str(told.value)


def test_it_can_be_read_in_english() -> None:
    found = read(replace(reports.full(), period=replace(reports.PERIOD, last=date(2026, 12, 30))), "en")
    assert "81.53" in found
    assert "1 July 2026 – 30 December 2026" in found
    assert "Service quality B" in found
