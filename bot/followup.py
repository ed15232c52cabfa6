"""The superior: complaints of one's own subtree, answered and closed. Who the citizen is stays unknown."""

from collections.abc import Callable
from datetime import timedelta

from telegram import Update

from bot.context import SuaraContext
from bot.screens import Screen
from bot.screens import cases as citizen_screens
from bot.screens import followup as screens
from bot.screens.pages import Page
from bot.screens.supervisor import no_team
from data import case_events, cases, conversations, officers
from data.cases import Case
from data.conversations import Conversation, Step
from data.texts import Texts, texts

WAIT = timedelta(hours=1)


async def listing(update: Update, context: SuaraContext) -> None:
    """/tindaklanjut: what waits, the oldest due first."""
    viewer = context.rater.officer_id
    if viewer is None or not await officers.team(context.tx, viewer):
        context.send(no_team(context.texts))
    else:
        context.send(await _page(context, viewer, 0))


async def tapped(update: Update, context: SuaraContext) -> None:
    """A page, a case, or what to do with it was tapped; whether one may is checked anew each time."""
    _, kind, value = (*context.tapped.split(":"), "", "")[:3]
    viewer = context.rater.officer_id
    if viewer is None or kind not in ("p", "c", "a", "z"):
        context.answer(context.texts("anyone-stale-button"), alert=True)
        return
    if kind == "p" and value.isdecimal() and len(value) < 9 and await officers.team(context.tx, viewer):
        context.edit(await _page(context, viewer, int(value)))
        return
    case = await cases.seen_by(context.tx, viewer, value)
    if case is None or (kind != "c" and not case.alive):
        context.answer(context.texts("followup-gone"), alert=True)
    elif kind == "c":
        await _stop_writing(context)
        await _show(context, case)
    else:
        step = Step.REPLY if kind == "a" else Step.CLOSING
        await conversations.put(context.tx, context.pseudonym, step, context.now, WAIT, case=case.id)
        ask = screens.ask_answer if kind == "a" else screens.ask_closing
        context.edit(ask(context.texts, case))


async def answered(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The answer came: store it, and tell the citizen."""
    if found := await _written(context, conversation, text):
        viewer, case = found
        case, said = await cases.answer(context.tx, case, viewer, text, context.now)
        _tell(context, case, lambda words: citizen_screens.answered(words, case, said.text))
        context.send(screens.answered(context.texts, case, said))


async def closed(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """What was done came: close the case, and tell the citizen, who says whether it is solved."""
    if found := await _written(context, conversation, text):
        viewer, case = found
        case, said = await cases.close(context.tx, case, viewer, text, context.now)
        _tell(context, case, lambda words: citizen_screens.closed(words, case, said.text))
        context.send(screens.closed(context.texts, case, said))


async def _written(context: SuaraContext, conversation: Conversation, text: str) -> tuple[int, Case] | None:
    """Return who may act now on which case; otherwise say why not."""
    viewer = context.rater.officer_id
    case = await cases.seen_by(context.tx, viewer, str(conversation.about.get("case"))) if viewer else None
    if viewer is None or case is None or not case.alive:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.gone(context.texts))
        return None
    if not 0 < len(text.strip()) <= cases.LONGEST:
        context.send(screens.too_long(context.texts, case, len(text), cases.LONGEST))
        return None
    await conversations.end(context.tx, context.pseudonym)
    return viewer, case


async def _page(context: SuaraContext, viewer: int, page: int) -> Screen:
    found = await cases.living_seen_by(context.tx, viewer)
    if not found:
        return screens.none(context.texts)
    return screens.listed(context.texts, Page.of(found, page), len(found), context.now)


async def _show(context: SuaraContext, case: Case) -> None:
    events = await case_events.of(context.tx, case.id)
    officer = await officers.by_id(context.tx, case.officer_id) if case.officer_id is not None else None
    name = officer.full_name if officer else None
    context.edit(screens.case(context.texts, case, events, name, context.now))


async def _stop_writing(context: SuaraContext) -> None:
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    if conversation.step in (Step.REPLY, Step.CLOSING):
        await conversations.end(context.tx, context.pseudonym)


def _tell(context: SuaraContext, case: Case, screen: Callable[[Texts], Screen]) -> None:
    """Tell the citizen through the sealed address, in their own language."""
    if way := case.way_back(context.batch.keys):
        context.tell(*way, screen(texts(case.language)))
