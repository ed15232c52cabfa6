"""What everybody may know and ask of their own data: the privacy text, all of it as a file, its end (UU 27/2022)."""

from telegram import Update

from bot.context import SuaraContext
from bot.screens import Screen
from bot.screens import rights as screens
from data import conversations, privacy, rights
from data.clock import local
from data.conversations import Conversation, Step


async def privacy_text(update: Update, context: SuaraContext) -> None:
    """/privasi: five lines, and the day on which this version was first seen."""
    if context.rater.privacy_version != privacy.VERSION:
        context.keep(privacy_version=privacy.VERSION, privacy_seen_on=context.today)
    context.send(screens.privacy(context.texts))


async def privacy_layer(update: Update, context: SuaraContext) -> None:
    """More of the privacy text, or the five lines again."""
    if context.tapped == ("more", "", ""):
        context.edit(screens.privacy_in_full(context.texts))
    elif context.tapped == ("less", "", ""):
        context.edit(screens.privacy(context.texts))
    else:
        context.stale()


async def everything(update: Update, context: SuaraContext) -> None:
    """/datasaya: all that is held about this person, as a file."""
    held = await rights.everything(context.tx, context.rater)
    if held.nothing:
        context.send(screens.nothing_held(context.texts))
        return
    at = local(context.now, context.settings.time_zone)
    context.send_document(
        screens.FILE_NAME, screens.file(context.texts, held, at), context.texts("rights-file-caption")
    )


async def ask(update: Update, context: SuaraContext) -> None:
    """/hapus: say what goes and what stays, and ask once."""
    await conversations.put(context.tx, context.pseudonym, Step.ERASURE, context.now)
    context.send(_question(context))


async def written(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """Words cannot erase: ask again, with the buttons."""
    context.send(_question(context, by_tap=True))


async def answered(update: Update, context: SuaraContext) -> None:
    """Yes or no was tapped; without the question in force nothing is erased, whatever the button says."""
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    texts = context.texts
    if conversation.step is not Step.ERASURE:
        context.refuse("rights-erasure-ended")
    elif context.tapped == ("yes", "", ""):
        await rights.erase(context.tx, context.pseudonym, context.now)
        context.forget()
        context.edit(screens.erased(texts))
    elif context.tapped == ("no", "", ""):
        await conversations.end(context.tx, context.pseudonym)
        context.edit(screens.kept(texts))
    else:
        context.stale()


def _question(context: SuaraContext, by_tap: bool = False) -> Screen:
    return screens.erase(context.texts, is_officer=bool(context.officer_id), by_tap=by_tap)
