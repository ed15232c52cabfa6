"""Methods that put new messages into a chat."""

import re
from collections.abc import Callable
from typing import Any

from simulator.autolinks import found_entities
from simulator.chats import Chat, Message, Wire
from simulator.entities import SPLITTABLE, Entity, is_blank, kept_text
from simulator.errors import ApiError, bad_request, forbidden
from simulator.fields import Fields
from simulator.files import MAX_UPLOAD_BYTES, StoredFile
from simulator.formatting import link_address, parse_html
from simulator.keyboards import Markup, parsed_markup
from simulator.network import Network
from simulator.parameters import Parameters

MAX_TEXT = 4096
"""In characters, of which an emoji is one though entities count it as two; so is the next."""
MAX_CAPTION = 1024
_MAX_BYTES = 1 << 15
_CHAT_ID = re.compile(r"-?[0-9]{1,19}")
_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
_PLAIN_KINDS = {*SPLITTABLE, "code", "blockquote", "expandable_blockquote"}
_FOUND_KINDS = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def chat_of(network: Network, parameters: Parameters) -> Chat:
    """The chat a request names by `chat_id`; raises ApiError 400 when the bot does not know it."""
    name = parameters.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    digits = _CHAT_ID.match(name)
    chat = network.chats.get(int(digits.group())) if digits is not None else None
    if chat is None or not (chat.started or _seen(network, chat)):
        raise bad_request("chat not found")
    return chat


def _seen(network: Network, chat: Chat) -> bool:
    account = network.accounts.get(chat.chat_id)
    return account is not None and account.known


def writable_chat(network: Network, parameters: Parameters) -> Chat:
    """The chat, when the bot may write there; raises ApiError 400 or 403."""
    chat = chat_of(network, parameters)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def formatted(
    network: Network, parameters: Parameters, name: str = "text", entities_name: str = "entities"
) -> tuple[str, list[Entity]]:
    """Text and entities of a request, neither trimmed nor measured yet; raises ApiError 400."""
    text = parameters.text(name)
    if len(text) > _MAX_BYTES // 4 and len(text.encode("utf-8", "replace")) > _MAX_BYTES:
        raise bad_request("text is too long")
    mode = parameters.text("parse_mode").lower()
    if text and mode and mode != "none":
        if mode == "html":
            text, entities = parse_html(text)
            return text, _with_users(network, entities)
        if mode in {"markdown", "markdownv2"}:
            raise bad_request("this simulator knows parse_mode HTML and entities, not Markdown")
        raise bad_request("unsupported parse_mode")
    return text, _with_users(network, _given_entities(parameters, entities_name))


def _with_users(network: Network, entities: list[Entity]) -> list[Entity]:
    """Mentions by id with the user; one of a user whom the bot has not met is no mention."""
    found = []
    for entity in entities:
        user_id = entity.pop("_user_id", None)
        account = network.accounts.get(user_id) if user_id is not None else None
        if account is not None:
            entity["user"] = account.wire
        if user_id is None or account is not None:
            found.append(entity)
    return found


def _given_entities(parameters: Parameters, name: str) -> list[Entity]:
    """The entities of a request; JSON that cannot be parsed is passed over, as Telegram does."""
    try:
        value = parameters.structure(name, "")
    except ApiError:
        return []
    if not isinstance(value, list):
        return []
    return [entity for entity in map(_given_entity, value) if entity is not None]


def _given_entity(value: Any) -> Entity | None:
    """One entity, None for a kind that Telegram finds by itself; raises ApiError 400."""
    prefix = "can't parse MessageEntity: "
    if not isinstance(value, dict):
        raise bad_request(prefix + "expected an Object")
    given = Fields(value, prefix)
    entity: Entity = {"offset": given.needed_integer("offset"), "length": given.needed_integer("length")}
    kind = entity["type"] = given.needed_text("type")
    if kind in _PLAIN_KINDS:
        return entity
    if kind == "pre":
        language = given.text("language")
        return {**entity, "language": language} if language else entity
    if kind == "text_link":
        url = link_address(given.needed_text("url"))
        return {**entity, "url": url} if url else {**entity, "length": 0}
    if kind == "text_mention":
        return {**entity, "_user_id": given.object("user").needed_integer("id")}
    if kind == "custom_emoji":
        return {**entity, "custom_emoji_id": str(given.needed_integer("custom_emoji_id"))}
    if kind in _FOUND_KINDS:
        return None
    raise bad_request(prefix + ("Unsupported type specified" if kind else "Type is not specified"))


def text_content(network: Network, parameters: Parameters) -> Wire:
    """The text part of a message; raises ApiError 400 for none or too much of it."""
    preview = _preview(parameters)
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    text, entities = kept_text(*formatted(network, parameters))
    if is_blank(text):
        raise bad_request("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Wire = {"text": text}
    entities = found_entities(text, entities)
    if entities:
        content["entities"] = entities
    if preview:
        content["link_preview_options"] = preview
    return content


def _preview(parameters: Parameters) -> Wire:
    options = parameters.structure("link_preview_options", "can't parse link preview options JSON object")
    if options is None:
        return {"is_disabled": True} if parameters.flag("disable_web_page_preview") else {}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    given = Fields(options)
    chosen: Wire = {name: True for name in _PREVIEW_FLAGS if given.flag(name)}
    if given.text("url"):
        chosen["url"] = given.text("url")
    return chosen


def caption_content(network: Network, parameters: Parameters) -> Wire:
    """The caption of a photo or document, which may be missing; raises ApiError 400."""
    if not parameters.text("caption"):
        return {}
    text, entities = kept_text(*formatted(network, parameters, "caption", "caption_entities"))
    if is_blank(text):
        return {}
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    entities = found_entities(text, entities)
    content: Wire = {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    if parameters.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def replied_content(parameters: Parameters, chat: Chat) -> Wire:
    """The message that is replied to; raises ApiError 400 when it is not there and must be."""
    reply: Any = parameters.structure("reply_parameters", "can't parse reply parameters JSON object")
    if reply is None:
        message_id = parameters.integer("reply_to_message_id")
        without = parameters.flag("allow_sending_without_reply")
    elif not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    elif not reply:
        return {}
    else:
        given = Fields(reply)
        message_id = given.needed_integer("message_id")
        without = given.flag("allow_sending_without_reply")
    if message_id <= 0:
        return {}
    message = chat.messages.get(message_id)
    if message is None:
        if without:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.wire.items() if k != "reply_to_message"}}


def deliver(
    network: Network, parameters: Parameters, chat: Chat, content: Wire, markup: Markup, file: StoredFile | None = None
) -> Wire:
    """Put the message into the chat, if the limits allow; the `Message` for the bot. Raises ApiError 429."""
    network.limits.admit(chat.chat_id)
    if markup.inline is not None:
        content["reply_markup"] = markup.inline
    if parameters.flag("protect_content"):
        content["has_protected_content"] = True
    message = network.new_message(chat, content, from_bot=True)
    if file is not None:
        message.file_id = file.file_id
    if markup.reply is not None:
        message.reply_keyboard = markup.reply
        chat.keyboard = None if markup.reply.get("remove_keyboard") else markup.reply
    chat.action = ""
    chat.changed()
    return message.wire


def send_message(network: Network, parameters: Parameters) -> Wire:
    """`sendMessage`."""
    content = text_content(network, parameters)
    markup = parsed_markup(parameters)
    chat = writable_chat(network, parameters)
    return deliver(network, parameters, chat, {**replied_content(parameters, chat), **content}, markup)


def send_photo(network: Network, parameters: Parameters) -> Wire:
    """`sendPhoto`, as an upload or by `file_id`."""
    return _send_file(network, parameters, "photo")


def send_document(network: Network, parameters: Parameters) -> Wire:
    """`sendDocument`, as an upload or by `file_id`."""
    return _send_file(network, parameters, "document")


def _send_file(network: Network, parameters: Parameters, kind: str) -> Wire:
    if kind not in parameters and parameters.upload(kind) is None:
        raise bad_request(f"there is no {kind} in the request")
    caption = caption_content(network, parameters)
    markup = parsed_markup(parameters)
    chat = writable_chat(network, parameters)
    reply = replied_content(parameters, chat)
    file = stored_file(network, parameters, kind)
    spoiler = {"has_media_spoiler": True} if kind == "photo" and parameters.flag("has_spoiler") else {}
    content = {**reply, **file.content_of_message(), **caption, **spoiler}
    return deliver(network, parameters, chat, content, markup, file)


def stored_file(network: Network, parameters: Parameters, kind: str) -> StoredFile:
    """The file a request brings or names; raises ApiError 400."""
    upload = parameters.upload(kind)
    if upload is not None:
        if len(upload.content) > MAX_UPLOAD_BYTES:
            raise bad_request("file is too big")
        if kind == "photo":
            return network.files.keep_photo(upload.content, upload.name)
        if not upload.content:
            raise bad_request("file must be non-empty")
        return network.files.keep(kind, upload.content, upload.name, upload.mime_type)
    reference = parameters.text(kind)
    if reference.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    return network.files.by_id(reference, kind)


def send_chat_action(network: Network, parameters: Parameters) -> bool:
    """`sendChatAction`: shown until the next message."""
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(network, parameters)
    chat.action = action
    chat.wake()
    return True


def message_to(network: Network, parameters: Parameters, purpose: str) -> tuple[Chat, Message]:
    """The chat and the message a request names; raises ApiError 400 as Telegram does for `purpose`."""
    message_id = parameters.integer("message_id")
    if "chat_id" not in parameters and message_id <= 0:
        known = "inline_message_id" in parameters
        raise bad_request("MESSAGE_ID_INVALID" if known else "message identifier is not specified")
    chat = chat_of(network, parameters)
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return chat, message


METHODS: dict[str, Callable[[Network, Parameters], Any]] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendchataction": send_chat_action,
}
