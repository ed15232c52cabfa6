"""What the demo hands to the simulator's page: phones, papers on the wall, the clock's buttons, the tour."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from random import Random

from data import duties, invites, officers, offices
from data.look import DARK, LIGHT, Palette
from data.officers import Officer
from qr_posters.check import read
from qr_posters.posters import PosterError
from simulator import ClockButton, Person, Picture, Stage
from simulator.stage import Progress
from suara.demo.crowd import VISITS_A_WEEK, Crowd
from suara.demo.house import TIME_ZONE, House
from suara.demo.papers import invitation, printed
from suara.demo.telling import DemoError
from suara.demo.tour import CITIZEN, OFFICER, SUPERVISOR, steps, words
from suara.demo.turning import open_desks, turn_by, turn_to_monday

POSTERS_OF_FIRST_OFFICE, POSTERS_OF_OTHERS, OFFICES = 4, 2, 3
WEEKS = 4
KEEPS_FOR = timedelta(days=365)
"""Invitations on the wall outlive the clock's leaps."""


async def stage_of(house: House, reset: Callable[[], Awaitable[None]]) -> Stage:
    """Describe the page around a running sample office."""
    desk_id, officer = await _leading_officer(house)
    return Stage(
        title=words("demo-title")["id"],
        people=[
            Person(CITIZEN, words("demo-citizen"), "Warga"),
            Person(OFFICER, words("demo-officer"), "Pegawai"),
            Person(SUPERVISOR, words("demo-supervisor"), "Atasan"),
        ],
        newcomer=words("demo-citizen"),
        wall=[*await _posters(house), *await _invitations(house, officer)],
        decode=_decode,
        time_zone=TIME_ZONE,
        buttons=_buttons(house, desk_id),
        tour=steps(),
        reset=reset,
        light=_colours(LIGHT, LIGHT.ground),
        dark=_colours(DARK, DARK.ground),
    )


def _colours(palette: Palette, on_accent: str) -> dict[str, str]:
    names = ("ground", "surface", "ink", "muted", "line", "accent")
    return {**{name: getattr(palette, name) for name in names}, "on-accent": on_accent}


async def _decode(content: bytes) -> Sequence[str]:
    try:
        return await asyncio.to_thread(read, content)
    except PosterError:
        return []


async def _posters(house: House) -> list[Picture]:
    """A few desks of the first offices, as they were printed."""
    places = list(dict.fromkeys(poster.office_id for poster in house.posters))[:OFFICES]
    chosen: list[int] = []
    for place in places:
        most = POSTERS_OF_OTHERS if chosen else POSTERS_OF_FIRST_OFFICE
        chosen += [index for index, poster in enumerate(house.posters) if poster.office_id == place][:most]
    pages = await asyncio.to_thread(printed, house.posters_pdf, chosen)
    return [
        Picture(
            dict.fromkeys(("id", "en"), house.posters[index].desk_name),
            dict.fromkeys(("id", "en"), house.posters[index].office_name),
            page,
            words("demo-posters"),
        )
        for index, page in zip(chosen, pages, strict=True)
    ]


async def _leading_officer(house: House) -> tuple[int, Officer]:
    """Return the first desk at which somebody with a superior serves now, and who that is. Raises DemoError."""
    async with house.database.reading() as tx:
        for poster in house.posters:
            for served in await duties.on_duty(tx, poster.desk_id, house.clock.local):
                officer = await officers.by_id(tx, served.id)
                if officer and officer.superior_id is not None:
                    return poster.desk_id, officer
    raise DemoError("Nobody at the sample office's desks has a superior.")


async def _invitations(house: House, officer: Officer) -> list[Picture]:
    """For an officer, and for their superior."""
    async with house.database.transaction() as tx:
        superior = await officers.by_id(tx, officer.superior_id or 0)
        found = []
        for person, title in ((officer, "demo-invitation"), (superior, "demo-invitation-team")):
            if person is None:
                continue
            office = await offices.by_id(tx, person.office_id)
            secret = await invites.create(tx, person.id, house.clock() + KEEPS_FOR)
            found.append((person, office.name if office else "", title, house.link(f"{invites.PREFIX}{secret}")))
    return [await asyncio.to_thread(_card, *each) for each in found]


def _card(officer: Officer, office: str, title: str, link: str) -> Picture:
    caption = dict.fromkeys(("id", "en"), officer.full_name)
    png = invitation(officer, office, words(title)["id"], link)
    return Picture(words(title), caption, png, words("demo-invitations"))


def _buttons(house: House, busiest_desk: int) -> list[ClockButton]:
    crowd = Crowd(house, Random(), busiest_desk)

    async def hour(_: Progress) -> None:
        await turn_by(house, timedelta(hours=1))

    async def monday(_: Progress) -> None:
        await turn_to_monday(house)

    async def month(progress: Progress) -> None:
        await crowd.move_in()
        over = 0

        def more(visits: int) -> None:
            nonlocal over
            over += visits
            progress(over / (WEEKS * VISITS_A_WEEK))

        for _ in range(WEEKS):
            await crowd.week(more)
            await turn_to_monday(house)
            open_desks(house)

    return [
        ClockButton("hour", words("demo-hour"), hour),
        ClockButton("monday", words("demo-monday"), monday),
        ClockButton("month", words("demo-month"), month, long=True),
    ]
