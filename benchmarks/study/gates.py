"""What the study must show, or fail."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.study.attacks import BURST_BY_POSTER, BURST_BY_TICKET, ONE_ACCOUNT
from benchmarks.study.disclosure import Sequence, Told
from benchmarks.study.measures import Measured
from benchmarks.study.runs import Results
from benchmarks.study.world import RATINGS


@dataclass(frozen=True)
class Gate:
    """A measurement and the bounds it must lie in."""

    name: str
    measured: Measured
    low: float
    high: float

    def holds(self, errors: float = 0.0) -> bool:
        """Say whether it does; ``errors``: so many standard errors outside are pardoned, for a small study."""
        slack = errors * self.measured.error if errors else 0.0
        return self.low - slack <= self.measured.mean <= self.high + slack


def accuracy_gates(plain: dict[str, Measured], method: str = "suara") -> list[Gate]:
    """Return what a figure must keep in the plain district."""
    return [
        Gate("error over that of the oracle that knows the variances", plain[f"{method} over oracle"], 0, 1.02),
        Gate("error over that of the omniscient", plain[f"{method} over omniscient"], 0, 1.15),
        Gate("correlation of the error with the difficulty of the service", plain[f"{method} leaning"], -0.1, 0.1),
    ]


def certainty_gates(plain: dict[str, Measured]) -> list[Gate]:
    """Return what intervals and flags must keep in the plain district."""
    return [
        Gate("intervals that hold the truth", plain["covered 0"], 0.94, 0.97),
        *(Gate(f"intervals that hold the truth, n = {n}", plain[f"covered {n}"], 0.93, 0.98) for n in RATINGS),
        *(Gate(f'false "below expectation", n = {n}', plain[f"suara false {n}"], 0, 0.005) for n in RATINGS),
    ]


def attack_gates(one_account: Measured, by_ticket: Measured, by_poster: Measured) -> list[Gate]:
    """Return how far ten 1s may move an officer with 20 ratings."""
    return [
        Gate("ten 1s of one account", one_account, -0.10, 0),
        Gate("ten 1s of ten accounts within an hour, all with tickets", by_ticket, -0.16, 0),
        Gate("ten 1s of ten accounts within an hour, all by poster", by_poster, -0.16, 0),
    ]


def disclosure_gates(disclosed: Mapping[Sequence, Mapping[str, Told]]) -> list[Gate]:
    """Return how much may be told of one rating by who knows all others."""
    return [
        gate
        for sequence, found in disclosed.items()
        for gate in (
            Gate(f"told of a rating {sequence.name}", measured(found["informed 1"]), 0, 0.3),
            Gate(f"known for sure, {sequence.name}", Measured(found["informed 1"].known, 0.0), 0, 0),
        )
    ]


def measured(found: Told) -> Measured:
    """Return an advantage as a measurement."""
    return Measured(found.advantage, found.error)


def gates(results: Results) -> list[Gate]:
    """Return all of them."""
    found = results.attacks
    moved = [found[attack]["suara 20"] for attack in (ONE_ACCOUNT, BURST_BY_TICKET, BURST_BY_POSTER)]
    return [
        *accuracy_gates(results.plain),
        *certainty_gates(results.plain),
        *attack_gates(*moved),
        *disclosure_gates(results.disclosed),
    ]
