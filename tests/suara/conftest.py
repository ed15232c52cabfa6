"""The command line as an operator has it: a folder of one's own, and a Telegram on this machine."""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import structlog

from data.database import Database
from data.keys import Keys
from data.outbox import Message, Outbox
from suara import cli
from suara.config import Config

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "data" / "sample"
TOKEN = "123456:ABC"
USERNAME = "suara_kasemen_bot"


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Give the log back as it was: what a command writes to ends with its test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Suara:
    """The command ``suara``, called in a folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Result:
        """Call it in this process: what an operator sees, without the start of a process."""
        self._monkeypatch.setattr(sys, "argv", ["suara", *map(str, arguments)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = self._capsys.readouterr()
        return Result(int(end.value.code or 0), captured.out, captured.err)

    def process(self, *arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
        """Start it as a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "suara", *map(str, arguments)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            **{"stderr": subprocess.PIPE, **options},
        )

    def real(self, *arguments: str | Path, **options: Any) -> Result:
        """Call it as a process of its own and wait for its end."""
        with self.process(*arguments, **options) as process:
            out, err = process.communicate(timeout=30)
        return Result(process.returncode, out, err)

    def files(self) -> dict[str, bytes]:
        """Return everything in the folder."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


@pytest.fixture
def suara(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Suara:
    """The command in an empty folder, and no setting in the environment."""
    for name in [name for name in os.environ if name.startswith("SUARA_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "office"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Suara(folder, monkeypatch, capsys)


@pytest.fixture
def office(suara: Suara, telegram: "Telegram") -> Suara:
    """The command in a folder with the sample office, its bot known to Telegram."""
    assert suara("init", "--yes", "--token", TOKEN, "--username", USERNAME).code == 0
    file = suara.folder / "config.toml"
    file.write_text(file.read_text("utf-8").replace("https://api.telegram.org", telegram.url), "utf-8")
    assert suara("roster", "import", SAMPLE).code == 0
    return suara


@dataclass(frozen=True)
class Telegram:
    """A simulated Telegram."""

    url: str

    def post(self, path: str, **body: Any) -> Any:
        """Play a person."""
        request = Request(f"{self.url}/phone/{path}", json.dumps(body).encode(), method="POST")
        with urlopen(request) as answer:
            return json.load(answer)

    def get(self, path: str) -> Any:
        """See what a person sees."""
        with urlopen(f"{self.url}/phone/{path}") as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def telegram() -> Iterator[Telegram]:
    """A simulated Telegram that knows the bot, for all tests of this process."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", TOKEN, "--username", USERNAME]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout
        yield Telegram(process.stdout.readline().strip())
        process.send_signal(signal.SIGTERM)


def queue_a_message(keys: Keys) -> None:
    async def queue() -> None:
        database = Database.connect(Config.load(Path("config.toml")).database_url)
        async with database.transaction() as tx:
            await Outbox(keys).queue(tx, [Message(b"chat", "sendMessage", {"chat_id": 1, "text": "x"})])
        await database.close()

    asyncio.run(queue())


def one_line(result: Result) -> str:
    """Return the one line of an error that was told as it should be."""
    assert result.code == 1, result
    assert "Traceback" not in result.err
    (line,) = result.err.splitlines()
    assert line.startswith("Error: "), line
    return line.removeprefix("Error: ")


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
