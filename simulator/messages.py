"""Methods that put new messages into a chat."""

from collections.abc import Callable
from typing import Any

from simulator.autolinks import found_entities
from simulator.chats import Chat, Message, Wire
from simulator.errors import bad_request, forbidden
from simulator.files import MAX_UPLOAD_BYTES, StoredFile
from simulator.formatting import Entity, parse_html, sort_entities, trimmed, utf16_length
from simulator.keyboards import Markup, parsed_markup
from simulator.network import Network
from simulator.parameters import Parameters

MAX_TEXT = 4096
MAX_CAPTION = 1024
_MAX_BYTES = 1 << 15
_PREVIEW_FIELDS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
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
    try:
        chat = network.chats.get(int(name))
    except ValueError:
        raise bad_request("chat not found") from None
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
            return text, [_with_user(network, entity) for entity in entities]
        if mode in {"markdown", "markdownv2"}:
            raise bad_request("this simulator knows parse_mode HTML and entities, not Markdown")
        raise bad_request("unsupported parse_mode")
    return text, _given_entities(parameters, entities_name, text)


def _with_user(network: Network, entity: Entity) -> Entity:
    user_id = entity.pop("_user_id", None)
    if user_id is not None:
        account = network.accounts.get(user_id)
        entity["user"] = account.wire if account else {"id": user_id, "is_bot": False, "first_name": ""}
    return entity


def _given_entities(parameters: Parameters, name: str, text: str) -> list[Entity]:
    value = parameters.structure(name, "can't parse entities JSON object")
    if not isinstance(value, list):
        return []
    for entity in value:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        for field, kind in (("offset", int), ("length", int), ("type", str)):
            if not isinstance(entity.get(field), kind):
                raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    size = utf16_length(text)
    return sort_entities(
        [
            {**entity, "length": min(entity["length"], size - entity["offset"])}
            for entity in value
            if entity["length"] > 0 and 0 <= entity["offset"] < size
        ]
    )


def text_content(network: Network, parameters: Parameters) -> Wire:
    """The text part of a message; raises ApiError 400 for none or too much of it."""
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    text, entities = trimmed(*formatted(network, parameters))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Wire = {"text": text}
    entities = found_entities(text, entities)
    if entities:
        content["entities"] = entities
    options = parameters.structure("link_preview_options", "can't parse link preview options JSON object")
    if isinstance(options, dict):
        chosen = {name: options[name] for name in _PREVIEW_FIELDS if options.get(name)}
        if chosen:
            content["link_preview_options"] = chosen
    elif parameters.flag("disable_web_page_preview"):
        content["link_preview_options"] = {"is_disabled": True}
    return content


def caption_content(network: Network, parameters: Parameters) -> Wire:
    """The caption of a photo or document, which may be missing; raises ApiError 400."""
    if not parameters.text("caption"):
        return {}
    text, entities = trimmed(*formatted(network, parameters, "caption", "caption_entities"))
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    entities = found_entities(text, entities)
    content: Wire = {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    if parameters.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def replied_content(parameters: Parameters, chat: Chat) -> Wire:
    """The message that is replied to; raises ApiError 400 when it is not there and must be."""
    reply: Any = parameters.structure("reply_parameters", "can't parse reply parameters JSON object")
    if reply is not None and not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    asked = Parameters(reply) if reply else parameters
    message_id = asked.integer("message_id" if reply else "reply_to_message_id")
    if message_id <= 0:
        return {}
    message = chat.messages.get(message_id)
    if message is None:
        if asked.flag("allow_sending_without_reply"):
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
    caption = caption_content(network, parameters)
    file = stored_file(network, parameters, "photo", "photo")
    return _send_file(network, parameters, {"photo": file.photo_sizes(), **caption}, file)


def send_document(network: Network, parameters: Parameters) -> Wire:
    """`sendDocument`, as an upload or by `file_id`."""
    caption = caption_content(network, parameters)
    file = stored_file(network, parameters, "document", "document")
    return _send_file(network, parameters, {"document": file.document(), **caption}, file)


def _send_file(network: Network, parameters: Parameters, content: Wire, file: StoredFile) -> Wire:
    markup = parsed_markup(parameters)
    chat = writable_chat(network, parameters)
    return deliver(network, parameters, chat, {**replied_content(parameters, chat), **content}, markup, file)


def stored_file(network: Network, parameters: Parameters, name: str, kind: str) -> StoredFile:
    """The file a request brings or names; raises ApiError 400."""
    upload = parameters.upload(name)
    if upload is not None:
        if len(upload.content) > MAX_UPLOAD_BYTES:
            raise bad_request("file is too big")
        if kind == "photo":
            return network.files.keep_photo(upload.content, upload.name)
        if not upload.content:
            raise bad_request("file must be non-empty")
        return network.files.keep(kind, upload.content, upload.name, upload.mime_type)
    reference = parameters.text(name)
    if not reference:
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
    if "chat_id" not in parameters:
        if "inline_message_id" in parameters:
            raise bad_request("MESSAGE_ID_INVALID")
        if message_id == 0:
            raise bad_request("message identifier is not specified")
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
