"""Whatever a client sends, it gets Telegram's error for it and never a crash."""

import asyncio
import json
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.bot_api import METHODS
from simulator.errors import ApiError, PhoneError
from simulator.parameters import Parameters, Upload
from tests.simulator.nonsense import CALLS, SCALARS, SITI, TOKEN, VALUES, lived_in, with_files

RELAXED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=30
)


@pytest.mark.parametrize("method", sorted(METHODS))
@RELAXED
@given(values=CALLS, known=st.booleans(), as_text=st.booleans())
def test_a_method_answers_or_refuses(
    picture: bytes, method: str, values: dict[str, Any], known: bool, as_text: bool
) -> None:
    simulator, photo, document = lived_in(picture)
    values = with_files(values, document if "document" in method else photo)
    if known:
        values = {**values, "chat_id": SITI}
    if as_text:
        values = {n: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for n, v in values.items()}
    try:
        answer = METHODS[method](simulator.network, Parameters(values, {"f": Upload("f", "x/y", b"x")}))
    except ApiError as error:
        assert error.code in {400, 403}
        assert len(error.description.partition(": ")[2]) > 1
    else:
        json.dumps(answer, allow_nan=False)


UPDATE_KEYS = st.sampled_from(["message", "chat", "from", "id", "type", "callback_query", "update_id", "message_id"])


@RELAXED
@given(st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(UPDATE_KEYS, v)))
def test_any_raw_update_is_taken(picture: bytes, update: Any) -> None:
    network = lived_in(picture)[0].network
    network.meet(update)
    try:
        network.updates.put_raw(update)
    except PhoneError as error:
        assert error.status == 400


PATHS = st.sampled_from(
    [f"/bot{TOKEN}/{method}" for method in [*sorted(METHODS), "getUpdates", "setWebhook", "getWebhookInfo", "fly", ""]]
    + ["/bot", "/bot/", "/bot1:B/getMe", "/botx/getMe", f"/bot{TOKEN}", f"/file/bot{TOKEN}/photos/file_0.jpg"]
    + [f"/file/bot{TOKEN}/../x", f"/file/bot{TOKEN}", "/phone/users", "/phone/faults", "/phone/update_id"]
    + ["/phone/updates", "/phone/log", "/phone/chats", "/phone/", "/phone/99999999999999999999/send", "/phone/²/send"]
    + [f"/phone/{SITI}/{what}" for what in ("scan", "send", "tap", "screen", "block", "language", "commands", "x")]
)
KINDS = st.sampled_from(
    [b"application/json", b"APPLICATION/JSON; charset=utf-16", b"application/x-www-form-urlencoded", b"text/plain", b"",
     b"multipart/form-data", b"multipart/form-data; boundary=b", b"multipart/form-data; boundary=b; charset=x", b"\xff"]
)  # fmt: skip
PHONE_KEYS = st.sampled_from(
    ["text", "link", "photo", "document", "caption", "location", "latitude", "edit", "reply_to", "forward", "data",
     "id", "message_id", "kind", "times", "seconds", "status", "retry_after", "next", "updates", "first_name",
     "username", "language_code", "name", "content", "mime_type", "voice", "contact", "sticker", "drop_payload"]
)  # fmt: skip
PARTS = st.sampled_from(
    [b"--b\r\n", b"--b--", b'Content-Disposition: form-data; name="text"', b"\r\n\r\n", b"x", b'; filename="f"',
     b"\r\n", b"Content-Type: text/plain; charset=klingon", b"\xff\xfe", b"Content-Disposition: form-data"]
)  # fmt: skip
BODIES = (
    CALLS.map(lambda values: json.dumps(values).encode())
    | st.dictionaries(PHONE_KEYS, VALUES).map(lambda values: json.dumps(values).encode())
    | CALLS.map(lambda values: json.dumps(values).encode()[:-2])
    | st.lists(PARTS).map(b"".join)
    | st.binary(max_size=60)
)


@settings(parent=RELAXED, max_examples=250)
@given(st.sampled_from(["GET", "POST", "PUT"]), PATHS, st.binary(max_size=20) | BODIES, KINDS, BODIES)
def test_a_request_is_answered_whatever_it_is(
    picture: bytes, verb: str, path: str, query: bytes, kind: bytes, body: bytes
) -> None:
    simulator, _, _ = lived_in(picture)
    sent: list[Any] = []
    scope = {
        "type": "http",
        "method": verb,
        "path": path,
        "query_string": quote_from_bytes(query, safe="=&").encode(),
        "headers": [(b"content-type", kind), (b"host", b"127.0.0.1")],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(event: Any) -> None:
        sent.append(event)

    async def answered() -> None:
        await simulator(scope, receive, send)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(answered())
    status = sent[0]["status"]
    assert status < 500
    if not path.startswith("/file/") or status != 200:
        answer = json.loads(b"".join(event["body"] for event in sent[1:]), parse_constant=pytest.fail)
        assert status == answer.get("error_code", status)
