"""Phones that play people against the simulator's HTTP API."""

from dataclasses import dataclass
from typing import Any

import aiohttp

PATIENCE = 10.0
"""Seconds until a phone gives up waiting for the bot."""


@dataclass(frozen=True)
class Seen:
    """A message as it stands on the screen."""

    id: int
    text: str
    keyboard: list[list[dict[str, Any]]]
    photo: bool
    edited: bool

    @property
    def labels(self) -> list[list[str]]:
        return [[button["text"] for button in row] for row in self.keyboard]


class Phone:
    """One person's chat with the bot."""

    def __init__(self, session: aiohttp.ClientSession, url: str, user_id: int) -> None:
        self._session = session
        self._url = url
        self.id = user_id
        self.version = 0
        self.toast: dict[str, Any] = {}

    async def post(self, action: str, **body: Any) -> dict[str, Any]:
        async with self._session.post(f"{self._url}/phone/{self.id}/{action}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == 200, answer
            return answer

    async def look(self, after: int | None = None, answer: str | None = None) -> list[Seen]:
        """Return the bot's messages; wait first until something is newer than ``after`` (and a tap is answered)."""
        query = {} if after is None else {"after": str(after), "timeout": str(PATIENCE)}
        if answer:
            query["answer"] = answer
        async with self._session.get(f"{self._url}/phone/{self.id}/screen", params=query) as response:
            screen = await response.json()
        assert after is None or screen["version"] > after, "the bot did not react"
        self.version = screen["version"]
        if answer:
            self.toast = screen["answers"].get(answer, {})
            assert answer in screen["answers"], "the tap was not answered"
        return [
            Seen(m["message_id"], m["text"] or "", m["keyboard"] or [], bool(m["photo"]), bool(m["edited"]))
            for m in screen["messages"]
            if m["from"] == "bot"
        ]

    async def scan(self, link: str, **how: Any) -> Seen:
        sent = await self.post("scan", link=link, **how)
        return (await self.look(after=sent["version"]))[-1]

    async def write(self, text: str) -> Seen:
        return await self.send(text=text)

    async def send(self, **what: Any) -> Seen:
        sent = await self.post("send", **what)
        return (await self.look(after=sent["version"]))[-1]

    async def tap(self, label: str, message: int | None = None) -> Seen:
        """Tap a button that changes the screen; wait for the answer and the change, return the last message."""
        sent = await self._tap({"text": label, "message_id": message})
        # Answer and change are two steps of the screen.
        return (await self.look(after=sent["version"] + 1, answer=sent["callback_query_id"]))[-1]

    async def press(self, label: str | None = None, data: str | None = None, message: int | None = None) -> str:
        """Tap a button, or send any data as if there were one, that only answers; return what it says."""
        sent = await self._tap({"text": label, "data": data, "message_id": message})
        await self.look(after=sent["version"], answer=sent["callback_query_id"])
        return str(self.toast.get("text") or "")

    async def _tap(self, body: dict[str, Any]) -> dict[str, Any]:
        return await self.post("tap", **{name: value for name, value in body.items() if value is not None})


class Phones:
    """Gives people phones."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def new(self, first_name: str = "Warga", **more: Any) -> Phone:
        async with self.session.post(
            f"{self.url}/phone/users", json={"first_name": first_name, "language_code": "id", **more}
        ) as response:
            user = await response.json()
        return Phone(self.session, self.url, user["id"])

    async def get(self, path: str) -> Any:
        async with self.session.get(f"{self.url}/phone/{path}") as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/phone/{path}", json=body) as response:
            return await response.json()
