"""Messages out: takes the outbox to Telegram, in order within a chat, concurrently across chats, inside its limits.

A row is deleted once Telegram has taken the message; a crash between the two sends it again, as the Bot API has no key
to prevent that. The window is kept to some tens of milliseconds, and to one message of a chat, whose next one leaves
when that row is gone: what comes twice comes twice in a row.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.api import ApiRequest, AskedToWaitError
from bot.errors import WrongTokenError
from bot.pacing import ChatPace, Gate
from bot.settings import BotSettings
from data import accounts
from data.clock import Clock, seconds
from data.database import Database, DatabaseError
from data.outbox import Lane, Message, Outbox, Queued

LOAD_AT_ONCE = 1000
LOOK_AGAIN_SECONDS = 2.0
"""How often rows of other processes, and rows committed late, are looked for."""
MARK_PAUSE_SECONDS = 0.02
"""Sent rows are deleted together; the pause is what a crash may send twice."""
FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 30.0
FINISH_SECONDS = 10.0
"""How long calls under way may take when the bot is stopped."""

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
        # Connections of their own: when Telegram is slow, neither digests nor anything else fill those of taps.
        self._slots = {lane: asyncio.Semaphore(settings.connections) for lane in Lane}
        self._lines: defaultdict[Line, deque[Queued]] = defaultdict(deque)
        self._known: set[int] = set()
        """Rows that were taken and are not yet deleted."""
        self._newest = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._calling: set[asyncio.Task[Any] | None] = set()
        self._waiting_chats: dict[bytes, float] = {}
        self._done: list[int] = []
        self._blocked: set[bytes] = set()
        self._rows = asyncio.Lock()
        """Rows are not compared with the known ones while some are being deleted."""
        self._work = asyncio.Event()
        self._marks = asyncio.Event()
        self._latest: dict[bytes, int] = {}
        """The row of each chat's latest message, until it is deleted."""
        self._forgotten = asyncio.Event()
        self._failure: asyncio.Future[None] | None = None
        self._closing = False

    def wake(self) -> None:
        """Say that rows have been committed."""
        self._work.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until ``stop``; calls under way are finished, and what is not sent then stays in the outbox.

        Raises WrongTokenError when Telegram no longer knows the token.
        """
        self._failure = asyncio.get_running_loop().create_future()
        marking = asyncio.create_task(self._mark())
        loading = asyncio.create_task(self._load())
        stopping = asyncio.create_task(stop.wait())
        ends: set[asyncio.Future[Any]] = {marking, loading, stopping, self._failure}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._wind_up()
            # Not cancelled: a statement cut off leaves its connection in the middle of something.
            outcomes = await asyncio.gather(loading, marking, return_exceptions=True)
            with suppress(DatabaseError):
                await self._flush()
        if self._failure.done():
            self._failure.result()
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _wind_up(self) -> None:
        """Let calls under way finish, so that they are not made twice; end whatever only waits."""
        self._closing = True
        self._work.set()
        self._marks.set()
        self._forgotten.set()
        for task in self._tasks - self._calling:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_SECONDS)
        late = list(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _load(self) -> None:
        loop = asyncio.get_running_loop()
        look_again_at = loop.time() + LOOK_AGAIN_SECONDS
        while not self._closing:
            self._work.clear()
            rows: Sequence[Queued] = []
            try:
                rows = await self._new_rows()
                if loop.time() >= look_again_at:
                    look_again_at = loop.time() + LOOK_AGAIN_SECONDS
                    rows = [*await self._missed_rows(), *rows]
            except DatabaseError as error:
                log.warning("outbox_unreadable", problem=str(error))
                await asyncio.sleep(FIRST_RETRY_SECONDS)
            for row in rows:
                self._take(row)
            if len(rows) < LOAD_AT_ONCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._work.wait(), LOOK_AGAIN_SECONDS)

    async def _new_rows(self) -> list[Queued]:
        async with self._database.reading() as tx:
            rows = await self._outbox.pending(tx, after=self._newest, limit=LOAD_AT_ONCE)
        if rows:
            self._newest = rows[-1].id
            self._known.update(row.id for row in rows)
        return rows

    async def _missed_rows(self) -> list[Queued]:
        async with self._rows, self._database.reading() as tx:
            rows = await self._outbox.missed(tx, self._known, up_to=self._newest)
        self._known.update(row.id for row in rows)
        return rows

    def _take(self, row: Queued) -> None:
        if self._closing:
            return
        if row.message is None:
            log.error("message_unreadable", advice="its row was sealed with another key file: restore that one")
        elif row.message.lane is Lane.BUTTON:
            self._start(self._send_alone(row, row.message))
        else:
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

    async def _send_alone(self, row: Queued, message: Message) -> None:
        if await self._deliver(message):
            self._settled(row)

    async def _send_line(self, line: Line) -> None:
        waiting = self._lines[line]
        while waiting and not self._closing:
            row = waiting[0]
            await self._pace.wait(line[0])
            if row.message and row.message.method.startswith("send"):
                while self._latest.get(line[0]) in self._known and not self._closing:
                    await self._forgotten.wait()
            if row.message is None or await self._deliver(row.message):
                self._latest[line[0]] = row.id
                self._settled(row)
            waiting.popleft()
        del self._lines[line]

    def _settled(self, row: Queued) -> None:
        self._done.append(row.id)
        self._marks.set()

    async def _deliver(self, message: Message) -> bool:
        """Call until Telegram has taken the message, or has said that it never will.

        False: it is to stay in the outbox, for the next start.
        """
        retry = FIRST_RETRY_SECONDS
        while not self._closing:
            if message.expires_at is not None and seconds(self._clock()) > message.expires_at:
                return True
            try:
                await self._call(message)
                return True
            except InvalidToken as error:
                raise WrongTokenError("Telegram does not know the token any more: check telegram.token.") from error
            except (BadRequest, Forbidden, OSError) as error:
                instead = self._refused(message, error)
                if instead is None:
                    return True
                message = instead
            except AskedToWaitError as error:
                await self._wait_as_asked(message, error.seconds)
            except TelegramError as error:
                if retry == FIRST_RETRY_SECONDS:
                    log.warning("call_failed", method=message.method, kind=type(error).__name__)
                await asyncio.sleep(retry)
                retry = min(2 * retry, LAST_RETRY_SECONDS)
            except Exception as error:
                # One message that cannot be sent must not end all others.
                log.error("message_failed", method=message.method, kind=type(error).__name__)
                return False
        return False

    async def _call(self, message: Message) -> None:
        async with self._slots[message.lane]:
            if message.lane is not Lane.BUTTON:
                await self._gate.enter(message.lane)
            task = asyncio.current_task()
            self._calling.add(task)
            try:
                await self._api.call(message.method, message.parameters, message.files)
            finally:
                self._calling.discard(task)

    async def _wait_as_asked(self, message: Message, wait: float) -> None:
        """Telegram does not say whether one chat or the whole bot is too fast; when two chats are asked, all wait."""
        now = asyncio.get_running_loop().time()
        self._waiting_chats = {chat: until for chat, until in self._waiting_chats.items() if until > now}
        self._waiting_chats[message.chat] = now + wait
        log.info("asked_to_wait", seconds=wait, lane=message.lane.name, chats=len(self._waiting_chats))
        if len(self._waiting_chats) > 1:
            self._gate.hold(Lane.PERSON, wait)
        elif message.lane is Lane.BULK:
            self._gate.hold(Lane.BULK, wait)
        await asyncio.sleep(wait)

    def _refused(self, message: Message, error: BadRequest | Forbidden | OSError) -> Message | None:
        """Return what to send instead, if anything."""
        if isinstance(error, OSError):
            log.error("file_unreadable", method=message.method, kind=type(error).__name__)
            return _without_picture(message) if message.method == "sendPhoto" else None
        reason = error.message.lower()
        if isinstance(error, Forbidden) or "chat not found" in reason:
            self._close_chat(message.chat)
            log.info("chat_closed", method=message.method)
        elif "message to edit not found" in reason or "message can't be edited" in reason:
            parameters = {name: value for name, value in message.parameters.items() if name != "message_id"}
            return replace(message, method="sendMessage", parameters=parameters)
        elif "not modified" not in reason and "query is too old" not in reason:
            log.error("message_refused", method=message.method, reason=error.message)
        return None

    def _close_chat(self, chat: bytes) -> None:
        """Nothing that waits for this chat can be delivered any more."""
        self._blocked.add(chat)
        for lane in Lane:
            waiting = self._lines.get((chat, lane))
            while waiting and len(waiting) > 1:  # the first one is under way
                self._settled(waiting.pop())

    async def _mark(self) -> None:
        while not self._closing:
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
            async with self._rows:
                async with self._database.transaction() as tx:
                    await self._outbox.remove(tx, done)
                    for chat in blocked:
                        await accounts.mark_blocked(tx, chat, self._clock())
                self._known.difference_update(done)
            self._latest = {chat: row for chat, row in self._latest.items() if row in self._known}
            self._forgotten.set()
            self._forgotten = asyncio.Event()
        except BaseException:
            self._done, self._blocked = done + self._done, blocked | self._blocked
            raise


def _without_picture(message: Message) -> Message:
    """The caption as a text: a chart that cannot be read must not hold back the words."""
    text = {"text" if name == "caption" else name: value for name, value in message.parameters.items()}
    return replace(message, method="sendMessage", parameters=text, files={})
