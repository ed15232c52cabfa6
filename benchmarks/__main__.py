"""`python -m benchmarks`: everything that is measured side by side, or some parts of it, in one run."""

import argparse
import signal
import subprocess
import sys
from types import FrameType

MODULES = {"model": "mixed_model"}
PARTS = ("citizen", "ingest", "fanout", "charts", "week", "digests", "model", "report", "simulator")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure side by side on this machine. All of it takes forty minutes; nothing else should run.",
        epilog="example: python -m benchmarks ingest --quick --only suara,grammy",
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="a short look: one round, small numbers")
    parser.add_argument("--rounds", type=int, default=3, help="of ingest (default: 3)")
    parser.add_argument("--digests", type=int, default=3000, help="of fanout (default: 3000; 30 a second)")
    parser.add_argument("--ratings", type=int, default=10_000_000, help="of week (default: 10000000)")
    parser.add_argument("--officers", type=int, default=5000, help="of digests (default: 5000)")
    parser.add_argument("--only", default="", help="of ingest: bots whose names contain one of these words")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if arguments.rounds < 1 or arguments.digests < 2:
        parser.error("--rounds is 1 or more, --digests 2 or more")
    return arguments


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt  # what is running is stopped on the way out


def _apart(arguments: argparse.Namespace) -> dict[str, list[str]]:
    """Return the options of the parts that are commands themselves."""
    quick = arguments.quick
    return {
        "charts": ["--seconds", "1" if quick else "5"],
        "week": ["--ratings", str(min(arguments.ratings, 200_000) if quick else arguments.ratings)],
        "digests": ["--officers", str(min(arguments.officers, 100) if quick else arguments.officers)],
        "model": ["--quick"] if quick else [],
        "report": ["--responses", "100"] if quick else [],
        "simulator": ["--count", "800" if quick else "8000"],
    }


def main() -> None:
    """Measure what is asked for."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, _leave)
    wanted = arguments.parts or PARTS
    try:
        if "citizen" in wanted:
            from benchmarks import citizen

            citizen.run(5 if arguments.quick else 30)
            print()
        if "ingest" in wanted:
            from benchmarks import ingest

            quick = ingest.Size(rounds=1, seconds=2.0, paced_seconds=4.0, kills=1)
            size = quick if arguments.quick else ingest.Size(rounds=arguments.rounds)
            ingest.run(size, [word.strip().lower() for word in arguments.only.split(",") if word.strip()])
            print()
        if "fanout" in wanted:
            from benchmarks import fanout

            fanout.run(min(arguments.digests, 200) if arguments.quick else arguments.digests)
            print()
        for part, options in _apart(arguments).items():
            if part in wanted:
                # In a process of its own: what it has loaded and filled does not slow the next.
                subprocess.run([sys.executable, "-m", f"benchmarks.{MODULES.get(part, part)}", *options], check=False)
                print()
    except KeyboardInterrupt:
        raise SystemExit("stopped") from None


if __name__ == "__main__":
    main()
