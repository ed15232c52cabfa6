"""The update loop: a batch of updates in, their effects in one transaction, messages out after the commit.

Nothing is confirmed to Telegram before it is committed, and nothing is done twice: the ids of updates are stored with
their effects, so a redelivery after a crash is recognised. Where one update of a batch fails, the batch is rolled back
and its updates are taken one by one; the failing one is set aside.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.api import ApiRequest, no_calls
from bot.application import SuaraApplication
from bot.context import Batch, current_batch
from bot.errors import WrongTokenError
from bot.sender import Sender
from data import raters, updates
from data.clock import Clock
from data.database import Database, DatabaseError, Transaction
from data.keys import Keys
from data.outbox import Outbox

BATCH = 100
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)

log = structlog.get_logger()

Raw = Mapping[str, Any]


class UpdateFailedError(Exception):
    """An update could not be dealt with; the cause says why."""


class UnknownUpdateError(Exception):
    """An update of a kind that was not asked for."""


class UpdateLoop:
    """Takes updates, however they arrive, through the handlers and into the record."""

    def __init__(
        self,
        application: SuaraApplication,
        database: Database,
        keys: Keys,
        outbox: Outbox,
        sender: Sender,
        clock: Clock,
    ) -> None:
        self._application = application
        self._database = database
        self._keys = keys
        self._outbox = outbox
        self._sender = sender
        self._clock = clock

    async def take(self, batch: Sequence[Raw]) -> None:
        """Deal with a batch, in order; on return it is committed and may be confirmed.

        Raises DatabaseError when the record cannot be written: then nothing has happened.
        """
        try:
            await self._commit(batch)
        except UpdateFailedError:
            for raw in batch:
                await self._take_alone(raw)
        self._sender.wake()

    async def _take_alone(self, raw: Raw) -> None:
        try:
            await self._commit([raw])
        except UpdateFailedError as error:
            cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
            async with self._database.transaction() as tx:
                await updates.set_aside(tx, raw, cause, self._keys, self._clock())
                await updates.mark_seen(tx, _ids([raw]), self._clock())
            log.error("update_set_aside", kind=type(cause).__name__)

    async def _commit(self, raws: Sequence[Raw]) -> None:
        async with self._database.transaction() as tx:
            seen = await updates.seen(tx, _ids(raws))
            fresh = []
            for raw in raws:
                if raw.get("update_id") not in seen:
                    fresh.append(raw)
                    seen.update(_ids([raw]))
            if fresh:
                await self._process(tx, fresh)

    async def _process(self, tx: Transaction, raws: Sequence[Raw]) -> None:
        parsed = [self._parse(raw) for raw in raws]
        pseudonyms = {self._keys.pseudonym(user.id) for update in parsed if (user := update.effective_user)}
        batch = Batch(tx, self._clock(), self._keys, await raters.known(tx, pseudonyms))
        token = current_batch.set(batch)
        try:
            with no_calls():
                for update in parsed:
                    await self._application.process_update(update)
                    if update.callback_query:  # without an answer the phone would go on waiting
                        batch.answer(update.callback_query)
        except DatabaseError:
            raise
        except Exception as error:
            raise UpdateFailedError from error
        finally:
            current_batch.reset(token)
        await raters.keep(tx, batch.changed.values())
        await self._outbox.queue(tx, batch.messages)
        await updates.mark_seen(tx, _ids(raws), batch.now)

    def _parse(self, raw: Raw) -> Update:
        try:
            update = Update.de_json(dict(raw), self._application.bot)
            if all(getattr(update, kind) is None for kind in ALLOWED):
                raise UnknownUpdateError
            update.effective_user, update.effective_chat  # noqa: B018 - hostile fields show here, not in a handler
        except Exception as error:
            raise UpdateFailedError from error
        return update


def _ids(raws: Sequence[Raw]) -> list[int]:
    return [raw["update_id"] for raw in raws if type(raw.get("update_id")) is int]


class Polling:
    """Asks Telegram for updates; confirms a batch with the call after its commit."""

    def __init__(self, api: ApiRequest, loop: UpdateLoop, poll_seconds: int) -> None:
        self._api = api
        self._loop = loop
        self._poll_seconds = poll_seconds

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until ``stop``; a batch under way is finished and confirmed first.

        Raises WrongTokenError when Telegram no longer knows the token.
        """
        offset, failures = 0, 0
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                try:
                    raws = await self._fetch(offset, stopping)
                    await self._loop.take(raws)
                except InvalidToken as error:
                    raise WrongTokenError("Telegram does not know the token any more: check telegram.token.") from error
                except (TelegramError, DatabaseError) as error:
                    failures += 1
                    await self._recover(error, failures, stopping)
                    continue
                failures = 0
                # Only right after a batch is its end named: numbering may start anew after a quiet week.
                offset = max(_ids(raws), default=-1) + 1
            if offset:
                with suppress(TelegramError):
                    await self._api.call("getUpdates", {"offset": offset, "limit": 1, "timeout": 0}, answer_seconds=2)
        finally:
            stopping.cancel()

    async def _fetch(self, offset: int, stopping: "asyncio.Task[Any]") -> list[Raw]:
        # A call that only confirms does not wait: what has come meanwhile returns at once, and if nothing has, the
        # next call waits without an offset.
        seconds = 0 if offset else self._poll_seconds
        call = asyncio.ensure_future(
            self._api.call(
                "getUpdates",
                {"offset": offset, "limit": BATCH, "timeout": seconds, "allowed_updates": ALLOWED},
                answer_seconds=seconds + 10,
            )
        )
        await asyncio.wait({call, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            call.cancel()
            return []
        return list(call.result())

    @staticmethod
    async def _recover(error: Exception, failures: int, stopping: "asyncio.Task[Any]") -> None:
        if isinstance(error, RetryAfter):
            wait = float(str(error.retry_after))
        else:
            wait = RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1]
        if isinstance(error, Conflict):
            log.error("another_program_polls", advice="stop the other program that uses this token")
        elif isinstance(error, NetworkError):
            log.warning("telegram_unreachable", kind=type(error).__name__, retry_seconds=wait)
        else:
            log.error("batch_failed", problem=str(error), retry_seconds=wait)
        await asyncio.wait({stopping}, timeout=wait)
