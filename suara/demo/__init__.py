"""``suara demo``: the sample office with a simulated Telegram, bot and schedule in one process; no account needed."""

import asyncio
from pathlib import Path

from simulator import Simulator
from suara.demo.house import DemoClock, House, furnished, telegram
from suara.demo.telling import Telling
from suara.run import fastest_loop, stop_on_signals

FOLDER = Path("var/demo").resolve()


def demo(once: bool, host: str = "127.0.0.1") -> None:
    """Play with the sample office: four weeks and an end, or a page in the browser until Ctrl-C.

    Raises DemoError when the four weeks did not come to what they should; the rooms' own errors otherwise.
    """
    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(_play_once() if once else _stay_open(host))


async def _play_once() -> None:
    from suara.demo.play import play

    telling = Telling()
    clock = DemoClock(moving=False)
    async with (
        telegram(clock, "127.0.0.1", known_port=False) as (_, url),
        furnished(FOLDER, telling, clock, url) as house,
    ):
        await play(house, telling)


async def _stay_open(host: str) -> None:
    telling = Telling()
    clock = DemoClock(moving=True)
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with telegram(clock, host, known_port=True) as (simulator, url):
        telling.say(f"Open in a browser:  {url}")
        telling.say("Phones, posters, clock and a guided tour are there. Ctrl-C ends it; the next start begins anew.")
        while not stop.is_set():
            clock.begin()
            async with furnished(FOLDER, telling, clock, url) as house:
                await _show(house, simulator, stop)


async def _show(house: House, simulator: Simulator, stop: asyncio.Event) -> None:
    """Present the office on the page until ``stop``, or until somebody there wants to begin anew."""
    from suara.demo.stage import stage_of

    leave = asyncio.Event()

    async def again() -> None:
        simulator.clear()
        leave.set()

    simulator.present(await stage_of(house, again))
    stopping = asyncio.create_task(stop.wait())
    leaving = asyncio.create_task(leave.wait())
    schedule_stop = asyncio.Event()
    schedule = asyncio.create_task(house.schedule.run(schedule_stop))
    await asyncio.wait({stopping, leaving, schedule}, return_when=asyncio.FIRST_COMPLETED)
    schedule_stop.set()
    stopping.cancel()
    leaving.cancel()
    await schedule
