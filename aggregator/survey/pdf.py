"""The report of the official survey as a PDF, A4, to be signed and handed in.

The chapters follow the outline in use: introduction, collection of data, results, analysis, conclusion, and annexes
with the questionnaire, every response, and the method. Where something is not known or may not be told, it says so.
"""

from collections.abc import Iterator
from pathlib import Path

from aggregator import paper
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.paper.letterhead import document
from aggregator.survey import analysis, annexes, chapters, sentences, wording
from aggregator.survey.report import Report
from aggregator.survey.wording import figure
from data.skm import UNSUR
from data.texts import Texts

__all__ = ["report"]

_TEMPLATE = Path(__file__).with_name("report.typ")


def report(report: Report, texts: Texts) -> bytes:
    """Set the report as a tagged PDF. Raises `aggregator.paper.PaperError` for a logo that is no picture."""
    head, period = report.letterhead, sentences.period_in_full(report, texts)
    content = document(head, texts("skm-report-title"), period, report.made_on, _body(report, texts), texts)
    return paper.pdf(_TEMPLATE, content | {"summary": _summary(report, texts)}, head.pictures)


def _summary(report: Report, texts: Texts) -> Block:
    """Return the box on the first page."""
    if report.index is None:
        return {"index": None, "none": texts("skm-report-none"), "alert": texts("skm-report-none-detail")}
    letter, performance = wording.grade(report.index, texts)
    responses = texts.number(report.tally.responses)
    if report.target is not None:
        responses = texts("skm-report-of-target", responses=responses, target=texts.number(report.target))
    facts = {
        "skm-report-grade": letter,
        "skm-report-performance": performance,
        "skm-report-respondents": responses,
    }
    return {
        "index": figure(report.index, texts),
        "name": texts("skm-report-index"),
        "facts": [[texts(key), value] for key, value in facts.items()],
        "alert": sentences.few(report, texts) if report.few else None,
    }


def _body(report: Report, texts: Texts) -> Iterator[Block]:
    yield from _at_a_glance(report, texts)
    yield from chapters.introduction(report, texts)
    yield from chapters.collection(report, texts)
    yield from chapters.results(report, texts)
    yield from analysis.analysis(report, texts)
    yield from analysis.conclusion(report, texts)
    yield from annexes.blocks_of(report, texts)


def _at_a_glance(report: Report, texts: Texts) -> Iterator[Block]:
    """Give what a head of office reads on the first page under the box."""
    tally = report.tally
    rows = []
    if sentences.by_unsur_told(report):
        means = dict(zip(UNSUR, tally.means, strict=True))
        for key, unsur in (("lowest", tally.lowest), ("highest", tally.highest)):
            named = [f"{wording.unsur(each, texts)} ({figure(means[each], texts)})" for each in unsur]
            rows.append([texts(f"skm-report-summary-{key}"), ", ".join(named)])
    rows.append([texts("skm-report-summary-sample"), sentences.sufficiency(report, texts)])
    change = sentences.change(report, texts)
    if change:
        rows.append([texts("skm-report-summary-trend"), f"{texts('skm-report-index-short')} {change}"])
    if report.plan:
        planned = texts("skm-report-plan-some", count=texts.number(len(report.plan)))
    else:
        planned = texts("skm-report-plan-none")
    rows.append([texts("skm-report-summary-plan"), planned])
    if report.earlier_period and report.earlier_plan:
        earlier = wording.period(report.earlier_period, texts)
        realised = sentences.realised(report.earlier_plan, texts)
        rows.append([texts("skm-report-summary-earlier", period=earlier), realised])
    yield blocks.table(
        None, [texts("skm-report-summary"), texts("skm-report-item")], rows, widths=[1, 2.4], align=["left", "left"]
    )
    if sentences.by_unsur_told(report):
        yield chapters.chart(report, texts)
