"""The index of the official survey, right to the last digit: worked examples of PermenPANRB 14/2017's formula."""

from decimal import Decimal
from fractions import Fraction

import pytest

from aggregator.survey import index
from aggregator.survey.index import GRADES, Tally, grade, rounded, sample_size
from data.skm import UNSUR

MEANS = {
    "all four": (["4.00"] * 9, "100.00", "A"),
    "all one": (["1.00"] * 9, "25.00", "D"),
    "all three": (["3.00"] * 9, "75.00", "C"),
    "good": (["3.20", "3.15", "3.05", "3.90", "3.25", "3.30", "3.40", "3.00", "3.10"], "81.53", "B"),
    "very good": (["3.62", "3.55", "3.48", "4.00", "3.58", "3.66", "3.72", "3.45", "3.70"], "91.00", "A"),
    "less good": (["2.90", "2.85", "2.60", "3.10", "2.95", "2.80", "2.75", "2.60", "2.70"], "70.14", "C"),
    "not good": (["2.50", "2.40", "2.30", "3.00", "2.60", "2.50", "2.45", "2.20", "2.10"], "61.25", "D"),
    "least A": (["3.5324"] * 9, "88.31", "A"),
    "most B": (["3.5320"] * 9, "88.30", "B"),
    "half a cent goes up": (["3.5322"] * 9, "88.31", "A"),
    "most D": (["2.5996"] * 9, "64.99", "D"),
    "in the table's gap under C": (["2.5998"] * 9, "65.00", "C"),
    "least C": (["2.60"] * 9, "65.00", "C"),
    "most C": (["3.0640"] * 9, "76.60", "C"),
    "in the table's gap under B": (["3.0642"] * 9, "76.61", "B"),
    "a weight of 0.111 would make it B": (
        ["3.53", "3.54", "3.52", "3.55", "3.54", "3.53", "3.54", "3.52", "3.55"],
        "88.39",
        "A",
    ),
}


@pytest.mark.parametrize(("means", "expected", "letter"), MEANS.values(), ids=MEANS)
def test_the_index_and_its_grade_follow_from_the_means(means: list[str], expected: str, letter: str) -> None:
    found = index.index([Fraction(mean) for mean in means])
    assert found == Decimal(expected)
    assert found.as_tuple().exponent == -2
    assert grade(found).letter == letter


def test_sums_of_answers_are_not_rounded_before_the_end() -> None:
    tally = Tally(29, (105, 101, 100, 116, 102, 105, 106, 105, 115))
    assert tally.index == Decimal("91.48")  # the means rounded to cents first would give 91.50
    assert [rounded(mean, 4) for mean in tally.means][:2] == [Decimal("3.6207"), Decimal("3.4828")]


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("25.00", "D"),
        ("64.99", "D"),
        ("65.00", "C"),
        ("76.60", "C"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.31", "A"),
        ("100.00", "A"),
    ],
)
def test_the_official_table_reads_the_rounded_index(value: str, letter: str) -> None:
    assert grade(Decimal(value)).letter == letter


def test_there_is_no_grade_below_the_scale() -> None:
    assert [each.letter for each in GRADES] == ["A", "B", "C", "D"]
    with pytest.raises(ValueError, match=r"24\.98"):
        grade(Decimal("24.98"))  # what all-1 answers give with a weight of 0.111


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [("88.305", 2, "88.31"), ("88.3049", 2, "88.30"), ("2.675", 2, "2.68"), ("0.5", 0, "1"), ("1/9", 4, "0.1111")],
)
def test_halves_are_rounded_up(value: str, digits: int, expected: str) -> None:
    assert str(rounded(Fraction(value), digits)) == expected


def test_without_responses_there_is_no_index_and_no_order() -> None:
    nothing = Tally.of([])
    assert (nothing.responses, nothing.totals) == (0, (0,) * 9)
    assert nothing.index is None
    assert nothing.means == nothing.lowest == nothing.highest == ()


def test_the_lowest_and_highest_unsur_are_in_order_and_never_the_same() -> None:
    tally = Tally(10, (30, 20, 40, 25, 39, 38, 31, 32, 33))
    assert tally.lowest == (UNSUR[1], UNSUR[3], UNSUR[0])
    assert tally.highest == (UNSUR[2], UNSUR[4], UNSUR[5])
    alike = Tally.of([(3,) * 9])
    assert alike.lowest == UNSUR[:3]
    assert not set(alike.lowest) & set(alike.highest)


@pytest.mark.parametrize(
    ("users", "needed"),
    [
        (1, 1),
        (10, 10),
        (15, 14),
        (20, 19),
        (25, 24),
        (30, 28),
        (40, 36),
        (50, 44),
        (60, 52),
        (70, 59),
        (80, 66),
        (90, 73),
        (100, 80),
        (120, 92),
        (150, 108),
        (200, 132),
        (250, 152),
        (300, 169),
        (350, 183),
        (400, 196),
        (500, 217),
        (600, 234),
        (700, 248),
        (800, 260),
        (900, 269),
        (1000, 278),
        (1200, 291),
        (1500, 306),
        (2000, 322),
        (3000, 341),
        (5000, 357),
        (10000, 370),
        (20000, 377),
        (50000, 381),
    ],
)
def test_the_sample_is_that_of_the_printed_table(users: int, needed: int) -> None:
    assert sample_size(users) == needed


@pytest.mark.parametrize("users", [0, -5])
def test_without_users_no_sample_is_asked_for(users: int) -> None:
    with pytest.raises(ValueError, match="at least one user"):
        sample_size(users)
