"""People and the conversations they have with the bot, as Telegram keeps them."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Wire = dict[str, Any]
"""A JSON object of the Bot API."""

_KEPT_ANSWERS = 500


@dataclass(slots=True)
class Account:
    """A person on Telegram; `known` says whether the bot has ever seen them."""

    user_id: int
    wire: Wire
    known: bool = False


@dataclass(slots=True)
class Message:
    """One message; `wire` is the Bot API object, `reply_markup` of a reply keyboard stands beside it."""

    wire: Wire
    from_bot: bool
    file_id: str | None = None
    reply_keyboard: Wire | None = None

    @property
    def message_id(self) -> int:
        """Number within the chat."""
        return int(self.wire["message_id"])


@dataclass(slots=True)
class CallbackAnswer:
    """What `answerCallbackQuery` showed: a toast, or an alert to be closed."""

    text: str
    show_alert: bool
    url: str = ""


@dataclass(slots=True)
class Chat:
    """A conversation; private ones carry the id of the person.

    `version` goes up with everything the bot does here, so that a screen can wait for it.
    """

    chat_id: int
    wire: Wire
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    answers: dict[str, CallbackAnswer] = field(default_factory=dict)
    instance: str = ""
    version: int = 0
    keyboard: Wire | None = None
    action: str = ""
    menu_button: Wire | None = None
    next_message_id: int = 1
    on_change: Callable[[int], None] | None = None
    """Told the chat's id whenever something here looks different."""
    _waiters: deque[asyncio.Future[bool]] = field(default_factory=deque)

    def number(self) -> int:
        """The id of the next message."""
        message_id = self.next_message_id
        self.next_message_id = message_id + 1
        return message_id

    def changed(self) -> None:
        """The bot has done something here: wake every screen that waits."""
        self.version += 1
        self.wake()

    def wake(self, *, leave: bool = False) -> None:
        """Let waiting screens look again, or with `leave` answer with what there is, as when the server stops."""
        if self.on_change is not None:
            self.on_change(self.chat_id)
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(leave)

    def answered(self, query_id: str, answer: CallbackAnswer) -> None:
        """Keep the answer to a tap for the screen."""
        self.answers[query_id] = answer
        while len(self.answers) > _KEPT_ANSWERS:
            del self.answers[next(iter(self.answers))]
        self.changed()

    async def until(self, after: int, query_id: str | None, timeout: float) -> None:
        """Wait until the version is above `after` and the query is answered, or for `timeout` seconds."""
        if self._shows(after, query_id) or timeout <= 0:
            return
        try:
            async with asyncio.timeout(timeout):
                leave = False
                while not leave and not self._shows(after, query_id):
                    waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
                    self._waiters.append(waiter)
                    leave = await waiter
        except TimeoutError:
            return

    def _shows(self, after: int, query_id: str | None) -> bool:
        return self.version > after and (query_id is None or query_id in self.answers)
