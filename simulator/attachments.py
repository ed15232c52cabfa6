"""What people send besides text: photos, voices, stickers, places, contacts, documents, forwarded things."""

import base64
import binascii

from simulator.autolinks import found_entities
from simulator.chats import Account, Wire
from simulator.errors import ApiError, PhoneError
from simulator.files import StoredFile
from simulator.network import Network

_VOICE = b"OggS" + bytes(60)
_STICKER = b"RIFF" + bytes(60)


def person_content(network: Network, account: Account, body: Wire) -> Wire:
    """The content of a message that a person sends, from the phone API's description; raises PhoneError."""
    content = _content(network, account, body)
    if body.get("forward"):
        origin = {"type": "hidden_user", "date": network.now() - 3600, "sender_user_name": "Bu Tuti"}
        content = {"forward_origin": origin, **content}
    return content


def _content(network: Network, account: Account, body: Wire) -> Wire:
    if "text" in body:
        text = str(body["text"])
        if not text.strip():
            raise PhoneError(400, "nobody can send an empty text")
        return network.text_content(text)
    if body.get("sticker"):
        return {"sticker": _sticker(network.files.keep("sticker", _STICKER, "sticker.webp", "image/webp"))}
    if "photo" in body:
        return {"photo": _photo(network, _bytes(body["photo"])).photo_sizes(), **_caption(body)}
    if body.get("voice"):
        voice = network.files.keep("voice", _VOICE, "voice.ogg", "audio/ogg")
        return {"voice": {"duration": 3, "mime_type": "audio/ogg", **voice.wire()}, **_caption(body)}
    if "location" in body:
        place = body["location"] if isinstance(body["location"], dict) else {}
        latitude, longitude = place.get("latitude", -6.0353), place.get("longitude", 106.1653)
        place = {"latitude": float(latitude), "longitude": float(longitude)}
        if not (abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180):
            raise PhoneError(400, "there is no such place on earth")
        return {"location": place}
    if "document" in body:
        return {"document": _document(network, body["document"]).document(), **_caption(body)}
    if body.get("contact"):
        names = {name: account.wire[name] for name in ("first_name", "last_name") if name in account.wire}
        return {"contact": {"phone_number": "628111000000", **names, "user_id": account.user_id}}
    raise PhoneError(400, "send needs one of text, sticker, photo, voice, location, document, contact")


def _caption(body: Wire) -> Wire:
    caption = body.get("caption")
    if not caption:
        return {}
    entities = found_entities(str(caption), [])
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def _bytes(encoded: object) -> bytes:
    try:
        return base64.b64decode(str(encoded), validate=True)
    except binascii.Error:
        raise PhoneError(400, "the content is not base64") from None


def _photo(network: Network, content: bytes) -> StoredFile:
    try:
        return network.files.keep_photo(content, "photo.jpg")
    except ApiError as error:
        raise PhoneError(400, error.description) from None


def _document(network: Network, described: object) -> StoredFile:
    """A document given as true, as base64, or as an object with name, content (base64) and mime_type."""
    if isinstance(described, dict):
        name = str(described.get("name", "berkas.pdf"))
        return network.files.keep(
            "document", _bytes(described.get("content", "")), name, str(described.get("mime_type", ""))
        )
    content = _bytes(described) if isinstance(described, str) else b"%PDF-1.4"
    return network.files.keep("document", content, "berkas.pdf", "application/pdf")


def _sticker(file: StoredFile) -> Wire:
    return {
        "width": 512,
        "height": 512,
        "emoji": "👍",
        "is_animated": False,
        "is_video": False,
        "type": "regular",
        **file.wire(),
    }
