"""Every command explains itself."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from suara.cli import app
from tests.suara.conftest import Suara


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*path, name))


COMMANDS = list(commands(typer.main.get_command(app)))


def test_all_that_the_design_names_is_there() -> None:
    named = "init demo run aggregate doctor backup restore roster posters officers report"
    assert {path[0] for path in COMMANDS if path} == set(named.split())
    assert {" ".join(path) for path in COMMANDS if len(path) == 2} == {
        "roster import",
        "roster template",
        "posters render",
        "posters list",
        "posters revoke",
        "posters check",
        "officers invite",
        "officers list",
        "report skm",
        "report plan",
        "report fairness",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "suara")
def test_help_has_an_example(suara: Suara, path: tuple[str, ...]) -> None:
    result = suara(*path, "--help")
    assert result.code == 0
    assert f"Example: suara {' '.join(path)}".strip() in " ".join(result.out.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], "No such command 'nothing'. Try: suara --help"),
        (["run", "--fast"], "No such option: --fast. Try: suara run --help"),
        (["posters", "revoke"], "Missing argument 'CODE'. Try: suara posters revoke --help"),
        (["posters", "render"], "Missing option '--out'. Try: suara posters render --help"),
    ],
    ids=["command", "option", "argument", "required-option"],
)
def test_wrong_usage_is_one_line_and_exit_2(suara: Suara, arguments: list[str], told: str) -> None:
    result = suara(*arguments)
    assert (result.code, result.out, result.err) == (2, "", f"Error: {told}\n")


def test_the_bare_command_shows_its_help(suara: Suara) -> None:
    assert "Usage: suara" in suara().out


def test_the_version_is_told(suara: Suara) -> None:
    assert suara("--version").out.startswith("suara ")
