"""The official survey's report: seconds and size of each paper, for few and for many responses, on one core.

Run it with ``python -m benchmarks.report``.
"""

import argparse
import random
from collections.abc import Callable
from datetime import date
from time import perf_counter

from aggregator.paper.letterhead import Letterhead
from aggregator.survey import bundle, pdf, poster, workbook
from aggregator.survey.period import Period
from aggregator.survey.report import Report, assemble
from data import skm
from data.survey_results import Completed
from data.texts import Texts, texts

PERIOD = Period(date(2026, 7, 1), date(2026, 12, 31))
UNITS = 11
PAPERS: dict[str, Callable[[Report, Texts], bytes]] = {
    "report (PDF)": pdf.report,
    "workbook (XLSX)": workbook.workbook,
    "poster (PDF)": poster.sheet,
    "poster (PNG)": poster.picture,
    "bundle (ZIP)": bundle.bundle,
}


def survey(responses: int) -> Report:
    """Return a report of so many responses in several units."""
    dice = random.Random(responses)
    completed = [
        Completed(
            unit := dice.randrange(UNITS),
            f"Kelurahan {unit}",
            f"Layanan {dice.randrange(9)}",
            tuple(dice.choices(skm.OPTIONS, (2, 8, 50, 40))[0] for _ in skm.UNSUR),
            {part: dice.choice(choices) for part, choices in skm.PROFILE.items()},
        )
        for _ in range(responses)
    ]
    return assemble(Letterhead(("Kota Serang",), "Kecamatan Kasemen"), PERIOD, date(2027, 1, 4), completed, 0, 0, 10)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Seconds and size of the official survey's papers.")
    parser.add_argument("--responses", type=int, nargs="+", default=[100, 1000, 5000], help="(default: 100 1000 5000)")
    sizes = parser.parse_args().responses
    for paper in PAPERS.values():
        paper(survey(10), texts("id"))  # loads what it draws with
    print(f"{'seconds (MB) for responses':28}" + "".join(f"{size:>18,}" for size in sizes))
    for name, paper in PAPERS.items():
        cells = []
        for size in sizes:
            report = survey(size)
            began = perf_counter()
            content = paper(report, texts("id"))
            cells.append(f"{perf_counter() - began:.2f} ({len(content) / 1e6:.2f})")
        print(f"{name:28}" + "".join(f"{cell:>18}" for cell in cells))


if __name__ == "__main__":
    main()
