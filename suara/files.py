"""Files and folders for their owner only, written whole or not at all."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from data.keys import Keys
from suara.errors import SuaraError


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; an existing one stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def private_file(file: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def new_file(file: Path) -> BinaryIO:
    """Open a new file that only its owner may read. Raises FileExistsError."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def sync_file(file: BinaryIO) -> None:
    """Bring a file's content to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def replace_file(file: Path, content: bytes) -> None:
    """Write a private file whole or not at all: it is on the disk before it takes its name."""
    half = file.with_name(f".{file.name}.half")
    half.unlink(missing_ok=True)
    try:
        with new_file(half) as stream:
            stream.write(content)
            sync_file(stream)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    sync_folder(file.parent)


def new_keys(file: Path) -> Keys:
    """Make the key file, whole or not at all; never over an existing one (FileExistsError)."""
    keys = Keys.generate()
    half = file.with_name(f".{file.name}.half")
    half.unlink(missing_ok=True)
    try:
        keys.save(half)
        with half.open("rb") as stream:
            os.fsync(stream.fileno())
        os.link(half, file)  # unlike a rename, refuses to replace
    finally:
        half.unlink(missing_ok=True)
    sync_folder(file.parent)
    return keys


class NewFolders:
    """Folders that were missing: made for their owner only, and gone again unless they are kept."""

    def __init__(self) -> None:
        self._made: list[Path] = []

    def make(self, folder: Path) -> None:
        """Make a folder, and those above it."""
        missing = [path for path in [folder, *folder.parents] if not path.exists()]
        private_folder(folder)
        self._made += missing[-1:]

    def keep(self) -> None:
        """Let them stay."""
        self._made.clear()

    def __enter__(self) -> "NewFolders":
        return self

    def __exit__(self, *_: object) -> None:
        for folder in self._made:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(files: Mapping[Path, Path], companions: tuple[str, ...]) -> None:
    """Copy files to their places, all or none; what stood there is gone afterwards.

    So are the files beside it whose names end in one of ``companions``. Raises OSError, with everything as it was.
    """
    ready = {target: target.with_name(f".{target.name}.restoring") for target in files.values()}
    standing = [
        path for target in ready for path in (target, *(target.with_name(target.name + end) for end in companions))
    ]
    aside = {path: path.with_name(f".{path.name}.before-restore") for path in standing if path.exists()}
    try:
        for source, target in files.items():  # what can fail for want of room comes first
            ready[target].unlink(missing_ok=True)
            with source.open("rb") as content, new_file(ready[target]) as copy:
                shutil.copyfileobj(content, copy, 2**20)
                sync_file(copy)
        _swap(ready, aside)
    finally:
        for path in ready.values():
            path.unlink(missing_ok=True)
    for path in aside.values():
        path.unlink()


def _swap(ready: Mapping[Path, Path], aside: Mapping[Path, Path]) -> None:
    try:
        for path, kept in aside.items():
            path.replace(kept)
        for target, copy in ready.items():
            copy.replace(target)
            sync_folder(target.parent)
    except OSError:
        for target, copy in ready.items():
            if not copy.exists():  # it has taken its place
                target.unlink(missing_ok=True)
        for path, kept in aside.items():
            if kept.exists():
                kept.replace(path)
        raise


def check_target(file: Path, endings: Sequence[str]) -> None:
    """Raise SuaraError for an ending or a folder that cannot be meant; endings in lower case."""
    if file.suffix.lower() not in endings:
        raise SuaraError(f"{file} must end in {' or '.join(endings)}.")
    if file.is_dir():
        raise SuaraError(f"{file} is a folder: give the name of a file in it.")
    if not file.absolute().parent.is_dir():
        raise SuaraError(f"The folder {file.parent} does not exist: make it first.")


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files for people to pass on, all whole or none of them. Raises OSError."""
    halves = {file: file.with_name(f".{file.name}.{os.getpid()}.half") for file in contents}
    try:
        for file, half in halves.items():
            with half.open("wb") as stream:
                stream.write(contents[file])
                sync_file(stream)
        for file, half in halves.items():
            half.replace(file)
    finally:
        for half in halves.values():
            half.unlink(missing_ok=True)
