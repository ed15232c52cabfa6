"""Methods that change or remove messages, and the one that answers a tapped button."""

import re
import time
from collections.abc import Callable
from typing import Any

from simulator.chats import CallbackAnswer, Chat, Message, Wire
from simulator.entities import utf16_length
from simulator.errors import bad_request, forbidden
from simulator.fields import Fields
from simulator.keyboards import Markup, parsed_markup
from simulator.messages import caption_content, chat_of, message_to, stored_file, text_content
from simulator.network import Network
from simulator.parameters import Parameters

MAX_ANSWER = 200
_DELETABLE_SECONDS = 48 * 3600
_TEXT_FIELDS = ("text", "entities", "link_preview_options")
_CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA_FIELDS = ("photo", "document", *_CAPTION_FIELDS)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _editable(network: Network, parameters: Parameters) -> tuple[Chat, Message, Markup]:
    markup = parsed_markup(parameters)
    chat, message = message_to(network, parameters, "edit")
    if not message.from_bot or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if markup.reply is not None:
        raise bad_request("inline keyboard expected")
    return chat, message, markup


def _rewrite(
    network: Network, chat: Chat, message: Message, fields: tuple[str, ...], content: Wire, markup: Markup
) -> Wire:
    """Put `content` in the place of `fields`; a keyboard that is not given goes. Raises ApiError 400 for no change."""
    wire = message.wire
    before = {name: wire[name] for name in (*fields, "reply_markup") if name in wire}
    after = {**content, "reply_markup": markup.inline} if markup.inline is not None else content
    if before == after:
        raise bad_request(_NOT_MODIFIED)
    for name in before:
        del wire[name]
    wire["edit_date"] = network.now()
    wire.update(after)
    chat.changed()
    return wire


def edit_message_text(network: Network, parameters: Parameters) -> Wire:
    """`editMessageText`."""
    content = text_content(network, parameters)
    chat, message, markup = _editable(network, parameters)
    if "text" not in message.wire:
        raise bad_request("there is no text in the message to edit")
    return _rewrite(network, chat, message, _TEXT_FIELDS, content, markup)


def edit_message_caption(network: Network, parameters: Parameters) -> Wire:
    """`editMessageCaption`."""
    content = caption_content(network, parameters)
    chat, message, markup = _editable(network, parameters)
    if "text" in message.wire:
        raise bad_request("there is no caption in the message to edit")
    return _rewrite(network, chat, message, _CAPTION_FIELDS, content, markup)


def edit_message_reply_markup(network: Network, parameters: Parameters) -> Wire:
    """`editMessageReplyMarkup`."""
    chat, message, markup = _editable(network, parameters)
    return _rewrite(network, chat, message, (), {}, markup)


def edit_message_media(network: Network, parameters: Parameters) -> Wire:
    """`editMessageMedia`, for photos and documents."""
    markup = parsed_markup(parameters)
    media: Any = parameters.structure("media", "can't parse input media JSON object")
    prefix = "can't parse InputMedia: "
    if not isinstance(media, dict):
        raise bad_request('parameter "media" is required' if media is None else prefix + "expected an Object")
    given = Fields(media, prefix)
    kind, reference = given.needed_text("type"), given.text("media")
    inner = Parameters({**media, kind: reference}, parameters.uploads)
    caption = caption_content(network, inner)
    if not reference or (reference.startswith("attach://") and inner.attached(reference) is None):
        raise bad_request(prefix + "media not found")
    if kind not in ("photo", "document"):
        raise bad_request(prefix + f'type "{kind}" is unsupported')
    chat, message, markup = _editable(network, parameters)
    if "text" in message.wire:
        raise bad_request("there is no media in the message to edit")
    file = stored_file(network, inner, kind)
    content = {**file.content_of_message(), **caption}
    wire = _rewrite(network, chat, message, _MEDIA_FIELDS, content, markup)
    message.file_id = file.file_id
    return wire


def delete_message(network: Network, parameters: Parameters) -> bool:
    """`deleteMessage`: within 48 hours of the given clock."""
    if "chat_id" not in parameters:
        raise bad_request("chat identifier is not specified")
    if parameters.integer("message_id") == 0:
        raise bad_request("message identifier is not specified")
    chat, message = message_to(network, parameters, "delete")
    if network.now() - message.wire["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.message_id]
    chat.changed()
    return True


def delete_messages(network: Network, parameters: Parameters) -> bool:
    """`deleteMessages`: what is not there is passed over."""
    numbers = parameters.structure("message_ids", "can't parse message_ids JSON object")
    if numbers is None:
        raise bad_request("message identifiers are not specified")
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if len(numbers) > 100:
        raise bad_request("too many message identifiers specified")
    message_ids = [_identifier(number) for number in numbers]
    if not message_ids:
        raise bad_request("message identifiers are not specified")
    chat = chat_of(network, parameters)
    for message_id in message_ids:
        if chat.messages.pop(message_id, None) is not None:
            chat.changed()
    return True


def _identifier(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad_request("message identifier must be a Number")
    if not re.fullmatch(r"-?[0-9]{1,10}", str(value)):
        raise bad_request("can't parse message identifier as a Number")
    message_id = int(value)
    if message_id <= 0:
        raise bad_request("invalid message identifier specified")
    return message_id


def answer_callback_query(network: Network, parameters: Parameters) -> bool:
    """`answerCallbackQuery`: once for each query, and in time."""
    text = parameters.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = parameters.text("url")
    if url and not url.startswith((f"https://t.me/{network.settings.username}?", "tg://")):
        raise bad_request("URL_INVALID")
    query_id = parameters.text("callback_query_id")
    query = network.queries.pop(query_id, None)
    if query is None or query.until < time.monotonic():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    chat = network.chats[query.chat_id]
    chat.answered(query_id, CallbackAnswer(text, parameters.flag("show_alert"), url))
    return True


METHODS: dict[str, Callable[[Network, Parameters], Any]] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "editmessagemedia": edit_message_media,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
}
