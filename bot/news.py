"""/kabar: a superior tells what the office did with what people said; each who rated it reads it once."""

from telegram import Update

from bot.context import SuaraContext, number
from bot.screens import news as screens
from bot.screens import supervisor
from bot.screens.pages import Page
from data import conversations, news, offices
from data.clock import local
from data.conversations import Conversation, Step
from data.offices import Office
from data.redaction import redact


async def unseen(context: SuaraContext) -> str:
    """Return what an office did with this person's answers, once, as a paragraph in HTML; empty when there is none."""
    found = await news.for_rater(context.tx, context.pseudonym, context.rater.news_id, context.today)
    if found is None:
        return ""
    context.keep(news_id=found.id)
    return screens.shown(context.texts, found)


async def begin(update: Update, context: SuaraContext) -> None:
    """Ask for the text, or first for the office where one answers for several."""
    theirs = await offices.of_superior(context.tx, context.officer_id)
    if not theirs:
        context.send(supervisor.no_team(context.texts))
    elif len(theirs) > 1:
        context.send(screens.which_office(context.texts, Page.of(list(theirs.values()), 0)))
    else:
        for office in theirs.values():
            await _ask(context, office)


async def choose(update: Update, context: SuaraContext) -> None:
    """``a:page:<n>``, ``a:office:<id>``, ``a:remove:<news>`` or ``a:cancel`` was tapped.

    For which offices one may speak is checked anew each time.
    """
    what, value, _ = context.tapped
    theirs = await offices.of_superior(context.tx, context.officer_id)
    which = number(value)
    if what == "cancel" and theirs:
        await conversations.leave(context.tx, context.pseudonym, context.now, Step.NEWS)
        context.edit(screens.cancelled(context.texts))
    elif what == "page" and which is not None and theirs:
        context.edit(screens.which_office(context.texts, Page.of(list(theirs.values()), which)))
    elif what == "office" and which in theirs:
        await _ask(context, theirs[which])
    elif what == "remove" and which is not None:
        await _remove(context, which, theirs)
    else:
        context.stale()


async def written(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The words came: post them with personal data masked, and show what people see."""
    theirs = await offices.of_superior(context.tx, context.officer_id)
    office = theirs.get(conversation.about.get("office", 0))
    words = " ".join(text.split())
    if office is None:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.not_yours(context.texts))
    elif not 0 < len(words) <= news.LONGEST:
        context.send(screens.wrong_length(context.texts, len(words)))
    else:
        redacted = redact(words)
        day = _today(context, office)
        news_id = await news.post(context.tx, office.id, redacted.text, context.officer_id, day)
        await conversations.end(context.tx, context.pseudonym)
        posted = news.News(news_id, office.id, office.name, redacted.text, day)
        context.send(screens.posted(context.texts, posted, redacted))


async def _ask(context: SuaraContext, office: Office) -> None:
    current = await news.current(context.tx, office.id, _today(context, office))
    await conversations.put(context.tx, context.pseudonym, Step.NEWS, context.now, office=office.id)
    context.edit(screens.ask(context.texts, office, current))


async def _remove(context: SuaraContext, news_id: int, theirs: dict[int, Office]) -> None:
    found = await news.by_id(context.tx, news_id)
    if found is None or found.office_id not in theirs:
        context.stale()
        return
    await news.remove(context.tx, found.id)
    await conversations.leave(context.tx, context.pseudonym, context.now, Step.NEWS)
    context.edit(screens.removed(context.texts))


def _today(context: SuaraContext, office: Office) -> str:
    return local(context.now, office.time_zone).date().isoformat()
