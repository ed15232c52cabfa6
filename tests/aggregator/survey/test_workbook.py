"""The workbook: formulas that give the official index to the last digit, and nothing that could be run."""

import math
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aggregator.paper.letterhead import Letterhead
from aggregator.survey.index import Tally, grade, index
from aggregator.survey.plan_sheet import read_plan
from aggregator.survey.report import Part, PastPeriod, Report
from aggregator.survey.tabulation import index_formula
from aggregator.survey.workbook import workbook
from data.follow_up_plans import Measure
from data.texts import texts
from tests.aggregator.survey.reports import EARLIER, MEASURES, T4, answers, full, of_means, report

INDONESIAN = texts("id")
SHEETS = ["Ringkasan", "Pengolahan", "Profil", "Unit", "Rencana tindak lanjut", "Tindak lanjut sebelumnya", "suara"]
T13 = (105, 101, 100, 116, 102, 105, 106, 105, 115)
VECTORS: dict[str, tuple[list[tuple[int, ...]], str, str]] = {
    "all fours": (of_means("4 " * 9, 1), "100.00", "A"),
    "all ones": (of_means("1 " * 9, 1), "25.00", "D"),
    "all threes": (of_means("3 " * 9, 7), "75.00", "C"),
    "ordinary": (of_means(T4, 20), "81.53", "B"),
    "good": (of_means("3.62 3.55 3.48 4.00 3.58 3.66 3.72 3.45 3.70", 100), "91.00", "A"),
    "fair": (of_means("2.90 2.85 2.60 3.10 2.95 2.80 2.75 2.60 2.70", 20), "70.14", "C"),
    "poor": (of_means("2.50 2.40 2.30 3.00 2.60 2.50 2.45 2.20 2.10", 20), "61.25", "D"),
    "A begins": (of_means("3.5324 " * 9, 2500), "88.31", "A"),
    "B ends": (of_means("3.5320 " * 9, 250), "88.30", "B"),
    "half a cent below A": (of_means("3.5322 " * 9, 5000), "88.31", "A"),
    "D ends": (of_means("2.5996 " * 9, 2500), "64.99", "D"),
    "half a cent below C": (of_means("2.5998 " * 9, 5000), "65.00", "C"),
    "C ends": (of_means("3.0640 " * 9, 125), "76.60", "C"),
    "half a cent below B": (of_means("3.0642 " * 9, 5000), "76.61", "B"),
    "exact ninths": (of_means("3.53 3.54 3.52 3.55 3.54 3.53 3.54 3.52 3.55", 100), "88.39", "A"),
    "as published": (answers(T13, 29), "91.48", "A"),
    "a tie of eight": (answers([25] * 9, 8), "78.13", "B"),
}
needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: nothing here recalculates a workbook"
)


def opened(content: bytes, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


def beside(sheet: Any, label: str) -> Any:
    """Return what stands to the right of a label."""
    return next(row[1].value for row in sheet.iter_rows() if row[0].value == label)


def formulas(content: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content, values=False)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.data_type == "f"
    }


def computed(formula: str, total: int, responses: int) -> float:
    """Compute an index's formula as a spreadsheet does: in double precision."""
    found = re.fullmatch(r"=INT\(\((\d+)\*S\+(\d+)\*N\)/\((\d+)\*N\)\)/(\d+)", formula)
    assert found
    by_total, by_responses, below, cents = map(float, found.groups())
    return math.floor((by_total * total + by_responses * responses) / (below * responses)) / cents


def test_the_formula_is_the_index_for_every_sum_of_up_to_sixty_responses() -> None:
    formula = index_formula("S", "N")
    for responses in range(1, 61):
        for total in range(9 * responses, 36 * responses + 1):
            exact = index([Fraction(total, 9 * responses)] * 9)
            assert computed(formula, total, responses) == float(exact), (total, responses)


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(9 * n, 36 * n))))
def test_the_formula_is_the_index_for_any_number_of_responses(counted: tuple[int, int]) -> None:
    responses, total = counted
    exact = index([Fraction(total, 9 * responses)] * 9)
    assert computed(index_formula("S", "N"), total, responses) == float(exact)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(n, 4 * n))))
def test_the_formula_of_one_unsur_is_its_mean_times_25(counted: tuple[int, int]) -> None:
    responses, total = counted
    exact = index([Fraction(total, responses)] * 9)
    assert computed(index_formula("S", "N", 1), total, responses) == float(exact)


def test_it_has_the_sheets_an_office_knows() -> None:
    book = opened(workbook(full(), INDONESIAN))
    assert book.sheetnames == SHEETS
    assert book["suara"].sheet_state == "hidden"
    assert not any(sheet.protection.sheet for sheet in book)


def test_answers_stand_line_by_line_and_are_summed_by_formulas() -> None:
    content = workbook(report(answers(T13, 29)), INDONESIAN)
    sheet = opened(content)["Pengolahan"]
    lines = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=7, max_row=35, max_col=10)]
    assert lines == [(number, *each) for number, each in enumerate(answers(T13, 29), 1)]
    written = formulas(content)
    assert written["Pengolahan", "B36"] == "=SUM(B7:B35)"
    assert written["Pengolahan", "J37"] == "=J36/$B$39"
    assert written["Pengolahan", "J38"] == "=J37/9"
    assert written["Pengolahan", "B39"] == "=COUNT(A7:A35)"
    assert written["Pengolahan", "B40"] == "=INT((5000*K36+9*B39)/(18*B39))/100"
    assert written["Ringkasan", "B5"] == "=Pengolahan!B40"
    assert [sheet.cell(36, column).value for column in range(2, 11)] == list(T13)
    assert sheet["K38"].value == pytest.approx(955 / 29 / 9)


@pytest.mark.parametrize("name", VECTORS)
def test_values_are_there_for_viewers_that_do_not_compute(name: str) -> None:
    given_answers, value, letter = VECTORS[name]
    sheet = opened(workbook(report(given_answers), INDONESIAN))["Ringkasan"]
    assert beside(sheet, "IKM unit pelayanan") == float(value)
    assert beside(sheet, "Mutu pelayanan") == letter
    assert beside(sheet, "Responden (jawaban lengkap)") == len(given_answers)


@needs_soffice
def test_libreoffice_computes_the_same_from_the_formulas_alone(tmp_path: Path) -> None:
    edges = [Part(name, len(of_it), Tally.of(of_it)) for name, (of_it, _, _) in VECTORS.items()]
    many, value, letter = VECTORS["B ends"]
    known = {
        "full": workbook(replace(full(), plan=MEASURES), INDONESIAN),
        "many": workbook(report(many), INDONESIAN),
        "edges": workbook(report(of_means(T4, 20), units=edges), INDONESIAN),
    }
    saved = recalculate(known, tmp_path)
    assert tuple(read_plan(saved["full"], date(2027, 1, 4)).plan.measures) == MEASURES
    recalculated = {name: opened(content) for name, content in saved.items()}
    for name, content in known.items():
        before, after = opened(content), recalculated[name]
        cells = formulas(content)
        assert cells
        for sheet, cell in cells:
            expected = before[sheet][cell].value
            expected = expected if isinstance(expected, str) else pytest.approx(expected, rel=1e-12)
            assert after[sheet][cell].value == expected, (name, sheet, cell, cells[sheet, cell])
    assert [recalculated["many"]["Ringkasan"][cell].value for cell in ("B5", "B6")] == [float(value), letter]
    lines = [row[:4] for row in recalculated["edges"]["Unit"].iter_rows(min_row=7, values_only=True)][: len(edges)]
    assert lines == [(name, len(of_it), float(value), letter) for name, (of_it, value, letter) in VECTORS.items()]


def recalculate(workbooks: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Have LibreOffice compute workbooks, from which what it could copy is taken away."""
    for name, content in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(without_values(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    files = [str(folder / f"{name}.xlsx") for name in workbooks]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=240)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in workbooks}


def without_values(content: bytes) -> bytes:
    """Take away what formulas are known to give."""
    stripped = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stripped, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", before.read(name)))
    book = opened(stripped.getvalue())
    assert all(book[sheet][cell].value is None for sheet, cell in formulas(content))
    return stripped.getvalue()


def test_parts_are_computed_from_their_own_sums_and_withheld_ones_are_not_there() -> None:
    content = workbook(full(), INDONESIAN)
    sheet = opened(content)["Unit"]
    lines = {row[0]: row for row in sheet.iter_rows(min_row=7, max_row=10, values_only=True)}
    some = Tally.of(full().answers[:12])
    assert some.index is not None
    assert lines["Kecamatan Kasemen"][1:4] == (12, float(some.index), grade(some.index).letter)
    assert lines["Kecamatan Kasemen"][13:22] == some.totals
    assert [cell for cell in lines["Kelurahan Banten"][1:] if cell is not None] == [5, "–", "–"]
    assert lines["Seluruhnya"][1:4] == (20, 81.53, "B")
    assert formulas(content)["Unit", "C7"] == "=INT((5000*SUM(N7:V7)+9*B7)/(18*B7))/100"


def test_the_summary_tells_target_priorities_and_earlier_periods() -> None:
    sheet = opened(workbook(full(), INDONESIAN))["Ringkasan"]
    assert beside(sheet, "Pengguna layanan pada periode ini") == 340
    assert beside(sheet, "Target responden (Krejcie–Morgan)") == 181
    assert beside(sheet, "Tercapai dari target") == pytest.approx(20 / 181)
    rows = list(sheet.iter_rows(values_only=True))
    priorities = {row[5]: row[0] for row in rows if str(row[5]).startswith("Prioritas ")}
    assert sorted(priorities) == ["Prioritas 1", "Prioritas 2", "Prioritas 3"]
    assert priorities["Prioritas 1"] == "Sarana dan Prasarana"
    series = [row[:5] for row in rows if str(row[0]).startswith("Semester") and row[1] is not None]
    assert series == [("Semester I 2026", 29, 955, 91.48, "A"), ("Semester II 2026", 20, 587, 81.53, "B")]


def test_a_number_of_users_that_was_not_told_is_not_guessed() -> None:
    sheet = opened(workbook(report(of_means(T4, 20)), INDONESIAN))["Ringkasan"]
    assert beside(sheet, "Pengguna layanan pada periode ini") == "belum diketahui"
    assert beside(sheet, "Target responden (Krejcie–Morgan)") == "belum diketahui"


def test_the_profile_is_shared_out_by_formulas() -> None:
    content = workbook(full(), INDONESIAN)
    assert formulas(content)["Profil", "D6"] == "=C6/SUM(C$6:C$12)"
    lines = [row for row in opened(content)["Profil"].iter_rows(values_only=True) if row[1] == "Perempuan"]
    assert lines[0][2:4] == (10, 0.5)


@pytest.mark.parametrize("language", ["id", "en"])
def test_without_responses_there_is_no_index_and_nothing_to_divide(language: str) -> None:
    content = workbook(report([]), texts(language))
    assert formulas(content) == {}
    book = opened(content)
    summary = book.worksheets[0]
    words = texts(language)
    assert beside(summary, words("skm-report-row-index")) == words("workbook-no-responses")
    assert words("workbook-no-responses") in [row[0] for row in book.worksheets[1].iter_rows(values_only=True)]


@pytest.mark.parametrize("responses", [1, 2])
def test_answers_of_one_or_two_people_are_not_there(responses: int) -> None:
    content = workbook(report([(4, 2, 3, 4, 2, 4, 3, 3, 4)] * responses, profile={}), INDONESIAN)
    assert formulas(content) == {}
    book = opened(content)
    assert beside(book["Ringkasan"], "IKM unit pelayanan") == 80.56
    assert beside(book["Ringkasan"], "Mutu pelayanan") == "B"
    assert beside(book["Ringkasan"], "Responden (jawaban lengkap)") == responses
    assert not book["Ringkasan"]._charts
    said = [str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None]
    assert any("jawaban satu per satu baru ditampilkan mulai 3 responden" in each for each in said)
    assert not {"U1", "NRR/unsur", "Prioritas 1", "Jumlah nilai"} & set(said)
    assert [row for row in book["Rencana tindak lanjut"].iter_rows(min_row=10, values_only=True) if any(row)] == []


def test_the_grade_of_an_earlier_period_is_found_where_this_one_has_no_responses() -> None:
    content = workbook(report([], past=full().past), INDONESIAN)
    first, last, column = re.search(
        r"\$D\$(\d+):\$D\$(\d+),Pengolahan!\$(\w)",
        next(each for each in formulas(content).values() if "LOOKUP" in each),
    ).groups()
    sheet = opened(content)["Pengolahan"]
    assert [sheet[f"{column}{row}"].value for row in range(int(first), int(last) + 1)] == ["D", "C", "B", "A"]


def test_the_official_table_has_its_intervals() -> None:
    rows = [row[:7] for row in opened(workbook(full(), INDONESIAN))["Pengolahan"].values if row[5] in {*"ABCD"}]
    assert rows == [
        (1, 1, 2.5996, 25, 64.99, "D", "Tidak Baik"),
        (2, 2.6, 3.064, 65, 76.6, "C", "Kurang Baik"),
        (3, 3.0644, 3.532, 76.61, 88.3, "B", "Baik"),
        (4, 3.5324, 4, 88.31, 100, "A", "Sangat Baik"),
    ]


def test_services_of_several_units_may_be_counted_only() -> None:
    services = [Part("KTP-el", 14, None), Part("Akta", 6, None)]
    sheet = opened(workbook(replace(full(), services=services), INDONESIAN))["Unit"]
    rows = [tuple(cell for cell in row if cell is not None) for row in sheet.values]
    at = rows.index(("Jenis layanan", "Responden"))
    assert rows[at + 1 : at + 4] == [("KTP-el", 14), ("Akta", 6), ("Seluruhnya", 20)]
    assert any("IKM per layanan ada pada laporan setiap unit kerja" in str(row[:1]) for row in rows)


def test_an_earlier_period_of_few_responses_is_marked() -> None:
    past = [PastPeriod(EARLIER, Tally.of([(3,) * 9] * 9))]
    sheet = opened(workbook(report(of_means(T4, 20), past=past), INDONESIAN))["Ringkasan"]
    assert beside(sheet, "Semester I 2026 (n kurang dari 10)") == 9
    assert beside(sheet, "Semester II 2026") == 20


def test_a_profile_of_less_than_all_says_of_how_many() -> None:
    profile = report(of_means(T4, 20)).profile
    more = report([*of_means(T4, 20), *[(3,) * 9] * 5], profile=profile)
    said = [str(row[0]) for row in opened(workbook(more, INDONESIAN))["Profil"].values]
    assert any("dihitung dari 20 di antara 25 responden" in each for each in said)


def test_few_responses_are_called_few() -> None:
    few, many = report(answers([3] * 9, 1), profile={}), report(of_means(T4, 20))
    said = [
        any("kurang dari 10" in str(row[0]) for row in opened(workbook(each, INDONESIAN))["Ringkasan"].values)
        for each in (few, many)
    ]
    assert said == [True, False]


SPITEFUL = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "{=", "http://", "mailto:", "internal:", "\t=", "00", ""]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
)


@settings(max_examples=25, deadline=None)
@given(SPITEFUL, SPITEFUL)
def test_what_people_wrote_stays_text(one: str, another: str) -> None:
    def told(one: str, another: str) -> bytes:
        tally = Tally.of(threes)
        plan = [Measure("waktu", another, "2027-1", one)]
        parts = {"units": [Part(one, 12, tally)], "services": [Part(another, 12, tally)]}
        letterhead = Letterhead((one,), another, office_code=one)
        return workbook(report(threes, letterhead=letterhead, plan=plan, **parts), INDONESIAN)

    threes = of_means("3 " * 9, 12)
    content = told(one, another)
    assert formulas(content) == formulas(told("a", "b"))
    plan = opened(content)["Rencana tindak lanjut"]
    assert [plan["B10"].value or "", plan["D10"].value or ""] == [another, one]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<hyperlink" in archive.read(name)]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook(full(), INDONESIAN) == workbook(full(), INDONESIAN)


def test_every_language_has_the_same_figures() -> None:
    figures = [
        [
            cell
            for sheet in opened(workbook(full(), texts(language)))
            for row in sheet.values
            for cell in row
            if isinstance(cell, int | float | date)
        ]
        for language in ("id", "en")
    ]
    assert figures[0] == figures[1]


def test_forty_units_and_long_names_are_all_there() -> None:
    tally = Tally.of(of_means(T4, 20))
    units = [Part(f"Kelurahan {number} {'yang panjang namanya ' * 8}", 20, tally) for number in range(40)]
    whole = Tally(800, tuple(40 * total for total in tally.totals))
    each: Report = report(of_means(T4, 20) * 40, units=units)
    assert each.tally == whole
    sheet = opened(workbook(each, INDONESIAN))["Unit"]
    names = [row[0] for row in sheet.iter_rows(min_row=7, max_row=46, values_only=True)]
    assert names == [unit.name for unit in units]
    assert sheet["C47"].value == float(Decimal("81.53"))
