"""What people can do, and what their screens show."""

import asyncio
import base64
from typing import Any

import pytest

Stage = Any


async def test_people_get_plausible_ids(stage: Stage) -> None:
    ids = [(await stage.join()).id for _ in range(20)]
    assert all(10**8 <= number < 10**10 for number in ids)
    assert (await stage.join(id=4711)).id == 4711
    await stage.post("/phone/users", expect=409, first_name="Budi", id=4711)


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("https://t.me/suara_kasemen_bot?start=aB-_9", "/start aB-_9"),
        ("https://t.me/SUARA_kasemen_bot?start=x", "/start x"),
        ("https://t.me/suara_kasemen_bot", "/start"),
        ("https://t.me/suara_kasemen_bot?start=bad%20payload", "/start"),
        ("https://t.me/suara_kasemen_bot?start=" + "x" * 65, "/start"),
    ],
)
async def test_a_scan_starts_the_bot(stage: Stage, link: str, text: str) -> None:
    siti = await stage.join()
    answer = await stage.post(f"/phone/{siti.id}/scan", link=link)
    (update,) = await stage.updates()
    assert update["update_id"] == answer["update_id"]
    assert update["message"]["text"] == text
    assert update["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]


async def test_some_phones_drop_the_payload(stage: Stage) -> None:
    siti = await stage.join()
    await siti.scan("abc", drop_payload=True)
    assert (await stage.updates())[0]["message"]["text"] == "/start"


@pytest.mark.parametrize("link", ["https://t.me/other_bot?start=x", "https://example.org/suara_kasemen_bot", "", "x"])
async def test_other_links_do_not_lead_here(stage: Stage, link: str) -> None:
    siti = await stage.join()
    await stage.post(f"/phone/{siti.id}/scan", expect=400, link=link)


async def test_everything_people_send(stage: Stage, picture: bytes) -> None:
    siti = await stage.join()
    sent = [
        {"text": "halo /bantuan"},
        {"sticker": True},
        {"photo": base64.b64encode(picture).decode(), "caption": "lihat"},
        {"voice": True},
        {"location": {"latitude": -6.1, "longitude": 106.2}},
        {"document": True},
        {"contact": True},
        {"text": "diteruskan", "forward": True},
        {"text": "balasan", "reply_to": 1},
    ]
    for what in sent:
        await siti.send(**what)
    messages = [update["message"] for update in await stage.updates()]
    kinds = [
        "text",
        "sticker",
        "photo",
        "voice",
        "location",
        "document",
        "contact",
        "forward_origin",
        "reply_to_message",
    ]
    assert all(kind in message for kind, message in zip(kinds, messages, strict=True))
    assert [message["message_id"] for message in messages] == list(range(1, 10))


async def test_people_edit_what_they_wrote(stage: Stage) -> None:
    siti = await stage.join()
    first = await siti.send(text="halo")
    await siti.send(text="hallo", edit=first["message_id"])
    _, edited = await stage.updates()
    assert (edited["edited_message"]["text"], edited["edited_message"]["message_id"]) == ("hallo", 1)
    assert edited["edited_message"]["edit_date"] > 0
    await stage.post(f"/phone/{siti.id}/send", expect=404, text="x", edit=99)


async def test_a_tap_without_a_message_takes_the_newest_button(stage: Stage) -> None:
    siti = await stage.visitor()
    for data in ("lama", "baru"):
        markup = {"inline_keyboard": [[{"text": "Baik", "callback_data": data}]]}
        await stage.bot("sendMessage", chat_id=siti.id, text=data, reply_markup=markup)
    await stage.bot("sendMessage", chat_id=siti.id, text="tanpa tombol")
    await siti.tap("Baik")
    await siti.tap("Baik", message_id=2)
    await siti.tap(data="palsu", message_id=3)
    await siti.tap(data="lama")
    queries = [update["callback_query"] for update in await stage.updates()]
    assert [(query["message"]["message_id"], query["data"]) for query in queries] == [
        (3, "baru"),
        (2, "lama"),
        (3, "palsu"),
        (2, "lama"),
    ]


async def test_taps_that_cannot_be(stage: Stage) -> None:
    siti = await stage.visitor()
    markup = {"inline_keyboard": [[{"text": "Situs", "url": "https://serangkota.go.id/"}]]}
    await stage.bot("sendMessage", chat_id=siti.id, text="x", reply_markup=markup)
    path = f"/phone/{siti.id}/tap"
    assert "opens https://serangkota.go.id/" in (await stage.post(path, expect=409, text="Situs"))["error"]
    await stage.post(path, expect=404, text="Tidak ada")
    await stage.post(path, expect=404, text="Situs", message_id=99)
    await stage.post(path, expect=400)
    await siti.block()
    await stage.post(path, expect=409, data="x")
    await stage.post(f"/phone/{siti.id}/send", expect=409, text="x")


async def test_a_screen_waits_for_the_bot(stage: Stage) -> None:
    siti = await stage.visitor()
    version = (await siti.screen())["version"]
    waiting = asyncio.create_task(siti.screen(after=version))
    await siti.send(text="people do not change the version")
    await stage.bot("sendMessage", chat_id=siti.id, text="Halo")
    screen = await waiting
    assert screen["version"] == version + 1
    assert screen["messages"][-1] == {
        "message_id": 3,
        "from": "bot",
        "date": 1795395600,
        "text": "Halo",
        "photo": False,
        "keyboard": [],
        "edited": False,
        "entities": [],
    }


async def test_a_screen_that_waits_for_an_answer_is_not_woken_by_less(stage: Stage) -> None:
    siti = await stage.visitor()
    tap = await siti.tap(data="x")
    waiting = asyncio.create_task(siti.screen(after=tap["version"], answer=tap["callback_query_id"]))
    await stage.bot("sendMessage", chat_id=siti.id, text="Halo")
    assert not waiting.done()
    await stage.bot("answerCallbackQuery", callback_query_id=tap["callback_query_id"])
    screen = await waiting
    assert (screen["version"], list(screen["answers"])) == (2, [tap["callback_query_id"]])


async def test_a_screen_gives_up_after_its_timeout(stage: Stage) -> None:
    siti = await stage.visitor()
    assert (await siti.screen(after=5, timeout=0.01))["version"] == 0


async def test_buttons_stand_on_the_screen(stage: Stage) -> None:
    siti = await stage.visitor()
    rows = [[{"text": "Baik", "callback_data": "r:4"}], [{"text": "Situs", "url": "https://serangkota.go.id/"}]]
    await stage.bot("sendMessage", chat_id=siti.id, text="x", reply_markup={"inline_keyboard": rows})
    assert (await siti.screen())["messages"][-1]["keyboard"] == [
        [{"text": "Baik", "data": "r:4", "url": None}],
        [{"text": "Situs", "data": None, "url": "https://serangkota.go.id/"}],
    ]


async def test_chats_and_log_and_pending(stage: Stage) -> None:
    siti = await stage.join(last_name="Aminah")
    await siti.scan("abc")
    await stage.bot("sendMessage", chat_id=siti.id, text="Halo")
    await stage.refusal("sendMessage", chat_id=siti.id)
    (chat,) = (await stage.get("/phone/chats"))["chats"]
    assert (chat["name"], chat["messages"], chat["last"]["text"]) == ("Siti Aminah", 2, "Halo")
    assert await stage.get("/phone/pending") == {"pending": 1}
    sent, refused = (await stage.get(f"/phone/log?method=sendMessage&chat={siti.id}"))["requests"]
    assert (sent["ok"], sent["params"]["text"], sent["result"]["message_id"]) == (True, "Halo", 2)
    assert (refused["ok"], refused["error"]["description"]) == (False, "Bad Request: message text is empty")
    assert refused["seconds"] >= sent["seconds"]
    assert len((await stage.get("/phone/log?limit=1"))["requests"]) == 1


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/phone/1/send", 404, {"text": "x"}),
        ("/phone/x/send", 404, {"text": "x"}),
        ("/phone/nothing", 404, {}),
        ("/phone/{id}/fly", 404, {}),
        ("/phone/{id}/send", 400, {}),
        ("/phone/{id}/send", 400, {"text": " "}),
        ("/phone/{id}/send", 400, {"photo": "?"}),
        ("/phone/{id}/send", 400, {"photo": "AAAA"}),
        ("/phone/{id}/send", 404, {"text": "x", "reply_to": 9}),
        ("/phone/{id}/send", 400, {"text": "x", "edit": "x"}),
        ("/phone/{id}/send", 400, {"location": {"latitude": 91}}),
        ("/phone/{id}/send", 400, {"location": {"longitude": float("nan")}}),
        ("/phone/updates", 400, {"updates": [float("inf")]}),
        ("/phone/updates", 400, {}),
        ("/phone/update_id", 400, {"next": -1}),
        ("/phone/update_id", 400, {"next": []}),
        ("/phone/faults", 400, {"kind": "earthquake"}),
        ("/phone/faults", 400, {"kind": []}),
        ("/phone/{id}/scan", 400, {"link": "http://[x"}),
        ("/phone/users", 400, {"id": "x"}),
    ],
)
async def test_nonsense_is_told(stage: Stage, path: str, status: int, body: dict[str, Any]) -> None:
    siti = await stage.join()
    answer = await stage.post(path.format(id=siti.id), expect=status, **body)
    assert answer["error"]


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
async def test_a_body_must_be_an_object(stage: Stage, body: str) -> None:
    async with stage.session.post(stage.url + "/phone/users", data=body) as response:
        assert response.status == 400


async def test_pages_of_other_sites_may_not_play(stage: Stage) -> None:
    url = stage.url + "/phone/chats"
    async with stage.session.get(url, headers={"Origin": "https://example.org"}) as response:
        assert response.status == 403
    async with stage.session.get(url, headers={"Origin": stage.url}) as response:
        assert response.status == 200
