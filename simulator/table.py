"""The state of the page beside the chats: phones on the table, the clock's button at work, the tour, the curtain."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from simulator.cast import Cast
from simulator.chats import Chat, Wire
from simulator.errors import PhoneError
from simulator.network import Network
from simulator.stage import ClockButton, Stage
from simulator.tour import Tour
from simulator.watch import Topic

STAGE, CLOCK, TOUR = "stage", "clock", "tour"
"""Topics of the watch."""
_SMALLEST_PROGRESS = 0.005


class Table:
    """One table for all who look at it."""

    def __init__(self, network: Network, stage: Stage) -> None:
        self._network = network
        self._tasks: set[asyncio.Task[None]] = set()
        self._edition = 0
        network.watch.on_touch = self._touched
        self._set(stage)

    def _set(self, stage: Stage) -> None:
        self.stage = stage
        self.curtain = False
        """Whether the host is still building what is to be seen."""
        self.cast = Cast(self._network, stage)
        self.tour = Tour(stage.tour)
        self._edition += 1
        # A key is never used again: browsers keep pictures by their address.
        self._papers = {f"{self._edition}-{number}": paper for number, paper in enumerate(stage.wall)}
        self._running: ClockButton | None = None
        self._share = 0.0
        self._failed = ""

    # By the host

    def clear(self) -> None:
        """Draw the curtain over an empty table."""
        self._set(Stage(people=()))
        self.curtain = True
        self._network.clear()
        self._network.watch.touch(STAGE)

    def present(self, stage: Stage) -> None:
        """Show a stage."""
        self._set(stage)
        self._network.watch.touch(STAGE)

    async def close(self) -> None:
        """Stop what still runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # By people at the page

    def open(self) -> None:
        """Somebody looks: the stage's people take their phones, and the tour begins."""
        if self.cast.seat():
            self.tour.go_to(0, self.cast.by_role())
            self._network.watch.touch(STAGE)

    def add(self, user_id: int | None, language: str) -> int:
        """Put a phone on the table, a new person's or that of somebody who exists. Raises PhoneError."""
        place = self.cast.add(language) if user_id is None else self.cast.adopt(user_id)
        self._network.watch.touch(STAGE)
        return place.user_id

    def remove(self, user_id: int) -> None:
        """Take a phone off the table. Raises PhoneError."""
        self.cast.remove(user_id)
        self._network.watch.touch(STAGE)

    def press(self, key: str) -> None:
        """Press a button of the clock. Raises PhoneError 404, and 409 while one is at work."""
        button = next((each for each in self.stage.buttons if each.key == key), None)
        if button is None:
            raise PhoneError(404, f"the clock has no button {key}")
        self._check_idle()
        self._running, self._share, self._failed = button, 0.0, ""
        self._start(self._turn(button))

    def tour_to(self, index: int) -> None:
        """Go to a step without waiting for those before it."""
        self.tour.go_to(index, self.cast.by_role())
        self._network.watch.touch(TOUR)

    def reset(self) -> None:
        """Let the host begin anew. Raises PhoneError."""
        if self.stage.reset is None:
            raise PhoneError(404, "nothing here can begin anew")
        self._check_idle()
        self.curtain = True
        self._network.watch.touch(STAGE)
        self._start(self._reset(self.stage))

    def _check_idle(self) -> None:
        if self.curtain or self._running is not None:
            raise PhoneError(409, "something is still being done")

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _turn(self, button: ClockButton) -> None:
        watch = self._network.watch
        watch.touch(CLOCK)

        def progress(share: float) -> None:
            if share - self._share >= _SMALLEST_PROGRESS:
                self._share = share
                watch.touch(CLOCK)

        try:
            await button.run(progress)
        except Exception as error:
            # The page must go on; what went wrong is told there.
            self._failed = type(error).__name__
        finally:
            self._running = None
            watch.touch(CLOCK)

    async def _reset(self, stage: Stage) -> None:
        try:
            if stage.reset is not None:
                await stage.reset()
        except Exception as error:
            self._failed = type(error).__name__
            self.curtain = False
            self._network.watch.touch(STAGE)

    def _touched(self, topic: Topic) -> None:
        if isinstance(topic, int) and self.cast.chat(topic) is not None and self.tour.look(self.cast.by_role()):
            self._network.watch.touch(TOUR)

    # What is seen

    def chats(self) -> list[Chat]:
        """The chats of the phones on the table."""
        return list(self.cast.by_role().values())

    def paper(self, key: str) -> bytes | None:
        """The picture of a sheet on the wall."""
        paper = self._papers.get(key)
        return paper.png if paper else None

    def stage_wire(self) -> Wire:
        """Everything but chats, clock and tour's progress."""
        stage, bot = self.stage, self._network.bot
        return {
            "curtain": self.curtain,
            "title": stage.title or bot["first_name"],
            "bot": {"name": bot["first_name"], "username": bot["username"], "token": self._network.settings.token},
            "zone": stage.time_zone,
            "people": self.cast.wire(),
            "fixed": [person.role for person in stage.people],
            "wall": [
                {
                    "key": key,
                    "title": dict(paper.title),
                    "caption": dict(paper.caption),
                    "group": dict(paper.group),
                }
                for key, paper in self._papers.items()
            ],
            "can_scan": stage.decode is not None,
            "can_reset": stage.reset is not None,
            "newcomer": dict(stage.newcomer),
            "buttons": [{"key": each.key, "label": dict(each.label)} for each in stage.buttons],
            "steps": [
                {
                    "key": step.key,
                    "title": dict(step.title),
                    "text": dict(step.text),
                    "role": step.done.role,
                    "points_at": step.points_at,
                }
                for step in stage.tour
            ],
        }

    def clock_wire(self) -> Wire:
        """The clock and the button at work."""
        running = self._running
        return {
            "now": self._network.clock().timestamp(),
            "running": running.key if running else None,
            "share": self._share if running and running.long else None,
            "failed": self._failed,
        }

    def tour_wire(self) -> Wire:
        """How far the tour has come."""
        return {"at": self.tour.at}
