"""What the study must show, or fail."""

from dataclasses import dataclass

from benchmarks.study.attacks import BURST_BY_POSTER, ONE_ACCOUNT
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


def attack_gates(one_account: Measured, burst: Measured) -> list[Gate]:
    """Return how far ten 1s may move an officer with 20 ratings."""
    return [
        Gate("ten 1s of one account", one_account, -0.10, 0),
        Gate("ten 1s of ten accounts within an hour, by poster as all others", burst, -0.16, 0),
    ]


def gates(results: Results) -> list[Gate]:
    """Return all of them."""
    found = results.attacks
    return [
        *accuracy_gates(results.plain),
        *certainty_gates(results.plain),
        *attack_gates(found[ONE_ACCOUNT]["suara 20"], found[BURST_BY_POSTER]["suara 20"]),
    ]
