"""Plays the worlds of the study."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from aggregator.settings import AggregatorSettings
from benchmarks.study import methods
from benchmarks.study.attacks import ATTACKED, ATTACKS, Attack, attacked, targets
from benchmarks.study.disclosure import SEQUENCES, Sequence, Told, told
from benchmarks.study.measures import Measured, accuracy, coverage, flags, rmse, summed
from benchmarks.study.world import Plan, World, play

SETTINGS = AggregatorSettings(Path())
"""Suara's as they come."""
METHODS = ("raw", "bayes", "wilson", "net", "suara", "oracle", "omniscient")
STEPS = (1, 2, 2.5)
"""To which a figure might be rounded."""
BARE_STEPS = (1, 2.5)
"""Of them, those that are looked at without lots too."""
CONFOUNDED = ((0.0, 0.0), (0.0, 0.3), (0.5, 0.0), (0.5, 0.05), (0.5, 0.1), (0.5, 0.3))
"""Correlation of quality with the ease of the main service, and rotation."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How many worlds of each kind."""

    plain: int = 100
    others: int = 20
    confounded: int = 12
    attacks: int = 30
    histories: int = 4000
    plan: Plan = field(default_factory=Plan)


QUICK = Size(plain=4, others=3, confounded=2, attacks=3, histories=400)


@dataclass(frozen=True)
class Results:
    """What was measured, by name of the measurement."""

    size: Size
    plain: dict[str, Measured]
    ceiling: dict[str, Measured]
    by_lot: dict[str, Measured]
    """Services fall by lot."""
    posters: dict[str, Measured]
    """Every rating by a poster, none with a ticket."""
    confounded: dict[tuple[float, float], dict[str, Measured]]
    attacks: dict[Attack, dict[str, Measured]]
    disclosed: dict[Sequence, dict[str, Told]]
    """What can be told of a rating, by who tells from what."""


def run(size: Size, tell: Progress) -> Results:
    """Play all of it; the same size gives the same results."""
    plan = size.plan
    plain = _compared(plan, size.plain, 1000, "the district", tell)
    ceiling = _compared(replace(plan, ceiling=True), size.others, 2000, "80 % fours", tell)
    by_lot = _compared(replace(plan, rotation=1.0), size.others, 3000, "services by lot", tell)
    posters = _compared(replace(plan, evidence="duty"), size.others, 4000, "posters only", tell)
    confounded = {}
    for rho, rotation in CONFOUNDED:
        worlds = [
            _confounded(play(replace(plan, rho=rho, rotation=rotation), 5000 + i)) for i in range(size.confounded)
        ]
        confounded[rho, rotation] = summed(worlds)
        tell(f"confounding {rho}, rotation {rotation}: {size.confounded} worlds")
    attacks = _attacked(plan, size.attacks, tell)
    disclosed = {sequence: disclosed_by(sequence, size.histories) for sequence in SEQUENCES}
    return Results(size, plain, ceiling, by_lot, posters, confounded, attacks, disclosed)


def disclosed_by(sequence: Sequence, histories: int) -> dict[str, Told]:
    """Return what somebody can tell who knows all other ratings, and a colleague who knows none."""
    informed = {f"informed {step:g}": told(sequence, True, step, histories=histories) for step in STEPS}
    plain = {f"no lots {step:g}": told(sequence, True, step, chance=0, histories=histories) for step in BARE_STEPS}
    return {**informed, **plain, "colleague": told(sequence, False, histories=histories // 4)}


def _compared(plan: Plan, count: int, seed: int, name: str, tell: Progress) -> dict[str, Measured]:
    worlds = []
    for i in range(count):
        worlds.append(compare(play(plan, seed + i)))
        if (i + 1) % 5 == 0 or i + 1 == count:
            tell(f"{name}: {i + 1} of {count} worlds")
    return summed(worlds)


def compare(world: World) -> dict[str, float]:
    """Score a world in every way and measure each."""
    found = methods.suara(world.votes, SETTINGS)
    figures = {
        "raw": methods.raw_mean(world),
        "bayes": methods.bayesian_mean(world),
        "wilson": methods.wilson_bound(world),
        "net": methods.net_score(world),
        "suara": found.figures,
        "oracle": methods.knowing_oracle(world),
        "omniscient": methods.omniscient(world),
    }
    measured = coverage(found, world) | flags(figures["raw"], figures["bayes"], found, world)
    for name in METHODS:
        measured |= accuracy(name, figures[name], world)
    for name in ("oracle", "omniscient", "raw"):
        measured[f"suara over {name}"] = measured["suara error 0"] / measured[f"{name} error 0"]
        measured[f"raw over {name}"] = measured["raw error 0"] / measured[f"{name} error 0"]
    for name, component in found.components.random.items():
        measured[f"component {name}"] = component
    measured["component residual"] = found.components.residual
    return measured


def _confounded(world: World) -> dict[str, float]:
    measured = {}
    for name, figures in (
        ("raw", methods.raw_mean(world)),
        ("suara", methods.suara(world.votes, SETTINGS).figures),
    ):
        measured[f"{name} error"] = rmse(figures, world.truth)
        measured[f"{name} leaning"] = float(np.corrcoef(figures - world.truth, -world.ease)[0, 1])
    return measured


def _attacked(plan: Plan, count: int, tell: Progress) -> dict[Attack, dict[str, Measured]]:
    worlds: dict[Attack, list[dict[str, float]]] = {attack: [] for attack in ATTACKS}
    for i in range(count):
        for attack, shifts in shifted(plan, 6000 + i, ATTACKS).items():
            worlds[attack].append(shifts)
        if (i + 1) % 2 == 0 or i + 1 == count:
            tell(f"attacks: {i + 1} of {count} worlds")
    return {attack: summed(found) for attack, found in worlds.items()}


def shifted(plan: Plan, seed: int, attacks: tuple[Attack, ...]) -> dict[Attack, dict[str, float]]:
    """Return by how many points attacks move officers of a world, the variances frozen as between two months."""
    found: dict[Attack, dict[str, float]] = {}
    for district in sorted({attack.district for attack in attacks}):
        world = play(replace(plan, evidence=district), seed)
        before, who = methods.suara(world.votes, SETTINGS), targets(world, seed)
        for attack in attacks:
            if attack.district != district:
                continue
            after = attacked(world, attack, who, seed)
            moved = {
                "suara": methods.suara(after.votes, SETTINGS, before.components).figures - before.figures,
                "raw": methods.raw_mean(after) - methods.raw_mean(world),
                "bayes": methods.bayesian_mean(after) - methods.bayesian_mean(world),
            }
            found[attack] = {
                f"{name} {n}": float(shift[who[world.ratings_of[who] == n]].mean())
                for name, shift in moved.items()
                for n in ATTACKED
            }
    return found
