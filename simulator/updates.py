"""The bot's queue of updates: kept until confirmed, handed out by long polling or to a webhook."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import ApiError, PhoneError

GATHER_SECONDS = 0.001
"""After the first update a long poll waits this long for more, as Telegram does."""
FUTURE_SLACK = 10
"""An offset further than this beyond the newest update is not believed."""
MAX_POLL_SECONDS = 50
WEEK_SECONDS = 7 * 86_400
KEPT = 500
"""How many updates are remembered for curious developers, also when they are confirmed."""

UPDATE_TYPES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "message_reaction_count",
    "chat_boost",
    "removed_chat_boost",
)
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
DEFAULT_TYPES = frozenset(UPDATE_TYPES) - _NOT_BY_DEFAULT


@dataclass(frozen=True, slots=True, eq=False)
class QueuedUpdate:
    """One update as it goes over the wire; `lane` orders webhook deliveries (one after the other within a lane).

    `seconds` is monotonic time at which it happened.
    """

    update_id: int
    body: str
    lane: object
    seconds: float = field(default_factory=time.monotonic)


class UpdateQueue:
    """Updates in the order in which they happened."""

    def __init__(self, pick_id: Callable[[], int], now: Callable[[], int], conflict_pause: float) -> None:
        self._pick_id = pick_id
        self._now = now
        self._quiet_since = now()
        self._conflict_pause = conflict_pause
        self._next_quick_conflict = 0.0
        self._pending: deque[QueuedUpdate] = deque()
        self.put_so_far = 0
        self._latest: deque[QueuedUpdate] = deque(maxlen=KEPT)
        self._next_id = pick_id()
        self._allowed = DEFAULT_TYPES
        self._poll: asyncio.Future[ApiError | None] | None = None
        self.on_update: Callable[[QueuedUpdate], None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def next_id(self) -> int:
        """The id that the next update will get."""
        return self._next_id

    @property
    def allowed(self) -> frozenset[str]:
        """Kinds of update the bot wants."""
        return self._allowed

    def allow(self, kinds: object) -> None:
        """Take over `allowed_updates`: a list of kinds; an empty one means the default; nonsense changes nothing."""
        if isinstance(kinds, str):
            try:
                kinds = json.loads(kinds) if kinds else None
            except ValueError:
                return
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            known = frozenset(kind.lower() for kind in kinds) & frozenset(UPDATE_TYPES)
            self._allowed = known or DEFAULT_TYPES

    def jump(self, next_id: int | None = None) -> None:
        """Go on with other ids, by default any, as after a week of silence.

        Raises PhoneError while older updates with higher ids wait: that cannot happen on Telegram.
        """
        if next_id is None:
            next_id = self._pick_id()
        if next_id <= 0 or next_id >= 1 << 31:
            raise PhoneError(400, "update ids are positive and below 2^31")
        if any(update.update_id >= next_id for update in self._pending):
            raise PhoneError(409, "updates with higher ids still wait: ids jump back only when the queue is empty")
        self._next_id = next_id

    def put(self, kind: str, content: dict[str, Any], lane: object) -> int | None:
        """Add an update; returns its id, None when the bot does not want this kind."""
        if kind not in self._allowed:
            return None
        self._after_silence()
        update_id = self._next_id
        self._next_id = update_id + 1
        self._append(QueuedUpdate(update_id, f'{{"update_id":{update_id},"{kind}":{json.dumps(content)}}}', lane))
        return update_id

    def _after_silence(self) -> None:
        """Jump when nothing has come for a week by the given clock and nothing waits."""
        now = self._now()
        if now - self._quiet_since >= WEEK_SECONDS and not self._pending:
            self.jump()
        self._quiet_since = now

    def put_raw(self, update: object) -> int:
        """Add whatever it is, without asking whether it makes sense; an object without `update_id` gets one."""
        self._after_silence()
        update_id = self._next_id
        if isinstance(update, dict):
            given = update.get("update_id")
            if isinstance(given, int) and not isinstance(given, bool):
                update_id = given
            elif "update_id" not in update:
                update = {"update_id": update_id, **update}
        self._next_id = max(self._next_id, update_id + 1)
        self._append(QueuedUpdate(update_id, json.dumps(update), ("raw", update_id)))
        return update_id

    def _append(self, update: QueuedUpdate) -> None:
        self._pending.append(update)
        self._latest.append(update)
        self.put_so_far += 1
        poll = self._poll
        if poll is not None:
            if not poll.done():
                poll.set_result(None)
        elif self.on_update is not None:
            self.on_update(update)

    def confirm(self, offset: int) -> None:
        """Forget what the offset of `getUpdates` says is done; a negative one keeps only that many at the end."""
        pending = self._pending
        if offset < 0:
            while len(pending) > -offset:
                pending.popleft()
        elif 0 < offset <= self._next_id + FUTURE_SLACK:
            while pending and pending[0].update_id < offset:
                pending.popleft()

    def done(self, update: QueuedUpdate) -> None:
        """Forget one update that a webhook has taken."""
        if self._pending and self._pending[0] is update:
            self._pending.popleft()
        elif update in self._pending:
            self._pending.remove(update)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()

    def waiting(self) -> list[QueuedUpdate]:
        """What is not confirmed yet, oldest first."""
        return list(self._pending)

    def since(self, count: int) -> list[QueuedUpdate]:
        """The updates put since `put_so_far` was `count`, confirmed or not; no more than are remembered."""
        new = min(self.put_so_far - count, len(self._latest))
        return list(self._latest)[len(self._latest) - new :]

    def batch(self, limit: int) -> str:
        """The oldest updates as a JSON array."""
        pending = self._pending
        if len(pending) <= limit:
            return "[" + ",".join([update.body for update in pending]) + "]"
        return "[" + ",".join([pending[index].body for index in range(limit)]) + "]"

    async def poll(self, offset: int, limit: int, timeout: float) -> str:
        """Answer `getUpdates`: a JSON array, empty after `timeout` seconds.

        Raises ApiError 409 when another poll or a webhook takes over meanwhile.
        """
        self.confirm(offset)
        if self._pending or timeout <= 0:
            return self.batch(limit)
        self.abort("Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        poll: asyncio.Future[ApiError | None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(timeout):
                error = await poll
            if error is not None:
                await self.pause_after_conflict()
                raise error
            await asyncio.sleep(GATHER_SECONDS)
        except TimeoutError:
            return "[]"
        finally:
            if self._poll is poll:
                self._poll = None
        return self.batch(limit)

    async def pause_after_conflict(self) -> None:
        """Wait before a 409, unless it is the first for a while: Telegram slows down those who fight for updates."""
        now = time.monotonic()
        if now >= self._next_quick_conflict:
            self._next_quick_conflict = now + self._conflict_pause
        else:
            await asyncio.sleep(self._conflict_pause)

    def abort(self, reason: str) -> None:
        """End a waiting long poll with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(ApiError(409, reason))
        self._poll = None

    def release(self) -> None:
        """End a waiting long poll with nothing, as when the server stops."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
