"""Simulated districts in which it is known whether groups are treated alike."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from aggregator.crossed import Floats, Numbers, Table
from aggregator.scoring import ASSUMED
from aggregator.variance_components import VarianceComponents
from data import nip
from data.nip import Nip
from data.votes import Votes

TODAY = date(2026, 11, 30)


@dataclass(frozen=True)
class World:
    """Ratings, and the group of each officer."""

    table: Table
    women: Numbers
    """By officer: 1 a woman, 0 a man."""
    days: Numbers

    @property
    def group(self) -> Numbers:
        return self.women[self.table.random["officer"]]


def world(
    seed: int,
    officers: int = 60,
    each: int = 40,
    gap: float = 0.0,
    women_at_hard_services: bool = False,
    components: VarianceComponents = ASSUMED,
    offices: int = 4,
    services: int = 6,
) -> World:
    """Draw a district: the women's gap in points, everything else of the components; 2.5 ratings a person.

    Officers have between half and one and a half times ``each`` ratings, 70 % of them of their main service. Weights
    are as those of codes, posters and age. Hard services are rated 0.4 points lower.
    """
    chance = np.random.default_rng(seed)
    officer = np.repeat(np.arange(officers), chance.integers(each // 2, each + each // 2 + 1, officers))
    women = chance.permutation(np.arange(officers) % 2)
    office = chance.permutation(np.arange(officers) % offices)[officer]
    half = services // 2
    main = chance.integers(0, services, officers)
    hardness = np.zeros(services)
    if women_at_hard_services:
        main = chance.integers(0, half, officers) + np.where(women == 1, 0, half)
        hardness[:half] = 0.4
    many = len(officer)
    service = np.where(chance.random(many) < 0.7, main[officer], chance.integers(0, services, many))
    people = int(many / 2.5)
    rater = chance.integers(0, people, many)
    y = 3.5 + gap * women[officer] - hardness[service] + chance.normal(0, components.residual**0.5, many)
    levels = {"officer": officers, "office": offices, "service": services, "rater": people}
    codes = {"officer": officer, "office": office, "service": service, "rater": rater}
    for name, count in levels.items():
        y += chance.normal(0, components.random[name] ** 0.5, count)[codes[name]]
    weights = np.where(chance.random(many) < 0.6, 0.6, 1.0) * 0.5 ** (2 * chance.random(many))
    return World(Table(y, codes, weights=weights), women, chance.integers(0, 300, many))


def steps(y: Floats) -> Floats:
    """Return faces: the nearest of 1–4."""
    return np.clip(np.round(y), 1, 4)


def person(number: int, sex: str, born: int) -> Nip:
    """Return an officer's NIP."""
    return nip.parse(f"{born}0615201001{'1' if sex == 'L' else '2'}{number % 999 + 1:03}", TODAY)


def record(drawn: World, desks: int = 2) -> tuple[Votes, dict[int, Nip]]:
    """Return a world as votes (desks within offices, hours from 8 to 14) and the officers' NIPs, ids from 1."""
    codes = drawn.table.random
    many = len(drawn.table.y)
    chance = np.random.default_rng(many)
    desk = codes["office"] * desks + chance.integers(0, desks, many)
    evidence = ["ticket" if weight > 0.6 else "duty" for weight in np.asarray(drawn.table.weights)]
    columns = (codes["officer"] + 1, codes["office"] + 1, desk + 1, codes["service"] + 1, codes["rater"])
    officers, offices, desk_ids, services, raters = (column.tolist() for column in columns)
    votes = Votes(
        officers,
        offices,
        desk_ids,
        services,
        raters,
        steps(drawn.table.y).astype(int).tolist(),
        evidence,
        (TODAY.toordinal() - 1 - drawn.days).tolist(),
        chance.integers(8, 14, many).tolist(),
    )
    people = {
        code + 1: person(code, "P" if woman else "L", 1965 + 8 * (code % 4)) for code, woman in enumerate(drawn.women)
    }
    return votes, people
