"""``suara restore``: a backup put in place, all of it or nothing."""

import asyncio
import gzip
import json
import shutil
import tarfile
import tempfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from data import health, migrations
from data.database import Database, DatabaseError
from data.keys import Keys, KeysError
from suara.backup import CONFIG, DATABASE, FORMAT, KEYS, MANIFEST, digest
from suara.config import FILE_DATABASE, Config
from suara.errors import BackupError, ConfigError
from suara.files import NewFolders, new_file, put_in_place, sync_file
from suara.lock import sole_user

WRITE_AHEAD = ("-wal", "-shm")
"""What SQLite keeps beside a database; another database's would be read into a restored one."""

_NO_ARCHIVE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    config: Path
    keys: Path
    database: Path | None


def restore(file: Path, config_file: Path, force: bool = False) -> Restored:
    """Put a backup back where its configuration says, as seen from ``config_file``; all of it, or nothing.

    Everything is unpacked and checked first. Existing files are replaced with ``force`` only. Raises BackupError,
    ConfigError, SuaraError while a run is at work there, OSError.
    """
    if not file.is_file():
        raise BackupError(f"{file} does not exist: give the file that suara backup has written.")
    folder = config_file.absolute().parent
    with ExitStack() as ending:
        folders = ending.enter_context(NewFolders())
        folders.make(folder)
        unpacked = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix=".suara-restore.", dir=folder)))
        _unpack(file, unpacked)
        asyncio.run(_check(unpacked))
        config = Config.parse((unpacked / CONFIG).read_text("utf-8"), config_file)
        targets = _targets(config, unpacked)
        standing = [target for target in targets.values() if target.exists()]
        if standing and not force:
            raise BackupError(f"{standing[0]} exists: restore into an empty folder, or replace it with --force.")
        for target in targets.values():
            folders.make(target.parent)
        ending.enter_context(sole_user(config.var))
        put_in_place({unpacked / name: target for name, target in targets.items()}, companions=WRITE_AHEAD)
        folders.keep()
    return Restored(config_file, config.keys_path, targets.get(DATABASE))


def _unpack(file: Path, folder: Path) -> None:
    """Unpack a backup and compare it with its own list. Raises BackupError."""
    no_backup = BackupError(f"{file} is no backup of Suara, or is damaged: nothing was restored.")
    try:
        with tarfile.open(file, "r:gz") as archive:
            for member in archive:
                stream = archive.extractfile(member)
                if stream is None or member.name not in {MANIFEST, DATABASE, KEYS, CONFIG}:
                    raise no_backup
                with new_file(folder / member.name) as unpacked:
                    shutil.copyfileobj(stream, unpacked, 2**20)
                    sync_file(unpacked)
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise BackupError(f"{file} was written by a newer Suara: install that version.")
        sums = {path.name: digest(path) for path in folder.iterdir() if path.name != MANIFEST}
    except (*_NO_ARCHIVE, ValueError, KeyError, TypeError, FileNotFoundError, FileExistsError) as error:
        raise no_backup from error
    if sums != manifest["sha256"] or not {KEYS, CONFIG} <= sums.keys():
        raise no_backup


async def _check(unpacked: Path) -> None:
    """Make sure that one can go on with what was unpacked. Raises BackupError."""
    try:
        keys = Keys.load(unpacked / KEYS)
        if not (unpacked / DATABASE).exists():
            return
        database = Database.connect(f"{FILE_DATABASE}{unpacked / DATABASE}")
        try:
            revision = await database.revision()
            if revision not in migrations.REVISIONS:
                raise BackupError("The backup's database was written by a newer Suara: install that version.")
            await health.verify(database)
            async with database.reading() as tx:
                if await health.keys_belong(tx, keys) is False:
                    raise BackupError("The backup's keys do not belong to its database: nothing was restored.")
        finally:
            await database.close()
    except (DatabaseError, KeysError) as error:
        raise BackupError("The backup's content is damaged: nothing was restored.") from error


def _targets(config: Config, unpacked: Path) -> dict[str, Path]:
    """Return where each part of a backup belongs."""
    targets = {KEYS: config.keys_path, CONFIG: config.file.absolute()}
    if (unpacked / DATABASE).exists():
        path = config.database_path
        if path is None:
            raise ConfigError("database.url names a server, but the backup holds a SQLite database.")
        targets[DATABASE] = path
    return targets
