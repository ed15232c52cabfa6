"""Screens of the supervisor."""

from collections.abc import Sequence

from bot.screens import Button, Screen, escape, shortened
from bot.screens.pages import Page
from data.clock import week_monday
from data.scores import Member, OfficeCoverage, Published, Score
from data.survey_reports import SurveyReport
from data.texts import Texts

LABEL_LENGTH = 30


def no_team(texts: Texts) -> Screen:
    """Nobody stands below this person."""
    return Screen(texts("supervisor-no-team"))


def no_week_yet(texts: Texts, people: int) -> Screen:
    """Before the first Monday."""
    return Screen(texts("supervisor-no-week", people=people))


def chart_caption(texts: Texts, week: str) -> str:
    """What stands under the team's chart."""
    return texts("supervisor-chart", week=_week(texts, week))


def team(texts: Texts, week: str, page: Page[Member], coverage: Sequence[OfficeCoverage]) -> Screen:
    """A page of the team, by office and name: no ranking."""
    lines = [texts("supervisor-team", week=_week(texts, week), people=page.total)]
    office = None
    for member in page.items:
        if member.office_id != office:
            office = member.office_id
            lines.append(_office(texts, member, coverage))
        lines.append(f"{escape(member.name)}\n{_figures(texts, member.published)}")
    lines.append(texts("supervisor-noted"))
    rows = [[Button(shortened(member.name, LABEL_LENGTH), f"t:o:{member.officer_id}")] for member in page.items]
    return Screen("\n\n".join(lines), [*rows, *page.turns(texts, "t:p:")])


def person(texts: Texts, name: str, position: str, history: Sequence[Score]) -> Screen:
    """One member: the latest figures, and whether to praise or to help; also the caption of their chart."""
    lines = [f"<b>{escape(name)}</b>\n{escape(position)}"]
    if history:
        latest = history[-1]
        lines.append(texts("supervisor-week", week=_week(texts, latest.week)))
        lines.append(_figures(texts, latest.published))
        if latest.published.standing:
            lines.append(texts(f"supervisor-standing-{latest.published.standing}"))
    else:
        lines.append(texts("supervisor-none-no_ratings"))
    lines.append(texts("supervisor-noted"))
    return Screen("\n\n".join(lines))


def _figures(texts: Texts, published: Published | None) -> str:
    if published is None:
        return texts("supervisor-none-no_ratings")
    if published.points is None:
        return texts(f"supervisor-none-{published.reason}", missing=published.missing)
    figures = texts(
        "supervisor-figures",
        points=texts.points(published.points),
        low=texts.points(published.low or 0),
        high=texts.points(published.high or 0),
        band=published.n_band,
        arrow=_arrow(published),
    )
    return figures + (f"\n{texts('supervisor-provisional')}" if published.state == "provisional" else "")


def _arrow(published: Published) -> str:
    """Return where the score went; nothing while it is too early to say."""
    return {"up": " ↗", "same": " →", "down": " ↘"}.get(published.change or "", "")


def _office(texts: Texts, member: Member, coverage: Sequence[OfficeCoverage]) -> str:
    share = next((each for each in coverage if each.office_id == member.office_id), None)
    heading = f"<b>{escape(member.office)}</b>"
    if share is None or share.named_percent is None:
        return heading
    return f"{heading}\n{texts('supervisor-coverage', percent=share.named_percent, band=share.n_band)}"


def _week(texts: Texts, week: str) -> str:
    return texts.date(week_monday(week))


def report_caption(texts: Texts, report: SurveyReport) -> str:
    """Below the survey's report."""
    first, last, made = map(texts.date, (report.first, report.last, report.made_on))
    return texts("supervisor-report", first=first, last=last, made=made)


def no_report_yet(texts: Texts) -> Screen:
    """No period of one's office is over yet."""
    return Screen(texts("supervisor-no-report"))
