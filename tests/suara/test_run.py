"""`suara run`: it starts, it serves, it stops; and what keeps it from starting is one line."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.keys import Keys
from suara.lock import sole_user
from suara.run import side_by_side
from tests.suara.conftest import TOKEN, Suara, Telegram, one_line, queue_a_message

STOPS = [signal.SIGTERM, signal.SIGINT]


@contextmanager
def running(office: Suara, telegram: Telegram) -> Iterator[subprocess.Popen[str]]:
    """A run at work: it has answered a person."""
    with office.process("run") as process:
        try:
            person = telegram.post("users", first_name="Siti")["id"]
            sent = telegram.post(f"{person}/scan", link="https://t.me/suara_kasemen_bot")
            screen = telegram.get(f"{person}/screen?after={sent['version']}&timeout=20")
            assert screen["version"] > sent["version"], "no answer came"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", STOPS, ids=lambda number: number.name)
def test_it_answers_and_ends_in_good_order(office: Suara, telegram: Telegram, number: signal.Signals) -> None:
    with running(office, telegram) as process:
        began = time.monotonic()
        process.send_signal(number)
        _, log = process.communicate(timeout=20)
    assert time.monotonic() - began < 10, "it waited for the end of its poll"
    assert process.returncode == 0
    assert "event=bot_started" in log
    assert "event=bot_stopped" in log
    assert "Traceback" not in log
    assert TOKEN not in log


def test_it_serves_a_webhook_and_ends_in_good_order(office: Suara, telegram: Telegram, free_port: int) -> None:
    config = Path("config.toml")
    webhook = (
        f'[telegram.webhook]\nurl = "http://127.0.0.1:{free_port}/telegram"\n'
        f'listen = "127.0.0.1:{free_port}"\nsecret = "hush"\n'
    )
    config.write_text(config.read_text("utf-8").replace('mode = "polling"', f'mode = "webhook"\n{webhook}'), "utf-8")
    with running(office, telegram) as process:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)
    assert process.returncode == 0, log
    assert "event=bot_stopped" in log


def test_a_second_run_in_the_same_folder_is_refused(office: Suara) -> None:
    with sole_user(office.folder / "var"):
        told = one_line(office("run"))
    assert told == f"A suara run is at work in {office.folder}/var: stop it first."


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("SUARA_TELEGRAM__TOKEN", "9:wrong", "Telegram does not know this token"),
        ("SUARA_TELEGRAM__USERNAME", "other_bot", "The token belongs to @suara_kasemen_bot"),
        ("SUARA_TELEGRAM__API_BASE", "http://127.0.0.1:9", "Telegram cannot be reached at http://127.0.0.1:9"),
        ("SUARA_TELEGRAM__API_BASE", "http://no.such.host.invalid", "Telegram cannot be reached"),
        ("SUARA_TELEGRAM__TOKN", "1:A", "SUARA_TELEGRAM__TOKN is unknown"),
        ("SUARA_DATABASE__URL", "mysql://x", "database.url must start with one of"),
        ("SUARA_PATHS__VAR", "/proc/var", "/proc/var: No such file or directory."),
    ],
    ids=["wrong-token", "another-bot", "no-network", "no-name", "unknown-key", "database-kind", "unwritable-folder"],
)
def test_what_keeps_it_from_starting_is_one_line(
    office: Suara, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert told in one_line(office.real("run"))


def test_no_token_is_told(suara: Suara) -> None:
    suara("init", "--yes")
    assert one_line(suara("run")).startswith("telegram.token is missing in config.toml")


def damage(database: Path) -> None:
    database.write_bytes(b"no database at all, but long enough to be taken for one" * 100)


def come_from_the_future(database: Path) -> None:
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def be_a_folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (damage, "The database is damaged: restore a backup (suara restore)."),
        (come_from_the_future, "The database was written by a newer Suara"),
        (be_a_folder, "suara.db: Is a directory."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_database_that_cannot_be_used_is_told(office: Suara, harm: Callable[[Path], None], told: str) -> None:
    harm(Path("var/suara.db"))
    before = office.files()
    assert told in one_line(office.real("run"))
    after = office.files()
    after.pop("var/run.lock")
    assert after == before


def test_a_full_disk_is_told_and_nothing_is_half_written(suara: Suara, telegram: Telegram) -> None:
    suara("init", "--yes", "--token", TOKEN)
    limit = (4096, 4096)
    result = suara.real("run", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert one_line(result) == "The disk is full: make room; nothing was half-written."
    assert suara("posters", "list", "--json").json == []


def test_lost_keys_are_not_made_anew_where_people_are_known_by_them(office: Suara) -> None:
    keys = Path("var/keys.json")
    queue_a_message(Keys.load(keys))
    keys.unlink()
    told = one_line(office("run"))
    assert "is missing: restore it from a backup (suara restore)." in told
    assert "New keys would recognise nobody whom the database knows." in told
    assert not keys.exists()


def test_keys_of_another_office_are_refused(office: Suara) -> None:
    queue_a_message(Keys.generate())
    assert "does not belong to this database" in one_line(office("run"))


def test_damaged_keys_are_told(office: Suara) -> None:
    Path("var/keys.json").write_text("{")
    assert "is damaged: restore it from a backup" in one_line(office("run"))


def test_keys_are_made_where_nobody_is_known_yet(office: Suara, telegram: Telegram) -> None:
    keys = Path("var/keys.json")
    keys.unlink()
    with running(office, telegram):
        assert Keys.load(keys)
        assert keys.stat().st_mode & 0o077 == 0


async def test_when_one_room_fails_the_other_is_stopped_and_the_failure_told() -> None:
    stop, ended = asyncio.Event(), asyncio.Event()

    async def works() -> None:
        await stop.wait()
        ended.set()

    async def fails() -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await side_by_side(stop, works(), fails())
    assert ended.is_set()


def test_a_start_loads_nothing_that_draws_or_computes(office: Suara) -> None:
    heavy = ("matplotlib", "numpy", "scipy", "reportlab", "openpyxl", "xlsxwriter", "alembic", "pypdfium2", "PIL")
    code = f"import suara.cli, suara.run, sys; print([name for name in {heavy} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert loaded.stdout.strip() == "[]", loaded.stderr
