"""The Monday messages: an officer's own, and a superior's about the team.

Both are written from what the gate has let through and nothing else, in the HTML Telegram knows, and are short enough
to go as the caption of the chart. What went well comes first, then the score with its uncertainty, then one thing to
try. Nobody is compared with a colleague. Whoever is on a superior's list of whom to praise and whom to help is told so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from itertools import groupby, product

from aggregator.change import Direction
from aggregator.charts import TeamDot, days_of
from aggregator.representativeness import SERVICE_SHARE, WEEK_SHARE, Doubt, Response
from data.clock import week_monday, week_shift
from data.digests import fits_caption
from data.disturbances import Disturbance
from data.scores import SHOWN, Published
from data.texts import Texts

GOOD = SHOWN * 3
"""A figure of so many points is the face "Baik"."""
VALUE_LIMIT = 1000
"""Fluent puts no longer value into a text."""
DISTURBANCES = (12, 6, 3, 0)
"""So many are told, fewer where they do not fit: before a name is cut they are left out."""
TIPS = {"quiet": 9, "rising": 9, "steady": 12, "falling": 9}
"""How many tips there are for each situation. At least nine, so that none comes again within eight weeks."""


@dataclass(frozen=True)
class DigestFacts:
    """What an officer's digest tells; all of it has passed the gate."""

    name: str
    week: str
    """The week told of; the message is of the Monday after it."""
    published: Published
    floor: int
    """So many different raters a score takes."""
    disturbances: Sequence[Disturbance] = ()
    """Of the desks where the officer was planned, on those days."""
    response: Response | None = None
    """Whom the ratings may not speak for."""


@dataclass(frozen=True)
class TeamMember:
    """One officer as the superior's digest sees them."""

    dot: TeamDot
    change: str | None = None
    """Of the figure, as published; so is the standing."""
    standing: str | None = None


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


def write(facts: DigestFacts, texts: Texts) -> str:
    """Return an officer's Monday message, as Telegram HTML that fits a caption."""
    published = facts.published
    greeting = _greeting(facts.name, texts)
    good = texts(f"digest-good-{_good(published)}")
    result = _no_score(facts, texts) if published.points is None else _score(facts, texts)
    advice = texts("digest-tip") + "\n" + tip(facts.week, _situation(published), texts)
    head = _head("digest-title", facts.week, texts)
    several_offices = len({each.office_id for each in facts.disturbances}) > 1

    def message(disturbances: int, greet: bool = True) -> str:
        broken = _disturbances("digest-disturbances", facts.disturbances, disturbances, texts, several_offices)
        parts = [head, greeting if greet else "", good, result, broken, advice]
        return "\n\n".join(part for part in parts if part)

    # A name of many lines is better left out than cut.
    return _first_that_fits([*(partial(message, most) for most in DISTURBANCES), partial(message, 0, greet=False)])


def write_team(facts: TeamFacts, texts: Texts) -> str:
    """Return a superior's Monday message, as Telegram HTML that fits a caption.

    Names stand in the team's own order; where they do not fit, their number stands instead.
    """
    greeting = _greeting(facts.name, texts)

    def message(bands: int, people: int, disturbances: int, greet: bool = True) -> str:
        paragraphs = [
            _head("digest-team-title", facts.week, texts),
            greeting if greet else "",
            texts("digest-team-coverage", scored=len(_scored(facts)), members=len(facts.members)),
            _bands(facts, bands, texts),
            _standing(facts, people, texts),
            _changes(facts, people, texts),
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


def _good(published: Published) -> str:
    """Return what to praise: the change for the better, else a figure that is surely good, else the work."""
    if published.points is None or published.low is None:
        return "quiet"
    if published.change == Direction.UP:
        return "rising"
    worse = published.change == Direction.DOWN or published.standing == "below"
    return "high" if published.low >= GOOD and not worse else "any"


def _situation(published: Published) -> str:
    """Return which of the `TIPS` fit."""
    if published.points is None:
        return "quiet"
    return {"up": "rising", "down": "falling"}.get(published.change or "", "steady")


def _score(facts: DigestFacts, texts: Texts) -> str:
    told = facts.published
    key = "digest-score" if told.state == "official" else "digest-score-provisional"
    score, low, high = (texts.points(each or 0) for each in (told.points, told.low, told.high))
    sentences = [texts(key, score=score, low=low, high=high, band=told.n_band)]
    if told.released_week and told.released_week != facts.week:
        key = "digest-held-second-look" if told.reason == "second_look" else "digest-held"
        sentences.append(texts(key, days=days_of(told.released_week, texts)))
    if facts.response:
        sentences += _response(facts.response, texts)
    sentences.append(texts(f"digest-change-{told.change or 'unknown'}"))
    if told.standing:
        sentences.append(texts(f"digest-standing-{told.standing}"))
    return "\n".join(sentences)


def _response(response: Response, texts: Texts) -> list[str]:
    """Write what the figure does not tell: who did not answer, and where the ratings come from."""
    lines = [texts("digest-response", low=str(response.low), high=str(response.high))]
    if response.doubts:
        shares = {Doubt.WEEK: WEEK_SHARE, Doubt.SERVICE: SERVICE_SHARE}
        reasons = [texts(f"digest-doubt-{each}", percent=round(100 * shares[each])) for each in response.doubts]
        lines.append(texts("digest-doubt", reasons="; ".join(reasons)))
    return lines


def _no_score(facts: DigestFacts, texts: Texts) -> str:
    reason = facts.published.reason
    values = {
        "no_ratings": {"floor": facts.floor},
        "too_few": {"floor": facts.floor, "missing": facts.published.missing},
    }
    why = texts(f"digest-none-{reason}", **values.get(reason or "", {}))
    return "\n".join([texts("digest-none"), why, texts("digest-none-help")])


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


def _standing(facts: TeamFacts, names: int, texts: Texts) -> str:
    """Write whom to praise and whom to help; nothing where nobody stands out."""
    found = {place: [each for each in _scored(facts) if each.standing == place] for place in ("above", "below")}
    lines = [texts(f"digest-team-{place}", who=_who(who, names, texts)) for place, who in found.items() if who]
    return "\n".join(lines)


def _changes(facts: TeamFacts, names: int, texts: Texts) -> str:
    """Write whose score went up or down; a kind word where nobody's did."""
    if not _scored(facts):
        return texts("digest-team-quiet")
    moved = {way: [each for each in _scored(facts) if each.change == way] for way in (Direction.UP, Direction.DOWN)}
    lines = [texts(f"digest-team-{way}", who=_who(who, names, texts)) for way, who in moved.items() if who]
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
