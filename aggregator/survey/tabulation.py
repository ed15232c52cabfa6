"""The sheet of answers (pengolahan data): a line per response, and formulas that compute the index from them.

The formulas count in whole numbers until one division, so that no spreadsheet's floating point moves an index across
an edge: an IKM is ``INT((5000·S + 9·n) / (18·n)) / 100`` of S, the sum of all answers, and n, the responses: S/n/9·25
rounded half up to cents. Every formula carries its value, for viewers that do not compute.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from aggregator.survey import wording
from aggregator.survey.index import GRADES, SCALE, Tally, index
from aggregator.survey.styles import Styles
from data.skm import UNSUR
from data.texts import Texts

Value = str | int | float | Fraction | Decimal
FIRST = 6
"""Row (from 0) of the first answer; the headings stand above it."""
SUM = 1 + len(UNSUR)
"""Column of what is summed up over the unsur."""


def index_formula(total: str, responses: str, unsur: int = len(UNSUR)) -> str:
    """Return the formula of an index from the cells of a sum of answers to so many unsur and of the responses."""
    return f"=INT(({200 * SCALE}*{total}+{unsur}*{responses})/({2 * unsur}*{responses}))/100"


def put(sheet: Any, row: int, column: int, value: Value, style: Any, known: Value | None = None) -> None:
    """Write text, a number, or, with the value it is ``known`` to have, a formula."""
    if known is not None:
        sheet.write_formula(row, column, value, style, known if isinstance(known, str | int) else float(known))
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, float(value), style)


def letter(column: int) -> str:
    """Return the letter of one of the first columns."""
    return chr(ord("A") + column)


class Tabulation:
    """The sheet of answers, and where other sheets find its figures."""

    def __init__(self, sheet: Any, styles: Styles, texts: Texts, tally: Tally) -> None:
        self._sheet, self._styles, self._texts, self._tally = sheet, styles, texts, tally
        self._totals = FIRST + tally.responses
        self._means, self._weighted, self._count, self._index = (self._totals + more for more in range(1, 5))
        self._table = self._index + 4

    @property
    def count(self) -> str:
        """The cell of the number of responses, for other sheets; like the others with the sheet's name."""
        return self._elsewhere(self._count, 1)

    @property
    def index(self) -> str:
        """The cell of the index."""
        return self._elsewhere(self._index, 1)

    @property
    def grade(self) -> str:
        """The cell of its letter."""
        return self._elsewhere(self._index + 1, 1)

    @property
    def performance(self) -> str:
        """The cell of its word."""
        return self._elsewhere(self._index + 2, 1)

    def total(self, place: int) -> str:
        """Return the cell of an unsur's sum, by its place."""
        return self._elsewhere(self._totals, place + 1)

    def mean(self, place: int) -> str:
        """Return the cell of an unsur's mean."""
        return self._elsewhere(self._means, place + 1)

    def looked_up(self, cell: str, column: str = "F") -> str:
        """Return the formula that looks a rounded index up in the official table: its letter, or its word (``G``)."""
        first = self._table + 3
        last = first + len(GRADES) - 1
        here = self._sheet.get_name()
        return f"=LOOKUP({cell},{here}!$D${first}:$D${last},{here}!${column}${first}:${column}${last})"

    def _elsewhere(self, row: int, column: int) -> str:
        return f"{self._sheet.get_name()}!{letter(column)}{row + 1}"

    def write(self, answers: Sequence[tuple[int, ...]], otherwise: str) -> None:
        """Write the answers and what is computed from them, or what is said ``otherwise``; and the official table."""
        sheet, styles, texts = self._sheet, self._styles, self._texts
        self._write_table()
        if not answers:
            sheet.write_string(3, 0, otherwise, styles.plain)
            return
        sheet.write_string(3, 0, texts("workbook-order"), styles.plain)
        sheet.set_row(5, 62)
        heads = [(texts("skm-report-number"), ""), (texts("workbook-sum"), "")]
        heads[1:1] = [(wording.code(unsur), texts(f"skm-unsur-{unsur}")) for unsur in UNSUR]
        for column, (upper, lower) in enumerate(heads):
            style = styles.head_number if column else styles.head
            sheet.write_string(4, column, upper, style)
            sheet.write_string(5, column, lower, style)
        sheet.freeze_panes(FIRST, 1)
        sheet.repeat_rows(4, 5)
        for place, each in enumerate(answers):
            sheet.write_number(FIRST + place, 0, place + 1, styles.whole)
            sheet.write_row(FIRST + place, 1, each, styles.count)
        self._write_sums()
        self._write_index()

    def _write_sums(self) -> None:
        """Write sums, means and weighted means by unsur, and each row's own sum."""
        sheet, styles, tally = self._sheet, self._styles, self._tally
        for row, key in ((self._totals, "total"), (self._means, "mean"), (self._weighted, "weighted")):
            sheet.write_string(row, 0, self._texts(f"skm-report-row-{key}"), styles.sum_text)
        for column, (total, mean) in enumerate(zip(tally.totals, tally.means, strict=True), 1):
            at = letter(column)
            put(sheet, self._totals, column, f"=SUM({at}{FIRST + 1}:{at}{self._totals})", styles.sum_count, total)
            by_count = f"={at}{self._totals + 1}/$B${self._count + 1}"
            put(sheet, self._means, column, by_count, styles.sum_mean, mean)
            by_nine = f"={at}{self._means + 1}/{len(UNSUR)}"
            put(sheet, self._weighted, column, by_nine, styles.sum_weighted, mean / len(UNSUR))
        means = sum(tally.means, Fraction())
        for row, style, known in (
            (self._totals, styles.sum_count, sum(tally.totals)),
            (self._means, styles.sum_mean, means),
            (self._weighted, styles.sum_weighted, means / len(UNSUR)),
        ):
            put(sheet, row, SUM, f"=SUM(B{row + 1}:{letter(SUM - 1)}{row + 1})", style, known)

    def _write_index(self) -> None:
        """Write the number of responses, the index, its letter and its word, one below the other."""
        styles, value = self._styles, index(self._tally.means)
        grade, performance = wording.grade(value, self._texts)
        count, total, source = f"B{self._count + 1}", f"{letter(SUM)}{self._totals + 1}", f"B{self._index + 1}"
        lines: tuple[tuple[str, str, Any, Value], ...] = (
            ("workbook-count", f"=COUNT(A{FIRST + 1}:A{self._totals})", styles.sum_count, self._tally.responses),
            ("skm-report-row-index", index_formula(total, count), styles.sum_cents, value),
            ("skm-report-grade", self.looked_up(source), styles.sum_word, grade),
            ("skm-report-performance", self.looked_up(source, "G"), styles.sum_word, performance),
        )
        for row, (key, formula, style, known) in enumerate(lines, self._count):
            self._sheet.write_string(row, 0, self._texts(key), styles.sum_text)
            put(self._sheet, row, 1, formula, style, known)

    def _write_table(self) -> None:
        """Write the official table, worst first, as the formulas look it up."""
        sheet, styles, texts, row = self._sheet, self._styles, self._texts, self._table
        sheet.write_string(row, 0, texts("workbook-table"), styles.heading)
        mean, converted = texts("skm-report-grades-mean"), texts("skm-report-grades-interval")
        heads = (
            (texts("skm-report-grades-value"), styles.head),
            (texts("workbook-from", interval=mean), styles.head_number),
            (texts("workbook-to"), styles.head_number),
            (texts("workbook-from", interval=converted), styles.head_number),
            (texts("workbook-to"), styles.head_number),
            (texts("skm-report-grade-short"), styles.head_mark),
            (texts("skm-report-performance-short"), styles.head_mark),
        )
        for column, (head, style) in enumerate(heads):
            sheet.write_string(row + 1, column, head, style)
        sheet.set_row(row + 1, 64)
        for line, (perceived, grade, most) in enumerate(wording.official_table(), row + 2):
            put(sheet, line, 0, perceived, styles.whole)
            put(sheet, line, 1, grade.least / SCALE, styles.interval)
            put(sheet, line, 2, most / SCALE, styles.interval)
            put(sheet, line, 3, grade.least, styles.cents)
            put(sheet, line, 4, most, styles.cents)
            put(sheet, line, 5, grade.letter, styles.mark)
            put(sheet, line, 6, texts(f"skm-grade-{grade.letter}"), styles.mark)
