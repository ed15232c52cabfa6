"""/gangguan: a superior says what broke down at a desk, today or yesterday. It is shown with the week."""

from datetime import date, timedelta

from telegram import Update

from bot.context import SuaraContext, number
from bot.screens import disturbances as screens
from bot.screens import supervisor
from bot.screens.pages import Page
from data import desks, disturbances, offices
from data.clock import local
from data.desks import Desk
from data.offices import Office
from data.topics import CAUSES


async def begin(update: Update, context: SuaraContext) -> None:
    """Ask which desk."""
    if theirs := await offices.of_superior(context.tx, context.officer_id):
        context.send(screens.which_desk(context.texts, await _page(context, theirs, 0)))
    else:
        context.send(supervisor.no_team(context.texts))


async def choose(update: Update, context: SuaraContext) -> None:
    """A page, a desk, a day or a cause was tapped: ``g:page:<n>`` or ``g:<desk>[:<day>[:<cause>]]``.

    Whether one answers for the desk is checked anew each time.
    """
    desk_id, day, cause = context.tapped
    theirs = await offices.of_superior(context.tx, context.officer_id)
    page = number(day) if desk_id == "page" else None
    if page is not None and theirs:
        context.edit(screens.which_desk(context.texts, await _page(context, theirs, page)))
        return
    desk = next((each for each in await desks.of_offices(context.tx, theirs) if str(each.id) == desk_id), None)
    if desk is None:
        context.stale()
        return
    office = theirs[desk.office_id]
    today = local(context.now, office.time_zone).date()
    days = {str(each): each for each in (today, today - timedelta(days=1))}
    if day and day not in days:
        context.refuse("disturbances-too-late")
    elif day:
        await _declare(context, desk, office, days[day], cause)
    else:
        context.edit(screens.which_day(context.texts, desk, office, list(days.values())))


async def _declare(context: SuaraContext, desk: Desk, office: Office, day: date, cause: str) -> None:
    declared = await disturbances.declared(context.tx, desk.id, day.isoformat())
    if cause == "done":
        context.edit(screens.done(context.texts, desk, office, day, declared))
        return
    if cause in declared:
        await disturbances.take_back(context.tx, desk.id, day.isoformat(), cause)
    elif cause in CAUSES:
        await disturbances.declare(context.tx, desk.id, day.isoformat(), cause, context.officer_id, context.now)
    elif cause:
        context.stale()
        return
    declared = await disturbances.declared(context.tx, desk.id, day.isoformat())
    context.edit(screens.what(context.texts, desk, office, day, declared))


async def _page(context: SuaraContext, theirs: dict[int, Office], page: int) -> Page[tuple[Desk, Office]]:
    found = await desks.of_offices(context.tx, theirs)
    choice = [(desk, office) for office in theirs.values() for desk in found if desk.office_id == office.id]
    return Page.of(choice, page)
