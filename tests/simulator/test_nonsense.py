"""Whatever a client sends, it gets Telegram's error for it and never a crash."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import SimulatorSettings
from simulator.bot_api import METHODS
from simulator.errors import ApiError, PhoneError
from simulator.network import Network
from simulator.parameters import Parameters, Upload

NAMES = [
    "chat_id", "text", "parse_mode", "entities", "reply_markup", "message_id", "message_ids", "photo", "document",
    "caption", "caption_entities", "media", "callback_query_id", "url", "commands", "scope", "language_code",
    "menu_button", "description", "name", "short_description", "file_id", "action", "link_preview_options",
    "reply_parameters", "reply_to_message_id", "show_alert", "disable_web_page_preview", "protect_content",
]  # fmt: skip
KEYS = st.sampled_from(
    ["type", "text", "url", "inline_keyboard", "keyboard", "callback_data", "offset", "length", "media", "command",
     "chat_id", "user_id", "message_id", "remove_keyboard", "description", "is_disabled"]
)  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(
        ["42", "supergroup", "HTML", "photo", "attach://f", "<b>", "</b>x", "{", "[]", "\ud800", "default", "chat", ""]
    )
    | st.text(max_size=20)
)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=4), max_leaves=12)


@pytest.mark.parametrize("method", sorted(METHODS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6), known=st.booleans())
def test_a_method_answers_or_refuses(method: str, values: dict[str, Any], known: bool) -> None:
    network = Network(SimulatorSettings("1:A", "bot", "Bot", enforce_limits=False), lambda: datetime.now(UTC))
    account = network.join({"first_name": "Siti", "id": 42})
    network.from_person(account, {"text": "halo"})
    if known:
        values = {**values, "chat_id": 42}
    try:
        METHODS[method](network, Parameters(values, {"f": Upload("f", "x/y", b"x")}))
    except ApiError as error:
        assert error.code in {400, 403}


UPDATE_KEYS = st.sampled_from(["message", "chat", "from", "id", "type", "callback_query", "update_id", "message_id"])


@settings(deadline=None)
@given(st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(UPDATE_KEYS, v)))
def test_any_raw_update_is_taken(update: Any) -> None:
    network = Network(SimulatorSettings("1:A", "bot", "Bot"), lambda: datetime.now(UTC))
    network.meet(update)
    try:
        network.updates.put_raw(update)
    except PhoneError as error:
        assert error.status == 400
