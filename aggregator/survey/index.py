"""The index of the official survey (IKM): PermenPANRB 14/2017, Lampiran.

Every unsur weighs exactly a ninth (the 0.111 of the printed table loses a thousandth, and with it a grade at the edge).
Everything is exact until it is rounded once, half up, to be shown; the grade follows the rounded index, because the
official table leaves gaps between its intervals. The regulation names no rule for ties; this one stands in the report.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from data.skm import UNSUR

WEIGHT = Fraction(1, len(UNSUR))
"""Of an unsur (bobot nilai rata-rata tertimbang)."""
SCALE = 25
"""From the mean of the unsur (1–4) to the index (25–100)."""
PRIORITIES = 3
"""So many of the lowest unsur the follow-up plan is for."""

_CHI_SQUARE = Fraction("3.841")
_ERROR = Fraction("0.05")
_SHARE = Fraction(1, 4)


@dataclass(frozen=True)
class Grade:
    """A line of the official table: mutu pelayanan and the index it begins at; its words are ``skm-grade-<letter>``."""

    letter: str
    least: Decimal


GRADES = (
    Grade("A", Decimal("88.31")),
    Grade("B", Decimal("76.61")),
    Grade("C", Decimal("65.00")),
    Grade("D", Decimal("25.00")),
)
"""Best first (nilai interval konversi)."""


@dataclass(frozen=True)
class Tally:
    """Complete responses summed up; units are rolled up from their responses, never from averages."""

    responses: int
    totals: tuple[int, ...]
    """Per unsur, in the order of `data.skm.UNSUR`: the sum of the answers (1–4)."""

    @classmethod
    def of(cls, answers: Sequence[Sequence[int]]) -> "Tally":
        """Sum up responses, each with its nine answers."""
        return cls(len(answers), tuple(map(sum, zip(*answers, strict=True))) if answers else (0,) * len(UNSUR))

    @property
    def means(self) -> tuple[Fraction, ...]:
        """Per unsur (NRR), 1–4; empty without responses."""
        return tuple(Fraction(total, self.responses) for total in self.totals) if self.responses else ()

    @property
    def index(self) -> Decimal | None:
        """The IKM, 25.00–100.00; None without responses."""
        return index(self.means) if self.responses else None

    @property
    def lowest(self) -> tuple[str, ...]:
        """The three unsur with the lowest means, lowest first; among equals the questionnaire's order."""
        return self._ranked[:PRIORITIES]

    @property
    def highest(self) -> tuple[str, ...]:
        """The three unsur with the highest means, highest first; never one of the lowest."""
        return self._ranked[: -PRIORITIES - 1 : -1]

    @property
    def _ranked(self) -> tuple[str, ...]:
        order = sorted(range(len(self.means)), key=lambda place: (self.means[place], place))
        return tuple(UNSUR[place] for place in order)


def index(means: Sequence[Fraction]) -> Decimal:
    """Return the IKM of the nine unsur's means (1–4): their sum by the exact weight, × 25, rounded half up to cents."""
    return rounded(sum(means, Fraction()) * WEIGHT * SCALE)


def grade(index: Decimal) -> Grade:
    """Return the grade (mutu) of a rounded index. Raises ValueError below 25."""
    for each in GRADES:
        if index >= each.least:
            return each
    raise ValueError(f"an index is 25 at least, not {index}")


def rounded(value: Fraction, digits: int = 2) -> Decimal:
    """Round an exact value that is not negative half up."""
    return Decimal(math.floor(value * 10**digits + Fraction(1, 2))).scaleb(-digits)


def sample_size(users: int) -> int:
    """Return how many responses speak for so many users of a service (Krejcie and Morgan 1970).

    At 95 % confidence, for shares of a half, ± 5 points. Raises ValueError below 1.
    """
    if users < 1:
        raise ValueError("there must be at least one user")
    needed = _CHI_SQUARE * users * _SHARE / (_ERROR**2 * (users - 1) + _CHI_SQUARE * _SHARE)
    return int(rounded(needed, 0))
