"""The gate: the one way by which anything leaves the aggregator for a human.

What is stored for display, drawn or written has passed one of these functions. They keep a citizen from being found
out by what is shown of those they rated: a floor of people, steps between releases (so that two weeks' figures cannot
be subtracted to see one person), nothing where everybody said the same or one person speaks for many, and nothing
finer than it needs to be.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from statistics import NormalDist

from aggregator.change import deviation
from aggregator.scoring import FACES, NORMAL_95, OfficerScore, Scored
from aggregator.settings import AggregatorSettings
from data.clock import week_shift
from data.concerns import Concerns
from data.cube import Coverage
from data.disturbances import Disturbance
from data.scores import SHOWN, NamedShare, Published
from data.survey_results import Written

__all__ = [
    *("GroupGap", "NamedShare", "Published", "crossing_told", "disturbances", "district", "faces", "gaps_told"),
    *("group_gap", "group_p", "group_rate", "group_ratio", "group_share", "n_band", "named_share", "parts"),
    *("parts_told", "score", "standing", "suggestions", "withheld"),
]

STEP = 2.5
"""Figures are multiples of it: the finest of 1, 2 and 2.5 at which ten new ratings hide what one of them said.

`aggregator.disclosure` measures how much better than by blind guessing somebody who knows that a person is among the
``new`` ratings tells from the figures before and after whether it was a 1 or a 2: true less false positives of the best
rule, at most 0.3 being wanted. Exact, ratio 17.9, at the worst of 21 district means 0.2 points around 3.54:

    =====  ===  ======  ======  ========
    after  new  step 1  step 2  step 2.5
    =====  ===  ======  ======  ========
    10     10   0.347   0.347   0.347
    20     10   0.345   0.328   0.315
    30     10   0.340   0.311   0.289
    50     10   0.330   0.268   0.233
    100    10   0.279   0.177   0.149
    14     14   0.294   0.294   0.294
    20     14   0.292   0.284   0.273
    =====  ===  ======  ======  ========

Ten ratings give away 0.347 with no rounding at all, fourteen 0.294: hence `BLUNT` and `SHARP_NEW`, with which it stays
under 0.3 wherever a figure is released anew. Later figures tell next to nothing more of the same person: 0.27 with two
figures (of 20 and 30 ratings), 0.27 with all of nine (20 to 100). Whoever knows *every* other rating learns more, and
none of the steps prevents it (0.55 at 20 ratings, 0.34 at 50, 0.18 at 100): against them holds only that at least two
of the four faces always give the same figure (`LOUD`).
"""
BLUNT = 2 / 3
"""A figure that one rating can move by no more than this part of a step is hidden by ten new ratings.

That is, where the ratings and the ratio are 45 together: measured at most 0.290 for ratios from 0.5 to 30.
"""
SHARP_NEW = 14
"""So many new ratings it takes where a figure is not blunt."""
LOUD = 1.5
"""No figure is released that one rating can move by more steps, from the worst face to the best.

Two steps would do for the four faces to fall into three at the most, so that two of them give the same figure, whatever
else somebody knows; half a step is left for the district's mean, which moves along in a small record.
"""
ONE_VOICE = 0.2
"""Nobody may have a larger share of an officer's weight."""
ROTATION = 0.05
"""Below this share of ratings of other services an officer is compared only with colleagues on the same one."""
BANDS = (10, 20, 50, 100, 200)
RELIABILITY_STEPS = 20
PERCENT_STEP = 5
QUOTED = 10
"""So many comments a report quotes at the most."""
SECOND_LOOK = "second_look"
"""Why a figure waits: a week moved it by more than its uncertainty."""
SURE = 0.95
"""So probable it must be that an officer stands out, before anybody is asked to praise or to help them."""
SEVERAL = 3
"""So many different people must have named a cause at a desk on a day before it is told.

One may be mistaken, two may have come together; of three nobody can be made out, as neither their number nor what else
they said is told.
"""
GROUP_STEPS = (0.5, 1.0, 2.5, 5.0)
"""Gaps between groups are multiples of the first of them that one person moves by no more than `BLUNT` of it."""
LEVELS = (0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 1.0)
"""Of a p-value; it is told as the first of them that it is not above."""
ROUNDING = 1e-9
"""What floating point may add to or take from a number that stands exactly on a step."""


@dataclass(frozen=True)
class GroupGap:
    """How much higher a group is rated, on the scale people see, as it may be told."""

    points: float
    """A multiple of one of `GROUP_STEPS`."""
    half: float
    """Half the 95 % interval, the rounding of the gap being one more uncertainty."""

    @property
    def low(self) -> float:
        """Where the interval begins."""
        return self.points - self.half

    @property
    def high(self) -> float:
        """Where it ends."""
        return self.points + self.half


def score(
    estimate: OfficerScore | None,
    rated: Mapping[str, int],
    last: Published | None,
    week: str,
    settings: AggregatorSettings,
) -> Published:
    """Return what may be shown of an officer this week.

    ``rated`` are the ratings per week, ``last`` what was shown last. Where the gate holds, figures that were shown
    before stay, with their week, until that week leaves the window: taking them away would tell as much as new ones.
    """
    start = week_shift(week, 1 - settings.window_weeks)
    looked = last is not None and last.reason == SECOND_LOOK
    held = replace(last, reason=None, parts=None) if last and _in_force(last, start, week) else None
    if estimate is None or not estimate.ratings:
        return held or Published("none", "no_ratings")
    if (fewer := min(estimate.raters, estimate.ratings)) < settings.privacy_floor:
        return held or Published("none", "too_few", settings.privacy_floor - fewer)
    given = [face for face, count in enumerate(estimate.faces, 1) if count]
    if len(given) == 1:
        return held or Published("none", "all_good" if given[0] >= 3 else "all_poor")
    if estimate.reliability < settings.shown_reliability:
        return held or Published("none", "unreliable")
    swing = _swing(estimate, settings)
    new = settings.release_step if swing <= BLUNT * STEP else max(settings.release_step, SHARP_NEW)
    if estimate.top_share > ONE_VOICE + ROUNDING or swing > LOUD * STEP or estimate.ratings < new:
        return held or Published("none", "one_voice")
    if held and held.released_week and _since(rated, held.released_week, week) < new:
        return held
    if abs(estimate.moved) > estimate.sd and not looked:
        # It waits for one week, and is looked at again with what has come since.
        return replace(held, reason=SECOND_LOOK, standing=None) if held else Published("none", SECOND_LOOK)
    official = estimate.reliability >= settings.official_reliability and estimate.ratings >= settings.official_ratings
    points, half = _within(_rounded(SHOWN * estimate.points)), _half(estimate)
    return Published(
        "official" if official else "provisional",
        points=points,
        # Around the figure as it is shown: ends rounded for themselves would say where in its step it is.
        low=_within(points - half),
        high=_within(points + half),
        # In steps: an exact reliability would give away the exact number of ratings.
        reliability=math.floor(estimate.reliability * RELIABILITY_STEPS + ROUNDING) / RELIABILITY_STEPS,
        n_band=n_band(estimate.ratings),
        released_week=week,
    )


def _in_force(last: Published, start: str, week: str) -> bool:
    return last.released_week is not None and start <= last.released_week < week


def parts(estimate: OfficerScore, published: Published, week: str) -> dict[str, float] | None:
    """Return a figure taken apart: points = mean + trust · (own − service − office − raters − mean).

    On the scale people see, in the figure's own steps; ``trust`` in percent, in steps of 5. They give the figure as
    shown to within one step. Only with a figure released this very week.

    The officer's own mean is worked back from the figure as shown: rounded for itself it would be a second look at the
    same ratings, and with it the advantage (see `STEP`) rises to 0.33. So it is right to about a step and a half. The
    rest is rounded up or down, whichever makes the table add up best. ``alone``, ``one-service`` and ``apart`` are 1
    where it is to be said that the officer cannot be told from the office, or is compared only within a service, or
    within a group of ratings that nothing links with most of the others.
    """
    if published.points is None or published.released_week != week or not estimate.parts.trust:
        return None
    found = estimate.parts
    exact = [SHOWN * each for each in (found.mean, found.service, found.office, found.raters)]
    own = (published.points - exact[0]) / found.trust + sum(exact)
    trust = max(PERCENT_STEP, round(100 * found.trust / PERCENT_STEP) * PERCENT_STEP)
    best: tuple[float, float, tuple[float, ...]] | None = None
    for ends in product(*[(_down(each), _down(each) + STEP) for each in exact]):
        for shown in {_within(_down(own)), _within(_down(own) + STEP)}:
            sum_ = ends[0] + trust / 100 * (shown - sum(ends))
            off = abs(sum_ - published.points)
            shifts = sum((a - b) ** 2 for a, b in zip((*ends, shown), (*exact, own), strict=True))
            rank = (max(off - STEP / 2, 0.0), shifts, (shown, *ends))
            best = rank if best is None else min(best, rank)
    assert best is not None  # noqa: S101 - there are always 16 ways at least
    shown, mean, service, office, raters = best[2]
    return {
        "mean": mean,
        "own": shown,
        "service": service,
        "office": office,
        "raters": raters,
        "trust": float(trust),
        "alone": float(estimate.alone),
        "one-service": float(estimate.rotation < ROTATION),
        "apart": float(estimate.apart),
    }


def district(scored: Scored, settings: AggregatorSettings) -> tuple[float, float] | None:
    """Return the district's mean, in the figure's steps, and one standard deviation of its officers, as shown × 25.

    They are what an officer stands out against. None for a record of fewer people than the floor, and for one that is
    too small to say itself how much its officers differ.
    """
    if not scored.estimated or scored.raters < settings.privacy_floor:
        return None
    return _within(_rounded(SHOWN * scored.mean)), SHOWN * math.sqrt(scored.components.random["officer"])


def standing(published: Published, mean: float, spread: float, settings: AggregatorSettings) -> str | None:
    """Return whether an officer is to be praised (``above``) or helped (``below``); None: neither.

    The one answer to who stands out, for anything that has consequences. It takes an official figure of a reliability
    of `AggregatorSettings.consequence_reliability` and a probability of `SURE` that the officer lies beyond the
    district's ``mean`` by more than the officers' ``spread`` (see `district`). Nobody apart from the district is held
    against it.

    It looks at nothing but what is shown, so that it tells no more of a rating than the figure does: hence only at a
    figure that was released this very week, with its parts. With a figure that is held, what was said stays.
    """
    if published.state != "official" or published.points is None or not published.parts or published.parts["apart"]:
        return None
    if (published.reliability or 0) < settings.consequence_reliability - ROUNDING:
        return None
    found = NormalDist(published.points, SHOWN * deviation(published))
    if 1 - found.cdf(mean + spread) >= SURE:
        return "above"
    return "below" if found.cdf(mean - spread) >= SURE else None


def n_band(ratings: int) -> str:
    """Return how many ratings there are as it may be told: ``20–49``; empty below the first band."""
    reached = [least for least in BANDS if ratings >= least]
    if not reached:
        return ""
    after = BANDS[len(reached) :]
    return f"{reached[-1]}–{after[0] - 1}" if after else f"{reached[-1]}+"


def faces(given: Sequence[int], published: Published, week: str, settings: AggregatorSettings) -> dict[int, int] | None:
    """Return the share in percent, in steps of 5, of each face that may be told; None when none may.

    Only with a figure released this very week, so that the same step lies between two releases as for the figure, and
    only of faces that at least the floor of ratings have and have not. Where a single face is left out its share would
    be what is missing to 100: then the smallest of the others goes too.
    """
    if published.released_week != week:
        return None
    total, floor = sum(given), settings.privacy_floor
    told = [face for face, count in enumerate(given, 1) if count >= floor and total - count >= floor]
    hidden = [face for face, count in enumerate(given, 1) if count and face not in told]
    if len(hidden) == 1 and told:
        told.remove(min(told, key=lambda face: (given[face - 1], face)))
    return {face: _percent(given[face - 1], total) for face in told} or None


def withheld(published: Mapping[int, Published], offices: Mapping[int, int]) -> Counter[int]:
    """Return how many rated officers of each office have no figure; both mappings are by officer."""
    return Counter(
        offices[officer]
        for officer, each in published.items()
        if each.points is None and each.reason != "no_ratings" and officer in offices
    )


def named_share(coverage: Coverage, withheld: int, settings: AggregatorSettings) -> NamedShare:
    """Return how many of an office's ratings name the officer, as it may be told.

    It says nothing of faces, only how many spoke. With the bands of the officers it can be solved for how many spoke of
    those without a figure (``withheld``, see there). Hence nothing of the office where that is one officer, and no
    share where the named or the others are fewer than the floor: every sum or difference of what is told is of nobody,
    of at least as many ratings as the floor, or of two officers or more.
    """
    if coverage.total < settings.privacy_floor or withheld == 1:
        return NamedShare(coverage.office_id, None, "")
    cells = (coverage.named, coverage.total - coverage.named)
    told = all(cell == 0 or cell >= settings.privacy_floor for cell in cells)
    share = _percent(coverage.named, coverage.total) if told else None
    return NamedShare(coverage.office_id, share, n_band(coverage.total))


def parts_told(responses: Sequence[int], floor: int) -> set[int]:
    """Return the places of a survey's parts (sub-units, services) of which figures may be told beside the whole's.

    By how many responses each has. The unit's own index is told however few they are, as the regulation wants; a part
    of fewer than the floor is not, and where that is one alone it would be what the others leave of the whole: then the
    smallest of those goes with it. Parts without responses have nothing to tell.
    """
    told = {place for place, count in enumerate(responses) if count >= floor}
    hidden = sum(count for count in responses if 0 < count < floor)
    if 0 < hidden < floor and told:
        told.remove(min(told, key=lambda place: (responses[place], place)))
    return told


def crossing_told(responses: Sequence[int], cells: Mapping[tuple[int, str], int], floor: int) -> set[int]:
    """Return the same for a second way of splitting the same whole (services), beside a first (units).

    Together two tables can tell what neither does: a service that exists in two units, less the unit that gives only
    this one, is what the other has of it. So nothing is told of the second where a unit has a few of a service (one of
    ``cells``, by unit and service); where there is one unit only, this split stands alone.
    """
    if len({unit for unit, _ in cells}) > 1 and any(0 < count < floor for count in cells.values()):
        return set()
    return parts_told(responses, floor)


def suggestions(written: Sequence[Written], concerns: Concerns, names: Collection[str], floor: int) -> list[str]:
    """Return what may be quoted of citizens' comments, at most `QUOTED`: what at least the floor of people wrote.

    Nothing that tells of threats, danger or money asked for: that is a complaint's, and somebody's to follow up. And
    nothing with a word of an officer's name (``names``, without degrees): a report is about the unit.
    """
    if len({each.writer for each in written}) < floor:
        return []
    named = {word for name in names for word in _words(name)}
    quiet = (each.text for each in written if not named & _words(each.text) and concerns.recognise(each.text) is None)
    return list(islice(dict.fromkeys(quiet), QUOTED))


def disturbances(found: Sequence[tuple[Disturbance, int]]) -> list[Disturbance]:
    """Return the disturbances that may be told: declared by a superior, or named by several people.

    The numbers stay here.
    """
    return [disturbance for disturbance, people in found if disturbance.declared or people >= SEVERAL]


def group_gap(points: float, half: float, swing: float) -> GroupGap | None:
    """Return a gap between groups of several people as it may be told; None where one person shows in any step.

    All three in points: the gap, half its interval, and the most by which one person can move it. It is as coarse as
    one person's influence asks for. That makes it hard to learn from two reports what one person said between them; it
    does not make it impossible: see `gaps_told`.
    """
    swing *= SHOWN
    if swing > LOUD * GROUP_STEPS[-1]:
        return None
    step = next((each for each in GROUP_STEPS if swing <= BLUNT * each), GROUP_STEPS[-1])
    unsure = math.hypot(SHOWN * half, NORMAL_95 * step / math.sqrt(12))
    return GroupGap(_nearest(SHOWN * points, step), _nearest(unsure, GROUP_STEPS[0]))


def gaps_told(new: Sequence[int], loud: Collection[int], settings: AggregatorSettings) -> set[int]:
    """Return the places of compared groups whose gaps may be told, by the new ratings of each since the last report.

    Not those in ``loud``, of which one person shows in any step.

    Few new ratings are what two reports in a row differ by, and whoever knows of one of them learns what it was: so a
    group's gap waits where there are fewer than `AggregatorSettings.release_step`. None change nothing. Gaps of groups
    add up to 0: where a single one waits, that of the group with the fewest new ratings of the others waits too.
    It makes it hard to learn what one person said, not impossible.
    """
    enough = {place for place, count in enumerate(new) if count == 0 or count >= settings.release_step}
    told = enough.difference(loud)
    if len(new) - len(told) == 1 and told:
        told.remove(min(told, key=lambda place: (new[place], place)))
    return told


def group_share(part: float) -> int:
    """Return a share (0–1) of a group in percent, to the nearest 5."""
    return int(_nearest(100 * part, PERCENT_STEP))


def group_rate(having: int, officers: int) -> int | None:
    """Return how many of a group's officers have something, in percent to the nearest 5.

    None where fewer than `SEVERAL` have it or have it not: a colleague would work out who.
    """
    return group_share(having / officers) if min(having, officers - having) >= SEVERAL else None


def group_ratio(ratio: float) -> int:
    """Return a ratio of two rates in percent, in steps of 5, rounded down: both limits of the 4/5 rule stay limits."""
    return math.floor(100 * ratio / PERCENT_STEP + ROUNDING) * PERCENT_STEP


def group_p(p: float) -> float:
    """Return the least of `LEVELS` that a p-value is not above: an exact one would give away the gap."""
    return next(level for level in LEVELS if p <= level + ROUNDING)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) > 2}


def _swing(estimate: OfficerScore, settings: AggregatorSettings) -> float:
    """Return how far a rating of the greatest weight can move a figure, on the scale people see."""
    heaviest = max(settings.ticket_weight, settings.duty_weight, settings.link_weight)
    if estimate.effective <= 0:
        return math.inf
    return (FACES - 1) * SHOWN * heaviest * estimate.parts.trust / estimate.effective


def _half(estimate: OfficerScore) -> float:
    """Return half the interval as shown: rounded outwards, with the rounding of the figure as one more uncertainty."""
    # An interval is cut at the end of the scale, so its longer half counts.
    half = SHOWN * max(estimate.high - estimate.points, estimate.points - estimate.low)
    return math.ceil(math.hypot(half, NORMAL_95 * STEP / math.sqrt(12)) / STEP - ROUNDING) * STEP


def _rounded(value: float) -> float:
    return math.floor(value / STEP + 0.5 + ROUNDING) * STEP


def _down(value: float) -> float:
    return math.floor(value / STEP + ROUNDING) * STEP


def _within(value: float) -> float:
    return min(max(value, float(SHOWN)), float(SHOWN * FACES))


def _since(rated: Mapping[str, int], released: str, week: str) -> int:
    return sum(count for in_week, count in rated.items() if released < in_week <= week)


def _percent(part: int, total: int) -> int:
    return round(100 * part / total / PERCENT_STEP) * PERCENT_STEP


def _nearest(value: float, step: float) -> float:
    # Symmetric around 0: which of two groups is named first must not matter.
    return math.copysign(math.floor(abs(value) / step + 0.5 + ROUNDING) * step, value) + 0.0
