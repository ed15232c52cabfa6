"""The mixed model against lme4's lmer, and what it takes for a district and for ten.

Run it with ``python -m benchmarks.mixed_model``. Without ``Rscript`` and lme4 their column stays empty.
"""

import argparse
import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from aggregator.mixed_model import Fit, ModelError, Table, VarianceComponents, fit
from benchmarks.table import table

LMER = """
suppressMessages(library(lme4))
arguments <- commandArgs(TRUE)
ratings <- read.csv(arguments[1])
for (name in c("service", "s", "d", "dept")) ratings[[name]] <- factor(ratings[[name]])
fitting <- system.time(m <- lmer(y ~ 1 + service + (1 | s) + (1 | d) + (1 | dept), ratings, REML = TRUE))[["elapsed"]]
deviations <- system.time(effects <- ranef(m, condVar = TRUE))[["elapsed"]]
found <- do.call(rbind, lapply(names(effects), function(name) data.frame(
  factor = name, level = rownames(effects[[name]]), estimate = effects[[name]][, 1],
  sd = sqrt(as.vector(attr(effects[[name]], "postVar"))))))
found[c("estimate", "sd")] <- lapply(found[c("estimate", "sd")], format, digits = 15)
write.csv(found, arguments[2], row.names = FALSE, quote = FALSE)
variances <- as.data.frame(VarCorr(m))
cat(fitting, deviations, paste0(variances$grp, "=", format(variances$vcov, digits = 12)), "\\n")
"""
SHARES = VarianceComponents(0.35, {"officer": 0.04, "office": 0.02, "service": 0.03, "rater": 0.08})


@dataclass(frozen=True)
class District:
    """How large a made-up district is."""

    ratings: int
    officers: int
    offices: int
    raters: int
    services: int = 60
    elsewhere: float = 0.1
    """Share of ratings given outside the rater's own office; 0: every office is on its own."""


def lecturers(ratings: int = 73_000, seed: int = 7) -> Table:
    """Students rate lecturers of 14 departments, unevenly; a fixed factor says whether it was a service course."""
    random = np.random.default_rng(seed)
    students, teachers, departments = 3000, 1130, 14
    home = random.integers(departments, size=teachers)
    d = np.minimum((teachers * random.random(ratings) ** 1.6).astype(np.int64), teachers - 1)
    s = np.minimum((students * random.random(ratings) ** 1.2).astype(np.int64), students - 1)
    dept = np.where(random.random(ratings) < 0.1, random.integers(departments, size=ratings), home[d])
    service = (random.random(ratings) < 0.43).astype(np.int64)
    truth = 3.3 - 0.09 * service
    for codes, levels, sd in ((s, students, 0.33), (d, teachers, 0.51), (dept, departments, 0.1)):
        truth = truth + random.normal(0, sd, levels)[codes]
    y = np.clip(np.rint(truth + random.normal(0, 1.2, ratings)), 1, 5)
    return Table(y, {"s": s, "d": d, "dept": dept}, {"service": service})


def district(size: District, seed: int) -> Table:
    """Citizens live at one office and now and then go to another; officers stick to a main service."""
    random = np.random.default_rng(seed)
    office_of = np.arange(size.officers) * size.offices // size.officers
    first = np.searchsorted(office_of, np.arange(size.offices))
    staff = np.bincount(office_of, minlength=size.offices)
    home = random.integers(size.offices, size=size.raters)
    rater = random.integers(size.raters, size=size.ratings)
    away = random.random(size.ratings) < size.elsewhere
    office = np.where(away, random.integers(size.offices, size=size.ratings), home[rater])
    officer = first[office] + (random.random(size.ratings) * staff[office]).astype(np.int64)
    main = random.integers(size.services, size=size.officers)
    other = random.integers(size.services, size=size.ratings)
    service = np.where(random.random(size.ratings) < 0.7, main[officer], other)
    codes = {"officer": officer, "office": office, "service": service, "rater": rater}
    weights = random.choice([0.25, 0.6, 1.0], size=size.ratings)
    y = 3.5 + random.normal(0, np.sqrt(SHARES.residual / weights))
    for name, column in codes.items():
        y += random.normal(0, np.sqrt(SHARES.random[name]), int(column.max()) + 1)[column]
    return Table(y, codes, weights=weights)


def megabytes() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def against_lmer() -> None:
    """Fit the same ratings with lmer and with this model, one after the other, and compare time and results."""
    ratings = lecturers()
    names = ("y", "s", "d", "dept", "service")
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "ratings.csv", Path(folder) / "lmer.csv"
        columns = [ratings.y.astype(int), *ratings.random.values(), *ratings.fixed.values()]
        with path.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows(zip(*columns, strict=True))
        lmer: list[str] = []
        if shutil.which("Rscript"):
            command = ["Rscript", "-e", LMER, str(path), str(out)]
            lmer = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        began = perf_counter()
        found = fit(ratings)
        seconds = perf_counter() - began
        command = [sys.executable, "-m", "aggregator.mixed_model", str(path), "--response", "y", "--fixed", "service"]
        command += ["--random", "s", "d", "dept", "--out", str(Path(folder) / "out.csv")]
        whole = perf_counter()
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        whole = perf_counter() - whole
        print(f"{len(ratings.y):,} ratings, 3,000 students × 1,130 lecturers × 14 departments, service fixed")
        if not lmer:
            print(f"this model {seconds:.2f} s; lmer: not here (apt-get install r-cran-lme4)")
            return
        theirs = [float(lmer[0]), float(lmer[0]) + float(lmer[1])]
        rows = [
            ["lmer, and ranef with conditional SDs", f"{theirs[0]:.1f} s", f"{theirs[1]:.1f} s", ""],
            ["this model", "", f"{seconds:.2f} s", f"{theirs[1] / seconds:.0f}×"],
            ["its command's own seconds, with reading", "", f"{told['seconds']:.2f} s", ""],
            ["its command from start to end", "", f"{whole:.2f} s", f"{theirs[1] / whole:.0f}×"],
        ]
        print(table(["", "estimates", "with deviations", "times"], rows))
        print(f"this model against lmer's estimates alone: {theirs[0] / seconds:.0f}×")
        _compare(found, out, dict(part.split("=") for part in lmer[2:]))


def _compare(found: Fit, out: Path, variances: dict[str, str]) -> None:
    with out.open(newline="") as file:
        lines = list(csv.DictReader(file))
    rows = []
    for name, effects in found.random.items():
        theirs = [
            (int(line["level"]), float(line["estimate"]), float(line["sd"])) for line in lines if line["factor"] == name
        ]
        levels = np.array([level for level, _, _ in theirs])
        estimates, deviations = (np.array([line[i] for line in theirs]) for i in (1, 2))
        component = found.components.random[name] / float(variances[name]) - 1
        off = np.abs(effects.estimate[levels] - estimates).max()
        full = (np.sqrt(effects.variance[levels]) / deviations - 1).mean()
        held = np.abs(np.sqrt(effects.conditional_variance[levels]) / deviations - 1).max()
        rows.append([name, f"{component:+.0e}", f"{off:.0e}", f"{full:+.2%}", f"{held:.0e}"])
    head = ["against lmer", "variance", "effects, most", "SD, mean", "SD given the fixed effects, most"]
    print(table(head, rows))


def one_district(name: str, size: District, seed: int) -> float:
    """Fit a district, tell what it took, and return the seconds."""
    ratings = district(size, seed)
    began, worked = perf_counter(), process_time()
    found = fit(ratings)
    seconds, worked = perf_counter() - began, process_time() - worked
    frozen = perf_counter()
    fit(ratings, found.components)
    frozen = perf_counter() - frozen
    print(f"{name}: {size.ratings:,} ratings, {size.officers:,} officers, {size.offices} offices")
    print(
        f"  {seconds:.1f} s ({worked:.1f} s of processor, {found.factorisations} factorisations), "
        f"with given variances {frozen:.1f} s; peak {megabytes():,.0f} MB"
    )
    shares = found.components.random
    print("  variances over the truth:", ", ".join(f"{k} {shares[k] / v:.3f}" for k, v in SHARES.random.items()))
    return seconds


def run(*, quick: bool) -> None:
    """Print what was measured."""
    against_lmer()
    few = 10 if quick else 1
    size = District(1_000_000 // few, 5_000 // few, 250 // few, 400_000 // few)
    local = District(size.ratings, size.officers, size.offices, size.raters, elsewhere=0.0)
    one_district("everybody at their own office", local, seed=1)
    first = one_district("a tenth of the visits elsewhere", size, seed=1)
    ten, worked = 0.0, 0.0
    for seed in range(10):
        ratings = district(size, seed)
        began, started = perf_counter(), process_time()
        fit(ratings)
        ten, worked = ten + perf_counter() - began, worked + process_time() - started
    print(
        f"ten such districts, one after the other: {ten:.1f} s ({worked:.1f} s of processor), {ten / first:.1f} × one"
    )
    print(f"peak memory {megabytes():,.0f} MB")


def main() -> None:
    """Measure by itself."""
    parser = argparse.ArgumentParser(description="The mixed model against lmer, and for large districts.")
    parser.add_argument("--quick", action="store_true", help="districts of a tenth of the size")
    try:
        run(quick=parser.parse_args().quick)
    except ModelError as problem:
        raise SystemExit(str(problem)) from None


if __name__ == "__main__":
    main()
