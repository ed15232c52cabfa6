"""The other side of the wire: the simulator, and people who rate as soon as the bot lets them.

People live in the simulator's process and act the moment the bot's call arrives there, so that they cost no requests of
their own; what is timed is the moment of an update and the moment the bot's call arrives.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from simulator import Simulator, SimulatorSettings
from simulator.chats import Chat, Message

TOKEN = "100000001:benchmarks-benchmarks-benchmarks-12"
USERNAME = "suara_bench_bot"


class Person(Chat):
    """Somebody's private chat: scans, taps a face when the faces are shown, waits for thanks and answer.

    ``waits`` are seconds from an update to the bot's reply: the faces, then the changed message.
    """

    def __init__(self, telegram: "Telegram", chat: Chat, token: str) -> None:
        super().__init__(chat.chat_id, chat.wire, instance=chat.instance)
        self._telegram = telegram
        self._token = token
        self.may_tap = True
        """When False, the faces stay untapped until `tap`."""
        self.tap_at = 0.0
        """Not before this moment."""
        self.asked_at = 0.0
        self.waiting = False
        self.waits: list[float] = []
        self.faces: Message | None = None
        self.query_id: str | None = None
        self.done = False

    def scan(self) -> None:
        """Open the poster's link and press START."""
        network = self._telegram.network
        entities = [{"offset": 0, "length": 6, "type": "bot_command"}]
        self._ask()
        network.from_person(network.accounts[self.chat_id], {"text": f"/start {self._token}", "entities": entities})

    def tap(self) -> None:
        """Tap one of the four faces."""
        if self.faces is None:
            raise RuntimeError("no faces are shown")
        row = next(row for row in self.faces.wire["reply_markup"]["inline_keyboard"] if len(row) == 4)
        self._ask()
        self.query_id, _ = self._telegram.network.ask(self, self.faces.wire, row[self.chat_id % 4]["callback_data"])

    def changed(self) -> None:
        """The bot has done something here."""
        super().changed()
        if self.faces is None:
            message = next(reversed(self.messages.values()))
            if message.from_bot and any(len(row) == 4 for row in _keyboard(message)):
                self.faces = message
                self._replied()
                self._go_on()
        elif self.query_id and not self.done:
            edited = "edit_date" in self.faces.wire
            if edited and self.waiting:
                self._replied()
            if edited and self.query_id in self.answers:
                self.done = True
                self._telegram.finished(self)

    def _go_on(self) -> None:
        if not self.may_tap:
            self._telegram.finished(self)
        elif self.tap_at > time.monotonic():
            asyncio.get_running_loop().call_later(self.tap_at - time.monotonic(), self.tap)
        else:
            self.tap()

    def _ask(self) -> None:
        self.waiting = True
        self.asked_at = time.monotonic()

    def _replied(self) -> None:
        self.waiting = False
        self.waits.append(time.monotonic() - self.asked_at)


class Audience(Chat):
    """The chat of somebody who only gets messages; tells when one arrives."""

    def __init__(self, chat: Chat, arrived: Callable[[], None]) -> None:
        super().__init__(chat.chat_id, chat.wire, instance=chat.instance)
        self.started = True
        self._arrived = arrived

    def changed(self) -> None:
        """A message has come."""
        super().changed()
        self._arrived()


def _keyboard(message: Message) -> list[list[object]]:
    keyboard: list[list[object]] = message.wire.get("reply_markup", {}).get("inline_keyboard", [])
    return keyboard


class Telegram:
    """A running simulator and its people."""

    def __init__(self, simulator: Simulator, url: str, tokens: Sequence[str]) -> None:
        self.network = simulator.network
        self.url = url
        self._tokens = tokens
        self._arrivals = 0
        self._finished = 0
        self._change = asyncio.Event()
        self.changed_at = 0.0
        """The last moment somebody was finished."""

    @classmethod
    @asynccontextmanager
    async def serving(
        cls, tokens: Sequence[str], latency_ms: float = 0, limits: bool = False
    ) -> AsyncIterator["Telegram"]:
        """Serve on a free port while the context is open; ``tokens`` are the posters'."""
        settings = SimulatorSettings(
            TOKEN, USERNAME, "Suara", enforce_limits=limits, latency_seconds=latency_ms / 1000, callback_seconds=600
        )
        simulator = Simulator(settings, lambda: datetime.now(UTC))
        async with simulator.serving() as url:
            yield cls(simulator, url, tokens)

    def person(self) -> Person:
        """Return a new person in front of the next desk."""
        account = self.network.join({"first_name": "Warga", "language_code": "id"})
        self._arrivals += 1
        person = Person(self, self.network.chats[account.user_id], self._tokens[self._arrivals % len(self._tokens)])
        self.network.chats[account.user_id] = person
        return person

    def people(self, count: int) -> list[Person]:
        """Return so many new people."""
        return [self.person() for _ in range(count)]

    def audience(self, count: int, arrived: Callable[[], None]) -> list[Audience]:
        """Return so many people who only read; ``arrived`` is called at each message."""
        readers = []
        for _ in range(count):
            account = self.network.join({"first_name": "Petugas", "language_code": "id"})
            reader = Audience(self.network.chats[account.user_id], arrived)
            self.network.chats[account.user_id] = reader
            readers.append(reader)
        return readers

    def finished(self, person: Person) -> None:
        """A person has got what they wait for."""
        self._finished += 1
        self.changed_at = time.monotonic()
        self._change.set()

    def forget(self) -> None:
        """Count who is finished from nought again."""
        self._finished = 0

    async def until(self, count: int, seconds: float) -> bool:
        """Wait until so many people are finished; False when that takes too long."""
        end = time.monotonic() + seconds
        while self._finished < count:
            self._change.clear()
            try:
                await asyncio.wait_for(self._change.wait(), max(0.0, end - time.monotonic()))
            except TimeoutError:
                return False
        return True

    async def quiet(self, pause: float, seconds: float) -> None:
        """Wait until every update is fetched and confirmed and nobody was finished for ``pause`` seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await asyncio.sleep(0.1)
            if not self.network.updates and time.monotonic() - self.changed_at > pause:
                return
