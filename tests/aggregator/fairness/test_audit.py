"""The whole audit, of votes and NIPs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from math import isfinite
from pathlib import Path

import pytest

from aggregator.fairness.audit import Audit, By, Question, audit
from aggregator.fairness.bands import age_band, hour_band
from aggregator.fairness.reasons import Reason
from aggregator.scoring import ASSUMED
from aggregator.settings import AggregatorSettings
from data.nip import Nip
from data.votes import Votes
from tests.aggregator.fairness.worlds import TODAY, person, record, world

SETTINGS = AggregatorSettings(Path("charts"), shown_reliability=0.2)
ALIKE = replace(ASSUMED, random=ASSUMED.random | {"office": 0.0, "service": 0.0})
"""Offices and services do not differ."""
NOBODY = Votes([], [], [], [], [], [], [], [], [])


def audited(seed: int, gap: float = 0.0, officers: int = 60, people: Mapping[int, Nip] | None = None) -> Audit:
    votes, known = record(world(seed, officers=officers, gap=gap, components=ALIKE))
    return audit(votes, known if people is None else people, TODAY, SETTINGS, ASSUMED, seed)


def numbers(found: object) -> Iterator[float]:
    """Give every number in a result."""
    if is_dataclass(found):
        for field in fields(found):
            yield from numbers(getattr(found, field.name))
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from numbers(value)
    elif isinstance(found, float | int):
        yield float(found)
    elif isinstance(found, Sequence) and not isinstance(found, str):
        for value in found:
            yield from numbers(value)


def test_a_planted_gap_is_told_in_every_way() -> None:
    found = audited(1, gap=-0.6)
    women = found.splits[By.SEX]
    assert [group.key for group in women.groups] == ["L", "P"]
    difference = women.gap.differences[0]
    assert (difference.group, difference.against) == (1, 0)
    # on a scale that ends at 4 a part of the gap is cut off
    assert -0.65 < difference.points < -0.3
    assert found.questions == 6
    assert [by for by, split in found.splits.items() if any(each.p * 6 < 0.05 for each in split.gap.differences)] == [
        By.SEX
    ]
    assert women.matched is not None
    assert women.matched.told
    assert women.rates[Question.UPPER].told
    assert women.rates[Question.LOWER].told
    assert not found.splits[By.AGE].gap.told


def test_the_record_is_told_whole() -> None:
    found = audited(2)
    assert set(found.splits) == set(By)
    assert (found.officers, found.ratings) == (60, sum(group.ratings for group in found.splits[By.OFFICE].groups))
    assert [group.key for group in found.splits[By.HOUR].groups] == ["08–10", "10–12", "12–14"]
    assert [group.key for group in found.splits[By.AGE].groups] == ["35–44", "45–54", "55+"]
    assert len(found.splits[By.DESK].groups) == 8
    assert found.calibration.officers == 60
    assert all(isfinite(number) for number in numbers(found))
    assert found == audited(2)


def test_a_group_of_few_is_in_no_figure() -> None:
    votes, people = record(world(3))
    young = {officer: person(officer, nip.sex, 1993) if officer <= 3 else nip for officer, nip in people.items()}
    ages = audit(votes, young, TODAY, SETTINGS, ASSUMED).splits[By.AGE]
    assert ages.withheld == 2
    codes = {group.code for group in ages.groups}
    assert len(codes) == 2
    assert "–34" not in [group.key for group in ages.groups]
    assert {each.group for each in ages.gap.differences} <= codes
    assert {each.group for each in ages.lowered} == codes
    assert {rate.group for rates in ages.rates.values() for rate in rates.rates} <= codes
    assert {each.key for each in ages.coverage} <= codes


def test_open_services_and_unknown_officers_are_left_out_of_their_split_only() -> None:
    votes, people = record(world(4))
    services = [0 if number % 5 == 0 else service for number, service in enumerate(votes.services)]
    known = {officer: nip for officer, nip in people.items() if officer > 10}
    found = audit(replace(votes, services=services), known, TODAY, SETTINGS, ASSUMED)
    assert found.splits[By.SERVICE].unknown == services.count(0)
    assert 0 not in [group.key for group in found.splits[By.SERVICE].groups]
    assert found.splits[By.SEX].unknown == sum(officer <= 10 for officer in votes.officers)
    assert sum(group.officers for group in found.splits[By.SEX].groups) == 50
    assert found.splits[By.OFFICE].unknown == 0


def test_an_empty_record_has_reasons_only() -> None:
    found = audit(NOBODY, {}, TODAY, SETTINGS)
    assert {split.gap.reason for split in found.splits.values()} == {Reason.NO_RATINGS}
    assert found.calibration.reason is Reason.NO_RATINGS
    assert found.questions == 0


def test_men_alone_are_not_compared() -> None:
    votes, people = record(world(5, officers=12))
    men = {officer: person(officer, "L", 1980) for officer in people}
    sexes = audit(votes, men, TODAY, SETTINGS, ASSUMED).splits[By.SEX]
    assert sexes.gap.reason is Reason.ONE_GROUP
    assert sexes.matched is not None
    assert sexes.matched.reason is Reason.ONE_GROUP
    assert sexes.gap.differences == ()


def test_who_has_no_nip_and_what_is_no_service_is_said() -> None:
    votes, _ = record(world(5, officers=12))
    found = audit(replace(votes, services=[0] * len(votes)), {}, TODAY, SETTINGS, ASSUMED).splits
    assert found[By.SEX].gap.reason is Reason.NO_NIP
    assert found[By.AGE].gap.reason is Reason.NO_NIP
    assert found[By.SERVICE].gap.reason is Reason.NO_SERVICE


def test_where_everybody_gives_a_four_there_is_nothing_to_compare() -> None:
    votes, people = record(world(6, officers=12))
    found = audit(replace(votes, faces=[4] * len(votes)), people, TODAY, SETTINGS)
    assert {split.gap.reason for split in found.splits.values()} == {Reason.ALL_EQUAL}
    assert found.calibration.reason is Reason.ALL_EQUAL
    assert all(isfinite(number) for number in numbers(found))


@pytest.mark.parametrize("officers", [1, 2, 5, 9])
def test_small_districts_give_numbers_or_reasons(officers: int) -> None:
    found = audited(officers, officers=officers)
    assert all(isfinite(number) for number in numbers(found))
    assert all(bool(split.gap.differences) != (split.gap.reason is not None) for split in found.splits.values())


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(1991, 12, 1), "–34"),
        (date(1991, 11, 30), "35–44"),
        (date(1981, 11, 30), "45–54"),
        (date(1971, 12, 1), "45–54"),
        (date(1971, 11, 30), "55+"),
    ],
)
def test_age_bands_begin_on_the_birthday(born: date, band: str) -> None:
    assert age_band(replace(person(1, "P", born.year), born=born), TODAY) == band


def test_hours_come_in_twos() -> None:
    assert [hour_band(hour) for hour in (7, 8, 9, 10, 15)] == ["06–08", "08–10", "08–10", "10–12", "14–16"]
