"""How cells of the survey's workbook look, and how its sheets lie on paper."""

from typing import Any

from data import look

FONT = {"font_name": "Calibri", "font_size": 11, "font_color": look.LIGHT.ink, "valign": "top"}
CENTS = "0.00"
"""Number formats are written the English way; a spreadsheet shows the reader's decimal comma."""
MEAN = "0.00"
WEIGHTED = "0.0000"
INTERVAL = "0.00##"
SHARE = "0.0%"
DAY = "d mmmm yyyy"
"""With the month as a word: a day and a month that were mixed up are seen."""
LINE_HEIGHT = 16
"""In points."""


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        def style(**more: Any) -> Any:
            return workbook.add_format({**FONT, **more})

        line: dict[str, Any] = {"bottom": 1, "bottom_color": look.LIGHT.line}
        head: dict[str, Any] = {
            **{"bold": True, "bg_color": look.LIGHT.accent, "font_color": look.LIGHT.ground},
            **{"text_wrap": True, "valign": "vcenter"},
        }
        sums: dict[str, Any] = {**line, "bold": True, "bg_color": look.LIGHT.surface}
        self.title = style(bold=True, font_size=16, font_color=look.LIGHT.accent)
        self.heading = style(bold=True, font_size=12, font_color=look.LIGHT.accent)
        self.note = style(text_wrap=True, font_color=look.LIGHT.muted)
        self.plain = style()
        self.head = style(**head)
        self.head_number = style(**head, align="right")
        self.head_mark = style(**head, align="center")
        self.text = style(**line, text_wrap=True)
        self.whole = style(**line, num_format="#,##0", align="left")
        self.count = style(**line, num_format="#,##0")
        self.cents = style(**line, num_format=CENTS)
        self.mean = style(**line, num_format=MEAN)
        self.interval = style(**line, num_format=INTERVAL)
        self.share = style(**line, num_format=SHARE)
        self.share_left = style(**line, num_format=SHARE, align="left")
        self.day = style(**line, num_format=DAY, align="left")
        self.mark = style(**line, align="center")
        self.label = style(**line, bold=True)
        self.sum_text = style(**sums)
        self.sum_word = style(**sums, align="right")
        self.sum_count = style(**sums, num_format="#,##0")
        self.sum_cents = style(**sums, num_format=CENTS)
        self.sum_mean = style(**sums, num_format=MEAN)
        self.sum_weighted = style(**sums, num_format=WEIGHTED)
        self.large = style(bold=True, font_size=24, font_color=look.LIGHT.accent, num_format=CENTS, align="left")
        self.to_fill = style(text_wrap=True, num_format="@", border=1, border_color=look.LIGHT.line)
        self.to_fill_day = style(num_format=DAY, align="left", border=1, border_color=look.LIGHT.line)


def heighten(sheet: Any, row: int, *written: tuple[str, int]) -> None:
    """Make a row as high as its texts need in columns of these widths: not every program does so by itself."""
    # Words do not fill a line to its end, and other fonts are wider.
    lines = max(1 + len(text) // max(1, width - 6) for text, width in written)
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines)


def on_paper(sheet: Any, landscape: bool) -> None:
    """Print on A4, as wide as the page."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
