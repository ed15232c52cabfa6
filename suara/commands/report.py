"""``suara report``: the documents that an office hands in."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from suara.terminal import CONFIG, ConfigOption, JsonOption, note, replacing, say, show_json, working

MOST_USERS = 1_000_000_000

app = typer.Typer(
    help="Reports: the official survey (SKM), and how the scores treat groups.",
    no_args_is_help=True,
    epilog="Example: suara report skm --office KSM --from 2026-07-01 --to 2026-12-31 --out laporan.pdf",
)


@app.command(
    epilog="Example: suara report skm --office KSM --from 2026-07-01 --to 2026-12-31 --users 4200 --out laporan.pdf"
)
def skm(
    office: Annotated[str, typer.Option(help="The office's code on the roster; everything below it is in.")],
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.", metavar="DAY")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.", metavar="DAY")],
    out: Annotated[Path | None, typer.Option(help="The report: a PDF, or .xlsx with the plan to fill in.")] = None,
    poster: Annotated[
        Path | None, typer.Option(help="The sheet for the wall (.pdf, A3) or for the web (.png).")
    ] = None,
    bundle: Annotated[Path | None, typer.Option(help="All that PEKPPP asks to see, as a .zip.")] = None,
    users: Annotated[
        int | None, typer.Option(min=1, max=MOST_USERS, help="How many people used the services in that time.")
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Write it also when nobody answered.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Report the official survey (SKM) of an office and a period.

    By PermenPANRB 14/2017, with everything below the office rolled up from its responses. The superior finds the same
    report with /laporan.
    """
    from data.clock import system_clock
    from suara.config import Config
    from suara.survey_report import Outputs, make

    outputs = Outputs(out, poster, bundle)
    outputs.check()
    replacing(outputs.files, force)
    if users is None and sys.stdin.isatty() and not json:
        question = "How many people used the services in that time (Enter: as told before, or unknown)"
        users = typer.prompt(question, "", value_proc=_users)
    with working("Writing the report"):
        report = asyncio.run(
            make(Config.load(config), office, first.date(), last.date(), users, outputs, empty, system_clock)
        )
    if json:
        show_json(
            {
                "office": report.letterhead.office,
                "from": report.period.first.isoformat(),
                "to": report.period.last.isoformat(),
                "responses": report.tally.responses,
                "target": report.target,
                "index": None if report.index is None else str(report.index),
                "grade": None if report.grade is None else report.grade.letter,
                "files": [str(file) for file in outputs.files],
            }
        )
        return
    told = "no index" if report.index is None or report.grade is None else f"IKM {report.index}, {report.grade.letter}"
    of = "" if report.target is None else f" of {report.target} asked for"
    say(f"{report.letterhead.office}: {told}, {report.tally.responses} responses{of}.")
    for file in outputs.files:
        say(f"Written: {file}")
    if report.target is None:
        note("The sample's size is not judged: give the number of users with --users.")


def _users(answer: str) -> int | None:
    """Read a number as Indonesia writes it, e.g. 4.200; empty: not told. Raises BadParameter: it is asked again."""
    number = answer.strip().replace(".", "")
    if not number:
        return None
    if not number.isdecimal() or not 1 <= int(number) <= MOST_USERS:
        raise typer.BadParameter("write a number like 4200, or press Enter.")
    return int(number)


@app.command(epilog="Example: suara report plan laporan.xlsx")
def plan(
    file: Annotated[Path, typer.Argument(help="The report's workbook with its plan filled in.", metavar="FILE.xlsx")],
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Take in the follow-up plan of a report's workbook.

    It stands in the report made anew, and in the next period's as what became of it. All or nothing: every bad line is
    named.
    """
    from data.clock import system_clock
    from suara.config import Config
    from suara.survey_report import take_in

    office, read = asyncio.run(take_in(Config.load(config), file, system_clock))
    done = sum(each.done_on is not None for each in read.measures)
    if json:
        show_json({"office": office.code, "measures": len(read.measures), "done": done})
    else:
        say(f"{office.name}, {read.first} to {read.last}: {len(read.measures)} measures, {done} of them done.")


@app.command(epilog="Example: suara report fairness --month 2026-11 --out keadilan.pdf")
def fairness(
    out: Annotated[Path, typer.Option(help="The report: a PDF.", metavar="FILE.pdf")],
    month: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], help="The last month; without it the last that is over.", metavar="MONTH"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    config: ConfigOption = CONFIG,
    json: JsonOption = False,
) -> None:
    """Report how the scores treat groups: by sex and age, office, service, desk and hour.

    Of all ratings in the time that a score looks at, until the end of a month. Groups of few people are not shown.
    """
    from aggregator.fairness.summary import as_json
    from data.clock import system_clock
    from suara.config import Config
    from suara.fairness_report import make
    from suara.files import check_target

    check_target(out, (".pdf",))
    replacing([out], force)
    with working("Writing the report"):
        made = asyncio.run(make(Config.load(config), out, month.date() if month else None, system_clock))
    report = made.report
    if json:
        show_json(
            {
                "from": report.first.isoformat(),
                "to": report.last.isoformat(),
                "officers": report.audit.officers,
                "sentences": list(made.sentences),
                "questions": as_json(report.answers),
                "files": [str(out)],
            }
        )
        return
    for sentence in made.sentences:
        say(sentence)
    say(f"Written: {out}")
