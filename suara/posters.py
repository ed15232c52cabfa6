"""Posters as the operator sees them: printed, listed, ended, looked at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from data import posters
from data.clock import system_clock
from data.posters import Poster
from qr_posters.posters import PosterSettings
from suara.config import Config
from suara.record import opened
from suara.telegram import bot_username


@dataclass(frozen=True)
class Checked:
    """What one QR code in an image is."""

    content: str
    poster: Poster | None
    problem: str | None
    """None: a poster that is in force."""


async def in_force(config: Config) -> list[Poster]:
    """Return the posters in force; a desk without one is given one. Raises DatabaseError."""
    async with opened(config) as database, database.transaction() as tx:
        await posters.issue_missing(tx, system_clock())
        return await posters.listing(tx)


async def settings_for_links(config: Config) -> PosterSettings:
    """Return the settings of posters with the bot's username. Raises ConfigError when nobody can tell it."""
    return replace(config.poster_settings(), bot_username=await bot_username(config))


async def render(config: Config, out: Path, force: bool, progress: Callable[[int, int], None]) -> int:
    """Draw all posters in force into one PDF; return how many. Raises PosterError, ConfigError, DatabaseError."""
    from qr_posters.posters import render as draw

    settings = await settings_for_links(config)
    current = await in_force(config)
    draw(current, settings, out, force, progress)
    return len(current)


async def revoke(config: Config, code: str) -> Poster:
    """End a poster; return the edition that takes its place. Raises PosterUnknown, DatabaseError."""
    async with opened(config) as database, database.transaction() as tx:
        return await posters.revoke(tx, code, system_clock())


async def check(config: Config, image: Path) -> list[Checked]:
    """Read the QR codes in an image or PDF, and say of each whether it is in force. Raises PosterError."""
    from qr_posters.check import check as look

    found = look(image, await settings_for_links(config))
    checked = []
    async with opened(config) as database, database.reading() as tx:
        for finding in found:
            poster = await posters.by_token(tx, finding.token) if finding.token else None
            problem = finding.problem
            if finding.token and poster is None:
                problem = "It is not in this database: this code is not ours."
            elif poster and poster.revoked:
                problem = f"It is edition {poster.edition} and no longer in force: print this desk's poster anew."
            checked.append(Checked(finding.content, poster, problem))
    return checked
