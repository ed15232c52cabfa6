"""Chapters I to III of the survey's report: what was asked and what came out; what follows from it is in `analysis`."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.survey import sentences, wording
from aggregator.survey.index import SCALE, WEIGHT
from aggregator.survey.report import Part, Report
from aggregator.survey.wording import WITHHELD, figure
from data.skm import OPTIONS, UNSUR
from data.texts import Texts

_LAWS = ("skm-report-law-25-2009", "skm-report-law-14-2017", "skm-report-law-12-2023")
_AIMS = ("skm-report-purpose-1", "skm-report-purpose-2", "skm-report-purpose-3")


def introduction(report: Report, texts: Texts) -> Iterator[Block]:
    """Give chapter I: why there is a survey, and by which rules."""
    office = report.letterhead.office
    yield blocks.heading(texts("skm-report-introduction"), new_page=True)
    yield blocks.heading(texts("skm-report-background"), 2)
    yield blocks.text(
        texts("skm-report-background-text", office=office, period=sentences.period_in_full(report, texts))
    )
    yield blocks.heading(texts("skm-report-law"), 2)
    yield blocks.steps([texts(key) for key in _LAWS])
    yield blocks.heading(texts("skm-report-purpose"), 2)
    yield blocks.text(texts("skm-report-purpose-text", office=office))
    yield blocks.steps([texts(key) for key in _AIMS])


def collection(report: Report, texts: Texts) -> Iterator[Block]:
    """Give chapter II: how, where and when it was held, and how many answered."""
    office, units = report.letterhead.office, len(report.units)
    when = {"first": texts.date(report.period.first), "last": texts.date(report.period.last)}
    yield blocks.heading(texts("skm-report-collection"))
    yield blocks.heading(texts("skm-report-method"), 2)
    yield blocks.text(texts("skm-report-method-text", office=office))
    yield blocks.heading(texts("skm-report-place"), 2)
    if units > 1:
        where = texts("skm-report-place-many", office=office, units=texts.number(units), **when)
    else:
        where = texts("skm-report-place-one", office=office, **when)
    yield blocks.text(where)
    yield blocks.heading(texts("skm-report-sample"), 2)
    counts = {
        "skm-report-sample-complete": texts.number(report.tally.responses),
        "skm-report-sample-unfinished": texts.number(report.unfinished),
        "skm-report-sample-users": _or(report.users, "skm-report-not-told", texts),
        "skm-report-sample-target": _or(report.target, "skm-report-not-computed", texts),
    }
    yield blocks.table(
        texts("skm-report-sample-facts"),
        [texts("skm-report-item"), texts("skm-report-count")],
        [[texts(key), value] for key, value in counts.items()],
        widths=[1, None],
        align=["left", "right"],
    )
    if report.users is None:
        yield blocks.text(texts("skm-report-sample-users-unknown"))
    else:
        yield blocks.text(f"{sentences.sufficiency(report, texts)}.")
    if report.few and report.tally.responses:
        yield blocks.alert(sentences.few(report, texts))


def _or(number: int | None, otherwise: str, texts: Texts) -> str:
    return texts(otherwise) if number is None else texts.number(number)


def results(report: Report, texts: Texts) -> Iterator[Block]:
    """Give chapter III: the index, the unsur, who answered, and the parts; or that nobody answered."""
    yield blocks.heading(texts("skm-report-results"))
    if report.index is None:
        yield blocks.alert(texts("skm-report-none-detail"))
        return
    yield blocks.heading(texts("skm-report-index"), 2)
    letter, performance = wording.grade(report.index, texts)
    yield blocks.text(
        texts(
            "skm-report-index-text",
            responses=texts.number(report.tally.responses),
            weighted=figure(sum(report.tally.means, Fraction()) * WEIGHT, texts, 4),
            office=report.letterhead.office,
            period=wording.period(report.period, texts),
            index=figure(report.index, texts),
            grade=letter,
            performance=performance,
        )
    )
    yield from _by_unsur(report, texts)
    yield from _profile(report, texts)
    yield from _parts(report, report.units, "units", texts)
    yield from _parts(report, report.services, "services", texts)


def _by_unsur(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-unsur"), 2)
    if not sentences.by_unsur_told(report):
        yield blocks.text(sentences.unsur_withheld(texts))
        return
    means = report.tally.means
    rows = []
    for unsur, mean in zip(UNSUR, means, strict=True):
        converted = wording.converted(mean)
        letter, performance = wording.grade(converted, texts)
        rows.append(
            [
                wording.code(unsur),
                texts(f"skm-unsur-{unsur}"),
                figure(mean, texts),
                figure(mean * WEIGHT, texts, 4),
                figure(converted, texts),
                letter,
                performance,
            ]
        )
    weighted = figure(sum(means, Fraction()) * WEIGHT, texts, 4)
    yield blocks.table(
        texts("skm-report-unsur-table"),
        [
            texts("skm-report-number"),
            texts("skm-report-unsur-head"),
            texts("skm-report-nrr"),
            texts("skm-report-weighted"),
            texts("skm-report-converted"),
            texts("skm-report-grade-short"),
            texts("skm-report-performance-short"),
        ],
        rows,
        widths=[None, 1, None, None, None, None, None],
        align=["left", "left", "right", "right", "right", "center", "left"],
        foot=[["", texts("skm-report-unsur-sum"), "", weighted, "", "", ""]],
    )


def chart(report: Report, texts: Texts) -> Block:
    """Return the bars of the nine unsur; they must be told."""
    bars, spoken = [], []
    for unsur, mean in zip(UNSUR, report.tally.means, strict=True):
        name, value = wording.unsur(unsur, texts), figure(mean, texts)
        bars.append((name, value, wording.share(mean * SCALE), unsur in report.tally.lowest))
        spoken.append(f"{name} {value}")
    return blocks.bars(
        texts("skm-report-unsur-chart"),
        texts("skm-report-unsur-alt", values="; ".join(spoken)),
        bars,
        ticks=[(texts.number(option), wording.share(Fraction(option * SCALE))) for option in OPTIONS],
        limits=wording.limits(),
    )


def _profile(report: Report, texts: Texts) -> Iterator[Block]:
    yield blocks.heading(texts("skm-report-profile"), 2)
    if not report.profile:
        yield blocks.text(sentences.profile_withheld(report, texts))
        return
    tables = [_part_of_profile(part, counts, texts) for part, counts in report.profile.items()]
    for left, right in zip(tables[::2], tables[1::2], strict=True):
        yield blocks.pair(left, right)
    if counted := sentences.counted(report, texts):
        yield blocks.note(counted)


def _part_of_profile(part: str, counts: Mapping[str, int], texts: Texts) -> Block:
    total = sum(counts.values())
    rows = [
        [
            wording.choice(part, choice, texts),
            texts.number(count),
            texts("skm-report-share", percent=wording.percent(count, total, texts, 1)),
        ]
        for choice, count in counts.items()
    ]
    return blocks.table(
        texts(f"skm-report-profile-{part}"),
        [texts("skm-report-choice"), texts("skm-report-count"), texts("skm-report-percent")],
        rows,
        widths=[1, None, None],
        align=["left", "right", "right"],
    )


def _parts(report: Report, parts: Sequence[Part], kind: str, texts: Texts) -> Iterator[Block]:
    """Give a table of the report's units or services."""
    yield blocks.heading(texts(f"skm-report-{kind}"), 2)
    if report.few:
        yield blocks.text(texts("skm-report-parts-few", floor=texts.number(report.floor)))
        return
    counts_only = kind == "services" and sentences.services_counted(report)
    keys = [f"{kind}-head", "respondents"]
    align: list[blocks.Side] = ["right", "left", "right"]
    if not counts_only:
        keys += ["index-short", "grade-short", "performance-short", "weakest"]
        align += ["right", "center", "left", "center"]
    rows = []
    for number, part in enumerate(parts, start=1):
        row = [texts.number(number), part.name or texts("skm-report-no-service"), texts.number(part.responses)]
        rows.append(row if counts_only else row + _figures(part, texts))
    yield blocks.table(
        texts(f"skm-report-{kind}"),
        [texts("skm-report-number"), *(texts(f"skm-report-{key}") for key in keys)],
        rows,
        widths=[None, 1, *[None] * (len(keys) - 1)],
        align=align,
    )
    if counts_only:
        yield blocks.note(texts("skm-report-services-counted"))
    elif any(part.tally is None for part in parts):
        yield blocks.note(texts("skm-report-parts-withheld", floor=texts.number(report.floor)))


def _figures(part: Part, texts: Texts) -> list[str]:
    """Return the index of a part, its grade in both words, and the lowest unsur; or that they are not told."""
    if part.tally is None or part.tally.index is None:
        return [WITHHELD] * 4
    index = part.tally.index
    return [figure(index, texts), *wording.grade(index, texts), wording.code(part.tally.lowest[0])]
