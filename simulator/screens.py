"""What a phone shows of a chat."""

from typing import Any

from simulator.chats import Chat, Message


def screen(chat: Chat, limit: int = 0) -> dict[str, Any]:
    """The chat as JSON for whoever plays the phone; with `limit` only the newest messages."""
    messages = list(chat.messages.values())
    if limit > 0:
        messages = messages[-limit:]
    shown: dict[str, Any] = {
        "version": chat.version,
        "messages": [_shown(message) for message in messages],
        "answers": {
            query_id: {"text": answer.text, "show_alert": answer.show_alert}
            | ({"url": answer.url} if answer.url else {})
            for query_id, answer in chat.answers.items()
        },
        "blocked": chat.blocked,
    }
    if chat.keyboard is not None:
        shown["reply_keyboard"] = chat.keyboard
    if chat.action:
        shown["action"] = chat.action
    return shown


def _shown(message: Message) -> dict[str, Any]:
    wire = message.wire
    keyboard = wire.get("reply_markup", {}).get("inline_keyboard", [])
    shown: dict[str, Any] = {
        "message_id": wire["message_id"],
        "from": "bot" if message.from_bot else "me",
        "date": wire["date"],
        "text": wire.get("text", wire.get("caption", "")),
        "photo": "photo" in wire,
        "keyboard": [[_button(button) for button in row] for row in keyboard],
        "edited": "edit_date" in wire,
        "entities": wire.get("entities", wire.get("caption_entities", [])),
    }
    if message.file_id is not None:
        shown["file_id"] = message.file_id
    if "document" in wire:
        shown["document"] = wire["document"].get("file_name", "")
    return shown


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def summary(chat: Chat) -> dict[str, Any]:
    """One line of the list of chats."""
    last = next(reversed(chat.messages.values()), None)
    names = (chat.wire.get("title"), chat.wire.get("first_name"), chat.wire.get("last_name"))
    return {
        "id": chat.chat_id,
        "name": " ".join(name for name in names if name),
        "type": chat.wire.get("type", "private"),
        "started": chat.started,
        "blocked": chat.blocked,
        "version": chat.version,
        "messages": len(chat.messages),
        "last": _shown(last) if last is not None else None,
    }
