"""The fairness report as a PDF, A4: a first page to be read aloud, the chapters, the method.

Groups are shown that have passed `aggregator.fairness.suppression`, and their figures by the last functions of
`aggregator.publish`: gaps in steps as coarse as one person's influence asks for, numbers of ratings in bands, shares in
steps of 5 %. Numbers of officers are exact: the roster is known. No officer is named, and no NIP stands in it.
"""

from collections.abc import Iterator
from pathlib import Path

from aggregator import paper
from aggregator.fairness import chapters, evidence
from aggregator.fairness.audit import PEOPLE
from aggregator.fairness.summary import Report
from aggregator.fairness.wording import NOTHING, Words, sentences
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.paper.letterhead import document
from data.texts import Texts

__all__ = ["report"]

_TEMPLATE = Path(__file__).with_name("report.typ")


def report(report: Report, texts: Texts) -> bytes:
    """Set the report as a tagged PDF. Raises `aggregator.paper.PaperError` for a logo that is no picture."""
    head, words = report.letterhead, Words(report, texts)
    period = texts("fairness-period", first=texts.date(report.first), last=texts.date(report.last))
    content = document(head, texts("fairness-title"), period, report.made_on, _body(words), texts)
    content |= {"aloud": texts("fairness-aloud"), "sentences": list(sentences(report, words))}
    return paper.pdf(_TEMPLATE, content, head.pictures)


def _body(words: Words) -> Iterator[Block]:
    yield from _at_a_glance(words)
    yield from chapters.people(words)
    yield from chapters.places(words)
    yield from evidence.weights(words)
    yield from evidence.calibration(words)
    yield from evidence.hidden(words)
    yield from evidence.limits(words)
    yield from evidence.method(words)


def _at_a_glance(words: Words) -> Iterator[Block]:
    """Give the questions with their answers, and how large a gap would have had to be to be found."""
    texts = words.texts
    rows = [
        [texts(f"fairness-question-{by.value}"), words.answer(by, answer), words.findable(answer)]
        for by, answer in words.report.answers.items()
    ]
    rows.append([texts("fairness-question-rates"), _rates(words), NOTHING])
    rows.append([texts("fairness-question-trust"), evidence.calibration_answer(words), NOTHING])
    yield blocks.table(
        None,
        [texts("fairness-question"), texts("fairness-answer"), texts("fairness-findable-head")],
        rows,
        widths=[1.25, 1.7, 0.75],
        align=["left", "left", "left"],
    )
    yield blocks.note(texts("fairness-glance-note"))


def _rates(words: Words) -> str:
    """Say by what groups some have a figure, a high or a low one more often than chance would give."""
    texts, splits = words.texts, words.report.audit.splits
    compared = [by for by, split in splits.items() if any(rates.impacts for rates in split.rates.values())]
    told = [by for by in compared if any(rates.told for rates in splits[by].rates.values())]
    if not compared:
        reasons = {splits[by].gap.reason for by in PEOPLE}
        if len(reasons) == 1 and (reason := reasons.pop()):
            return texts("fairness-answer-unknown", reason=words.reason(reason))
        return texts("fairness-rates-unknown")
    return texts("fairness-rates-told", by=words.all_of(told)) if told else texts("fairness-rates-none")
