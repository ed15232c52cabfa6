"""Telegram's limits, kept from this side: so many messages a second in all, and one a second in a chat."""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count

from data.outbox import Lane

CHAT_BURST = 3
"""Messages a chat may get at once; Telegram lets short bursts pass."""


class Gate:
    """The one gate that every message passes; whoever waits for an answer passes before bulk.

    Evenly paced, without saved-up bursts: a strict server counts any second.
    """

    def __init__(self, per_second: float, monotonic: Callable[[], float] | None = None) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._monotonic = monotonic or (lambda: asyncio.get_running_loop().time())
        self._waiting: list[tuple[Lane, int, asyncio.Future[None]]] = []
        self._order = count()
        self._free_at = 0.0
        self._held_until: dict[Lane, float] = {}
        self._opening: asyncio.Task[None] | None = None

    async def enter(self, lane: Lane) -> None:
        """Wait for one's turn."""
        if not self._interval and not self._held_until:
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._order), turn))
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open())
        await turn

    def hold(self, lane: Lane, seconds: float) -> None:
        """Keep a lane, and those after it, closed for so long."""
        self._held_until[lane] = max(self._held_until.get(lane, 0.0), self._monotonic() + seconds)

    async def _open(self) -> None:
        while self._waiting:
            now = self._monotonic()
            lane, _, turn = self._waiting[0]
            ready_at = max(self._free_at, *(until for held, until in self._held_until.items() if held <= lane), 0.0)
            if ready_at > now:
                await asyncio.sleep(ready_at - now)
                continue  # somebody more urgent may have come
            heapq.heappop(self._waiting)
            self._free_at = max(now, self._free_at + self._interval)
            self._held_until = {held: until for held, until in self._held_until.items() if until > now}
            if not turn.done():
                turn.set_result(None)


class ChatPace:
    """One message a second to a chat on average, a few at once."""

    def __init__(self, seconds_per_message: float) -> None:
        self._seconds = seconds_per_message
        self._full_at: dict[bytes, float] = {}
        """When each chat has its whole burst again."""

    async def wait(self, chat: bytes) -> None:
        """Wait until the chat may get one more message."""
        if not self._seconds:
            return
        now = asyncio.get_running_loop().time()
        full_at = max(self._full_at.get(chat, now), now) + self._seconds
        self._full_at[chat] = full_at
        if len(self._full_at) > 10_000:
            self._full_at = {c: at for c, at in self._full_at.items() if at > now}
        await asyncio.sleep(max(0.0, full_at - now - CHAT_BURST * self._seconds))
