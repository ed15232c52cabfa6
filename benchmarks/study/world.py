"""A made-up district in which everything is known: who is how good, what is hard, and what everybody then says.

Officers sit in offices, give mostly one service each, and are rated 1–4 by people who live at one office and rate now
and then. What makes somebody tap a face is a sum on a scale that nobody sees (service + office + rater + officer +
chance, all normal, with a variance of 1 together); the face follows from three thresholds on it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import eval_hermitenorm, factorial, ndtr, ndtri

from aggregator.scoring import ASSUMED, FACTORS
from aggregator.variance_components import VarianceComponents
from data.votes import Votes

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

RATINGS = (5, 10, 20, 50, 100, 200)
"""Of an officer; as many officers have each."""
FACE_SHARES = (0.045, 0.06, 0.21, 0.685)
"""Of the faces 1–4."""
CEILING_FOURS = 0.8
RATINGS_PER_RATER = 2.5
LAST_DAY = 739_200
"""Proleptic ordinal of the last day of the ratings; the score is of the day after."""
WEEKS = 8
OPEN_HOURS = 7
FIRST_HOUR = 8
TERMS = 24
"""Of the series by which a variance on the hidden scale is turned into one of ratings."""


@dataclass(frozen=True)
class Plan:
    """What a world is like; equal plans and seeds give equal worlds."""

    officers: int = 600
    offices: int = 30
    services: int = 30
    rotation: float = 0.3
    """Share of an officer's ratings that is of any service instead of the main one; 1: services fall by lot."""
    rho: float = 0.0
    """Correlation of an officer's quality with the ease of the main service."""
    ceiling: bool = False
    """Whether 80 % of all ratings are a 4."""
    evidence: str = "ticket"
    """Of all ratings."""

    @property
    def face_shares(self) -> Floats:
        """Of the faces 1–4, in the whole district."""
        shares = np.array(FACE_SHARES)
        if self.ceiling:
            shares[:3] *= (1 - CEILING_FOURS) / shares[:3].sum()
            shares[3] = CEILING_FOURS
        return shares

    @property
    def thresholds(self) -> Floats:
        """On the hidden scale, between the faces."""
        return _thresholds(self.face_shares)

    @property
    def mean(self) -> float:
        """Of all ratings, in points."""
        return float(self.face_shares @ np.arange(1, 5))

    @property
    def components(self) -> VarianceComponents:
        """The true variances of ratings, in squared points: what an estimate from ratings is after."""
        random = {name: float(_observed(share, self.thresholds)) for name, share in HIDDEN.items()}
        total = float(self.face_shares @ (np.arange(1, 5) - self.mean) ** 2)
        return VarianceComponents(total - sum(random.values()), random)


def _thresholds(face_shares: Floats) -> Floats:
    return np.asarray(ndtri(np.cumsum(face_shares)[:3]))


def _observed(share: float, thresholds: Floats) -> float:
    """Return the variance that a factor with this share of the hidden variance has among the ratings.

    The expected rating given the factor's value, as a series of Hermite polynomials: Σ c_k² share^k.
    """
    orders = np.arange(1, TERMS)
    density = np.exp(-(thresholds**2) / 2) / np.sqrt(2 * np.pi)
    terms = np.array([(density * eval_hermitenorm(k - 1, thresholds)).sum() for k in orders])
    return float((terms**2 / factorial(orders) * share**orders).sum())


def _hidden_shares() -> dict[str, float]:
    """Return the shares of the hidden variance that give the variances of ratings which the score assumes."""
    thresholds = _thresholds(np.array(FACE_SHARES))
    found = {}
    for name in FACTORS:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if _observed(middle, thresholds) < ASSUMED.random[name] else (low, middle)
        found[name] = low
    return found


HIDDEN = _hidden_shares()


@dataclass(frozen=True)
class World:
    """A district after some weeks of ratings."""

    plan: Plan
    effects: dict[str, Floats]
    """By factor: of each level, on the hidden scale; higher is better, or easier."""
    main_service: Numbers
    """Of each officer."""
    ratings_of: Numbers
    """How many each officer has."""
    votes: Votes
    """By officer; officers, offices, services and raters are numbered from 0."""

    @cached_property
    def columns(self) -> dict[str, Numbers]:
        """Codes of the votes by factor."""
        votes = self.votes
        named = zip(FACTORS, (votes.officers, votes.offices, votes.services, votes.raters), strict=True)
        return {name: np.asarray(column, dtype=np.int64) for name, column in named}

    @property
    def office_of(self) -> Numbers:
        """The office of each officer."""
        return np.arange(self.plan.officers) * self.plan.offices // self.plan.officers

    @cached_property
    def faces(self) -> Floats:
        """Of the votes, in points."""
        return np.asarray(self.votes.faces, dtype=np.float64)

    @cached_property
    def truth(self) -> Floats:
        """Of each officer: the expected rating over all offices, services and raters, minus the district's mean."""
        return expected(self.effects["officer"], self.plan) - self.plan.mean

    @property
    def ease(self) -> Floats:
        """Of each officer's main service, on the hidden scale."""
        return self.effects["service"][self.main_service]


def expected(effect: Floats, plan: Plan) -> Floats:
    """Return the expected rating of officers with these effects on the hidden scale, everything else averaged out."""
    rest = np.sqrt(1 - HIDDEN["officer"])
    return np.asarray(4 - ndtr((plan.thresholds[:, None] - effect) / rest).sum(axis=0))


def play(plan: Plan, seed: int) -> World:
    """Play a world."""
    random = np.random.default_rng(seed)
    office_of = np.arange(plan.officers) * plan.offices // plan.officers
    ratings_of = random.permutation(np.resize(RATINGS, plan.officers))
    main_service = random.integers(plan.services, size=plan.officers)
    service = random.normal(0, np.sqrt(HIDDEN["service"]), plan.services)
    ease = service[main_service] / np.sqrt(HIDDEN["service"])
    quality = plan.rho * ease + np.sqrt(1 - plan.rho**2) * random.normal(size=plan.officers)
    officers = np.repeat(np.arange(plan.officers), ratings_of)
    offices, n = office_of[officers], len(officers)
    elsewhere = random.random(n) < plan.rotation
    services = np.where(elsewhere, random.integers(plan.services, size=n), main_service[officers])
    people = np.maximum(np.rint(np.bincount(offices, minlength=plan.offices) / RATINGS_PER_RATER), 1).astype(np.int64)
    first = np.cumsum(people) - people
    _, raters = np.unique(first[offices] + (random.random(n) * people[offices]).astype(np.int64), return_inverse=True)
    effects = {
        "officer": np.sqrt(HIDDEN["officer"]) * quality,
        "office": random.normal(0, np.sqrt(HIDDEN["office"]), plan.offices),
        "service": service,
        "rater": random.normal(0, np.sqrt(HIDDEN["rater"]), int(raters.max()) + 1),
    }
    codes = dict(zip(FACTORS, (officers, offices, services, raters), strict=True))
    hidden = random.normal(0, np.sqrt(1 - sum(HIDDEN.values())), n)
    for name, column in codes.items():
        hidden += effects[name][column]
    faces = 1 + (hidden[:, None] > plan.thresholds).sum(axis=1)
    columns = {
        "officers": officers,
        "offices": offices,
        "desks": officers,  # one each
        "services": services,
        "raters": raters,
        "faces": faces,
        "evidence": np.full(n, plan.evidence),
        "days": workdays(random, n, WEEKS),
        "hours": random.integers(FIRST_HOUR, FIRST_HOUR + OPEN_HOURS, size=n),
    }
    votes = Votes(**{name: column.tolist() for name, column in columns.items()})
    return World(plan, effects, main_service, ratings_of, votes)


def workdays(random: np.random.Generator, n: int, weeks: int) -> Numbers:
    """Return days of the last weeks, five a week."""
    return LAST_DAY - 2 - 7 * random.integers(weeks, size=n) - random.integers(5, size=n)
