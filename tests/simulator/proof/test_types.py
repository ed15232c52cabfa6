"""Every object the simulator gives is one of the Bot API's, as aiogram's types know them, and nothing more."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from simulator.bot_api import METHODS

Stage = Any
Person = Any
Json = dict[str, Any]
Judge = Callable[[str, Any], list[str]]

OWN_ROUTES = {"getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"}
GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Pegawai"}
HTML = (
    "<b>tebal <i>miring</i></b> <u>u</u> <s>s</s> <tg-spoiler>r</tg-spoiler> <code>k</code> <pre>p</pre> "
    '<pre><code class="language-sql">q</code></pre> <blockquote>b</blockquote> '
    "<blockquote expandable>e</blockquote> <a href='serangkota.go.id'>l</a> <a href='tg://user?id={siti}'>m</a> "
    "<tg-emoji emoji-id='5368324170671202286'>👍</tg-emoji> /perintah @nama_orang #tagar a@b.id https://t.me/x"
)
INLINE = {
    "inline_keyboard": [
        [{"text": "a", "callback_data": "x", "style": "primary"}, {"text": "b", "url": "https://t.me/x"}],
        [{"text": "c", "copy_text": {"text": "K7"}}, {"text": "d", "web_app": {"url": "https://serangkota.go.id/"}}],
        [{"text": "e", "login_url": {"url": "https://serangkota.go.id/"}}, {"text": "f", "switch_inline_query": "q"}],
        [{"text": "g", "switch_inline_query_current_chat": ""}],
        [{"text": "h", "switch_inline_query_chosen_chat": {"query": "", "allow_user_chats": True}}],
    ]
}


@dataclass(frozen=True)
class Scene:
    """A person with a text (2), a photo (3) and a document (4) from the bot, and a group."""

    stage: Stage
    siti: Person
    photo: str
    document: str
    picture: bytes


async def upload(stage: Stage, method: str, content: bytes, **fields: Any) -> Json:
    form = aiohttp.FormData()
    for name, value in fields.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    form.add_field("berkas", content, filename="a.png", content_type="image/png")
    async with stage.session.post(stage.method(method), data=form) as response:
        answer: Json = await response.json()
        return answer


@pytest.fixture
async def scene(stage: Stage, picture: bytes) -> AsyncIterator[Scene]:
    siti = await stage.visitor(last_name="Aminah", username="siti_a", language_code="id")
    raw = {"message": {"message_id": 1, "date": 0, "chat": GROUP, "from": {"id": siti.id}, "text": "x"}}
    await stage.post("/phone/updates", updates=[raw])
    await stage.updates()
    await stage.bot("sendMessage", chat_id=siti.id, text="x")
    photo = await upload(stage, "sendPhoto", picture, chat_id=siti.id, photo="attach://berkas")
    document = await upload(stage, "sendDocument", b"x", chat_id=siti.id, document="attach://berkas")
    yield Scene(
        stage,
        siti,
        photo["result"]["photo"][-1]["file_id"],
        document["result"]["document"]["file_id"],
        picture,
    )


Row = tuple[str, str, Callable[[Scene], Json]]

CALLS: list[Row] = [
    ("getMe", "", lambda s: {}),
    ("getUpdates", "nothing", lambda s: {}),
    ("setWebhook", "", lambda s: {"url": "http://127.0.0.1:9/"}),
    ("deleteWebhook", "", lambda s: {}),
    ("getWebhookInfo", "", lambda s: {}),
    ("sendMessage", "plain", lambda s: {"text": "x"}),
    ("sendMessage", "html", lambda s: {"text": HTML.format(siti=s.siti.id), "parse_mode": "HTML"}),
    ("sendMessage", "inline", lambda s: {"text": "x", "reply_markup": INLINE}),
    ("sendMessage", "keyboard", lambda s: {"text": "x", "reply_markup": {"keyboard": [["Ya"]]}}),
    ("sendMessage", "force", lambda s: {"text": "x", "reply_markup": {"force_reply": True}}),
    ("sendMessage", "reply", lambda s: {"text": "x", "reply_parameters": {"message_id": 3}}),
    ("sendMessage", "group", lambda s: {"text": "x", "chat_id": GROUP["id"]}),
    (
        "sendMessage",
        "preview",
        lambda s: {
            "text": "t.me/x",
            "protect_content": True,
            "link_preview_options": {"url": "https://t.me/y", "prefer_small_media": True, "show_above_text": True},
        },
    ),
    ("sendPhoto", "", lambda s: {"photo": s.photo, "caption": "<b>x</b>", "parse_mode": "HTML", "has_spoiler": True}),
    ("sendPhoto", "above", lambda s: {"photo": s.photo, "caption": "x", "show_caption_above_media": True}),
    ("sendDocument", "", lambda s: {"document": s.document, "caption": "#x", "reply_markup": INLINE}),
    ("sendChatAction", "", lambda s: {"action": "typing"}),
    ("editMessageText", "", lambda s: {"message_id": 2, "text": "<i>y</i>", "parse_mode": "HTML"}),
    ("editMessageCaption", "", lambda s: {"message_id": 3, "caption": "y"}),
    ("editMessageMedia", "photo", lambda s: {"message_id": 4, "media": {"type": "photo", "media": s.photo}}),
    ("editMessageMedia", "document", lambda s: {"message_id": 3, "media": {"type": "document", "media": s.document}}),
    ("editMessageReplyMarkup", "", lambda s: {"message_id": 2, "reply_markup": INLINE}),
    ("deleteMessage", "", lambda s: {"message_id": 2}),
    ("deleteMessages", "", lambda s: {"message_ids": [2, 3]}),
    ("answerCallbackQuery", "", lambda s: {"text": "x"}),
    ("getFile", "photo", lambda s: {"file_id": s.photo}),
    ("getFile", "document", lambda s: {"file_id": s.document}),
    ("getChat", "", lambda s: {}),
    ("getChat", "group", lambda s: {"chat_id": GROUP["id"]}),
    ("setMyCommands", "", lambda s: {"commands": [{"command": "a", "description": "b"}]}),
    ("getMyCommands", "", lambda s: {}),
    ("deleteMyCommands", "", lambda s: {"scope": {"type": "chat", "chat_id": s.siti.id}}),
    ("setMyName", "", lambda s: {"name": "x"}),
    ("getMyName", "", lambda s: {}),
    ("setMyDescription", "", lambda s: {"description": "x"}),
    ("getMyDescription", "", lambda s: {}),
    ("setMyShortDescription", "", lambda s: {"short_description": "x"}),
    ("getMyShortDescription", "", lambda s: {}),
    ("setChatMenuButton", "", lambda s: {"menu_button": {"type": "commands"}}),
    ("getChatMenuButton", "", lambda s: {}),
]
"""Method, what is special, parameters; the chat is the person's unless another is named."""


def named(row: Row) -> str:
    return " ".join(filter(None, row[:2]))


def test_no_method_is_left_out() -> None:
    assert {method.lower() for method, _, _ in CALLS} == set(METHODS) | OWN_ROUTES


@pytest.mark.parametrize("row", CALLS, ids=named)
async def test_every_result_is_of_its_type(scene: Scene, judge: Judge, row: Row) -> None:
    method, _, parameters = row
    more = parameters(scene)
    if method == "answerCallbackQuery":
        more["callback_query_id"] = (await scene.siti.tap(data="x"))["callback_query_id"]
    answer = await scene.stage.call(method, **{"chat_id": scene.siti.id, **more})
    assert answer["ok"], answer
    assert judge(method, answer) == []


@pytest.mark.parametrize(
    "button", [{"type": "default"}, {"type": "commands"}, {"type": "web_app", "text": "x", "web_app": {"url": "https://x.id"}}]
)  # fmt: skip
async def test_every_menu_button_comes_back_as_set(scene: Scene, judge: Judge, button: Json) -> None:
    await scene.stage.bot("setChatMenuButton", chat_id=scene.siti.id, menu_button=button)
    answer = await scene.stage.call("getChatMenuButton", chat_id=scene.siti.id)
    assert answer["result"] == button
    assert judge("getChatMenuButton", answer) == []


async def test_a_webhook_in_trouble_is_of_its_type(scene: Scene, judge: Judge) -> None:
    stage = scene.stage
    await stage.bot("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"], secret_token="x")
    await scene.siti.send(text="x")
    while "last_error_date" not in (answer := await stage.call("getWebhookInfo"))["result"]:
        pass
    assert judge("getWebhookInfo", answer) == []
    await stage.bot("deleteWebhook")


@dataclass(frozen=True)
class Happening:
    """What a person does, the kind of update it makes and the field in which it shows."""

    kind: str
    field: str
    do: Callable[[Scene], Awaitable[Any]]


async def taps_something_deleted(s: Scene) -> None:
    await s.stage.bot("deleteMessage", chat_id=s.siti.id, message_id=2)
    await s.siti.tap(data="x", message_id=2)


async def unblocks(s: Scene) -> None:
    await s.siti.block()
    await s.stage.updates()
    await s.stage.post(f"/phone/{s.siti.id}/unblock")


async def taps_an_edited_message(s: Scene) -> None:
    await s.stage.bot("editMessageText", chat_id=s.siti.id, message_id=2, text="y", reply_markup=INLINE)
    await s.siti.tap("a")


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


HAPPENINGS = {
    "a start with payload": Happening("message", "entities", lambda s: s.siti.scan("abc")),
    "text": Happening("message", "text", lambda s: s.siti.send(text="halo @siti_a #x /y a@b.id t.me/x")),
    "photo": Happening("message", "photo", lambda s: s.siti.send(photo=encoded(s.picture), caption="/x")),
    "document": Happening("message", "document", lambda s: s.siti.send(document=True, caption="x")),
    "voice": Happening("message", "voice", lambda s: s.siti.send(voice=True)),
    "location": Happening("message", "location", lambda s: s.siti.send(location={})),
    "contact": Happening("message", "contact", lambda s: s.siti.send(contact=True)),
    "sticker": Happening("message", "sticker", lambda s: s.siti.send(sticker=True)),
    "forwarded": Happening("message", "forward_origin", lambda s: s.siti.send(text="x", forward=True)),
    "reply to a text": Happening("message", "reply_to_message", lambda s: s.siti.send(text="x", reply_to=2)),
    "reply to a photo": Happening("message", "reply_to_message", lambda s: s.siti.send(text="x", reply_to=3)),
    "edited": Happening("edited_message", "edit_date", lambda s: s.siti.send(text="x", edit=1)),
    "blocked": Happening("my_chat_member", "new_chat_member", lambda s: s.siti.block()),
    "unblocked": Happening("my_chat_member", "old_chat_member", unblocks),
    "tap": Happening("callback_query", "message", taps_an_edited_message),
    "forged data": Happening("callback_query", "data", lambda s: s.siti.tap(data="palsu", message_id=3)),
    "data at nothing": Happening("callback_query", "message", lambda s: s.siti.tap(data="x", message_id=999)),
    "tap on a deleted message": Happening("callback_query", "message", taps_something_deleted),
}


@pytest.mark.parametrize("what", HAPPENINGS)
async def test_every_update_is_of_its_type(scene: Scene, judge: Judge, what: str) -> None:
    happening = HAPPENINGS[what]
    await happening.do(scene)
    answer = await scene.stage.call("getUpdates")
    (update,) = answer["result"]
    assert happening.field in update[happening.kind]
    assert judge("getUpdates", answer) == []


async def test_every_refusal_is_of_its_type(scene: Scene, judge: Judge) -> None:
    stage = scene.stage
    await stage.post("/phone/faults", method="getMe", kind="retry_after", retry_after=3)
    await stage.post("/phone/faults", method="getChat", kind="status", status=502)
    answers = [await stage.call("getMe"), await stage.call("getChat"), await stage.call("fly")]
    answers.append(await stage.call("sendMessage"))
    await scene.siti.block()
    answers.append(await stage.call("sendMessage", chat_id=scene.siti.id, text="x"))
    await stage.bot("setWebhook", url="http://127.0.0.1:9/")
    answers.append(await stage.call("getUpdates"))
    assert [answer["error_code"] for answer in answers] == [429, 502, 404, 400, 403, 409]
    for answer in answers:
        assert judge("sendMessage", answer) == []


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("User", {"id": 1, "is_bot": False, "first_name": "x", "shoe_size": 43}, "User.shoe_size: unknown to User"),
        ("User", {"id": "1", "is_bot": False, "first_name": "x"}, "User.id: '1' became 1"),
        ("User", {"id": 1, "is_bot": False, "first_name": "x", "last_name": None}, "User.last_name: null"),
        ("User", {"id": 1, "is_bot": False}, "User.first_name: Field required"),
        (
            "MessageEntity",
            {"type": "big", "offset": 0, "length": 1},
            "MessageEntity.type: 'big' is not a word of Telegram's",
        ),
    ],
)
def test_the_judge_is_strict(judge: Judge, kind: str, value: Json, problem: str) -> None:
    assert judge(kind, value) == [problem]
