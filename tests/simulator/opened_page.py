"""A page opened over HTTP, as a browser does, and whoever lends it a stage."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from simulator import ClockButton, Condition, Person, Picture, Simulator, SimulatorSettings, Stage, Step
from simulator.stage import Progress

TOKEN = "7012345678:AAE-simulated"
USERNAME = "sample_bot"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LINK = f"https://t.me/{USERNAME}?start=desk"

Json = dict[str, Any]


def words(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


@dataclass
class Host:
    """Whoever lends the page its stage; remembers what it was asked."""

    photographed: list[bytes] = field(default_factory=list)
    resets: int = 0
    may_finish: asyncio.Event = field(default_factory=asyncio.Event)

    async def decode(self, content: bytes) -> Sequence[str]:
        self.photographed.append(content)
        return [LINK] if content.startswith(b"\xff\xd8") else []

    async def reset(self) -> None:
        self.resets += 1

    async def hour(self, _: Progress) -> None:
        return

    async def month(self, progress: Progress) -> None:
        progress(0.25)
        await self.may_finish.wait()

    async def broken(self, _: Progress) -> None:
        raise RuntimeError("rusty")

    def stage(self, picture: bytes) -> Stage:
        return Stage(
            title="An office",
            people=[Person("citizen", words("Citizen"), "Siti"), Person("officer", words("Officer"), "Budi")],
            wall=[Picture(words("Desk 1"), words("Somewhere"), picture)],
            decode=self.decode,
            time_zone="Asia/Jakarta",
            buttons=[
                ClockButton("hour", words("+1 h"), self.hour),
                ClockButton("month", words("+4 w"), self.month, long=True),
                ClockButton("broken", words("!"), self.broken),
            ],
            tour=[
                Step("ask", words("Ask"), words("…"), Condition("citizen", "what is kept", sender="me"), "wall"),
                Step("read", words("Read"), words("…"), Condition("citizen", "(?i)privacy|privasi")),
                Step("see", words("See"), words("…"), Condition("officer", "week", photo=True), "clock"),
                Step(
                    "change",
                    words("Change"),
                    words("…"),
                    Condition("citizen", "new", edited=True),
                    after=Condition("citizen", "once more"),
                ),
            ],
            reset=self.reset,
            light={"accent": "#00629b"},
        )


class Browser:
    """An open page: the latest of each kind of event, and the way to act."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session
        self.stage: Json = {}
        self.clock: Json = {}
        self.tour: Json = {}
        self.chats: dict[int, Json] = {}
        self.heard = asyncio.Event()

    async def listen(self) -> None:
        async with self.session.get(self.url + "/page/events") as response:
            assert response.content_type == "text/event-stream"
            async for name, content in events(response):
                if name == "chat":
                    self.chats[content["user_id"]] = content
                else:
                    setattr(self, name, content)
                self.heard.set()

    async def until(self, condition: Any) -> None:
        async with asyncio.timeout(5):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    def user(self, role: str) -> int:
        return int(next(person["user_id"] for person in self.stage["people"] if person["role"] == role))

    def texts(self, role: str) -> list[str]:
        return [message.get("text", "") for message in self.chats[self.user(role)]["messages"]]

    async def post(self, path: str, expect: int = 200, **body: Any) -> Json:
        async with self.session.post(self.url + path, json=body) as response:
            assert response.status == expect, await response.text()
            answer: Json = await response.json()
            return answer

    async def bot(self, method: str, **parameters: Any) -> Any:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=parameters) as response:
            return (await response.json())["result"]

    async def say(self, role: str, text: str) -> None:
        await self.post(f"/phone/{self.user(role)}/send", text=text)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    buffer = b""
    async for part in response.content.iter_any():
        buffer += part
        while b"\n" in buffer:
            line, _, buffer = buffer.partition(b"\n")
            if line.startswith(b"event: "):
                name = line[7:].decode()
            elif line.startswith(b"data: "):
                yield name, json.loads(line[6:])


@asynccontextmanager
async def opened(stage: Stage | None) -> AsyncIterator[tuple[Simulator, Browser]]:
    served = Simulator(SimulatorSettings(TOKEN, USERNAME, "Sample", enforce_limits=False), lambda: NOW, stage)
    async with served.serving() as url, aiohttp.ClientSession(read_bufsize=1 << 20) as session:
        browser = Browser(url, session)
        listening = asyncio.create_task(browser.listen())
        await browser.until(lambda: len(browser.chats) == len((stage or Stage()).people))
        yield served, browser
        listening.cancel()
