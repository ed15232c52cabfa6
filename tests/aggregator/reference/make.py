"""Make the reference data anew: ``python tests/aggregator/reference/make.py``, then ``Rscript …/fit.R``.

Ratings 1–4 of officers by citizens, each set with something that is hard for a mixed model.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def crossed(random: np.random.Generator, ratings: int, sds: dict[str, float]) -> dict[str, np.ndarray]:
    """Unbalanced: some officers, raters and services come often, others once; officers stick to a main service."""
    raters, officers, offices, services = 500, 100, 12, 4
    office_of = np.sort(random.integers(offices, size=officers))
    officer = np.minimum((officers * random.random(ratings) ** 1.7).astype(int), officers - 1)
    rater = np.minimum((raters * random.random(ratings) ** 1.4).astype(int), raters - 1)
    moved = random.random(ratings) < 0.08
    office = np.where(moved, random.integers(offices, size=ratings), office_of[officer])
    service = np.where(random.random(ratings) < 0.6, officer % services, random.integers(services, size=ratings))
    codes = {"rater": rater, "officer": officer, "office": office, "service": service}
    truth = 3.2 + sum(random.normal(0, sds[name], int(column.max()) + 1)[column] for name, column in codes.items())
    return codes | {"truth": truth}


def faces(random: np.random.Generator, truth: np.ndarray, weights: np.ndarray | float = 1.0) -> np.ndarray:
    """Round to the scale."""
    return np.clip(np.rint(truth + random.normal(0, 0.7 / np.sqrt(weights), len(truth))), 1, 4).astype(int)


def write(name: str, columns: dict[str, np.ndarray]) -> None:
    """Write a CSV file; levels are texts that begin with the first letter of their factor's name."""
    with (HERE / f"{name}.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        written = [
            values if key in ("y", "weight") else [f"{key[0]}{value:03d}" for value in values]
            for key, values in columns.items()
        ]
        writer.writerows(zip(*written, strict=True))


def main() -> None:
    """Write all sets."""
    usual = {"rater": 0.35, "officer": 0.3, "office": 0.25, "service": 0.2}

    random = np.random.default_rng(11)
    found = crossed(random, 2000, usual)
    truth = found.pop("truth")
    write("unbalanced", {"y": faces(random, truth)} | found)

    random = np.random.default_rng(12)
    found = crossed(random, 2000, usual)
    truth = found.pop("truth")
    weights = random.choice([0.25, 0.6, 1.0], size=len(truth))
    write("weighted", {"y": faces(random, truth, weights), "weight": weights} | found)

    random = np.random.default_rng(18)
    found = crossed(random, 2000, usual | {"office": 0.0})
    truth = found.pop("truth")
    write("boundary", {"y": faces(random, truth)} | found)

    random = np.random.default_rng(14)
    parts = [crossed(random, ratings, usual) for ratings in (900, 500, 60)]
    truth = np.concatenate([part.pop("truth") for part in parts])
    joined = {key: np.concatenate([part[key] + 500 * number for number, part in enumerate(parts)]) for key in parts[0]}
    write("apart", {"y": faces(random, truth)} | joined)


if __name__ == "__main__":
    main()
