"""What everybody may say to the bot: start, language, help, and what it does not understand."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import ChatMember, Update

from bot import cases, citizen, comments, followup, news, officer, rights, survey
from bot.context import SuaraContext
from bot.screens import anyone as screens
from data import accounts, conversations, invites
from data import cases as case_rules
from data.conversations import Conversation, Step
from data.texts import LANGUAGES

Listener = Callable[[SuaraContext, Conversation, str], Awaitable[None]]
LISTENERS: Mapping[Step, Listener] = {
    Step.ADDITION: cases.added,
    Step.CLOSING: followup.closed,
    Step.COMMENT: comments.written,
    Step.COMPLAINT: cases.complained,
    Step.ERASURE: rights.written,
    Step.NEWS: news.written,
    Step.REPLY: followup.answered,
    Step.SURVEY: survey.written,
}
"""Who reads what is written, by what the bot waits for; elsewhere a button is waited for."""


async def start(update: Update, context: SuaraContext) -> None:
    """A poster's link, an invitation's link, or a bare /start (some phones drop what the link carries)."""
    payload = context.args[0] if context.args else ""
    if payload.startswith(invites.PREFIX):
        await officer.invited(context, payload.removeprefix(invites.PREFIX))
    elif payload:
        await citizen.scanned(context, payload)
    else:
        rows = [*await survey.unfinished(context), *await cases.shortcuts(context)]
        told = await news.unseen(context)
        context.send(screens.welcome(context.texts, bool(context.officer_id), rows, told))


async def written(update: Update, context: SuaraContext) -> None:
    """Some text: what the conversation waits for; a receipt, or the code of a poster, goes before it."""
    text = ((update.effective_message and update.effective_message.text) or "").replace("\0", "")
    if await cases.shown_by_receipt(context, text):
        return
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    if conversation.step is Step.IDLE:
        await citizen.typed(context, text)
    elif not await citizen.opened_by_code(context, text):
        await LISTENERS.get(conversation.step, _tap_instead)(context, conversation, text)


async def choose_language(update: Update, context: SuaraContext) -> None:
    """Offer the languages."""
    context.send(screens.languages(context.texts))


async def set_language(update: Update, context: SuaraContext) -> None:
    """A language was tapped."""
    language, *_ = context.tapped
    if language not in LANGUAGES:
        context.stale()
        return
    context.keep(language=language)
    await case_rules.speak(context.tx, context.pseudonym, language)
    context.edit(screens.language_set(context.texts))


async def help_(update: Update, context: SuaraContext) -> None:
    """Say what the bot is for and what it understands."""
    context.send(screens.help_(context.texts, is_officer=bool(context.officer_id)))


async def not_understood(update: Update, context: SuaraContext) -> None:
    """A photo, a sticker, a forwarded message …: never a dead end."""
    await _remind(context, "anyone-not-understood")


async def spoken(update: Update, context: SuaraContext) -> None:
    """A voice gives its owner away: it is not kept."""
    await _remind(context, "anyone-no-voice")


async def edited(update: Update, context: SuaraContext) -> None:
    """A message was changed after it had been read."""
    await _remind(context, "anyone-edited")


async def _tap_instead(context: SuaraContext, conversation: Conversation, text: str) -> None:
    context.send(screens.reminder(context.texts, "anyone-tap-instead", conversation.step))


async def _remind(context: SuaraContext, key: str) -> None:
    """Say what cannot be taken, and what is waited for instead."""
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    context.send(screens.reminder(context.texts, key, conversation.step))


async def elsewhere(update: Update, context: SuaraContext) -> None:
    """A command in a group, where everybody would read the answer."""
    context.send(screens.elsewhere(context.texts, context.bot.username))


async def stale_button(update: Update, context: SuaraContext) -> None:
    """A button that means nothing any more, or never did."""
    context.stale()


async def membership(update: Update, context: SuaraContext) -> None:
    """The bot was blocked or unblocked: an officer's digests stop and start again with it."""
    member = update.my_chat_member
    if member is None or not context.officer_id:
        return
    if member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await accounts.mark_blocked(context.tx, context.pseudonym, context.now)
    else:
        await accounts.mark_reachable(context.tx, context.pseudonym)
