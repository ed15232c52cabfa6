"""The letterhead of a paper, and what every template under one reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aggregator.paper.blocks import Block
from data.texts import Texts

LOGO = "logo"
"""The name by which templates know the picture."""


@dataclass(frozen=True)
class Letterhead:
    """Who writes and who signs."""

    lines: tuple[str, ...]
    """Above the office's name, highest first, e.g. the city and the district."""
    office: str
    address: str = ""
    office_code: str = ""
    """Of the roster: the plan sheet names it, so that a plan comes back to the right office."""
    logo: bytes | None = None
    """A picture, e.g. PNG, JPEG or SVG (text in an SVG as paths)."""
    place: str = ""
    """Where it is signed."""
    signer: str = ""
    """Name with degrees; empty: the head of the office is not on the roster."""
    signer_position: str = ""
    signer_nip: str = ""
    """In groups, as letters print it; empty without one."""

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures by the names that templates know."""
        return {} if self.logo is None else {LOGO: self.logo}


def document(
    head: Letterhead, title: str, period: str, made_on: date, body: Iterable[Block], texts: Texts
) -> dict[str, object]:
    """Return what the templates of papers under a letterhead read; ``period`` stands below the title."""
    return {
        "title": title,
        "author": head.office,
        "language": texts.locale,
        "date": made_on.isoformat(),
        "page": texts("paper-page", page="{page}", pages="{pages}"),
        "table": texts("paper-table"),
        "chart": texts("paper-chart"),
        "period": period,
        "letterhead": {
            "lines": list(head.lines),
            "office": head.office,
            "address": head.address,
            "logo": None if head.logo is None else LOGO,
        },
        "body": list(body),
    }
