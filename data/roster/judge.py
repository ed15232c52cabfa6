"""What judging any sheet needs: reading cells, noting what is wrong, following codes from sheet to sheet."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data import nip
from data.roster import cells
from data.roster.errors import BadLine, CellError
from data.roster.sheets import FORM, FORMS, Cell, Line, Sheet, Tables, offer

Value = TypeVar("Value")


@dataclass
class _Codes:
    """The codes of a sheet, by the form in which they are compared."""

    is_whole: bool
    """Otherwise (the sheet or its column is missing) an unknown code is not the fault of the line that names it."""
    written: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    of_row: dict[int, str] = field(default_factory=dict)


class Judge:
    """Goes through the tables and keeps what is wrong in ``problems``.

    Codes are registered when it is made, because sheets refer to each other in any direction.
    """

    def __init__(self, tables: Tables, today: date, former: Collection[str]) -> None:
        self.problems = list(tables.problems)
        self.sheets = tables.sheets
        self.nips: dict[int, nip.Nip] = {}
        """The sound ones, by row."""
        self._former = {cells.key(code) for code in former}
        self._codes: dict[str, _Codes] = {}
        for form in FORMS:
            self._judge_form(form.name)
        for name in ("kantor", "layanan", "loket"):
            self._register(name)
        self._register_officers(today)

    def lines(self, name: str) -> Iterator[tuple[Sheet, Line]]:
        """Yield the rows of a sheet."""
        if sheet := self.sheets.get(name):
            for line in sheet.lines:
                yield sheet, line

    def note(self, sheet: Sheet, line: Line, column: str, problem: str, remedy: str) -> None:
        """Keep something that is wrong in a cell."""
        self.problems.append(BadLine(sheet.place, line.number, sheet.headings.get(column, column), problem, remedy))

    def read(self, sheet: Sheet, line: Line, column: str, meaning: Callable[[Cell], Value]) -> Value | None:
        """Return what a cell means; None when it is empty or (which is noted) cannot be meant."""
        cell = line.cells.get(column)
        if cell is None:
            return None
        try:
            return meaning(cell)
        except CellError as error:
            self.note(sheet, line, column, error.problem, error.remedy)
            return None

    def need(self, sheet: Sheet, line: Line, column: str, meaning: Callable[[Cell], Value]) -> Value | None:
        """Like `read`, and an empty cell is noted."""
        if column not in line.cells and column in sheet.headings:
            self.note(sheet, line, column, "is empty", "fill it in")
        return self.read(sheet, line, column, meaning)

    def code(self, name: str, line: Line) -> str | None:
        """Return a row's own code; None when it has none, or one that another row has taken."""
        return self._codes[name].of_row.get(line.number)

    def refer(self, sheet: Sheet, line: Line, column: str, name: str, code: str | None) -> str | None:
        """Return a code as its own sheet writes it; None (and noted) when it is not there."""
        if not code:
            return None
        known = self._codes[name]
        if found := known.written.get(cells.key(code)):
            return found
        if name == "petugas" and cells.key(code) in self._former:
            problem = f'"{code}" is no longer in the sheet petugas, so is retired'
            self.note(sheet, line, column, problem, "name who has taken over")
        elif known.is_whole:
            # The nearest NIP would be another person's.
            near = "add that row, or mend the number" if name == "petugas" else offer(code, known.written.values())
            self.note(sheet, line, column, f'"{code}" is not in the sheet {name}', near)
        return None

    def note_circles(self, name: str, column: str, above: Mapping[str, str]) -> None:
        """Note every circle in who stands above whom, once."""
        done: set[str] = set()
        for start in sorted(above):
            way: list[str] = []
            at: str | None = start
            while at is not None and at not in done:
                done.add(at)
                way.append(at)
                at = above.get(at)
            if at not in way:
                continue
            circle = way[way.index(at) :]
            row = min(self._codes[name].rows[cells.key(code)] for code in circle)
            sheet, line = next(found for found in self.lines(name) if found[1].number == row)
            if len(circle) == 1:
                self.note(sheet, line, column, "stands above itself", "name another, or leave it empty")
            else:
                told = " → ".join([*circle, circle[0]])
                self.note(sheet, line, column, f"goes in a circle: {told}", "leave the topmost one's empty")

    def _judge_form(self, name: str) -> None:
        sheet = self.sheets.get(name)
        if sheet is None:
            self.problems.append(BadLine(f'"{name}"', None, None, "this sheet (or CSV file) is missing", "add it"))
            return
        missing = [
            column.name for column in FORM[name].columns if column.required and column.name not in sheet.headings
        ]
        if name == "petugas" and not {"nip", "kode"} & set(sheet.headings):
            missing.append("nip")
        if name == "jaga" and not {"hari", "tanggal"} & set(sheet.headings):
            missing.append("hari")
        for column in missing:
            self.problems.append(BadLine(sheet.place, None, column, "the column is missing", "add it"))
        if not sheet.lines and not FORM[name].may_be_empty:
            problem = "has no rows, which would retire all that is in the record"
            self.problems.append(BadLine(sheet.place, None, None, problem, "fill it in"))

    def _register(self, name: str) -> None:
        sheet = self.sheets.get(name)
        self._codes[name] = _Codes(sheet is not None and "kode" in sheet.headings)
        for sheet, line in self.lines(name):
            if code := self.need(sheet, line, "kode", cells.text):
                self._add(name, sheet, line, "kode", code, code)
            elif "kode" in line.cells:
                self._codes[name].is_whole = False  # nobody can tell which that was

    def _register_officers(self, today: date) -> None:
        known = self._codes["petugas"] = _Codes("petugas" in self.sheets)
        for sheet, line in self.lines("petugas"):
            number = self.read(sheet, line, "nip", cells.number)
            internal = self.read(sheet, line, "kode", cells.text)
            if not {"nip", "kode"} & set(line.cells):
                known.is_whole = False
                if {"nip", "kode"} & set(sheet.headings):
                    remedy = "fill in nip, or kode for staff without a NIP"
                    self.note(sheet, line, "nip", "neither nip nor kode is given", remedy)
            if number:
                self._add("petugas", sheet, line, "nip", number, number)
                try:
                    self.nips[line.number] = nip.parse(number, today)
                except nip.NipError as error:
                    self.note(sheet, line, "nip", str(error), "compare it with the letter of appointment")
            elif "nip" in line.cells:
                known.is_whole = False
            if internal and len(nip.digits(internal)) == nip.DIGITS and nip.digits(internal).isdigit():
                self.note(sheet, line, "kode", "this is a NIP", "move it to the column nip")
            elif internal:
                self._add("petugas", sheet, line, "kode", internal, number or internal)

    def _add(self, name: str, sheet: Sheet, line: Line, column: str, code: str, stands_for: str) -> None:
        known = self._codes[name]
        key = cells.key(code)
        if key in known.rows:
            remedy = "give each its own, or remove one of the rows"
            self.note(sheet, line, column, f'"{code}" stands in row {known.rows[key]} as well', remedy)
        else:
            known.written[key], known.rows[key] = stands_for, line.number
            known.of_row.setdefault(line.number, stands_for)
