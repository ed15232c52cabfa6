"""The real ``suara run`` in a process of its own, with its var folder."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from data.database import Database
from data.keys import Keys
from tests.office import Office, build

TOKEN = "123456789:" + "A" * 35
USERNAME = "suara_uji_bot"


class Run:
    """A process, and what it says."""

    def __init__(self, process: asyncio.subprocess.Process, log: list[str]) -> None:
        self.process = process
        self._log = log
        self._started = asyncio.Event()

    async def listen(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            self._log.append(line.decode())
            if b"bot_started" in line:
                self._started.set()
        self._started.set()

    async def started(self) -> None:
        async with asyncio.timeout(30):
            await self._started.wait()
        assert "bot_started" in self._log[-1], "".join(self._log)


class House:
    """Configuration, keys, and the folder of the database; ``log`` is all that its processes have said."""

    def __init__(self, folder: Path, url: str) -> None:
        self._config = folder / "config.toml"
        self._config.write_text(
            f'[telegram]\ntoken = "{TOKEN}"\nusername = "{USERNAME}"\napi_base = "{url}"\n'
            "per_second = 0\nper_chat_seconds = 0\n"
        )
        self.log: list[str] = []
        self.var = folder / "var"
        self.var.mkdir(mode=0o700)
        Keys(b"p" * 32, b"s" * 32).save(self.var / "keys.json")

    async def furnished(self) -> Office:
        """Make the record, with a small office in it; its caller closes the database."""
        database = Database.connect(f"sqlite+aiosqlite:///{self.var}/suara.db")
        await database.migrate()
        return await build(database, datetime.now(UTC))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Run]:
        """Run it for as long as the block lasts, unless the block ends it itself; then kill it."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "suara", "run", "--config", str(self._config)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=Path(__file__).parents[2],
            env={name: value for name, value in os.environ.items() if not name.startswith("SUARA_")},
        )
        run = Run(process, self.log)
        listening = asyncio.create_task(run.listen())
        try:
            yield run
        finally:
            if process.returncode is None:
                process.kill()
            await listening
            await process.wait()
