"""``suara doctor``, ``backup``, ``restore``: keeping an office at work."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, note, say, show_json, working


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(epilog="Example: suara doctor --offline")(doctor)
    app.command(epilog="Example: suara backup /media/usb/suara-2026-11-24.tar.gz")(backup)
    app.command(epilog="Example: suara restore suara-2026-11-24.tar.gz --config /srv/suara/config.toml")(restore)


def doctor(
    config: ConfigOption = CONFIG,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Telegram.")] = False,
    json: JsonOption = False,
) -> None:
    """Look at everything that could go wrong.

    Says what to do, changes nothing, and exits with 1 when something must be mended.
    """
    from data.clock import system_clock
    from suara.doctor import Finding, State, examine

    async def look() -> list[Finding]:
        return [finding async for finding in examine(config, system_clock, offline)]

    findings = asyncio.run(look())
    problems = sum(finding.state is State.PROBLEM for finding in findings)
    if json:
        checks = [{"check": found.check, "state": found.state, "text": found.text} for found in findings]
        show_json({"ok": not problems, "checks": checks})
    else:
        marks = {State.OK: ("✓", "green"), State.WARNING: ("!", "yellow"), State.PROBLEM: ("✗", "red")}
        for found in findings:
            mark, colour = marks[found.state]
            state = typer.style(f"{mark} {found.state:<8}", fg=colour)
            say(f"{state} {found.check:<9} {found.text}")
    if problems:
        note(f"Error: {problems} {'thing has' if problems == 1 else 'things have'} to be mended.")
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, e.g. suara.tar.gz.", metavar="FILE")],
    config: ConfigOption = CONFIG,
) -> None:
    """Save database, keys and configuration in one file.

    Also while suara run is at work. The file is for its owner only: it holds the keys.
    """
    from data.clock import system_clock
    from suara.backup import backup as save
    from suara.config import Config

    with working("Copying the database"):
        saved = save(Config.load(config), file, system_clock)
    say(f"Written: {saved.file} ({saved.bytes / 2**20:.1f} MB). Keep it safe: it holds the keys.")
    if not saved.with_database:
        note("PostgreSQL keeps the database: back that up with pg_dump; this file holds keys and configuration.")


def restore(
    file: Annotated[Path, typer.Argument(help="What suara backup has written.", metavar="FILE")],
    config: ConfigOption = CONFIG,
    force: Annotated[bool, typer.Option("--force", help="Replace database, keys and configuration.")] = False,
) -> None:
    """Put a backup in place, all of it or nothing.

    The configuration goes to --config, database and keys where it says.
    """
    from suara.restore import restore as put_back

    restored = put_back(file, config, force)
    for path in (restored.config, restored.keys, restored.database):
        if path:
            say(f"Restored: {path}")
    if not restored.database:
        note("The backup holds no database: put PostgreSQL's back with pg_restore.")
    say(f"Next: suara doctor --config {config}")
