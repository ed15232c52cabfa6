"""Edits, deletions and answers to taps."""

import io
from typing import Any

import pytest

Stage = Any

NOT_MODIFIED = (
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message",
)
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
KEYBOARD = {"inline_keyboard": [[{"text": "Baik", "callback_data": "r:4"}]]}


async def test_an_edit_changes_the_message_in_place(stage: Stage) -> None:
    siti = await stage.visitor()
    sent = await stage.bot("sendMessage", chat_id=siti.id, text="Nilai?", reply_markup=KEYBOARD)
    edited = await stage.bot(
        "editMessageText", chat_id=siti.id, message_id=2, text="<b>Terima kasih</b>", parse_mode="HTML"
    )
    assert edited["message_id"] == sent["message_id"]
    assert edited["edit_date"] == sent["date"]
    assert "reply_markup" not in edited
    shown = (await siti.screen())["messages"][-1]
    assert (shown["text"], shown["edited"], shown["keyboard"]) == ("Terima kasih", True, [])


async def test_the_same_again_is_not_modified(stage: Stage) -> None:
    siti = await stage.visitor()
    await stage.bot("sendMessage", chat_id=siti.id, text="<b>Nilai?</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    same = {"chat_id": siti.id, "message_id": 2, "text": "<b>Nilai?</b> ", "parse_mode": "HTML"}
    assert await stage.refusal("editMessageText", **same, reply_markup=KEYBOARD) == NOT_MODIFIED
    assert await stage.refusal("editMessageReplyMarkup", chat_id=siti.id, message_id=2, reply_markup=KEYBOARD) == (
        NOT_MODIFIED
    )
    await stage.bot("editMessageText", **same)
    assert await stage.refusal("editMessageText", **same) == NOT_MODIFIED
    await stage.bot("editMessageText", **{**same, "parse_mode": "", "text": "Nilai?"})


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": 3, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": 4, "text": "x"}, "there is no text in the message to edit"),
        ("editMessageText", {"message_id": 2, "text": ""}, "message text is empty"),
        ("editMessageText", {"message_id": 2, "text": "x" * 4097}, "message is too long"),
        ("editMessageText", {"message_id": 2, "text": "x", "chat_id": 42}, "chat not found"),
        ("editMessageText", {"text": "x", "chat_id": ""}, "message identifier is not specified"),
        (
            "editMessageText",
            {"message_id": 2, "text": "x", "reply_markup": {"keyboard": [["x"]]}},
            "inline keyboard expected",
        ),
        ("editMessageCaption", {"message_id": 2, "caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageCaption", {"message_id": 4, "caption": "x" * 1025}, "message caption is too long"),
        ("editMessageMedia", {"message_id": 4}, 'parameter "media" is required'),
        ("editMessageMedia", {"message_id": 4, "media": None}, "can't parse InputMedia: expected an Object"),
        ("editMessageMedia", {"message_id": 4, "media": {"type": "photo"}}, "can't parse InputMedia: media not found"),
        (
            "editMessageMedia",
            {"message_id": 4, "media": {"type": "film", "media": "x"}},
            "can't parse InputMedia: type \"film\" is unsupported",
        ),
        (
            "editMessageMedia",
            {"message_id": 4, "media": {"type": "photo", "media": "x"}},
            "wrong file identifier/HTTP URL specified",
        ),
        ("editMessageMedia", {"message_id": 4, "media": {}}, "can't parse InputMedia: Can't find field \"type\""),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("deleteMessage", {"message_id": 2, "chat_id": ""}, "chat identifier is not specified"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": "x"}, "can't parse message_ids JSON object"),
        ("deleteMessages", {"message_ids": {}}, "expected an Array of message identifiers"),
        ("deleteMessages", {"message_ids": [1] * 101}, "too many message identifiers specified"),
        ("deleteMessages", {"message_ids": [True]}, "message identifier must be a Number"),
        ("deleteMessages", {"message_ids": ["x"]}, "can't parse message identifier as a Number"),
        ("deleteMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
    ],
)  # fmt: skip
async def test_refusals(
    stage: Stage, picture: bytes, method: str, parameters: dict[str, Any], description: str
) -> None:
    siti = await stage.visitor()
    await stage.bot("sendMessage", chat_id=siti.id, text="satu")
    await stage.bot("sendMessage", chat_id=siti.id, text="dua", reply_markup={"keyboard": [["Ya"]]})
    form = {"chat_id": str(siti.id), "photo": io.BytesIO(picture)}
    await (await stage.session.post(stage.method("sendPhoto"), data=form)).read()
    answer = await stage.refusal(method, **{"chat_id": siti.id, **parameters})
    assert answer == (400, f"Bad Request: {description}")


async def test_a_deleted_message_is_gone_and_cannot_be_edited(stage: Stage) -> None:
    siti = await stage.visitor()
    await stage.bot("sendMessage", chat_id=siti.id, text="satu")
    assert await stage.bot("deleteMessage", chat_id=siti.id, message_id=2) is True
    screen = await siti.screen()
    assert [message["text"] for message in screen["messages"]] == ["/start"]
    assert screen["version"] == 2
    edit = await stage.refusal("editMessageText", chat_id=siti.id, message_id=2, text="x")
    assert edit == (400, "Bad Request: message to edit not found")
    assert (await stage.bot("sendMessage", chat_id=siti.id, text="dua"))["message_id"] == 3


async def test_several_messages_are_deleted_at_once(stage: Stage) -> None:
    siti = await stage.visitor()
    for text in "abc":
        await stage.bot("sendMessage", chat_id=siti.id, text=text)
    assert await stage.bot("deleteMessages", chat_id=siti.id, message_ids=[2, 4, 99]) is True
    assert [message["text"] for message in (await siti.screen())["messages"]] == ["/start", "b"]


async def test_a_tap_reaches_the_bot_and_its_answer_the_phone(stage: Stage) -> None:
    siti = await stage.visitor()
    await stage.bot("sendMessage", chat_id=siti.id, text="Nilai?", reply_markup=KEYBOARD)
    tap = await siti.tap("Baik")
    (update,) = await stage.updates()
    query = update["callback_query"]
    assert query["id"] == tap["callback_query_id"]
    assert int(query["id"]) >> 32 == siti.id
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("r:4", siti.id, 2)
    assert await stage.bot("answerCallbackQuery", callback_query_id=query["id"], text="Tersimpan", show_alert=True)
    screen = await siti.screen(after=tap["version"], answer=query["id"])
    assert screen["answers"] == {query["id"]: {"text": "Tersimpan", "show_alert": True}}


async def test_a_query_is_answered_once_and_in_time(staging: Any) -> None:
    async with staging(callback_seconds=-1.0) as stage:
        siti = await stage.visitor()
        late = await siti.tap(data="x")
        assert await stage.refusal("answerCallbackQuery", callback_query_id=late["callback_query_id"]) == TOO_OLD
    async with staging() as stage:
        siti = await stage.visitor()
        query_id = (await siti.tap(data="x"))["callback_query_id"]
        await stage.bot("answerCallbackQuery", callback_query_id=query_id)
        assert await stage.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
        assert await stage.refusal("answerCallbackQuery", callback_query_id="nonsense") == TOO_OLD
        too_long = await stage.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
        assert too_long == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_a_tap_on_a_deleted_message_comes_without_its_content(stage: Stage) -> None:
    siti = await stage.visitor()
    await stage.bot("sendMessage", chat_id=siti.id, text="Nilai?", reply_markup=KEYBOARD)
    await stage.bot("deleteMessage", chat_id=siti.id, message_id=2)
    await siti.tap(data="r:4", message_id=2)
    (update,) = await stage.updates()
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["date"]) == (2, 0)
