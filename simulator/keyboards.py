"""Keyboards under messages and in place of the phone's own: what Telegram accepts and how it refuses the rest."""

import re
from dataclasses import dataclass
from typing import Any

from simulator.entities import is_blank
from simulator.errors import bad_request
from simulator.fields import Fields
from simulator.parameters import Parameters

_URL = re.compile(r"^(?:https?://|tg://|ton://)?[^\s/]+(?:\.[^\s/]+|/)\S*$|^tg:\S+$", re.IGNORECASE)
_MAX_BUTTONS = 100
_MAX_DATA_BYTES = 64
_MAX_COPIED = 256
_FLAGS = ("remove_keyboard", "force_reply", "selective", "resize_keyboard", "one_time_keyboard", "is_persistent")
_STYLES = ("primary", "danger", "success")
_CHOSEN_CHAT_FLAGS = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked `reply_markup`: `inline` is what a message keeps and shows, `reply` is for the person's keyboard."""

    inline: dict[str, Any] | None = None
    reply: dict[str, Any] | None = None


NOTHING = Markup()


def parsed_markup(parameters: Parameters) -> Markup:
    """The `reply_markup` of a request; raises ApiError 400."""
    value = parameters.structure("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return NOTHING
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    given = Fields(value)
    reply_rows = _reply_rows(given.array("keyboard"))
    inline_rows = _inline_rows(given.array("inline_keyboard"))
    for name in _FLAGS:
        given.flag(name)
    given.text("input_field_placeholder")
    if reply_rows:
        return Markup(reply={**value, "keyboard": reply_rows})
    if inline_rows:
        return Markup(inline={"inline_keyboard": inline_rows})
    for name in ("remove_keyboard", "force_reply"):
        if given.flag(name):
            return Markup(reply=value)
    return NOTHING


def _reply_rows(rows: list[Any]) -> list[list[dict[str, Any]]]:
    result = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        result.append([_reply_button(button) for button in row])
    return [row for row in result if row]


def _reply_button(button: object) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    prefix = "can't parse keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(prefix + "KeyboardButton must be a String or an Object")
    given = Fields(button, prefix)
    text = given.needed_text("text")
    for name in ("request_contact", "request_location"):
        given.flag(name)
    _style(given)
    if is_blank(text):
        raise bad_request("keyboard button text must be non-empty")
    return {**button, "text": text}


def _inline_rows(rows: list[Any]) -> list[list[dict[str, Any]]]:
    result = []
    count = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        if row:
            result.append([_inline_button(button) for button in row])
            count += len(row)
    if count > _MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return result


def _inline_button(button: object) -> dict[str, Any]:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(prefix + "InlineKeyboardButton must be an Object")
    given = Fields(button, prefix)
    shown = {"text": given.needed_text("text"), **_style(given), **_button_action(given)}
    if is_blank(shown["text"]):
        raise bad_request("inline keyboard button text must be non-empty")
    return shown


def _style(given: Fields) -> dict[str, Any]:
    style = given.text("style").lower()
    if style in ("", "default"):
        return {}
    if style not in _STYLES:
        raise given.complaint("invalid button style specified")
    return {"style": style}


def _button_action(given: Fields) -> dict[str, Any]:
    """What tapping the button does, and nothing else; raises ApiError 400 when that is nothing or impossible."""
    url = given.text("url")
    if url:
        if not _URL.match(url):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")
        return {"url": url}
    data = given.text("callback_data")
    if data:
        if len(data.encode("utf-8", "surrogatepass")) > _MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    return _rarer_action(given)


def _rarer_action(given: Fields) -> dict[str, Any]:
    """The kinds of button beside links and callbacks."""
    if "callback_game" in given or "pay" in given:
        # A game or an invoice would have to be in the message, and this server knows neither.
        raise bad_request("BUTTON_TYPE_INVALID")
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in given:
            return {name: given.needed_text(name)}
    if "switch_inline_query_chosen_chat" in given:
        chosen = given.object("switch_inline_query_chosen_chat")
        flags = {name: True for name in _CHOSEN_CHAT_FLAGS if chosen.flag(name)}
        return {"switch_inline_query_chosen_chat": {"query": chosen.text("query"), **flags}}
    for name, field in (("login_url", "url"), ("web_app", "url"), ("copy_text", "text")):
        if name in given:
            return {name: {field: _target(name, given.object(name).needed_text(field))}}
    raise given.complaint("Text buttons are unallowed in the inline keyboard")


def _target(kind: str, value: str) -> str:
    """Where a button of one of the rarer kinds leads, or what it copies."""
    if kind == "copy_text" and not 1 <= len(value) <= _MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if kind == "web_app" and not value.startswith("https://"):
        raise bad_request(f"inline keyboard button Web App URL '{value}' is invalid: Only HTTPS links are allowed")
    if kind == "login_url" and not _URL.match(value):
        raise bad_request(f"inline keyboard button login URL '{value}' is invalid: wrong HTTP URL")
    return value
