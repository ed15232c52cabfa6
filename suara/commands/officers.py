"""``suara officers``: inviting officers to the bot, and who is there."""

import asyncio
import sys
from typing import Annotated

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, note, say, show_json, show_table

app = typer.Typer(help="Officers and their invitations.", no_args_is_help=True, epilog="Example: suara officers list")


@app.command(epilog="Example: suara officers invite 198703122010012003")
def invite(
    nip: Annotated[str, typer.Argument(help="The NIP, or the office's own id for staff without one.", metavar="NIP")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Make the one-time link that binds an officer's Telegram account.

    An earlier one that was not used ends.
    """
    from suara.config import Config
    from suara.officers import invite_officer

    invitation = asyncio.run(invite_officer(Config.load(config), nip))
    if json:
        show_json({"payload": invitation.payload, "link": invitation.link})
        return
    note(f"For {invitation.name}, once, within {invitation.days} days. Whoever opens it first is bound:")
    say(invitation.link)
    if sys.stdout.isatty():
        from qr_posters.terminal import terminal_qr

        say(terminal_qr(invitation.link))


@app.command("list", epilog="Example: suara officers list --json")
def list_(config: ConfigOption = CONFIG, json: JsonOption = False) -> None:
    """List the officers of the roster, and whether their Telegram account is bound."""
    from suara.config import Config
    from suara.officers import listing

    rows = asyncio.run(listing(Config.load(config)))
    if json:
        show_json(rows)
        return
    columns = {"code": "NIP", "name": "Name", "position": "Position", "office": "Office", "account": "Telegram"}
    show_table(columns, rows)
    if not rows:
        note("There are no officers yet: suara roster import FOLDER_OR_WORKBOOK.")
