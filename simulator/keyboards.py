"""Keyboards under messages and in place of the phone's own: what Telegram accepts and how it refuses the rest."""

import re
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request
from simulator.parameters import Parameters

_URL = re.compile(r"^(?:https?://|tg://|ton://)?[^\s/]+(?:\.[^\s/]+|/)\S*$|^tg:\S+$", re.IGNORECASE)
_MAX_BUTTONS = 100
_BUTTON_TYPES = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)


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
    if value.get("keyboard"):
        return Markup(reply={**value, "keyboard": _reply_rows(value["keyboard"])})
    if value.get("inline_keyboard"):
        rows = _inline_rows(value["inline_keyboard"])
        return Markup(inline={"inline_keyboard": rows}) if rows else NOTHING
    for name in ("remove_keyboard", "force_reply"):
        if value.get(name):
            return Markup(reply=value)
    return NOTHING


def _reply_rows(rows: object) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" must be of type Array')
    result = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request('field "keyboard" must be an Array of Arrays')
        result.append([_reply_button(button) for button in row])
    return [row for row in result if row]


def _reply_button(button: object) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse keyboard button: " + _missing(button, "text"))
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _missing(holder: dict[str, Any], name: str) -> str:
    return f'Field "{name}" must be of type String' if name in holder else f'Can\'t find field "{name}"'


def _inline_rows(rows: object) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
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
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: " + _missing(button, "text"))
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return {"text": text, **_button_action(button)}


def _button_action(button: dict[str, Any]) -> dict[str, Any]:
    """What tapping the button does; raises ApiError 400 when that is nothing or too much."""
    data, url = button.get("callback_data"), button.get("url")
    for name, value in (("callback_data", data), ("url", url)):
        if value is not None and not isinstance(value, str | int):
            raise bad_request(f'can\'t parse inline keyboard button: Field "{name}" must be of type String')
    if url:
        if not _URL.match(str(url)):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")
        return {"url": str(url)}
    if data is not None:
        if not 1 <= len(str(data).encode("utf-8", "surrogatepass")) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": str(data)}
    for kind in _BUTTON_TYPES:
        if kind in button:
            return {kind: button[kind]}
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
