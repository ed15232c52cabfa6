"""The Monday messages: an officer's own, and a superior's about the team.

Both are written from what the gate has let through and nothing else, in the HTML Telegram knows, and are short enough
to go as the caption of the chart. What went well comes first, then the score with its uncertainty, then one thing to
try. Nobody is compared with a colleague.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from html import escape
from itertools import groupby, product

from aggregator.charts import TeamDot, WeekPoint, days_of
from data.clock import week_monday, week_shift
from data.digests import fits_caption
from data.disturbances import Disturbance
from data.look import FACES
from data.scores import Published
from data.texts import Texts

VALUE_LIMIT = 1000
"""Fluent puts no longer value into a text."""
TREND_ENTER, TREND_LEAVE = 1.4, 0.7
TREND_WEEKS = 4
"""Scores less far apart than so many weeks share nearly all their ratings and are not compared."""
DISTURBANCES = (12, 3, 0)
"""So many are told, fewer where they do not fit: before a name is cut they are left out."""
TIPS = {"quiet": 9, "rising": 9, "steady": 12, "falling": 9}
"""How many tips there are for each situation. At least nine, so that none comes again within eight weeks."""


class Direction(StrEnum):
    """Where a score went."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True)
class Trend:
    """Where a score went since so many weeks ago, and whether there is enough data to say it without reserve."""

    direction: Direction
    weeks: int
    sure: bool


@dataclass(frozen=True)
class DigestFacts:
    """What an officer's digest tells; all of it has passed the gate."""

    name: str
    week: str
    """The week told of; the message is of the Monday after it."""
    published: Published
    history: Sequence[WeekPoint]
    """The weeks of the chart, oldest first; the last is the week told of."""
    floor: int
    """So many different raters a score takes."""
    faces: Mapping[int, int] | None = None
    """Share in percent of each face (1–4) that may be told."""
    faces_weeks: int = 26
    """The weeks these shares are of."""
    disturbances: Sequence[Disturbance] = ()
    """Of the desks where the officer was planned, on those days."""


@dataclass(frozen=True)
class TeamMember:
    """One officer as the superior's digest sees them."""

    dot: TeamDot
    trend: Trend | None = None


@dataclass(frozen=True)
class TeamFacts:
    """What a superior's digest tells; all of it has passed the gate."""

    name: str
    week: str
    members: Sequence[TeamMember]
    """In the team's own order."""
    disturbances: Sequence[Disturbance] = ()
    """Of the members' offices."""
    several_offices: bool = False
    """Members work in several, so a desk is named with its office."""


def trend(history: Sequence[WeekPoint], state: str) -> Trend | None:
    """Return where a score went from the first to the last score of its chart; none where it is too early to say.

    The difference is held against its standard error, taken from both intervals as if the two scores were
    independent: sqrt(se1² + se2²) with se = half a 95 % interval / 1.96. It is a change from 1.4 on, which is a
    difference as large as half the interval when both are equally wide, and stays one until it falls under 0.7, so
    that a score near the edge does not change its word every week. The two scores share ratings, so this is careful:
    simulated (officers' SD 0.17 points, ratings' SD 0.72, windows of 26 weeks), at most 0.8 % of officers who stay
    the same are told a change, and a change of 0.4 points (10 shown) is told to 21, 58, 87 and 100 % within twelve
    weeks at 2, 5, 10 and 30 ratings a week. Only an official score is told without reserve.
    """
    scored = [
        (number, point.points, _standard_error(point.points, point.low, point.high))
        for number, point in enumerate(history)
        if point.points is not None and point.low is not None and point.high is not None
    ]
    if not scored or scored[-1][0] != len(history) - 1 or scored[-1][0] - scored[0][0] < TREND_WEEKS:
        return None
    start, before, error_before = scored[0]
    direction = Direction.SAME
    for number, now, error in scored:
        if number - start < TREND_WEEKS:
            continue
        spread = (error**2 + error_before**2) ** 0.5
        size = (now - before) / spread if spread else 0.0
        stays = {Direction.UP: size >= TREND_LEAVE, Direction.DOWN: size <= -TREND_LEAVE}.get(direction, False)
        if abs(size) >= TREND_ENTER:
            direction = Direction.UP if size > 0 else Direction.DOWN
        elif not stays:
            direction = Direction.SAME
    return Trend(direction, scored[-1][0] - start, sure=state == "official")


def write(facts: DigestFacts, texts: Texts) -> str:
    """Return an officer's Monday message, as Telegram HTML that fits a caption."""
    published = facts.published
    going = trend(facts.history, published.state) if published.points is not None else None
    greeting = _greeting(facts.name, texts)
    good = texts(f"digest-good-{_good(facts, going)}")
    result = _no_score(facts, texts) if published.points is None else _score(facts, going, texts)
    advice = texts("digest-tip") + "\n" + tip(facts.week, _situation(published, going), texts)
    faces = _faces(facts.faces, facts.faces_weeks, texts) if facts.faces else ""
    head = _head("digest-title", facts.week, texts)
    several_offices = len({each.office_id for each in facts.disturbances}) > 1

    def message(disturbances: int, greet: bool = True) -> str:
        broken = _disturbances("digest-disturbances", facts.disturbances, disturbances, texts, several_offices)
        parts = [head, greeting if greet else "", good, result, broken, faces, advice]
        return "\n\n".join(part for part in parts if part)

    # Only a name of many lines does not fit then; it is better left out than cut.
    return _first_that_fits([*(partial(message, most) for most in DISTURBANCES), partial(message, 0, greet=False)])


def write_team(facts: TeamFacts, texts: Texts) -> str:
    """Return a superior's Monday message, as Telegram HTML that fits a caption.

    Names stand in the team's own order; where they do not fit, their number stands instead.
    """
    greeting = _greeting(facts.name, texts)

    def message(bands: int, changes: int, disturbances: int, greet: bool = True) -> str:
        paragraphs = [
            _head("digest-team-title", facts.week, texts),
            greeting if greet else "",
            texts("digest-team-coverage", scored=len(_scored(facts)), members=len(facts.members)),
            _bands(facts, bands, texts),
            _changes(facts, changes, texts),
            _disturbances("digest-team-disturbances", facts.disturbances, disturbances, texts, facts.several_offices),
            texts("digest-team-order"),
        ]
        return "\n\n".join(part for part in paragraphs if part)

    everybody = len(facts.members)
    names = [(everybody, everybody), (0, everybody), (0, 3), (0, 0)]
    drafts = [partial(message, *who, most) for who, most in product(names, DISTURBANCES)]
    return _first_that_fits([*drafts, partial(message, 0, 0, 0, greet=False)])


def tip(week: str, situation: str, texts: Texts) -> str:
    """Return the week's tip for a situation of `TIPS`: they take turns, so none comes again before all have."""
    turn = week_monday(week).toordinal() // 7 % TIPS[situation]
    return texts(f"tip-{situation}-{turn + 1}")


def _standard_error(points: float, low: float, high: float) -> float:
    # An interval may have been cut at the end of the scale, so its longer half counts.
    return max(high - points, points - low) / 1.96


def _safe(name: str) -> str:
    return escape(" ".join(name.split()), quote=False)


def _greeting(name: str, texts: Texts) -> str:
    """Greet by name; one that would push the message out of the caption is left out, not cut."""
    safe = _safe(name)
    return texts("digest-greeting", name=safe) if safe and len(safe) <= VALUE_LIMIT else ""


def _first_that_fits(drafts: Sequence[Callable[[], str]]) -> str:
    message = ""
    for draft in drafts:
        message = draft()
        if fits_caption(message):
            break
    return message


def _head(title: str, week: str, texts: Texts) -> str:
    monday = texts.date(week_monday(week_shift(week, 1)), weekday=True)
    return texts(title) + "\n" + texts("digest-date", monday=monday, days=days_of(week, texts))


def _good(facts: DigestFacts, going: Trend | None) -> str:
    """Return what to praise: the faces where they may be told, else the change for the better, else the work."""
    if facts.published.points is None:
        return "all" if facts.published.reason == "all_good" else "quiet"
    faces = facts.faces or {}
    # A face that may not be told counts for nothing, so the praise is never too high.
    liked = faces.get(3, 0) + faces.get(4, 0)
    for least, key in ((90, "nearly-all"), (70, "most"), (55, "half")):
        if liked >= least:
            return key
    return "rising" if going and going.direction is Direction.UP else "any"


def _situation(published: Published, going: Trend | None) -> str:
    """Return which of the `TIPS` fit. Where data are few a change is not taken for one."""
    if published.points is None:
        return {"all_good": "steady", "all_poor": "falling"}.get(published.reason or "", "quiet")
    if going is None or not going.sure:
        return "steady"
    return {Direction.UP: "rising", Direction.SAME: "steady", Direction.DOWN: "falling"}[going.direction]


def _score(facts: DigestFacts, going: Trend | None, texts: Texts) -> str:
    told = facts.published
    key = "digest-score" if told.state == "official" else "digest-score-provisional"
    sentences = [texts(key, score=str(told.points), low=str(told.low), high=str(told.high), band=told.n_band)]
    if told.released_week and told.released_week != facts.week:
        sentences.append(texts("digest-held", days=days_of(told.released_week, texts)))
    if going is None:
        sentences.append(texts("digest-trend-unknown"))
    else:
        unsure = "" if going.sure else "-unsure"
        sentences.append(texts(f"digest-trend-{going.direction}{unsure}", weeks=going.weeks))
    return "\n".join(sentences)


def _no_score(facts: DigestFacts, texts: Texts) -> str:
    reason = facts.published.reason
    values = {
        "no_ratings": {"floor": facts.floor},
        "too_few": {"floor": facts.floor, "missing": facts.published.missing},
    }
    why = texts(f"digest-none-{reason}", **values.get(reason or "", {}))
    return "\n".join([texts("digest-none"), why, texts("digest-none-help")])


def _faces(shares: Mapping[int, int], weeks: int, texts: Texts) -> str:
    said = " · ".join(f"{face.emoji} {_percent(shares.get(face.value))}" for face in reversed(FACES))
    line = texts("digest-faces", weeks=weeks, shares=said)
    return line if len(shares) == len(FACES) else line + "\n" + texts("digest-faces-hidden")


def _percent(share: int | None) -> str:
    return "–" if share is None else f"{share}%"


def _disturbances(key: str, disturbances: Sequence[Disturbance], most: int, texts: Texts, several_offices: bool) -> str:
    """Write what broke down where and on which days, at most so many."""
    days: dict[tuple[str, str], list[str]] = {}
    for each in disturbances:
        desk = f"{each.desk} {each.office}" if several_offices else each.desk
        days.setdefault((each.cause, _safe(desk)), []).append(texts.weekday(date.fromisoformat(each.day)))
    said = [
        texts("digest-disturbance", cause=texts(f"topic-{cause}"), desk=desk, days=", ".join(on))
        for (cause, desk), on in list(days.items())[:most]
    ]
    if not said:
        return ""
    if len(days) > most:
        said.append(texts("digest-disturbance-others", count=len(days) - most))
    what = "; ".join(said)
    return texts(key, what=what) if len(what) <= VALUE_LIMIT else ""


def _scored(facts: TeamFacts) -> list[TeamMember]:
    return [member for member in facts.members if member.dot.points is not None]


def _bands(facts: TeamFacts, names: int, texts: Texts) -> str:
    """Write who has how many ratings, the fewest first, and who has no score yet."""
    lines = []
    by_band = sorted(_scored(facts), key=lambda member: _first_number(member.dot.n_band))
    for band, members in groupby(by_band, key=lambda member: member.dot.n_band):
        lines.append(texts("digest-team-band", band=band, who=_who(list(members), names, texts)))
    without = [member for member in facts.members if member.dot.points is None]
    if without:
        lines.append(texts("digest-team-none", who=_who(without, names, texts)))
    return "\n".join([texts("digest-team-ratings"), *lines]) if lines else ""


def _changes(facts: TeamFacts, names: int, texts: Texts) -> str:
    """Write whom to praise and whom to ask; only changes that are sure, and nothing where nobody has a score."""
    if not _scored(facts):
        return texts("digest-team-quiet")
    lines = []
    for direction, key in ((Direction.UP, "digest-team-praise"), (Direction.DOWN, "digest-team-ask")):
        moved = [
            member
            for member in _scored(facts)
            if member.trend and member.trend.sure and member.trend.direction is direction
        ]
        if moved:
            lines.append(texts(key, who=_who(moved, names, texts)))
    return "\n".join(lines) or texts("digest-team-steady")


def _who(members: Sequence[TeamMember], names: int, texts: Texts) -> str:
    """Return at most so many names, and the number of the others."""
    if not names:
        return texts("digest-team-people", count=len(members))
    said = [_safe(member.dot.label) for member in members[:names]]
    if len(members) > names:
        said.append(texts("digest-team-others", count=len(members) - names))
    # Names bring commas of their own ("Eni Nuraeni, S.Sos.").
    who = "; ".join(said)
    return who if len(who) <= VALUE_LIMIT else texts("digest-team-people", count=len(members))


def _first_number(band: str) -> int:
    found = re.search(r"\d+", band)
    return int(found.group()) if found else 0
