"""The supervisor: the team of one's own subtree, for the latest published week, and the own office's survey report.

Every look at people is written down.
"""

from telegram import Update

from bot.context import SuaraContext, number
from bot.screens import supervisor as screens
from bot.screens.pages import Page
from data import looks, officers, offices, scores, survey_reports
from data.scores import Member


async def team(update: Update, context: SuaraContext) -> None:
    """/tim: the chart, then the people."""
    week, members = await _team(context)
    if not members:
        context.send(screens.no_team(context.texts))
        return
    if week is None:
        context.send(screens.no_week_yet(context.texts, len(members)))
        return
    chart = context.chart(f"{week}/team-{context.officer_id}.png")
    if chart:
        await looks.note(context.tx, context.officer_id, [m.officer_id for m in members], "team-chart", context.now)
        context.send_photo(chart, screens.chart_caption(context.texts, week))
    await _page(context, week, members, 0)


async def member(update: Update, context: SuaraContext) -> None:
    """A page or a person was tapped; whether one may see them is checked anew each time."""
    kind, value, _ = context.tapped
    week, members = await _team(context)
    which = number(value)
    if week is None or which is None or kind not in ("p", "o"):
        context.stale()
    elif kind == "p":
        await _page(context, week, members, which)
    else:
        await _person(context, week, which)


async def report(update: Update, context: SuaraContext) -> None:
    """/laporan: the official survey's report of one's own office, of the last period that is over."""
    office_id = context.rater.office_id
    if office_id is None or not await offices.of_superior(context.tx, context.officer_id):
        context.send(screens.no_team(context.texts))
        return
    latest = await survey_reports.latest(context.tx, office_id)
    path = context.settings.reports_folder / latest.file if latest else None
    if latest is None or path is None or not path.is_file():
        context.send(screens.no_report_yet(context.texts))
    else:
        context.send_file(str(path), screens.report_caption(context.texts, latest))


async def _team(context: SuaraContext) -> tuple[str | None, list[Member]]:
    if not context.officer_id:
        return None, []
    week = await scores.latest_week(context.tx)
    # Before the first week the team is known already, only without figures.
    return week, await scores.team(context.tx, context.officer_id, week or "2000-W01")


async def _page(context: SuaraContext, week: str, members: list[Member], which: int) -> None:
    page = Page.of(members, which)
    await looks.note(context.tx, context.officer_id, [m.officer_id for m in page.items], "team", context.now)
    coverage = await scores.coverage(context.tx, context.officer_id, week)
    context.edit(screens.team(context.texts, week, page, coverage))


async def _person(context: SuaraContext, week: str, officer_id: int) -> None:
    officer = await officers.by_id(context.tx, officer_id)
    if officer is None or not await officers.is_below(context.tx, context.officer_id, officer_id):
        context.refuse("supervisor-not-yours")
        return
    await looks.note(context.tx, context.officer_id, [officer_id], "person", context.now)
    history = await scores.history(context.tx, officer_id)
    screen = screens.person(context.texts, officer.full_name, officer.position, history)
    chart = context.chart(f"{week}/{officer_id}.png")
    if chart:
        context.send_photo(chart, screen.text)
    else:
        context.send(screen)
