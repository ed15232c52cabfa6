"""Chapters IV and V of the survey's report: what follows from the results, and who signs."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from aggregator import paper
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.survey import sentences, wording
from aggregator.survey.report import Report
from aggregator.survey.wording import figure
from data.skm import UNSUR
from data.texts import Texts

_LINES_BY_HAND = 3
_DOTS = "…" * 12
"""Where something is filled in by hand."""


def analysis(report: Report, texts: Texts) -> Iterator[Block]:
    """Give chapter IV: the lowest and highest unsur, suggestions, the plan, the series of periods."""
    yield blocks.heading(texts("skm-report-analysis"))
    if sentences.by_unsur_told(report):
        yield blocks.heading(texts("skm-report-extremes"), 2)
        yield blocks.text(texts("skm-report-extremes-text"))
        yield blocks.pair(
            _extremes(report, report.tally.lowest, "skm-report-lowest", texts),
            _extremes(report, report.tally.highest, "skm-report-highest", texts),
        )
    yield blocks.heading(texts("skm-report-suggestions"), 2)
    quotes = [quote for quote in map(paper.legible, report.suggestions) if quote]
    if quotes:
        yield blocks.text(texts("skm-report-suggestions-text"))
        yield blocks.quotes(quotes)
    else:
        yield blocks.text(texts("skm-report-suggestions-none"))
    yield from _plan(report, texts)
    yield from _trend(report, texts)


def _extremes(report: Report, unsur: Sequence[str], caption: str, texts: Texts) -> Block:
    means = dict(zip(UNSUR, report.tally.means, strict=True))
    return blocks.table(
        texts(caption),
        [texts("skm-report-unsur-head"), texts("skm-report-nrr")],
        [[wording.unsur(each, texts), figure(means[each], texts)] for each in unsur],
        widths=[1, None],
        align=["left", "right"],
    )


def _plan(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-plan"), 2)
    if report.plan:
        yield blocks.text(texts("skm-report-plan-text"))
        yield blocks.table(
            texts("skm-report-plan"),
            _plan_head(texts),
            [wording.measure(each, texts)[:-1] for each in report.plan],
            widths=[1.2, 2, None, 1.2],
            align=["left"] * 4,
        )
    elif report.tally.responses:
        first = [""] * _LINES_BY_HAND
        if sentences.by_unsur_told(report):
            first = [wording.unsur(each, texts) for each in report.tally.lowest]
        yield blocks.text(texts("skm-report-plan-fill"))
        yield blocks.table(
            texts("skm-report-plan"),
            _plan_head(texts),
            [[unsur, "", "", ""] for unsur in first],
            widths=[1.2, 2, 0.6, 1.2],
            align=["left"] * 4,
            blank=True,
        )
    else:
        yield blocks.text(texts("skm-report-plan-no-data"))


def _plan_head(texts: Texts) -> list[str]:
    return [texts(f"skm-report-plan-{column}") for column in ("unsur", "program", "quarter", "responsible")]


def _trend(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-trend"), 2)
    if not report.past:
        yield blocks.text(texts("skm-report-trend-none"))
        return
    told = [(name, tally.responses, tally.index) for name, tally in sentences.series(report, texts)]
    named = [(name, responses, index) for name, responses, index in told if index is not None]
    yield blocks.trend(
        texts("skm-report-trend-chart"),
        texts("skm-report-trend-alt", values="; ".join(f"{name} {figure(index, texts)}" for name, _, index in named)),
        [(name, figure(index, texts), wording.share(index)) for name, _, index in named],
        ticks=[(texts.number(tick), wording.share(Fraction(tick))) for tick in (25, 50, 75, 100)],
        limits=wording.limits(),
    )
    yield blocks.table(
        texts("skm-report-trend"),
        [
            texts("skm-report-trend-head"),
            texts("skm-report-respondents"),
            texts("skm-report-index-short"),
            texts("skm-report-grade-short"),
            texts("skm-report-performance-short"),
        ],
        [
            [name, texts.number(responses), figure(index, texts), *wording.grade(index, texts)]
            for name, responses, index in named
        ],
        widths=[1, None, None, None, None],
        align=["left", "right", "right", "center", "left"],
    )


def conclusion(report: Report, texts: Texts) -> Iterator[Block]:
    """Give chapter V: the result in a sentence, what became of the earlier plan, where it is published, who signs."""
    office, period = report.letterhead.office, wording.period(report.period, texts)
    yield blocks.heading(texts("skm-report-conclusion"))
    if report.index is None:
        yield blocks.text(texts("skm-report-conclusion-none", office=office, period=period))
    else:
        letter, performance = wording.grade(report.index, texts)
        said = [
            texts(
                "skm-report-conclusion-index",
                office=office,
                period=period,
                index=figure(report.index, texts),
                grade=letter,
                performance=performance,
                responses=texts.number(report.tally.responses),
            ),
        ]
        if sentences.by_unsur_told(report):
            lowest = ", ".join(wording.unsur(each, texts) for each in report.tally.lowest)
            said.append(texts("skm-report-conclusion-priorities", unsur=lowest))
        change = sentences.change(report, texts)
        if change:
            said.append(texts("skm-report-conclusion-trend", change=change))
        yield blocks.text(" ".join(said))
        if report.few:
            yield blocks.alert(sentences.few(report, texts))
    yield from _earlier(report, texts)
    yield from _media(report, texts)
    yield _signature(report, texts)


def _earlier(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-earlier"), 2)
    if report.earlier_period is None or not report.earlier_plan:
        yield blocks.text(texts("skm-report-earlier-none"))
        return
    period = wording.period(report.earlier_period, texts)
    realised = sentences.realised(report.earlier_plan, texts)
    yield blocks.text(texts("skm-report-earlier-text", period=period, realised=realised))
    yield blocks.table(
        texts("skm-report-earlier-table", period=period),
        [*_plan_head(texts), texts("skm-report-plan-status")],
        [wording.measure(each, texts) for each in report.earlier_plan],
        widths=[1.2, 2, None, 1.2, 1],
        align=["left"] * 5,
    )


def _media(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-media"), 2)
    if report.media:
        yield blocks.text(texts("skm-report-media-text"))
        yield blocks.bullets(report.media)
        return
    yield blocks.text(texts("skm-report-media-fill"))
    yield blocks.table(
        None,
        [texts("skm-report-number"), texts("skm-report-media-head")],
        [[texts.number(number), ""] for number in range(1, _LINES_BY_HAND + 1)],
        widths=[None, 1],
        align=["right", "left"],
        blank=True,
    )


def _signature(report: Report, texts: Texts) -> Block:
    head = report.letterhead
    signed = texts("skm-report-signed", place=head.place or _DOTS, day=texts.date(report.made_on))
    if not head.signer:
        return blocks.signature(
            signed, texts("skm-report-position", position=_DOTS), "", texts("skm-report-nip", nip=_DOTS)
        )
    number = texts("skm-report-nip", nip=head.signer_nip) if head.signer_nip else ""
    return blocks.signature(signed, head.signer_position, head.signer, number)
