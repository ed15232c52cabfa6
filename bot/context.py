"""What a handler is given: the open transaction, the person, the moment, and where replies are queued."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.screens import Screen
from bot.settings import BotSettings
from data import concerns
from data.clock import local, seconds
from data.concerns import Concerns
from data.database import Transaction
from data.keys import Keys
from data.outbox import Files, Lane, Message
from data.raters import Rater
from data.texts import Texts, of_phone, texts

ANSWER_WITHIN_SECONDS = 30
"""Telegram forgets a callback query soon; an answer that comes later is not worth sending."""


def number(part: str) -> int | None:
    """Return the number that a part of a button's data is; None for all else. Nothing here has ten digits."""
    return int(part) if part.isdecimal() and len(part) < 10 else None


def answer_to(query_id: str, chat: bytes, now: datetime, told: Mapping[str, Any]) -> Message:
    """Return the answer to a tapped button; ``told`` are the Bot API's parameters of a text, if any."""
    return Message(
        chat,
        "answerCallbackQuery",
        {"callback_query_id": query_id, **told},
        lane=Lane.BUTTON,
        expires_at=seconds(now) + ANSWER_WITHIN_SECONDS,
    )


@dataclass
class Batch:
    """What the updates of one transaction share."""

    tx: Transaction
    now: datetime
    keys: Keys
    people: dict[bytes, Rater]
    """Those of the batch whom the record knows, and all that have changed since."""
    changed: dict[bytes, Rater] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    """Ids of callback queries: each is answered once."""

    def answer(self, query: CallbackQuery, text: str = "", alert: bool = False) -> None:
        """Queue the answer to a tapped button; only the first one counts."""
        if query.id in self.answered:
            return
        self.answered.add(query.id)
        told = {"text": text, "show_alert": alert} if text else {}
        self.messages.append(answer_to(query.id, self.keys.pseudonym(query.from_user.id), self.now, told))


current_batch: ContextVar[Batch] = ContextVar("current_batch")


class SuaraContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A handler's context. Replies are queued, and leave after the commit."""

    def __init__(
        self, application: "Application[Any, Any, Any, Any, Any, Any]", chat_id: int | None, user_id: int | None
    ) -> None:
        super().__init__(application, chat_id=chat_id, user_id=user_id)
        self.batch = current_batch.get()
        self._incoming: Update | None = None
        # A tap on a message that is out of reach names no chat; a person's private chat has the person's id.
        self.chat_id = user_id if chat_id is None else chat_id
        self.sender_id = user_id
        self.pseudonym = self.batch.keys.pseudonym(user_id or 0)

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "SuaraContext":
        """Build the context of an update."""
        context = super().from_update(update, application)
        context._incoming = update if isinstance(update, Update) else None
        return context

    @property
    def settings(self) -> BotSettings:
        """What the bot was told at start."""
        settings: BotSettings = self.bot_data["settings"]
        return settings

    @property
    def concerns(self) -> Concerns:
        """The words that tell of a concern: the office's own, or ours."""
        return concerns.load(self.settings.concern_words)

    @property
    def tx(self) -> Transaction:
        """The open transaction."""
        return self.batch.tx

    @property
    def now(self) -> datetime:
        """The moment at which this batch is dealt with."""
        return self.batch.now

    @property
    def rater(self) -> Rater:
        """The person who sent the update."""
        return self.batch.people.get(self.pseudonym) or Rater(self.pseudonym)

    @property
    def officer_id(self) -> int:
        """The officer whose account this is; 0, which no officer has, for everybody else."""
        return self.rater.officer_id or 0

    @property
    def texts(self) -> Texts:
        """The texts in the person's language: the chosen one, or the phone's."""
        if self.rater.language:
            return texts(self.rater.language)
        user = self._incoming.effective_user if self._incoming else None
        return of_phone(user.language_code if user else None)

    @property
    def tapped(self) -> tuple[str, str, str]:
        """What the tapped button carries after its letter, in up to three parts; empty ones where it carries fewer.

        A button's data is ``<letter>:<part>[:<part>[:<part>]]``; anybody can send any.
        """
        query = self._incoming.callback_query if self._incoming else None
        _, first, second, third, *_ = (*((query and query.data) or "").split(":"), "", "", "")
        return first, second, third

    @property
    def today(self) -> str:
        """The day by the bot's own zone, where no office is concerned."""
        return local(self.now, self.settings.time_zone).date().isoformat()

    def keep(self, **changes: Any) -> None:
        """Change what is remembered of the person; stored at the end of the batch."""
        rater = replace(self.rater, **changes)
        if rater != self.rater:
            self.batch.people[self.pseudonym] = self.batch.changed[self.pseudonym] = rater

    def forget(self) -> None:
        """Forget what is remembered of the person as a citizen, also what this batch was about to store."""
        self.batch.changed.pop(self.pseudonym, None)
        self.batch.people[self.pseudonym] = Rater(
            self.pseudonym, officer_id=self.rater.officer_id, office_id=self.rater.office_id
        )

    def send(self, screen: Screen) -> None:
        """Queue a new message to the person."""
        self.queue("sendMessage", screen.parameters())

    def send_photo(self, path: str, caption: str) -> None:
        """Queue a picture with a caption in HTML."""
        self.queue("sendPhoto", {"caption": caption, "parse_mode": "HTML"}, files={"photo": path})

    def chart(self, name: str) -> str | None:
        """Return the path of a chart by its name under the charts folder; None when it is not there."""
        path = self.settings.charts_folder / name
        return str(path) if path.is_file() else None

    def edit(self, screen: Screen) -> None:
        """Queue a change of the message whose button was tapped; a new message where there is none in reach."""
        query = self._incoming.callback_query if self._incoming else None
        if query is None or query.message is None:
            self.send(screen)
        else:
            self.queue("editMessageText", {"message_id": query.message.message_id, **screen.parameters()})

    def answer(self, text: str = "", alert: bool = False) -> None:
        """Queue the answer to a tapped button; only the first one counts."""
        if self._incoming and self._incoming.callback_query:
            self.batch.answer(self._incoming.callback_query, text, alert)

    def refuse(self, key: str) -> None:
        """Answer a tapped button with why it does nothing, to be read before one goes on."""
        self.answer(self.texts(key), alert=True)

    def stale(self) -> None:
        """Answer a tapped button that means nothing any more, or never did."""
        self.refuse("anyone-stale-button")

    def send_document(self, name: str, content: str, caption: str) -> None:
        """Queue a text as a file, with a caption in HTML; it stands nowhere but in the sealed message."""
        self.queue("sendDocument", {"caption": caption, "parse_mode": "HTML"}, files={"document": (name, content)})

    def send_file(self, path: str, caption: str) -> None:
        """Queue a file of this machine, with a caption in HTML."""
        self.queue("sendDocument", {"caption": caption, "parse_mode": "HTML"}, files={"document": path})

    def tell(self, chat: bytes, chat_id: int, screen: Screen) -> None:
        """Queue a new message to somebody else: ``chat`` is their pseudonym."""
        self.batch.messages.append(Message(chat, "sendMessage", {"chat_id": chat_id, **screen.parameters()}))

    def queue(self, method: str, parameters: Mapping[str, Any], files: Files | None = None) -> None:
        """Queue any other call to this chat."""
        self.batch.messages.append(
            Message(self.pseudonym, method, {"chat_id": self.chat_id, **parameters}, files=files or {})
        )
