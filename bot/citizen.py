"""The citizen: scan, see who served, tap a face. Everything after the face is optional and changes the same message."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import Update

from bot import news
from bot.context import SuaraContext, number
from bot.screens import citizen as screens
from data import cases, desks, duties, duty_reports, guesses, offices, posters, privacy, ratings, visits
from data.clock import local
from data.posters import Poster
from data.ratings import Rating
from data.visits import Offered, OnDuty, Stage, Visit


async def scanned(context: SuaraContext, token: str) -> None:
    """The link of a poster was opened."""
    poster = await posters.by_token(context.tx, token)
    if poster is None:
        context.send(screens.unknown_poster(context.texts))
    else:
        await _open(context, poster)


async def typed(context: SuaraContext, text: str) -> None:
    """A text that nothing waits for: the code of a poster, or something the bot does not understand."""
    if posters.normalise_code(text) is None:
        context.send(screens.not_a_code(context.texts))
    elif await guesses.too_many(context.tx, context.pseudonym, context.now):
        context.send(screens.too_many_guesses(context.texts))
    elif not await opened_by_code(context, text):
        context.send(screens.unknown_code(context.texts))


async def opened_by_code(context: SuaraContext, text: str) -> bool:
    """Begin a visit where the text is the code of a poster; one that no poster has is counted as a guess."""
    code = posters.normalise_code(text)
    if code is None or await guesses.too_many(context.tx, context.pseudonym, context.now):
        return False
    poster = await posters.by_code(context.tx, code)
    if poster is None:
        await guesses.count_wrong(context.tx, context.pseudonym, context.now)
        return False
    await _open(context, poster)
    return True


async def _open(context: SuaraContext, poster: Poster) -> None:
    """Begin a visit and ask for the face, naming who is on duty at this moment."""
    if poster.revoked:
        context.send(screens.revoked_poster(context.texts, poster.office_name))
        return
    at = local(context.now, poster.time_zone)
    today = at.date().isoformat()
    on_duty = await duties.on_duty(context.tx, poster.desk_id, at)
    # Nobody rates themself or a colleague, wherever that colleague serves today.
    own_office = context.rater.office_id
    if own_office is not None and own_office in {poster.office_id, *(officer.office_id for officer in on_duty)}:
        context.send(screens.own_office(context.texts))
        return
    officers = [OnDuty(officer.id, officer.full_name, officer.initials) for officer in on_duty]
    services = [Offered(service.id, service.name) for service in await desks.services(context.tx, poster.desk_id)]
    is_open = bool(officers) and await offices.is_open(context.tx, poster.office_id, at)
    visit_id = await visits.begin(
        context.tx, context.pseudonym, poster.desk_id, officers, services, context.now, is_open
    )
    if poster.last_scanned_on != today:
        await posters.mark_scanned(context.tx, poster.id, today)
    if context.rater.privacy_version != privacy.VERSION:
        context.keep(privacy_version=privacy.VERSION, privacy_seen_on=today)
    told = await news.unseen(context)
    context.send(screens.faces(context.texts, visit_id, poster.office_name, poster.desk_name, officers, told))


Handler = Callable[[Update, SuaraContext], Coroutine[Any, Any, None]]


def on_visit(handler: Callable[[SuaraContext, Visit, str], Awaitable[None]]) -> Handler:
    """Give a handler the person's own visit while it is open; otherwise say kindly what to do.

    The button carries ``<visit>[:<value>]``.
    """

    @wraps(handler)
    async def handle(update: Update, context: SuaraContext) -> None:
        visit_id, value, _ = context.tapped
        visit = await visits.find(context.tx, visit_id, context.pseudonym)
        if visit is None or visit.stage(context.now) is Stage.OVER:
            key = "anyone-stale-button" if visit is None or visit.rated_at is None else "citizen-window-closed"
            context.refuse(key)
        elif context.rater.office_id == visit.office_id:
            context.refuse("citizen-own-office")
        else:
            await handler(context, visit, value)

    return handle


@on_visit
async def rate(context: SuaraContext, visit: Visit, value: str) -> None:
    """A face was tapped: store it at once, then ask what is still open."""
    if value not in ("1", "2", "3", "4"):
        context.stale()
        return
    earlier = await ratings.of_visit(context.tx, visit)
    officer = visit.officers[0] if len(visit.officers) == 1 else visit.officer(earlier.officer_id if earlier else None)
    service = visit.services[0] if len(visit.services) == 1 else visit.service(earlier.service_id if earlier else None)
    rating = await ratings.record(
        context.tx,
        visit,
        int(value),
        context.now,
        officer.id if officer else None,
        service.id if service else None,
        earlier.topics if earlier else frozenset(),
    )
    if len(visit.officers) > 1:
        context.edit(screens.who_served(context.texts, visit, rating.face))
    else:
        await _ask_service_or_thank(context, visit, rating)
    context.answer(context.texts("citizen-stored"))


@on_visit
async def name_officer(context: SuaraContext, visit: Visit, value: str) -> None:
    """Who served was tapped, or that one is not sure."""
    officer = visit.officer(number(value))
    rating = None
    if officer or value == "0":
        officer_id = officer.id if officer else None
        rating = await ratings.amend(context.tx, visit, context.now, officer_id=officer_id)
    await _ask_service_or_thank(context, visit, rating)


@on_visit
async def somebody_else(context: SuaraContext, visit: Visit, value: str) -> None:
    """The plan of duties is wrong: the operator is told, and the rating is the desk's."""
    if not visit.officers:
        context.stale()
        return
    named = visit.officers[0].id if len(visit.officers) == 1 else duty_reports.NOT_PLANNED
    day = local(visit.opened_at, visit.time_zone).date().isoformat()
    await duty_reports.report(context.tx, visit.rater, visit.desk_id, named, day)
    visit = await visits.somebody_else_served(context.tx, visit)
    rating = await ratings.amend(context.tx, visit, context.now, officer_id=None)
    if rating is None:
        context.edit(screens.faces(context.texts, visit.id, visit.office_name, visit.desk_name, ()))
    else:
        await _ask_service_or_thank(context, visit, rating)
    context.answer(context.texts("citizen-duty-reported"))


async def _ask_service_or_thank(context: SuaraContext, visit: Visit, rating: Rating | None) -> None:
    if rating and rating.service_id is None and len(visit.services) > 1:
        offered = await ratings.likeliest(context.tx, visit, context.now)
        context.edit(screens.which_service(context.texts, visit, rating.face, offered))
    else:
        thank(context, visit, rating)


@on_visit
async def name_service(context: SuaraContext, visit: Visit, value: str) -> None:
    """The service was tapped, or that it is another."""
    service = visit.service(number(value))
    rating = None
    if service or value == "0":
        service_id = service.id if service else None
        rating = await ratings.amend(context.tx, visit, context.now, service_id=service_id)
    thank(context, visit, rating)


@on_visit
async def toggle_topic(context: SuaraContext, visit: Visit, value: str) -> None:
    """What stood out was tapped: chosen, or dropped again."""
    thank(context, visit, await ratings.toggle_topic(context.tx, visit, value, context.now))


def thank(context: SuaraContext, visit: Visit, rating: Rating | None) -> None:
    """Show the rating as it stands, with all that may be added."""
    if rating is None:
        context.stale()
    else:
        context.edit(screens.thanks(context.texts, visit, rating, context.now))


@on_visit
async def change(context: SuaraContext, visit: Visit, value: str) -> None:
    """Show the faces again."""
    context.edit(screens.faces(context.texts, visit.id, visit.office_name, visit.desk_name, visit.officers))


@on_visit
async def undo(context: SuaraContext, visit: Visit, value: str) -> None:
    """Take the rating back, while it is fresh."""
    if visit.stage(context.now) is not Stage.FRESH:
        context.refuse("citizen-no-undo" if visit.rated_at else "anyone-stale-button")
        return
    rating = await ratings.of_visit(context.tx, visit)
    case = await cases.about(context.tx, visit, rating) if rating else None
    if await ratings.withdraw(context.tx, visit, context.now):
        context.edit(screens.withdrawn(context.texts, visit, case.code if case else None))
    else:  # a later visit's rating stands in its place
        context.stale()
