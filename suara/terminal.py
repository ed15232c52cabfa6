"""What a command shows: words and tables for people, tab-separated lines for a pipe, JSON where it is asked for."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from suara.errors import SuaraError

ConfigOption = Annotated[Path, typer.Option("--config", help="The configuration file.", show_default=True)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

CONFIG = Path("config.toml")


def say(text: str) -> None:
    """Print a line."""
    typer.echo(text)


def note(text: str) -> None:
    """Print a line that is no part of the result, where a pipe does not see it."""
    typer.echo(text, err=True)


def show_json(data: object) -> None:
    """Print data as JSON, the letters as they are."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def show_table(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows; ``columns`` maps a row's keys to headings, in order."""
    cells = [["" if row[key] is None else str(row[key]) for key in columns] for row in rows]
    if not sys.stdout.isatty():
        for line in cells:
            typer.echo("\t".join(line))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns.values(), box=None, pad_edge=False, header_style="bold")
    for line in cells:
        table.add_row(*map(Text, line))
    Console().print(table)


def replacing(files: Sequence[Path], force: bool) -> None:
    """Ask whether files that exist may be replaced, where somebody can answer. Raises SuaraError, typer.Abort."""
    for file in files:
        if file.exists() and not force:
            if not sys.stdin.isatty():
                raise SuaraError(f"{file} exists already: give another name, or --force to replace it.")
            typer.confirm(f"{file} exists: replace it?", abort=True)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something takes a moment, if anybody is watching."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many are done of how many, and show it if anybody is watching."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, all_: progress.update(task, completed=done, total=all_)
