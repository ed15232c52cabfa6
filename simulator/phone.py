"""The phone API: plays the people who talk to the bot."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from simulator.attachments import person_content
from simulator.chats import Account, Chat, Wire
from simulator.errors import PhoneError
from simulator.exchange import Receive, Scope, Send, UnreadableRequest, parsed_json, read_body, respond
from simulator.faults import Faults, parsed_fault
from simulator.journal import Journal
from simulator.network import Network
from simulator.origin import refuse_foreign_origin
from simulator.screens import screen, summary

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST_WAIT = 120.0

Query = dict[str, str]


class PhoneApi:
    """Everything below `/phone`."""

    def __init__(self, network: Network, faults: Faults, journal: Journal) -> None:
        self._network = network
        self._faults = faults
        self._journal = journal
        self._for_person: dict[str, Callable[[Account, Wire], Wire]] = {
            "scan": self._scan,
            "send": self._send,
            "tap": self._tap,
            "block": self._block,
            "unblock": self._unblock,
            "language": self._language,
        }
        self._for_all: dict[tuple[str, str], Callable[[Wire, Query], Wire]] = {
            ("POST", "users"): self._join,
            ("GET", "chats"): self._chats,
            ("POST", "updates"): self._raw_updates,
            ("POST", "update_id"): self._jump,
            ("POST", "faults"): self._order_fault,
            ("DELETE", "faults"): self._clear_faults,
            ("GET", "log"): self._log,
            ("GET", "pending"): self._pending,
        }

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request below `/phone`."""
        try:
            answer = await self._run(scope, receive)
            status = 200
        except PhoneError as error:
            answer, status = {"error": error.problem}, error.status
        except UnreadableRequest as unreadable:
            answer, status = {"error": unreadable.problem}, unreadable.status
        except (TypeError, ValueError, OverflowError) as error:
            answer, status = {"error": f"a value cannot be read: {error}"}, 400
        await respond(send, status, json.dumps(answer).encode("ascii"))

    async def _run(self, scope: Scope, receive: Receive) -> Wire:
        refuse_foreign_origin(scope)
        parts = scope["path"].split("/")[2:]
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"))) if scope["query_string"] else {}
        http_method = scope["method"]
        body = await read_body(receive) if http_method == "POST" else b""
        if len(parts) == 1:
            common = self._for_all.get((http_method, parts[0]))
            if common is not None:
                return common(_decoded(body), query)
        elif len(parts) == 2 and parts[0].isdecimal():
            account = self._network.account(int(parts[0]))
            if http_method == "POST" and parts[1] in self._for_person:
                return self._for_person[parts[1]](account, _decoded(body))
            if http_method == "GET" and parts[1] == "screen":
                return await self._screen(account, query)
            if http_method == "GET" and parts[1] == "commands":
                return self._commands(account)
        raise PhoneError(404, f"no {http_method} {scope['path']} here")

    # People

    def _join(self, body: Wire, _: Query) -> Wire:
        return {"id": self._network.join(body).user_id}

    def _chat(self, account: Account) -> Chat:
        return self._network.chats[account.user_id]

    def _open_chat(self, account: Account) -> Chat:
        chat = self._chat(account)
        if chat.blocked:
            raise PhoneError(409, "this person has blocked the bot")
        return chat

    def _scan(self, account: Account, body: Wire) -> Wire:
        link = urlsplit(str(body.get("link", "")))
        name = link.path.strip("/")
        if link.hostname not in {"t.me", "telegram.me"} or name.lower() != self._network.settings.username.lower():
            raise PhoneError(400, f"the link does not lead to @{self._network.settings.username}")
        payload = (parse_qs(link.query).get("start") or [""])[0]
        if body.get("drop_payload") or not _PAYLOAD.fullmatch(payload):
            payload = ""
        chat = self._chat(account)
        if chat.blocked:
            self._network.membership(account, blocked=False)
        content: Wire = {
            "text": f"/start {payload}" if payload else "/start",
            "entities": [{"offset": 0, "length": 6, "type": "bot_command"}],
        }
        return self._said(account, content)

    def _said(self, account: Account, content: Wire) -> Wire:
        message, update_id = self._network.from_person(account, content)
        return {"message_id": message.message_id, "update_id": update_id, "version": self._chat(account).version}

    def _send(self, account: Account, body: Wire) -> Wire:
        chat = self._open_chat(account)
        content = person_content(self._network, account, body)
        edited = body.get("edit")
        if edited is not None:
            return self._edit(account, chat, int(edited), content)
        reply_to = body.get("reply_to")
        if reply_to is not None:
            original = chat.messages.get(int(reply_to))
            if original is None:
                raise PhoneError(404, f"no message {reply_to} to reply to")
            quoted = {name: value for name, value in original.wire.items() if name != "reply_to_message"}
            content = {"reply_to_message": quoted, **content}
        return self._said(account, content)

    def _edit(self, account: Account, chat: Chat, message_id: int, content: Wire) -> Wire:
        message = chat.messages.get(message_id)
        if message is None or message.from_bot:
            raise PhoneError(404, f"no message {message_id} of this person")
        for name in ("text", "entities", "caption", "caption_entities"):
            message.wire.pop(name, None)
        message.wire.update({"edit_date": self._network.now(), **content})
        self._network.watch.touch(chat.chat_id)
        update_id = self._network.updates.put("edited_message", message.wire, ("message", chat.chat_id))
        return {"message_id": message_id, "update_id": update_id, "version": chat.version}

    def _tap(self, account: Account, body: Wire) -> Wire:
        chat = self._open_chat(account)
        data = body.get("data")
        message_id = body.get("message_id")
        text = body.get("text")
        if data is None and text is None:
            raise PhoneError(400, "tap needs a text or data")
        wire: Wire | None
        if data is None:
            wire, data = _button_data(chat, message_id, str(text))
        elif message_id is None:
            wire = _newest_with_data(chat, str(data))
        else:
            known = chat.messages.get(int(message_id))
            wire = known.wire if known else {"chat": chat.wire, "message_id": int(message_id), "date": 0}
        query_id, update_id = self._network.ask(chat, wire, str(data))
        return {"callback_query_id": query_id, "update_id": update_id, "version": chat.version}

    def _block(self, account: Account, _: Wire) -> Wire:
        return self._blocking(account, blocked=True)

    def _unblock(self, account: Account, _: Wire) -> Wire:
        return self._blocking(account, blocked=False)

    def _blocking(self, account: Account, *, blocked: bool) -> Wire:
        if self._chat(account).blocked == blocked:
            return {"update_id": None}
        return {"update_id": self._network.membership(account, blocked=blocked)}

    def _language(self, account: Account, body: Wire) -> Wire:
        """The phone is set to another language, which the bot learns with the next update; empty: to none."""
        language = str(body.get("language_code", ""))
        account.wire.pop("language_code", None)
        if language:
            account.wire["language_code"] = language
        self._network.watch.touch(account.user_id)
        return {"language_code": language}

    # What is seen

    async def _screen(self, account: Account, query: Query) -> Wire:
        chat = self._chat(account)
        timeout = min(_number(query, "timeout", 0.0), _LONGEST_WAIT)
        await chat.until(int(_number(query, "after", -1)), query.get("answer"), timeout)
        return screen(chat, int(_number(query, "limit", 0)))

    def _commands(self, account: Account) -> Wire:
        language = account.wire.get("language_code", "")
        chat = self._chat(account)
        return {
            "commands": self._network.menus.seen_by(account.user_id, language),
            "menu_button": chat.menu_button or self._network.menu_button,
        }

    def _chats(self, _: Wire, __: Query) -> Wire:
        return {"chats": [summary(chat) for chat in self._network.chats.values()]}

    # The bot's queue, mishaps, log

    def _raw_updates(self, body: Wire, _: Query) -> Wire:
        updates = body.get("updates")
        if not isinstance(updates, list):
            raise PhoneError(400, "updates must be a list")
        ids = []
        for update in updates:
            self._network.meet(update)
            ids.append(self._network.updates.put_raw(update))
        return {"update_ids": ids}

    def _jump(self, body: Wire, _: Query) -> Wire:
        self._network.updates.jump(int(body["next"]) if "next" in body else None)
        return {"next": self._network.updates.next_id}

    def _order_fault(self, body: Wire, _: Query) -> Wire:
        self._faults.add(parsed_fault(body))
        return {"ok": True}

    def _clear_faults(self, _: Wire, __: Query) -> Wire:
        self._faults.clear()
        return {"ok": True}

    def _log(self, _: Wire, query: Query) -> Wire:
        limit = int(_number(query, "limit", 100))
        return {"requests": self._journal.select(query.get("method", ""), query.get("chat", ""), limit)}

    def _pending(self, _: Wire, __: Query) -> Wire:
        return {"pending": len(self._network.updates)}

    def wake(self) -> None:
        """Let screens that wait go on, as when the server stops."""
        for chat in self._network.chats.values():
            chat.wake(leave=True)


def _decoded(body: bytes) -> Wire:
    if not body:
        return {}
    try:
        value: Any = parsed_json(body.decode())
    except (ValueError, RecursionError):
        raise PhoneError(400, "the body is not JSON") from None
    if not isinstance(value, dict):
        raise PhoneError(400, "the body must be a JSON object")
    return value


def _number(query: Query, name: str, default: float) -> float:
    try:
        return float(query.get(name, default))
    except ValueError:
        raise PhoneError(400, f"{name} must be a number") from None


def _buttons(wire: Wire) -> list[Wire]:
    rows = wire.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _button_data(chat: Chat, message_id: object, text: str) -> tuple[Wire, str]:
    """The message that shows a button with this text, and the button's data; raises PhoneError."""
    if message_id is None:
        candidates = [message for message in reversed(chat.messages.values()) if message.from_bot]
    else:
        message = chat.messages.get(int(str(message_id)))
        if message is None:
            raise PhoneError(404, f"no message {message_id} in this chat")
        candidates = [message]
    for message in candidates:
        for button in _buttons(message.wire):
            if button["text"] == text:
                if "callback_data" not in button:
                    raise PhoneError(
                        409, f"the button {text!r} opens {button.get('url', 'something')}, it calls nothing"
                    )
                return message.wire, str(button["callback_data"])
    raise PhoneError(404, f"no button {text!r} is shown")


def _newest_with_data(chat: Chat, data: str) -> Wire | None:
    """The newest bot message with a button of this data, else the newest bot message at all."""
    newest: Wire | None = None
    for message in reversed(chat.messages.values()):
        if message.from_bot:
            newest = newest or message.wire
            if any(button.get("callback_data") == data for button in _buttons(message.wire)):
                return message.wire
    return newest
