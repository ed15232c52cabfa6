"""The official survey (SKM): nine questions and a profile, one tap each; one may leave and go on days later."""

from collections.abc import Sequence
from datetime import timedelta

from telegram import Update

from bot.citizen import on_visit
from bot.context import SuaraContext, number
from bot.screens import Button
from bot.screens import citizen as citizen_screens
from bot.screens import survey as screens
from data import conversations, posters, ratings, responses, skm
from data.clock import local
from data.conversations import Conversation, Step
from data.responses import Response
from data.visits import Offered, Visit


@on_visit
async def begin(context: SuaraContext, visit: Visit, value: str) -> None:
    """The survey was tapped below a rating, or which service it is about."""
    if not value:
        rating = await ratings.of_visit(context.tx, visit)
        known = visit.service(rating.service_id if rating else None)
        service = visit.services[0] if len(visit.services) == 1 else known
        if service is None and visit.services:
            offered = await ratings.likeliest(context.tx, visit, context.now)
            context.send(screens.which_service(context.texts, visit, offered))
            return
    else:
        service = visit.service(number(value))
        if service is None and value != "0":
            context.stale()
            return
    await _begin(context, visit, service, asked=bool(value))


async def _begin(context: SuaraContext, visit: Visit, service: Offered | None, asked: bool) -> None:
    """Ask the first open question, unless this person has lately answered them all for this service."""
    service_id = service.id if service else None
    if await _answered_lately(context, service_id, visit.time_zone):
        return
    response = await responses.begin(context.tx, visit, service_id, context.now)
    await _wait_for_a_tap(context, response)
    # A message of its own: the thanks stay in reach, with what takes the rating back.
    show = context.edit if asked else context.send
    show(screens.current(context.texts, response))


async def _answered_lately(context: SuaraContext, service_id: int | None, time_zone: str) -> bool:
    """Whether this person has completed the survey for the service not long ago, here or elsewhere; then say so."""
    days = context.settings.survey_again_days
    today = local(context.now, time_zone).date()
    completed_on = await responses.recently_completed(context.tx, context.pseudonym, service_id, today, days)
    if completed_on:
        context.answer(screens.again_from(context.texts, completed_on + timedelta(days=days)), alert=True)
    return completed_on is not None


async def tapped(update: Update, context: SuaraContext) -> None:
    """A button of the survey: ``z:<response>[:<unsur or part of the profile>[:<choice>]]``, or ``…:pause``.

    Without a choice the question is shown, without a question the first open one.
    """
    response_id, what, value = context.tapped
    response = await responses.find(context.tx, response_id, context.pseudonym, context.now)
    if response is None:
        context.stale()
    elif response.office_id == context.rater.office_id:
        context.refuse("citizen-own-office")
    elif response.completed_on is None:
        if not await _answered_lately(context, response.service_id, response.time_zone):
            await _ask(context, response, what, value)
    elif what in skm.PROFILE:
        await _ask_profile(context, response, what, value)
    else:
        context.refuse("survey-is-complete")


async def _ask(context: SuaraContext, response: Response, what: str, value: str) -> None:
    if what == "pause":
        context.edit(screens.paused(context.texts, response))
    elif what == "":
        await _wait_for_a_tap(context, response)
        context.edit(screens.current(context.texts, response))
    elif what in skm.UNSUR and value == "":
        context.edit(screens.question(context.texts, response, what))
    elif what in skm.UNSUR and value in {str(option) for option in skm.OPTIONS}:
        response = await responses.answer(context.tx, response, what, int(value), context.now)
        following = skm.UNSUR[skm.UNSUR.index(what) + 1 :]
        if response.completed_on or not following:
            context.edit(screens.current(context.texts, response))
        else:
            context.edit(screens.question(context.texts, response, following[0]))
    else:
        context.stale()


async def _ask_profile(context: SuaraContext, response: Response, part: str, value: str) -> None:
    is_child = response.profile.get("age") == skm.UNDER_18
    if (is_child and part != "age") or value not in ("", skm.SKIPPED, *skm.PROFILE[part]):
        context.stale()
        return
    if value == "":
        context.edit(screens.profile(context.texts, response, part))
        return
    response = await responses.describe(context.tx, response, part, value)
    parts = list(skm.PROFILE)
    following = parts[parts.index(part) + 1 :]
    if following and value != skm.UNDER_18:
        context.edit(screens.profile(context.texts, response, following[0]))
        return
    context.edit(screens.thanks(context.texts, response))
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    if conversation.about.get("response") == response.id:  # by now it may wait for something else
        await conversations.end(context.tx, context.pseudonym)


async def written(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """Something was written instead of a tap: say so kindly, and show the question again."""
    response_id = str(conversation.about.get("response"))
    response = await responses.find(context.tx, response_id, context.pseudonym, context.now)
    if posters.normalise_code(text):
        context.send(citizen_screens.unknown_code(context.texts))
    elif response is None:
        await conversations.end(context.tx, context.pseudonym)
        context.send(citizen_screens.not_a_code(context.texts))
    else:
        context.send(screens.by_tap(context.texts, screens.current(context.texts, response)))


async def unfinished(context: SuaraContext) -> Sequence[Sequence[Button]]:
    """Return a row that leads on in the survey that this person has left half-way; no row where there is none."""
    response = await responses.unfinished(context.tx, context.pseudonym, context.now)
    return [[screens.resume(context.texts, response)]] if response else []


async def _wait_for_a_tap(context: SuaraContext, response: Response) -> None:
    await conversations.put(
        context.tx, context.pseudonym, Step.SURVEY, context.now, responses.OPEN_FOR, response=response.id
    )
