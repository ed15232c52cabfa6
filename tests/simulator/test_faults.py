"""Mishaps on order."""

from time import monotonic
from typing import Any

import aiohttp
import pytest

Stage = Any


async def test_an_error_status_strikes_so_many_times_and_has_no_effect(stage: Stage) -> None:
    siti = await stage.visitor()
    await stage.post("/phone/faults", method="sendMessage", kind="status", status=502, times=2)
    for _ in range(2):
        assert await stage.refusal("sendMessage", chat_id=siti.id, text="x") == (502, "Bad Gateway")
    await stage.bot("getMe")
    await stage.bot("sendMessage", chat_id=siti.id, text="x")
    assert len((await siti.screen())["messages"]) == 2


async def test_retry_after_on_order(stage: Stage) -> None:
    await stage.post("/phone/faults", method="*", kind="retry_after", retry_after=7)
    answer = await stage.call("getMe")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 7})


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 1), ("drop_after", 2)])
async def test_a_dropped_connection(stage: Stage, kind: str, arrived: int) -> None:
    siti = await stage.visitor()
    await stage.post("/phone/faults", method="sendMessage", kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await stage.call("sendMessage", chat_id=siti.id, text="x")
    assert len((await siti.screen())["messages"]) == arrived


async def test_a_slow_answer(stage: Stage) -> None:
    await stage.post("/phone/faults", method="getMe", kind="slow", seconds=0.05)
    begun = monotonic()
    await stage.bot("getMe")
    assert monotonic() - begun >= 0.05


async def test_a_slow_body_begins_at_once_and_drips(stage: Stage) -> None:
    await stage.post("/phone/faults", method="getMe", kind="slow_body", seconds=0.08)
    begun = monotonic()
    async with stage.session.get(stage.method("getMe")) as response:
        head = monotonic() - begun
        pieces = [piece async for piece in response.content.iter_any()]
        assert monotonic() - begun >= 0.08 > head
    assert len(pieces) > 1
    assert b"".join(pieces).startswith(b'{"ok":true,"result":{"id":')


async def test_faults_are_called_off(stage: Stage) -> None:
    await stage.post("/phone/faults", method="*", kind="status", times=100)
    async with stage.session.delete(stage.url + "/phone/faults") as response:
        assert response.status == 200
    await stage.bot("getMe")


async def test_latency_delays_answers_to_the_bot(staging: Any) -> None:
    async with staging(latency_seconds=0.03) as stage:
        begun = monotonic()
        await stage.bot("getMe")
        assert monotonic() - begun >= 0.03
