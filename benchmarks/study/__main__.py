"""`python -m benchmarks.study`: play the worlds, write tables and pictures of docs/method.md, hold the gates."""

import argparse
import sys
from pathlib import Path
from time import monotonic

from benchmarks.study.gates import gates
from benchmarks.study.pictures import draw
from benchmarks.study.runs import QUICK, Size, run
from benchmarks.study.tables import report

DOCS = Path(__file__).parents[2] / "docs"
METHOD = DOCS / "method.md"
BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"


def written_between(text: str, tables: str) -> str:
    """Return a text with what stands between the study's markers replaced."""
    before, began, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (began and ended):
        raise SystemExit(f"{METHOD} has no place for the tables: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def main() -> None:
    """Play, write, and say whether the gates hold."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.study",
        description="Play the simulated worlds; write the tables and pictures of docs/method.md anew (ten minutes).",
    )
    parser.add_argument("--quick", action="store_true", help="a look of half a minute: prints, writes nothing")
    quick = parser.parse_args().quick
    began = monotonic()

    def tell(line: str) -> None:
        print(f"{monotonic() - began:4.0f} s  {line}", file=sys.stderr, flush=True)

    results = run(QUICK if quick else Size(), tell)
    tables = report(results)
    print(tables)
    if not quick:
        METHOD.write_text(written_between(METHOD.read_text(encoding="utf-8"), tables), encoding="utf-8")
        draw(results, DOCS / "pictures")
    errors = 3.0 if quick else 0.0
    failed = [gate for gate in gates(results) if not gate.holds(errors)]
    for gate in failed:
        print(
            f"failed: {gate.name}: {gate.measured.mean:.4f} is not within {gate.low:g} … {gate.high:g}", file=sys.stderr
        )
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
