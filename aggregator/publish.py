"""The gate: the one way by which anything leaves the aggregator for a human.

What is stored for display, drawn or written has passed one of these functions. They keep a citizen from being found
out by what is shown of those they rated: a floor of people, steps between releases (so that two weeks' figures cannot
be subtracted to see one person), nothing where everybody said the same, and nothing finer than it needs to be.
"""

import math
from collections.abc import Mapping, Sequence

from aggregator.scoring import OfficerScore
from aggregator.settings import AggregatorSettings
from data.clock import week_shift
from data.cube import Coverage
from data.disturbances import Disturbance
from data.scores import SHOWN, NamedShare, Published

__all__ = ["NamedShare", "Published", "disturbances", "faces", "n_band", "named_share", "score"]

BANDS = (10, 20, 50, 100, 200)
RELIABILITY_STEPS = 20
PERCENT_STEP = 5
SEVERAL = 3
"""So many different people must have named a cause at a desk on a day before it is told.

One may be mistaken, two may have come together; of three nobody can be made out, as neither their number nor what else
they said is told.
"""
ROUNDING = 1e-9
"""What floating point may add to or take from a number that stands exactly on a step."""


def score(
    estimate: OfficerScore | None,
    raters: int,
    rated: Mapping[str, int],
    last: Published | None,
    week: str,
    settings: AggregatorSettings,
) -> Published:
    """Return what may be shown of an officer this week.

    ``raters`` are the different people in the window, ``rated`` the ratings per week, ``last`` what was shown last.
    Where the gate holds, figures that were shown before stay, with their week, until that week leaves the window:
    taking them away would tell as much as new ones.
    """
    start = week_shift(week, 1 - settings.window_weeks)
    held = last if last and last.released_week and start <= last.released_week < week else None
    if estimate is None or not estimate.ratings:
        return held or Published("none", "no_ratings")
    if raters < settings.privacy_floor or estimate.ratings < settings.privacy_floor:
        missing = settings.privacy_floor - min(raters, estimate.ratings)
        return held or Published("none", "too_few", missing)
    given = [face for face, count in enumerate(estimate.faces, 1) if count]
    if len(given) == 1:
        return held or Published("none", "all_good" if given[0] >= 3 else "all_poor")
    if held and held.released_week and _since(rated, held.released_week, week) < settings.release_step:
        return held
    official = estimate.reliability >= settings.official_reliability and estimate.ratings >= settings.official_ratings
    return Published(
        "official" if official else "provisional",
        points=math.floor(estimate.points * SHOWN + 0.5 + ROUNDING),
        # Outwards, so that the interval loses nothing of its promise.
        low=math.floor(estimate.low * SHOWN + ROUNDING),
        high=math.ceil(estimate.high * SHOWN - ROUNDING),
        # In steps: an exact reliability would give away the exact number of ratings.
        reliability=math.floor(estimate.reliability * RELIABILITY_STEPS + ROUNDING) / RELIABILITY_STEPS,
        n_band=n_band(estimate.ratings),
        released_week=week,
    )


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


def named_share(coverage: Coverage, settings: AggregatorSettings) -> NamedShare:
    """Return how many of an office's ratings name the officer, as it may be told."""
    if coverage.total < settings.privacy_floor:
        return NamedShare(coverage.office_id, None, "")
    return NamedShare(coverage.office_id, _percent(coverage.named, coverage.total), n_band(coverage.total))


def disturbances(found: Sequence[tuple[Disturbance, int]]) -> list[Disturbance]:
    """Return the disturbances that may be told: declared by a superior, or named by several people.

    The numbers stay here.
    """
    return [disturbance for disturbance, people in found if disturbance.declared or people >= SEVERAL]


def _since(rated: Mapping[str, int], released: str, week: str) -> int:
    return sum(count for in_week, count in rated.items() if released < in_week <= week)


def _percent(part: int, total: int) -> int:
    return round(100 * part / total / PERCENT_STEP) * PERCENT_STEP
