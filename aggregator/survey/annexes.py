"""The annexes of the survey's report: the questionnaire, every response with the sums under it, the method."""

from collections.abc import Iterator
from fractions import Fraction

from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.survey import sentences, wording
from aggregator.survey.index import WEIGHT
from aggregator.survey.report import Report
from aggregator.survey.wording import figure
from data.skm import OPTIONS, PROFILE, UNSUR
from data.texts import Texts

_METHOD = ("weight", "formula", "rounding", "grade", "threes", "rollup", "sample", "self", "faces", "splits", "order")


def blocks_of(report: Report, texts: Texts) -> Iterator[Block]:
    """Give the three annexes, each on a page of its own."""
    yield from _form(texts)
    yield from _answers(report, texts)
    yield from _method(report, texts)


def _form(texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-annex-form"), numbered=False, new_page=True)
    yield blocks.text(texts("skm-report-annex-form-text"))
    yield blocks.table(
        None,
        [texts("skm-report-number"), texts("skm-report-annex-form-question"), *map(str, OPTIONS)],
        [
            [
                wording.code(unsur),
                f"{texts(f'skm-unsur-{unsur}')}. {texts(f'survey-{unsur}')}",
                *(texts(f"survey-{unsur}-{option}") for option in OPTIONS),
            ]
            for unsur in UNSUR
        ],
        widths=[None, 3, 1, 1, 1, 1],
        align=["left"] * 6,
    )
    yield blocks.note(texts("skm-report-annex-form-free", question=texts("survey-biaya-free")))
    yield blocks.table(
        None,
        [texts("skm-report-annex-form-profile"), texts("skm-report-choice")],
        [
            [texts(f"survey-{part}"), " · ".join(texts(f"survey-{part}-{choice}") for choice in choices)]
            for part, choices in PROFILE.items()
        ],
        widths=[1, 2],
        align=["left", "left"],
    )


def _answers(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-annex-answers"), numbered=False, new_page=True)
    if report.index is None:
        yield blocks.alert(texts("skm-report-none-detail"))
        return
    if not sentences.by_unsur_told(report):
        yield blocks.text(sentences.unsur_withheld(texts))
        return
    yield blocks.text(texts("skm-report-annex-answers-text"))
    yield blocks.note("; ".join(wording.unsur(unsur, texts) for unsur in UNSUR))
    tally, means = report.tally, report.tally.means
    yield {
        "kind": "answers",
        "number": texts("skm-report-number"),
        "codes": [wording.code(unsur) for unsur in UNSUR],
        "rows": [" ".join(map(str, answers)) for answers in report.answers],
        "sums": [
            [texts("skm-report-row-total"), *map(texts.number, tally.totals)],
            [texts("skm-report-row-mean"), *(figure(mean, texts) for mean in means)],
            [texts("skm-report-row-weighted"), *(figure(mean * WEIGHT, texts, 4) for mean in means)],
        ],
        "results": [
            [texts("skm-report-row-sum"), figure(sum(means, Fraction()) * WEIGHT, texts, 4)],
            [texts("skm-report-row-index"), figure(report.index, texts)],
        ],
    }


def _method(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-annex-method"), numbered=False, new_page=True)
    floor = texts.number(report.floor)
    yield blocks.steps([texts(f"skm-report-method-{note}", floor=floor) for note in _METHOD])
    heads = ("grades-value", "grades-mean", "grades-interval", "grade", "performance")
    yield blocks.table(
        texts("skm-report-grades-table"),
        [texts(f"skm-report-{head}") for head in heads],
        [
            [
                str(perceived),
                f"{wording.interval(grade.least, texts)} – {wording.interval(most, texts)}",
                f"{figure(grade.least, texts)} – {figure(most, texts)}",
                grade.letter,
                texts(f"skm-grade-{grade.letter}"),
            ]
            for perceived, grade, most in wording.official_table()
        ],
        widths=[0.7, 1, 1.1, 0.8, 1],
        align=["center", "left", "left", "center", "left"],
    )
