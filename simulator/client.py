"""A client of the phone API: plays people, for tests, demos and measurements."""

from dataclasses import dataclass
from typing import Any

import aiohttp

PATIENCE = 10.0
"""Seconds until a phone gives up waiting for the bot."""


class PhoneError(Exception):
    """The phone could not do it, or the bot did not react in time; one line."""


@dataclass(frozen=True)
class Seen:
    """A message of the bot as it stands on the screen."""

    id: int
    text: str
    keyboard: list[list[dict[str, Any]]]
    photo: bool
    edited: bool
    document: str | None = None
    """The name of a file."""

    @property
    def labels(self) -> list[list[str]]:
        """The buttons' words, row by row."""
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
        """Call an action of the phone API. Raises PhoneError."""
        async with self._session.post(f"{self._url}/phone/{self.id}/{action}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            if response.status != 200:
                raise PhoneError(f"{action}: {answer}")
            return answer

    async def look(self, after: int | None = None, answer: str | None = None) -> list[Seen]:
        """Return the bot's messages; wait first until the screen is newer than ``after`` (and a tap is answered).

        Raises PhoneError when that does not happen in time.
        """
        query = {} if after is None else {"after": str(after), "timeout": str(PATIENCE)}
        if answer:
            query["answer"] = answer
        async with self._session.get(f"{self._url}/phone/{self.id}/screen", params=query) as response:
            screen = await response.json()
        if after is not None and screen["version"] <= after:
            raise PhoneError("the bot did not react")
        self.version = screen["version"]
        if answer:
            if answer not in screen["answers"]:
                raise PhoneError("the tap was not answered")
            self.toast = screen["answers"][answer]
        return [
            Seen(
                m["message_id"],
                m["text"] or "",
                m["keyboard"] or [],
                bool(m["photo"]),
                bool(m["edited"]),
                m.get("document"),
            )
            for m in screen["messages"]
            if m["from"] == "bot"
        ]

    async def scan(self, link: str, **how: Any) -> Seen:
        """Scan a link and press START; return the bot's newest message."""
        sent = await self.post("scan", link=link, **how)
        return (await self.look(after=sent["version"]))[-1]

    async def write(self, text: str) -> Seen:
        """Type a text; return the bot's newest message."""
        return await self.send(text=text)

    async def send(self, **what: Any) -> Seen:
        """Send anything; return the bot's newest message."""
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
    """Gives people phones, and reaches what stands beside the phones."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def new(self, first_name: str = "Warga", **more: Any) -> Phone:
        """Return the phone of a new person."""
        user = await self.post("users", first_name=first_name, **{"language_code": "id", **more})
        return Phone(self._session, self._url, user["id"])

    async def get(self, path: str) -> Any:
        """Read from the phone API."""
        async with self._session.get(f"{self._url}/phone/{path}") as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        """Write to the phone API."""
        async with self._session.post(f"{self._url}/phone/{path}", json=body) as response:
            return await response.json()
