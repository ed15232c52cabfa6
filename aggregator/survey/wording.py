"""How the survey's periods, unsur and figures are written, on paper and elsewhere."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from aggregator.survey import index
from aggregator.survey.index import GRADES, SCALE, Grade
from aggregator.survey.period import Period
from data.follow_up_plans import Measure
from data.skm import OPTIONS, SKIPPED, UNSUR
from data.texts import Texts

ROMAN = ("I", "II", "III", "IV")
WITHHELD = "–"
"""Stands where a figure is not told."""


def period(period: Period, texts: Texts) -> str:
    """Return a period's name, e.g. ``Semester II 2026``; its days where it is no quarter, half-year or year."""
    months = period.months
    if months in (3, 6, 12) and (period.first.month - 1) % months == 0:
        kind = {3: "skm-period-quarter", 6: "skm-period-semester", 12: "skm-period-year"}[months]
        year = str(period.first.year)
        if months == 12:
            return texts(kind, year=year)
        return texts(kind, number=ROMAN[(period.first.month - 1) // months], year=year)
    return days(period, texts)


def days(period: Period, texts: Texts) -> str:
    """Return a period's first and last day, e.g. ``1 Juli 2026 – 31 Desember 2026``."""
    return texts("skm-period-days", first=texts.date(period.first), last=texts.date(period.last))


def quarter(quarter: str, texts: Texts) -> str:
    """Return a plan's quarter, e.g. ``TW I 2027`` for ``2027-1``."""
    year, number = quarter.split("-")
    return texts("skm-period-quarter-short", number=ROMAN[int(number) - 1], year=year)


def measure(measure: Measure, texts: Texts) -> list[str]:
    """Return a line of a plan: unsur, program, quarter, who is responsible, and when it was done or that it is not."""
    if measure.done_on is None:
        status = texts("plan-status-open")
    else:
        status = texts("skm-report-plan-done", day=texts.date(measure.done_on))
    when = quarter(measure.quarter, texts)
    return [unsur(measure.unsur, texts), measure.program, when, measure.responsible, status]


def code(unsur: str) -> str:
    """Return an unsur's number in the questionnaire, e.g. ``U1``."""
    return f"U{UNSUR.index(unsur) + 1}"


def unsur(unsur: str, texts: Texts) -> str:
    """Return an unsur with its number, e.g. ``U1 Persyaratan``."""
    return f"{code(unsur)} {texts(f'skm-unsur-{unsur}')}"


def figure(value: Fraction | Decimal, texts: Texts, digits: int = 2) -> str:
    """Write an exact value, rounded half up, e.g. ``3,27``."""
    return texts.number(index.rounded(Fraction(value), digits), digits)


def percent(part: int, whole: int, texts: Texts, digits: int = 0) -> str:
    """Write a share in per cent without its sign, rounded half up."""
    return figure(Fraction(100 * part, whole), texts, digits)


def grade(value: Decimal, texts: Texts) -> tuple[str, str]:
    """Return the letter (mutu) and the word (kinerja) of a rounded index."""
    letter = index.grade(value).letter
    return letter, texts(f"skm-grade-{letter}")


def converted(mean: Fraction) -> Decimal:
    """Return the mean of an unsur on the scale of the index, 25.00–100.00: the official table reads it so, too."""
    return index.rounded(mean * SCALE)


def choice(part: str, choice: str, texts: Texts) -> str:
    """Return what somebody said of themself; who is under 18 is asked for nothing but the age."""
    if choice != SKIPPED:
        return texts(f"survey-{part}-{choice}")
    return texts("skm-report-profile-skipped" if part == "age" else "skm-report-profile-unasked")


def share(value: Fraction | Decimal) -> float:
    """Return where a value of the index (25–100) stands between its least and its greatest, 0 to 1."""
    least, greatest = OPTIONS[0] * SCALE, OPTIONS[-1] * SCALE
    return float((Fraction(value) - least) / (greatest - least))


class Interval(NamedTuple):
    """A line of the official table."""

    perceived: int
    """Nilai persepsi."""
    grade: Grade
    most: Decimal
    """The greatest index (NIK) of the grade, which begins at ``grade.least``."""


def official_table() -> list[Interval]:
    """Return the official table, worst first."""
    tops = (Decimal("100.00"), *(each.least - Decimal("0.01") for each in GRADES))
    lines = reversed(list(zip(GRADES, tops, strict=False)))
    return [Interval(perceived, grade, most) for perceived, (grade, most) in enumerate(lines, OPTIONS[0])]


def interval(value: Decimal, texts: Texts) -> str:
    """Write an index as the mean it stands for (NI), to its last digit, e.g. ``2,5996``: two digits at the least."""
    mean = (value / SCALE).normalize()
    return texts.number(mean, max(2, -int(mean.as_tuple().exponent)))


def limits() -> list[tuple[str, float]]:
    """Return where the grades begin on the scale of the index, as marks of a chart; the worst begins with the scale."""
    return [(each.letter, share(each.least)) for each in GRADES[:-1]]
