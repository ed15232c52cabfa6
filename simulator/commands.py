"""The bot's command menus, by scope and language, and what of them one person sees."""

import re
from typing import Any

from simulator.errors import bad_request
from simulator.parameters import Parameters

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_MAX_COMMANDS = 100

Scope = tuple[str, str, int]
"""Kind, chat id as text, user id."""


def parsed_scope(parameters: Parameters) -> Scope:
    """The `scope` of a request; raises ApiError 400."""
    value = parameters.structure("scope", "can't parse BotCommandScope JSON object")
    if value is None:
        return ("default", "", 0)
    prefix = "can't parse BotCommandScope: "
    if not isinstance(value, dict):
        raise bad_request(prefix + "BotCommandScope must be an Object")
    kind = value.get("type")
    if not isinstance(kind, str):
        raise bad_request(prefix + 'Can\'t find field "type"')
    if kind in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        return (kind, "", 0)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request(prefix + "Unsupported type specified")
    chat = value.get("chat_id")
    if chat is None:
        raise bad_request(prefix + 'Can\'t find field "chat_id"')
    if chat == "":
        raise bad_request(prefix + "Empty chat_id specified")
    if kind != "chat_member":
        return (kind, str(chat), 0)
    user = value.get("user_id")
    if not isinstance(user, int) or user <= 0:
        raise bad_request(prefix + "Invalid user_id specified")
    return (kind, str(chat), user)


def parsed_language(parameters: Parameters) -> str:
    """The `language_code` of a request, empty for all languages; raises ApiError 400."""
    language = parameters.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def parsed_commands(parameters: Parameters) -> list[dict[str, str]]:
    """The `commands` of a request; raises ApiError 400."""
    value = parameters.structure("commands", "can't parse commands JSON object")
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    if len(value) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(item) for item in value]


def _command(item: Any) -> dict[str, str]:
    prefix = "can't parse BotCommand: "
    if not isinstance(item, dict):
        raise bad_request(prefix + "expected an Object")
    for name in ("command", "description"):
        if not isinstance(item.get(name), str):
            raise bad_request(prefix + f'Can\'t find field "{name}"')
    command = item["command"].strip().removeprefix("/")
    description = item["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


class CommandMenus:
    """Everything `setMyCommands` has said."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], list[dict[str, str]]] = {}

    def put(self, scope: Scope, language: str, commands: list[dict[str, str]]) -> None:
        """Replace one list; an empty one is removed."""
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[dict[str, str]]:
        """One list exactly as set, empty when there is none."""
        return self._lists.get((scope, language), [])

    def seen_by(self, user_id: int, language: str) -> list[dict[str, str]]:
        """What the menu shows to a person in their private chat: the narrowest scope first, their language first.

        https://core.telegram.org/bots/api#determining-list-of-commands
        """
        for scope in (("chat", str(user_id), 0), ("all_private_chats", "", 0), ("default", "", 0)):
            for code in (language[:2], ""):
                commands = self._lists.get((scope, code))
                if commands:
                    return commands
        return []
