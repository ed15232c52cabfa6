"""The gate: the one way by which anything leaves the aggregator for a human.

What is stored for display, drawn or written has passed one of these functions. They keep a citizen from being found
out by what is shown of those they rated: a floor of people, steps between releases (so that two weeks' figures cannot
be subtracted to see one person), a lot in every figure, nothing where one person speaks for many, and nothing
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
from aggregator.lots import Blur, Lots
from aggregator.scoring import FACES, NORMAL_95, OfficerScore, Scored
from aggregator.settings import AggregatorSettings
from data.clock import week_monday, week_shift
from data.concerns import Concerns
from data.cube import Coverage
from data.disturbances import Disturbance
from data.scores import SHOWN, NamedShare, Published
from data.survey_results import Written

__all__ = [
    *("GroupGap", "NamedShare", "Published", "crossing_told", "disturbances", "district", "gaps_told"),
    *("group_gap", "group_p", "group_rate", "group_ratio", "group_share", "n_band", "named_share"),
    *("parts_told", "score", "standing", "suggestions", "withheld"),
]

STEP = 1.0
"""Figures are multiples of it: of 1, 2 and 2.5 the finest will do, as `CHANCE` is what hides what one person said."""
CHANCE = 3.0
"""Standard deviation of the lot that a release brings along, in steps between two faces of the heaviest rating.

A lot stays with the ratings that were new at its release: later figures hold it too, and it fades as they do. So, as
far as a figure is a mean, a rating is seen through that one lot only, however many figures are shown. And as every
release brings a fresh lot, and a normal distribution has no end, no figure ever rules out what somebody may have said.

The *advantage* (true less false positives of the best rule for "was it a 1 or a 2?") is then at most 0.282, even of who
knows all other ratings and sees all figures unrounded: the total variation distance between two mixtures of normal
distributions, one face apart each, where faces fall as in the simulated world (0.293 where 80 % are a 4). 3 is the
least whole number with which it is below 0.3. Measured in histories of rounded figures, and without lots:
`benchmarks.study.disclosure`, with its tables in docs/method.md.
"""
BESIDE = 0.5
"""So large the lots of a figure's parts are, as a share of the figure's own.

A rating moves what its service, office and rater are found to add by less than it moves the figure: all together it
moves 0.3 to 0.8 of what the figure's lot alone is made for, on average; nine in ten less than 1.1, at the most 1.4 (in
simulated districts of 6 to 600 officers).
"""
BLUNT = 2 / 3
"""A gap between groups that one person moves by no more than this part of a step is hidden by the step."""
LOUD = 1.5
"""No gap is told that one person can move by more of the largest steps."""
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
"""Why a new figure waits: it is further from the last one than its standard deviation."""
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
    earlier: Sequence[Published],
    week: str,
    settings: AggregatorSettings,
    lots: Lots,
) -> Published:
    """Return what may be shown of an officer this week.

    ``rated`` are the ratings per week, ``earlier`` what was shown in the weeks before, oldest first. Where the gate
    holds, what was shown before stays, with its week, until that week leaves the window: taking it away would tell as
    much as something new.

    What depends on faces is found out only where enough is new, and from the figure as moved by lot. That all gave the
    same face is never said, nor that they did not: a figure moved by lot does not tell it, a reason in its place would.
    """
    start = week_shift(week, 1 - settings.window_weeks)
    last = earlier[-1] if earlier else None
    held = _held(last, start, week)
    if estimate is None or not estimate.ratings:
        return held or Published("none", "no_ratings")
    if (fewer := min(estimate.raters, estimate.ratings)) < settings.privacy_floor:
        return held or Published("none", "too_few", settings.privacy_floor - fewer)
    if estimate.reliability < settings.shown_reliability:
        return held or Published("none", "unreliable")
    if estimate.top_share > ONE_VOICE + ROUNDING or estimate.ratings < settings.release_step:
        return held or Published("none", "one_voice")
    if held and held.released_week and _since(rated, held.released_week, week) < settings.release_step:
        return held

    blur = _blur(estimate, [each.released_week for each in earlier], start, week, settings, lots)
    points = _within(_rounded(SHOWN * estimate.points + blur.added("points")))
    half = _half(estimate, blur)
    looked = last is not None and last.reason == SECOND_LOOK
    if held and held.points is not None and not looked and abs(points - held.points) > half / NORMAL_95:
        # It waits for one week, and is looked at again with what has come since.
        return replace(held, reason=SECOND_LOOK, standing=None)
    official = estimate.reliability >= settings.official_reliability and estimate.ratings >= settings.official_ratings
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
        parts=_parts(estimate, points, blur),
    )


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


def _held(last: Published | None, start: str, week: str) -> Published | None:
    """Return what was shown last where it is still in force, without what is told in a figure's own week only."""
    if last is None or last.released_week is None or not start <= last.released_week < week:
        return None
    return replace(last, reason=None, parts=None)


def _blur(
    estimate: OfficerScore,
    releases: Collection[str | None],
    start: str,
    week: str,
    settings: AggregatorSettings,
    lots: Lots,
) -> Blur:
    """Return the lots of a figure that is released now: its own, and those of the earlier ``releases`` it rests on."""
    earlier = {each for each in releases if each and start <= each < week}
    ages = {each: (week_monday(week) - week_monday(each)).days / 7 for each in {*earlier, week}}
    left = {each: 0.5 ** (age / settings.half_life_weeks) for each, age in ages.items()}
    return Blur(lots, estimate.officer_id, CHANCE * _voice(estimate), left)


def _parts(estimate: OfficerScore, points: float, blur: Blur) -> dict[str, float]:
    """Return a figure taken apart: points = mean + trust · (own − service − office − raters − mean).

    On the scale people see, in the figure's own steps; ``trust`` in percent, in steps of 5. They give the figure as
    shown to within one step. Only with a figure released this very week.

    The officer's own mean is worked back from the figure as shown: taken for itself it would be a second look at the
    same ratings. So it is off by as much as the figure, and more the less of it is believed. The rest is moved by lots
    of its own and rounded up or down, whichever makes the table add up best. ``alone``, ``one-service`` and ``apart``
    are 1 where it is to be said that the officer cannot be told from the office, or is compared only within a service,
    or within a group of ratings that nothing links with most of the others.
    """
    found = estimate.parts
    trust = max(PERCENT_STEP, round(100 * found.trust / PERCENT_STEP) * PERCENT_STEP)
    mean = SHOWN * found.mean
    adjusted = {"service": found.service, "office": found.office, "raters": found.raters}
    taken = [SHOWN * value + BESIDE * blur.added(name) for name, value in adjusted.items()]
    worked_back = (points - mean) / (trust / 100) + mean + sum(taken)
    own = _within(worked_back)
    # Nobody's mean lies beyond the scale: what lots would add beyond it goes to the rest.
    exact = [mean, *(each - (worked_back - own) / len(taken) for each in taken)]
    best: tuple[float, float, tuple[float, ...]] | None = None
    for ends in product(*[(_down(each), _down(each) + STEP) for each in exact]):
        for shown in {_within(_down(own)), _within(_down(own) + STEP)}:
            sum_ = ends[0] + trust / 100 * (shown - sum(ends))
            off = abs(sum_ - points)
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


def _voice(estimate: OfficerScore) -> float:
    """Return how far the heaviest rating moves a figure from one face to the next, on the scale people see."""
    return SHOWN * estimate.heaviest * estimate.parts.trust / estimate.effective


def _half(estimate: OfficerScore, blur: Blur) -> float:
    """Return half the interval as shown: rounded outwards, with lots and rounding as further uncertainties."""
    # An interval is cut at the end of the scale, so its longer half counts.
    half = SHOWN * max(estimate.high - estimate.points, estimate.points - estimate.low)
    chance = NORMAL_95 * math.sqrt(blur.variance + STEP**2 / 12)
    return math.ceil(math.hypot(half, chance) / STEP - ROUNDING) * STEP


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
