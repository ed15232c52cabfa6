"""Sending: the ways in, the limits, and Telegram's words when it refuses."""

import json
from typing import Any

import pytest

Stage = Any


def buttons(*datas: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": f"B{number}", "callback_data": data} for number, data in enumerate(datas)]]}


async def test_a_message_arrives_with_number_date_and_keyboard(stage: Stage) -> None:
    siti = await stage.visitor(last_name="Aminah", username="siti_a", language_code="id")
    sent = await stage.bot("sendMessage", chat_id=siti.id, text=" Halo\n", reply_markup=buttons("a", "b"))
    assert sent == {
        "message_id": 2,
        "from": {
            "id": 7012345678,
            "is_bot": True,
            "first_name": "Suara Kasemen",
            "username": "suara_kasemen_bot",
        },
        "chat": {
            "id": siti.id,
            "first_name": "Siti",
            "last_name": "Aminah",
            "username": "siti_a",
            "type": "private",
        },
        "date": 1795395600,
        "text": "Halo",
        "reply_markup": buttons("a", "b"),
    }


async def test_all_ways_of_sending_parameters_are_one(stage: Stage) -> None:
    siti = await stage.visitor()
    url = stage.method("sendMessage")
    fields = {"chat_id": str(siti.id), "text": "Halo", "reply_markup": json.dumps(buttons("a")), "unknown": "x"}
    async with stage.session.get(url, params=fields) as response:
        by_query = await response.json()
    async with stage.session.post(url, data=fields) as response:
        by_form = await response.json()
    async with stage.session.post(url, json={**fields, "chat_id": siti.id, "parse_mode": ""}) as response:
        by_json = await response.json()
    answers = [by_query["result"], by_form["result"], by_json["result"]]
    assert [answer.pop("message_id") for answer in answers] == [2, 3, 4]
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    ("parameters", "code", "description"),
    [
        pytest.param({}, 400, "Bad Request: message text is empty", id="no text"),
        pytest.param({"text": " \n "}, 400, "Bad Request: text must be non-empty", id="blank text"),
        pytest.param({"text": "<b></b>", "parse_mode": "HTML"}, 400, "Bad Request: text must be non-empty", id="tags"),
        pytest.param({"text": "x" * 4097}, 400, "Bad Request: message is too long", id="4097"),
        pytest.param({"text": "😀" * 4097}, 400, "Bad Request: message is too long", id="4097 emoji"),
        pytest.param({"text": "x" * 40_000}, 400, "Bad Request: text is too long", id="far too long"),
        pytest.param({"text": "\ud83d"}, 400, "Bad Request: strings must be encoded in UTF-8", id="half a character"),
        pytest.param({"text": "x", "parse_mode": "wiki"}, 400, "Bad Request: unsupported parse_mode", id="mode"),
        pytest.param(
            {"text": "*x*", "parse_mode": "MarkdownV2"},
            400,
            "Bad Request: this simulator knows parse_mode HTML and entities, not Markdown",
            id="Markdown",
        ),
        pytest.param({"text": "x", "chat_id": ""}, 400, "Bad Request: chat_id is empty", id="no chat"),
        pytest.param({"text": "x", "chat_id": None}, 400, "Bad Request: chat not found", id="null is no chat"),
        pytest.param(
            {"text": "x", "parse_mode": None}, 400, "Bad Request: unsupported parse_mode", id="null is no mode"
        ),
        pytest.param(
            {"text": "x", "reply_markup": None}, 400, "Bad Request: object expected as reply markup", id="null markup"
        ),
        pytest.param(
            {"text": "x", "link_preview_options": None},
            400,
            "Bad Request: object expected as link preview options",
            id="null preview",
        ),
        pytest.param(
            {"text": "x", "reply_parameters": {"quote": "x"}},
            400,
            'Bad Request: can\'t find field "message_id"',
            id="reply without message",
        ),
        pytest.param(
            {"text": "x", "reply_parameters": {"message_id": 1, "allow_sending_without_reply": "true"}},
            400,
            'Bad Request: field "allow_sending_without_reply" must be of type Boolean',
            id="flag as text",
        ),
        pytest.param(
            {"text": "x", "entities": [{"type": "big", "offset": 0, "length": 1}]},
            400,
            "Bad Request: can't parse MessageEntity: Unsupported type specified",
            id="unknown entity",
        ),
        pytest.param(
            {"text": "x", "entities": [{"type": "bold", "offset": 0}]},
            400,
            "Bad Request: can't parse MessageEntity: Can't find field \"length\"",
            id="entity without length",
        ),
        pytest.param(
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            400,
            "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
            id="entity beyond the text",
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": True}]]}},
            400,
            'Bad Request: can\'t parse inline keyboard button: Field "callback_data" must be of type String',
            id="data of another type",
        ),
        pytest.param(
            {
                "text": "x",
                "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x", "style": "pink"}]]},
            },
            400,
            "Bad Request: can't parse inline keyboard button: invalid button style specified",
            id="style",
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "pay": True}]]}},
            400,
            "Bad Request: BUTTON_TYPE_INVALID",
            id="pay",
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"remove_keyboard": "yes"}},
            400,
            'Bad Request: field "remove_keyboard" must be of type Boolean',
            id="remove as text",
        ),
        pytest.param({"text": "x", "chat_id": 42}, 400, "Bad Request: chat not found", id="unknown chat"),
        pytest.param({"text": "x", "chat_id": "@siti"}, 400, "Bad Request: chat not found", id="by name"),
        pytest.param(
            {"text": "x", "reply_markup": buttons("x" * 65)}, 400, "Bad Request: BUTTON_DATA_INVALID", id="65 bytes"
        ),
        pytest.param(
            {"text": "x", "reply_markup": buttons("é" * 33)}, 400, "Bad Request: BUTTON_DATA_INVALID", id="66 bytes"
        ),
        pytest.param(
            {"text": "x", "reply_markup": buttons("")},
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="no data",
        ),
        pytest.param(
            {"text": "x", "reply_markup": "{"},
            400,
            "Bad Request: can't parse reply keyboard markup JSON object",
            id="broken markup",
        ),
        pytest.param(
            {"text": "x", "reply_markup": [1]}, 400, "Bad Request: object expected as reply markup", id="list"
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"inline_keyboard": [{"text": "x"}]}},
            400,
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
            id="flat keyboard",
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            400,
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
            id="button without text",
        ),
        pytest.param(
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="button without action",
        ),
        pytest.param(
            {"text": "x", "reply_parameters": {"message_id": 999}},
            400,
            "Bad Request: message to be replied not found",
            id="reply to nothing",
        ),
    ],
)
async def test_refusals(stage: Stage, parameters: dict[str, Any], code: int, description: str) -> None:
    siti = await stage.visitor()
    assert await stage.refusal("sendMessage", **{"chat_id": siti.id, **parameters}) == (code, description)
    assert len((await siti.screen())["messages"]) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param({"text": "x" * 4096}, id="4096"),
        pytest.param({"text": "😀" * 4096}, id="4096 emoji"),
        pytest.param({"text": "<b>" + "&amp;" * 4096 + "</b>", "parse_mode": "html"}, id="after parsing"),
        pytest.param({"text": "x", "reply_markup": buttons("x" * 64, "é" * 32)}, id="64 bytes"),
        pytest.param({"text": "x", "reply_markup": {"keyboard": [["Ya", {"text": "Tidak"}]]}}, id="reply keyboard"),
        pytest.param({"text": "x", "reply_markup": {"remove_keyboard": True}}, id="remove keyboard"),
        pytest.param({"text": "x", "reply_markup": {"inline_keyboard": []}}, id="no buttons"),
        pytest.param(
            {"text": "x", "reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}}, id="no reply"
        ),
    ],
)
async def test_what_just_passes(stage: Stage, parameters: dict[str, Any]) -> None:
    siti = await stage.visitor()
    sent = await stage.bot("sendMessage", chat_id=siti.id, **parameters)
    assert sent["message_id"] == 2
    assert "reply_to_message" not in sent


async def test_nobody_is_written_to_who_has_not_started_the_bot(stage: Stage) -> None:
    siti = await stage.join()
    assert await stage.refusal("sendMessage", chat_id=siti.id, text="x") == (400, "Bad Request: chat not found")
    group = {"id": -1001234567890, "type": "supergroup", "title": "Pegawai"}
    message = {"message_id": 1, "date": 0, "chat": group, "from": {"id": siti.id}, "text": "x"}
    await stage.post("/phone/updates", updates=[{"message": message}])
    assert await stage.refusal("sendMessage", chat_id=siti.id, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    assert (await stage.bot("sendMessage", chat_id=group["id"], text="x"))["chat"] == group


async def test_a_person_who_blocks_the_bot_is_not_reached_until_they_scan_again(stage: Stage) -> None:
    siti = await stage.visitor()
    await siti.block()
    (update,) = await stage.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await stage.refusal("sendMessage", chat_id=siti.id, text="x") == blocked
    assert await stage.refusal("sendChatAction", chat_id=siti.id, action="typing") == blocked
    await siti.scan()
    unblocked, start = await stage.updates()
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"
    await stage.bot("sendMessage", chat_id=siti.id, text="x")


async def test_replies_quote_and_previews_and_protection_are_told(stage: Stage) -> None:
    siti = await stage.visitor()
    sent = await stage.bot(
        "sendMessage",
        chat_id=siti.id,
        text="https://kasemen.serangkota.go.id/",
        reply_parameters={"message_id": 1},
        link_preview_options={"is_disabled": True},
        protect_content=True,
    )
    assert sent["reply_to_message"]["text"] == "/start"
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["has_protected_content"] is True
    assert sent["entities"] == [{"offset": 0, "length": 33, "type": "url"}]


async def test_a_reply_keyboard_stays_on_the_screen_until_removed(stage: Stage) -> None:
    siti = await stage.visitor()
    keyboard = {"keyboard": [["Ya"]], "resize_keyboard": True}
    sent = await stage.bot("sendMessage", chat_id=siti.id, text="Ikut?", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert (await siti.screen())["reply_keyboard"]["keyboard"] == [[{"text": "Ya"}]]
    await stage.bot("sendMessage", chat_id=siti.id, text="Baik", reply_markup={"remove_keyboard": True})
    assert "reply_keyboard" not in await siti.screen()


async def test_chat_actions_show_until_the_next_message(stage: Stage) -> None:
    siti = await stage.visitor()
    assert await stage.bot("sendChatAction", chat_id=siti.id, action="typing") is True
    assert (await siti.screen())["action"] == "typing"
    await stage.bot("sendMessage", chat_id=siti.id, text="x")
    assert "action" not in await siti.screen()
    assert await stage.refusal("sendChatAction", chat_id=siti.id, action="sing") == (
        400,
        "Bad Request: wrong parameter action in request",
    )


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/bot1:wrong/", 401, "Unauthorized"),
        ("/bot0:wrong/getMe", 404, "Not Found"),
        ("/botwrong/getMe", 404, "Not Found"),
        ("/botwrong", 404, "Not Found"),
        (f"/bot{'7012345678:AAE-simulated'}/fly", 404, "Not Found: method not found"),
        (f"/bot{'7012345678:AAE-simulated'}/", 404, "Not Found: method not found"),
    ],
)
async def test_wrong_addresses(stage: Stage, path: str, status: int, description: str) -> None:
    async with stage.session.get(stage.url + path) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(b'{"chat_id": CHAT, "text": "x"', "x", id="never closed"),
        pytest.param(b'{"chat_id": CHAT, "text": "x", "parse_mode": HTML}', "x", id="broken later"),
        pytest.param(b'{"chat_id": CHAT, "text": "x"} and more', "x", id="something behind it"),
        pytest.param(b'{"text": null, "chat_id": "CHATx"}', "null", id="null is a word"),
        pytest.param(b'{"text": true, "chat_id": CHAT}', "true", id="so is true"),
        pytest.param(b'{"text": [1, "a"], "chat_id": CHAT}', '[1, "a"]', id="and a list"),
    ],
)
async def test_of_a_strange_body_everything_is_taken_that_can_be_read(stage: Stage, body: bytes, text: str) -> None:
    siti = await stage.visitor()
    body = body.replace(b"CHAT", str(siti.id).encode())
    headers = {"Content-Type": "application/json; charset=utf-8"}
    async with stage.session.post(stage.method("sendMessage"), data=body, headers=headers) as response:
        assert (await response.json())["result"]["text"] == text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 10_000, "application/json"),
        (b'{"text": "' + b"\xff" * 9, "application/json"),
        (b"%ff=%", "application/x-www-form-urlencoded"),
        (b"text=x", "text/plain"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_body_in_which_there_is_nothing(stage: Stage, body: bytes, kind: str) -> None:
    async with stage.session.post(stage.method("sendMessage"), data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400
        assert (await response.json())["description"] == "Bad Request: message text is empty"


@pytest.mark.parametrize(
    ("kind", "description"),
    [
        ("multipart/form-data", "boundary not found"),
        ("multipart/form-data; boundary=x", "can't parse form data"),
        ("multipart/form-data; boundary=x; charset=klingon", "can't parse form data"),
    ],
)
async def test_a_form_that_is_none(stage: Stage, kind: str, description: str) -> None:
    async with stage.session.post(
        stage.method("sendMessage"), data=b"x" * 100, headers={"Content-Type": kind}
    ) as response:
        assert response.status == 400
        assert (await response.json())["description"] == f"Bad Request: {description}"


async def test_the_query_is_not_overruled_and_the_first_of_a_name_counts(stage: Stage) -> None:
    siti = await stage.visitor()
    url = f"{stage.method('sendMessage')}?text=satu&text=dua&chat_id={siti.id}"
    async with stage.session.post(url, json={"text": "tiga"}) as response:
        assert (await response.json())["result"]["text"] == "satu"


async def test_the_method_may_stand_among_the_parameters(stage: Stage) -> None:
    async with stage.session.post(stage.method(""), data={"method": "GetMe"}) as response:
        assert (await response.json())["result"]["username"] == "suara_kasemen_bot"


@pytest.mark.parametrize(
    ("limit", "count"),
    [("3", 3), ("2x", 2), ("x", 1), ("-5", 1), (None, 1), (True, 1), (2.9, 2), ("", 5), (4294967298, 2)],
)
async def test_numbers_are_read_from_the_digits_in_front(stage: Stage, limit: Any, count: int) -> None:
    siti = await stage.join()
    for _ in range(5):
        await siti.send(text="x")
    assert len(await stage.bot("getUpdates", limit=limit)) == count


async def test_buttons_keep_their_kind_and_style_and_nothing_else(stage: Stage) -> None:
    siti = await stage.visitor()
    row = [
        {"text": "a", "callback_data": 7, "style": "Success", "colour": "red"},
        {"text": "b", "url": "t.me/x", "callback_data": "unused"},
        {"text": "c", "copy_text": {"text": "K7", "more": 1}},
        {"text": "d", "web_app": {"url": "https://serangkota.go.id/"}},
        {"text": "e", "switch_inline_query_chosen_chat": {"query": "q", "allow_bot_chats": True}},
    ]
    sent = await stage.bot("sendMessage", chat_id=siti.id, text="x", reply_markup={"inline_keyboard": [row]})
    assert sent["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "a", "style": "success", "callback_data": "7"},
            {"text": "b", "url": "t.me/x"},
            {"text": "c", "copy_text": {"text": "K7"}},
            {"text": "d", "web_app": {"url": "https://serangkota.go.id/"}},
            {"text": "e", "switch_inline_query_chosen_chat": {"query": "q", "allow_bot_chats": True}},
        ]
    ]


async def test_given_entities_come_back_with_what_is_found(stage: Stage) -> None:
    siti = await stage.visitor()
    entities = [
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "text_link", "offset": 0, "length": 4, "url": "serangkota.go.id"},
        {"type": "mention", "offset": 0, "length": 4},
        {"type": "text_mention", "offset": 5, "length": 2, "user": {"id": siti.id}},
        {"type": "text_mention", "offset": 8, "length": 1, "user": {"id": 1}},
    ]
    sent = await stage.bot("sendMessage", chat_id=siti.id, text="Baca ini, /ya", entities=entities)
    found = [(e["type"], e["offset"], e["length"]) for e in sent["entities"]]
    assert found == [
        ("text_link", 0, 4),
        ("bold", 0, 4),
        ("bold", 4, 1),
        ("text_mention", 5, 2),
        ("bold", 5, 2),
        ("bold", 7, 2),
        ("bot_command", 10, 3),
    ]
    assert sent["entities"][0]["url"] == "http://serangkota.go.id/"
