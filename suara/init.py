"""The first configuration: a few questions, then config.toml, the key file and the folders, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from suara.config import Config
from suara.errors import ConfigError
from suara.files import new_keys, private_folder, replace_file

TEMPLATE = """\
# Suara's configuration; every key is explained in config.example.toml.
# Relative paths are relative to this file. The environment overrides it: SUARA_TELEGRAM__TOKEN=…

[telegram]
token = {token}            # from @BotFather; or token_file
username = {username}      # the bot's username: stands in links and on posters
api_base = "https://api.telegram.org"
mode = "polling"

[database]
url = {database}

[office]
time_zone = {time_zone}

[paths]
var = {var}
"""


@dataclass(frozen=True)
class Answers:
    """What only the operator knows."""

    token: str
    username: str
    time_zone: str
    var: str


@dataclass(frozen=True)
class Made:
    """What `initialise` has made."""

    keys_path: Path
    new_keys: bool


def refuse_existing(file: Path, force: bool) -> None:
    """Raise ConfigError when the configuration exists and may not be written anew."""
    if file.exists() and not force:
        raise ConfigError(f"{file} exists: edit it, or write it anew with --force (the key file is kept).")


def ask(answers: Answers) -> Answers:
    """Ask for what was not given; an answer that cannot be right is asked again."""
    questions = {
        "token": "Bot token (from @BotFather; Enter: later)",
        "username": "Bot username (Enter: later)",
        "time_zone": "Time zone (Asia/Jakarta, Asia/Makassar, Asia/Jayapura)",
        "var": "Folder for database, keys and charts",
    }
    for field, question in questions.items():
        given = typer.prompt(
            question, default=getattr(answers, field), show_default=field != "token", value_proc=_checked(field)
        )
        answers = replace(answers, **{field: given})
    return answers


def initialise(file: Path, answers: Answers) -> Made:
    """Write the configuration, and keys unless there are some. Raises ConfigError, OSError; then nothing was made."""
    text = render(answers)
    config = Config.parse(text, file)
    private_folder(file.absolute().parent)
    private_folder(config.var)
    keys_exist = config.keys_path.exists()
    if not keys_exist:
        new_keys(config.keys_path)
    try:
        replace_file(file, text.encode())
    except OSError:
        if not keys_exist:
            config.keys_path.unlink()  # made a moment ago: nobody is known by it
        raise
    return Made(config.keys_path, not keys_exist)


def render(answers: Answers) -> str:
    """Return the text of the configuration."""
    database = f"sqlite+aiosqlite:///{Path(answers.var) / 'suara.db'}"
    return TEMPLATE.format(
        token=_quoted(answers.token),
        username=_quoted(answers.username.removeprefix("@")),
        time_zone=_quoted(answers.time_zone),
        var=_quoted(answers.var),
        database=_quoted(database),
    )


def _quoted(value: str) -> str:
    # A basic string of TOML.
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if not escaped.isprintable():
        raise ConfigError(f"{value!r} has characters that cannot stand in config.toml.")
    return f'"{escaped}"'


def _checked(field: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        blank = Answers("", "", "Asia/Jakarta", "var")
        try:
            Config.parse(render(replace(blank, **{field: value.strip()})), Path("config.toml"))
        except ConfigError as error:
            raise typer.BadParameter(str(error).partition(": ")[2]) from error
        return value.strip()

    return check
