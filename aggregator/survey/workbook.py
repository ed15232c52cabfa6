"""The survey's report as a workbook: every response, formulas that compute the index anew, and the plan to fill in."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from fractions import Fraction
from io import BytesIO
from typing import Any

from aggregator.survey import plan_sheet, sentences, wording
from aggregator.survey.index import Tally, index
from aggregator.survey.report import Part, Report
from aggregator.survey.styles import Styles, heighten, on_paper
from aggregator.survey.tabulation import Tabulation, Value, index_formula, letter, put
from data import look
from data.skm import UNSUR
from data.texts import Texts

_SUMMARY_WIDTHS = (46, 18, 12, 12, 9, 14)
_NAME_WIDTH = 42
_MEANS, _TOTALS = 4, 4 + len(UNSUR)
"""Columns in which a part's means and sums begin."""
_FIGURES = {
    *("skm-report-nrr", "skm-report-converted", "skm-report-index-short", "skm-report-respondents"),
    *("skm-report-count", "skm-report-percent", "workbook-total"),
}
"""Headings of columns of figures."""


def workbook(report: Report, texts: Texts) -> bytes:
    """Return a report as an XLSX file, the same bytes for the same report."""
    import xlsxwriter

    file = BytesIO()
    # What citizens and offices wrote stays text, whatever it begins with.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, plain) as book:
        made = datetime.combine(report.made_on, time(), UTC).replace(tzinfo=None)
        office = report.letterhead.office[:200]
        book.set_properties({"title": f"{texts('workbook-title')}: {office}", "author": office, "created": made})
        _Writer(book, report, texts).write()
    return file.getvalue()


class _Writer:
    def __init__(self, book: Any, report: Report, texts: Texts) -> None:
        self._book, self._report, self._texts = book, report, texts
        self._styles = Styles(book)
        self._tally = report.tally
        self._told = sentences.by_unsur_told(report)
        self._sheets = {
            name: book.add_worksheet(texts(f"workbook-{name}-sheet"))
            for name in ("summary", "answers", "profile", "units", "plan", "earlier")
        }
        self._tabulation = Tabulation(self._sheets["answers"], self._styles, texts, report.tally)

    def write(self) -> None:
        self._summary()
        self._top("answers", (24, *[13] * len(UNSUR), 11))
        if self._tally.responses:
            otherwise = sentences.unsur_withheld(self._texts)
        else:
            otherwise = self._texts("workbook-no-responses")
        self._tabulation.write(self._report.answers if self._told else (), otherwise)
        self._profile()
        self._units()
        plan = self._top("plan", plan_sheet.WIDTHS)
        plan_sheet.write(self._book, plan, self._styles, self._report, self._texts)
        earlier = self._top("earlier", plan_sheet.WIDTHS)
        plan_sheet.write_earlier(earlier, self._styles, self._report, self._texts)

    # The summary

    def _summary(self) -> None:
        sheet = self._top("summary", _SUMMARY_WIDTHS)
        row = self._overview(sheet, 4)
        row = self._unsur(sheet, row + 1) if self._told else row
        row = self._series(sheet, row + 1)
        self._notes(sheet, row + 1)

    def _overview(self, sheet: Any, row: int) -> int:
        """Write the report's figures as label and value; return the next free row."""
        report, styles, texts, source = self._report, self._styles, self._texts, self._tabulation
        count, unknown = self._tally.responses, texts("workbook-unknown")
        lines: list[tuple[str, Value, Any, Value | None]] = []
        if report.index is None:
            lines.append(("skm-report-row-index", texts("workbook-no-responses"), styles.plain, None))
            lines.append(("workbook-responses", 0, styles.whole, None))
        elif not self._told:
            grade, performance = wording.grade(report.index, texts)
            lines.append(("skm-report-row-index", report.index, styles.large, None))
            lines.append(("skm-report-grade", grade, styles.text, None))
            lines.append(("skm-report-performance", performance, styles.text, None))
            lines.append(("workbook-responses", count, styles.whole, None))
            sheet.set_row(row, 32)
        else:
            grade, performance = wording.grade(report.index, texts)
            lines.append(("skm-report-row-index", f"={source.index}", styles.large, report.index))
            lines.append(("skm-report-grade", f"={source.grade}", styles.text, grade))
            lines.append(("skm-report-performance", f"={source.performance}", styles.text, performance))
            lines.append(("workbook-responses", f"={source.count}", styles.whole, count))
            sheet.set_row(row, 32)
        responses = row + len(lines)
        target = responses + 3
        lines.append(("workbook-unfinished", report.unfinished, styles.whole, None))
        lines.append(("workbook-users", unknown if report.users is None else report.users, styles.whole, None))
        lines.append(("workbook-target", unknown if report.target is None else report.target, styles.whole, None))
        if report.target:
            share = Fraction(count, report.target)
            lines.append(("workbook-reached", f"=B{responses}/B{target}", styles.share_left, share))
        for line, (key, value, style, known) in enumerate(lines, row):
            sheet.write_string(line, 0, texts(key), styles.label)
            put(sheet, line, 1, value, style, known)
        return row + len(lines)

    def _unsur(self, sheet: Any, row: int) -> int:
        """Write the means by unsur and their chart."""
        styles, texts, tally, source = self._styles, self._texts, self._tally, self._tabulation
        keys = ("nrr", "converted", "grade-short")
        self._heads(
            sheet,
            row,
            ("skm-report-unsur-head", "workbook-code", *(f"skm-report-{key}" for key in keys), "workbook-priority"),
        )
        first = row + 1
        for place, unsur in enumerate(UNSUR):
            row += 1
            sheet.write_string(row, 0, texts(f"skm-unsur-{unsur}"), styles.text)
            sheet.write_string(row, 1, wording.code(unsur), styles.text)
            priority = ""
            if unsur in tally.lowest:
                priority = texts("workbook-priority-is", number=tally.lowest.index(unsur) + 1)
            sheet.write_string(row, 5, priority, styles.text)
            value = wording.converted(tally.means[place])
            put(sheet, row, 2, f"={source.mean(place)}", styles.mean, tally.means[place])
            put(sheet, row, 3, index_formula(source.total(place), source.count, 1), styles.cents, value)
            put(sheet, row, 4, source.looked_up(f"D{row + 1}"), styles.mark, wording.grade(value, texts)[0])
        self._chart(sheet, first, row)
        return row + 1

    def _chart(self, sheet: Any, first: int, last: int) -> None:
        name, title = sheet.get_name(), self._texts("workbook-chart")
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 2, last, 2],
                "fill": {"color": look.LIGHT.accent},
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0.00"},
            }
        )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_x_axis({"min": 1, "max": 4, "major_unit": 1, "num_format": "0", "major_gridlines": {"visible": True}})
        chart.set_y_axis({"reverse": True, "crossing": "max"})
        chart.set_size({"width": 620, "height": 400})
        sheet.insert_chart(4, 7, chart, {"description": title})

    def _series(self, sheet: Any, row: int) -> int:
        """Write the index of earlier periods and this one, each from its sum of answers."""
        if not self._report.past:
            return row - 1
        styles = self._styles
        sheet.write_string(row, 0, self._texts("workbook-series"), styles.heading)
        row += 1
        keys = ("skm-report-respondents", "workbook-total", "skm-report-index-short", "skm-report-grade-short")
        self._heads(sheet, row, ("skm-report-trend-head", *keys))
        for name, tally in sentences.series(self._report, self._texts):
            row += 1
            sheet.write_string(row, 0, name, styles.text)
            put(sheet, row, 1, tally.responses, styles.count)
            put(sheet, row, 2, sum(tally.totals), styles.count)
            self._index(sheet, row, 3, (f"C{row + 1}", f"B{row + 1}"), tally)
        return row + 1

    def _notes(self, sheet: Any, row: int) -> None:
        report, texts = self._report, self._texts
        sheet.write_string(row, 0, texts("workbook-notes"), self._styles.heading)
        notes = [texts("workbook-note-method"), texts("workbook-note-rounding"), texts("workbook-note-chosen")]
        if report.few and report.tally.responses:
            notes.insert(0, texts("workbook-note-few", responses=report.tally.responses, floor=report.floor))
        if report.target is not None:
            notes.append(texts("workbook-note-target"))
        if self._told:
            notes.append(texts("workbook-note-formulas", sheet=texts("workbook-answers-sheet")))
        elif report.tally.responses:
            notes.insert(1, sentences.unsur_withheld(texts))
        for line, note in enumerate(notes, row + 1):
            sheet.merge_range(line, 0, line, 5, "", self._styles.note)
            sheet.write_string(line, 0, note, self._styles.note)
            heighten(sheet, line, (note, sum(_SUMMARY_WIDTHS)))

    # Profile and parts

    def _profile(self) -> None:
        sheet, styles, texts, row = self._top("profile", (24, 46, 12, 12)), self._styles, self._texts, 4
        if not self._report.profile:
            sheet.write_string(row, 0, sentences.profile_withheld(self._report, texts), styles.plain)
        for part, choices in self._report.profile.items():
            keys = ("workbook-choice", "skm-report-count", "skm-report-percent")
            self._heads(sheet, row, (f"skm-report-profile-{part}", *keys))
            cells = f"C${row + 2}:C${row + 1 + len(choices)}"
            whole = sum(choices.values())
            for choice, count in choices.items():
                row += 1
                put(sheet, row, 0, "", styles.text)
                put(sheet, row, 1, wording.choice(part, choice, texts), styles.text)
                put(sheet, row, 2, count, styles.count)
                put(sheet, row, 3, f"=C{row + 1}/SUM({cells})", styles.share, Fraction(count, whole))
            row += 2
        sheet.write_string(row, 0, sentences.counted(self._report, texts), styles.plain)

    def _units(self) -> None:
        sheet = self._top("units", (_NAME_WIDTH, 12, 9, 8, *[7] * 2 * len(UNSUR)))
        sheet.freeze_panes(0, 1)
        row = self._parts(sheet, 4, "units", self._report.units)
        row = self._parts(sheet, row + 1, "services", self._report.services)
        notes = [self._texts("workbook-parts-note", floor=self._report.floor)]
        if sentences.services_counted(self._report):
            notes.append(self._texts("skm-report-services-counted"))
        for line, note in enumerate(notes, row + 1):
            sheet.write_string(line, 0, note, self._styles.plain)

    def _parts(self, sheet: Any, row: int, kind: str, parts: Sequence[Part]) -> int:
        styles, texts = self._styles, self._texts
        counts_only = not self._told or (kind == "services" and sentences.services_counted(self._report))
        keys = ["skm-report-respondents"]
        if not counts_only:
            keys += ["skm-report-index-short", "skm-report-grade-short"]
            sheet.write_string(row, _MEANS, texts("workbook-means"), styles.heading)
            sheet.write_string(row, _TOTALS, texts("workbook-totals"), styles.heading)
            for column, unsur in enumerate(UNSUR * 2, _MEANS):
                sheet.write_string(row + 1, column, wording.code(unsur), styles.head_number)
        row += 1
        self._heads(sheet, row, (f"skm-report-{kind}-head", *keys))
        for part in parts:
            row += 1
            name = part.name or texts("skm-report-no-service")
            sheet.write_string(row, 0, name, styles.text)
            heighten(sheet, row, (name, _NAME_WIDTH))
            put(sheet, row, 1, part.responses, styles.count)
            if not counts_only:
                self._part(sheet, row, part.tally)
        row += 1
        sheet.write_string(row, 0, texts("workbook-whole"), styles.label)
        put(sheet, row, 1, self._tally.responses, styles.count)
        if not counts_only:
            self._part(sheet, row, self._tally)
        return row + 1

    def _part(self, sheet: Any, row: int, tally: Tally | None) -> None:
        styles, line = self._styles, row + 1
        if tally is None:
            sheet.write_string(row, 2, wording.WITHHELD, styles.mark)
            sheet.write_string(row, 3, wording.WITHHELD, styles.mark)
            return
        total = f"SUM({letter(_TOTALS)}{line}:{letter(_TOTALS + len(UNSUR) - 1)}{line})"
        self._index(sheet, row, 2, (total, f"B{line}"), tally)
        for place, (total_of, mean) in enumerate(zip(tally.totals, tally.means, strict=True)):
            put(sheet, row, _MEANS + place, f"={letter(_TOTALS + place)}{line}/$B{line}", styles.mean, mean)
            put(sheet, row, _TOTALS + place, total_of, styles.count)

    # What sheets have in common

    def _top(self, name: str, widths: Sequence[int]) -> Any:
        """Begin a sheet with its title, the unit and the period."""
        sheet, report = self._sheets[name], self._report
        on_paper(sheet, landscape=name != "profile")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self._styles.plain)
        sheet.set_row(0, 26)
        title = self._texts("workbook-title") if name == "summary" else sheet.get_name()
        sheet.write_string(0, 0, title, self._styles.title)
        sheet.write_string(1, 0, report.letterhead.office, self._styles.heading)
        name_and_days = dict.fromkeys(said(report.period, self._texts) for said in (wording.period, wording.days))
        sheet.write_string(2, 0, " · ".join(name_and_days), self._styles.plain)
        return sheet

    def _heads(self, sheet: Any, row: int, keys: Sequence[str]) -> None:
        for column, key in enumerate(keys):
            style = self._styles.head_number if key in _FIGURES else self._styles.head
            if key == "skm-report-grade-short":
                style = self._styles.head_mark
            sheet.write_string(row, column, self._texts(key), style)

    def _index(self, sheet: Any, row: int, column: int, sources: tuple[str, str], tally: Tally) -> None:
        """Write an index from the cells of its sum of answers and its responses, and its letter beside it."""
        value = index(tally.means)
        put(sheet, row, column, index_formula(*sources), self._styles.cents, value)
        cell = f"{letter(column)}{row + 1}"
        known, _ = wording.grade(value, self._texts)
        put(sheet, row, column + 1, self._tabulation.looked_up(cell), self._styles.mark, known)
