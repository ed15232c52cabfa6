"""How the demo tells what it does: a line per step, a bar for long ones where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import typer

from suara.errors import SuaraError


class DemoError(SuaraError):
    """The demo did not come to what it should."""


class Telling:
    """Prints steps with the seconds since the start."""

    def __init__(self) -> None:
        self._start = monotonic()

    def step(self, text: str) -> None:
        """Tell a step that is done."""
        typer.echo(f"{monotonic() - self._start:5.1f} s  {text}")

    def say(self, text: str) -> None:
        """Tell something that is no step."""
        typer.echo(text)

    @contextmanager
    def long(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show progress of a long step; the callback takes how much more is done."""
        if not sys.stderr.isatty():
            yield lambda more: None
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda more: progress.advance(task, more)
