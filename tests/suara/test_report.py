"""Reports from the command line."""

import io
import secrets
import sqlite3
import stat
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from data import skm
from tests.suara.conftest import Suara, one_line

PERIOD = ("--office", "kec-kasemen", "--from", "2026-01-01", "--to", "2026-06-30")
T13 = (105, 101, 100, 116, 102, 105, 106, 105, 115)
"""Sums of 29 responses whose index is 91.48; the weight 0.11 gives 90.56."""


def respond(answers: Sequence[Sequence[int]], day: str = "2026-03-02", desk: str = "KEC-1") -> None:
    """Store complete responses at a desk."""
    columns = ["id", "rater", "office_id", "desk_id", "started_on", "completed_on", *skm.UNSUR]
    with sqlite3.connect("var/suara.db") as record:
        [(desk_id, office_id)] = record.execute("SELECT id, office_id FROM desks WHERE code = ?", (desk,))
        record.executemany(
            f"INSERT INTO skm_responses ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            [
                (secrets.token_urlsafe(9), secrets.token_bytes(16), office_id, desk_id, day, day, *given)
                for given in answers
            ],
        )
    record.close()


def with_sums(sums: Sequence[int], count: int) -> list[tuple[int, ...]]:
    """Return so many responses whose answers add up to these sums."""
    columns = []
    for total in sums:
        base, more = divmod(total, count)
        columns.append([base + (place < more) for place in range(count)])
    return list(zip(*columns, strict=True))


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_report_is_right_to_the_last_digit_everywhere(office: Suara) -> None:
    respond(with_sums(T13, 29)[:20], desk="KEC-1")
    respond(with_sums(T13, 29)[20:], desk="KEC-2")
    files = ("--out", "laporan.pdf", "--poster", "papan.pdf", "--bundle", "bukti.zip")
    result = office("report", "skm", *PERIOD, "--users", "100", *files, "--json")
    assert result.code == 0, result
    told = result.json
    assert (told["responses"], told["target"], told["index"], told["grade"]) == (29, 80, "91.48", "A")
    for name in ("laporan.pdf", "papan.pdf"):
        assert "91,48" in text_of(Path(name))
    assert "29 dari target 80" in text_of(Path("laporan.pdf"))
    assert office("report", "skm", *PERIOD, "--out", "laporan.xlsx").code == 0
    book = openpyxl.load_workbook("laporan.xlsx", data_only=True)
    assert 91.48 in [cell.value for sheet in book for row in sheet for cell in row]
    with zipfile.ZipFile("bukti.zip") as bundle:
        pdfs = [name for name in bundle.namelist() if name.endswith(".pdf")]
        assert any("91,48" in _text(bundle.read(name)) for name in pdfs)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_picture_for_the_web(office: Suara) -> None:
    respond([(4,) * 9] * 12)
    assert office("report", "skm", *PERIOD, "--poster", "ikm.png").code == 0
    assert Image.open("ikm.png").width >= 1000


def test_the_filled_in_plan_comes_back_in_this_report_and_the_next(office: Suara) -> None:
    respond([(3, 3, 2, 4, 3, 3, 3, 2, 3)] * 12)
    respond([(3,) * 9] * 12, day="2026-09-01")
    assert office("report", "skm", *PERIOD, "--out", "laporan.xlsx").code == 0
    book = openpyxl.load_workbook("laporan.xlsx")
    sheet = next(each for each in book if "encana" in each.title)
    heads = next(row for row in sheet.iter_rows() if any("enanggung" in str(cell.value) for cell in row))
    columns = {str(cell.value).split()[0].casefold(): cell.column for cell in heads if cell.value}
    row = heads[0].row + 1
    values = {"unsur": "Waktu Penyelesaian", "program": "Loket kedua", "triwulan": "TW IV 2026", "penanggung": "Kasi"}
    for name, value in values.items():
        column = next(at for head, at in columns.items() if head.startswith(name))
        sheet.cell(row, column).value = value
    done = next(at for head, at in columns.items() if head.startswith("tanggal"))
    sheet.cell(row, done).value = date(2026, 10, 5)
    book.save("diisi.xlsx")
    assert office("report", "plan", "diisi.xlsx", "--json").json == {
        "office": "KEC-KASEMEN",
        "measures": 1,
        "done": 1,
    }
    assert office("report", "skm", *PERIOD, "--out", "laporan.pdf").code == 0
    assert "Loket kedua" in text_of(Path("laporan.pdf"))
    later = ("--office", "KEC-KASEMEN", "--from", "2026-07-01", "--to", "2026-10-31")
    assert office("report", "skm", *later, "--out", "berikut.pdf").code == 0
    told = text_of(Path("berikut.pdf"))
    assert "Loket kedua" in told
    assert "5 Oktober 2026" in told


def test_the_users_told_once_are_known_the_next_time(office: Suara) -> None:
    respond([(3,) * 9] * 12)
    assert office("report", "skm", *PERIOD, "--users", "1000", "--out", "a.pdf", "--json").json["target"] == 278
    again = office("report", "skm", *PERIOD, "--out", "b.pdf", "--json")
    assert again.json["target"] == 278


def test_the_superior_is_given_the_same_report(office: Suara) -> None:
    respond([(3,) * 9] * 12)
    assert office("report", "skm", *PERIOD, "--out", "laporan.pdf").code == 0
    [kept] = Path("var/reports").iterdir()
    assert kept.read_bytes() == Path("laporan.pdf").read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("--office", "NOWHERE", *PERIOD[2:], "--out", "a.pdf"), "There is no office 'NOWHERE'", id="unit"),
        pytest.param(
            (*PERIOD[:2], "--from", "2025-01-01", "--to", "2025-06-30", "--out", "a.pdf"),
            "Nobody completed the survey of Kecamatan Kasemen from 2025-01-01 to 2025-06-30",
            id="no data",
        ),
        pytest.param(
            (*PERIOD[:2], "--from", "2199-01-01", "--to", "2199-06-30", "--out", "a.pdf"),
            "2199-06-30 is not over",
            id="future",
        ),
        pytest.param(
            (*PERIOD[:2], "--from", "2026-06-30", "--to", "2026-01-01", "--out", "a.pdf"),
            "exchange the two",
            id="the wrong way round",
        ),
        pytest.param(PERIOD, "Nothing is to be written", id="nothing to write"),
        pytest.param((*PERIOD, "--out", "a.docx"), "a.docx must end in .pdf or .xlsx", id="another kind"),
        pytest.param((*PERIOD, "--out", "gone/a.pdf"), "The folder gone does not exist", id="no folder"),
        pytest.param((*PERIOD, "--out", "var"), "var must end in .pdf or .xlsx", id="a folder"),
        pytest.param((*PERIOD, "--out", "there.pdf"), "there.pdf exists already", id="it exists"),
        pytest.param((*PERIOD, "--out", "/proc/a.pdf"), "/proc/", id="unwritable"),
        pytest.param((*PERIOD, "--out", "a.pdf", "--users", "11"), "11 users are fewer than the 12", id="few users"),
    ],
)
def test_what_cannot_be_is_one_line_and_leaves_nothing(office: Suara, arguments: tuple[str, ...], told: str) -> None:
    respond([(3,) * 9] * 12)
    Path("there.pdf").write_text("mine")
    made = ("var/suara.db", "var/reports")  # the superior's own copy may be there
    before = {name for name in office.files() if not name.startswith(made)}
    assert told in one_line(office("report", "skm", *arguments))
    assert {name for name in office.files() if not name.startswith(made)} == before
    assert Path("there.pdf").read_text() == "mine"


@pytest.mark.parametrize("content", [b"no picture", b"", None])
def test_a_logo_that_is_no_picture_is_one_line(office: Suara, content: bytes | None) -> None:
    respond([(3,) * 9] * 12)
    if content is not None:
        Path("logo.png").write_bytes(content)
    with Path("config.toml").open("a") as config:
        config.write('\n[letterhead]\nlogo = "logo.png"\n')
    assert "logo" in one_line(office("report", "skm", *PERIOD, "--out", "a.pdf"))
    assert not Path("a.pdf").exists()
    assert not Path("var/reports").exists()


def test_nobody_answered_can_be_reported_when_it_is_asked_for(office: Suara) -> None:
    assert office("report", "skm", *PERIOD, "--out", "a.pdf", "--empty", "--json").json["index"] is None
    assert "IKM 0" not in text_of(Path("a.pdf"))


def test_an_existing_file_is_replaced_when_it_is_asked_for(office: Suara) -> None:
    respond([(3,) * 9] * 12)
    Path("a.pdf").write_text("old")
    assert office("report", "skm", *PERIOD, "--out", "a.pdf", "--force").code == 0
    assert "75,00" in text_of(Path("a.pdf"))


def test_a_bad_plan_is_named_line_by_line_and_changes_nothing(office: Suara) -> None:
    Path("x.xlsx").write_bytes(b"no workbook")
    assert "no workbook" in one_line(office("report", "plan", "x.xlsx"))
    assert office("roster", "template", "roster.xlsx").code == 0
    assert "not the workbook of a survey report" in one_line(office("report", "plan", "roster.xlsx"))
    assert "gone.xlsx" in one_line(office("report", "plan", "gone.xlsx"))
