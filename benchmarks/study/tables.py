"""The study's tables, as Markdown."""

from collections.abc import Sequence

from benchmarks.study.attacks import ATTACKED, ATTACKS
from benchmarks.study.disclosure import Told
from benchmarks.study.gates import gates
from benchmarks.study.measures import Measured
from benchmarks.study.runs import BARE_STEPS, CONFOUNDED, METHODS, STEPS, Results
from benchmarks.study.world import RATINGS

NAMES = {
    "raw": "raw mean",
    "bayes": "Bayesian mean, 25 ratings added",
    "wilson": "Wilson lower bound, 3 or 4 *",
    "net": "net score, 4s minus 1s and 2s *",
    "suara": "**Suara**",
    "oracle": "oracle that knows the variances",
    "omniscient": "omniscient",
}
FLAGS = {"raw": "raw mean below the cut", "bayes": "Bayesian mean below the cut", "suara": "**Suara**, P > 0.95"}


def report(results: Results) -> str:
    """Return all tables with their captions."""
    size = results.size
    parts = [
        f"{size.plain} districts of {size.plan.officers} officers in {size.plan.offices} offices with "
        f"{size.plan.services} services, {size.others} in which 80 % of all ratings are a 4. ± is the standard error "
        "over districts. *: mapped to points by the best straight line to the truth: more than they have in life.",
        _accuracy(results),
        "The same error by number of ratings:",
        _by_ratings(results),
        f"In other districts ({size.others} of each): error in points, Suara's over that of the two oracles, coverage.",
        _districts(results),
        "How often the 95 % interval holds the truth, and the reliability that is claimed on average:",
        _coverage(results),
        '"Below expectation" (lower than the mean by more than one standard deviation of officers): of those who are '
        "not, how many are called so all the same (false), and of those who are, how many are found (right).",
        _flags(results),
        "What adjustment cannot remove: good officers on easy services (correlation of 0.5), by the share of ratings "
        f"that come from other services ({size.confounded} districts each). In brackets the correlation of the error "
        "with the difficulty of the officer's main service: 0 is fair.",
        _confounded(results),
        f"Ten fake ratings, or forced ones: by how many points they move an officer ({size.attacks} districts).",
        _attacks(results),
        f"What can be told of one rating from all figures of an officer that are ever shown ({size.histories} "
        "histories): the advantage over blind guessing whether it was a 1 or a 2. Suara shows figures to the nearest "
        "1, moved by lots. In brackets: in which share of histories only one face fits what is seen.",
        _disclosed(results),
        "What the study must show, or fail:",
        _gates(results),
    ]
    return "\n\n".join(parts)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table, the first column to the left."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruler, *rows])


def _points(measured: Measured, digits: int = 4) -> str:
    return f"{measured.mean:.{digits}f} ± {measured.error:.{digits}f}".replace("-", "−")


def _percent(measured: Measured, digits: int = 1) -> str:
    return f"{100 * measured.mean:.{digits}f} ± {100 * measured.error:.{digits}f}"


def _accuracy(results: Results) -> str:
    plain, ceiling = results.plain, results.ceiling
    rows = [
        [
            NAMES[name],
            _points(plain[f"{name} error 0"]),
            _points(plain[f"{name} tau 0"], 3),
            _points(plain[f"{name} leaning"], 3),
            _points(ceiling[f"{name} error 0"]),
            _points(ceiling[f"{name} tau 0"], 3),
        ]
        for name in METHODS
    ]
    head = ["method", "error (RMSE)", "Kendall's τ", "error with difficulty", "80 % fours: error", "80 % fours: τ"]
    return markdown(head, rows)


def _by_ratings(results: Results) -> str:
    rows = [[NAMES[name], *(_points(results.plain[f"{name} error {n}"], 3) for n in RATINGS)] for name in METHODS]
    return markdown(["method", *(f"n = {n}" for n in RATINGS)], rows)


def _districts(results: Results) -> str:
    kinds = {
        "as above, everybody with a ticket": results.plain,
        "80 % fours": results.ceiling,
        "services by lot": results.by_lot,
        "posters only, no tickets": results.posters,
    }
    rows = [
        [
            name,
            *(_points(found[f"{method} error 0"]) for method in ("raw", "bayes", "suara", "oracle", "omniscient")),
            *(_points(found[f"suara over {method}"], 3) for method in ("oracle", "omniscient")),
            _percent(found["covered 0"]) + " %",
        ]
        for name, found in kinds.items()
    ]
    head = ["district", "raw", "Bayesian", "Suara", "oracle", "omniscient", "/ oracle", "/ omniscient", "coverage"]
    return markdown(head, rows)


def _coverage(results: Results) -> str:
    numbers = (0, *RATINGS)
    rows = [
        [name, *(_percent(results.plain[f"{key} {n}"]) for n in numbers)]
        for name, key in (
            ("interval holds the truth, %", "covered"),
            ("without the allowance, %", "bare"),
            ("reliability, %", "reliability"),
        )
    ]
    return markdown(["", "all", *(f"n = {n}" for n in RATINGS)], rows)


def _flags(results: Results) -> str:
    plain = results.plain
    rows = [
        [
            FLAGS[name],
            *(
                f"{_percent(plain[f'{name} false {n}'], 2)} / {100 * plain[f'{name} right {n}'].mean:.0f}"
                for n in RATINGS
            ),
        ]
        for name in FLAGS
    ]
    return markdown(["rule: false / right, %", *(f"n = {n}" for n in RATINGS)], rows)


def _confounded(results: Results) -> str:
    rows = []
    for rho, rotation in CONFOUNDED:
        found = results.confounded[rho, rotation]
        cells = [
            f"{_points(found[f'{name} error'], 3)} ({_points(found[f'{name} leaning'], 2)})"
            for name in ("raw", "suara")
        ]
        rows.append([f"{rho:g}", f"{rotation:.0%}".replace("%", " %"), *cells])
    return markdown(["correlation", "from other services", "raw mean", "Suara"], rows)


def _attacks(results: Results) -> str:
    rows = []
    for attack in ATTACKS:
        found = results.attacks[attack]
        cells = [_points(found[f"suara {n}"], 3) for n in ATTACKED]
        rows.append([attack.name, *cells, *(_points(found[f"{name} 20"], 3) for name in ("raw", "bayes"))])
    head = ["attack", *(f"n = {n}" for n in ATTACKED), "raw mean, n = 20", "Bayesian, n = 20"]
    return markdown(head, rows)


def _disclosed(results: Results) -> str:
    def cell(found: Told) -> str:
        return f"{found.advantage:.3f} ± {found.error:.3f} ({100 * found.known:.0f} %)"

    keys = [*(f"informed {step:g}" for step in STEPS), *(f"no lots {step:g}" for step in BARE_STEPS), "colleague"]
    rows = [[sequence.name, *(cell(found[key]) for key in keys)] for sequence, found in results.disclosed.items()]
    head = [
        "the rating is",
        *(f"who knows all others, to the nearest {step:g}" for step in STEPS),
        *(f"the same without lots, to {step}" for step in BARE_STEPS),
        "who knows none of the others, to 1",
    ]
    return markdown(head, rows)


def _gates(results: Results) -> str:
    rows = [
        [
            gate.name,
            f"{gate.low:g} … {gate.high:g}".replace("-", "−"),
            _points(gate.measured),
            "yes" if gate.holds() else "**no**",
        ]
        for gate in gates(results)
    ]
    return markdown(["gate", "bounds", "measured", "kept"], rows)
