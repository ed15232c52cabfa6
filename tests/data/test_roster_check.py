"""Everything that is wrong in a roster is found at once and said so that its writer can mend it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.roster import Roster, RosterErrors, check, read
from data.roster.reading import from_csv

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
TODAY = date(2026, 11, 23)
ZONE = "Asia/Jakarta"

CAMAT, ENI = "197503101998031901", "199607082024212903"
FILES = {
    "kantor": "kode,nama,induk,senin\nKEC,Kecamatan,,08.00-15.00\nKEL,Kelurahan,KEC,08.00-12.00\n",
    "layanan": "kode,nama,standar_menit\nKTP,Perekaman KTP-el,15\nSKTM,SKTM,10\n",
    "loket": 'kode,nama,kantor,layanan\nL1,Loket 1,KEC,"KTP, SKTM"\nL2,Loket 2,KEL,SKTM\n',
    "petugas": f"nip,kode,nama,jabatan,kantor,atasan\n{CAMAT},,Suhaedi,Camat,KEC,\n{ENI},,Eni,Operator,KEC,{CAMAT}\n"
    f",TKS-1,Rohmat,TKS,KEL,{ENI}\n",
    "jaga": f"hari,tanggal,mulai,selesai,loket,petugas\nSenin-Jumat,,08.00,15.00,L1,{ENI}\n",
}


def judged(**files: str | bytes | None) -> Roster:
    """Check the small roster with some files changed, or left out."""
    chosen = {name: content for name, content in {**FILES, **files}.items() if content is not None}
    encoded = {f"{n}.csv": c if isinstance(c, bytes) else c.encode() for n, c in chosen.items()}
    return check(from_csv(encoded), TODAY, ZONE)


def told(**files: str | bytes | None) -> list[str]:
    """Return what is wrong with it."""
    with pytest.raises(RosterErrors) as refused:
        judged(**files)
    return [str(line) for line in refused.value.lines]


def swap(name: str, old: str, new: str) -> dict[str, str]:
    """Change one file of the small roster."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            swap("kantor", "KEL,Kelurahan,KEC", "KEL,Kelurahan,KAC"),
            'kantor.csv, row 3, column induk: "KAC" is not in the sheet kantor; did you mean "KEC"?',
        ),
        (
            swap("kantor", "KEC,Kecamatan,,", "KEC,Kecamatan,KEL,"),
            "kantor.csv, row 2, column induk: goes in a circle: KEC → KEL → KEC; leave the topmost one's empty.",
        ),
        (
            swap("kantor", "KEC,Kecamatan,,", "KEC,Kecamatan,KEC,"),
            "kantor.csv, row 2, column induk: stands above itself; name another, or leave it empty.",
        ),
        (
            swap("kantor", "08.00-12.00", "12.00-08.00"),
            "kantor.csv, row 3, column senin: closes (08.00) before it opens (12.00); write the earlier time first.",
        ),
        (
            swap("kantor", "KEL,", "kec,"),
            'kantor.csv, row 3, column kode: "kec" stands in row 2 as well; '
            "give each its own, or remove one of the rows.",
        ),
        (
            swap("layanan", "SKTM,SKTM", "SKTM,"),
            "layanan.csv, row 3, column nama: is empty; fill it in.",
        ),
        (
            swap("layanan", ",15", ",sebentar"),
            'layanan.csv, row 2, column standar_menit: "sebentar" is no number of minutes; '
            "write a whole number above 0, or leave it empty.",
        ),
        (
            {"layanan": "kode,nama,gratis\nKTP,Perekaman KTP-el,ya\nSKTM,SKTM,kadang\n"},
            'layanan.csv, row 3, column gratis: "kadang" is neither ya nor tidak; '
            "write ya or tidak, or leave it empty for ya.",
        ),
        (
            swap("loket", "KTP, SKTM", "KTP, SKTN"),
            'loket.csv, row 2, column layanan: "SKTN" is not in the sheet layanan; did you mean "SKTM"?',
        ),
        (swap("loket", "KEL,SKTM", "KEL,"), "loket.csv, row 3, column layanan: is empty; fill it in."),
        (
            swap("petugas", f"{ENI},,Eni", "199607082018212903,,Eni"),
            "petugas.csv, row 3, column nip: there was no PPPK in 2018, the first came in 2019; "
            "compare it with the letter of appointment.",
        ),
        (
            swap("petugas", f"{CAMAT},,Suhaedi", "1.97503E+17,,Suhaedi"),
            "petugas.csv, row 2, column nip: the spreadsheet has turned the NIP into a number and lost its last "
            "digits; format the column as text, then type all 18 digits again.",
        ),
        (
            swap("petugas", ",TKS-1,Rohmat", ",,Rohmat"),
            "petugas.csv, row 4, column nip: neither nip nor kode is given; "
            "fill in nip, or kode for staff without a NIP.",
        ),
        (
            swap("petugas", ",TKS-1,Rohmat", ",199001012026211905,Rohmat"),
            "petugas.csv, row 4, column kode: this is a NIP; move it to the column nip.",
        ),
        (
            swap("petugas", f"TKS,KEL,{ENI}", "TKS,KEL,198501152010011907"),
            'petugas.csv, row 4, column atasan: "198501152010011907" is not in the sheet petugas; '
            "add that row, or mend the number.",
        ),
        (
            swap("petugas", "Camat,KEC,\n", "Camat,KEC,TKS-1\n"),
            f"petugas.csv, row 2, column atasan: goes in a circle: {CAMAT} → TKS-1 → {ENI} → {CAMAT}; "
            "leave the topmost one's empty.",
        ),
        (
            swap("petugas", "Rohmat", '", S.H."'),
            'petugas.csv, row 4, column nama: ", S.H." has degrees but no name; write the name before the comma.',
        ),
        (
            swap("jaga", "08.00,15.00", "15.00,08.00"),
            "jaga.csv, row 2, column selesai: does not end after it starts; write a duty past midnight as two rows.",
        ),
        (
            swap("jaga", "Senin-Jumat,,", "Senin,2026-11-24,"),
            "jaga.csv, row 2, column tanggal: hari and tanggal are both given; keep hari for every week, "
            "or tanggal for one day.",
        ),
        (
            swap("jaga", "Senin-Jumat,,", ",,"),
            "jaga.csv, row 2, column hari: neither hari nor tanggal is given; give a weekday, or a date.",
        ),
        (
            {"jaga": FILES["jaga"] + f"Jumat,,14.00,16.00,L2,{ENI}\n"},
            "jaga.csv, row 3, column petugas: on Jumat the officer is at another desk at the same time (row 2); "
            "change the times of one of the two.",
        ),
        (
            swap("jaga", "loket,petugas", "locket,petugas"),
            'jaga.csv, row 1, column locket: is no column of this sheet; did you mean "loket"? Rename or remove it.',
        ),
        (
            swap("jaga", f"L1,{ENI}\n", f"L1,{ENI},,catatan\n"),
            "jaga.csv, row 2, column G: more cells than headings; put a cell with a comma in quotes.",
        ),
        (
            swap("jaga", "petugas\n", "petugas,mulai\n"),
            "jaga.csv, row 1, column mulai: this column stands here twice; remove one.",
        ),
        ({"jaga": None}, '"jaga": this sheet (or CSV file) is missing; add it.'),
        (
            {"petugaz": "x\n1\n"},
            'petugaz.csv: is not part of a roster; did you mean "petugas"? Rename or remove it.',
        ),
        (
            {"petugas": "nip,kode,nama,jabatan,kantor,atasan\n", "jaga": "hari,mulai,selesai,loket,petugas\n"},
            "petugas.csv: has no rows, which would retire all that is in the record; fill it in.",
        ),
    ],
    ids=lambda value: value.split(";")[0][:60] if isinstance(value, str) else "",
)
def test_a_mistake_is_named_with_place_and_remedy(files: Mapping[str, str], message: str) -> None:
    assert message in told(**files)


def test_one_mistake_does_not_bring_others_about() -> None:
    assert len(told(**swap("petugas", f"{CAMAT},,Suhaedi", "1.97503E+17,,Suhaedi"))) == 1
    assert len(told(**swap("petugas", f"{ENI},,Eni", "199607082024213903,,Eni"))) == 2 + 1  # named by two other rows
    assert len(told(**swap("kantor", "KEC,Kecamatan", "KEC,"))) == 1
    assert len(told(kantor=None)) == 1
    assert told(**swap("layanan", "kode,nama", "kod,nama")) == [
        "layanan.csv, column kode: the column is missing; add it.",
        'layanan.csv, row 1, column kod: is no column of this sheet; did you mean "kode"? Rename or remove it.',
    ]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets() -> None:
    lines = told(
        kantor=FILES["kantor"].replace("KEL,Kelurahan,KEC", "KEL,,KAC"),
        petugas=FILES["petugas"].replace("Camat,KEC", ",KAC"),
        jaga=FILES["jaga"].replace("Senin-Jumat", "Senen").replace("08.00", "8 pagi"),
    )
    assert [line.split(":")[0] for line in lines] == [
        "kantor.csv, row 3, column nama",
        "kantor.csv, row 3, column induk",
        "petugas.csv, row 2, column jabatan",
        "petugas.csv, row 2, column kantor",
        "jaga.csv, row 2, column hari",
        "jaga.csv, row 2, column mulai",
    ]


def test_the_whole_is_told_in_one_line() -> None:
    with pytest.raises(RosterErrors, match=r"^The roster has 1 mistake; nothing was changed\."):
        judged(**swap("kantor", "KEC,Kecamatan", "KEC,"))


def test_several_officers_at_one_desk_are_a_choice_not_a_mistake() -> None:
    roster = judged(jaga=FILES["jaga"] + "Senin,,08.00,15.00,L1,TKS-1\n")
    assert [(duty.weekday, duty.officer) for duty in roster.duties][:2] == [(1, ENI), (1, "TKS-1")]


def test_a_day_elsewhere_may_differ_from_the_weekly_plan() -> None:
    roster = judged(jaga=FILES["jaga"] + f",2026-11-24,08.00,15.00,L2,{ENI}\n")
    assert [duty.desk for duty in roster.duties if duty.date] == ["L2"]


def test_duties_that_touch_do_not_overlap() -> None:
    assert len(judged(jaga=FILES["jaga"] + f"Senin,,15.00,16.00,L2,{ENI}\n").duties) == 6


def test_a_roster_may_have_no_duties_yet() -> None:
    assert judged(jaga="hari,mulai,selesai,loket,petugas\n").duties == ()


@pytest.mark.parametrize(
    "content",
    [
        FILES["loket"].encode("utf-8-sig"),
        FILES["loket"].encode("utf-16"),
        FILES["loket"].replace("\n", "\r\n").encode(),
        FILES["loket"].replace(", SKTM", "|SKTM").replace(",", ";").replace("|", ", ").encode(),
        FILES["loket"].replace(", SKTM", "|SKTM").replace(",", "\t").replace("|", ", ").encode("utf-16"),
        b"sep=,\n" + FILES["loket"].encode(),
        b"\n,,,\n" + FILES["loket"].encode(),
        FILES["loket"].replace("kode,nama,kantor,layanan", " Kode ,NAMA,Kantor,layanan,,").encode(),
        FILES["loket"].replace("L2,", "L2,  ").replace("KEL,", "kel ,").encode(),
    ],
    ids=["bom", "utf-16", "crlf", "semicolons", "tabs", "sep", "blank-rows", "headings", "spaces-and-case"],
)
def test_csv_files_as_spreadsheets_write_them(content: bytes) -> None:
    assert judged(loket=content) == judged()


def test_names_in_the_old_encoding_of_windows() -> None:
    assert judged(kantor=FILES["kantor"].replace("Kecamatan", "Kantor Ma’arif").encode("cp1252")).offices[0].name == (
        "Kantor Ma’arif"
    )


def test_degrees_in_columns_of_their_own() -> None:
    petugas = (
        "nip,nama,gelar_depan,gelar_belakang,jabatan,kantor\n"
        f'{CAMAT},Suhaedi,Drs. H.,"S.Sos., M.Si.",Camat,KEC\n'
        f'{ENI},"Hj. Eni, S.H.",,,Operator,KEC\n'
    )
    names = [officer.name for officer in judged(petugas=petugas).officers]
    assert [(name.before, name.bare, name.after) for name in names] == [
        ("Drs. H.", "Suhaedi", "S.Sos., M.Si."),
        ("Hj.", "Eni", "S.H."),
    ]


def test_a_workbook_that_a_spreadsheet_has_bent(tmp_path: Path) -> None:
    rows: dict[str, list[Sequence[Any]]] = {
        " Kantor": [
            ("KODE", "Nama", "Induk", "Zona Waktu", "Senin"),
            (3673021001.0, "Kecamatan", None, "WITA", "8-15"),
        ],
        "Layanan": [("kode", "nama", "Standar (menit)"), ("KTP", "Perekaman", 15.0)],
        "LOKET": [("kode", "nama", "kantor", "layanan"), (1, "Loket 1", 3673021001, "KTP")],
        "petugas": [
            ("NIP", "nama", "jabatan", "kantor", "atasan"),
            ("'19750310 199803 1 901", "Suhaedi", "Camat", "3673021001", None),
            (ENI, "Eni", "Operator", 3673021001, CAMAT),
        ],
        "jaga": [
            ("Hari", "Tanggal", "mulai", "selesai", "loket", "petugas"),
            (None, datetime.combine(date(2026, 12, 4), time()), time(8), 0.625, 1.0, ENI),
            ("Jum'at", None, 8.3, "15:00", "1", ENI),
        ],
        "Petunjuk": [("apa saja",)],
        "Sheet1": [],
    }
    roster = check(read(_workbook(tmp_path, rows)), TODAY, ZONE)
    assert roster.offices[0].code == "3673021001"
    assert (roster.offices[0].time_zone, roster.offices[0].hours) == ("Asia/Makassar", ((1, 480, 900),))
    assert roster.services[0].standard_minutes == 15
    assert [(duty.date, duty.weekday, duty.starts, duty.ends) for duty in roster.duties] == [
        ("2026-12-04", None, 480, 900),
        (None, 5, 510, 900),
    ]


def test_a_nip_column_that_became_numbers_is_refused_row_by_row(tmp_path: Path) -> None:
    rows: dict[str, list[Sequence[Any]]] = {
        name: [line.split(",") for line in content.replace('"KTP, SKTM"', "KTP").splitlines()]
        for name, content in FILES.items()
    }
    for row in rows["petugas"][1:3]:
        row[0] = float(row[0])  # type: ignore[index]
    with pytest.raises(RosterErrors) as refused:
        check(read(_workbook(tmp_path, rows)), TODAY, ZONE)
    assert [(line.place, line.row, line.column) for line in refused.value.lines] == [
        ('sheet "petugas"', 2, "nip"),
        ('sheet "petugas"', 3, "nip"),
    ]


def _workbook(folder: Path, rows: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, lines in rows.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append([cell if cell != "" else None for cell in line])
    workbook.save(folder / "roster.xlsx")
    return folder / "roster.xlsx"


SHEETS = {file.stem: file.read_text("utf-8").splitlines() for file in SAMPLE.glob("*.csv")}
SOUND = check(read(SAMPLE), TODAY, ZONE)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(order: Any) -> None:
    files = {}
    for name, (heading, *rows) in SHEETS.items():
        shuffled = list(rows)
        order.shuffle(shuffled)
        files[f"{name}.csv"] = "\n".join([heading, *shuffled]).encode()
    assert check(from_csv(files), TODAY, ZONE) == SOUND


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
def test_whatever_stands_in_a_file_is_a_roster_or_told(name: str, content: bytes) -> None:
    try:
        judged(**{name: content})
    except RosterErrors as refused:
        assert all("\n" not in str(line) for line in refused.lines)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["kantor", "layanan", "loket", "petugas", "jaga"]),
    st.integers(1, 3),
    st.integers(0, 5),
    st.text(max_size=12) | st.sampled_from(["KEC", "L1", CAMAT, "08.00", "-", "Senin", "1.9E+17", "24.00"]),
)
def test_any_cell_changed_to_anything_is_sound_or_told_in_its_place(
    name: str, row: int, column: int, cell: str
) -> None:
    lines = [line.split(",") for line in FILES[name].replace('"KTP, SKTM"', "KTP").splitlines()]
    row, column = min(row, len(lines) - 1), min(column, len(lines[0]) - 1)
    lines[row][column] = '"' + cell.replace('"', "'") + '"'
    try:
        judged(**{name: "\n".join(",".join(line) for line in lines)})
    except RosterErrors as refused:
        assert all(line.problem and line.remedy for line in refused.lines)
