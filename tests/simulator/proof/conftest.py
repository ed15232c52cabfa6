"""Independent clients: installed once beside pytest's cache, each in an environment of its own, and run as programs.

aiogram cannot stand in the project's own environment: its releases want a pydantic older than the one locked there.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = Path(__file__).parent.parent / "clients"
PATIENCE = 20.0
BROKEN_LOCK = ("DO NOT MATCH", "EINTEGRITY", "EUSAGE")
"""What pip and npm say when a lock file is wrong, which is no reason to skip."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Home:
    """Where a client is installed, and how its programs are started."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def _installed(config: pytest.Config, name: str, lock: Path, install: Callable[[Path], list[str]]) -> Path:
    """The folder a client is installed in; made by the first who asks. Skips the test when that cannot be done here."""
    stamp = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    base = config.rootpath / ".pytest_cache" / "clients"
    base.mkdir(parents=True, exist_ok=True)
    folder = base / f"{name}-{stamp}"
    with (base / f"{name}.lock").open("w") as lock_file:
        fcntl.flock(lock_file, fcntl.LOCK_EX)
        if not folder.exists():
            made = Path(tempfile.mkdtemp(dir=base))
            done = subprocess.run(install(made), cwd=made, capture_output=True, text=True, timeout=300, check=False)
            if done.returncode != 0:
                shutil.rmtree(made)
                said = done.stderr.strip() or done.stdout.strip()
                if any(sign in said for sign in BROKEN_LOCK):
                    pytest.fail(f"the lock of {name} is broken: {said}")
                problems = [line for line in said.splitlines() if "error" in line.lower()] or [
                    f"exit {done.returncode}"
                ]
                pytest.skip(f"{name} cannot be installed here: {problems[0]}")
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def aiogram_home(request: pytest.FixtureRequest) -> Home:
    lock = PROGRAMS / "aiogram.lock"

    def install(folder: Path) -> list[str]:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--no-deps",
            "--retries",
            "1",
        ]
        return [*pip, "--require-hashes", "--target", str(folder), "-r", str(lock)]

    folder = _installed(request.config, "aiogram", lock, install)
    # Without site (-S) it sees nothing of the project's own environment.
    return Home("aiogram", (sys.executable, "-S"), {"PYTHONPATH": str(folder)})


@pytest.fixture(scope="session")
def grammy_home(request: pytest.FixtureRequest) -> Home:
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("grammY needs node and npm, and they are not on this machine")
    lock = PROGRAMS / "package-lock.json"

    def install(folder: Path) -> list[str]:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PROGRAMS / name, folder)
        return [
            "npm",
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--fetch-retries=1",
            "--fetch-retry-mintimeout=500",
        ]

    folder = _installed(request.config, "grammY", lock, install)
    return Home("grammY", ("node",), {"NODE_PATH": str(folder / "node_modules")})


@pytest.fixture(params=["aiogram", "grammy"])
def home(request: pytest.FixtureRequest) -> Home:
    """One client after the other."""
    chosen: Home = request.getfixturevalue(f"{request.param}_home")
    return chosen


class Program:
    """A client's program that runs, and what it says: a JSON object a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def says(self) -> Json:
        """The next line; fails with the program's complaint when there is none."""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
        if not line:
            pytest.fail((await self.process.stderr.read()).decode())
        said: Json = json.loads(line)
        return said


@pytest.fixture
def running(home: Home) -> Callable[..., Any]:
    """Runs the client's bot while the context is open."""
    bot = "aiogram_bot.py" if home.name == "aiogram" else "grammy_bot.cjs"

    @asynccontextmanager
    async def run(*arguments: str) -> AsyncIterator[Program]:
        process = await asyncio.create_subprocess_exec(
            *home.command, str(PROGRAMS / bot), *arguments,
            env={**os.environ, **home.environment},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            yield Program(process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    return run


@pytest.fixture(scope="session")
def judge(aiogram_home: Home) -> Iterator[Callable[[str, Any], list[str]]]:
    """Tells what aiogram's types find wrong with a method's whole answer, or with an object of a type."""
    command = [*aiogram_home.command, str(PROGRAMS / "aiogram_judge.py")]
    environment = {**os.environ, **aiogram_home.environment}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asking, answering = process.stdin, process.stdout

        def judged(kind: str, value: Any) -> list[str]:
            asking.write(json.dumps({"kind": kind, "value": value}) + "\n")
            asking.flush()
            found: list[str] = json.loads(answering.readline())
            return found

        yield judged
        asking.close()
