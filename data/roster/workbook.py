"""Writes a roster as a workbook that guides whoever fills it in: notes, drop-down lists, text where text is needed."""

from pathlib import Path
from typing import Any

from data import look
from data.roster.errors import RosterError
from data.roster.examples import examples
from data.roster.sheets import FORMS, GUIDE, LISTS, WEEKDAYS, Cell, Column, Form, Tables
from data.texts import Texts, texts

ROOM = 2000
"""Rows that are ready to be filled in."""
WORDS = {
    "hari": [*(day.capitalize() for day in WEEKDAYS), "Senin-Kamis", "Senin-Jumat", "Senin-Sabtu"],
    "gratis": ["ya", "tidak"],
}
"""What a list offers that stands on no other sheet."""
STEPS = 6
CONTENT_WIDTH = 92
"""Of the guide's longest column, in characters."""
LINE_HEIGHT = 16
"""In points."""
TOP = STEPS + 3
"""Row (from 0) of the guide in which the list of columns begins."""


def write_workbook(path: Path, tables: Tables | None = None, *, force: bool = False, language: str = "id") -> None:
    """Write the template with its examples, or with the rows of some tables.

    Never over an existing file unless forced. Raises RosterError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    if path.suffix.lower() != ".xlsx":
        raise RosterError(f"{path} is no name for a workbook: let it end in .xlsx.")
    if path.exists() and not force:
        raise RosterError(f"{path} exists already: choose another name, or use --force.")
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(str(unfinished), {"strings_to_numbers": False}) as workbook:
            _Writer(workbook, texts(language)).write(tables or examples(), is_example=tables is None)
        unfinished.replace(path)
    except (OSError, XlsxWriterException) as error:
        unfinished.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise RosterError(f"{path} cannot be written: {reason}.") from error


class _Writer:
    def __init__(self, workbook: Any, texts: Texts) -> None:
        self._workbook = workbook
        self._texts = texts
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "font_color": look.LIGHT.ink}
        head = {**base, "bold": True, "valign": "vcenter", "bottom": 1, "bottom_color": look.LIGHT.accent}

        def style(**more: Any) -> Any:
            return workbook.add_format({**base, **more})

        self._required = workbook.add_format({**head, "bg_color": look.LIGHT.accent, "font_color": "#ffffff"})
        self._optional = workbook.add_format({**head, "bg_color": look.LIGHT.band})
        self._text = style(num_format="@")
        self._example = style(num_format="@", italic=True, font_color=look.LIGHT.muted)
        self._title = style(bold=True, font_size=16, font_color=look.LIGHT.accent)
        self._plain = style()
        self._wrapped = style(text_wrap=True, bottom=1, bottom_color=look.LIGHT.line)
        self._bold = style(bold=True, bottom=1, bottom_color=look.LIGHT.line)

    def write(self, tables: Tables, is_example: bool) -> None:
        guide = self._workbook.add_worksheet(GUIDE.capitalize())
        sheets = {form.name: self._workbook.add_worksheet(form.name) for form in FORMS}
        room = ROOM + max((len(sheet.lines) for sheet in tables.sheets.values()), default=0)
        for form in FORMS:
            self._form(sheets[form.name], form, tables, room, is_example)
        self._lists(tables, room)
        self._guide(guide)
        if not is_example:
            sheets[FORMS[0].name].activate()

    def _form(self, sheet: Any, form: Form, tables: Tables, room: int, is_example: bool) -> None:
        _on_paper(sheet)
        sheet.freeze_panes(1, 1 if form.columns[0].required else 0)
        sheet.set_row(0, 22)
        sheet.hide_gridlines(0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(form.columns))}{room + 1}"})
        for index, column in enumerate(form.columns):
            # Text, so that no spreadsheet rounds a NIP or turns 08.30 into 8.3.
            sheet.set_column(index, index, column.width, self._text)
            sheet.write_string(0, index, column.name, self._required if column.required else self._optional)
            note = self._texts(f"roster-{form.name}-{column.name.replace('_', '-')}")
            sheet.write_comment(0, index, note, {"x_scale": 2, "y_scale": 0.9, "font_size": 10})
            if column.offers:
                sheet.data_validation(1, index, room, index, self._choice(column, room))
        rows = tables.sheets[form.name].lines if form.name in tables.sheets else ()
        for number, line in enumerate(rows, 1):
            for index, column in enumerate(form.columns):
                if column.name in line.cells:
                    written = _written(line.cells[column.name])
                    sheet.write_string(number, index, written, self._example if is_example else self._text)

    def _choice(self, column: Column, room: int) -> dict[str, Any]:
        """Return a drop-down list that grows with the rows it offers."""
        source: str | list[str] = WORDS.get(column.offers or "", [])
        if column.offers == "petugas":
            cells = f"{LISTS}!$A$1:$A${room}"
            source = f'=OFFSET({LISTS}!$A$1,0,0,MAX(1,COUNTIF({cells},"?*")),1)'
        elif not source:
            source = f"=OFFSET({column.offers}!$A$2,0,0,MAX(1,COUNTA({column.offers}!$A$2:$A${room + 1})),1)"
        return {
            "validate": "list",
            "source": source,
            "show_error": column.is_one,
            "error_title": self._texts("roster-choice-title"),
            "error_message": self._texts("roster-choice-message", column=column.name),
        }

    def _lists(self, tables: Tables, room: int) -> None:
        """Write the hidden sheet with every officer's NIP, or internal id, in one column for the lists to offer."""
        sheet = self._workbook.add_worksheet(LISTS)
        sheet.hide()
        lines = tables.sheets["petugas"].lines if "petugas" in tables.sheets else ()
        for row in range(room):
            cells = lines[row].cells if row < len(lines) else {}
            known = _written(cells.get("nip", cells.get("kode", "")))
            formula = f'=IF(petugas!A{row + 2}<>"",petugas!A{row + 2},petugas!B{row + 2}&"")'
            sheet.write_formula(row, 0, formula, None, known)

    def _guide(self, sheet: Any) -> None:
        _on_paper(sheet)
        sheet.hide_gridlines(2)
        for index, width in enumerate((12, 19, 10, CONTENT_WIDTH, 34)):
            sheet.set_column(index, index, width)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, self._texts("roster-guide-title"), self._title)
        for step in range(1, STEPS + 1):
            sheet.write_string(step, 0, self._texts(f"roster-guide-{step}"), self._plain)
        for index, heading in enumerate(("sheet", "column", "required", "content", "example")):
            sheet.write_string(TOP, index, self._texts(f"roster-guide-{heading}"), self._required)
        row = TOP + 1
        filled = examples().sheets
        for form in FORMS:
            for column in form.columns:
                example = next(
                    (line.cells[column.name] for line in filled[form.name].lines if column.name in line.cells), ""
                )
                text = self._texts(f"roster-{form.name}-{column.name.replace('_', '-')}")
                sheet.write_string(row, 0, form.name, self._bold)
                sheet.write_string(row, 1, column.name, self._bold)
                sheet.write_string(row, 2, self._texts("roster-guide-yes") if column.required else "", self._wrapped)
                sheet.write_string(row, 3, text, self._wrapped)
                sheet.write_string(row, 4, _written(example), self._wrapped)
                sheet.set_row(row, LINE_HEIGHT * (1 + len(text) // (CONTENT_WIDTH - 12)))  # other fonts are wider
                row += 1


def _on_paper(sheet: Any) -> None:
    """Print on A4 across, as wide as the page, with the headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)
