"""From a file to the record: all or nothing, the same again changes nothing, what left is retired."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from data import desks, duties, officers, offices
from data.database import Database
from data.roster import Changes, Count, RosterError, RosterErrors, check, import_roster, read, write_workbook
from data.tables import (
    desk_services,
    metadata,
    opening_hours,
    posters,
    ratings,
)

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 1, tzinfo=UTC)
ZONE = "Asia/Jakarta"
ROSTER = ("offices", "opening_hours", "services", "desks", "desk_services", "officers", "duties")

FILES = {
    "kantor": "kode,nama,induk,senin\nKEC,Kecamatan,,08.00-15.00\nKEL,Kelurahan,KEC,08.00-12.00\n",
    "layanan": "kode,nama,standar_menit\nKTP,Perekaman KTP-el,15\nSKTM,SKTM,10\n",
    "loket": 'kode,nama,kantor,layanan\nL1,Loket 1,KEC,"KTP, SKTM"\nL2,Loket 2,KEL,SKTM\n',
    "petugas": "nip,kode,nama,jabatan,kantor,atasan\n"
    '197503101998031901,,"Drs. H. Suhaedi, M.Si.",Camat,KEC,\n'
    "199607082024212903,,Eni Nuraeni,Operator,KEC,197503101998031901\n"
    ",TKS-1,Rohmat,TKS,KEL,199607082024212903\n",
    "jaga": "hari,tanggal,mulai,selesai,loket,petugas\n"
    "Senin-Jumat,,08.00,15.00,L1,199607082024212903\n"
    ",2026-12-04,08.00,11.00,L2,TKS-1\n",
}


def written(folder: Path, **files: str) -> Path:
    """Write the small roster with some of its files changed."""
    folder.mkdir(exist_ok=True)
    for name, content in {**FILES, **files}.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return folder


async def held(database: Database, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return whole tables, in the order of their keys."""
    async with database.reading() as tx:
        return {
            name: [
                tuple(row)
                for row in await tx.all(
                    select(metadata.tables[name]).order_by(*metadata.tables[name].primary_key.columns)
                )
            ]
            for name in names
        }


async def test_the_sample_office_is_imported_whole(database: Database) -> None:
    changes = await import_roster(database, SAMPLE, NOW, ZONE)
    assert (changes.offices.added, changes.desks.added, changes.officers.added) == (11, 31, 61)
    assert changes.posters == changes.desks.added
    async with database.reading() as tx:
        camat = await officers.by_code(tx, "197311161996021901")
        assert camat is not None
        assert camat.full_name == "Drs. H. Suhaedi Rahman, M.Si."
        assert len(await officers.team(tx, camat.id)) == 60
        served = {row[0] for row in await tx.all(select(metadata.tables["duties"].c.officer_id))}
        assert len(served) >= 30
        monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
        at_work = {desk.code: await duties.on_duty(tx, desk.id, monday) for desk in await desks.live(tx)}
        assert [officer.name for officer in at_work["KEC-2"]] == ["Hendra Gunawan", "Yayah Komariah"]
        assert at_work["KEC-6"] == []


async def test_the_same_file_again_changes_nothing(database: Database) -> None:
    first = await import_roster(database, SAMPLE, NOW, ZONE)
    before = await held(database, *ROSTER, "posters")
    again = await import_roster(database, SAMPLE, LATER, ZONE)
    assert again.is_nothing
    assert not first.is_nothing
    assert again.officers == Count(unchanged=61)
    assert await held(database, *ROSTER, "posters") == before


async def test_a_workbook_says_the_same_as_the_folder_it_was_made_from(database: Database, tmp_path: Path) -> None:
    workbook = tmp_path / "roster.xlsx"
    write_workbook(workbook, read(SAMPLE))
    await import_roster(database, SAMPLE, NOW, ZONE)
    assert (await import_roster(database, workbook, NOW, ZONE)).is_nothing


async def test_rows_in_another_order_give_the_same_record_to_the_last_id(tmp_path: Path) -> None:
    records = []
    for seed in range(3):
        folder = tmp_path / str(seed)
        folder.mkdir()
        for file in SAMPLE.glob("*.csv"):
            heading, *rows = file.read_text("utf-8").splitlines()
            random.Random(seed).shuffle(rows)
            (folder / file.name).write_text("\n".join([heading, *rows]), "utf-8")
        database = Database.connect(f"sqlite+aiosqlite:///{tmp_path}/{seed}.db")
        await database.migrate()
        await import_roster(database, folder, NOW, ZONE)
        records.append(await held(database, *ROSTER))
        await database.close()
    assert records[0] == records[1] == records[2]


async def test_a_changed_file_updates(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    changes = await import_roster(
        database,
        written(
            tmp_path / "b",
            kantor=FILES["kantor"].replace("08.00-12.00", "08.00-13.00"),
            layanan=FILES["layanan"].replace(",10", ",20"),
            loket=FILES["loket"].replace("KTP, SKTM", "SKTM, KTP"),
            petugas=FILES["petugas"].replace("Eni Nuraeni,Operator,KEC", '"Hj. Eni Nuraeni, S.H.",Operator,KEL'),
            jaga=FILES["jaga"].replace("Senin-Jumat", "Senin-Kamis"),
        ),
        LATER,
        ZONE,
    )
    assert changes == Changes(
        offices=Count(changed=1, unchanged=1),
        services=Count(changed=1, unchanged=1),
        desks=Count(changed=1, unchanged=1),
        officers=Count(changed=1, unchanged=2),
        duties=Count(retired=1, unchanged=5),
        posters=0,
    )
    async with database.reading() as tx:
        eni = await officers.by_code(tx, "19960708 202421 2 903")
        office = await offices.by_code(tx, "kel")
        desk = await desks.by_code(tx, "l1")
        assert eni is not None and office is not None and desk is not None
        assert (eni.full_name, eni.office_id) == ("Hj. Eni Nuraeni, S.H.", office.id)
        assert [service.code for service in await desks.services(tx, desk.id)] == ["SKTM", "KTP"]
        assert await offices.is_open(tx, office.id, datetime(2026, 11, 23, 12, 30, tzinfo=UTC))


async def test_a_service_is_free_by_law_unless_the_roster_says_otherwise(database: Database, tmp_path: Path) -> None:
    async def free() -> dict[str, bool]:
        async with database.reading() as tx:
            desk = await desks.by_code(tx, "L1")
            assert desk is not None
            return {service.code: service.free for service in await desks.services(tx, desk.id)}

    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    assert await free() == {"KTP": True, "SKTM": True}
    column = "kode,nama,standar_menit,gratis\nKTP,Perekaman KTP-el,15,\nSKTM,SKTM,10,Tidak\n"
    changes = await import_roster(database, written(tmp_path / "b", layanan=column), LATER, ZONE)
    assert changes.services == Count(changed=1, unchanged=1)
    assert await free() == {"KTP": True, "SKTM": False}
    assert (await import_roster(database, tmp_path / "b", LATER, ZONE)).is_nothing
    assert (await import_roster(database, tmp_path / "a", LATER, ZONE)).services == Count(changed=1, unchanged=1)
    assert await free() == {"KTP": True, "SKTM": True}


async def test_who_left_is_retired_not_deleted_and_may_come_back(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    async with database.transaction() as tx:
        rohmat = await officers.by_code(tx, "TKS-1")
        desk = await desks.by_code(tx, "L2")
        assert rohmat is not None and desk is not None
        rating = {"id": "r", "rater": b"x", "desk_id": desk.id, "officer_id": rohmat.id, "face": 4, "evidence": "duty"}
        await tx.run(insert(ratings).values(**rating, excused=0, day="2026-11-23", hour=8, week="2026-W48"))
    without = written(
        tmp_path / "b",
        loket="kode,nama,kantor,layanan\nL1,Loket 1,KEC,KTP\n",
        layanan="kode,nama\nKTP,Perekaman KTP-el\n",
        petugas=FILES["petugas"].replace(",TKS-1,Rohmat,TKS,KEL,199607082024212903\n", ""),
        jaga=FILES["jaga"].replace(",2026-12-04,08.00,11.00,L2,TKS-1\n", ""),
        kantor="kode,nama\nKEC,Kecamatan\n",
    )
    changes = await import_roster(database, without, LATER, ZONE)
    assert [count.retired for count in (changes.offices, changes.services, changes.desks, changes.officers)] == [1] * 4
    async with database.reading() as tx:
        assert await officers.by_code(tx, "TKS-1") is None
        assert await officers.by_id(tx, rohmat.id) == rohmat
        assert [desk.code for desk in await desks.live(tx)] == ["L1"]
        assert [office.code for office in await offices.live(tx)] == ["KEC"]
        assert [officer.name for officer in await officers.live(tx)] == ["Eni Nuraeni", "Suhaedi"]
    back = await import_roster(database, tmp_path / "a", LATER, ZONE)
    assert back.officers == Count(changed=1, unchanged=2)
    async with database.reading() as tx:
        assert await officers.by_code(tx, "TKS-1") == rohmat
        assert await tx.value(select(ratings.c.officer_id)) == rohmat.id
    assert (await import_roster(database, tmp_path / "a", LATER, ZONE)).is_nothing


async def test_staff_who_get_a_nip_stay_the_same_person(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    appointed = FILES["petugas"].replace(",TKS-1,", "199001012026211905,TKS-1,")
    changes = await import_roster(database, written(tmp_path / "b", petugas=appointed), LATER, ZONE)
    assert changes.officers == Count(changed=1, unchanged=2)
    async with database.reading() as tx:
        rohmat = await officers.by_code(tx, "199001012026211905")
        assert rohmat is not None
        assert rohmat.name == "Rohmat"
        assert await officers.by_code(tx, "TKS-1") is None
    assert (await import_roster(database, tmp_path / "b", LATER, ZONE)).is_nothing


async def test_one_bad_line_and_nothing_is_changed(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    before = await held(database, *ROSTER, "posters")
    bad = written(
        tmp_path / "b",
        layanan=FILES["layanan"] + "BARU,Layanan baru,5\n",
        jaga=FILES["jaga"] + "Senin,,08.00,15.00,L9,TKS-1\n",
    )
    with pytest.raises(RosterErrors) as refused:
        await import_roster(database, bad, LATER, ZONE)
    assert [str(line) for line in refused.value.lines] == [
        'jaga.csv, row 4, column loket: "L9" is not in the sheet loket; known are L1, L2.'
    ]
    assert await held(database, *ROSTER, "posters") == before


async def test_a_superior_who_has_left_is_told_as_such(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    headless = FILES["petugas"].replace('197503101998031901,,"Drs. H. Suhaedi, M.Si.",Camat,KEC,\n', "")
    with pytest.raises(RosterErrors) as refused:
        await import_roster(database, written(tmp_path / "b", petugas=headless), LATER, ZONE)
    assert [str(line) for line in refused.value.lines] == [
        'petugas.csv, row 2, column atasan: "197503101998031901" is no longer in the sheet petugas, so is retired; '
        "name who has taken over."
    ]


async def test_every_live_desk_has_one_poster_after_each_import(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    more = written(tmp_path / "b", loket=FILES["loket"] + "L3,Loket 3,KEL,KTP\n")
    assert (await import_roster(database, more, LATER, ZONE)).posters == 1
    async with database.reading() as tx:
        issued = [row[0] for row in await tx.all(select(posters.c.desk_id))]
        assert sorted(issued) == sorted(desk.id for desk in await desks.live(tx))


async def test_details_of_untouched_rows_stay(database: Database, tmp_path: Path) -> None:
    await import_roster(database, written(tmp_path / "a"), NOW, ZONE)
    before = await held(database, opening_hours.name, desk_services.name)
    renamed = written(tmp_path / "b", kantor=FILES["kantor"].replace("Kelurahan", "Kelurahan Baru"))
    assert (await import_roster(database, renamed, LATER, ZONE)).offices == Count(changed=1, unchanged=1)
    assert await held(database, opening_hours.name, desk_services.name) == before


def test_the_template_can_be_imported_as_it_is(tmp_path: Path) -> None:
    write_workbook(tmp_path / "template.xlsx")
    roster = check(read(tmp_path / "template.xlsx"), date(2026, 11, 23), ZONE)
    assert [officer.name.bare for officer in roster.officers] == [
        "Nama Contoh",
        "Contoh Kedua",
        "Contoh Ketiga",
        "Contoh",
    ]
    assert {duty.date for duty in roster.duties} == {None, "2026-12-04"}


def test_the_template_guides_whoever_fills_it_in(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_workbook(tmp_path / "template.xlsx")
    workbook = load_workbook(tmp_path / "template.xlsx")
    assert workbook.active.title == "Petunjuk"
    assert workbook["daftar"].sheet_state == "hidden"
    officer_sheet = workbook["petugas"]
    assert officer_sheet.freeze_panes == "A2"
    assert officer_sheet["A2"].number_format == "@"
    assert officer_sheet["A1"].comment is not None
    lists = {
        sheet.title: sorted(str(validation.sqref).split(":")[0] for validation in sheet.data_validations.dataValidation)
        for sheet in workbook.worksheets
    }
    assert lists == {
        "kantor": ["C2"],
        "layanan": ["D2"],
        "loket": ["C2", "D2"],
        "petugas": ["G2", "H2"],
        "jaga": ["A2", "E2", "F2"],
        "daftar": [],
        "Petunjuk": [],
    }


def test_a_workbook_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_text("mine")
    with pytest.raises(RosterError, match=r"exists already: choose another name, or use --force"):
        write_workbook(path)
    assert path.read_text() == "mine"
    write_workbook(path, force=True)
    assert path.read_bytes()[:2] == b"PK"
    assert [file.name for file in tmp_path.iterdir()] == ["template.xlsx"]


@pytest.mark.parametrize("name", ["template.csv", "missing/template.xlsx"])
def test_where_no_workbook_can_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(RosterError) as refused:
        write_workbook(tmp_path / name)
    assert "\n" not in str(refused.value)


def _locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0 old or locked")


def _truncated(path: Path) -> None:
    write_workbook(path)
    path.write_bytes(path.read_bytes()[:5000])


def _emptied(path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(path)


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("none.xlsx", lambda path: None, "does not exist: give a workbook (.xlsx) or a folder of CSV files"),
        ("a.xls", _locked, "is an old .xls or locked with a password"),
        ("a.xlsx", lambda path: path.write_text("kode,nama"), "is no workbook"),
        ("b.xlsx", _truncated, "is no workbook, or damaged"),
        ("c.xlsx", _emptied, "The workbook is empty"),
        ("petugas.csv", lambda path: path.write_text("nip,nama"), "give the folder that holds kantor.csv"),
        ("folder", Path.mkdir, "holds no CSV files"),
    ],
    ids=["missing", "old", "text", "truncated", "empty", "one-csv", "empty-folder"],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, name: str, make: Callable[[Path], object], problem: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(RosterError) as refused:
        read(tmp_path / name)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)
