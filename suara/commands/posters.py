"""``suara posters``: the desks' QR codes."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, note, progress_bar, say, show_json, show_table

if TYPE_CHECKING:
    from data.posters import Poster

app = typer.Typer(
    help="Posters: the desks' QR codes.", no_args_is_help=True, epilog="Example: suara posters render --out posters.pdf"
)


@app.command(epilog="Example: suara posters render --out posters.pdf")
def render(
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    config: ConfigOption = CONFIG,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Draw the posters in force into one PDF, an A4 page per desk."""
    from suara.config import Config
    from suara.posters import render as draw

    with progress_bar("Drawing posters") as progress:
        pages = asyncio.run(draw(Config.load(config), out, force, progress))
    say(f"Written: {out} ({pages} pages)")


@app.command("list", epilog="Example: suara posters list --json")
def list_(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """List the posters in force."""
    from suara.config import Config
    from suara.posters import in_force

    loaded = Config.load(config)
    rows = [_row(poster, loaded.telegram.username) for poster in asyncio.run(in_force(loaded))]
    if json:
        show_json(rows)
        return
    columns = {"code": "Code", "desk": "Desk", "office": "Office", "edition": "Edition", "last_scanned_on": "Scanned"}
    show_table(columns, rows)
    if not rows:
        note("There are no desks yet: suara roster import FOLDER_OR_WORKBOOK.")


@app.command(epilog="Example: suara posters revoke K4X9RT")
def revoke(
    code: Annotated[str, typer.Argument(help="The typed code or the token of the poster.", metavar="CODE")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """End a stolen or copied poster.

    Its desk gets the next edition, which is to be printed.
    """
    from suara.config import Config
    from suara.posters import revoke as end

    loaded = Config.load(config)
    poster = asyncio.run(end(loaded, code))
    if json:
        show_json(_row(poster, loaded.telegram.username))
    else:
        say(f"Now in force: edition {poster.edition}, code {poster.code}, of {poster.desk_name}, {poster.office_name}.")
        say("Next: suara posters render --out posters.pdf")


@app.command(epilog="Example: suara posters check photo.jpg")
def check(
    image: Annotated[Path, typer.Argument(help="A photo (PNG, JPEG) or a PDF.", metavar="IMAGE")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Tell whether the QR codes in a photo or PDF are ours and in force.

    Exits with 1 when one is not.
    """
    from suara.config import Config
    from suara.posters import check as look

    loaded = Config.load(config)
    found = asyncio.run(look(loaded, image))
    if json:
        name = loaded.telegram.username
        show_json(
            [
                {"content": one.content, "problem": one.problem, "poster": one.poster and _row(one.poster, name)}
                for one in found
            ]
        )
    else:
        for one in found:
            where = f"{one.poster.desk_name}, {one.poster.office_name}" if one.poster else one.content
            say(f"{where}: {one.problem or 'In force.'}")
    if any(one.problem for one in found):
        raise typer.Exit(1)


def _row(poster: "Poster", username: str) -> dict[str, Any]:
    return {
        "token": poster.token,
        "code": poster.code,
        "desk": poster.desk_name,
        "office": poster.office_name,
        "edition": poster.edition,
        "link": f"https://t.me/{username}?start={poster.token}" if username else None,
        "last_scanned_on": poster.last_scanned_on,
    }
