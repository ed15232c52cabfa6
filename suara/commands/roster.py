"""``suara roster``: who serves where."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, say, show_json, working

app = typer.Typer(
    help="Offices, desks, services, officers, duties.",
    no_args_is_help=True,
    epilog="Example: suara roster import data/sample",
)


@app.command("import", epilog="Example: suara roster import pegawai.xlsx --config config.toml")
def import_(
    path: Annotated[Path, typer.Argument(help="A workbook (.xlsx), or a folder of CSV files.", metavar="PATH")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Read the roster into the record, all or nothing.

    Every bad line is named. What left the roster is retired, never deleted; the same file again changes nothing.
    """
    from data.clock import system_clock
    from data.roster import Changes, import_roster
    from suara.config import Config
    from suara.record import opened

    async def read(loaded: Config) -> Changes:
        async with opened(loaded) as database:
            return await import_roster(database, path, system_clock(), loaded.office.time_zone)

    with working("Reading the roster"):
        changes = asyncio.run(read(Config.load(config)))
    if json:
        show_json(asdict(changes))
        return
    for kind, count in asdict(changes).items():
        if kind != "posters":
            say(f"{kind.capitalize():<9} " + ", ".join(f"{number} {fate}" for fate, number in count.items()))
    if changes.is_nothing:
        say("Nothing was new.")
    elif changes.posters:
        say(f"New posters: {changes.posters}. Next: suara posters render --out posters.pdf")


@app.command(epilog="Example: suara roster template pegawai.xlsx")
def template(
    out: Annotated[Path, typer.Argument(help="The workbook to write.", metavar="OUT.xlsx")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write an empty workbook with examples and drop-down lists."""
    from data.roster import write_workbook

    write_workbook(out, force=force)
    say(f"Written: {out}")
