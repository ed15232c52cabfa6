"""Sentences that the survey's report says more than once, and what they depend on."""

from collections.abc import Sequence

from aggregator import publish
from aggregator.survey import wording
from aggregator.survey.index import Tally
from aggregator.survey.report import Report
from aggregator.survey.wording import figure
from data.follow_up_plans import Measure
from data.texts import Texts


def period_in_full(report: Report, texts: Texts) -> str:
    """Return the period's name with its days; the days alone where it has no other name."""
    name, days = wording.period(report.period, texts), wording.days(report.period, texts)
    return days if name == days else f"{name} ({days})"


def few(report: Report, texts: Texts) -> str:
    """Say that the responses are too few."""
    return texts("skm-report-few", responses=texts.number(report.tally.responses), floor=texts.number(report.floor))


def by_unsur_told(report: Report) -> bool:
    """Whether unsur and single responses are told: of one or two people they would be somebody's own answers."""
    return report.tally.responses >= publish.SEVERAL


def unsur_withheld(texts: Texts) -> str:
    """Say why they are not."""
    return texts("skm-report-unsur-withheld", several=texts.number(publish.SEVERAL))


def profile_withheld(report: Report, texts: Texts) -> str:
    """Say why there is no profile: few responses, or few without those of small units."""
    key = "skm-report-profile-withheld" if report.few else "skm-report-profile-left"
    return texts(key, floor=texts.number(report.floor))


def profiled(report: Report) -> int:
    """Return how many respondents the profile counts; 0 without one."""
    return max((sum(counts.values()) for counts in report.profile.values()), default=0)


def counted(report: Report, texts: Texts) -> str:
    """Say how many respondents the profile counts, and why not all; empty where it counts all, or none is shown."""
    if profiled(report) in (0, report.tally.responses):
        return ""
    return texts(
        "skm-report-profile-counted",
        counted=texts.number(profiled(report)),
        responses=texts.number(report.tally.responses),
        floor=texts.number(report.floor),
    )


def services_counted(report: Report) -> bool:
    """Whether services are only counted, because with the units' figures theirs would tell a small part's."""
    return len(report.units) > 1 and all(each.tally is None for each in report.services)


def sufficiency(report: Report, texts: Texts) -> str:
    """Say how many responses there are, of how many that were needed where that is known."""
    responses = texts.number(report.tally.responses)
    if report.target is None:
        return texts("skm-report-no-target", responses=responses)
    key = "skm-report-reached" if report.tally.responses >= report.target else "skm-report-not-reached"
    return texts(key, responses=responses, target=texts.number(report.target))


def series(report: Report, texts: Texts) -> list[tuple[str, Tally]]:
    """Name the periods that have an index, oldest first and the report's own last; those of few responses say so."""
    floor = texts.number(report.floor)
    named = []
    for period, tally in [*((each.period, each.tally) for each in report.past), (report.period, report.tally)]:
        name = wording.period(period, texts)
        if tally.responses < report.floor:
            name = texts("skm-report-trend-few", period=name, floor=floor)
        if tally.responses:
            named.append((name, tally))
    return named


def change(report: Report, texts: Texts) -> str:
    """Say how the index differs from the last earlier period's; empty where one of them has none or few responses."""
    if report.index is None or report.few or not report.past:
        return ""
    before = report.past[-1]
    earlier = before.tally.index
    if earlier is None or before.tally.responses < report.floor:
        return ""
    words = {"period": wording.period(before.period, texts), "index": figure(earlier, texts)}
    if report.index == earlier:
        return texts("skm-report-same", **words)
    key = "skm-report-up" if report.index > earlier else "skm-report-down"
    return texts(key, points=figure(abs(report.index - earlier), texts), **words)


def realised(measures: Sequence[Measure], texts: Texts) -> str:
    """Say how much of a plan is done; 100 % only where all of it is."""
    done, of = sum(each.done_on is not None for each in measures), len(measures)
    return texts(
        "skm-report-realised",
        done=texts.number(done),
        of=texts.number(of),
        percent=texts.number(100 * done // of),
    )
