"""The update loop: a batch of updates in, their effects in one transaction, messages out after the commit.

Nothing is confirmed to Telegram before it is committed, and nothing is done twice: the ids of updates are stored with
their effects, so a redelivery after a crash is recognised. Where one update of a batch fails, the batch is rolled back
and its updates are taken one by one; the failing one is set aside.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.api import ApiRequest, AskedToWaitError, no_calls
from bot.apology import apology
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
WATCHDOG_SECONDS = 10.0
"""A long poll that has not come back so long after its time is given up."""

log = structlog.get_logger()

Raw = Any
"""An update as it came: an object of JSON if all is well."""


class UpdateFailedError(Exception):
    """An update could not be dealt with; the cause says why."""


class UnknownUpdateError(Exception):
    """An update of a kind that was not asked for, without an id, or of nobody."""


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

        Raises DatabaseError when the record cannot be written: then it is to be given again; what was committed of it
        is recognised.
        """
        if not batch:
            return
        try:
            await self._commit(batch)
        except UpdateFailedError:
            for raw in batch:
                await self._take_alone(raw)
        finally:
            self._sender.wake()

    async def _take_alone(self, raw: Raw) -> None:
        try:
            await self._commit([raw])
        except UpdateFailedError as error:
            cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
            now = self._clock()
            async with self._database.transaction() as tx:
                await updates.set_aside(tx, raw, cause, self._keys, now)
                await updates.mark_seen(tx, ids_of([raw]), now)
                await self._outbox.queue(tx, apology(raw, self._keys, now))
            log.error("update_set_aside", kind=type(cause).__name__)

    async def _commit(self, raws: Sequence[Raw]) -> None:
        try:
            async with self._database.transaction() as tx:
                seen = await updates.seen(tx, ids_of(raws))
                fresh = []
                for raw in raws:
                    ids = ids_of([raw])
                    if not seen.issuperset(ids) or not ids:
                        fresh.append(raw)
                        seen.update(ids)
                if fresh:
                    await self._process(tx, fresh)
        except (DatabaseError, UpdateFailedError):
            raise
        except Exception as error:  # also of what is written at the end of the transaction
            raise UpdateFailedError from error

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
        finally:
            current_batch.reset(token)
        await raters.keep(tx, batch.changed.values())
        await self._outbox.queue(tx, batch.messages)
        await updates.mark_seen(tx, ids_of(raws), batch.now)

    def _parse(self, raw: Raw) -> Update:
        if not ids_of([raw]):
            raise UnknownUpdateError
        update = Update.de_json(_without_old_words(raw), self._application.bot)
        # Hostile fields show here, not in a handler; whoever is nobody has no pseudonym.
        if all(getattr(update, kind) is None for kind in ALLOWED) or type(update.effective_user.id) is not int:  # type: ignore[union-attr]
            raise UnknownUpdateError
        update.effective_chat  # noqa: B018
        return update


def _without_old_words(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an update without what a tapped message says, as if it were out of reach.

    We wrote that message; parsing it is most of a tap's cost.
    """
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return raw
    kept = {name: message[name] for name in ("message_id", "chat") if name in message}
    return {**raw, "callback_query": {**query, "message": {**kept, "date": 0}}}


def ids_of(raws: Sequence[Raw]) -> list[int]:
    """Return the ids of updates that have one."""
    ids = (raw.get("update_id") for raw in raws if isinstance(raw, dict))
    return [id_ for id_ in ids if type(id_) is int and 0 <= id_ < 1 << 63]


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
        # A batch's end is named only in the call right after it: numbering starts anew after a quiet week, and what
        # has a lower number than the offset is lost. Not naming it costs a redelivery, which is recognised.
        offset, failures = 0, 0
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                try:
                    raws = await self._fetch(offset, stopping)
                    offset = 0
                    if raws and not ids_of(raws):
                        raise NetworkError("updates without ids cannot be confirmed")
                    await self._loop.take(raws)
                except InvalidToken as error:
                    raise WrongTokenError("Telegram does not know the token any more: check telegram.token.") from error
                except Exception as error:
                    offset = 0
                    failures += 1
                    await self._recover(error, failures, stopping)
                else:
                    failures = 0
                    offset = max(ids_of(raws), default=-1) + 1
            if offset:
                await self._confirm(offset)
        finally:
            stopping.cancel()

    async def _fetch(self, offset: int, stopping: "asyncio.Task[Any]") -> list[Raw]:
        parameters = {"offset": offset, "limit": BATCH, "timeout": self._poll_seconds, "allowed_updates": ALLOWED}
        watchdog = self._poll_seconds + WATCHDOG_SECONDS
        call = asyncio.ensure_future(self._api.call("getUpdates", parameters, answer_seconds=watchdog))
        try:
            await asyncio.wait({call, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            call.cancel()
        # What a call that was cut off would have brought is delivered again.
        raws = call.result() if call.done() else []
        if not isinstance(raws, list):
            raise NetworkError("getUpdates gave no list")
        return raws

    async def _confirm(self, offset: int) -> None:
        try:
            await self._api.call("getUpdates", {"offset": offset, "limit": 1, "timeout": 0}, answer_seconds=2)
        except TelegramError as error:
            log.info("last_batch_unconfirmed", kind=type(error).__name__)

    @staticmethod
    async def _recover(error: Exception, failures: int, stopping: "asyncio.Task[Any]") -> None:
        wait = RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1]
        match error:
            case AskedToWaitError():
                wait = error.seconds
                log.info("asked_to_wait", seconds=wait, method="getUpdates")
            case Conflict():
                log.error("another_program_polls", advice="stop the other program that uses this token")
            case TelegramError():
                log.warning("telegram_unreachable", kind=type(error).__name__, retry_seconds=wait)
            case DatabaseError():
                log.error("batch_failed", problem=str(error), retry_seconds=wait)
            case _:
                log.error("batch_failed", kind=type(error).__name__, retry_seconds=wait)
        await asyncio.wait({stopping}, timeout=wait)
