"""``suara init``, ``demo``, ``run``, ``aggregate``: from nothing to an office that works."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, progress_bar, say, show_json


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(epilog="Example: suara init --token 123456:ABC --username suara_kasemen_bot")(init)
    app.command(epilog="Example: suara demo --once")(demo)
    app.command(epilog="Example: suara run --config /etc/suara/config.toml")(run)
    app.command(epilog="Example: suara aggregate --week 2026-W47")(aggregate)


def init(
    config: ConfigOption = CONFIG,
    token: Annotated[str, typer.Option(help="The token that @BotFather gave.")] = "",
    username: Annotated[str, typer.Option(help="The bot's username, for links and posters.")] = "",
    time_zone: Annotated[str, typer.Option(help="The zone of offices that name none.")] = "Asia/Jakarta",
    var: Annotated[str, typer.Option(help="The folder for database, keys and charts.")] = "var",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what is not given gets its default.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write an existing file anew; keys are kept.")] = False,
) -> None:
    """Make config.toml, the key file and the folders.

    Asks for what is not given by an option.
    """
    from suara.init import Answers, ask, initialise, refuse_existing

    refuse_existing(config, force)
    answers = Answers(token, username, time_zone, var)
    made = initialise(config, answers if yes else ask(answers))
    say(f"Written: {config}")
    say(f"{'New' if made.new_keys else 'Kept'} key file: {made.keys_path}")
    if made.new_keys:
        say("Whoever loses the key file can recognise no rater again: keep backups (suara backup FILE).")
    say(f"Next: suara roster import FOLDER_OR_WORKBOOK --config {config}")


def demo(
    once: Annotated[bool, typer.Option("--once", help="Play four weeks without a browser, check them, exit.")] = False,
    host: Annotated[
        str, typer.Option(help="Where the page is served; another address than this machine's own opens it to all.")
    ] = "127.0.0.1",
) -> None:
    """Play with a sample office; no account needed.

    Runs the bot, the schedule and a simulated Telegram on this machine, and prints the address of a page with phones,
    posters, the office's clock and a guided tour.
    """
    from suara.demo import demo as play

    play(once=once, host=host)


def run(config: ConfigOption = CONFIG) -> None:
    """Run the bot and the weekly schedule.

    Ends in good order on SIGTERM or Ctrl-C; on the second one at once.
    """
    from suara.config import Config
    from suara.run import serve

    serve(Config.load(config))


def aggregate(
    week: Annotated[str | None, typer.Option(help="The ISO week; by default the last one that has ended.")] = None,
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Do a week's work by hand.

    What the schedule does on Mondays: cube, scores, charts, digests. Calling it again does nothing twice.
    """
    from data.clock import system_clock
    from suara.aggregate import aggregate as add_up
    from suara.config import Config

    with progress_bar("Adding up and drawing the week") as progress:
        outcomes = asyncio.run(add_up(Config.load(config), week, system_clock, progress))
    if json:
        show_json([asdict(outcome) for outcome in outcomes])
        return
    for outcome in outcomes:
        say(", ".join(f"{name} {value}" for name, value in asdict(outcome).items()))
