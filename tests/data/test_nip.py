"""The NIP by its rules; the numbers are invented (sequence 9xx)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.nip import NipError, parse

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("number", "kind", "sex", "born"),
    [
        ("198501152010011901", "PNS", "L", date(1985, 1, 15)),
        ("199003212019032902", "PNS", "P", date(1990, 3, 21)),
        ("199607082024211903", "PPPK", "L", date(1996, 7, 8)),
        ("198811302022212904", "PPPK", "P", date(1988, 11, 30)),
        ("196602282026111905", "PNS", "L", date(1966, 2, 28)),
        ("200002292019292906", "PPPK", "P", date(2000, 2, 29)),
    ],
    ids=["pns-man", "pns-woman", "pppk-man", "pppk-woman", "pns-at-60-this-month", "pppk-ninth-contract-leap-day"],
)
def test_a_possible_nip_tells_kind_sex_and_birth(number: str, kind: str, sex: str, born: date) -> None:
    nip = parse(number, TODAY)
    assert (nip.text, nip.kind, nip.sex, nip.born) == (number, kind, sex, born)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("198502302010011901", "birth date 1985-02-30 does not exist"),
        ("198501152010131901", "digits 13-14 are 13"),
        ("198501152010001901", "digits 13-14 are 00"),
        ("198501152010201901", "digits 13-14 are 20"),
        ("198501152010301901", "digits 13-14 are 30"),
        ("198501152010013901", "digit 15, the sex, is 3"),
        ("198501152010010901", "digit 15, the sex, is 0"),
        ("198501152010011000", "last three digits are 000"),
        ("201501152030011901", "appointment (2030) lies in the future"),
        ("198501152026121901", "appointment (2026) lies in the future"),
        ("203001152050011901", "birth date 2030-01-15 lies in the future"),
        ("199607082018211903", "no PPPK in 2018"),
        ("199607082027211903", "appointment (2027) lies in the future"),
        ("200501152020011901", "born in 2005 and appointed in 2020"),
        ("195001152011011901", "born in 1950 and appointed in 2011"),
        ("19850115201001190", "18 digits, this has 17"),
        ("1985011520100119011", "18 digits, this has 19"),
        ("19850115201001190A", "digits only"),
        ("١٩٨٥٠١١٥٢٠١٠٠١١٩٠١", "digits only"),
        ("", "digits only"),
    ],
)
def test_an_impossible_nip_is_refused_with_the_reason(number: str, reason: str) -> None:
    with pytest.raises(NipError) as refused:
        parse(number, TODAY)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "written",
    ["19850115 201001 1 901", "19850115.201001.1.901", "'198501152010011901", " 19850115-201001-1-901\u00a0"],
    ids=["spaces", "dots", "apostrophe", "dashes"],
)
def test_people_group_the_digits_as_they_like(written: str) -> None:
    assert parse(written, TODAY).text == "198501152010011901"


def test_it_is_shown_in_the_groups_of_official_letters() -> None:
    assert parse("198501152010011901", TODAY).display == "19850115 201001 1 901"


@given(st.text("0123456789", min_size=18, max_size=18))
def test_whatever_is_accepted_reads_the_same_from_its_display(number: str) -> None:
    try:
        nip = parse(number, TODAY)
    except NipError:
        return
    assert parse(nip.display, TODAY) == nip
