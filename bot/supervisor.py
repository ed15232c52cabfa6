"""The supervisor: the team of one's own subtree, for the latest published week. Every look is written down."""

from telegram import Update

from bot.context import SuaraContext
from bot.screens import supervisor as screens
from data import looks, officers, scores
from data.scores import Member

PAGE = 8


async def team(update: Update, context: SuaraContext) -> None:
    """/tim: the chart, then the people."""
    week, members = await _team(context)
    if not members:
        context.send(screens.no_team(context.texts))
        return
    if week is None:
        context.send(screens.no_week_yet(context.texts, len(members)))
        return
    viewer = context.rater.officer_id or 0
    chart = context.chart(f"{week}/team-{viewer}.png")
    if chart:
        await looks.note(context.tx, viewer, [m.officer_id for m in members], "team-chart", context.now)
        context.send_photo(chart, screens.chart_caption(context.texts, week))
    await _page(context, week, members, 0, edit=False)


async def member(update: Update, context: SuaraContext) -> None:
    """A page or a person was tapped; whether one may see them is checked anew each time."""
    _, kind, value = (*context.tapped.split(":"), "", "")[:3]
    week, members = await _team(context)
    if week is None or not value.isdecimal() or kind not in ("p", "o"):
        context.answer(context.texts("anyone-stale-button"), alert=True)
    elif kind == "p":
        await _page(context, week, members, int(value), edit=True)
    else:
        await _person(context, week, int(value))


async def _team(context: SuaraContext) -> tuple[str | None, list[Member]]:
    if context.rater.officer_id is None:
        return None, []
    week = await scores.latest_week(context.tx)
    # Before the first week the team is known already, only without figures.
    return week, await scores.team(context.tx, context.rater.officer_id, week or "2000-W01")


async def _page(context: SuaraContext, week: str, members: list[Member], page: int, edit: bool) -> None:
    pages = max(1, -(-len(members) // PAGE))
    page = min(page, pages - 1)
    shown = members[page * PAGE : (page + 1) * PAGE]
    viewer = context.rater.officer_id or 0
    await looks.note(context.tx, viewer, [m.officer_id for m in shown], "team", context.now)
    coverage = await scores.coverage(context.tx, viewer, week)
    screen = screens.team(context.texts, week, shown, page, pages, len(members), coverage)
    (context.edit if edit else context.send)(screen)


async def _person(context: SuaraContext, week: str, officer_id: int) -> None:
    viewer = context.rater.officer_id or 0
    officer = await officers.by_id(context.tx, officer_id)
    if officer is None or not await officers.is_below(context.tx, viewer, officer_id):
        context.answer(context.texts("supervisor-not-yours"), alert=True)
        return
    await looks.note(context.tx, viewer, [officer_id], "person", context.now)
    history = await scores.history(context.tx, officer_id)
    screen = screens.person(context.texts, officer.full_name, officer.position, history)
    chart = context.chart(f"{week}/{officer_id}.png")
    if chart:
        context.send_photo(chart, screen.text)
    else:
        context.send(screen)
