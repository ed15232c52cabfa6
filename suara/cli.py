"""The command ``suara``: what there is to call, and how a problem is told.

Every command loads what it needs when it is called: ``suara run`` starts in well under a second.
"""

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from suara.commands import officers, operations, posters, report, roster, running
from suara.terminal import note

TRACEBACK = "SUARA_TRACEBACK"

LOADING_THRESHOLD = 50_000
"""Loading makes many objects and drops none: looking for garbage every 700 took 0.12 of 0.9 seconds of a start."""

INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

_USAGE_ERROR: Any = typer.BadParameter.__base__
"""The base of wrong usage; typer has a name for its child only."""

_EXPECTED = (
    ("suara.errors", "SuaraError"),
    ("data.database", "DatabaseError"),
    ("data.keys", "KeysError"),
    ("data.posters", "PosterUnknown"),
    ("data.roster.errors", "RosterError"),
    ("bot.errors", "BotError"),
    ("aggregator.week", "AggregationError"),
    ("aggregator.survey.gathering", "ReportError"),
    ("aggregator.survey.plan_sheet", "PlanError"),
    ("aggregator.paper", "PaperError"),
    ("qr_posters.posters", "PosterError"),
)
"""The bases of what rooms raise with a text for people; a roster's error has ``lines``, one per mistake."""

app = typer.Typer(
    name="suara",
    help="Citizens rate the civil servant who served them; offices get a fair, explained weekly score.",
    epilog="Example: suara demo",
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def suara(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Citizens rate the civil servant who served them; offices get a fair, explained weekly score."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"suara {installed('suara')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


running.register(app)
app.add_typer(roster.app, name="roster")
app.add_typer(posters.app, name="posters")
app.add_typer(officers.app, name="officers")
app.add_typer(report.app, name="report")
operations.register(app)


def main() -> None:
    """Run a command; whatever happens is told in one line, and by the exit code: 0 done, 1 a problem, 2 wrong usage."""
    gc.set_threshold(LOADING_THRESHOLD)
    try:
        code = app(prog_name="suara", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except typer.Abort:
        code = INTERRUPTED
    except Exception as error:
        _tell(error)
    if code == INTERRUPTED:
        note("Stopped.")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _tell(error: Exception) -> NoReturn:
    if isinstance(error, _USAGE_ERROR):
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
            sys.exit(2)
        path = error.ctx.command_path if error.ctx else "suara"
        _fail(f"{error.format_message().rstrip('.')}. Try: {path} --help", 2)
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    lines = _lines(error)
    if lines:
        for line in lines[1:]:
            note(line)
        _fail(lines[0])
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    _fail(f"Unexpected {type(error).__name__} in {where}: please report it with what {TRACEBACK}=1 shows.")


def _lines(error: Exception) -> list[str]:
    """Return the line that tells of an expected error, and lines that go before it; none for an unexpected one."""
    # Errors of rooms that were not loaded cannot be raised: their modules are looked up, not imported.
    for module, name in _EXPECTED:
        kind = getattr(sys.modules.get(module), name, None)
        if kind and isinstance(error, kind):
            return [str(error), *map(str, getattr(error, "lines", ()))]
    if isinstance(error, OSError):
        reason = error.strerror or str(error) or type(error).__name__
        return [f"{error.filename}: {reason}." if error.filename else f"{reason}."]
    if isinstance(error, ModuleNotFoundError):
        return [f"{error.name} is not installed: install Suara anew from requirements.lock."]
    return []


def _fail(line: str, code: int = 1) -> NoReturn:
    note(f"Error: {line}")
    sys.exit(code)
