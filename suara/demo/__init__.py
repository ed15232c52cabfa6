"""``suara demo``: the sample office with a simulated Telegram, bot and schedule in one process; no account needed."""

import asyncio
from pathlib import Path

from suara.demo.house import House, opened
from suara.demo.telling import Telling
from suara.run import fastest_loop, stop_on_signals

FOLDER = Path("var/demo").resolve()


def demo(once: bool) -> None:
    """Play with the sample office: four weeks and an end, or until Ctrl-C.

    Raises DemoError when the four weeks did not come to what they should; the rooms' own errors otherwise.
    """
    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(_play_once() if once else _stay_open())


async def _play_once() -> None:
    from suara.demo.play import play

    telling = Telling()
    async with opened(FOLDER, telling, moving=False) as house:
        await play(house, telling)


async def _stay_open() -> None:
    telling = Telling()
    async with opened(FOLDER, telling, moving=True) as house:
        _say_where(house, telling)
        stop = asyncio.Event()
        stop_on_signals(stop)
        await house.schedule.run(stop)


def _say_where(house: House, telling: Telling) -> None:
    telling.say(f"Chats        {house.url}")
    telling.say(f"Posters      {house.posters_pdf}")
    telling.say(f"A poster     {house.links[0]}")
    telling.say("Ctrl-C ends it; the next start begins anew.")
