"""Telegram's limits, kept from this side: so many messages a second in all, and one a second in a chat.

Both wait by the running event loop's time.
"""

import asyncio
import heapq
from itertools import count

from data.outbox import Lane

CHAT_BURST = 3
"""Messages a chat may get at once; Telegram lets short bursts pass."""
REMEMBERED_CHATS = 10_000


class Gate:
    """The one gate that every message passes; whoever waits for an answer passes before bulk.

    Evenly paced, without saved-up bursts: a strict server counts any second.
    """

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._waiting: list[tuple[Lane, int, asyncio.Future[None]]] = []
        self._order = count()
        self._free_at = 0.0
        self._held_until: dict[Lane, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, lane: Lane) -> None:
        """Wait for one's turn."""
        if not self._interval and not self._held_until:
            return
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._order), turn))
        self._let_pass()
        await turn

    def hold(self, lane: Lane, seconds: float) -> None:
        """Keep a lane, and those after it, closed for so long."""
        until = asyncio.get_running_loop().time() + seconds
        self._held_until[lane] = max(self._held_until.get(lane, 0.0), until)

    def _let_pass(self) -> None:
        """Let pass whoever may, and come back when the next one may; called anew when somebody more urgent comes."""
        loop = asyncio.get_running_loop()
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = loop.time()
        self._held_until = {lane: until for lane, until in self._held_until.items() if until > now}
        while self._waiting:
            lane, _, turn = self._waiting[0]
            if not turn.done():  # otherwise whoever waited has been cancelled
                held = (until for closed, until in self._held_until.items() if closed <= lane)
                ready_at = max(self._free_at, *held, 0.0)
                if ready_at > now:
                    self._timer = loop.call_at(ready_at, self._let_pass)
                    return
                # A timer that rings a little late must not slow the pace; after a lull nothing is made up for.
                on_time = now - self._free_at < self._interval / 2
                self._free_at = (self._free_at if on_time else now) + self._interval
                turn.set_result(None)
            heapq.heappop(self._waiting)


class ChatPace:
    """One message a second to a chat on average, a few at once."""

    def __init__(self, seconds_per_message: float) -> None:
        self._seconds = seconds_per_message
        self._full_at: dict[bytes, float] = {}
        """When each chat has its whole burst again."""
        self._prune_at = REMEMBERED_CHATS

    async def wait(self, chat: bytes) -> None:
        """Wait until the chat may get one more message."""
        if not self._seconds:
            return
        now = asyncio.get_running_loop().time()
        full_at = max(self._full_at.get(chat, now), now) + self._seconds
        self._full_at[chat] = full_at
        if len(self._full_at) > self._prune_at:
            self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
            self._prune_at = max(REMEMBERED_CHATS, 2 * len(self._full_at))
        pause = full_at - now - CHAT_BURST * self._seconds
        if pause > 0:
            await asyncio.sleep(pause)
