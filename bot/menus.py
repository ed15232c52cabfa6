"""The command menus: each person sees their own commands, and only what is built."""

from collections.abc import Sequence
from typing import Any

from bot.api import ApiRequest
from bot.context import SuaraContext
from data.outbox import Message
from data.texts import AWAITING_READER, DEFAULT, LANGUAGES, texts

CITIZEN = ("start", "bahasa", "privasi", "datasaya", "hapus", "bantuan")
OFFICER = ("ringkasan", "rincian")
SUPERVISOR = ("tim", "tindaklanjut", "gangguan", "kabar", "laporan")


def for_officer(has_team: bool) -> tuple[str, ...]:
    """Return an officer's commands, their own first."""
    return (*OFFICER, *(SUPERVISOR if has_team else ()), *CITIZEN)


def commands(names: Sequence[str], language: str) -> list[dict[str, str]]:
    """Return Bot API commands with their descriptions."""
    words = texts(language)
    return [{"command": name, "description": words(f"command-{name}")} for name in names]


async def set_for_everybody(api: ApiRequest) -> None:
    """Set the menu of people who are not officers, in every language that has words for it."""
    for language in (each for each in LANGUAGES if each not in AWAITING_READER):
        parameters: dict[str, Any] = {"commands": commands(CITIZEN, language)}
        if language != DEFAULT:
            parameters["language_code"] = language
        await api.call("setMyCommands", parameters)


def show(context: SuaraContext, chat_id: int | None, names: Sequence[str]) -> None:
    """Queue a chat's own menu; in one language, as it goes before any language's general one."""
    scope = {"type": "chat", "chat_id": chat_id}
    _queue(context, chat_id, "setMyCommands", {"scope": scope, "commands": commands(names, context.texts.language)})


def take_away(context: SuaraContext, chat_id: int) -> None:
    """Queue the end of a chat's own menu."""
    _queue(context, chat_id, "deleteMyCommands", {"scope": {"type": "chat", "chat_id": chat_id}})


def _queue(context: SuaraContext, chat_id: int | None, method: str, parameters: dict[str, Any]) -> None:
    chat = context.batch.keys.pseudonym(chat_id or 0)
    context.batch.messages.append(Message(chat, method, parameters))
