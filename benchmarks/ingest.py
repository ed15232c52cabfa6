"""Ratings a second, the wait for a reply, and what `kill -9` loses: Suara beside plain bots of the same job.

A rating is ``/start <token>`` and a tap on a face, stored, with ``sendMessage``, ``editMessageText`` and
``answerCallbackQuery`` made. Telegram is the simulator, in this process, the same for all; every bot is a process of
its own on a fresh database. The rounds alternate between the bots; a figure is the median of the rounds.
"""

import asyncio
import gc
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from statistics import median

from benchmarks.contenders import BARE, SUARA, VAR, Contender, contenders, office
from benchmarks.people import Person, Telegram
from benchmarks.table import table

LATENCIES_MS = (0, 30)
WARM_UP_PEOPLE = 40
START_SECONDS = 20
UPDATES_PER_SECOND = 100
BEHIND_SECONDS = 1.0
"""A p99 above this means that the bot cannot keep up."""


@dataclass(frozen=True)
class Size:
    """How much is measured; small for a quick look."""

    rounds: int = 3
    seconds: float = 5.0
    """About how long the ratings of one throughput figure take."""
    most_people: int = 4000
    paced_seconds: float = 8.0
    kills: int = 3
    """In each round."""
    killed_people: int = 300


@dataclass
class Figures:
    """What was measured of one bot, a value per round."""

    rate: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    p99: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    bot_busy: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    telegram_busy: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: int = 0
    twice: int = 0
    unanswered: int = 0
    killed: int = 0
    """Ratings that were on their way when the bot was killed."""


async def measure(contender: Contender, size: Size, number: int, figures: Figures) -> None:
    """Measure one bot once, in one round."""
    folder = VAR / "run"
    for latency in LATENCIES_MS:
        contender.prepare(folder)
        async with (
            Telegram.serving(office().tokens, latency) as telegram,
            contender.running(folder, telegram.url) as process,
        ):
            warm = await _rate(telegram, 1, START_SECONDS) and await _rate(telegram, WARM_UP_PEOPLE, 30)
            if not warm:
                raise SystemExit(f"{contender.name} does not answer; see {folder / 'log.txt'}")
            people = min(size.most_people, max(WARM_UP_PEOPLE, round(warm * size.seconds)))
            gc.collect()
            gc.freeze()
            before = time.process_time(), process.cpu_seconds(), time.monotonic()
            figures.rate[latency].append(await _rate(telegram, people, 10 * size.seconds))
            seconds = time.monotonic() - before[2]
            figures.telegram_busy[latency].append((time.process_time() - before[0]) / seconds)
            figures.bot_busy[latency].append((process.cpu_seconds() - before[1]) / seconds)
            figures.p99[latency].append(await _p99(telegram, size.paced_seconds))
        gc.unfreeze()
    if contender.count:
        moments = random.Random(number)  # the same for every bot
        for _ in range(size.kills):
            contender.prepare(folder)
            async with Telegram.serving(office().tokens, LATENCIES_MS[-1]) as telegram:
                await _killed(contender, folder, telegram, size.killed_people, moments.random(), figures)


async def _rate(telegram: Telegram, people: int, seconds: float) -> float:
    """All people scan at once; return ratings a second until the last is thanked, 0 when that takes too long."""
    crowd = telegram.people(people)
    telegram.forget()
    began = time.monotonic()
    for person in crowd:
        person.scan()
    if not await telegram.until(people, seconds):
        return 0.0
    return people / (time.monotonic() - began)


async def _p99(telegram: Telegram, seconds: float) -> float:
    """Let people come at an even pace, so that there are 100 updates a second; return the 99th percentile of waits.

    Who still waits at the end counts with the time waited so far.
    """
    pause = 2 / UPDATES_PER_SECOND
    crowd: list[Person] = []
    telegram.forget()
    began = time.monotonic()
    for number in range(round(seconds / pause)):
        await asyncio.sleep(began + number * pause - time.monotonic())
        person = telegram.person()
        person.tap_at = time.monotonic() + 0.5 + pause / 2
        person.scan()
        crowd.append(person)
    await telegram.until(len(crowd), BEHIND_SECONDS + 1)
    now = time.monotonic()
    waits = [wait for person in crowd for wait in [*person.waits, *([now - person.asked_at] if person.waiting else [])]]
    return sorted(waits)[int(0.99 * len(waits))]


async def _killed(
    contender: Contender, folder: Path, telegram: Telegram, count: int, moment: float, figures: Figures
) -> None:
    """Kill the bot while it works off the taps of a full waiting room, start it again, and count.

    ``moment`` says when, from 0, as the taps come, to 1, when they would be done at the pace it has shown.
    """
    rate = figures.rate[LATENCIES_MS[-1]][-1]
    count = min(count, 100 if rate < 50 else count)
    crowd = telegram.people(count)
    async with contender.running(folder, telegram.url) as process:
        for person in crowd:
            person.may_tap = False
            person.scan()
        if not await telegram.until(count, 60):
            raise SystemExit(f"{contender.name} does not answer; see {folder / 'log.txt'}")
        for person in crowd:
            person.tap()
        await asyncio.sleep(moment * count / max(rate, 50))
        process.kill()
    async with contender.running(folder, telegram.url):
        probe = telegram.person()
        probe.scan()
        while not probe.done:
            await telegram.quiet(0.2, 30)
        await telegram.quiet(1.5, 30)
    ratings, people = contender.stored(folder)
    figures.killed += count
    figures.lost += count + 1 - people
    figures.twice += ratings - people
    figures.unanswered += sum(person.waiting for person in crowd)


async def compare(size: Size, only: Sequence[str]) -> None:
    """Measure everybody, round by round, and print the tables."""
    competing = [each for each in contenders() if not only or any(word in each.name.lower() for word in only)]
    results = {each.name: Figures() for each in competing}
    for number in range(size.rounds):
        for contender in competing:
            figures = results[contender.name]
            await measure(contender, size, number, figures)
            rates = ", ".join(f"{figures.rate[ms][-1]:,.0f} at {ms} ms" for ms in LATENCIES_MS)
            print(f"round {number + 1} of {size.rounds}: {contender.name}: {rates}", flush=True)
    print(f"\nRatings a second, p99 from update to reply at {UPDATES_PER_SECOND} updates a second, and what is lost by")
    print(f"kill -9 of a bot at work (30 ms); medians of {size.rounds}")
    print(table(_head(), [_row(name, figures) for name, figures in results.items()]))
    ours = results.get(SUARA)
    if ours and len(results) > 1:
        print("\nSuara against each (ratings: more is better; p99: less is better)")
        print(table(["", "ratings 0 ms", "30 ms", "p99 0 ms", "30 ms"], _ratios(ours, results)))
    print("\nHow busy the bot's processor core was / the Telegram side's (while ratings were counted)")
    busy = [
        [name, *(f"{median(each.bot_busy[ms]):.0%} / {median(each.telegram_busy[ms]):.0%}" for ms in LATENCIES_MS)]
        for name, each in results.items()
    ]
    print(table(["", *(f"at {ms} ms" for ms in LATENCIES_MS)], busy))


def _head() -> list[str]:
    return ["", "ratings/s 0 ms", "30 ms", "p99 0 ms", "30 ms", "lost by kill -9", "twice", "no reply"]


def _row(name: str, figures: Figures) -> list[str]:
    return [
        name,
        *(f"{median(figures.rate[ms]):,.0f}" for ms in LATENCIES_MS),
        *(_milliseconds(median(figures.p99[ms])) for ms in LATENCIES_MS),
        *(
            ["", "", ""]
            if name == BARE
            else [f"{figures.lost:,} of {figures.killed:,}", str(figures.twice), str(figures.unanswered)]
        ),
    ]


def _milliseconds(seconds: float) -> str:
    return "falls behind" if seconds > BEHIND_SECONDS else f"{seconds * 1000:.0f} ms"


def _ratios(ours: Figures, results: dict[str, Figures]) -> list[list[str]]:
    rows = []
    for name, figures in results.items():
        if figures is not ours:
            rates = [median(ours.rate[ms]) / (median(figures.rate[ms]) or inf) for ms in LATENCIES_MS]
            waits = [median(ours.p99[ms]) / median(figures.p99[ms]) for ms in LATENCIES_MS]
            rows.append([name, *(f"{ratio:.2f} ×" for ratio in [*rates, *waits])])
    return rows


def run(size: Size, only: Sequence[str] = ()) -> None:
    """Measure and print."""
    from suara.run import fastest_loop

    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(compare(size, only))
