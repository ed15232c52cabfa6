"""/kabar: a superior tells what the office did with what people said; each who rated it reads it once."""

from datetime import timedelta

from telegram import Update

from bot.context import SuaraContext
from bot.screens import news as screens
from bot.screens import supervisor
from bot.screens.pages import Page
from data import conversations, news, offices
from data.clock import local
from data.conversations import Conversation, Step
from data.offices import Office
from data.redaction import redact

WAIT = timedelta(hours=1)


async def unseen(context: SuaraContext) -> str:
    """Return what an office did with this person's answers, once, as a paragraph in HTML; empty when there is none."""
    found = await news.for_rater(context.tx, context.pseudonym, context.rater.news_id, context.today)
    if found is None:
        return ""
    context.keep(news_id=found.id)
    return screens.shown(context.texts, found)


async def begin(update: Update, context: SuaraContext) -> None:
    """Ask for the text, or first for the office where one answers for several."""
    theirs = await _offices(context)
    if not theirs:
        context.send(supervisor.no_team(context.texts))
    elif len(theirs) > 1:
        context.send(screens.which_office(context.texts, Page.of(list(theirs.values()), 0)))
    else:
        for office in theirs.values():
            await _ask(context, office, edit=False)


async def choose(update: Update, context: SuaraContext) -> None:
    """``a:page:<n>``, ``a:office:<id>``, ``a:<news>:remove`` or ``a:cancel`` was tapped.

    For which offices one may speak is checked anew each time.
    """
    _, what, value = (*context.tapped.split(":"), "", "")[:3]
    theirs = await _offices(context)
    number = int(value) if value.isdecimal() else -1
    if what == "cancel" and theirs:
        await _stop_waiting(context)
        context.edit(screens.cancelled(context.texts))
    elif what == "page" and number >= 0 and theirs:
        context.edit(screens.which_office(context.texts, Page.of(list(theirs.values()), number)))
    elif what == "office" and number in theirs:
        await _ask(context, theirs[number], edit=True)
    elif value == "remove":
        await _remove(context, what, theirs)
    else:
        context.answer(context.texts("anyone-stale-button"), alert=True)


async def written(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The words came: post them with personal data masked, and show what people see."""
    office = (await _offices(context)).get(conversation.about.get("office", 0))
    words = " ".join(text.split())
    if office is None:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.not_yours(context.texts))
    elif not 0 < len(words) <= news.LONGEST:
        context.send(screens.wrong_length(context.texts, len(words)))
    else:
        redacted = redact(words)
        day, officer_id = _today(context, office), context.rater.officer_id or 0
        news_id = await news.post(context.tx, office.id, redacted.text, officer_id, day)
        await conversations.end(context.tx, context.pseudonym)
        posted = news.News(news_id, office.id, office.name, redacted.text, day)
        context.send(screens.posted(context.texts, posted, redacted))


async def _ask(context: SuaraContext, office: Office, edit: bool) -> None:
    current = await news.current(context.tx, office.id, _today(context, office))
    await conversations.put(context.tx, context.pseudonym, Step.NEWS, context.now, WAIT, office=office.id)
    (context.edit if edit else context.send)(screens.ask(context.texts, office, current))


async def _remove(context: SuaraContext, news_id: str, theirs: dict[int, Office]) -> None:
    found = await news.by_id(context.tx, int(news_id)) if news_id.isdecimal() and len(news_id) < 10 else None
    if found is None or found.office_id not in theirs:
        context.answer(context.texts("anyone-stale-button"), alert=True)
        return
    await news.remove(context.tx, found.id)
    await _stop_waiting(context)
    context.edit(screens.removed(context.texts))


async def _stop_waiting(context: SuaraContext) -> None:
    """Wait for news no more; what else is waited for stays."""
    if (await conversations.get(context.tx, context.pseudonym, context.now)).step is Step.NEWS:
        await conversations.end(context.tx, context.pseudonym)


async def _offices(context: SuaraContext) -> dict[int, Office]:
    """Return the offices the person answers for, by id; none for whoever is no superior."""
    found = await offices.of_superior(context.tx, context.rater.officer_id or 0)
    return {office.id: office for office in found}


def _today(context: SuaraContext, office: Office) -> str:
    return local(context.now, office.time_zone).date().isoformat()
