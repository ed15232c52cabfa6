"""One process at work in a var folder: Telegram serves one poller, SQLite one writer."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suara.errors import SuaraError

NAME = "run.lock"


@contextmanager
def sole_user(var: Path) -> Iterator[None]:
    """Hold the folder for this process; a crash lets it go as well. Raises SuaraError when another holds it."""
    descriptor = os.open(var / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SuaraError(f"A suara run is at work in {var}: stop it first.") from error
        yield
    finally:
        os.close(descriptor)


def is_running(var: Path) -> bool:
    """Whether a process holds the folder."""
    if not (var / NAME).exists():
        return False
    try:
        with sole_user(var):
            return False
    except SuaraError:
        return True
