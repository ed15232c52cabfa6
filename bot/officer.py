"""The officer: binding one's Telegram account with an invitation, and reading one's own digest."""

from telegram import Update

from bot import menus
from bot.context import SuaraContext
from bot.screens import officer as screens
from data import accounts, conversations, digests, invites, officers, offices, scores
from data.conversations import Step


async def invited(context: SuaraContext, secret: str) -> None:
    """The link of an invitation was opened: show who one is about to be, and ask."""
    invitation = await invites.find(context.tx, secret, context.now)
    officer = await officers.by_id(context.tx, invitation[1]) if invitation else None
    if invitation is None or officer is None:
        context.send(screens.invitation_ended(context.texts))
        return
    if context.rater.officer_id not in (None, officer.id):
        context.send(screens.bound_to_another(context.texts))
        return
    await conversations.put(context.tx, context.pseudonym, Step.INVITATION, context.now, invite=invitation[0])
    office = await offices.by_id(context.tx, officer.office_id)
    context.send(screens.confirm(context.texts, officer.full_name, officer.position, office.name if office else ""))


async def bind(update: Update, context: SuaraContext) -> None:
    """Yes or no was tapped. The invitation comes from the conversation, never from the button, which can be forged."""
    conversation = await conversations.get(context.tx, context.pseudonym, context.now)
    if conversation.step is not Step.INVITATION or context.sender_id is None:
        context.refuse("officer-invitation-ended")
        return
    await conversations.end(context.tx, context.pseudonym)
    if context.tapped != ("yes", "", ""):
        context.edit(screens.not_me(context.texts))
        return
    officer_id = await invites.use(context.tx, conversation.about["invite"], context.now)
    officer = await officers.by_id(context.tx, officer_id) if officer_id is not None else None
    if officer is None:
        context.edit(screens.invitation_ended(context.texts))
        return
    earlier = await accounts.bind(context.tx, officer.id, context.sender_id, context.batch.keys, context.now)
    has_team = bool(await officers.team(context.tx, officer.id))
    context.keep(officer_id=officer.id, office_id=officer.office_id)
    context.edit(screens.bound(context.texts, officer.full_name, has_team))
    menus.show(context, context.chat_id, menus.for_officer(has_team))
    if earlier is not None and (chat := int(context.batch.keys.unseal(earlier))) != context.chat_id:
        menus.take_away(context, chat)


async def digest(update: Update, context: SuaraContext) -> None:
    """/ringkasan: the latest digest with its chart."""
    if not context.officer_id:
        context.send(screens.for_officers(context.texts))
        return
    latest = await digests.latest(context.tx, context.officer_id)
    if latest is None:
        context.send(screens.no_digest_yet(context.texts))
        return
    chart = context.chart(latest.chart) if latest.chart else None
    if chart and digests.fits_caption(latest.text):
        context.send_photo(chart, latest.text)
    else:
        context.send(screens.digest(latest.text))


async def details(update: Update, context: SuaraContext) -> None:
    """/rincian: the latest figure taken apart."""
    if not context.officer_id:
        context.send(screens.for_officers(context.texts))
        return
    history = await scores.history(context.tx, context.officer_id)
    taken_apart = next((score for score in reversed(history) if score.published.parts), None)
    standing = history[-1].published.standing if history else None
    context.send(screens.details(context.texts, taken_apart, standing))
