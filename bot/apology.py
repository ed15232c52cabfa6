"""What a person is told when their update could not be dealt with: never a dead end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.context import answer_to
from bot.screens import anyone as screens
from data.keys import Keys
from data.outbox import Message
from data.texts import of_phone


def apology(raw: Any, keys: Keys, now: datetime) -> list[Message]:
    """Return what to send: the answer to a tap, or a message to a private chat.

    The update is what could not be understood: as much of it as makes sense is used, and nothing else of it.
    """
    query = _part(raw, "callback_query")
    message = query or _part(raw, "message")
    person = _part(message, "from")
    user_id, language = person.get("id"), person.get("language_code")
    if type(user_id) is not int or not 0 < user_id < 1 << 52:
        return []
    words = of_phone(language)
    if query:
        query_id = query.get("id")
        told = {"text": words("anyone-failed"), "show_alert": True}
        return [answer_to(query_id, keys.pseudonym(user_id), now, told)] if isinstance(query_id, str) else []
    if _part(message, "chat").get("id") != user_id:
        return []
    parameters = {"chat_id": user_id, **screens.failed(words).parameters()}
    return [Message(keys.pseudonym(user_id), "sendMessage", parameters)]


def _part(raw: Any, name: str) -> Mapping[str, Any]:
    part = raw.get(name) if isinstance(raw, Mapping) else None
    return part if isinstance(part, Mapping) else {}
