"""The citizen's complaint: opened with a receipt, seen, added to, and said to be solved or not."""

from telegram import Update

from bot.citizen import on_visit
from bot.context import SuaraContext
from bot.screens import Button
from bot.screens import cases as screens
from bot.screens import citizen as citizen_screens
from data import case_events, cases, conversations, guesses, ratings, receipts, visits, working_days
from data.cases import Case, Status
from data.clock import local
from data.conversations import Conversation, Step
from data.visits import Visit


@on_visit
async def complain(context: SuaraContext, visit: Visit, value: str) -> None:
    """A complaint is wanted: ask for words, or show the one there is."""
    rating = await ratings.of_visit(context.tx, visit)
    if rating is None:
        context.stale()
    elif case := await cases.about(context.tx, visit, rating):
        await _show(context, case)
    else:
        await conversations.put(context.tx, context.pseudonym, Step.COMPLAINT, context.now, visit=visit.id)
        today = local(context.now, visit.time_zone).date()
        context.send(screens.ask(context.texts, working_days.due(today, context.settings.case_working_days)))


async def complained(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The words came: open the case, and give the receipt."""
    visit = await visits.find(context.tx, str(conversation.about.get("visit")), context.pseudonym)
    rating = await ratings.of_visit(context.tx, visit) if visit else None
    if visit is None or rating is None or context.rater.office_id == visit.office_id:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.gone(context.texts))
        return
    if not _fits(context, text):
        return
    await conversations.end(context.tx, context.pseudonym)
    if case := await cases.about(context.tx, visit, rating):
        await _show(context, case)
        return
    case = await cases.begin(
        context.tx,
        context.batch.keys,
        visit,
        rating,
        context.chat_id or 0,
        context.texts.language,
        text,
        context.concerns,
        context.now,
        context.settings.case_working_days,
    )
    context.send(screens.received(context.texts, case, _doors(context, case)))


async def tapped(update: Update, context: SuaraContext) -> None:
    """A button of one's own case was tapped; whose it is is checked anew each time."""
    case_id, what, _ = context.tapped
    if what == "cancel":
        await _cancel(context)
        return
    case = await cases.own(context.tx, case_id, context.pseudonym)
    if case is None:
        context.stale()
    elif what == "show":
        await _show(context, case)
    elif what == "add" and case.alive:
        await _ask_more(context, case)
    elif what == "solved" and case.status is not Status.WITHDRAWN:
        case = await cases.solved(context.tx, case, context.now)
        events = await case_events.of(context.tx, case.id)
        context.edit(screens.said_solved(context.texts, case, events, context.now))
    elif what == "unsolved" and case.status is Status.CLOSED:
        case = await cases.not_solved(context.tx, case, context.now, context.settings.case_working_days)
        events = await case_events.of(context.tx, case.id)
        context.edit(screens.said_not_solved(context.texts, case, events, context.now))
    else:
        context.stale()


async def _ask_more(context: SuaraContext, case: Case) -> None:
    if case_events.additions(await case_events.of(context.tx, case.id)) >= cases.ADDITIONS:
        context.refuse("case-too-many")
        return
    await conversations.put(context.tx, context.pseudonym, Step.ADDITION, context.now, case=case.id)
    context.send(screens.ask_addition(context.texts, case))


async def added(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """More words on a case came."""
    case = await cases.own(context.tx, str(conversation.about.get("case")), context.pseudonym)
    if case is None or not case.alive:
        await conversations.end(context.tx, context.pseudonym)
        if case is None:
            context.send(screens.gone(context.texts))
        else:
            await _show(context, case)
    elif _fits(context, text):
        await conversations.end(context.tx, context.pseudonym)
        days = context.settings.case_working_days
        new = await cases.add(context.tx, case, text, context.concerns, context.now, days)
        doors = _doors(context, new) if new.concern != case.concern else None
        events = await case_events.of(context.tx, case.id)
        context.send(screens.added(context.texts, new, events, context.now, doors))


async def shown_by_receipt(context: SuaraContext, text: str) -> bool:
    """Show the case whose receipt was typed; whether the text was a receipt at all."""
    code = receipts.normalise(text)
    if code is None:
        return False
    if await guesses.too_many(context.tx, context.pseudonym, context.now):
        context.send(citizen_screens.too_many_guesses(context.texts))
        return True
    case = await cases.by_receipt(context.tx, code)
    if case is None:
        await guesses.count_wrong(context.tx, context.pseudonym, context.now)
        context.send(screens.unknown_receipt(context.texts))
    elif case.rater == context.pseudonym:
        await _show(context, case)
    else:
        context.send(screens.of_another(context.texts, case, context.now))
    return True


async def shortcuts(context: SuaraContext) -> list[list[Button]]:
    """Return the ways to the person's own cases that are not closed."""
    return [[screens.shortcut(case)] for case in await cases.living(context.tx, context.pseudonym)]


async def _show(context: SuaraContext, case: Case) -> None:
    events = await case_events.of(context.tx, case.id)
    context.send(screens.view(context.texts, case, events, context.now))


async def _cancel(context: SuaraContext) -> None:
    await conversations.leave(context.tx, context.pseudonym, context.now, Step.COMPLAINT, Step.ADDITION)
    context.edit(screens.cancelled(context.texts))


def _fits(context: SuaraContext, text: str) -> bool:
    fits = cases.fits(text)
    if not fits:
        context.send(screens.too_long(context.texts, len(text)))
    return fits


def _doors(context: SuaraContext, case: Case) -> tuple[str, ...] | None:
    return context.concerns.doors[case.concern] if case.concern else None
