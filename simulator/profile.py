"""Methods about the bot itself and what it can look up: its name, menus, texts, chats and files."""

from collections.abc import Callable
from typing import Any

from simulator.chats import Wire
from simulator.commands import Scope, parsed_commands, parsed_language, parsed_scope
from simulator.entities import is_blank
from simulator.errors import bad_request
from simulator.fields import Fields
from simulator.files import MAX_DOWNLOAD_BYTES
from simulator.messages import chat_of
from simulator.network import Network
from simulator.parameters import Parameters

_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_ACCENT_COLOR = 0
_MAX_REACTIONS = 11


def get_me(network: Network, _: Parameters) -> Wire:
    """`getMe`."""
    return {**network.bot, **_ABILITIES}


def get_chat(network: Network, parameters: Parameters) -> Wire:
    """`getChat`: a `ChatFullInfo`."""
    chat = chat_of(network, parameters)
    info: Wire = {
        **chat.wire,
        "accent_color_id": _ACCENT_COLOR,
        "max_reaction_count": _MAX_REACTIONS,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.wire.get("username"):
        info["active_usernames"] = [chat.wire["username"]]
    return info


def get_file(network: Network, parameters: Parameters) -> Wire:
    """`getFile`: the path for `/file/bot<token>/<path>`."""
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = network.files.by_id(file_id)
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.wire(), "file_path": file.path}


def set_my_commands(network: Network, parameters: Parameters) -> bool:
    """`setMyCommands`."""
    scope = _scope(network, parameters)
    network.menus.put(scope, parsed_language(parameters), parsed_commands(parameters))
    return True


def get_my_commands(network: Network, parameters: Parameters) -> list[dict[str, str]]:
    """`getMyCommands`."""
    return network.menus.get(_scope(network, parameters), parsed_language(parameters))


def delete_my_commands(network: Network, parameters: Parameters) -> bool:
    """`deleteMyCommands`."""
    network.menus.put(_scope(network, parameters), parsed_language(parameters), [])
    return True


def _scope(network: Network, parameters: Parameters) -> Scope:
    """The scope asked for; one of a chat needs a chat that the bot knows. Raises ApiError 400."""
    scope = parsed_scope(parameters)
    if scope[1]:
        chat_of(network, Parameters({"chat_id": scope[1]}))
    return scope


def _set_text(name: str) -> Callable[[Network, Parameters], bool]:
    def method(network: Network, parameters: Parameters) -> bool:
        text = parameters.text(name).strip()
        if len(text) > _TEXT_LIMITS[name]:
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        network.bot_texts[name, parsed_language(parameters)] = text
        return True

    return method


def _get_text(name: str, default: Callable[[Network], str]) -> Callable[[Network, Parameters], dict[str, str]]:
    def method(network: Network, parameters: Parameters) -> dict[str, str]:
        language = parsed_language(parameters)
        text = network.bot_texts.get((name, language)) or network.bot_texts.get((name, "")) or default(network)
        return {name: text}

    return method


def set_chat_menu_button(network: Network, parameters: Parameters) -> bool:
    """`setChatMenuButton`, for one chat or for all."""
    button = _menu_button(parameters.structure("menu_button", "can't parse menu button JSON object"))
    if "chat_id" in parameters:
        chat_of(network, parameters).menu_button = button
    else:
        network.menu_button = button
    return True


def _menu_button(value: Any) -> Wire:
    """A checked menu button, with what Telegram keeps of it; raises ApiError 400."""
    if value is None:
        return {"type": "default"}
    prefix = "can't parse menu button: "
    if not isinstance(value, dict):
        raise bad_request(prefix + "MenuButton must be an Object")
    given = Fields(value, prefix)
    kind = given.needed_text("type")
    if kind in ("default", "commands"):
        return {"type": kind}
    if kind != "web_app":
        raise bad_request(prefix + "MenuButton has unsupported type")
    text = given.needed_text("text")
    url = given.object("web_app").needed_text("url")
    if is_blank(text):
        raise bad_request("menu button text must be non-empty")
    if not url.startswith("https://"):
        raise bad_request(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return {"type": kind, "text": text, "web_app": {"url": url}}


def get_chat_menu_button(network: Network, parameters: Parameters) -> Wire:
    """`getChatMenuButton`."""
    if "chat_id" in parameters:
        return chat_of(network, parameters).menu_button or network.menu_button
    return network.menu_button


METHODS: dict[str, Callable[[Network, Parameters], Any]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getfile": get_file,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _set_text("name"),
    "getmyname": _get_text("name", lambda network: str(network.bot["first_name"])),
    "setmydescription": _set_text("description"),
    "getmydescription": _get_text("description", lambda _: ""),
    "setmyshortdescription": _set_text("short_description"),
    "getmyshortdescription": _get_text("short_description", lambda _: ""),
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
