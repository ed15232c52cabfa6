"""The plan sheet: what an office fills in comes back as it is meant, or every bad line is named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from aggregator.survey.plan_sheet import LONGEST, PlanError, PlanErrors, read_plan
from aggregator.survey.report import Report
from aggregator.survey.workbook import workbook
from data.follow_up_plans import Measure
from data.roster.workbook import write_workbook
from data.skm import UNSUR
from data.texts import texts
from tests.aggregator.survey.reports import EARLIER, MEASURES, PERIOD, T4, full, of_means, report

SHEET = {"id": "Rencana tindak lanjut", "en": "Follow-up plan"}
TODAY = date(2027, 12, 31)
FIRST_LINE = 10
"""Row of the first line, as the spreadsheet counts."""
Fill = Callable[[Worksheet], None]


def midnight(year: int, month: int, day: int) -> datetime:
    """Give a day as spreadsheets do."""
    return datetime.combine(date(year, month, day), time())


def filled(fill: Fill, each: Report | None = None, language: str = "id") -> bytes:
    """Fill in the plan sheet of a workbook as an office does."""
    book = load_workbook(BytesIO(workbook(each or full(), texts(language))))
    fill(book[SHEET[language]])
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def lines(*rows: Sequence[Any], first: int = FIRST_LINE) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for number, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    return fill


def plan_lines(content: bytes) -> list[tuple[Any, ...]]:
    rows = load_workbook(BytesIO(content))[SHEET["id"]].iter_rows(min_row=FIRST_LINE, max_col=5, values_only=True)
    return [row for row in rows if any(row)]


def problems(content: bytes) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(PlanErrors) as raised:
        read_plan(content, TODAY)
    return [(line.row, line.column, line.problem) for line in raised.value.lines]


GOOD = ("Waktu Penyelesaian", "Loket siang", "TW I 2027", "Kasi Pelayanan", None)
MEANT = Measure("waktu", "Loket siang", "2027-1", "Kasi Pelayanan")


def test_the_lowest_unsur_stand_there_to_be_filled_in() -> None:
    assert plan_lines(workbook(full(), texts("id"))) == [
        ("Sarana dan Prasarana", None, None, None, None),
        ("Waktu Penyelesaian", None, None, None, None),
        ("Penanganan Pengaduan, Saran dan Masukan", None, None, None, None),
    ]


def test_what_is_planned_stands_before_the_lowest_unsur_without_a_plan() -> None:
    assert plan_lines(workbook(report(of_means(T4, 20), plan=MEASURES), texts("id"))) == [
        ("Sarana dan Prasarana", "Menambah kursi tunggu", "TW III 2026", "Kasubag Umum", midnight(2026, 9, 14)),
        ("Waktu Penyelesaian", "Loket siang hari Jumat", "TW IV 2026", "Kasi Pelayanan", None),
        ("Penanganan Pengaduan, Saran dan Masukan", None, None, None, None),
    ]


@pytest.mark.parametrize("responses", [0, 1, 2])
def test_no_unsur_stands_there_where_none_may_be_told(responses: int) -> None:
    content = workbook(report([(4, 2, 3, 4, 2, 4, 3, 3, 4)] * responses, profile={}), texts("id"))
    assert plan_lines(content) == []
    guide = load_workbook(BytesIO(content))[SHEET["id"]]["A5"].value
    assert guide == "Pilih unsur yang akan diperbaiki; unsur terendah baru ditunjukkan mulai 3 responden."
    assert read_plan(filled(lines(GOOD), report([(3,) * 9] * 2)), TODAY).plan.measures == [MEANT]


def test_lists_offer_the_nine_unsur_and_the_next_eight_quarters() -> None:
    book = load_workbook(BytesIO(workbook(full(), texts("id"))))
    offered = {str(each.sqref): each.formula1 for each in book[SHEET["id"]].data_validations.dataValidation}
    assert offered == {"A10:A32": "suara!$D$1:$D$9", "C10:C32": "suara!$E$1:$E$8"}
    hidden = book["suara"]
    assert [hidden.cell(row, 4).value for row in range(1, 10)] == [texts("id")(f"skm-unsur-{each}") for each in UNSUR]
    quarters = [hidden.cell(row, 5).value for row in range(1, 9)]
    assert quarters == [f"TW {roman} {year}" for year in (2027, 2028) for roman in ("I", "II", "III", "IV")]


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_stands_there_comes_back_with_whose_it_is(language: str) -> None:
    content = workbook(report(of_means(T4, 20), plan=MEASURES), texts(language))
    office, plan = read_plan(content, TODAY)
    assert office == "KEC-KASEMEN"
    assert (plan.first, plan.last) == (PERIOD.first, PERIOD.last)
    assert tuple(plan.measures) == MEASURES


VISIBLE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
WORDS = st.lists(VISIBLE, min_size=1, max_size=5).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            Measure,
            st.sampled_from(UNSUR),
            WORDS,
            st.builds("{}-{}".format, st.integers(2016, 2036), st.integers(1, 4)),
            WORDS,
            st.none() | st.dates(PERIOD.first, TODAY),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_plan_comes_back_from_the_workbook_it_was_written_to(measures: list[Measure]) -> None:
    each = report(of_means(T4, 20), plan=measures)
    assert read_plan(workbook(each, texts("id")), TODAY).plan.measures == measures


@pytest.mark.parametrize("unsur", ["Waktu Penyelesaian", "waktu", "WAKTU  penyelesaian ", "Time to Completion"])
@pytest.mark.parametrize("quarter", ["TW I 2027", "2027-1", "tw 1 2027", "Triwulan I 2027", "TW-I/2027", "I 2027"])
def test_unsur_and_quarters_are_understood_as_people_write_them(unsur: str, quarter: str) -> None:
    assert read_plan(filled(lines((unsur, "Loket siang", quarter, "Kasi Pelayanan"))), TODAY).plan.measures == [MEANT]


@pytest.mark.parametrize(
    "written",
    ["31-12-2027", "31/12/2027", "31 Desember 2027", "31.12.2027", midnight(2027, 12, 31), date(2027, 12, 31), 46752],
)
def test_days_are_understood_as_people_write_them(written: object) -> None:
    content = filled(lines((*GOOD[:4], written)))
    assert read_plan(content, TODAY).plan.measures == [replace(MEANT, done_on=date(2027, 12, 31))]


def test_empty_lines_and_unsur_without_anything_else_are_skipped() -> None:
    content = filled(lines(GOOD, ("Sarana dan Prasarana",), (" ", None, "", None), ("biaya", *GOOD[1:]), first=14))
    assert read_plan(content, TODAY).plan.measures == [MEANT, replace(MEANT, unsur="biaya")]


def test_lines_may_be_moved_and_columns_exchanged() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.insert_rows(3, 4)
        sheet.move_range("B13:B40", cols=6)
        sheet["H13"] = " program/KEGIATAN "
        for cell, value in {"A20": GOOD[0], "H20": GOOD[1], "C20": GOOD[2], "D20": GOOD[3]}.items():
            sheet[cell] = value

    assert read_plan(filled(fill), TODAY).plan.measures == [MEANT]


BAD: Mapping[str, tuple[Sequence[Any], str, str]] = {
    "unsur": (("Kecepatan", *GOOD[1:]), "Unsur", '"Kecepatan" is no unsur'),
    "no unsur": ((None, *GOOD[1:]), "Unsur", "is empty"),
    "no program": ((GOOD[0], None, *GOOD[2:]), "Program/kegiatan", "is empty"),
    "no quarter": ((*GOOD[:2], None, GOOD[3]), "Triwulan", "is empty"),
    "nobody": ((*GOOD[:3], " "), "Penanggung jawab", "is empty"),
    "invisible": ((*GOOD[:3], "\u200b"), "Penanggung jawab", "is empty"),
    "long": ((GOOD[0], "a" * (LONGEST + 1), *GOOD[2:]), "Program/kegiatan", "1001 characters are too long"),
    "fifth quarter": ((*GOOD[:2], "TW V 2027", GOOD[3]), "Triwulan", '"TW V 2027" is no quarter'),
    "no year": ((*GOOD[:2], "TW I", GOOD[3]), "Triwulan", '"TW I" is no quarter'),
    "a month": (
        (*GOOD[:2], midnight(2027, 1, 1), GOOD[3]),
        "Triwulan",
        "the spreadsheet has turned this into a date or time",
    ),
    "no day": ((*GOOD[:4], "31/02/2027"), "Tanggal selesai", '"31/02/2027" is no date'),
    "words": ((*GOOD[:4], "sudah"), "Tanggal selesai", '"sudah" is no date'),
    "to come": ((*GOOD[:4], date(2028, 1, 1)), "Tanggal selesai", '"2028-01-01" is still to come'),
    "too early": (
        (*GOOD[:4], date(2026, 6, 30)),
        "Tanggal selesai",
        '"2026-06-30" is before the survey, which began on 2026-07-01',
    ),
    "long ago": (
        (*GOOD[:2], "TW I 2015", GOOD[3]),
        "Triwulan",
        '"TW I 2015" is more than 10 years from the survey',
    ),
    "far away": (
        (*GOOD[:2], "TW I 2207", GOOD[3]),
        "Triwulan",
        '"TW I 2207" is more than 10 years from the survey',
    ),
    "broken": ((GOOD[0], "#REF!", *GOOD[2:]), "Program/kegiatan", "the formula gives #REF!"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named(name: str) -> None:
    line, column, problem = BAD[name]
    content = filled(lines(GOOD, line))
    assert problems(content) == [(FIRST_LINE + 1, column, problem)]


def test_all_bad_lines_are_named_at_once_and_nothing_is_taken() -> None:
    content = filled(lines(GOOD, (GOOD[0], None, "besok"), GOOD, ("Harga", "Gratis", "2027-2", "Camat", "?")))
    assert problems(content) == [
        (11, "Program/kegiatan", "is empty"),
        (11, "Triwulan", '"besok" is no quarter'),
        (11, "Penanggung jawab", "is empty"),
        (13, "Unsur", '"Harga" is no unsur'),
        (13, "Tanggal selesai", '"?" is no date'),
    ]
    with pytest.raises(PlanErrors, match="5 mistakes; nothing was taken") as raised:
        read_plan(content, TODAY)
    assert str(raised.value.lines[0]).startswith('sheet "Rencana tindak lanjut", row 11, column Program/kegiatan: ')


def test_a_sheet_that_nobody_filled_in_is_no_plan() -> None:
    with pytest.raises(PlanError, match="nothing is planned yet"):
        read_plan(workbook(full(), texts("id")), TODAY)


def test_what_is_no_workbook_is_told_in_one_line() -> None:
    for content in (b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 an old one"):
        with pytest.raises(PlanError, match="is no workbook") as raised:
            read_plan(content, TODAY)
        assert "\n" not in str(raised.value)


def test_a_workbook_of_something_else_is_told(tmp_path: Path) -> None:
    roster = tmp_path / "roster.xlsx"
    write_workbook(roster)
    with pytest.raises(PlanError, match="not the workbook of a survey report"):
        read_plan(roster.read_bytes(), TODAY)
    with pytest.raises(PlanError, match="not the workbook of a survey report"):
        read_plan(saved(Workbook()), TODAY)


def test_a_missing_sheet_is_told() -> None:
    book = load_workbook(BytesIO(workbook(full(), texts("id"))))
    del book[SHEET["id"]]
    with pytest.raises(PlanError, match='no sheet "Rencana tindak lanjut"'):
        read_plan(saved(book), TODAY)


def test_missing_headings_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C9"] = "Kapan"

    with pytest.raises(PlanError, match="no row has the headings Unsur, Program/kegiatan, Triwulan"):
        read_plan(filled(fill), TODAY)


@pytest.mark.parametrize(("cell", "value"), [("B2", None), ("B3", "besok"), ("B4", "2025-01-01"), ("B3", None)])
def test_a_plan_of_nobody_or_no_period_is_told(cell: str, value: str | None) -> None:
    book = load_workbook(BytesIO(filled(lines(GOOD))))
    book["suara"][cell] = value
    with pytest.raises(PlanError, match="no longer says whose plan it is"):
        read_plan(saved(book), TODAY)


def test_the_earlier_plan_stands_with_its_status() -> None:
    sheet = load_workbook(BytesIO(workbook(full(), texts("id"))), data_only=True)["Tindak lanjut sebelumnya"]
    rows = [row[:6] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    assert rows[0][0] == "Rencana sesudah survei Semester I 2026"
    assert rows[2][4:] == (midnight(2026, 9, 14), "Selesai")
    assert rows[3][4:] == (None, "Belum selesai")
    assert [row[:2] for row in rows[4:7]] == [("Rencana", 2), ("Selesai", 1), ("Realisasi", 0.5)]


def test_without_an_earlier_plan_the_sheet_says_so() -> None:
    each = replace(full(), earlier_plan=(), earlier_period=EARLIER)
    sheet = load_workbook(BytesIO(workbook(each, texts("id"))))["Tindak lanjut sebelumnya"]
    assert sheet["A5"].value == "Belum ada rencana tindak lanjut dari periode sebelumnya."
