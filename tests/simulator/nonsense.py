"""Nonsense in all shapes, with enough sense in it to get past the first question."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from simulator import Simulator, SimulatorSettings
from simulator.network import Network

TOKEN = "1:A"
SITI = 42

NAMES = (
    "chat_id", "text", "parse_mode", "entities", "reply_markup", "message_id", "message_ids", "photo", "document",
    "caption", "caption_entities", "media", "callback_query_id", "url", "commands", "scope", "language_code",
    "menu_button", "description", "name", "short_description", "file_id", "action", "link_preview_options",
    "reply_parameters", "reply_to_message_id", "show_alert", "disable_web_page_preview", "protect_content",
    "has_spoiler", "show_caption_above_media", "offset", "limit", "allowed_updates", "secret_token",
    "max_connections", "drop_pending_updates", "ip_address", "method",
)  # fmt: skip
KEYS = st.sampled_from(
    ["type", "text", "url", "inline_keyboard", "keyboard", "callback_data", "offset", "length", "media", "command",
     "chat_id", "user_id", "message_id", "remove_keyboard", "description", "is_disabled", "style", "web_app",
     "copy_text", "login_url", "pay", "switch_inline_query", "switch_inline_query_chosen_chat", "user", "id",
     "custom_emoji_id", "language", "caption", "parse_mode", "allow_sending_without_reply"]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 6)
    | st.floats()
    | st.sampled_from(
        ["42", "supergroup", "HTML", "photo", "attach://f", "<b>", "</b>x", "{", "[]", "\ud800", "default", "chat", "",
         "bold", "text_link", "text_mention", "custom_emoji", "pre", "commands", "web_app", "https://a.id/", "primary",
         "FILE", "document", "null", "x" * 5000]
    )
    | st.text(max_size=20)
)  # fmt: skip
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=4), max_leaves=12)

ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["bold", "italic", "code", "pre", "text_link", "text_mention", "blockquote", "url"]
            ),
            "offset": st.integers(0, 4),
            "length": st.integers(0, 4),
        },
        optional={
            "url": st.sampled_from(["a.id", "x", "tg://x"]),
            "user": st.just({"id": SITI}),
            "language": st.text(),
        },
    ),
    max_size=5,
)
GOOD_BUTTONS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"callback_data": "x"},
        {"url": "t.me/x", "style": "danger"},
        {"copy_text": {"text": "K7"}},
        {"web_app": {"url": "https://a.id/"}},
        {"login_url": {"url": "https://a.id/"}},
        {"switch_inline_query": "x"},
        {"switch_inline_query_chosen_chat": {"allow_bot_chats": True}},
    ]
)
BUTTONS = GOOD_BUTTONS | st.dictionaries(KEYS, VALUES, max_size=3)
MARKUPS = st.fixed_dictionaries(
    {"inline_keyboard": st.lists(st.lists(BUTTONS.map(lambda b: {"text": "x", **b}), max_size=3), max_size=3)}
)
SENSE: dict[str, st.SearchStrategy[Any]] = {
    "chat_id": st.just(SITI),
    "text": st.sampled_from(["halo", "a😀b", "<b>a<i>b</i></b> /x", "<a href='tg://user?id=42'>m</a>", " \r\n\u200f"]),
    "caption": st.sampled_from(["x", "<u>a</u>@siti"]),
    "parse_mode": st.sampled_from(["HTML", "", "none"]),
    "entities": ENTITIES,
    "caption_entities": ENTITIES,
    "reply_markup": MARKUPS,
    "message_id": st.integers(2, 4),
    "photo": st.just("FILE"),
    "document": st.just("FILE"),
    "media": st.fixed_dictionaries(
        {"type": st.sampled_from(["photo", "document"]), "media": st.just("FILE")},
        optional={"caption": st.sampled_from(["x", "<b>a</b>"]), "parse_mode": st.just("HTML")},
    ),
    "file_id": st.just("FILE"),
    "action": st.just("typing"),
    "menu_button": st.sampled_from(
        [{"type": "commands"}, {"type": "web_app", "text": "x", "web_app": {"url": "https://a.id/", "more": 1}}]
    ),
    "commands": st.lists(st.just({"command": "/a", "description": " b ", "more": 1}), max_size=3),
    "name": st.text(max_size=70),
    "reply_parameters": st.fixed_dictionaries({"message_id": st.integers(1, 4)}),
}
NEEDED = ("chat_id", "text", "message_id", "photo", "document", "media", "file_id", "action", "menu_button", "commands")
SENSIBLE = st.fixed_dictionaries(
    {name: SENSE[name] for name in NEEDED},
    optional={name: sense for name, sense in SENSE.items() if name not in NEEDED},
)
CALLS = st.one_of(
    SENSIBLE,
    st.builds(
        lambda sense, other: {**sense, **other},
        SENSIBLE,
        st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=2),
    ),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6),
)
"""Parameters of a call: what makes sense, nearly makes sense, or none at all. "FILE" stands for the id of a file."""


def lived_in(picture: bytes) -> tuple[Simulator, str, str]:
    """A simulator with a person, a text (2), a photo (3) and a document (4); the ids of both files."""
    simulator = Simulator(
        SimulatorSettings(TOKEN, "bot", "Bot", enforce_limits=False, conflict_pause_seconds=0.0),
        lambda: datetime.now(UTC),
    )
    network: Network = simulator.network
    account = network.join({"first_name": "Siti", "id": SITI})
    network.from_person(account, {"text": "halo"})
    photo = network.files.keep_photo(picture, "a.png")
    document = network.files.keep("document", b"x", "a.txt")
    chat = network.chats[SITI]
    for content in ({"text": "x"}, photo.content_of_message(), document.content_of_message()):
        network.new_message(chat, content, from_bot=True)
    return simulator, photo.file_id, document.file_id


def with_files(value: Any, file_id: str) -> Any:
    """The value with the id of a file in place of "FILE"."""
    if value == "FILE":
        return file_id
    if isinstance(value, dict):
        return {name: with_files(part, file_id) for name, part in value.items()}
    return [with_files(part, file_id) for part in value] if isinstance(value, list) else value
