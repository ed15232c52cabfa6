"""Telegram's side of things: accounts, chats, files, callback queries, and the bot's queue of updates."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.autolinks import found_entities
from simulator.chats import Account, Chat, Message, Wire
from simulator.commands import CommandMenus
from simulator.errors import PhoneError
from simulator.files import FileStore
from simulator.limits import SendLimits
from simulator.settings import SimulatorSettings
from simulator.updates import UpdateQueue
from simulator.watch import Watch

_MESSAGE_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "my_chat_member",
    "chat_member",
    "callback_query",
)


@dataclass(frozen=True, slots=True)
class CallbackQuery:
    """A tap that waits for its answer; `until` in monotonic seconds."""

    chat_id: int
    until: float


class Network:
    """The whole state of a simulator, in memory."""

    def __init__(self, settings: SimulatorSettings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.clock = clock
        self.random = random.Random()
        bot_id, _, _ = settings.token.partition(":")
        self.bot: Wire = {
            "id": int(bot_id) if bot_id.isdecimal() else 1,
            "is_bot": True,
            "first_name": settings.bot_name,
            "username": settings.username,
        }
        self.watch = Watch()
        self.accounts: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.files = FileStore(settings.token)
        self.updates = UpdateQueue(
            lambda: self.random.randrange(100_000_000, 900_000_000), self.now, settings.conflict_pause_seconds
        )
        self.limits = SendLimits(settings)
        self.menus = CommandMenus()
        self.bot_texts: dict[tuple[str, str], str] = {}
        self.menu_button: Wire = {"type": "commands"}

    def clear(self) -> None:
        """Forget everybody and all that was said; screens that wait are answered."""
        for chat in self.chats.values():
            chat.on_change = None
            chat.wake(leave=True)
        for everything in (self.accounts, self.chats, self.queries, self.bot_texts):
            everything.clear()
        self.updates.clear()
        self.files = FileStore(self.settings.token)
        self.limits = SendLimits(self.settings)
        self.menus = CommandMenus()
        self.menu_button = {"type": "commands"}

    def now(self) -> int:
        """Unix time by the given clock, in seconds."""
        return int(self.clock().timestamp())

    def join(self, names: dict[str, Any]) -> Account:
        """A new person; `names` as the phone API takes them. Raises PhoneError when the id is taken."""
        given = names.get("id")
        user_id = int(given) if given is not None else self._free_id()
        if user_id in self.accounts or user_id == self.bot["id"] or user_id <= 0:
            raise PhoneError(409, f"user id {user_id} is taken or impossible")
        wire: Wire = {"id": user_id, "is_bot": False, "first_name": str(names.get("first_name") or "Warga")}
        wire |= {name: str(names[name]) for name in ("last_name", "username", "language_code") if names.get(name)}
        return self._account(user_id, wire)

    def _free_id(self) -> int:
        while True:
            user_id = self.random.randrange(100_000_000, 7_999_999_999)
            if user_id not in self.accounts:
                return user_id

    def _account(self, user_id: int, wire: Wire) -> Account:
        account = Account(user_id, wire)
        self.accounts[user_id] = account
        names: Wire = {name: wire[name] for name in ("first_name", "last_name", "username") if name in wire}
        self._chat(user_id, {"id": user_id, **names, "type": "private"})
        return account

    def _chat(self, chat_id: int, wire: Wire) -> Chat:
        instance = str(self.random.getrandbits(63) - (1 << 62))
        chat = Chat(chat_id, wire, instance=instance, on_change=self.watch.touch)
        self.chats[chat_id] = chat
        return chat

    def account(self, user_id: int) -> Account:
        """The person of that id; raises PhoneError 404."""
        account = self.accounts.get(user_id)
        if account is None:
            raise PhoneError(404, f"nobody has the id {user_id}")
        return account

    def new_message(self, chat: Chat, content: Wire, *, from_bot: bool) -> Message:
        """Number, date and store a message; `content` is everything but sender, chat, id and date."""
        sender = self.bot if from_bot else self.accounts[chat.chat_id].wire
        wire: Wire = {
            "message_id": chat.number(),
            "from": sender,
            "chat": chat.wire,
            "date": self.now(),
            **content,
        }
        message = Message(wire, from_bot)
        chat.messages[wire["message_id"]] = message
        return message

    def from_person(self, account: Account, content: Wire) -> tuple[Message, int | None]:
        """A person writes to the bot: the message and the id of the update that tells of it."""
        chat = self.chats[account.user_id]
        chat.started = True
        account.known = True
        message = self.new_message(chat, content, from_bot=False)
        self.watch.touch(chat.chat_id)
        return message, self.updates.put("message", message.wire, ("message", chat.chat_id))

    def ask(self, chat: Chat, message: Wire | None, data: str) -> tuple[str, int | None]:
        """A button is tapped: ids of the callback query and of its update."""
        self._forget_old_queries()
        query_id = str((chat.chat_id << 32) + self.random.getrandbits(32))
        self.queries[query_id] = CallbackQuery(chat.chat_id, time.monotonic() + self.settings.callback_seconds)
        query: Wire = {"id": query_id, "from": self.accounts[chat.chat_id].wire}
        if message is not None:
            query["message"] = message
        query |= {"chat_instance": chat.instance, "data": data}
        return query_id, self.updates.put("callback_query", query, ("callback_query", chat.chat_id))

    def _forget_old_queries(self) -> None:
        now = time.monotonic()
        while self.queries:
            query_id, query = next(iter(self.queries.items()))
            if query.until >= now:
                return
            del self.queries[query_id]

    def membership(self, account: Account, *, blocked: bool) -> int | None:
        """A person blocks or unblocks the bot; the id of the update."""
        chat = self.chats[account.user_id]
        chat.blocked = blocked
        self.watch.touch(chat.chat_id)
        member: Wire = {"user": self.bot, "status": "member"}
        kicked: Wire = {"user": self.bot, "status": "kicked", "until_date": 0}
        change: Wire = {
            "chat": chat.wire,
            "from": account.wire,
            "date": self.now(),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        account.known = True
        return self.updates.put("my_chat_member", change, ("my_chat_member", chat.chat_id))

    def text_content(self, text: str) -> Wire:
        """A text as people write it, with the entities Telegram finds in it."""
        entities = found_entities(text, [])
        return {"text": text, "entities": entities} if entities else {"text": text}

    def meet(self, update: object) -> None:
        """Whoever and wherever a raw update speaks of exists from now on, as far as it makes sense."""
        if not isinstance(update, dict):
            return
        for kind in _MESSAGE_KINDS:
            event = update.get(kind)
            if not isinstance(event, dict):
                continue
            self._meet_person(event.get("from"))
            message = event.get("message") if kind == "callback_query" else event
            if isinstance(message, dict):
                self._meet_chat(message.get("chat"), message.get("message_id"))

    def _meet_person(self, wire: object) -> None:
        if isinstance(wire, dict) and _plausible_id(wire.get("id")) and wire["id"] > 0 and wire["id"] != self.bot["id"]:
            account = self.accounts.get(wire["id"])
            if account is None:
                name = wire.get("first_name")
                names: Wire = {"id": wire["id"], "is_bot": False, "first_name": name if isinstance(name, str) else ""}
                account = self._account(wire["id"], names)
            account.known = True

    def _meet_chat(self, wire: object, message_id: object) -> None:
        if not isinstance(wire, dict) or not _plausible_id(wire.get("id")):
            return
        chat = self.chats.get(wire["id"])
        if chat is None and wire["id"] < 0 and wire.get("type") in ("group", "supergroup"):
            chat = self._chat(wire["id"], {"id": wire["id"], "title": str(wire.get("title", "")), "type": wire["type"]})
        if chat is not None:
            chat.started = True
            if isinstance(message_id, int) and chat.next_message_id <= message_id < 1 << 31:
                chat.next_message_id = message_id + 1


def _plausible_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 52
