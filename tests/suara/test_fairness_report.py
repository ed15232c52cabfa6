"""``suara report fairness``, as an operator calls it."""

import csv
import random
import re
import secrets
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from data.clock import iso_week, local, system_clock
from tests.suara.conftest import SAMPLE, Suara, one_line

DAY = date(2026, 6, 30)
TO = ("--month", "2026-06")


def rate(each: int = 40, women: float = 0.0, last: date = DAY) -> None:
    """Store ratings of all officers of the sample roster until a day, those of women lower by so many points."""
    chance = random.Random(1)
    with sqlite3.connect("var/suara.db") as record:
        officers = list(record.execute("SELECT id, office_id, code FROM officers ORDER BY id"))
        desks = list(record.execute("SELECT id, office_id FROM desks ORDER BY id"))
        rows = []
        for officer, office, code in officers:
            own = [desk for desk, its_office in desks if its_office == office] or [desks[0][0]]
            lower = women if code[14:15] == "2" else 0.0
            for _ in range(each):
                day = last - timedelta(days=chance.randrange(300))
                face = min(max(round(chance.gauss(3.2 - lower, 0.7)), 1), 4)
                told = (secrets.token_bytes(16), chance.choice(own), officer, face, 0, "ticket", day.isoformat())
                rows.append((secrets.token_urlsafe(9), *told, chance.randrange(8, 15), iso_week(day)))
        columns = "id, rater, desk_id, officer_id, face, excused, evidence, day, hour, week"
        record.executemany(f"INSERT INTO ratings ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    record.close()


def pages(file: str) -> list[str]:
    with pypdfium2.PdfDocument(Path(file)) as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def test_a_planted_gap_stands_on_the_first_page_and_in_what_is_printed(office: Suara) -> None:
    rate(women=0.4)
    result = office("report", "fairness", "--out", "keadilan.pdf", *TO)
    assert result.code == 0, result
    first = pages("keadilan.pdf")[0]
    assert "KECAMATAN KASEMEN" in first
    assert "Petugas perempuan dinilai" in first
    *sentences, written = result.out.splitlines()
    assert written == "Written: keadilan.pdf"
    assert len(sentences) == 3
    assert all(sentence in first for sentence in sentences)
    told = office("report", "fairness", "--out", "lagi.pdf", *TO, "--json").json
    assert (told["from"], told["to"], told["files"]) == ("2025-07-02", "2026-06-30", ["lagi.pdf"])
    assert told["sentences"] == sentences
    assert told["questions"]["sex"]["flagged"] is True
    assert told["questions"]["sex"]["gaps"][0]["gap"] < -5
    assert Path("keadilan.pdf").read_bytes() == Path("lagi.pdf").read_bytes()


def test_no_officer_stands_in_it(office: Suara) -> None:
    rate()
    assert office("report", "fairness", "--out", "a.pdf", *TO).code == 0
    words = " ".join(pages("a.pdf"))
    with (SAMPLE / "petugas.csv").open(encoding="utf-8") as file:
        officers = list(csv.DictReader(file))
    assert len(officers) > 50
    for officer in officers:
        assert officer["nama"].split(",")[0] not in words
        assert not officer["nip"] or officer["nip"][:8] not in words.replace(" ", "")
    assert "Kelurahan Banten" in words


def test_without_a_month_it_ends_with_the_last_that_is_over(office: Suara) -> None:
    today = local(system_clock(), "Asia/Jakarta").date()
    last = today.replace(day=1) - timedelta(days=1)
    rate(each=2, last=last)
    running = one_line(office("report", "fairness", "--out", "a.pdf", "--month", f"{today:%Y-%m}"))
    assert f"{today:%Y-%m} is not over" in running
    told = office("report", "fairness", "--out", "a.pdf", "--json").json
    assert told["to"] == last.isoformat()
    assert told["from"] == (last - timedelta(days=52 * 7 - 1)).isoformat()


def test_too_few_ratings_are_reported_as_too_few(office: Suara) -> None:
    with sqlite3.connect("var/suara.db") as record:
        [(desk, officer)] = record.execute(
            "SELECT desks.id, officers.id FROM desks JOIN officers ON officers.office_id = desks.office_id LIMIT 1"
        )
        record.execute(
            "INSERT INTO ratings (id, rater, desk_id, officer_id, face, excused, evidence, day, hour, week)"
            " VALUES ('x', X'01', ?, ?, 4, 0, 'duty', '2026-06-01', 9, '2026-W23')",
            (desk, officer),
        )
    record.close()
    told = office("report", "fairness", "--out", "a.pdf", *TO, "--json").json
    assert {each["answer"] for each in told["questions"].values()} == {"unknown"}
    assert "Data belum cukup" in pages("a.pdf")[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("--out", "a.pdf", "--month", "2199-01"), "2199-01 is not over", id="to come"),
        pytest.param(
            ("--out", "a.pdf", "--month", "2020-01"),
            "Nobody rated an officer from 2019-02-02 to 2020-01-31",
            id="no ratings",
        ),
        pytest.param(("--out", "a.pdf", "--month", "0001-01"), "Nobody rated an officer from 0001-01-01", id="no time"),
        pytest.param(("--out", "a.xlsx", *TO), "a.xlsx must end in .pdf", id="another kind"),
        pytest.param(("--out", "gone/a.pdf", *TO), "The folder gone does not exist", id="no folder"),
        pytest.param(("--out", "there.pdf", *TO), "there.pdf exists already", id="it exists"),
        pytest.param(("--out", "/proc/a.pdf", *TO), "/proc/", id="unwritable"),
    ],
)
def test_what_cannot_be_is_one_line_and_leaves_nothing(office: Suara, arguments: tuple[str, ...], told: str) -> None:
    rate(each=2)
    Path("there.pdf").write_text("mine")
    before = {name for name in office.files() if not name.startswith("var/suara.db")}
    assert told in one_line(office("report", "fairness", *arguments))
    assert {name for name in office.files() if not name.startswith("var/suara.db")} == before
    assert Path("there.pdf").read_text() == "mine"


def test_an_existing_file_is_replaced_when_it_is_asked_for(office: Suara) -> None:
    rate(each=2)
    Path("a.pdf").write_text("old")
    assert office("report", "fairness", "--out", "a.pdf", *TO, "--force").code == 0
    assert pages("a.pdf")


@pytest.mark.parametrize("content", [b"no picture", None])
def test_a_logo_that_is_no_picture_is_one_line(office: Suara, content: bytes | None) -> None:
    rate(each=2)
    if content is not None:
        Path("logo.png").write_bytes(content)
    with Path("config.toml").open("a") as config:
        config.write('\n[letterhead]\nlogo = "logo.png"\n')
    assert "logo" in one_line(office("report", "fairness", "--out", "a.pdf", *TO))
    assert not Path("a.pdf").exists()
