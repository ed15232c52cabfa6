"""What people try: ratings that are no visits, and faces tapped under an officer's eyes.

One officer of each office is attacked, so that an attack on one hardly touches another.
"""

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.study.world import FIRST_HOUR, LAST_DAY, OPEN_HOURS, Numbers, World, workdays
from data.votes import Votes

FAKES = 10
ATTACKED = (10, 20, 50, 200)
"""Officers with so many ratings are attacked."""


@dataclass(frozen=True)
class Attack:
    """One kind: ten ratings more, or a share of the officer's own turned into fours."""

    name: str
    face: int = 1
    accounts: int = FAKES
    within_an_hour: bool = False
    evidence: str = "ticket"
    district: str = "ticket"
    """The evidence of all honest ratings."""
    forced: float = 0.0
    """Share of the officer's own ratings that is turned into fours instead."""


BURST_BY_POSTER = Attack(
    "posters only, everybody: ten accounts within an hour", within_an_hour=True, evidence="duty", district="duty"
)
BURST_BY_TICKET = Attack("ten accounts within an hour, each with a ticket", within_an_hour=True)
ONE_ACCOUNT = Attack("one account ten times", accounts=1)
ATTACKS = (
    Attack("ten accounts over four weeks, each with a ticket"),
    Attack("the same by poster, without tickets", evidence="duty"),
    Attack("the same by a link, from elsewhere", evidence="link"),
    BURST_BY_TICKET,
    Attack("the same by poster, without tickets", within_an_hour=True, evidence="duty"),
    ONE_ACCOUNT,
    Attack("praise: ten accounts over four weeks", face=4),
    Attack("praise: ten accounts within an hour", face=4, within_an_hour=True),
    Attack("praise: one account ten times", face=4, accounts=1),
    Attack("coercion: half of the officer's ratings made a 4", forced=0.5),
    Attack("coercion: 80 % of the officer's ratings made a 4", forced=0.8),
    Attack("posters only, everybody: ten accounts over four weeks", evidence="duty", district="duty"),
    BURST_BY_POSTER,
    Attack("posters only, everybody: one account ten times", accounts=1, evidence="duty", district="duty"),
)


def targets(world: World, seed: int) -> Numbers:
    """Choose an officer of each office, so that each number of `ATTACKED` comes as often as can be."""
    random = np.random.default_rng(seed)
    chosen = []
    for office in range(world.plan.offices):
        staff = np.arange(world.plan.officers)[world.office_of == office]
        wanted = staff[world.ratings_of[staff] == ATTACKED[office % len(ATTACKED)]]
        if len(wanted):
            chosen.append(random.choice(wanted))
    return np.array(chosen)


def attacked(world: World, attack: Attack, who: Numbers, seed: int) -> World:
    """Return the world as the record has it after the attack on these officers."""
    random = np.random.default_rng(seed)
    votes = world.votes
    if attack.forced:
        hit = np.isin(world.columns["officer"], who) & (random.random(len(votes)) < attack.forced)
        forced = replace(votes, faces=np.where(hit, 4, votes.faces).tolist())
        return World(world.plan, world.effects, world.main_service, world.ratings_of, forced)
    officers = np.repeat(who, FAKES)
    n = len(officers)
    strangers = np.arange(n) if attack.accounts == FAKES else np.arange(n) // FAKES
    days, hours = workdays(random, n, 4), random.integers(FIRST_HOUR, FIRST_HOUR + OPEN_HOURS, size=n)
    if attack.within_an_hour:
        days, hours = np.full(n, LAST_DAY - 2), np.full(n, FIRST_HOUR + 2)
    new = {
        "officers": officers,
        "offices": world.office_of[officers],
        "desks": officers,
        "services": world.main_service[officers],
        "raters": int(world.columns["rater"].max()) + 1 + strangers,
        "faces": np.full(n, attack.face),
        "evidence": np.full(n, attack.evidence),
        "days": days,
        "hours": hours,
    }
    joined = Votes(**{name: getattr(votes, name) + column.tolist() for name, column in new.items()})
    ratings_of = world.ratings_of + np.bincount(officers, minlength=len(world.ratings_of))
    return World(world.plan, world.effects, world.main_service, ratings_of, joined)
