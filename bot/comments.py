"""A citizen's own words on a visit: asked for when they wish, stored without personal data."""

from bot import citizen
from bot.citizen import on_visit
from bot.context import SuaraContext
from bot.screens import comments as screens
from data import comments, conversations, ratings, visits
from data.conversations import Conversation, Step
from data.visits import Visit


@on_visit
async def ask(context: SuaraContext, visit: Visit, value: str) -> None:
    """Words are wanted, or after all not."""
    rating = await ratings.of_visit(context.tx, visit)
    if rating is None or value == "back":
        await conversations.leave(context.tx, context.pseudonym, context.now, Step.COMMENT)
        citizen.thank(context, visit, rating)
        return
    await conversations.put(context.tx, context.pseudonym, Step.COMMENT, context.now, visit=visit.id)
    context.edit(screens.ask(context.texts, visit))


async def written(context: SuaraContext, conversation: Conversation, text: str) -> None:
    """The words came: store them with the personal data masked, and show what is stored."""
    visit = await visits.find(context.tx, str(conversation.about.get("visit")), context.pseudonym)
    rating = await ratings.of_visit(context.tx, visit) if visit else None
    if visit is None or rating is None:
        await conversations.end(context.tx, context.pseudonym)
        context.send(screens.gone(context.texts))
    elif len(text) > comments.LONGEST:
        context.send(screens.too_long(context.texts, visit, len(text)))
    else:
        stored = await comments.write(context.tx, rating.id, text)
        await conversations.end(context.tx, context.pseudonym)
        concern = context.concerns.recognise(text)
        doors = context.concerns.doors[concern] if concern else ()
        context.send(screens.stored(context.texts, visit, stored, doors))
