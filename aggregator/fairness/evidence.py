"""Chapters III to VI of the fairness report and its annex: what the figures rest on, and what they cannot show."""

from collections.abc import Iterator, Sequence

from aggregator.fairness.audit import PEOPLE, By
from aggregator.fairness.calibration import SIZES, Calibration, Coverage, Slope
from aggregator.fairness.down_weighted import Lowered, Why
from aggregator.fairness.permutation import DEALS
from aggregator.fairness.summary import Answer
from aggregator.fairness.suppression import OFFICERS
from aggregator.fairness.wording import NOTHING, Words
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.scoring import NORMAL_95
from aggregator.weights import PERSON_DAYS

_LIMITS = ("bias", "raters", "silent", "places", "nip", "missed")
_STEPS = ("listen", "circumstances", "again", "not")
_ENOUGH = 20
"""Officers whose ranges are judged: of fewer, half as wide or twice as wide would look the same."""
_WORTH_A_TABLE = 0.1
"""Desks are many: their weights stand in a table where a share differs by so much."""
_METHOD = ("gap", "interval", "all", "power", "places", "matched", "rates", "calibration", "weights")


def weights(words: Words) -> Iterator[Block]:
    """Give chapter III: whose ratings weigh less, and why."""
    texts = words.texts
    tables = [
        _lowered(by, answer, words)
        for by, answer in words.report.answers.items()
        if answer.split.lowered and (by is not By.DESK or _differ(answer.split.lowered))
    ]
    yield blocks.heading(texts("fairness-weights"))
    yield blocks.text(texts("fairness-weights-text"))
    yield blocks.bullets([texts(f"fairness-why-{why.value}") for why in Why])
    yield from tables
    if not tables:
        yield blocks.note(texts("fairness-weights-none"))


def _differ(lowered: Sequence[Lowered]) -> bool:
    """Return whether it is worth a table."""
    shares = [[each.share[why] for each in lowered] for why in Why]
    return any(max(each) - min(each) >= _WORTH_A_TABLE for each in shares)


def _lowered(by: By, answer: Answer, words: Words) -> Block:
    texts = words.texts
    named = {group.code: group for group in answer.split.groups}
    rows = [
        [words.group(by, named[each.group]), *(words.share(each.share[why]) for why in Why)]
        for each in answer.split.lowered
    ]
    return blocks.table(
        texts("fairness-lowered", by=texts(f"fairness-by-{by.value}")),
        [texts("fairness-group"), *(texts(f"fairness-why-{why.value}-head") for why in Why)],
        rows,
        widths=[1, None, None, None, None],
        align=["left", "right", "right", "right", "right"],
    )


def calibration(words: Words) -> Iterator[Block]:
    """Give chapter IV: whether figures and their ranges hold, by two halves of the same ratings."""
    texts, found = words.texts, words.report.audit.calibration
    yield blocks.heading(texts("fairness-trust"))
    yield blocks.text(texts("fairness-trust-text"))
    if found.inside is None:
        yield blocks.text(calibration_answer(words))
        return
    counts = {"inside": words.share(found.inside), "officers": texts.number(found.officers)}
    yield blocks.text(f"{texts('fairness-trust-inside', **counts)} {calibration_answer(words)}")
    if found.slope and found.officers >= _ENOUGH:
        yield blocks.text(texts(f"fairness-slope-{_slope(found.slope)}"))
    rows = [[_bin(each.key, words), *_covered(each, words)] for each in found.by_ratings]
    for by in PEOPLE:
        split = words.report.audit.splits[by]
        named = {group.code: group for group in split.groups}
        rows += [[words.group(by, named[each.key]), *_covered(each, words)] for each in split.coverage]
    if rows:
        yield blocks.table(
            texts("fairness-covered"),
            [texts("fairness-covered-group"), texts("fairness-officers"), texts("fairness-covered-inside")],
            rows,
            widths=[1, None, None],
            align=["left", "right", "right"],
        )
        yield blocks.note(texts("fairness-covered-note"))


def calibration_answer(words: Words) -> str:
    """Say whether ranges are as wide as they should be."""
    found = words.report.audit.calibration
    if found.reason:
        return words.texts("fairness-answer-unknown", reason=words.reason(found.reason))
    return words.texts(f"fairness-trust-{_width(found)}")


def _width(found: Calibration) -> str:
    if found.officers < _ENOUGH:
        return "few"
    off = (found.mean_square or 1.0) - 1
    if abs(off) <= NORMAL_95 * (found.mean_square_se or 0.0):
        return "right"
    return "narrow" if off > 0 else "wide"


def _slope(slope: Slope) -> str:
    off = slope.slope - 1
    if abs(off) <= NORMAL_95 * slope.se:
        return "right"
    return "near" if off > 0 else "far"


def _bin(least: int, words: Words) -> str:
    after = [each for each in SIZES if each > least]
    ratings = f"{least}–{after[0] - 1}" if after else f"{least}+"
    return words.texts("fairness-covered-bin", ratings=ratings)


def _covered(coverage: Coverage, words: Words) -> list[str]:
    return [words.texts.number(coverage.officers), words.share(coverage.inside)]


def hidden(words: Words) -> Iterator[Block]:
    """Give chapter V: what is not shown, and why."""
    texts, report = words.texts, words.report
    yield blocks.heading(texts("fairness-hidden"))
    floors = {
        "raters": texts.number(report.settings.privacy_floor),
        "officers": texts.number(OFFICERS),
        "new": texts.number(report.settings.release_step),
    }
    yield blocks.text(texts("fairness-hidden-text", **floors))
    rows = []
    for by, answer in report.answers.items():
        split = answer.split
        unknown = words.band(split.unknown) if split.unknown else texts("fairness-nothing")
        counts = [texts.number(len(split.groups)), texts.number(split.withheld), unknown]
        why = words.reason(answer.reason) or (texts("fairness-hidden-few") if split.withheld else NOTHING)
        rows.append([texts(f"fairness-by-{by.value}-head"), *counts, why])
    yield blocks.table(
        texts("fairness-hidden-table"),
        [texts(f"fairness-hidden-{column}") for column in ("by", "shown", "withheld", "unknown", "why")],
        rows,
        widths=[1.1, None, None, 1, 2],
        align=["left", "right", "right", "right", "left"],
    )
    yield blocks.text(texts("fairness-rounding"))


def limits(words: Words) -> Iterator[Block]:
    """Give chapter VI: what the data cannot show, and what to do about a gap."""
    texts = words.texts
    yield blocks.heading(texts("fairness-limits"))
    yield blocks.bullets([texts(f"fairness-limits-{each}") for each in _LIMITS])
    yield blocks.heading(texts("fairness-steps"), 2)
    yield blocks.steps([texts(f"fairness-steps-{each}") for each in _STEPS])


def method(words: Words) -> Iterator[Block]:
    """Give the annex: how it was computed, with sources."""
    texts = words.texts
    values = {"matched": {"deals": texts.number(DEALS)}, "weights": {"days": texts.number(PERSON_DAYS)}}
    yield blocks.heading(texts("fairness-method"), numbered=False)
    yield blocks.text(texts("fairness-method-text"))
    yield blocks.bullets([texts(f"fairness-method-{each}", **values.get(each, {})) for each in _METHOD])
