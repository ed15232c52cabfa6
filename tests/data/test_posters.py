"""Posters: one in force per desk, old ones still known, codes that people can type."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from data import posters
from data.clock import Clock, seconds
from data.database import Database, Transaction
from data.posters import CODE_DIGITS, CODE_LETTERS, PosterUnknown, grouped_code, new_code, new_token, normalise_code
from data.tables import desks, offices
from data.tables import posters as poster_table

OFFICES = [
    # id, code, name, parent
    (1, "30", "Kecamatan Kasemen", None),
    (2, "30.10", "Kelurahan Terumbu", 1),
    (3, "30.9", "Kelurahan Sawah Luhur", 1),
    (4, "30.9.1", "Pos Layanan Sawah Luhur", 3),
    (5, "4", "Kecamatan Serang", None),
]
DESKS = [
    # id, code, name, office
    (1, "30-10", "Loket 10", 1),
    (2, "30-9", "Loket 9", 1),
    (3, "30.10-1", "Loket Terumbu", 2),
    (4, "30.9-1", "Loket Sawah Luhur", 3),
    (5, "30.9.1-1", "Loket Pos", 4),
    (6, "4-1", "Loket Serang", 5),
]


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Transaction]:
    """A transaction on a roster of five offices and six desks."""
    async with database.transaction() as tx:
        for id_, code, name, parent in OFFICES:
            office = insert(offices).values(id=id_, code=code, name=name, parent_id=parent, time_zone="Asia/Jakarta")
            await tx.run(office)
        for id_, code, name, office_id in DESKS:
            await tx.run(insert(desks).values(id=id_, code=code, name=name, office_id=office_id))
        yield tx


async def retire(tx: Transaction, desk_id: int, now: datetime) -> None:
    await tx.run(update(desks).where(desks.c.id == desk_id).values(retired_at=seconds(now)))


@pytest.fixture
def now(clock: Clock) -> datetime:
    return clock()


async def test_every_live_desk_gets_one_poster_and_only_one(tx: Transaction, now: datetime) -> None:
    await retire(tx, 6, now)
    assert await posters.issue_missing(tx, now) == 5
    assert await posters.issue_missing(tx, now) == 0
    issued = await posters.listing(tx)
    assert {poster.desk_id for poster in issued} == {1, 2, 3, 4, 5}
    assert {poster.edition for poster in issued} == {1}
    assert len({poster.token for poster in issued}) == len({poster.code for poster in issued}) == 5


async def test_the_listing_goes_down_the_tree_and_counts_as_people_do(tx: Transaction, now: datetime) -> None:
    await posters.issue_missing(tx, now)
    assert [poster.desk_name for poster in await posters.listing(tx)] == [
        "Loket Serang",
        "Loket 9",
        "Loket 10",
        "Loket Sawah Luhur",
        "Loket Pos",
        "Loket Terumbu",
    ]


async def test_a_scan_learns_all_about_the_desk_in_one_statement(tx: Transaction, now: datetime) -> None:
    await posters.issue_missing(tx, now)
    listed = (await posters.listing(tx))[-1]
    assert await posters.by_token(tx, listed.token) == listed
    assert await posters.by_code(tx, listed.code) == listed
    assert (listed.desk_id, listed.desk_name) == (3, "Loket Terumbu")
    assert (listed.office_id, listed.office_name, listed.time_zone) == (2, "Kelurahan Terumbu", "Asia/Jakarta")
    assert not listed.revoked


async def test_a_revoked_poster_is_replaced_and_still_known(tx: Transaction, now: datetime) -> None:
    await posters.issue_missing(tx, now)
    old = (await posters.listing(tx))[0]
    new = await posters.revoke(tx, old.code, now)
    assert (new.desk_id, new.edition, new.revoked) == (old.desk_id, 2, False)
    assert new.token != old.token
    assert new.code != old.code
    for known in (await posters.by_token(tx, old.token), await posters.by_code(tx, old.code)):
        assert known is not None
        assert known.revoked
        assert known.desk_name == old.desk_name
    listed = await posters.listing(tx)
    assert new in listed
    assert old.id not in {poster.id for poster in listed}
    assert len(listed) == 6


@pytest.mark.parametrize(
    "spoken",
    [
        pytest.param(lambda poster: poster.token, id="token"),
        pytest.param(lambda poster: f"  {poster.token}\n", id="token with blanks"),
        pytest.param(lambda poster: poster.code, id="code"),
        pytest.param(lambda poster: grouped_code(poster.code).lower(), id="code as printed, lower case"),
    ],
)
async def test_a_poster_is_revoked_by_token_or_code_once(tx: Transaction, now: datetime, spoken) -> None:  # type: ignore[no-untyped-def]
    await posters.issue_missing(tx, now)
    old = (await posters.listing(tx))[0]
    first = await posters.revoke(tx, spoken(old), now)
    again = await posters.revoke(tx, spoken(old), now)
    assert first == again
    assert first.edition == 2


@pytest.mark.parametrize("text", ["", "K4X 9RT", "nonsense", "a_secret", "\0", "ü" * 20], ids=repr)
async def test_an_unknown_poster_is_not_revoked(tx: Transaction, now: datetime, text: str) -> None:
    await posters.issue_missing(tx, now)
    with pytest.raises(PosterUnknown, match="suara posters list"):
        await posters.revoke(tx, text, now)
    assert await posters.by_token(tx, text) is None


async def test_renewing_goes_on_with_the_editions(tx: Transaction, now: datetime) -> None:
    assert [(await posters.renew(tx, 1, now)).edition for _ in range(3)] == [1, 2, 3]
    with pytest.raises(PosterUnknown):
        await posters.renew(tx, 99, now)


async def test_the_poster_of_a_retired_desk_is_known_but_not_in_force(tx: Transaction, now: datetime) -> None:
    await posters.issue_missing(tx, now)
    listed = (await posters.listing(tx))[0]
    await retire(tx, listed.desk_id, now)
    assert listed.id not in {poster.id for poster in await posters.listing(tx)}
    known = await posters.by_token(tx, listed.token)
    assert known is not None
    assert known.revoked
    with pytest.raises(PosterUnknown, match="retired"):
        await posters.revoke(tx, listed.token, now)
    with pytest.raises(PosterUnknown, match="retired"):
        await posters.renew(tx, listed.desk_id, now)


async def test_the_last_scan_is_a_day_and_never_goes_back(tx: Transaction, now: datetime) -> None:
    await posters.issue_missing(tx, now)
    poster = (await posters.listing(tx))[0]
    seen = []
    for day in ("2026-11-23", "2026-11-23", "2026-11-25", "2026-11-24"):
        await posters.mark_scanned(tx, poster.id, day)
        marked = await posters.by_token(tx, poster.token)
        assert marked is not None
        seen.append(marked.last_scanned_on)
    assert seen == ["2026-11-23", "2026-11-23", "2026-11-25", "2026-11-25"]
    others = select(func.count()).where(poster_table.c.last_scanned_on.is_not(None))
    assert await tx.value(others) == 1


async def test_a_scan_among_many_posters_finds_its_own_by_an_index(tx: Transaction, now: datetime) -> None:
    await tx.run_many(
        insert(desks),
        [
            {"id": 100 + i, "code": f"m{i}", "name": f"Loket {i}", "office_id": 1, "retired_at": None}
            for i in range(2_000)
        ],
    )
    assert await posters.issue_missing(tx, now) == 2_006
    listed = await posters.listing(tx)
    poster = listed[1_000]
    assert await posters.by_token(tx, poster.token) == poster
    if "Sqlite" in type(tx).__name__:
        from sqlalchemy import text

        plan = await tx.all(text(f"EXPLAIN QUERY PLAN {posters._BY_TOKEN}"), token=poster.token)
        assert not [row[3] for row in plan if row[3].startswith("SCAN")]


def test_tokens_fit_a_start_payload_and_are_never_an_invitation() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    for token in tokens:
        assert len(token) <= 20
        assert token.isascii()
        assert token.isalnum()
    assert len(posters.TOKEN_ALPHABET) ** posters.TOKEN_LENGTH >= 2**80


def test_codes_have_no_look_alikes_and_read_back() -> None:
    for _ in range(500):
        code = new_code()
        assert len(code) >= 6
        assert not set(code) & set("0O1IL2Z5S8BUVG")
        assert normalise_code(grouped_code(code)) == code


def test_a_new_code_is_never_one_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("CCC333" + "CDFHJK" + "DDD444")
    monkeypatch.setattr(posters.secrets, "choice", lambda _: next(drawn))
    assert new_code({"CCC333"}) == "DDD444"  # the second draw has no digit


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K4X9RT", "K4X9RT"),
        ("k4x 9rt", "K4X9RT"),
        (" K4X-9RT\n", "K4X9RT"),
        ("k 4 x – 9 r t", "K4X9RT"),
        ("K4X.9RT", "K4X9RT"),
        ("", None),
        ("K4X9R", None),
        ("K4X9RTT", None),
        ("K4X9R0", None),
        ("wkwkwk", None),
        ("346 979", None),
        ("terima kasih", None),
        ("K4X9RT" + " " * 50, None),
        ("K4X9Rſ", None),
    ],
)
def test_a_typed_code_is_understood(typed: str, code: str | None) -> None:
    assert normalise_code(typed) == code


@given(st.text())
def test_any_text_gives_a_whole_code_or_none(text: str) -> None:
    code = normalise_code(text)
    assert code is None or (len(code) == 6 and set(code) <= set(CODE_LETTERS + CODE_DIGITS))


@given(
    st.text(CODE_LETTERS + CODE_DIGITS, min_size=6, max_size=6).filter(
        lambda code: bool(set(code) & set(CODE_LETTERS)) and bool(set(code) & set(CODE_DIGITS))
    ),
    st.lists(st.sampled_from(["", " ", "-", "–", "\u00a0", "."]), min_size=7, max_size=7),
    st.booleans(),
)
def test_blanks_hyphens_and_case_do_not_matter(code: str, between: list[str], lower: bool) -> None:
    typed = between[0] + "".join(character + gap for character, gap in zip(code, between[1:], strict=True))
    assert normalise_code(typed.lower() if lower else typed) == code
