"""Chapters I and II of the fairness report: officers by sex and age; places and hours."""

from collections.abc import Iterator, Mapping

from aggregator import publish
from aggregator.fairness.audit import PEOPLE, PLACES, By, Group, Question
from aggregator.fairness.gaps import WORTH_FINDING
from aggregator.fairness.permutation import Matched
from aggregator.fairness.rates import Impact, Outcome, Rate, Rates
from aggregator.fairness.reasons import Reason
from aggregator.fairness.summary import Answer, Verdict
from aggregator.fairness.wording import NOTHING, Words
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from data.scores import SHOWN

_SCALES = (5, 10, 20, 40)
"""A plot reaches from one of them below 0 to as much above; what is longer is cut off there."""
_WORTH = SHOWN * WORTH_FINDING
_SEEN = 0.05
"""A power below is told in words."""


def people(words: Words) -> Iterator[Block]:
    """Give chapter I: gaps, the second test, and rates, by sex and by age."""
    texts = words.texts
    yield blocks.heading(texts("fairness-people"), new_page=True)
    yield blocks.text(texts("fairness-people-text"))
    yield blocks.text(texts("fairness-how-to-read", worth=texts.number(_WORTH, 2)))
    for by in PEOPLE:
        answer = words.report.answers[by]
        yield blocks.heading(texts(f"fairness-question-{by.value}"), 2)
        yield from _gaps(by, answer, words)
        if answer.split.matched and answer.verdict is not Verdict.UNKNOWN:
            yield blocks.text(_matched(answer.split.matched, answer, words))
        yield from _rates(by, answer, words)


def places(words: Words) -> Iterator[Block]:
    """Give chapter II: gaps by office, service, desk and hour."""
    texts = words.texts
    yield blocks.heading(texts("fairness-places"))
    yield blocks.text(texts("fairness-places-text"))
    for by in (*PLACES, By.HOUR):
        yield blocks.heading(texts(f"fairness-question-{by.value}"), 2)
        yield from _gaps(by, words.report.answers[by], words)


def _gaps(by: By, answer: Answer, words: Words) -> Iterator[Block]:
    texts = words.texts
    said = words.answer(by, answer)
    if answer.verdict is Verdict.UNKNOWN:
        yield blocks.text(said)
        return
    power = {"worth": texts.number(_WORTH, 2), "findable": words.findable(answer)}
    often = "fairness-power" if answer.power >= _SEEN else "fairness-power-none"
    yield blocks.text(f"{said} {texts(often, percent=words.share(answer.power), **power)}")
    ends = [abs(end) for each in answer.compared for end in (each.gap.low, each.gap.high)]
    scale = next((each for each in _SCALES if each >= max(ends, default=0)), _SCALES[-1])

    def share(points: float) -> float:
        return min(max((points / scale + 1) / 2, 0.0), 1.0)

    compared = {each.group.code: each for each in answer.compared}
    rows = []
    for group in answer.split.groups:
        value, drawn, told = texts("fairness-apart"), None, False
        if group.code in compared:
            found = compared[group.code]
            value, told = words.gap(found), found.hinted
            drawn = (share(found.gap.low), share(found.gap.points), share(found.gap.high))
        elif group.code in answer.withheld:
            value = words.reason(answer.withheld[group.code])
        elif group.code not in answer.split.gap.apart:  # of two groups the one that the other is compared with
            value, drawn = texts("fairness-reference"), (share(0), share(0), share(0))
        rows.append((words.group(by, group), _detail(by, group, words), value, drawn, told))
    yield blocks.intervals(
        texts("fairness-gaps", by=texts(f"fairness-by-{by.value}")),
        (texts("fairness-group"), texts("fairness-plot"), texts("fairness-gap-head")),
        rows,
        zero=share(0),
        band=(share(-_WORTH), share(_WORTH)),
        ticks=[(words.signed(each), share(each)) for each in (-scale, -scale / 2, 0, scale / 2, scale)],
    )


def _detail(by: By, group: Group, words: Words) -> str:
    """Return who stands behind a group: of people by officer, as with fewer ratings chance decides more."""
    counts = {"officers": words.texts.number(group.officers), "ratings": words.band(group.ratings)}
    if by in PEOPLE:
        return words.texts("fairness-detail-people", median=words.band(group.median_ratings), **counts)
    return words.texts("fairness-detail", **counts)


def _matched(found: Matched, answer: Answer, words: Words) -> str:
    texts = words.texts
    if found.p is None:
        return texts("fairness-matched-unknown", reason=words.reason(found.reason))
    said = texts("fairness-matched", officers=texts.number(found.officers), strata=texts.number(found.strata))
    told = "told" if found.told else "none"
    agrees = "agrees" if found.told == (answer.verdict is not Verdict.NONE) else "differs"
    return f"{said} {texts(f'fairness-matched-{told}-{agrees}')}"


def _rates(by: By, answer: Answer, words: Words) -> Iterator[Block]:
    """Give how often each group has a figure, a high and a low one, and what the 4/5 rule and the test say of it."""
    texts, split = words.texts, answer.split
    named = {group.code: group for group in split.groups}
    of = {question: {each.group: each for each in rates.rates} for question, rates in split.rates.items()}
    if not any(of.values()):
        return
    by_words = texts(f"fairness-by-{by.value}")
    yield blocks.table(
        texts("fairness-rates", by=by_words),
        [
            texts("fairness-group"),
            texts("fairness-officers"),
            *(texts(f"fairness-rate-{question.value}") for question in Question),
            texts("fairness-reliability"),
        ],
        [
            [
                words.group(by, group),
                texts.number(group.officers),
                *(_rate(of[each].get(code), words) for each in Question),
                words.share(group.median_reliability),
            ]
            for code, group in named.items()
        ],
        widths=[1.3, None, 1, 1, 1, 1],
        align=["left", "right", "right", "right", "right", "right"],
    )
    yield blocks.note(texts("fairness-rates-note"))
    rows = []
    for question, rates in split.rates.items():
        for each in rates.impacts:
            one, best = (of[question][code] for code in (each.group, each.best))
            pair = texts(
                "fairness-pair",
                group=words.group(by, named[each.group]),
                rate=_rate(one, words),
                best=words.group(by, named[each.best]),
                other=_rate(best, words),
            )
            ratio = _ratio(each, rates.outcome, _told(one) is not None and _told(best) is not None, words)
            rows.append([texts(f"fairness-outcome-{question.value}"), pair, ratio, _verdict(each, words)])
    if not rows:
        yield blocks.note(_of_outcomes("fairness-impacts-none", split.rates, words))
        return
    yield blocks.table(
        texts("fairness-impacts", by=by_words),
        [texts(f"fairness-impact-{column}") for column in ("outcome", "pair", "ratio", "verdict")],
        rows,
        widths=[1, 1.5, 1.1, 1.3],
        align=["left", "left", "right", "left"],
    )
    said = texts("fairness-ratio-note")
    if any(rates.within for rates in split.rates.values()):
        said = f"{said} {_of_outcomes('fairness-within', split.rates, words)}"
    yield blocks.note(said)


def _told(rate: Rate) -> int | None:
    return publish.group_rate(rate.having, rate.officers)


def _rate(rate: Rate | None, words: Words) -> str:
    """Return a rate as it may be told; None where too few officers can have the outcome."""
    return words.texts("fairness-few") if rate is None else words.percent(_told(rate))


def _ratio(impact: Impact, outcome: Outcome, told: bool, words: Words) -> str:
    """Return a ratio beside its limit."""
    if impact.ratio is None or not told:
        return NOTHING
    key = f"fairness-ratio-{outcome.value}"
    return words.texts(key, ratio=words.percent(publish.group_ratio(impact.ratio)))


def _of_outcomes(beginning: str, rates: Mapping[Question, Rates], words: Words) -> str:
    """Say of each outcome how it stands within offices, or why it is not compared."""
    said = [
        f"{words.texts(f'fairness-outcome-{each.value}')}: {_within(found, words)}" for each, found in rates.items()
    ]
    later = [f"{each[0].lower()}{each[1:]}" for each in said[1:]]
    return f"{words.texts(beginning)} {'; '.join([said[0], *later])}."


def _verdict(impact: Impact, words: Words) -> str:
    if impact.told:
        return words.texts("fairness-impact-told")
    return words.texts("fairness-impact-chance" if impact.beyond else "fairness-impact-none")


def _within(rates: Rates, words: Words) -> str:
    if rates.reason:
        return words.texts("fairness-few") if rates.reason is Reason.WITHHELD else words.reason(rates.reason)
    if rates.within is None:
        return words.texts("fairness-within-unknown")
    return words.texts("fairness-within-told" if rates.within.told else "fairness-within-none")
