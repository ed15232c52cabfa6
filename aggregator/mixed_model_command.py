"""``python -m aggregator.mixed_model``: fit any table of ratings in a CSV file, for auditors and for comparison."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from aggregator.crossed import Floats, ModelError, Numbers, Table, groups
from aggregator.mixed_model import Fit, fit

EXPLANATION = """\
OUT has a line per level of every random factor: factor,level,estimate,sd. The sd is the posterior one with the fixed
effects held fixed, as lme4's conditional SD; what these leave unsure as well makes it a little larger, most for factors
with few levels (--fixed-effects-unsure gives it). Variance components, fixed effects (the first level of each is 0) and
seconds go to the standard output as JSON.

example: python -m aggregator.mixed_model ratings.csv --response y --random rater officer --out effects.csv"""


class TableError(Exception):
    """The file cannot be used; the text says why in one line."""


class ColumnError(TableError):
    """The command names columns that the file does not have, or one for two purposes."""


@dataclass(frozen=True)
class Wanted:
    """Which columns of the file mean what."""

    response: str
    random: tuple[str, ...]
    fixed: tuple[str, ...]
    weights: str | None

    @property
    def columns(self) -> list[str]:
        """All of them, the response first."""
        return [self.response, *self.random, *self.fixed, *([self.weights] if self.weights else [])]


def read(path: Path, wanted: Wanted) -> tuple[Table, dict[str, list[str]]]:
    """Return the table of a CSV file and the texts of its levels by factor, sorted.

    Raises:
        ColumnError: a column is missing, or named for two purposes.
        TableError: the file cannot be read, or a line lacks a value or has one that is no number.
    """
    columns, numbers = _columns(path, wanted)
    levels, codes = {}, {}
    for name in [*wanted.random, *wanted.fixed]:
        texts, codes[name] = np.unique(np.array(columns[name]), return_inverse=True)
        levels[name] = [str(text) for text in texts]
    table = Table(
        _numbers(wanted.response, columns[wanted.response], numbers),
        {name: codes[name] for name in wanted.random},
        {name: codes[name] for name in wanted.fixed},
        _numbers(wanted.weights, columns[wanted.weights], numbers) if wanted.weights else None,
    )
    return table, levels


def _columns(path: Path, wanted: Wanted) -> tuple[dict[str, list[str]], list[int]]:
    """Return the wanted columns by name, and the number of each line."""
    names = wanted.columns
    if twice := [name for i, name in enumerate(names) if name in names[:i]]:
        raise ColumnError(f"the column {twice[0]} is named twice")
    if "residual" in wanted.random:
        raise ColumnError("a random factor cannot be called residual; give that column another name")
    head, lines, numbers = _lines(path)
    if missing := [name for name in names if head.count(name) != 1]:
        how = "no column" if missing[0] not in head else "more than one column"
        raise ColumnError(f"{path} has {how} {missing[0]}; it has: {', '.join(head) or 'nothing'}")
    if not lines:
        raise TableError(f"{path} has no ratings, only a first line")
    for number, line in zip(numbers, lines, strict=True):
        if len(line) != len(head):
            raise TableError(f"line {number} has {len(line)} values where the first line has {len(head)}")
    columns = {name: [line[place].strip() for line in lines] for name in names for place in [head.index(name)]}
    for name, column in columns.items():
        if "" in column:
            raise TableError(f"line {numbers[column.index('')]} has no value in the column {name}")
    return columns, numbers


def _lines(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the names of the columns, the lines after them that are not empty, and their numbers."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            head = [name.strip() for name in next(reader, [])]
            numbered = [(line, reader.line_num) for line in reader if line]
    except OSError as problem:
        raise TableError(f"{path} cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{path} is not text in UTF-8") from None
    except csv.Error as problem:
        raise TableError(f"{path} is not a CSV file: {problem}") from None
    if not head:
        raise TableError(f"{path} is empty")
    return head, [line for line, _ in numbered], [number for _, number in numbered]


def _numbers(name: str, column: Sequence[str], lines: Sequence[int]) -> Floats:
    found = np.full(len(column), np.nan)
    for i, text in enumerate(column):
        try:
            found[i] = float(text)
        except ValueError:
            break
    bad: Numbers = np.flatnonzero(~np.isfinite(found))
    if len(bad):
        raise TableError(f"line {lines[bad[0]]} has {column[bad[0]][:40]!r} in the column {name}: it must be a number")
    return found


def write(path: Path, found: Fit, levels: dict[str, list[str]], *, fixed_effects_unsure: bool) -> None:
    """Write the effects of all random factors."""
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["factor", "level", "estimate", "sd"])
            for name, effects in found.random.items():
                variances = effects.variance if fixed_effects_unsure else effects.conditional_variance
                deviations = np.sqrt(np.maximum(variances, 0))
                for level, estimate, sd in zip(levels[name], effects.estimate, deviations, strict=True):
                    writer.writerow([name, level, f"{estimate + 0.0:.10g}", f"{sd:.10g}"])  # + 0.0: no "-0"
    except OSError as problem:
        raise TableError(f"{path} cannot be written: {problem.strerror}") from None


def summary(found: Fit, table: Table, levels: dict[str, list[str]]) -> dict[str, object]:
    """Return what goes to the standard output."""
    estimates, deviations = {"intercept": found.intercept}, {"intercept": float(np.sqrt(found.intercept_variance))}
    for name, effects in found.fixed.items():
        for level, estimate, variance in zip(levels[name], effects.estimate, effects.variance, strict=True):
            estimates[f"{name}={level}"] = float(estimate)
            deviations[f"{name}={level}"] = float(np.sqrt(variance))
    return {
        "n": found.ratings,
        "levels": {name: len(levels[name]) for name in table.random},
        "connected_groups": int(groups(table.random).max()) + 1,
        "variance_components": {**found.components.random, "residual": found.components.residual},
        "fixed_effects": estimates,
        "fixed_effects_sd": deviations,
        "log_likelihood": found.log_likelihood,
        "converged": found.converged,
    }


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m aggregator.mixed_model",
        description="Fit a linear mixed model of crossed factors to a CSV file, by REML.",
        epilog=EXPLANATION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, UTF-8, with a first line of column names")
    parser.add_argument("--response", required=True, metavar="COLUMN", help="the ratings: numbers")
    parser.add_argument("--random", required=True, nargs="+", action="extend", metavar="COLUMN", help="random factors")
    parser.add_argument("--fixed", default=[], nargs="*", action="extend", metavar="COLUMN", help="fixed factors")
    parser.add_argument("--weights", metavar="COLUMN", help="numbers above 0; a rating's variance is residual/weight")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="where the effects go, as CSV")
    parser.add_argument(
        "--fixed-effects-unsure", action="store_true", help="sd with what the fixed effects leave unsure"
    )
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 1 after a problem with the ratings, 2 after a wrong use."""
    arguments = _arguments(given)
    began = perf_counter()
    wanted = Wanted(arguments.response, tuple(arguments.random), tuple(arguments.fixed), arguments.weights)
    try:
        table, levels = read(arguments.file, wanted)
        found = fit(table)
        write(arguments.out, found, levels, fixed_effects_unsure=arguments.fixed_effects_unsure)
    except (TableError, ModelError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2 if isinstance(problem, ColumnError) else 1
    except MemoryError:
        sys.stderr.write("too many linked levels for this machine's memory\n")
        return 1
    told = summary(found, table, levels) | {"seconds": round(perf_counter() - began, 3)}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return 0
