"""The superior: complaints of one's own subtree, answered and closed. Who the citizen is stays unknown."""

from collections.abc import Callable

from telegram import Update

from bot.context import SuaraContext, number
from bot.screens import Screen
from bot.screens import cases as citizen_screens
from bot.screens import followup as screens
from bot.screens.pages import Page
from bot.screens.supervisor import no_team
from data import case_events, cases, conversations, officers
from data.cases import Case
from data.conversations import Conversation, Step
from data.redaction import Redacted
from data.texts import Texts, texts


async def listing(update: Update, context: SuaraContext) -> None:
    """/tindaklanjut: what waits, the oldest due first."""
    context.send(await _page(context, 0))


async def tapped(update: Update, context: SuaraContext) -> None:
    """A page, a case, or what to do with it was tapped; whether one may is checked anew each time."""
    what, value, _ = context.tapped
    if not context.officer_id or what not in ("page", "case", "answer", "close"):
        context.stale()
        return
    page = number(value) if what == "page" else None
    if page is not None:
        context.edit(await _page(context, page))
        return
    case = await cases.seen_by(context.tx, context.officer_id, value)
    if case is None or (what != "case" and not case.alive):
        context.refuse("followup-gone")
    elif what == "case":
        await conversations.leave(context.tx, context.pseudonym, context.now, Step.REPLY, Step.CLOSING)
        await _show(context, case)
    else:
        step, ask = (Step.REPLY, screens.ask_answer) if what == "answer" else (Step.CLOSING, screens.ask_closing)
        await conversations.put(context.tx, context.pseudonym, step, context.now, case=case.id)
        context.edit(ask(context.texts, case))


async def answered(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The answer came: store it, and tell the citizen."""
    if case := await _written(context, conversation, text):
        case, said = await cases.answer(context.tx, case, context.officer_id, text, context.now)
        _tell(context, citizen_screens.answered, case, said)
        context.send(screens.answered(context.texts, case, said))


async def closed(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """What was done came: close the case, and tell the citizen, who says whether it is solved."""
    if case := await _written(context, conversation, text):
        case, said = await cases.close(context.tx, case, context.officer_id, text, context.now)
        _tell(context, citizen_screens.closed, case, said)
        context.send(screens.closed(context.texts, case, said))


async def _written(context: SuaraContext, conversation: Conversation, text: str) -> Case | None:
    """Return the case that the words are for; otherwise say why they are not stored."""
    case = await cases.seen_by(context.tx, context.officer_id, str(conversation.about.get("case")))
    if case is None or not case.alive:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.gone(context.texts))
        return None
    if not cases.fits(text):
        context.send(screens.too_long(context.texts, case, len(text)))
        return None
    await conversations.end(context.tx, context.pseudonym)
    return case


async def _page(context: SuaraContext, page: int) -> Screen:
    found = await cases.living_seen_by(context.tx, context.officer_id)
    if found:
        return screens.listed(context.texts, Page.of(found, page), context.now)
    # Who heads an office handles its cases, also without a team below.
    return (screens.none if await officers.team(context.tx, context.officer_id) else no_team)(context.texts)


async def _show(context: SuaraContext, case: Case) -> None:
    events = await case_events.of(context.tx, case.id)
    officer = await officers.by_id(context.tx, case.officer_id) if case.officer_id is not None else None
    name = officer.full_name if officer else None
    context.edit(screens.case(context.texts, case, events, name, context.now))


def _tell(context: SuaraContext, screen: Callable[[Texts, Case, str], Screen], case: Case, said: Redacted) -> None:
    """Tell the citizen through the sealed address, in their own language."""
    if way := case.way_back(context.batch.keys):
        context.tell(*way, screen(texts(case.language), case, said.text))
