"""``suara backup``: database, keys and configuration in one private file."""

import asyncio
import gzip
import hashlib
import json
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data import health
from data.clock import Clock
from data.database import Database
from data.keys import Keys
from suara.config import FILE_DATABASE, Config
from suara.errors import BackupError
from suara.files import new_file, replace_file, sync_file, sync_folder

FORMAT = 1
MANIFEST, DATABASE, KEYS, CONFIG = "manifest.json", "suara.db", "keys.json", "config.toml"
STAMP = "last-backup.json"


@dataclass(frozen=True)
class Saved:
    """What a backup holds."""

    file: Path
    bytes: int
    with_database: bool
    """False where PostgreSQL keeps the record: pg_dump backs that up."""


def backup(config: Config, file: Path, clock: Clock) -> Saved:
    """Write a backup while Suara may be at work; whole or not at all. Raises BackupError, DatabaseError, OSError."""
    if file.is_dir():
        raise BackupError(f"{file} is a folder: give the name of a file in it.")
    if not file.parent.is_dir():
        raise BackupError(f"The folder {file.parent} does not exist: make it first.")
    Keys.load(config.keys_path)
    path = config.database_path
    if path and not path.exists():
        raise BackupError(f"There is no database yet at {path}: suara roster import makes it.")
    with tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as folder:
        members = {KEYS: config.keys_path, CONFIG: config.file}
        if path:
            members[DATABASE] = Path(folder) / DATABASE
            asyncio.run(_copy(config.database_url, members[DATABASE]))
        whole = Path(folder) / "whole"
        _pack(whole, members, clock())
        size = whole.stat().st_size
        whole.replace(file)
    sync_folder(file.parent)
    stamp = {"at": clock().isoformat(timespec="seconds"), "file": str(file.absolute())}
    replace_file(config.var / STAMP, json.dumps(stamp).encode())
    return Saved(file, size, path is not None)


def last_backup(var: Path) -> datetime | None:
    """Return when a backup was last made."""
    try:
        return datetime.fromisoformat(json.loads((var / STAMP).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


async def _copy(url: str, target: Path) -> None:
    """Copy a SQLite database while it is in use, and read the copy through and through. Raises DatabaseError."""
    source = Database.connect(url)
    try:
        await source.copy_to(target)
    finally:
        await source.close()
    copy = Database.connect(f"{FILE_DATABASE}{target}")
    try:
        await health.verify(copy)
    finally:
        await copy.close()


def _pack(whole: Path, members: Mapping[str, Path], at: datetime) -> None:
    sums = {name: digest(path) for name, path in members.items()}
    manifest = whole.with_name(MANIFEST)
    manifest.write_text(json.dumps({"format": FORMAT, "at": at.isoformat(timespec="seconds"), "sha256": sums}))
    with new_file(whole) as raw:
        with (
            gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w") as archive,
        ):
            for name, path in {MANIFEST: manifest, **members}.items():
                archive.add(path, name, filter=_anonymous)
        sync_file(raw)


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member
