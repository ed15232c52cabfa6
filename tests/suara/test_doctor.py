"""`suara doctor` in all weathers."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from data import desks, duty_reports, officers
from data.database import Database
from data.keys import Keys
from data.texts import texts
from suara.config import Config
from suara.lock import sole_user
from tests.suara.conftest import TOKEN, Result, Suara, queue_a_message


def states(result: Result) -> dict[str, str]:
    worst = {"ok": 0, "warning": 1, "problem": 2}
    found: dict[str, str] = {}
    for check in result.json["checks"]:
        found[check["check"]] = max(found.get(check["check"], "ok"), check["state"], key=worst.__getitem__)
    return found


def test_a_healthy_office_is_green(office: Suara) -> None:
    office("backup", office.folder / "backup.tar.gz")
    with sole_user(office.folder / "var"):  # as a `suara run` at work
        result = office("doctor", "--json")
    assert result.code == 0
    assert result.json["ok"] is True
    assert set(states(result).values()) == {"ok"}, result.out
    assert {"config", "token", "username", "var", "disk", "running", "database", "keys"} < set(states(result))
    assert {"roster", "posters", "outbox", "updates", "week", "backup"} < set(states(result))


def test_a_complaint_that_nobody_sees_is_told_as_a_number_only(office: Suara) -> None:
    with closing(sqlite3.connect(office.folder / "var" / "suara.db")) as record, record:
        record.execute(
            "INSERT INTO cases (id, code, language, office_id, desk_id, status, opened_on, due_on)"
            " VALUES ('abc', 'TL-K4X9RTM', 'id', 1, 1, 'open', '2026-11-23', '2026-11-30')"
        )
    result = office("doctor", "--json")
    assert states(result)["cases"] == "warning"
    assert "nobody stands above: 1." in result.out
    assert "TL-" not in result.out


def test_words_and_marks_tell_it_not_colour_alone(office: Suara) -> None:
    result = office("doctor", "--offline")
    assert result.code == 0
    assert "✓ ok       database" in result.out
    assert "! warning  backup    None was ever made: suara backup FILE. Whoever loses the key file" in result.out
    assert "\x1b" not in result.out


def test_a_fresh_folder_says_what_is_missing(suara: Suara) -> None:
    suara("init", "--yes")
    result = suara("doctor", "--json")
    assert result.code == 1
    assert result.err == "Error: 2 things have to be mended.\n"
    assert states(result)["token"] == states(result)["database"] == "problem"
    assert states(result)["keys"] == "ok"


def test_looking_changes_nothing(suara: Suara) -> None:
    suara("init", "--yes")
    before = suara.files()
    suara("doctor", "--offline")
    assert suara.files() == before


@pytest.mark.parametrize(
    ("variable", "value", "check", "told"),
    [
        ("SUARA_TELEGRAM__TOKEN", "9:wrong", "token", "Telegram does not know the token"),
        ("SUARA_TELEGRAM__USERNAME", "other_bot", "username", "The token belongs to @suara_kasemen_bot"),
        ("SUARA_TELEGRAM__API_BASE", "http://127.0.0.1:9", "token", "http://127.0.0.1:9 cannot be reached"),
    ],
    ids=["wrong-token", "another-bot", "no-network"],
)
def test_trouble_with_telegram_is_red(
    office: Suara, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, check: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = office("doctor", "--json")
    assert result.code == 1
    assert states(result)[check] == "problem"
    assert told in result.out
    assert TOKEN not in result.out


def test_a_missing_key_file_is_red_when_people_are_known_by_it(office: Suara) -> None:
    keys = Path("var/keys.json")
    queue_a_message(Keys.load(keys))
    assert states(office("doctor", "--json", "--offline"))["keys"] == "ok"
    keys.unlink()
    result = office("doctor", "--json", "--offline")
    assert result.code == 1
    assert "can recognise no rater again" in result.out
    assert states(result)["keys"] == "problem"


def test_a_key_file_of_another_office_is_red(office: Suara) -> None:
    queue_a_message(Keys.generate())
    result = office("doctor", "--json", "--offline")
    assert "does not belong to this database" in result.out
    assert states(result)["keys"] == "problem"
    assert states(result)["outbox"] == "warning"


def test_a_key_file_that_others_may_read_is_red(office: Suara) -> None:
    Path("var/keys.json").chmod(0o644)
    assert states(office("doctor", "--json", "--offline"))["keys"] == "problem"


def test_a_configuration_that_others_may_read_is_told(office: Suara) -> None:
    Path("config.toml").chmod(0o644)
    assert states(office("doctor", "--json", "--offline"))["config"] == "warning"


def test_a_damaged_database_is_red(office: Suara) -> None:
    Path("var/suara.db").write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    result = office("doctor", "--json", "--offline")
    assert result.code == 1
    assert "The database is damaged: restore a backup" in result.out


def test_a_wrong_configuration_is_red_and_all_that_can_be_said(suara: Suara) -> None:
    Path("config.toml").write_text("[telegram]\ntokn = 1")
    result = suara("doctor", "--json")
    assert result.code == 1
    assert states(result) == {"config": "problem"}


def report_duties(people: int, *days_ago: int) -> None:
    """Let so many people say that the planned officer was not there."""

    async def report() -> None:
        database = Database.connect(Config.load(Path("config.toml")).database_url)
        async with database.transaction() as tx:
            desk = (await desks.live(tx))[0]
            officer = (await officers.live(tx))[0]
            for ago in days_ago:
                day = (datetime.now(UTC) - timedelta(days=ago)).date().isoformat()
                for person in range(people):
                    await duty_reports.report(tx, f"person-{person}".encode(), desk.id, officer.id, day)
        await database.close()

    asyncio.run(report())


def test_nobody_complains_of_the_plan_of_duties(office: Suara) -> None:
    report_duties(3, 12)  # long ago
    assert states(office("doctor", "--json", "--offline"))["duties"] == "ok"


def test_a_wrong_duty_that_people_reported_is_told_with_their_number(office: Suara) -> None:
    report_duties(2, 1)
    result = office("doctor", "--json", "--offline")
    (told,) = [check["text"] for check in result.json["checks"] if check["check"] == "duties"]
    day = texts("en").date((datetime.now(UTC) - timedelta(days=1)).date())
    assert re.fullmatch(rf"Wrong duty reported: .+ \(.+\), .+, {day}: 2 people\. Correct it in the roster\.", told), (
        told
    )
    assert states(result)["duties"] == "warning"


def test_of_many_wrong_duties_five_lines_are_told(office: Suara) -> None:
    report_duties(1, 0, 1, 2, 3, 4, 5)
    checks = office("doctor", "--json", "--offline").json["checks"]
    told = [check["text"] for check in checks if check["check"] == "duties"]
    assert len(told) == 5
    assert "1 person." in told[0]
    assert told[-1].startswith("2 more wrong duties")


class Clockwork(BaseHTTPRequestHandler):
    """Answers getMe, with the time it is told."""

    date = ""

    def do_GET(self) -> None:
        self.send_response_only(200)
        self.send_header("Date", self.date)
        self.end_headers()
        self.wfile.write(b'{"ok": true, "result": {"username": "suara_kasemen_bot"}}')

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("minutes", "state"), [(0, "ok"), (-10, "problem"), (10, "problem")])
def test_a_clock_that_telegram_disagrees_with_is_red(
    office: Suara, monkeypatch: pytest.MonkeyPatch, minutes: int, state: str
) -> None:
    Clockwork.date = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), Clockwork) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("SUARA_TELEGRAM__API_BASE", f"http://127.0.0.1:{server.server_port}")
        result = office("doctor", "--json")
        server.shutdown()
        thread.join()
    assert states(result)["clock"] == state


@pytest.mark.parametrize(
    ("content", "state", "told"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>', "ok", "can be printed"),
        (b"no picture", "problem", "No report can be made"),
        (None, "problem", "cannot be read: No such file or directory"),
    ],
    ids=["a picture", "none", "gone"],
)
def test_the_logo_of_reports_is_looked_at(office: Suara, content: bytes | None, state: str, told: str) -> None:
    with Path("config.toml").open("a") as config:
        config.write('\n[letterhead]\nlogo = "logo.svg"\n')
    if content is not None:
        Path("logo.svg").write_bytes(content)
    result = office("doctor", "--offline", "--json")
    assert states(result)["logo"] == state
    assert told in result.out
