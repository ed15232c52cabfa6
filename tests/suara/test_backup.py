"""Backups, and going on with them."""

import asyncio
import gzip
import io
import json
import resource
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.database import Database
from data.keys import Keys
from data.outbox import Message, Outbox
from suara.config import Config
from suara.lock import sole_user
from tests.suara.conftest import Suara, Telegram, one_line

BACKUP = "../backup.tar.gz"
ELSEWHERE = "../elsewhere"


@pytest.fixture
def backup(office: Suara) -> Path:
    """A backup of the sample office, outside its folder."""
    assert office("backup", BACKUP).code == 0
    return office.folder / BACKUP


def posters(suara: Suara, config: str) -> object:
    return suara("posters", "list", "--json", "--config", config).json


def contents(folder: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*"))


def test_one_private_file_holds_all(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with tarfile.open(backup) as archive:
        assert set(archive.getnames()) == {"manifest.json", "suara.db", "keys.json", "config.toml"}


def test_one_goes_on_where_the_backup_was_made(office: Suara, backup: Path) -> None:
    assert office("restore", backup, "--config", f"{ELSEWHERE}/config.toml").code == 0
    assert posters(office, f"{ELSEWHERE}/config.toml") == posters(office, "config.toml")
    for file in ("config.toml", "var/keys.json"):
        assert Path(ELSEWHERE, file).read_bytes() == Path(file).read_bytes()
        assert stat.S_IMODE(Path(ELSEWHERE, file).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(ELSEWHERE, "var").stat().st_mode) == 0o700
    assert office("doctor", "--offline", "--config", f"{ELSEWHERE}/config.toml").code == 0


def test_a_backup_can_be_made_in_the_middle_of_a_write(office: Suara) -> None:
    database = Database.connect(Config.load(Path("config.toml")).database_url)

    async def write_and_back_up() -> None:
        async with database.transaction() as tx:
            keys = Keys.load(Path("var/keys.json"))
            await Outbox(keys).queue(tx, [Message(b"chat", "sendMessage", {"chat_id": 1, "text": "x"})])
            result = await asyncio.to_thread(office.real, "backup", BACKUP)
            assert result.code == 0, result
        await database.close()

    asyncio.run(write_and_back_up())
    assert office("restore", BACKUP, "--config", f"{ELSEWHERE}/config.toml").code == 0
    checks = office("doctor", "--offline", "--json", "--config", f"{ELSEWHERE}/config.toml").json["checks"]
    assert "0 messages wait to be sent." in {check["text"] for check in checks}


def test_doctor_knows_of_the_backup(office: Suara, backup: Path) -> None:
    checks = office("doctor", "--offline", "--json").json["checks"]
    assert [check["state"] for check in checks if check["check"] == "backup"] == ["ok"]


def test_nothing_is_overwritten_without_force(office: Suara, backup: Path) -> None:
    before = office.files()
    assert "exists: restore into an empty folder, or replace it with --force." in one_line(office("restore", backup))
    assert office.files() == before


def test_force_replaces_all_with_the_state_of_the_backup(office: Suara, backup: Path) -> None:
    (poster, *_) = office("posters", "list", "--json").json
    office("posters", "revoke", poster["code"])
    assert poster not in office("posters", "list", "--json").json
    Path("var/suara.db-wal").write_bytes(b"of another database")
    assert office("restore", backup, "--force").code == 0
    assert poster in office("posters", "list", "--json").json
    assert {name for name in office.files() if not name.endswith(("-wal", "-shm"))} == {
        "config.toml",
        "var/keys.json",
        "var/last-backup.json",
        "var/run.lock",
        "var/suara.db",
    }


def test_nothing_is_replaced_under_a_run_at_work(office: Suara, backup: Path) -> None:
    with sole_user(office.folder / "var"):
        assert "A suara run is at work" in one_line(office("restore", backup, "--force"))


def repacked(backup: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with tarfile.open(backup) as archive:
        members = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(backup, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def cut(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-2000])


def flip_a_byte(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 0xFF
    backup.write_bytes(content)


def be_something_else(backup: Path) -> None:
    backup.write_bytes(gzip.compress(b"hello"))


def be_empty(backup: Path) -> None:
    backup.write_bytes(b"")


def change_the_keys(backup: Path) -> None:
    repacked(backup, lambda members: members.update({"keys.json": members["keys.json"].replace(b"a", b"b")}))


def lose_the_keys(backup: Path) -> None:
    repacked(backup, lambda members: members.pop("keys.json") and None)


def climb_out(backup: Path) -> None:
    repacked(backup, lambda members: members.update({"../../climbed": b"x"}))


def be_of_the_future(backup: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), "format": 2}).encode()

    repacked(backup, change)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (cut, "is no backup of Suara, or is damaged"),
        (flip_a_byte, "is no backup of Suara, or is damaged"),
        (be_something_else, "is no backup of Suara, or is damaged"),
        (be_empty, "is no backup of Suara, or is damaged"),
        (change_the_keys, "is no backup of Suara, or is damaged"),
        (lose_the_keys, "is no backup of Suara, or is damaged"),
        (climb_out, "is no backup of Suara, or is damaged"),
        (be_of_the_future, "was written by a newer Suara"),
        (Path.unlink, "does not exist: give the file that suara backup has written."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_harmed_backup_restores_nothing(office: Suara, backup: Path, harm: Callable[[Path], None], told: str) -> None:
    harm(backup)
    assert told in one_line(office("restore", backup, "--config", f"{ELSEWHERE}/config.toml"))
    assert not Path(ELSEWHERE).exists()
    assert not (office.folder.parent / "climbed").exists()


def test_keys_of_another_database_are_noticed(office: Suara) -> None:
    async def queue() -> None:
        database = Database.connect(Config.load(Path("config.toml")).database_url)
        async with database.transaction() as tx:
            await Outbox(Keys.generate()).queue(tx, [Message(b"chat", "sendMessage", {"chat_id": 1, "text": "x"})])
        await database.close()

    asyncio.run(queue())
    office("backup", BACKUP)
    told = one_line(office("restore", BACKUP, "--config", f"{ELSEWHERE}/config.toml"))
    assert told == "The backup's keys do not belong to its database: nothing was restored."
    assert not Path(ELSEWHERE).exists()


def files_of_at_most(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_leaves_no_half_backup(office: Suara) -> None:
    before = office.files()
    result = office.real("backup", "backup.tar.gz", preexec_fn=files_of_at_most(100_000))
    assert one_line(result) == "The disk is full: make room; nothing was half-written."
    assert office.files().keys() - {"var/suara.db-wal", "var/suara.db-shm"} == before.keys()


def test_a_full_disk_leaves_everything_as_it_was_before_a_restore(office: Suara, backup: Path) -> None:
    before = office.files()
    result = office.real("restore", backup, "--force", preexec_fn=files_of_at_most(100_000))
    assert "File too large" in one_line(result)
    after = office.files()
    after.pop("var/run.lock", None)
    assert after == before


def test_with_postgresql_keys_and_configuration_are_still_backed_up(
    suara: Suara, monkeypatch: pytest.MonkeyPatch, telegram: Telegram
) -> None:
    suara("init", "--yes")
    monkeypatch.setenv("SUARA_DATABASE__URL", "postgresql+asyncpg://suara@localhost/suara")
    result = suara("backup", BACKUP)
    assert result.code == 0
    assert "pg_dump" in result.err
    restored = suara("restore", BACKUP, "--config", f"{ELSEWHERE}/config.toml")
    assert "pg_restore" in restored.err
    assert contents(ELSEWHERE) == ["config.toml", "var", "var/keys.json", "var/run.lock"]


@pytest.mark.parametrize(
    ("target", "told"), [(".", "is a folder"), ("no/where.tar.gz", "does not exist: make it first.")]
)
def test_a_place_where_nothing_can_be_written_is_told(office: Suara, target: str, told: str) -> None:
    assert told in one_line(office("backup", target))


def test_without_keys_there_is_no_backup(office: Suara) -> None:
    Path("var/keys.json").unlink()
    assert "keys.json is missing" in one_line(office("backup", BACKUP))
    assert not Path(BACKUP).exists()
