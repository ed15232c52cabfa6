"""The follow-up plan as a sheet of the survey's workbook: written for an office to fill in, and read back.

A hidden sheet says whose plan it is and after the survey of which period; nothing is protected, so that lines may be
sorted, moved and added.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from aggregator import publish
from aggregator.survey import sentences, wording
from aggregator.survey.period import Period
from aggregator.survey.report import Report
from aggregator.survey.styles import Styles, heighten
from data.follow_up_plans import Measure, Plan
from data.roster import cells
from data.roster.errors import BadLine, CellError
from data.roster.sheets import offer
from data.skm import UNSUR
from data.texts import Texts, texts

COLUMNS = ("unsur", "program", "quarter", "responsible", "done")
"""Of the sheet; their headings are ``plan-<column>``."""
WIDTHS = (46, 52, 21, 32, 20, 16)
ROOM = 20
"""Empty lines, at least."""
AHEAD = 8
"""Quarters to choose from, the running one first."""
YEARS = 10
"""So far from the survey's period a quarter may be: anything else is a slip."""
LONGEST = 1000
"""Characters of a program."""
IDENTITY = "suara"
"""The hidden sheet."""
_KIND = "skm-plan"
_LANGUAGES = ("id", "en")
_QUARTER = re.compile(r"(?:tw|triwulan|quarter|q)?[\s./-]*(iv|i{1,3}|[1-4])[\s./-]+(\d{4})", re.IGNORECASE)
_KEPT_QUARTER = re.compile(r"(\d{4})[\s./-]+(?:tw|q)?[\s./-]*(iv|i{1,3}|[1-4])", re.IGNORECASE)


class PlanError(Exception):
    """A plan sheet cannot be read; the text is one line that says what to do."""


class PlanErrors(PlanError):
    """A plan sheet has bad lines, all of which are in ``lines``; nothing of it was taken."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        self.lines = tuple(lines)
        count = "1 mistake" if len(self.lines) == 1 else f"{len(self.lines)} mistakes"
        super().__init__(f"The plan has {count}; nothing was taken. Mend and hand it in again.")


class FilledIn(NamedTuple):
    """What an office handed in."""

    office_code: str
    plan: Plan


class _Days(NamedTuple):
    """What the days of a plan are held against."""

    period: Period
    today: date


class _Lists(NamedTuple):
    """What a cell may be filled with, as ranges of the hidden sheet."""

    unsur: str
    quarters: str


def write(book: Any, sheet: Any, styles: Styles, report: Report, texts: Texts) -> None:
    """Write the sheet to be filled in: what is planned already, the lowest unsur, and empty lines."""
    quarters = _ahead(report.made_on, texts)
    lists = _identity(book, report, quarters, texts)
    told = sentences.by_unsur_told(report)
    several = texts.number(publish.SEVERAL)
    first = texts("plan-guide-1") if told else texts("plan-guide-open", several=several)
    for line, guide in enumerate((first, texts("plan-guide-2"), texts("plan-guide-3")), 4):
        sheet.write_string(line, 0, guide, styles.plain)
    top = 8
    for column, name in enumerate(COLUMNS):
        sheet.write_string(top, column, texts(f"plan-{name}"), styles.head)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    planned = {each.unsur for each in report.plan}
    missing = [unsur for unsur in report.tally.lowest if told and unsur not in planned]
    row = top
    for each in report.plan:
        row += 1
        _measure(sheet, row, each, styles.to_fill, styles.to_fill_day, texts)
    for unsur in missing:
        row += 1
        sheet.write_string(row, 0, texts(f"skm-unsur-{unsur}"), styles.to_fill)
    first_empty = top + 1 + len(report.plan)
    last = row + ROOM
    for line in range(first_empty, last + 1):
        for column in range(1 if line <= row else 0, len(COLUMNS)):
            is_day = COLUMNS[column] == "done"
            sheet.write_blank(line, column, None, styles.to_fill_day if is_day else styles.to_fill)
    choose = {"validate": "list", "error_title": texts("plan-choose")}
    unsur_only = {**choose, "source": lists.unsur, "error_message": texts("plan-choose-unsur")}
    sheet.data_validation(top + 1, 0, last, 0, unsur_only)
    hint = texts("plan-choose-quarter", quarter=quarters[0])
    better = {**choose, "source": lists.quarters, "error_type": "warning", "error_message": hint}
    sheet.data_validation(top + 1, 2, last, 2, better)


def write_earlier(sheet: Any, styles: Styles, report: Report, texts: Texts) -> None:
    """Write what came of the plan of an earlier period."""
    if report.earlier_period is None or not report.earlier_plan:
        sheet.write_string(4, 0, texts("plan-none"), styles.plain)
        return
    sheet.write_string(4, 0, texts("plan-after", period=wording.period(report.earlier_period, texts)), styles.heading)
    top = 5
    for column, name in enumerate((*COLUMNS, "status")):
        sheet.write_string(top, column, texts(f"plan-{name}"), styles.head)
    row = top
    for each in report.earlier_plan:
        row += 1
        _measure(sheet, row, each, styles.text, styles.day, texts)
        status = texts("plan-status-open" if each.done_on is None else "plan-status-done")
        sheet.write_string(row, 5, status, styles.text)
    first, last, row = top + 2, row + 1, row + 2
    done, planned = report.realised
    figures = (
        ("planned", f"=COUNTA(A{first}:A{last})", styles.whole, planned),
        ("realised", f"=COUNT(E{first}:E{last})", styles.whole, done),
        ("share", f"=B{row + 2}/B{row + 1}", styles.share_left, done / planned),
    )
    for key, formula, style, value in figures:
        sheet.write_string(row, 0, texts(f"plan-{key}"), styles.label)
        sheet.write_formula(row, 1, formula, style, value)
        row += 1
    sheet.write_string(row + 1, 0, texts("plan-update", sheet=texts("workbook-plan-sheet")), styles.plain)


def _measure(sheet: Any, row: int, measure: Measure, style: Any, day: Any, texts: Texts) -> None:
    # Unsur as the drop-down list has them; the day of completion has its own column.
    written = (texts(f"skm-unsur-{measure.unsur}"), *wording.measure(measure, texts)[1:-1])
    for column, text in enumerate(written):
        sheet.write_string(row, column, text, style)
    heighten(sheet, row, *zip(written, WIDTHS, strict=False))
    if measure.done_on is None:
        sheet.write_blank(row, 4, None, day)
    else:
        sheet.write_datetime(row, 4, measure.done_on, day)


def _identity(book: Any, report: Report, quarters: Sequence[str], texts: Texts) -> _Lists:
    """Write the hidden sheet: what this is, whose, after which period; and what the drop-down lists offer."""
    sheet = book.add_worksheet(IDENTITY)
    sheet.hide()
    kept = (
        ("kind", _KIND),
        ("office", report.letterhead.office_code),
        ("first", report.period.first.isoformat()),
        ("last", report.period.last.isoformat()),
    )
    for row, line in enumerate(kept):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text)
    for row, unsur in enumerate(UNSUR):
        sheet.write_string(row, 3, texts(f"skm-unsur-{unsur}"))
    for row, quarter in enumerate(quarters):
        sheet.write_string(row, 4, quarter)
    return _Lists(f"={IDENTITY}!$D$1:$D${len(UNSUR)}", f"={IDENTITY}!$E$1:$E${len(quarters)}")


def _ahead(day: date, texts: Texts) -> list[str]:
    running = day.year * 4 + (day.month - 1) // 3
    return [wording.quarter(f"{each // 4}-{each % 4 + 1}", texts) for each in range(running, running + AHEAD)]


def read_plan(content: bytes, today: date) -> FilledIn:
    """Read the plan that an office has filled in, all of it or nothing.

    Empty lines, and lines that name an unsur and nothing else, are skipped. Nothing can be done before the survey's
    period began or after ``today``, or be planned more than `YEARS` away from it. Raises PlanErrors, which names every
    bad line; PlanError where there is no plan to read.
    """
    sheets = _Workbook(content)
    identity = {str(row[0]): str(row[1] or "") for row in sheets.rows(IDENTITY) or () if len(row) > 1}
    if identity.get("kind") != _KIND:
        raise PlanError("This is not the workbook of a survey report: give the XLSX that came with the report.")
    period = _period(identity)
    if period is None or not identity.get("office"):
        raise PlanError("The workbook no longer says whose plan it is: make it anew, and copy the plan over.")
    for language in _LANGUAGES:
        name = texts(language)("workbook-plan-sheet")
        rows = sheets.rows(name)
        if rows is not None:
            measures = _measures(f'sheet "{name}"', rows, language, _Days(period, today))
            return FilledIn(identity["office"], Plan(period.first, period.last, measures))
    name = texts(_LANGUAGES[0])("workbook-plan-sheet")
    raise PlanError(f'The workbook has no sheet "{name}": it may have been renamed or removed.')


def _period(identity: Mapping[str, str]) -> Period | None:
    try:
        return Period(date.fromisoformat(identity.get("first", "")), date.fromisoformat(identity.get("last", "")))
    except ValueError:
        return None


class _Workbook:
    """A workbook that somebody hands in, whatever it is."""

    def __init__(self, content: bytes) -> None:
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # drop-down lists of newer programs; their cells are read all the same
                self._book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises whatever its parts raise
            raise PlanError("The file is no workbook, or damaged, or locked: save it as .xlsx.") from error

    def rows(self, name: str) -> list[tuple[Any, ...]] | None:
        """Return the rows of a sheet; None: there is no such sheet."""
        if name not in self._book.sheetnames:
            return None
        sheet = self._book[name]
        try:
            sheet.reset_dimensions()  # some programs write a wrong size, and the rest would be left out
            return list(sheet.iter_rows(values_only=True))
        except Exception as error:
            raise PlanError("The workbook is damaged: open it in a spreadsheet program and save it again.") from error


def _measures(place: str, rows: Sequence[tuple[Any, ...]], language: str, days: _Days) -> list[Measure]:
    headings = {column: texts(language)(f"plan-{column}") for column in COLUMNS}
    top, where = _headings(place, rows, headings)
    measures: list[Measure] = []
    problems: list[BadLine] = []
    for number, row in enumerate(rows[top + 1 :], top + 2):
        line = _Line(place, number, headings, {name: row[at] for name, at in where.items() if at < len(row)})
        if line.says_something:
            measure = line.measure(days)
            problems += line.problems
            measures += [measure] if measure else []
    if problems:
        raise PlanErrors(problems)
    if not measures:
        raise PlanError(f"{place}: nothing is planned yet; fill in a program, its quarter and who is responsible.")
    return measures


def _headings(place: str, rows: Sequence[tuple[Any, ...]], headings: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and the place of each column in it."""
    wanted = {heading.casefold(): column for column, heading in headings.items()}
    for number, row in enumerate(rows):
        found = [" ".join(str(cell or "").split()).casefold() for cell in row]
        where = {wanted[text]: at for at, text in reversed(list(enumerate(found))) if text in wanted}
        if len(where) == len(COLUMNS):
            return number, where
    raise PlanError(f"{place}: no row has the headings {', '.join(headings.values())}; write them back.")


class _Line:
    """A line of the sheet, while it is read."""

    def __init__(self, place: str, row: int, headings: Mapping[str, str], filled: Mapping[str, Any]) -> None:
        self._place, self._row, self._headings = place, row, headings
        self._cells = {name: cell for name, cell in filled.items() if cell is not None and str(cell).strip()}
        self.problems: list[BadLine] = []

    @property
    def says_something(self) -> bool:
        """Whether it holds more than the name of an unsur."""
        return bool(self._cells.keys() - {"unsur"})

    def measure(self, days: _Days) -> Measure | None:
        """Return what the line says; None: it has ``problems``."""
        found: dict[str, Any] = {}
        for column in COLUMNS:
            if column in self._cells:
                try:
                    found[column] = _read(column, self._cells[column], days)
                except CellError as error:
                    self._note(column, error.problem, error.remedy)
            elif column != "done":
                self._note(column, "is empty", "fill it in, or clear the line")
        if self.problems:
            return None
        return Measure(found["unsur"], found["program"], found["quarter"], found["responsible"], found.get("done"))

    def _note(self, column: str, problem: str, remedy: str) -> None:
        self.problems.append(BadLine(self._place, self._row, self._headings[column], problem, remedy))


def _read(column: str, cell: Any, days: _Days) -> str | date:
    if column == "unsur":
        return _unsur(cells.text(cell, LONGEST))
    if column == "quarter":
        return _quarter(cell, days.period)
    if column == "done":
        return _done(cells.day(cell), days)
    text = cells.text(cell, LONGEST)
    if not text:
        raise CellError("is empty", "fill it in, or clear the line")
    return text


def _unsur(text: str) -> str:
    names = dict(_names())
    found = names.get(text.casefold())
    if found is None:
        official = [texts(_LANGUAGES[0])(f"skm-unsur-{unsur}") for unsur in UNSUR]
        raise CellError(f'"{text}" is no unsur', offer(text, official))
    return found


def _names() -> Iterator[tuple[str, str]]:
    for unsur in UNSUR:
        yield unsur, unsur
        for language in _LANGUAGES:
            yield texts(language)(f"skm-unsur-{unsur}").casefold(), unsur


def _done(day: date, days: _Days) -> date:
    if day > days.today:
        raise CellError(f'"{day}" is still to come', "leave it empty until the work is done")
    if day < days.period.first:
        raise CellError(f'"{day}" is before the survey, which began on {days.period.first}', "check the year")
    return day


def _quarter(cell: Any, period: Period) -> str:
    remedy = "write it like TW I 2027"
    text = cells.text(cell)
    if parts := _QUARTER.fullmatch(text):
        number, year = parts.groups()
    elif parts := _KEPT_QUARTER.fullmatch(text):
        year, number = parts.groups()
    else:
        raise CellError(f'"{text}" is no quarter', remedy)
    if not period.first.year - YEARS <= int(year) <= period.last.year + YEARS:
        raise CellError(f'"{text}" is more than {YEARS} years from the survey', "check the year")
    return f"{year}-{number if number.isdigit() else wording.ROMAN.index(number.upper()) + 1}"
