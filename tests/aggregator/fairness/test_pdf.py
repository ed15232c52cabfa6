"""The fairness report on paper, read back from the PDF, and the answers behind it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from aggregator.fairness import pdf
from aggregator.fairness.audit import Audit, By, audit
from aggregator.fairness.reasons import Reason
from aggregator.fairness.summary import Report, Verdict, as_json
from aggregator.fairness.wording import Words, sentences
from aggregator.paper import PaperError
from aggregator.paper.letterhead import Letterhead
from aggregator.scoring import ASSUMED
from aggregator.settings import AggregatorSettings
from data.nip import Nip
from data.texts import texts
from data.votes import Votes
from tests.aggregator.fairness.worlds import TODAY, person, record, world

SETTINGS = AggregatorSettings(Path("charts"))
ALIKE = replace(ASSUMED, random=ASSUMED.random | {"office": 0.0, "service": 0.0})
"""Offices and services do not differ."""
HEAD = Letterhead(("Pemerintah Kota Serang",), "Kecamatan Kasemen", "Jalan Raya Banten Lama Nomor 1")
NAMES = {
    By.OFFICE: {number: f"Kelurahan {number}" for number in range(1, 41)},
    By.SERVICE: {number: f"Surat {number}" for number in range(1, 41)},
    By.DESK: {number: f"Loket {number}" for number in range(1, 41)},
}
FOUR_FIFTHS = "di luar batas, dan melebihi kebetulan"


def drawn(seed: int, gap: float = 0.0, officers: int = 60, each: int = 40) -> tuple[Votes, dict[int, Nip]]:
    return record(world(seed, officers=officers, each=each, gap=gap, components=ALIKE))


def of(found: Audit, **more: object) -> Report:
    last = TODAY - timedelta(days=1)
    standard = Report(found, NAMES, HEAD, TODAY - timedelta(weeks=52), last, TODAY, SETTINGS)
    return replace(standard, **more)  # type: ignore[arg-type] - fields of Report


@cache
def planted() -> Report:
    """A district where women are rated 0.6 points lower."""
    return of(audit(*drawn(1, gap=-0.6), TODAY, replace(SETTINGS, shown_reliability=0.2)))


@cache
def fair() -> Report:
    return of(audit(*drawn(4), TODAY, SETTINGS))


@cache
def small() -> Report:
    return of(audit(*drawn(3, officers=6, each=6), TODAY, SETTINGS))


def pages(report: Report, language: str = "id") -> list[str]:
    """Give the words of each page, with single spaces and no breaks of lines."""
    with PdfDocument(pdf.report(report, texts(language))) as opened:
        found = [page.get_textpage().get_text_bounded() for page in opened]
    return [re.sub(r"\s+", " ", page.replace("\u200b", "")) for page in found]


def aloud(report: Report) -> tuple[str, str, str]:
    return sentences(report, Words(report, texts("id")))


def test_the_first_page_names_a_planted_gap_with_its_size_and_how_sure_it_is() -> None:
    first = pages(planted())[0]
    assert "LAPORAN KEADILAN SKOR" in first
    assert "PEMERINTAH KOTA SERANG KECAMATAN KASEMEN" in first
    assert "Penilaian 1 Desember 2025 – 29 November 2026" in first
    [largest] = planted().answers[By.SEX].standing
    # on a scale that ends at 4 a part of the gap of 15 points is cut off
    assert -15 < largest.gap.low < largest.gap.points < largest.gap.high < -5
    told = texts("id").points(-largest.gap.points)
    assert f"Petugas perempuan dinilai {told} poin lebih rendah daripada petugas laki-laki (kisaran " in first
    assert first.count("KECAMATAN KASEMEN") == 1
    assert "selisih sebesar itu muncul karena kebetulan paling sering sekali dalam 1.000 kali" in first
    assert "Selisih ini belum tentu berarti warga pilih kasih" in first
    assert "tidak dapat membedakan sikap penilai dari perbedaan nyata" in first


def test_where_none_is_planted_the_first_page_says_that_none_was_found() -> None:
    first = pages(fair())[0]
    kinds = "jenis kelamin, usia, kantor, layanan, loket, dan jam"
    assert f"Menurut {kinds}, tidak ditemukan selisih yang melebihi kebetulan." in first
    assert re.search(r"Selisih di bawah \d+(,5)? poin dapat terlewat", first)
    assert "lebih rendah daripada" not in first
    assert "belum tentu berarti warga pilih kasih" in first


def test_where_there_is_too_little_the_first_page_says_so() -> None:
    first = pages(small())[0]
    assert "Data belum cukup untuk membandingkan kelompok mana pun" in first
    assert first.count("Belum dapat dijawab: kelompoknya terlalu kecil untuk ditampilkan.") == 7
    assert "belum tentu berarti warga pilih kasih" in first
    assert "poin lebih" not in first


@pytest.mark.parametrize("report", [planted, fair, small])
def test_three_sentences_are_read_aloud(report: Callable[[], Report]) -> None:
    said = aloud(report())
    assert len(said) == 3
    for each in said:
        assert re.fullmatch(r"[A-Z][^.]*(\.\d[^.]*)*\.", each), each


def test_groups_that_cannot_be_compared_are_named_beside_those_that_can() -> None:
    votes, people = drawn(4)
    men = {officer: person(officer, "L", nip.born.year) for officer, nip in people.items()}
    said = aloud(of(audit(votes, men, TODAY, SETTINGS)))[1]
    assert said.startswith("Menurut usia, kantor, ")
    assert said.endswith("; menurut jenis kelamin, data belum cukup untuk membandingkan.")


def test_a_gap_between_offices_leaves_it_said_that_people_are_rated_alike() -> None:
    votes, people = drawn(4)
    lower = [max(face - (office == 2), 1) for face, office in zip(votes.faces, votes.offices, strict=True)]
    report = of(audit(replace(votes, faces=lower), people, TODAY, SETTINGS))
    said = aloud(report)[1]
    assert said.startswith("Menurut jenis kelamin dan usia tidak ditemukan selisih, tetapi Kelurahan 2 dinilai ")
    assert "lebih rendah daripada rata-rata" in said
    assert said.endswith("dan ada pula selisih menurut loket.")


def test_a_gap_that_is_told_only_alone_is_a_hint() -> None:
    hints = {seed: of(audit(*drawn(seed), TODAY, SETTINGS)) for seed in (2, 7)}
    found = [report for report in hints.values() if report.answers[By.SEX].verdict is Verdict.HINT]
    assert found
    said = aloud(found[0])[1]
    assert "jenis kelamin" in said
    assert said.endswith("tidak ditemukan selisih yang melebihi kebetulan.")
    assert "Ada isyarat, tetapi belum pasti: petugas perempuan dinilai" in pages(found[0])[0]


def test_the_chapters_tell_rates_the_second_test_and_what_could_have_been_found() -> None:
    words = " ".join(pages(planted()))
    assert FOUR_FIFTHS in words
    assert "Di sana pun selisihnya melebihi kebetulan." in words
    assert "Selisih 1,25 poin hampir tidak akan terlihat" in words
    assert re.search("Selisih 1,25 poin akan ditemukan dalam kira.{0,3}kira 20% pemeriksaan seperti ini", words)
    assert re.search(r"Seperempat skor terendah Perempuan \d+% : Laki-laki (–|\d+%)", words)
    assert "Bukti lemah" in words
    assert "Yang tidak dapat ditunjukkan data ini" in words
    assert "Satterthwaite" in words
    assert FOUR_FIFTHS not in " ".join(pages(fair()))


def test_terms_of_statistics_stand_in_the_annex_alone() -> None:
    body, annex = " ".join(pages(planted())).split("Lampiran. Cara menghitung")
    for term in ("Holm", "Fisher", "regresi", "permutasi", "model campuran"):
        assert term not in body
        assert term in annex


def test_numbers_of_ratings_are_told_in_bands_and_nobody_is_named() -> None:
    votes, people = drawn(1, gap=-0.6)
    words = " ".join(pages(planted()))
    assert "30 petugas, 200+ penilaian (20–49 per petugas)" in words
    women = sum(people[officer].sex == "P" for officer in votes.officers)
    for count in (len(votes), women, len(votes) - women):
        assert str(count) not in words
        assert texts("id").number(count) not in words
    assert not re.search(r"\d{8}", words.replace(" ", ""))
    assert not any(nip.text[:8] in words for nip in people.values())


def test_a_group_of_few_has_no_row_and_is_counted_as_withheld() -> None:
    votes, people = drawn(4)
    young = {officer: person(officer, nip.sex, 1993) if officer <= 3 else nip for officer, nip in people.items()}
    words = " ".join(pages(of(audit(votes, young, TODAY, SETTINGS))))
    assert "Di bawah 35 tahun" not in words
    assert "Usia 2 2 tidak ada penilai atau petugasnya terlalu sedikit" in words


def test_where_one_person_would_show_no_figure_is_told() -> None:
    votes, people = drawn(3, officers=14, each=10)
    old = replace(votes, days=[min(day, TODAY.toordinal() - 60) for day in votes.days])
    report = of(audit(old, people, TODAY, SETTINGS))
    answer = report.answers[By.SEX]
    assert (answer.verdict, answer.reason, list(answer.compared)) == (Verdict.UNKNOWN, Reason.ONE_VOICE, [])
    first, *rest = pages(report)
    assert "Belum dapat dijawab: suara satu orang terlalu berbobot. –" in first
    assert "Selisih skor menurut jenis kelamin" not in " ".join(rest)


def test_a_gap_waits_while_few_new_ratings_would_show() -> None:
    votes, people = drawn(1, gap=-0.6)
    since = TODAY.replace(day=1).toordinal()
    left, days = {"P": 9, "L": 40}, []
    for officer, day in zip(votes.officers, votes.days, strict=True):
        sex = people[officer].sex
        left[sex] -= day >= since
        days.append(day if left[sex] >= 0 else min(day, since - 1))
    report = of(audit(replace(votes, days=days), people, TODAY, SETTINGS))
    assert [group.new for group in report.audit.splits[By.SEX].groups] == [40, 9]
    answer = report.answers[By.SEX]
    assert (answer.verdict, answer.reason) == (Verdict.UNKNOWN, Reason.FEW_NEW)
    first, *rest = pages(report)
    assert "Belum dapat dijawab: penilaian barunya bulan lalu terlalu sedikit. –" in first
    assert "Selisih skor menurut jenis kelamin" not in " ".join(rest)
    told = as_json(report.answers)["sex"]
    assert isinstance(told, dict)
    assert (told["p_at_most"], told["gaps"], told["matched_flagged"]) == (None, [], None)


def test_where_even_a_large_gap_could_not_be_found_the_data_are_too_few() -> None:
    votes, people = drawn(3, officers=20, each=20)
    spread = replace(
        votes, faces=[1 if (rater + day) % 2 else 4 for rater, day in zip(votes.raters, votes.days, strict=True)]
    )
    answers = of(audit(spread, people, TODAY, SETTINGS)).answers
    assert answers[By.SEX].findable
    assert answers[By.SEX].findable[0] > 10
    assert (answers[By.SEX].verdict, answers[By.SEX].reason) == (Verdict.UNKNOWN, Reason.TOO_FEW)


def test_names_that_are_long_or_not_known_are_set() -> None:
    long = "Unit Pelaksana Teknis Daerah Pelayanan Administrasi Kependudukan dan Pencatatan Sipil"
    names: Mapping[By, Mapping[int, str]] = {By.OFFICE: {1: long}}
    words = " ".join(pages(of(fair().audit, names=names, letterhead=replace(HEAD, office=long))))
    assert long.upper() in words
    assert f"{long} 15 petugas" in words
    assert "Nomor 2" in words


def test_english_has_the_same_report() -> None:
    first, *rest = pages(planted(), "en")
    assert "Female officers are rated" in first
    assert "these data cannot tell the raters' attitude from a real difference" in first.replace("’", "'")
    assert "Satterthwaite" in " ".join(rest)


def test_the_same_audit_gives_the_same_bytes_and_fonts_are_embedded() -> None:
    document = pdf.report(fair(), texts("id"))
    assert document == pdf.report(fair(), texts("id"))
    assert b"/StructTreeRoot" in document
    assert b"/FontFile" in document


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(PaperError, match="logo"):
        pdf.report(of(small().audit, letterhead=replace(HEAD, logo=b"no picture")), texts("id"))


def test_answers_as_json_are_those_of_the_first_page() -> None:
    told = as_json(planted().answers)
    assert list(told) == [by.value for by in By]
    sex = told["sex"]
    assert isinstance(sex, dict)
    assert (sex["answer"], sex["flagged"], sex["p_at_most"], sex["withheld"]) == ("found", True, 0.001, 0)
    [women] = sex["gaps"]
    [largest] = planted().answers[By.SEX].standing
    assert (women["group"], women["against"], women["gap"]) == ("P", "L", largest.gap.points)
    assert sex["matched_flagged"] is True
    assert sex["rates_flagged"] == ["upper", "lower"]
    nothing = as_json(small().answers)["sex"]
    assert isinstance(nothing, dict)
    assert (nothing["answer"], nothing["p_at_most"], nothing["gaps"], nothing["reason"]) == (
        "unknown",
        None,
        [],
        "withheld",
    )
