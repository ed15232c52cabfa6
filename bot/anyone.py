"""What everybody may say to the bot: start, language, privacy, help, and what it does not understand."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import ChatMember, Update

from bot import citizen, officer
from bot.context import SuaraContext
from bot.screens import anyone as screens
from data import accounts, conversations, invites, privacy
from data.conversations import Conversation, Step
from data.texts import LANGUAGES

Listener = Callable[[SuaraContext, Conversation, str], Awaitable[None]]
LISTENERS: Mapping[Step, Listener] = {}
"""Who reads what is written, by what the bot waits for; otherwise it is taken for a code."""


async def start(update: Update, context: SuaraContext) -> None:
    """A poster's link, an invitation's link, or a bare /start (some phones drop what the link carries)."""
    payload = context.args[0] if context.args else ""
    if payload.startswith(invites.PREFIX):
        await officer.invited(context, payload.removeprefix(invites.PREFIX))
    elif payload:
        await citizen.scanned(context, payload)
    else:
        context.send(screens.welcome(context.texts, is_officer=context.rater.officer_id is not None))


async def written(update: Update, context: SuaraContext) -> None:
    """Some text: what the conversation waits for; the code of a poster goes before it."""
    text = (update.effective_message and update.effective_message.text) or ""
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    listen = LISTENERS.get(conversation.step)
    if listen is None:
        await citizen.typed(context, text)
    elif not await citizen.opened_by_code(context, text):
        await listen(context, conversation, text)


async def choose_language(update: Update, context: SuaraContext) -> None:
    """Offer the languages."""
    context.send(screens.languages(context.texts))


async def set_language(update: Update, context: SuaraContext) -> None:
    """A language was tapped."""
    language = context.tapped.removeprefix("l:")
    if language not in LANGUAGES:
        await stale_button(update, context)
        return
    context.keep(language=language)
    context.edit(screens.language_set(context.texts))


async def privacy_text(update: Update, context: SuaraContext) -> None:
    """Show the privacy text and remember which version was seen."""
    context.keep(privacy_version=privacy.VERSION, privacy_seen_on=context.today)
    context.send(screens.privacy(context.texts))


async def help_(update: Update, context: SuaraContext) -> None:
    """Say what the bot is for and what it understands."""
    context.send(screens.help_(context.texts, is_officer=context.rater.officer_id is not None))


async def not_understood(update: Update, context: SuaraContext) -> None:
    """A photo, a sticker, a forwarded message …: never a dead end."""
    context.send(screens.not_understood(context.texts))


async def stale_button(update: Update, context: SuaraContext) -> None:
    """A button that means nothing any more, or never did."""
    context.answer(context.texts("anyone-stale-button"), alert=True)


async def membership(update: Update, context: SuaraContext) -> None:
    """The bot was blocked or unblocked: an officer's digests stop and start again with it."""
    member = update.my_chat_member
    if member is None or context.rater.officer_id is None:
        return
    if member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await accounts.mark_blocked(context.tx, context.pseudonym, context.now)
    else:
        await accounts.mark_reachable(context.tx, context.pseudonym)
