"""`getUpdates`: what is kept, confirmed, filtered and refused."""

import asyncio
from time import monotonic
from typing import Any

import pytest

from simulator.updates import UpdateQueue

Stage = Any


async def test_an_update_stays_until_a_higher_offset_confirms_it(stage: Stage) -> None:
    siti = await stage.join()
    await siti.scan("abc")
    first = await stage.bot("getUpdates")
    assert await stage.bot("getUpdates") == first
    assert await stage.bot("getUpdates", offset=first[0]["update_id"]) == first
    assert await stage.bot("getUpdates", offset=first[0]["update_id"] + 1) == []
    assert await stage.get("/phone/pending") == {"pending": 0}


async def test_update_ids_are_sequential_and_limit_cuts(stage: Stage) -> None:
    siti = await stage.join()
    for number in range(5):
        await siti.send(text=str(number))
    updates = await stage.bot("getUpdates", limit=3)
    assert [update["message"]["text"] for update in updates] == ["0", "1", "2"]
    assert updates[2]["update_id"] == updates[0]["update_id"] + 2
    rest = await stage.bot("getUpdates", offset=updates[2]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["3", "4"]


async def test_a_negative_offset_keeps_only_the_end(stage: Stage) -> None:
    siti = await stage.join()
    for number in range(5):
        await siti.send(text=str(number))
    updates = await stage.bot("getUpdates", offset=-2)
    assert [update["message"]["text"] for update in updates] == ["3", "4"]
    assert await stage.bot("getUpdates") == updates


async def test_an_offset_far_in_the_future_confirms_nothing(stage: Stage) -> None:
    siti = await stage.join()
    sent = await siti.send(text="halo")
    updates = await stage.bot("getUpdates", offset=sent["update_id"] + 1000)
    assert [update["update_id"] for update in updates] == [sent["update_id"]]


async def test_a_long_poll_ends_with_the_first_update(stage: Stage) -> None:
    siti = await stage.join()
    poll = asyncio.create_task(stage.bot("getUpdates", timeout=30))
    sent = await siti.send(text="halo")
    assert [update["update_id"] for update in await poll] == [sent["update_id"]]


async def test_a_long_poll_ends_empty_after_its_timeout(stage: Stage) -> None:
    assert await stage.bot("getUpdates", timeout=1) == []


async def test_a_second_poller_takes_over(stage: Stage) -> None:
    first = asyncio.create_task(stage.refusal("getUpdates", timeout=30))
    while not await waiting_polls(stage, 1):
        await asyncio.sleep(0)
    siti = await stage.join()
    second = asyncio.create_task(stage.bot("getUpdates", timeout=30))
    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await siti.send(text="halo")
    assert len(await second) == 1


async def waiting_polls(stage: Stage, count: int) -> bool:
    return len((await stage.get("/phone/log?method=getUpdates"))["requests"]) >= count


async def test_setting_a_webhook_ends_the_poll(stage: Stage) -> None:
    poll = asyncio.create_task(stage.refusal("getUpdates", timeout=30))
    while not await waiting_polls(stage, 1):
        await asyncio.sleep(0)
    await stage.bot("setWebhook", url="http://127.0.0.1:9/")
    assert await poll == (409, "Conflict: terminated by setWebhook request")
    code, description = await stage.refusal("getUpdates")
    assert code == 409
    assert description.startswith("Conflict: can't use getUpdates method while webhook is active")
    await stage.bot("deleteWebhook")
    assert await stage.bot("getUpdates") == []


async def test_only_allowed_kinds_come_and_the_choice_is_remembered(stage: Stage) -> None:
    await stage.bot("getUpdates", allowed_updates=["callback_query"])
    siti = await stage.join()
    assert (await siti.send(text="halo"))["update_id"] is None
    await siti.tap(data="x")
    assert [list(update)[1] for update in await stage.updates()] == ["callback_query"]
    await stage.bot("getUpdates", allowed_updates=[])
    await siti.send(text="halo")
    assert [list(update)[1] for update in await stage.updates()] == ["message"]


async def test_ids_jump_after_silence(stage: Stage) -> None:
    siti = await stage.visitor()
    assert await stage.post("/phone/update_id", next=17) == {"next": 17}
    await siti.send(text="halo")
    (update,) = await stage.bot("getUpdates", offset=900_000_000)
    assert update["update_id"] == 17
    await stage.post("/phone/update_id", expect=409, next=3)


async def test_a_week_of_silence_by_the_clock_makes_ids_jump(clock: Any) -> None:
    ids = iter((500, 20, 7000))
    queue = UpdateQueue(lambda: next(ids), lambda: int(clock().timestamp()), 0.0)
    assert [queue.put("message", {}, "lane") for _ in range(2)] == [500, 501]
    clock.turn(days=8)
    assert queue.put("message", {}, "lane") == 502, "something still waits: that cannot be on Telegram"
    queue.confirm(503)
    clock.turn(days=6, hours=23)
    assert queue.put("message", {}, "lane") == 503
    queue.confirm(504)
    clock.turn(days=7)
    assert [queue.put("message", {}, "lane") for _ in range(2)] == [20, 21]


async def test_ids_may_jump_anywhere(stage: Stage) -> None:
    answer = await stage.post("/phone/update_id")
    siti = await stage.join()
    assert (await siti.send(text="halo"))["update_id"] == answer["next"]


async def test_who_fights_for_updates_is_slowed_down(staging: Any) -> None:
    async with staging(conflict_pause_seconds=0.2) as stage:
        await stage.bot("setWebhook", url="http://127.0.0.1:9/")
        begun = monotonic()
        await stage.refusal("getUpdates")
        quick = monotonic() - begun
        await stage.refusal("getUpdates")
        assert monotonic() - begun >= 0.2 > quick


async def test_a_poll_that_does_not_wait_ends_no_other(stage: Stage) -> None:
    waiting = asyncio.create_task(stage.bot("getUpdates", timeout=30))
    while not await waiting_polls(stage, 1):
        await asyncio.sleep(0)
    assert await stage.bot("getUpdates") == []
    siti = await stage.join()
    await siti.send(text="halo")
    assert len(await waiting) == 1


async def test_raw_updates_come_as_they_are(stage: Stage) -> None:
    hostile = {"message": {"message_id": "x", "chat": [], "text": "\u202e\ud83d\x00"}, "surprise": None}
    answer = await stage.post("/phone/updates", updates=[hostile, {"update_id": 5}, 7])
    updates = await stage.bot("getUpdates")
    assert updates[0] == {"update_id": answer["update_ids"][0], **hostile}
    assert updates[1:] == [{"update_id": 5}, 7]


async def test_the_bot_may_answer_where_a_raw_update_came_from(stage: Stage) -> None:
    message = {"message_id": 9, "chat": {"id": 1234567890, "type": "private"}, "from": {"id": 1234567890}, "text": "x"}
    await stage.post("/phone/updates", updates=[{"message": message}])
    sent = await stage.bot("sendMessage", chat_id=1234567890, text="halo")
    assert sent["message_id"] == 10


@pytest.mark.parametrize("method", ["getupdates", "GETUPDATES", "getUpdates"])
async def test_method_names_are_read_in_any_case(stage: Stage, method: str) -> None:
    async with stage.session.get(stage.method(method)) as response:
        assert await response.json() == {"ok": True, "result": []}
