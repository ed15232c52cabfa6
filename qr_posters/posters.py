"""Posters as one PDF, a page per desk."""

import errno
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.posters import Poster

Progress = Callable[[int, int], None]
"""Called after each page with how many are done, and how many there will be."""

_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


class PosterError(Exception):
    """Something about posters that cannot be done; one line that says what to do."""


@dataclass(frozen=True)
class PosterSettings:
    """What stands on every poster.

    ``bot_username`` is the bot's name in Telegram, without the @; ``language`` is that of the printed words.
    """

    bot_username: str | None
    language: str = "id"

    def username(self) -> str:
        """Return the bot's name. Raises PosterError when it is missing or can be none."""
        if not self.bot_username:
            raise PosterError("Set telegram.username in the configuration: the posters must name the bot.")
        name = self.bot_username.removeprefix("@")
        if not _USERNAME.fullmatch(name):
            raise PosterError(f"telegram.username is not a name that Telegram gives to a bot: {self.bot_username!r}.")
        return name

    def link(self, payload: str) -> str:
        """Return the address that opens the bot with a start payload: a poster's token or an invitation."""
        return f"https://t.me/{self.username()}?start={payload}"


def render(
    posters: Sequence[Poster],
    settings: PosterSettings,
    out: Path,
    force: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the posters to ``out`` as one vector PDF on A4, in the order given.

    The file appears whole or not at all. Raises PosterError when the bot's name is missing, when there are no posters,
    when ``out`` exists (unless ``force``) or cannot be written.
    """
    settings.username()
    if not posters:
        raise PosterError("There are no posters yet: import the roster first (suara roster import FILE).")
    if out.is_dir():
        raise PosterError(f"{out} is a folder: give the name of a PDF file in it.")
    if out.exists() and not force:
        raise PosterError(f"{out} exists already: give another name, or --force to replace it.")

    from qr_posters.page import document  # draws with reportlab, which takes a while to load

    _write_whole(out, document(posters, settings, progress))


def _write_whole(out: Path, content: bytes) -> None:
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(out)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise PosterError(f"The folder {out.parent} does not exist: make it first.") from error
        if error.errno == errno.ENOSPC:
            raise PosterError(f"The disk is full: {out} was not written.") from error
        raise PosterError(f"{out} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
