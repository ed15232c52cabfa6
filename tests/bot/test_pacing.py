"""Pacing in virtual time: even, in order, people before bulk."""

import asyncio
from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import CHAT_BURST, ChatPace, Gate
from data.outbox import Lane
from tests.bot.virtual import run

LANES = st.sampled_from([Lane.PERSON, Lane.BULK])
ARRIVALS = st.lists(st.tuples(st.floats(0, 5), LANES), min_size=1, max_size=80)

Passed = list[tuple[float, int]]


async def passing(gate: Gate, arrivals: list[tuple[float, Lane]], cancelled: frozenset[int] = frozenset()) -> Passed:
    """Let everybody arrive in time; return when each passed, and who it was."""
    passed: Passed = []

    async def come(number: int, at: float, lane: Lane) -> None:
        await asyncio.sleep(at)
        await gate.enter(lane)
        passed.append((asyncio.get_running_loop().time(), number))

    tasks = [asyncio.create_task(come(number, *arrival)) for number, arrival in enumerate(arrivals)]
    for number in cancelled:
        asyncio.get_running_loop().call_at(arrivals[number][0] + 0.001, tasks[number].cancel)
    await asyncio.gather(*tasks, return_exceptions=True)
    return passed


@settings(max_examples=60, deadline=None)
@given(ARRIVALS, st.sampled_from([29.4, 7.0, 200.0]))
def test_everybody_passes_in_an_even_pace_and_people_first(arrivals: list[tuple[float, Lane]], rate: float) -> None:
    async def scenario() -> None:
        passed = await passing(Gate(rate), arrivals)
        assert sorted(number for _, number in passed) == list(range(len(arrivals)))
        times = [at for at, _ in passed]
        for start in times:
            assert sum(start <= at < start + 1 for at in times) <= rate + 1
        for earlier, later in pairwise(passed):
            waited, lane = arrivals[later[1]]
            if waited < earlier[0] - 1e-6:  # both waited when the first of them passed
                first_came, first_lane = arrivals[earlier[1]]
                assert first_lane < lane or (first_lane == lane and first_came <= waited)

    run(scenario())


@settings(max_examples=40, deadline=None)
@given(ARRIVALS, st.sets(st.integers(0, 79), max_size=30))
def test_whoever_gives_up_holds_nobody_back(arrivals: list[tuple[float, Lane]], gone: set[int]) -> None:
    cancelled = frozenset(number for number in gone if number < len(arrivals))

    async def scenario() -> None:
        passed = await passing(Gate(20), arrivals, cancelled)
        assert {number for _, number in passed} >= set(range(len(arrivals))) - cancelled
        assert passed[-1][0] <= max(at for at, _ in arrivals) + len(arrivals) / 20 + 0.1 if passed else cancelled

    run(scenario())


def test_the_whole_pace_is_used() -> None:
    async def scenario() -> None:
        await passing(Gate(29.4), [(0.0, Lane.BULK)] * 295)
        assert 9.9 < asyncio.get_running_loop().time() < 10.1

    run(scenario())


def test_a_person_passes_at_once_while_bulk_is_held() -> None:
    async def scenario() -> None:
        gate = Gate(29.4)
        gate.hold(Lane.BULK, 30)
        passed = await passing(gate, [(0.0, Lane.BULK), (1.0, Lane.PERSON), (2.0, Lane.PERSON)])
        assert [(round(at, 2), number) for at, number in passed] == [(1.0, 1), (2.0, 2), (30.0, 0)]

    run(scenario())


def test_a_person_is_one_beat_away_in_the_middle_of_a_fan_out() -> None:
    async def scenario() -> None:
        passed = await passing(Gate(29.4), [*[(0.0, Lane.BULK)] * 3_000, (50.0, Lane.PERSON)])
        [(at, _)] = [each for each in passed if each[1] == 3_000]
        assert at - 50 <= 1 / 29.4 + 0.001

    run(scenario())


def test_holding_people_holds_bulk_too() -> None:
    async def scenario() -> None:
        gate = Gate(0)
        gate.hold(Lane.PERSON, 5)
        passed = await passing(gate, [(0.0, Lane.BULK), (0.0, Lane.PERSON), (6.0, Lane.BULK)])
        assert [(round(at, 2), number) for at, number in passed] == [(5.0, 1), (5.0, 0), (6.0, 2)]

    run(scenario())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 3)), max_size=60))
def test_a_chat_gets_a_burst_and_then_one_a_second(messages: list[tuple[int, float]]) -> None:
    async def scenario() -> None:
        loop, pace, sent = asyncio.get_running_loop(), ChatPace(1.0), defaultdict(list)

        async def send(chat: int, pauses: list[float]) -> None:
            for pause in pauses:
                await asyncio.sleep(pause)
                await pace.wait(bytes([chat]))
                sent[chat].append(loop.time())

        chats = defaultdict(list)
        for chat, pause in messages:
            chats[chat].append(pause)
        await asyncio.gather(*(send(chat, pauses) for chat, pauses in chats.items()))
        for chat, times in sent.items():
            assert len(times) == len(chats[chat])
            for first, start in enumerate(times):
                for last in range(first, len(times)):
                    assert last - first + 1 <= CHAT_BURST + 1 + (times[last] - start) + 1e-6

    run(scenario())


def test_chats_that_have_gone_quiet_are_forgotten() -> None:
    async def scenario() -> None:
        pace = ChatPace(1.0)
        for number in range(30_000):
            await pace.wait(number.to_bytes(4, "big"))
            if number % 100 == 0:
                await asyncio.sleep(1)
        assert len(pace._full_at) <= 10_000

    run(scenario())
