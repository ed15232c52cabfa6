"""A simulator over real HTTP, with a bot's side and people to play."""

import struct
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from simulator import Simulator, SimulatorSettings
from tests.simulator.opened_page import Browser, Host, opened

TOKEN = "7012345678:AAE-simulated"
USERNAME = "suara_kasemen_bot"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

Json = dict[str, Any]


@dataclass
class Person:
    """Somebody with a phone."""

    stage: "Stage"
    id: int

    async def scan(self, payload: str = "", **more: Any) -> Json:
        link = f"https://t.me/{USERNAME}" + (f"?start={payload}" if payload else "")
        return await self.stage.post(f"/phone/{self.id}/scan", link=link, **more)

    async def send(self, **what: Any) -> Json:
        return await self.stage.post(f"/phone/{self.id}/send", **what)

    async def tap(self, text: str | None = None, **more: Any) -> Json:
        return await self.stage.post(f"/phone/{self.id}/tap", **({"text": text} if text else {}), **more)

    async def block(self) -> Json:
        return await self.stage.post(f"/phone/{self.id}/block")

    async def screen(self, after: int = -1, timeout: float = 5.0, answer: str = "") -> Json:
        query = f"?after={after}&timeout={timeout}" + (f"&answer={answer}" if answer else "")
        return await self.stage.get(f"/phone/{self.id}/screen{query}")


class Stage:
    """A running simulator, seen from both sides."""

    def __init__(self, simulator: Simulator, url: str, session: aiohttp.ClientSession) -> None:
        self.simulator = simulator
        self.url = url
        self.session = session

    def method(self, name: str) -> str:
        return f"{self.url}/bot{TOKEN}/{name}"

    async def call(self, method: str, **parameters: Any) -> Json:
        """The whole answer of the Bot API."""
        async with self.session.post(self.method(method), json=parameters) as response:
            answer: Json = await response.json()
            assert response.status == answer.get("error_code", 200)
            return answer

    async def bot(self, method: str, **parameters: Any) -> Any:
        """The result; an error fails the test."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> tuple[int, str]:
        """Code and description of the error that must come."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def updates(self) -> list[Json]:
        """Every update that waits, confirmed."""
        updates: list[Json] = await self.bot("getUpdates")
        if updates:
            await self.bot("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return updates

    async def post(self, path: str, expect: int = 200, **body: Any) -> Json:
        async with self.session.post(self.url + path, json=body) as response:
            assert response.status == expect, await response.text()
            answer: Json = await response.json()
            return answer

    async def get(self, path: str, status: int = 200) -> Json:
        async with self.session.get(self.url + path) as response:
            assert response.status == status, await response.text()
            answer: Json = await response.json()
            return answer

    async def join(self, first_name: str = "Siti", **names: Any) -> Person:
        answer = await self.post("/phone/users", first_name=first_name, **names)
        return Person(self, answer["id"])

    async def visitor(self, first_name: str = "Siti", **names: Any) -> Person:
        """Somebody who has started the bot."""
        person = await self.join(first_name, **names)
        await person.scan()
        await self.updates()
        return person


Staging = Callable[..., Any]


@pytest.fixture
def staging() -> Staging:
    """Opens a stage with settings of one's own."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Stage]:
        chosen = {"enforce_limits": False, "conflict_pause_seconds": 0.0, **settings}
        simulator = Simulator(SimulatorSettings(TOKEN, USERNAME, "Suara Kasemen", **chosen), lambda: NOW)
        async with simulator.serving() as url, aiohttp.ClientSession() as session:
            yield Stage(simulator, url, session)

    return opened


@pytest.fixture
async def stage(staging: Staging) -> AsyncIterator[Stage]:
    async with staging() as opened:
        yield opened


def png(width: int, height: int) -> bytes:
    """A real, all-black picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def picture() -> bytes:
    return png(60, 40)


@pytest.fixture
def make_png() -> Callable[[int, int], bytes]:
    return png


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def table(host: Host, picture: bytes) -> AsyncIterator[tuple[Simulator, Browser]]:
    async with opened(host.stage(picture)) as pair:
        yield pair


@pytest.fixture
def page(table: tuple[Simulator, Browser]) -> Browser:
    return table[1]
