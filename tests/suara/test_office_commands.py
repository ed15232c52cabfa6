"""Roster, posters, officers and the week, from the command line."""

import json
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from tests.suara.conftest import SAMPLE, USERNAME, Suara, one_line


def test_the_roster_is_read_and_read_again_without_a_change(suara: Suara) -> None:
    suara("init", "--yes")
    first = suara("roster", "import", SAMPLE)
    assert first.code == 0
    assert "New posters: 31. Next: suara posters render --out posters.pdf" in first.out
    again = suara("roster", "import", SAMPLE, "--json")
    assert {count["added"] for name, count in again.json.items() if name != "posters"} == {0}
    assert suara("roster", "import", SAMPLE).out.splitlines()[-1] == "Nothing was new."
    assert stat.S_IMODE(Path("var/suara.db").stat().st_mode) == 0o600


def test_every_bad_line_is_named_before_the_error(suara: Suara) -> None:
    suara("init", "--yes")
    shutil.copytree(SAMPLE, "roster")
    desks = Path("roster/loket.csv")
    desks.write_text(desks.read_text("utf-8").replace("KEC-KASEMEN", "KEC-SERANG"), "utf-8")
    result = suara("roster", "import", "roster")
    assert result.code == 1
    *lines, last = result.err.splitlines()
    assert last.startswith("Error: The roster has ")
    assert len(lines) >= 2
    assert all(line.startswith("loket.csv, row ") for line in lines)
    assert suara("posters", "list", "--json").json == []


def test_a_roster_that_is_not_there_is_told(suara: Suara) -> None:
    suara("init", "--yes")
    assert "nowhere.xlsx" in one_line(suara("roster", "import", "nowhere.xlsx"))


def test_the_template_can_be_imported_and_is_not_overwritten(suara: Suara) -> None:
    suara("init", "--yes")
    assert suara("roster", "template", "office.xlsx").code == 0
    assert suara("roster", "import", "office.xlsx").code == 0
    assert "office.xlsx exists already" in one_line(suara("roster", "template", "office.xlsx"))
    assert suara("roster", "template", "office.xlsx", "--force").code == 0


def test_posters_are_listed_as_a_phone_needs_them(office: Suara) -> None:
    (first, *others) = office("posters", "list", "--json").json
    assert len(others) == 30
    assert first["desk"] == "Loket 1 Perekaman KTP-el"
    assert first["office"] == "Kecamatan Kasemen"
    assert first["edition"] == 1
    assert first["link"] == f"https://t.me/{USERNAME}?start={first['token']}"
    assert len(first["code"]) >= 6


def test_a_pipe_gets_plain_lines(office: Suara) -> None:
    (first, *_) = office("posters", "list").out.splitlines()
    assert first.split("\t")[1:4] == ["Loket 1 Perekaman KTP-el", "Kecamatan Kasemen", "1"]
    assert "\x1b" not in office("officers", "list").out


def test_a_rendered_poster_reads_back_until_it_is_revoked(office: Suara) -> None:
    assert office("posters", "render", "--out", "posters.pdf").out == "Written: posters.pdf (31 pages)\n"
    assert "exists already" in one_line(office("posters", "render", "--out", "posters.pdf"))
    assert office("posters", "check", "posters.pdf").out.count("In force.") == 31
    (first, *_) = office("posters", "list", "--json").json
    revoked = office("posters", "revoke", first["code"].lower(), "--json").json
    assert (revoked["desk"], revoked["edition"]) == (first["desk"], 2)
    checked = office("posters", "check", "posters.pdf", "--json")
    assert checked.code == 1
    assert [found["problem"] for found in checked.json if found["problem"]] == snapshot(
        ["It is edition 1 and no longer in force: print this desk's poster anew."]
    )


def test_a_poster_that_is_not_ours_is_told(office: Suara) -> None:
    assert "No poster has the code or token 'K4X9RT'" in one_line(office("posters", "revoke", "K4X9RT"))


def test_the_username_is_asked_of_telegram_where_the_configuration_has_none(
    office: Suara, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Path("config.toml")
    config.write_text(config.read_text("utf-8").replace(f'"{USERNAME}"', '""'), "utf-8")
    (officer, *_) = office("officers", "list", "--json").json
    link = office("officers", "invite", officer["code"], "--json").json["link"]
    assert link.startswith(f"https://t.me/{USERNAME}?start=a_")
    monkeypatch.setenv("SUARA_TELEGRAM__API_BASE", "http://127.0.0.1:9")
    assert one_line(office("posters", "render", "--out", "posters.pdf")).startswith("telegram.username is missing")


def test_an_invitation_is_a_link_with_its_payload(office: Suara) -> None:
    invitation = office("officers", "invite", "19731116 199602 1 901", "--json").json
    assert invitation.keys() == {"payload", "link"}
    assert invitation["payload"].startswith("a_")
    assert invitation["link"] == f"https://t.me/{USERNAME}?start={invitation['payload']}"
    plain = office("officers", "invite", "197311161996021901")
    assert plain.out.startswith("https://t.me/")
    assert "Drs. H. Suhaedi Rahman, M.Si." in plain.err


def test_an_unknown_nip_is_told(office: Suara) -> None:
    assert one_line(office("officers", "invite", "1")) == "No officer has the NIP '1': see suara officers list."


def test_officers_are_listed(office: Suara) -> None:
    rows = office("officers", "list", "--json").json
    assert len(rows) == 61
    assert {row["account"] for row in rows} == {None}
    assert "Kecamatan Kasemen" in {row["office"] for row in rows}


def test_a_week_is_added_up_once(office: Suara) -> None:
    (first,) = office("aggregate", "--json").json
    assert first["unscored"] == 61
    (again,) = office("aggregate", "--json").json
    assert again == first
    assert len(office("aggregate", "--week", first["week"]).out.splitlines()) == 1


@pytest.mark.parametrize(
    ("week", "told"),
    [
        ("2026-47", "'2026-47' is not an ISO week: write it like 2026-W47."),
        ("2026-W54", "'2026-W54' is not an ISO week: write it like 2026-W47."),
        ("2999-W01", "2999-W01 has not ended yet: aggregate it in 2999-W02."),
    ],
)
def test_a_week_that_cannot_be_added_up_is_told(office: Suara, week: str, told: str) -> None:
    assert one_line(office("aggregate", "--week", week)) == told


def test_ctrl_c_at_a_question_leaves_nothing_behind(suara: Suara) -> None:
    with suara.process("init", stdin=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.read(3)  # the question is on the screen
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.strip().endswith("Stopped.")
    assert "Traceback" not in err
    assert not list(suara.folder.iterdir())


def test_an_unexpected_error_is_one_line_as_well(office: Suara, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "dumps", lambda *_, **__: 1 / 0)
    told = one_line(office("posters", "list", "--json"))
    assert told.startswith("Unexpected ZeroDivisionError in test_office_commands.py, line ")
    assert "SUARA_TRACEBACK=1" in told


def test_all_of_it_works_on_postgresql(
    office: Suara, monkeypatch: pytest.MonkeyPatch, postgres: Callable[[], str]
) -> None:
    monkeypatch.setenv("SUARA_DATABASE__URL", postgres())
    told = office("doctor", "--offline")
    assert "It has no tables yet: suara roster import makes them." in told.out
    assert office("roster", "import", SAMPLE).code == 0
    assert len(office("posters", "list", "--json").json) == 31
    assert office("aggregate").code == 0
    assert office("doctor", "--offline").code == 0
