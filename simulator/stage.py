"""What a host hands to the page: people, what hangs on the wall, the clock's buttons, the steps of a guided tour.

All of it is data and callbacks; the simulator does not know what kind of bot it serves.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

Words = Mapping[str, str]
"""One text in each language of the page: `{"id": …, "en": …}`."""

Decode = Callable[[bytes], Awaitable[Sequence[str]]]
"""Takes a PNG, JPEG or PDF, returns what its QR codes say; nothing when it shows none."""

Progress = Callable[[float], None]
"""Told how much of a long action is done, 0 to 1."""


@dataclass(frozen=True)
class Person:
    """Somebody whose phone lies on the table when the page opens."""

    role: str
    """By this the steps of the tour speak of the phone."""
    label: Words
    first_name: str
    language: str = "id"


@dataclass(frozen=True)
class Picture:
    """A sheet of paper on the wall."""

    title: Words
    caption: Words
    png: bytes
    group: Words = field(default_factory=dict)
    """Sheets of one group hang together under this heading."""


@dataclass(frozen=True)
class ClockButton:
    """Turns the clock, and lets happen what is then due."""

    key: str
    label: Words
    run: Callable[[Progress], Awaitable[None]]
    long: bool = False
    """Takes a while: the page shows a bar."""


@dataclass(frozen=True)
class Condition:
    """A message in the phone of a role, new or changed since the step began; all that is named must hold."""

    role: str
    text: str = ""
    """A regular expression found in the text or caption; `.` also matches line ends."""
    photo: bool | None = None
    edited: bool | None = None
    sender: str = "bot"
    """`bot` or `me`."""

    def met_by(self, wire: Mapping[str, object], from_bot: bool) -> bool:
        """Tell whether this Bot API message is such a one."""
        text = str(wire.get("text", wire.get("caption", "")))
        return (
            from_bot == (self.sender == "bot")
            and (self.photo is None or self.photo == ("photo" in wire))
            and (self.edited is None or self.edited == ("edit_date" in wire))
            and re.search(self.text, text, re.DOTALL) is not None
        )


@dataclass(frozen=True)
class Step:
    """One step of the guided tour; it waits until `done` holds."""

    key: str
    title: Words
    text: Words
    done: Condition
    points_at: str = ""
    """What is lit up meanwhile: `wall`, `clock`, or nothing; the phone of `done.role` always is."""
    after: Condition | None = None
    """Must hold first; `done` then waits for what comes later."""


@dataclass(frozen=True)
class Stage:
    """Everything around the phones. Left as it is: one phone, an empty wall, a clock that nobody turns."""

    title: str = ""
    """Empty: the bot's name."""
    people: Sequence[Person] = (Person("person", {"id": "Orang 1", "en": "Person 1"}, "Orang"),)
    newcomer: Words = field(default_factory=lambda: {"id": "Orang", "en": "Person"})
    """What people are called who come with one click; a number follows."""
    wall: Sequence[Picture] = ()
    decode: Decode | None = None
    """Reads what phones photograph; without it they have no scanner."""
    time_zone: str = "UTC"
    """IANA name: the zone of the wall clock and of the times beside messages."""
    buttons: Sequence[ClockButton] = ()
    tour: Sequence[Step] = ()
    reset: Callable[[], Awaitable[None]] | None = None
    """Begins anew: the host calls `Simulator.clear()`, and `Simulator.present()` as soon as it is ready."""
    light: Mapping[str, str] = field(default_factory=dict)
    """Colours on light ground by name, as CSS writes them: ground, surface, ink, muted, line, accent, on-accent."""
    dark: Mapping[str, str] = field(default_factory=dict)
