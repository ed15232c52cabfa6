"""How many messages pass, and what the next one is told."""

from typing import Any

import pytest

from simulator.errors import ApiError
from simulator.limits import SendLimits
from simulator.settings import SimulatorSettings


class Watch:
    """Monotonic time by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def passed(limits: SendLimits, chats: list[int]) -> int:
    """How many of the messages pass."""
    count = 0
    for chat in chats:
        try:
            limits.admit(chat)
        except ApiError:
            continue
        count += 1
    return count


def limits_with(watch: Watch, **settings: Any) -> SendLimits:
    return SendLimits(SimulatorSettings("1:A", "bot", "Bot", **settings), watch)


def test_thirty_a_second_overall() -> None:
    watch = Watch()
    limits = limits_with(watch)
    assert passed(limits, list(range(100))) == 30
    watch.now += 1.0
    assert passed(limits, list(range(100, 200))) == 30
    watch.now += 0.1
    assert passed(limits, list(range(200, 300))) == 3


def test_a_short_burst_and_then_one_a_second_in_a_private_chat() -> None:
    watch = Watch()
    limits = limits_with(watch)
    assert passed(limits, [1] * 10) == 4
    watch.now += 1.0
    assert passed(limits, [1] * 10) == 1
    assert passed(limits, [2]) == 1


def test_twenty_a_minute_in_a_group() -> None:
    watch = Watch()
    limits = limits_with(watch)
    assert passed(limits, [-100] * 30) == 20
    watch.now += 20.0
    with pytest.raises(ApiError) as caught:
        limits.admit(-100)
    assert caught.value.wire() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 40",
        "parameters": {"retry_after": 40},
    }
    watch.now += 40.0
    assert passed(limits, [-100] * 30) == 20


def test_a_steady_pace_just_below_is_never_refused() -> None:
    watch = Watch()
    limits = limits_with(watch)
    for chat in range(3000):
        limits.admit(chat)
        watch.now += 1 / 29.5


def test_limits_can_be_lifted() -> None:
    assert passed(limits_with(Watch(), enforce_limits=False), [1] * 500) == 500


async def test_a_refused_message_is_told_when_to_come_again(staging: Any) -> None:
    async with staging(enforce_limits=True) as stage:
        siti = await stage.visitor()
        for number in range(4):
            await stage.bot("sendMessage", chat_id=siti.id, text=str(number))
        async with stage.session.post(stage.method("sendMessage"), json={"chat_id": siti.id, "text": "5"}) as response:
            assert response.status == 429
            assert response.headers["Retry-After"] == "1"
            assert (await response.json())["parameters"] == {"retry_after": 1}
        assert len((await siti.screen())["messages"]) == 5
        await stage.bot("editMessageText", chat_id=siti.id, message_id=2, text="edits are free")
