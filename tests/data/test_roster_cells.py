"""What one cell means, however it was typed or bent by a spreadsheet."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.officers import Officer
from data.roster import cells, names
from data.roster.errors import CellError


@pytest.mark.parametrize(
    ("cell", "minute"),
    [
        ("08.00", 480),
        ("8:00", 480),
        ("08:00:00", 480),
        ("08.00 WIB", 480),
        ("8", 480),
        (8, 480),
        (8.0, 480),
        (8.3, 510),
        ("8.3", 510),
        (15.05, 905),
        (8 / 24, 480),
        (time(8, 30), 510),
        (datetime.combine(date(1899, 12, 30), time(8, 30)), 510),
        (timedelta(hours=8, minutes=30), 510),
        (timedelta(hours=24), 1440),
        ("24.00", 1440),
    ],
    ids=str,
)
def test_times(cell: Any, minute: int) -> None:
    assert cells.clock_time(cell) == minute


@pytest.mark.parametrize("cell", ["25.00", "08.60", "24.01", "pagi", "8-9", 8.75, "", True, "08.00.00.00"], ids=repr)
def test_no_times(cell: Any) -> None:
    with pytest.raises(CellError):
        cells.clock_time(cell)


@pytest.mark.parametrize(
    ("cell", "is_yes"), [("ya", True), (" YA ", True), (True, True), ("tidak", False), ("Tidak", False), (False, False)]
)
def test_yes_and_no(cell: Any, is_yes: bool) -> None:
    assert cells.yes(cell) is is_yes


@pytest.mark.parametrize("cell", ["mungkin", 1, 0.5, "ya tidak", date(2026, 12, 4)], ids=repr)
def test_neither_yes_nor_no(cell: Any) -> None:
    with pytest.raises(CellError):
        cells.yes(cell)


@given(st.integers(0, 1440))
def test_every_minute_survives_both_ways_a_spreadsheet_bends_it(minute: int) -> None:
    written = f"{minute // 60:02}.{minute % 60:02}"
    assert cells.clock_time(written) == minute
    assert cells.clock_time(time(minute // 60 % 24, minute % 60)) == minute % 1440
    if minute >= 60:
        assert cells.clock_time(float(written)) == minute
    if 0 < minute < 1440:
        assert cells.clock_time(minute / 1440) == minute


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Senin", (1,)),
        ("senin-jumat", (1, 2, 3, 4, 5)),
        ("Senin s/d Jum'at", (1, 2, 3, 4, 5)),
        ("Senin s.d. Kamis", (1, 2, 3, 4)),
        ("Sel – Kam", (2, 3, 4)),
        ("Senin, Rabu dan Jumat", (1, 3, 5)),
        ("Rabu; Selasa", (2, 3)),
        ("AHAD", (7,)),
        ("Sabtu sampai Minggu", (6, 7)),
    ],
    ids=str,
)
def test_weekdays(cell: str, days: tuple[int, ...]) -> None:
    assert cells.weekdays(cell) == days


@pytest.mark.parametrize(
    ("cell", "problem"),
    [("Senen", 'did you mean "senin"?'), ("Jumat-Senin", "runs backwards"), ("S", "is no day"), ("-", "names no day")],
)
def test_no_weekdays(cell: str, problem: str) -> None:
    with pytest.raises(CellError) as refused:
        cells.weekdays(cell)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-24",
        "24/11/2026",
        "24-11-2026",
        "24.11.2026",
        "24 November 2026",
        "24 nov 2026",
        "2026-11-24 00:00:00",
        datetime.combine(date(2026, 11, 24), time()),
        date(2026, 11, 24),
        46350,
        46350.0,
    ],
    ids=str,
)
def test_dates(cell: Any) -> None:
    assert cells.day(cell) == date(2026, 11, 24)


@pytest.mark.parametrize("cell", ["2026-13-01", "30/02/2026", "24/11/26", "besok", "24 ma 2026", 24], ids=str)
def test_no_dates(cell: Any) -> None:
    with pytest.raises(CellError, match="is no date"):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("08.00-15.00", (480, 900)),
        ("08:00 – 15:30", (480, 930)),
        ("8 s.d. 15", (480, 900)),
        ("tutup", None),
        ("-", None),
    ],
)
def test_opening_hours(cell: str, hours: tuple[int, int] | None) -> None:
    assert cells.hours(cell) == hours


@pytest.mark.parametrize("cell", ["15.00-08.00", "08.00", "08.00-12.00-15.00", "pagi-sore"])
def test_no_opening_hours(cell: str) -> None:
    with pytest.raises(CellError):
        cells.hours(cell)


@pytest.mark.parametrize(
    "cell",
    [1.98501152010012e17, 198501152010011000, "1.98501E+17", "1,98501E+17", "1.98501152010012e17"],
    ids=repr,
)
@pytest.mark.parametrize("meaning", [cells.number, cells.officer])
def test_a_nip_that_became_a_number_is_never_guessed(cell: Any, meaning: Any) -> None:
    with pytest.raises(CellError, match="turned the NIP into a number and lost its last digits"):
        meaning(cell)


@pytest.mark.parametrize("cell", ["198501152010011901", "19850115 201001 1 901", 198501152010011901], ids=repr)
def test_a_nip_that_is_whole_is_read(cell: Any) -> None:
    assert cells.number(cell) == cells.officer(cell) == "198501152010011901"


def test_an_internal_id_stays_as_it_is_written() -> None:
    assert [cells.officer(cell) for cell in ("TKS-01", "  TKS  01 ", 17, 17.0)] == ["TKS-01", "TKS 01", "17", "17"]


def test_codes_keep_their_order() -> None:
    assert cells.codes("KTP, SKTM;KK\nPINDAH,") == ("KTP", "SKTM", "KK", "PINDAH")
    with pytest.raises(CellError, match="twice"):
        cells.codes("KTP, ktp")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (datetime.combine(date(2026, 2, 1), time()), "turned this into a date"),
        ("#REF!", "the formula gives #REF!"),
        ("x" * 121, "121 characters are too long"),
    ],
    ids=["date", "formula", "long"],
)
def test_no_texts(cell: Any, problem: str) -> None:
    with pytest.raises(CellError, match=problem):
        cells.text(cell)


def test_invisible_characters_and_spaces_do_not_count() -> None:
    assert cells.text("\ufeff Loket\u00a0 1\u200b\x00 ") == "Loket 1"
    assert cells.text(3673021001.0) == "3673021001"


def test_time_zones_by_their_short_names() -> None:
    assert [cells.time_zone(zone) for zone in ("WIB", "wita", "WIT")] == [
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    ]
    with pytest.raises(CellError, match="no time zone"):
        cells.time_zone("Serang")
    with pytest.raises(CellError, match="no time zone"):
        cells.time_zone("../etc/passwd")


@pytest.mark.parametrize(
    ("written", "before", "bare", "after"),
    [
        ("Suherman", "", "Suherman", ""),
        ("Drs. H. Nama Contoh, S.Sos., M.Si.", "Drs. H.", "Nama Contoh", "S.Sos., M.Si."),
        ("Hj.Eni  Nuraeni,A.Md.Kom.", "Hj.", "Eni Nuraeni", "A.Md.Kom."),
        ("K.H. Ahmad Jubaedi", "K.H.", "Ahmad Jubaedi", ""),
        ("Prof. Dr. Ir. Rohmat", "Prof. Dr. Ir.", "Rohmat", ""),
        ("dr. Siti Rohmah", "dr.", "Siti Rohmah", ""),
        ("Tb. Fahrudin", "Tb.", "Fahrudin", ""),
        ("Rt. Hj. Yuliana, S.H.", "Rt. Hj.", "Yuliana", "S.H."),
        ("H Suhaedi", "H", "Suhaedi", ""),
        ("Drs.H.Mulyadi", "Drs. H.", "Mulyadi", ""),
        ("Nyi Mas Khodijah", "", "Nyi Mas Khodijah", ""),
        ("Hasan bin Marzuki", "", "Hasan bin Marzuki", ""),
        ("Drajat Hidayat", "", "Drajat Hidayat", ""),
        ("Irvan", "", "Irvan", ""),
        ("M. Ali Samsul Ma'arif", "", "M. Ali Samsul Ma'arif", ""),
        ("H.", "", "H.", ""),
        (", S.H.", "", "", "S.H."),
    ],
)
def test_names_are_taken_apart(written: str, before: str, bare: str, after: str) -> None:
    assert names.parse(written) == names.Name(before, bare, after)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Suherman", "S"),
        ("Siti Rohmah", "SR"),
        ("Eni binti Nur Aeni", "EA"),
        ("M. Ali", "MA"),
        ("ujang", "U"),
        ("Ma'arif (alm.)", "M"),
    ],
)
def test_initials_come_from_the_bare_name(name: str, initials: str) -> None:
    assert _officer(names.Name("Drs. H.", name, "M.Si.")).initials == initials


TITLES = ["Drs.", "Dra.", "H.", "Hj.", "H", "KH", "K.H.", "Ir.", "dr.", "Prof.", "Tb.", "Rt."]
REST = ["Nyi", "Siti", "Rohmat", "bin", "M.", "Ma'arif", "Nur-Aini", ",", ",,", "S.H.", "A.Md.Kom.", ".", "x"]
WORDS = st.sampled_from([*TITLES, *REST])


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from([" ", "  ", ""]))
def test_a_name_put_together_again_is_taken_apart_the_same(words: list[str], between: str) -> None:
    name = names.parse(between.join(words))
    if name.bare:
        assert names.parse(_officer(name).full_name) == name


@given(st.lists(st.sampled_from(["Siti", "Rohmat", "bin", "Nuraeni"]), min_size=1, max_size=4))
def test_a_plain_name_is_shown_as_it_was_written(words: list[str]) -> None:
    written = f"Drs. H. {' '.join(words)}, S.Sos., M.Si."
    assert _officer(names.parse(written)).full_name == written


def _officer(name: names.Name) -> Officer:
    return Officer(1, "X", name.bare, name.before, name.after, "Staf", 1, None)
