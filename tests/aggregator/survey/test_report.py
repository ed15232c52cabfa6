"""What a report tells, and what it keeps to itself."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator import publish
from aggregator.paper.letterhead import Letterhead
from aggregator.survey.period import Period
from aggregator.survey.report import Report, assemble
from data import concerns
from data.survey_results import Completed, Written

PERIOD = Period(date(2026, 1, 1), date(2026, 6, 30))
GOOD = (3, 3, 3, 4, 3, 4, 4, 3, 3)
BAD = (1, 1, 2, 4, 2, 1, 1, 2, 1)
FLOOR = 10


def said(count: int, answers: tuple[int, ...] = GOOD, unit: int = 1, service: str | None = "KTP") -> list[Completed]:
    return [Completed(unit, f"Unit {unit}", service, answers, {"sex": "p", "age": "26-35"}) for _ in range(count)]


def report(completed: list[Completed], **more: object) -> Report:
    head = Letterhead(("Kota Serang",), "Kecamatan Kasemen")
    return replace(assemble(head, PERIOD, date(2026, 7, 1), completed, 0, 1, FLOOR), **more)  # type: ignore[arg-type]


def test_units_are_rolled_up_from_responses_and_never_from_averages() -> None:
    found = report(said(30, unit=1) + said(10, BAD, unit=2))
    assert [(each.name, each.responses) for each in found.units] == [("Unit 1", 30), ("Unit 2", 10)]
    of_units = [each.tally for each in found.units if each.tally]
    assert tuple(map(sum, zip(*(each.totals for each in of_units), strict=True))) == found.tally.totals
    mean_of_indices = sum((each.index or Decimal()) for each in of_units) / 2
    assert found.index == Decimal("72.92")
    assert mean_of_indices == Decimal("62.50")


def test_without_a_response_there_is_no_index() -> None:
    found = report([], users=100)
    assert (found.index, found.grade, found.tally.means, found.tally.lowest) == (None, None, (), ())
    assert (found.units, found.services, found.profile, found.answers) == ([], [], {}, [])
    assert (found.few, found.target) == (True, 80)


def test_a_few_give_the_index_and_nothing_that_splits_them() -> None:
    found = report(said(9))
    assert found.index == Decimal("83.33")
    assert found.few
    assert found.profile == {}
    assert [each.tally for each in found.units] == [None]


def test_the_profile_counts_every_choice_and_what_was_not_told() -> None:
    found = report(said(10))
    assert found.profile["sex"] == {"l": 0, "p": 10, "skipped": 0}
    assert found.profile["education"]["skipped"] == 10
    assert all(sum(part.values()) == 10 for part in found.profile.values())


def test_the_lines_of_the_annex_stand_in_an_order_of_their_own() -> None:
    assert report(said(1) + said(1, BAD) + said(1)).answers == [BAD, GOOD, GOOD]


def test_the_users_are_asked_for_and_never_guessed() -> None:
    assert report(said(40)).target is None
    assert report(said(40), users=1000).target == 278


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_part_below_the_floor_can_be_worked_out_from_the_whole(responses: list[int]) -> None:
    told = publish.parts_told(responses, FLOOR)
    assert all(responses[place] >= FLOOR for place in told)
    rest = sum(responses) - sum(responses[place] for place in told)
    assert rest == 0 or rest >= FLOOR or not told
    if all(count == 0 or count >= FLOOR for count in responses):
        assert told == {place for place, count in enumerate(responses) if count}


def test_services_are_not_told_beside_units_that_have_few_of_one() -> None:
    one = said(20, unit=1, service="KTP") + said(3, BAD, unit=1, service="KK") + said(30, unit=2, service="KTP")
    found = report(one)
    assert [each.tally is not None for each in found.units] == [True, True]
    assert [(each.name, each.responses, each.tally) for each in found.services] == [("KK", 3, None), ("KTP", 50, None)]
    many = report(said(20, unit=1, service="KTP") + said(10, BAD, unit=2, service="KK"))
    assert all(each.tally for each in many.services)


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["a", "b", "c"]), st.integers(1, 14)), max_size=6))
def test_whatever_is_told_together_holds_nobody_of_a_few(cells: list[tuple[int, str, int]]) -> None:
    completed = [each for unit, service, count in cells for each in said(count, unit=unit, service=service)]
    found = report(completed)
    sizes = Counter((each.office_id, each.service) for each in completed)
    if any(each.tally for each in found.services) and len({unit for unit, _ in sizes}) > 1:
        assert min(sizes.values()) >= FLOOR


def test_the_profile_leaves_out_units_whose_people_would_be_what_others_leave() -> None:
    found = report(said(40, unit=1) + said(13, unit=2) + said(1, BAD, unit=3))
    assert sum(found.profile["sex"].values()) == 53
    found = report(said(40, unit=1) + said(6, unit=2) + said(5, unit=3))
    assert sum(found.profile["sex"].values()) == 51


@pytest.mark.parametrize(("writers", "quoted"), [(9, 0), (10, 10), (14, 10)])
def test_comments_are_quoted_when_enough_people_wrote(writers: int, quoted: int) -> None:
    written = [Written(f"Saran {number}", number) for number in range(writers)]
    assert len(publish.suggestions(written, concerns.load(), [], FLOOR)) == quoted


def test_one_who_writes_often_is_one() -> None:
    written = [Written(f"Saran {number}", number % 9) for number in range(40)]
    assert publish.suggestions(written, concerns.load(), [], FLOOR) == []


def test_what_tells_of_money_asked_for_or_threats_is_not_quoted() -> None:
    written = [Written(f"Saran {number}", number) for number in range(9)]
    written += [Written("Saya diminta uang Rp50.000 supaya cepat", 9), Written("Saran 0", 10)]
    assert publish.suggestions(written, concerns.load(), [], FLOOR) == [f"Saran {number}" for number in range(9)]


def test_nobody_of_the_office_is_named_in_a_quote() -> None:
    written = [Written(f"Saran {number}", number) for number in range(9)]
    written += [Written("bu SITI judes sekali", 9), Written("Situs web bagus", 10)]
    quoted = publish.suggestions(written, concerns.load(), ["Siti Rohmah"], FLOOR)
    assert quoted == [*(f"Saran {number}" for number in range(9)), "Situs web bagus"]
