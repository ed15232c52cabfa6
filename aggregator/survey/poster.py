"""The publication sheet of the official survey: A3 for the wall, and a picture for social media.

Both tell the unit's result and nobody's own. The picture is 4:5, the tallest shape that feeds show whole; it leaves out
what is only of use before the counter's QR code, and the finer counts, which a phone shows too small.
"""

from collections.abc import Mapping
from pathlib import Path

from aggregator import paper
from aggregator.paper.letterhead import LOGO
from aggregator.survey import sentences, wording
from aggregator.survey.index import GRADES
from aggregator.survey.report import Report
from aggregator.survey.wording import figure
from data.skm import SKIPPED, UNSUR
from data.texts import Texts

__all__ = ["PICTURE", "picture", "sheet"]

PICTURE = (1080, 1350)
"""Width and height of the picture, in pixels."""

_TEMPLATE = Path(__file__).with_name("poster.typ")
_A3 = (841.89, 1190.55)
"""Width and height, in points."""


def sheet(report: Report, texts: Texts) -> bytes:
    """Set the sheet for the wall as a PDF, A3. Raises `aggregator.paper.PaperError` for a logo that is no picture."""
    return paper.pdf(_TEMPLATE, _content(report, texts, _A3, for_wall=True), report.letterhead.pictures)


def picture(report: Report, texts: Texts) -> bytes:
    """Set the picture for social media as a PNG of `PICTURE`. Raises `aggregator.paper.PaperError` like `sheet`."""
    width, height = PICTURE
    size = (_A3[0], _A3[0] * height / width)
    resolution = paper.POINTS_PER_INCH * width / _A3[0]
    content = _content(report, texts, size, for_wall=False)
    [page] = paper.pictures(_TEMPLATE, content, report.letterhead.pictures, resolution=resolution)
    return page


def _content(report: Report, texts: Texts, size: tuple[float, float], *, for_wall: bool) -> dict[str, object]:
    responses = texts.number(report.tally.responses)
    days = {"first": texts.date(report.period.first), "last": texts.date(report.period.last)}
    foot = [texts("skm-poster-thanks")] if report.tally.responses else []
    if for_wall:
        foot.append(texts("skm-poster-take-part"))
    return {
        "width": size[0],
        "height": size[1],
        "language": texts.locale,
        "date": report.made_on.isoformat(),
        "title": texts("skm-poster-title"),
        "lines": list(report.letterhead.lines),
        "office": report.letterhead.office,
        "logo": None if report.letterhead.logo is None else LOGO,
        "period": wording.period(report.period, texts),
        "figure": _figure(report, texts),
        "none": [texts("skm-poster-none"), texts("skm-poster-none-invite")],
        "few": texts("skm-poster-few", responses=responses, floor=texts.number(report.floor)) if report.few else None,
        "people": {
            "responses": None if report.few else texts("skm-poster-respondents", responses=responses),
            "sex": _sex(report.profile, texts),
            "more": [*_more(report, texts, for_wall=for_wall), texts("skm-poster-days", **days)],
        },
        "unsur": None if report.few else {"title": texts("skm-poster-unsur"), "bars": _bars(report, texts)},
        "foot": foot,
    }


def _figure(report: Report, texts: Texts) -> dict[str, object] | None:
    if report.index is None:
        return None
    letter, performance = wording.grade(report.index, texts)
    return {
        "name": texts("skm-poster-index"),
        "index": figure(report.index, texts),
        "letter": letter,
        "grade": texts("skm-report-grade"),
        "unit": texts("skm-report-performance"),
        "performance": performance,
        "tone": _tone(letter),
    }


def _bars(report: Report, texts: Texts) -> list[dict[str, object]]:
    bars: list[dict[str, object]] = []
    for unsur, mean in zip(UNSUR, report.tally.means, strict=False):
        converted = wording.converted(mean)
        letter, _ = wording.grade(converted, texts)
        bars.append(
            {
                "name": texts(f"skm-unsur-{unsur}"),
                "value": figure(converted, texts),
                "share": wording.share(converted),
                "letter": letter,
                "tone": _tone(letter),
            }
        )
    return bars


def _tone(letter: str) -> int:
    """Return which of the look's colours, worst first, a grade has."""
    return len(GRADES) - 1 - [each.letter for each in GRADES].index(letter)


def _sex(profile: Mapping[str, Mapping[str, int]], texts: Texts) -> str | None:
    """Return the line of men and women; None where it is not told, or nobody said."""
    men, women = (profile.get("sex", {}).get(choice, 0) for choice in ("l", "p"))
    return texts("skm-poster-sex", men=texts.number(men), women=texts.number(women)) if men or women else None


def _more(report: Report, texts: Texts, *, for_wall: bool) -> list[str]:
    """Give what else is told of the respondents, and of how many of them where the profile does not count all."""
    lines = _education(report.profile, texts) if for_wall else []
    counted = sentences.profiled(report)
    if counted < report.tally.responses and (lines or _sex(report.profile, texts)):
        lines.append(texts("skm-poster-counted", counted=texts.number(counted)))
    return lines


def _education(profile: Mapping[str, Mapping[str, int]], texts: Texts) -> list[str]:
    """Give the line of the respondents' education; none where it is not told."""
    counts = [
        texts("skm-poster-count", choice=texts(f"survey-education-{choice}"), count=texts.number(count))
        for choice, count in profile.get("education", {}).items()
        if count and choice != SKIPPED
    ]
    return [texts("skm-poster-education", counts=" · ".join(counts))] if counts else []
