"""Who is measured: Suara and plain bots of the same job, each a program started anew on a fresh database."""

import asyncio
import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.people import TOKEN

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"
PEERS = ROOT / "benchmarks" / "peers"
REQUIREMENTS = ROOT / "benchmarks" / "requirements.txt"
INSTALL_SECONDS = 300
STOP_SECONDS = 5

SUARA = "Suara"
BARE = "bare loop, the limit"


@dataclass(frozen=True)
class Contender:
    """A program that is given the address of a Telegram and a folder with its database."""

    name: str
    command: Sequence[str]
    """Words of the command; ``{url}`` and ``{folder}`` are filled in."""
    count: str
    """SQL that counts ratings, and people who rated; empty where nothing is stored."""
    database: str = "ratings.db"
    paced: bool = False
    """Keep Telegram's limits, where the program can (Suara)."""

    def prepare(self, folder: Path) -> None:
        """Lay out a fresh folder with an empty record of the sample office."""
        shutil.rmtree(folder, ignore_errors=True)
        if self.name == SUARA:
            shutil.copytree(office().folder, folder)
        else:
            folder.mkdir(parents=True)
            _plain_database(folder / self.database)

    @asynccontextmanager
    async def running(self, folder: Path, url: str) -> AsyncIterator["Process"]:
        """Run the program while the context is open."""
        words = [word.format(url=url, folder=folder) for word in self.command]
        with (folder / "log.txt").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *words, cwd=ROOT, env=self._environment(url), stdout=log, stderr=log
            )
        try:
            yield Process(process)
        finally:
            await _end(process)

    def stored(self, folder: Path) -> tuple[int, int]:
        """Return how many ratings are stored, and how many people they are of."""
        if not self.count:
            return 0, 0
        connection = sqlite3.connect(folder / self.database)
        try:
            ratings, people = connection.execute(self.count).fetchone()
        finally:
            connection.close()
        return int(ratings), int(people)

    def _environment(self, url: str) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUARA_")}
        if self.name == SUARA:
            environment |= {"SUARA_TELEGRAM__TOKEN": TOKEN, "SUARA_TELEGRAM__API_BASE": url}
            if not self.paced:
                environment |= {"SUARA_TELEGRAM__PER_SECOND": "0", "SUARA_TELEGRAM__PER_CHAT_SECONDS": "0"}
        return environment


class Process:
    """A contender that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def kill(self) -> None:
        """End it at once: kill -9."""
        self._process.send_signal(signal.SIGKILL)

    def cpu_seconds(self) -> float:
        """Return the processor time it has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
        finally:
            if process.returncode is None:
                process.kill()
    await process.wait()


@dataclass(frozen=True)
class Office:
    """Suara's folder with the sample office in it, and the tokens of its posters."""

    folder: Path
    tokens: Sequence[str]
    desks: Sequence[tuple[str, str, str]]
    """Token, office and desk, as on the poster."""


@cache
def office() -> Office:
    """Set up the sample office once, as an operator would; one officer is on duty at each desk at every hour."""
    folder = VAR / "office"
    shutil.rmtree(folder, ignore_errors=True)
    roster = folder / "roster"
    shutil.copytree(ROOT / "data" / "sample", roster)
    duties = roster / "jaga.csv"
    with duties.open(encoding="utf-8", newline="") as file:
        names, *rows = list(csv.reader(file))
    first = {row[3]: ["Senin-Minggu", "00.00", "23.59", row[3], row[4]] for row in reversed(rows)}
    with duties.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *first.values()])
    config = str(folder / "config.toml")
    _suara("init", "--yes", "--config", config)
    _suara("roster", "import", str(roster), "--config", config)
    posters = json.loads(_suara("posters", "list", "--json", "--config", config))
    return Office(
        folder,
        [poster["token"] for poster in posters],
        [(poster["token"], poster["office"], poster["desk"]) for poster in posters],
    )


def _suara(*words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUARA_")}
    done = subprocess.run(
        [sys.executable, "-m", "suara", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"suara {words[0]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def _plain_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        PRAGMA journal_mode = WAL;
        CREATE TABLE desks (id INTEGER PRIMARY KEY, token TEXT UNIQUE, office TEXT, name TEXT, officer TEXT);
        CREATE TABLE ratings (
            id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, desk_id INTEGER NOT NULL REFERENCES desks,
            face INTEGER NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
        );
        """
    )
    with connection:
        connection.executemany(
            "INSERT INTO desks (token, office, name, officer) VALUES (?, ?, ?, 'Hj. Nurhayati Karim, S.Sos.')",
            office().desks,
        )
    connection.close()


_PLAIN = "SELECT count(*), count(DISTINCT user_id) FROM ratings"
OURS = Contender(
    SUARA,
    [sys.executable, "-m", "suara", "run", "--config", "{folder}/config.toml"],
    "SELECT count(*), count(DISTINCT rater) FROM ratings",
    "var/suara.db",
)
_PTB = [sys.executable, str(PEERS / "ptb_bot.py"), "{url}", TOKEN, "{folder}/ratings.db"]


def contenders() -> list[Contender]:
    """Return everybody who can run here; who cannot is named in a line with the reason."""
    found = [
        OURS,
        Contender("python-telegram-bot, sequential", [*_PTB, "1"], _PLAIN),
        Contender("python-telegram-bot, 32 concurrent", [*_PTB, "32"], _PLAIN),
    ]
    if python := peers_python():
        command = [python, str(PEERS / "aiogram_bot.py"), "{url}", TOKEN, "{folder}/ratings.db"]
        found.append(Contender("aiogram 3 + aiosqlite", command, _PLAIN))
    if script := _grammy():
        found.append(Contender("grammY runner", ["node", script, "{url}", TOKEN, "{folder}/ratings.db"], _PLAIN))
    found.append(Contender(BARE, [sys.executable, str(PEERS / "bare_loop.py"), "{url}", TOKEN], ""))
    return found


def fan_outs() -> list[Contender]:
    """Return who sends digests: Suara with the limits it keeps towards Telegram, and plain ways of python-telegram-bot.

    The plain ones find the chats' ids in ``chats.txt`` in their folder.
    """
    script = [str(PEERS / "ptb_fanout.py"), "{url}", TOKEN, "{folder}/ratings.db", "{folder}/chats.txt"]
    found = [
        replace(OURS, paced=True),
        Contender("gather with 5 retries", [sys.executable, *script, "gather"], _PLAIN),
    ]
    if python := peers_python():
        found.append(Contender("gather through AIORateLimiter", [python, *script, "limiter"], _PLAIN))
    return found


@cache
def peers_python() -> str | None:
    """Return a Python that has the peers' packages; None, with a line, when they cannot be had."""
    folder = VAR / "venv"
    python = folder / "bin" / "python"
    wanted = REQUIREMENTS.read_text("utf-8")
    if _installed(folder, wanted):
        return str(python)
    print(f"Installing the peers' packages into {folder.relative_to(ROOT)} ...", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "-r", str(REQUIREMENTS)]
    problem = _run([sys.executable, "-m", "venv", str(folder)]) or _run(pip)
    if problem:
        print(f"aiogram and the rate limiter of python-telegram-bot are left out, pip said: {problem}")
        return None
    (folder / "installed.txt").write_text(wanted, "utf-8")
    return str(python)


@cache
def _grammy() -> str | None:
    folder = VAR / "node"
    if not shutil.which("node") or not shutil.which("npm"):
        print("grammY is left out: it needs node and npm.")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    script = shutil.copy(PEERS / "grammy_bot.mjs", folder)
    wanted = (PEERS / "package.json").read_text("utf-8")
    if not _installed(folder, wanted):
        print(f"Installing grammY into {folder.relative_to(ROOT)} ...", flush=True)
        shutil.copy(PEERS / "package.json", folder)
        npm = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if problem := _run(npm):
            print(f"grammY is left out, npm said: {problem}")
            return None
        (folder / "installed.txt").write_text(wanted, "utf-8")
    return str(script)


def _installed(folder: Path, wanted: str) -> bool:
    mark = folder / "installed.txt"
    return mark.exists() and mark.read_text("utf-8") == wanted


def _run(words: Sequence[str]) -> str | None:
    """Run a command; return the last line it said when it failed."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"nothing for {INSTALL_SECONDS} s"
    if done.returncode == 0:
        return None
    return ((done.stderr or done.stdout).strip().splitlines() or ["nothing"])[-1]
