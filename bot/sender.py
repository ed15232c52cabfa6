"""Messages out: takes the outbox to Telegram, in order within a chat, concurrently across chats, inside its limits.

A row is deleted once Telegram has taken the message; a crash between the two sends it again, as the Bot API has no key
to prevent that. The window is kept to some tens of milliseconds.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.api import ApiRequest
from bot.errors import WrongTokenError
from bot.pacing import ChatPace, Gate
from bot.settings import BotSettings
from data import accounts
from data.clock import Clock, seconds
from data.database import Database, DatabaseError
from data.outbox import Lane, Message, Outbox, Queued

LOAD_AT_ONCE = 1000
LOOK_AGAIN_SECONDS = 2.0
"""How often rows of other processes are looked for."""
MARK_PAUSE_SECONDS = 0.02
"""Sent rows are deleted together; the pause is what a crash may send twice."""
FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 30.0

log = structlog.get_logger()

Line = tuple[bytes, Lane]
"""Messages of one chat and lane: what must keep its order."""


class Sender:
    """Sends what stands in the outbox until it is told to stop."""

    def __init__(
        self, api: ApiRequest, database: Database, outbox: Outbox, settings: BotSettings, clock: Clock
    ) -> None:
        self._api = api
        self._database = database
        self._outbox = outbox
        self._clock = clock
        self._gate = Gate(settings.messages_per_second)
        self._pace = ChatPace(settings.seconds_per_chat_message)
        self._slots = asyncio.Semaphore(settings.connections)
        self._lines: defaultdict[Line, deque[Queued]] = defaultdict(deque)
        self._tasks: set[asyncio.Task[None]] = set()
        self._newest = 0
        self._done: list[int] = []
        self._blocked: set[bytes] = set()
        self._work = asyncio.Event()
        self._marks = asyncio.Event()
        self._failure: asyncio.Future[None] | None = None

    def wake(self) -> None:
        """Say that rows have been committed."""
        self._work.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop``; what is not sent then stays in the outbox.

        Raises WrongTokenError when Telegram no longer knows the token.
        """
        self._failure = asyncio.get_running_loop().create_future()
        marking = asyncio.create_task(self._mark())
        loading = asyncio.create_task(self._load())
        stopping = asyncio.create_task(stop.wait())
        try:
            ends: set[asyncio.Future[Any]] = {marking, loading, stopping, self._failure}
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for ended in done:
                ended.result()
        finally:
            for task in (loading, stopping, marking):
                task.cancel()
            if self._tasks:  # calls under way may finish, so that they are not made twice
                _, late = await asyncio.wait(self._tasks, timeout=2)
                for task in late:
                    task.cancel()
            with suppress(DatabaseError):
                await self._flush()

    async def _load(self) -> None:
        while True:
            try:
                async with self._database.reading() as tx:
                    rows = await self._outbox.pending(tx, after=self._newest, limit=LOAD_AT_ONCE)
            except DatabaseError as error:
                log.warning("outbox_unreadable", problem=str(error))
                rows = []
            for row in rows:
                self._newest = row.id
                self._take(row)
            if len(rows) < LOAD_AT_ONCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._work.wait(), LOOK_AGAIN_SECONDS)
                self._work.clear()

    def _take(self, row: Queued) -> None:
        if row.message.lane is Lane.BUTTON:
            self._start(self._send_alone(row))
            return
        line = (row.message.chat, row.message.lane)
        waiting = self._lines[line]
        waiting.append(row)
        if len(waiting) == 1:
            self._start(self._send_line(line))

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) and self._failure and not self._failure.done():
            self._failure.set_exception(error)

    async def _send_alone(self, row: Queued) -> None:
        await self._deliver(row)
        self._sent(row)

    async def _send_line(self, line: Line) -> None:
        waiting = self._lines[line]
        while waiting:
            row = waiting[0]
            await self._pace.wait(line[0])
            await self._deliver(row)
            waiting.popleft()
            self._sent(row)
        del self._lines[line]

    def _sent(self, row: Queued) -> None:
        self._done.append(row.id)
        self._marks.set()

    async def _deliver(self, row: Queued) -> None:
        """Call until Telegram has taken the message, or has said that it never will."""
        retry = FIRST_RETRY_SECONDS
        while not self._expired(row.message):
            if row.message.lane is not Lane.BUTTON:
                await self._gate.enter(row.message.lane)
            try:
                async with self._slots:
                    await self._api.call(row.message.method, row.message.parameters, row.message.files)
                return
            except RetryAfter as error:
                wait = float(str(error.retry_after))
                log.info("asked_to_wait", seconds=wait, lane=row.message.lane.name)
                self._gate.hold(Lane.BULK, wait)
                await asyncio.sleep(wait)
            except (BadRequest, Forbidden) as error:
                await self._refused(row.message, error)
                return
            except InvalidToken as error:
                raise WrongTokenError("Telegram does not know the token any more: check telegram.token.") from error
            except (NetworkError, TelegramError) as error:
                log.warning("call_failed", method=row.message.method, kind=type(error).__name__, retry_seconds=retry)
                await asyncio.sleep(retry)
                retry = min(2 * retry, LAST_RETRY_SECONDS)
            except FileNotFoundError:
                log.error("file_missing", method=row.message.method)
                return

    def _expired(self, message: Message) -> bool:
        return message.expires_at is not None and seconds(self._clock()) > message.expires_at

    async def _refused(self, message: Message, error: BadRequest | Forbidden) -> None:
        reason = error.message.lower()
        if isinstance(error, Forbidden) or "chat not found" in reason:
            self._blocked.add(message.chat)
            log.info("chat_closed", method=message.method)
        elif "not modified" in reason or "query is too old" in reason:
            pass
        elif "message to edit not found" in reason or "message can't be edited" in reason:
            parameters = {name: value for name, value in message.parameters.items() if name != "message_id"}
            with suppress(BadRequest, Forbidden):
                await self._api.call("sendMessage", parameters)
        else:
            log.error("message_refused", method=message.method, reason=error.message)

    async def _mark(self) -> None:
        while True:
            await self._marks.wait()
            await asyncio.sleep(MARK_PAUSE_SECONDS)
            self._marks.clear()
            try:
                await self._flush()
            except DatabaseError as error:
                log.warning("outbox_unwritable", problem=str(error))
                await asyncio.sleep(FIRST_RETRY_SECONDS)
                self._marks.set()

    async def _flush(self) -> None:
        """Delete what is sent, and remember whose chat is closed."""
        done, blocked = self._done, self._blocked
        if not done and not blocked:
            return
        self._done, self._blocked = [], set()
        try:
            async with self._database.transaction() as tx:
                await self._outbox.remove(tx, done)
                for chat in blocked:
                    await accounts.mark_blocked(tx, chat, self._clock())
        except BaseException:
            self._done, self._blocked = done + self._done, blocked | self._blocked
            raise
