"""Reads a workbook or a folder of CSV files into tables, whatever a spreadsheet has done to them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.roster.errors import BadLine, RosterError
from data.roster.sheets import FORM, IGNORED, Cell, Form, Line, Sheet, Tables, offer

Rows = Iterable[tuple[int, Sequence[Cell | None]]]
"""Rows with the numbers a spreadsheet gives them."""

SAME_HEADING = {"jum_at": "jumat", "ahad": "minggu"}
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""An old .xls, or a workbook locked with a password."""


def read(path: Path) -> Tables:
    """Read an XLSX workbook or a folder of CSV files.

    Raises RosterError when there is nothing that can be read; what is wrong inside is kept in ``Tables.problems``.
    """
    try:
        if path.is_dir():
            return from_csv(_files(path))
        if not path.exists():
            raise RosterError(f"{path} does not exist: give a workbook (.xlsx) or a folder of CSV files.")
        if path.suffix.lower() == ".csv":
            raise RosterError(f"{path} is one table of five: give the folder that holds {_file_names()}.")
        return _gather(_worksheets(path))
    except OSError as error:
        raise RosterError(f"{error.filename or path} cannot be read: {error.strerror or error}.") from error


def from_csv(files: Mapping[str, bytes]) -> Tables:
    """Read CSV files that are already in memory, by their names."""
    return _gather((Path(name).stem, name, _csv_rows(name, content)) for name, content in files.items())


def _file_names() -> str:
    return ", ".join(f"{name}.csv" for name in FORM)


def _files(folder: Path) -> dict[str, bytes]:
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() == ".csv" and file.name[0] not in ".~"]
    if not files:
        raise RosterError(f"{folder} holds no CSV files: it should hold {_file_names()}.")
    return {file.name: file.read_bytes() for file in files}


def _csv_rows(name: str, content: bytes) -> Rows:
    written = _decoded(content)
    lines = written.splitlines()
    delimiter = ","
    if lines and (told := re.fullmatch(r'"?sep=(.)"?', lines[0].strip())):
        delimiter = told[1]
        written = "\n" + written.partition("\n")[2]  # the line still counts
    elif heading := next((line for line in lines if line.strip(' ,;\t"')), ""):
        delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        return list(enumerate(reader, 1))
    except csv.Error as error:
        raise RosterError(f"{name} is no CSV file ({error}): save it again as CSV, or give a workbook.") from error


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # "Unicode text" of Excel
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _worksheets(path: Path) -> Iterator[tuple[str, str, Rows]]:
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD_EXCEL:
        raise RosterError(f"{path} is an old .xls or locked with a password: save it as .xlsx without a password.")
    if start[:2] != b"PK":
        raise RosterError(f"{path} is no workbook: save it as .xlsx, or give a folder of CSV files.")
    workbook = _opened(path)
    try:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # some programs write a wrong size, and the rest would be left out
            yield sheet.title, f'sheet "{sheet.title}"', list(enumerate(sheet.iter_rows(values_only=True), 1))
    except RosterError:
        raise
    except Exception as error:
        raise RosterError(f"{path} is damaged: open it in a spreadsheet program and save it again.") from error
    finally:
        workbook.close()


def _opened(path: Path) -> Any:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drop-down lists of newer programs; their cells are read all the same
            return load_workbook(path, read_only=True, data_only=True)
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise RosterError(f"{path} is no workbook, or damaged: save it again as .xlsx.") from error


def _gather(found: Iterable[tuple[str, str, Rows]]) -> Tables:
    sheets: dict[str, Sheet] = {}
    problems: list[BadLine] = []
    for title, place, rows in found:
        name = _plain(title)
        if name in IGNORED:
            continue
        filled = [(number, row) for number, row in rows if any(not _is_empty(cell) for cell in row)]
        if name not in FORM:
            if filled:
                hint = offer(name, FORM)
                problems.append(BadLine(place, None, None, "is not part of a roster", f"{hint} Rename or remove it"))
        elif name in sheets:
            problems.append(BadLine(place, None, None, f"stands beside {sheets[name].place}", "keep one of them"))
        else:
            sheets[name] = _sheet(FORM[name], place, filled, problems)
    if not sheets and not problems:
        raise RosterError(f"The workbook is empty: it should have the sheets {', '.join(FORM)}.")
    return Tables(sheets, tuple(problems))


def _sheet(form: Form, place: str, rows: Sequence[tuple[int, Sequence[Cell | None]]], problems: list[BadLine]) -> Sheet:
    """Find the headings in the first row that has something in it, and put the others under them."""
    number, top = rows[0] if rows else (1, ())
    names: list[str | None] = []
    headings: dict[str, str] = {}
    for index, cell in enumerate(top):
        heading = "" if _is_empty(cell) else " ".join(str(cell).split())
        name = _plain(heading)
        name = SAME_HEADING.get(name, name)
        is_known = form.column(name) is not None
        if is_known and name in headings:
            problems.append(BadLine(place, number, heading, "this column stands here twice", "remove one"))
        elif not is_known and heading:
            hint = offer(name, [column.name for column in form.columns])
            problems.append(
                BadLine(place, number, heading, "is no column of this sheet", f"{hint} Rename or remove it")
            )
        elif not is_known and any(len(row) > index and not _is_empty(row[index]) for _, row in rows[1:]):
            letter = _letter(index)
            problems.append(
                BadLine(place, number, letter, "the column has no heading", "name it in this row or clear it")
            )
        names.append(name if is_known and name not in headings else None)
        if is_known:
            headings.setdefault(name, heading)
    lines = []
    for row_number, row in rows[1:]:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name and cell is not None}
        cells = {name: cell for name, cell in cells.items() if not _is_empty(cell)}
        if any(not _is_empty(cell) for cell in row[len(top) :]):
            letter = _letter(len(top))
            problems.append(
                BadLine(place, row_number, letter, "more cells than headings", "put a cell with a comma in quotes")
            )
        lines.append(Line(row_number, cells))
    return Sheet(place, headings, tuple(line for line in lines if line.cells))


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")


def _is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\xa0"))


def _letter(index: int) -> str:
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(65 + rest) + letters
        index -= 1
    return letters
