"""/gangguan: a superior says what broke down at a desk, today or yesterday. It is shown with the week."""

from datetime import date, timedelta

from telegram import Update

from bot.context import SuaraContext
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
    if theirs := await _offices(context):
        context.send(screens.which_desk(context.texts, await _page(context, theirs, 0)))
    else:
        context.send(supervisor.no_team(context.texts))


async def choose(update: Update, context: SuaraContext) -> None:
    """A page, a desk, a day or a cause was tapped: ``g:page:<n>`` or ``g:<desk>[:<day>[:<cause>]]``.

    Whether one answers for the desk is checked anew each time.
    """
    _, desk_id, day, cause = (*context.tapped.split(":"), "", "", "")[:4]
    theirs = await _offices(context)
    if desk_id == "page" and day.isdecimal() and theirs:
        context.edit(screens.which_desk(context.texts, await _page(context, theirs, int(day))))
        return
    desk = next((each for each in await desks.of_offices(context.tx, theirs) if str(each.id) == desk_id), None)
    if desk is None:
        context.answer(context.texts("anyone-stale-button"), alert=True)
        return
    office = theirs[desk.office_id]
    today = local(context.now, office.time_zone).date()
    days = {str(each): each for each in (today, today - timedelta(days=1))}
    if day and day not in days:
        context.answer(context.texts("disturbances-too-late"), alert=True)
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
        viewer = context.rater.officer_id or 0
        await disturbances.declare(context.tx, desk.id, day.isoformat(), cause, viewer, context.now)
    elif cause:
        context.answer(context.texts("anyone-stale-button"), alert=True)
        return
    declared = await disturbances.declared(context.tx, desk.id, day.isoformat())
    context.edit(screens.what(context.texts, desk, office, day, declared))


async def _offices(context: SuaraContext) -> dict[int, Office]:
    """Return the offices the person answers for, by id; none for whoever is no superior."""
    found = await offices.of_superior(context.tx, context.rater.officer_id or 0)
    return {office.id: office for office in found}


async def _page(context: SuaraContext, theirs: dict[int, Office], number: int) -> Page[tuple[Desk, Office]]:
    found = await desks.of_offices(context.tx, theirs)
    choice = [(desk, office) for office in theirs.values() for desk in found if desk.office_id == office.id]
    return Page.of(choice, number)
