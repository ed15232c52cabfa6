"""Random citizens against an oracle: whatever they do in whatever order, what is stored is what they meant.

The oracle knows the rules in a dozen lines of its own and nothing of the record; after every few steps both are
compared, and the sums that wait for the aggregator with the ratings that stand.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data import topics
from data.keys import Keys
from data.tables import cases, comments, cube_pending, duty_reports, rating_topics, ratings, services, visits
from data.texts import LANGUAGES
from simulator.client import Phone, Phones
from tests.bot.running import none_pending
from tests.conftest import FakeClock
from tests.office import Office

EXAMPLES, STEPS, PEOPLE = 20, 120, 2
SERANG = ZoneInfo("Asia/Jakarta")


@dataclass
class Said:
    """A rating as it ought to stand."""

    person: int
    desk: int
    officer: int | None
    service: int | None
    face: int
    day: str
    hour: int
    topics: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    def key(self) -> tuple[Any, ...]:
        excused = int(any(topics.BY_KEY[key].about == "cause" for key in self.topics))
        said = (self.person, self.desk, self.officer, self.service, self.face, excused, self.day, self.hour)
        return (*said, tuple(sorted(self.topics)), tuple(sorted(self.comments)))


@dataclass
class Scan:
    """A visit as it ought to be."""

    person: int
    desk: int
    officers: list[int]
    services: list[int]
    at: datetime
    id: str
    said: Said | None = None
    rated_at: datetime | None = None


class Oracle:
    """What must be stored."""

    def __init__(self, office: Office) -> None:
        self.on_duty = {
            office.desk_alone: [office.siti],
            office.desk_two: [office.rohmat, office.eni],
            office.desk_nobody: [],
        }
        self.offered = {office.desk_alone: 1, office.desk_two: 1, office.desk_nobody: 2}
        self.ratings: list[Said] = []
        self.reports: set[tuple[int, int, int, str]] = set()
        self.cases: set[tuple[int, int, int | None]] = set()

    def scan(self, person: int, desk: int, services: list[int], now: datetime, id_: str) -> Scan:
        local = now.astimezone(SERANG)
        open_now = local.isoweekday() <= 5 and 8 <= local.hour < 15
        return Scan(person, desk, self.on_duty[desk] if open_now else [], services[: self.offered[desk]], now, id_)

    def open(self, scan: Scan, now: datetime) -> bool:
        return now - scan.at <= (timedelta(days=2) if scan.rated_at else timedelta(hours=12))

    def stands(self, scan: Scan) -> bool:
        return any(scan.said is each for each in self.ratings)

    def record(self, scan: Scan, face: int, officer: int | None, service: int | None, now: datetime) -> None:
        at = (scan.rated_at or now).astimezone(SERANG)
        day = at.date().isoformat()
        chosen = scan.said.topics if scan.said and self.stands(scan) else set()
        said = Said(scan.person, scan.desk, officer, service, face, day, at.hour)
        said.topics = {key for key in chosen if topics.BY_KEY[key].good == (face >= 3)}
        for old in list(self.ratings):
            same = old.day == day and old.officer == officer and (officer is not None or old.desk == scan.desk)
            if old.person == scan.person and (old is scan.said or same):
                said.comments += old.comments
                self.ratings = [each for each in self.ratings if each is not old]
        self.ratings.append(said)
        scan.said, scan.rated_at = said, scan.rated_at or now

    def face(self, scan: Scan, face: int, now: datetime) -> None:
        earlier = scan.said if scan.said and self.stands(scan) else None
        officer = scan.officers[0] if len(scan.officers) == 1 else earlier and earlier.officer
        service = scan.services[0] if len(scan.services) == 1 else earlier and earlier.service
        self.record(scan, face, officer, service, now)

    def amend(self, scan: Scan, now: datetime, **what: int | None) -> None:
        if scan.said and self.stands(scan):
            said = scan.said
            about = {"officer": said.officer, "service": said.service, **what}
            self.record(scan, said.face, about["officer"], about["service"], now)

    def erase(self, person: int) -> None:
        self.ratings = [each for each in self.ratings if each.person != person]
        self.reports = {each for each in self.reports if each[0] != person}
        self.cases = {each for each in self.cases if each[0] != person}

    def undo(self, scan: Scan, now: datetime) -> None:
        if scan.rated_at and now - scan.rated_at <= timedelta(minutes=10):
            self.ratings = [each for each in self.ratings if each is not scan.said]
            scan.said = scan.rated_at = None


act = st.one_of(
    st.tuples(st.just("scan"), st.integers(0, 2)),
    st.tuples(st.just("face"), st.integers(1, 4)),
    st.tuples(st.just("face"), st.integers(1, 4)),
    st.tuples(st.just("who"), st.integers(0, 3)),
    st.tuples(st.just("service"), st.integers(0, 2)),
    st.tuples(st.just("topic"), st.integers(0, len(topics.TOPICS) - 1)),
    st.tuples(st.just("somebody_else"), st.just(0)),
    st.tuples(st.just("undo"), st.just(0)),
    st.tuples(st.just("comment"), st.integers(0, 3)),
    st.tuples(st.just("complaint"), st.just(0)),
    st.tuples(st.just("complaint"), st.just(0)),
    st.tuples(st.just("change"), st.just(0)),
    st.tuples(st.just("language"), st.integers(0, len(LANGUAGES) - 1)),
    st.tuples(st.just("erase"), st.just(0)),
    st.tuples(st.just("stranger"), st.integers(1, 4)),
    st.tuples(st.just("noise"), st.integers(0, 3)),
    st.tuples(st.just("wait"), st.sampled_from([1, 11, 60, 13 * 60, 25 * 60])),
)
steps = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 2), act), min_size=STEPS, max_size=STEPS)

WORDS = ("lama sekali", "petugasnya ramah", "tempatnya panas", "terima kasih")
NOISE: tuple[dict[str, Any], ...] = ({"sticker": True}, {"voice": True}, {"text": "halo"}, {"text": "/bantuan"})


@seed(20261127)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # to make a failure shorter would take minutes; its plan is printed whole
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plan=steps)
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_citizens_do_what_they_meant_is_stored(
    plan: list[tuple[int, int, tuple[str, int]]], phones: Phones, office: Office, clock: FakeClock, keys: Keys
) -> None:
    desks = [office.desk_alone, office.desk_two, office.desk_nobody]
    offered = [row[0] for row in await office.rows(SERVICES)]
    people = [await phones.new() for _ in range(PEOPLE)]
    pseudonyms = [keys.pseudonym(each.id) for each in people]
    oracle, scans = Oracle(office), list[list[Scan]]([[] for _ in people])
    for number, (person, which, (action, value)) in enumerate(plan):
        phone, mine = people[person], scans[person]
        if action == "wait":
            clock.turn(minutes=value)
        elif action == "erase":
            await phone.post("send", text="/hapus")
            await phone.post("tap", data="e:yes")
            await none_pending(phones)
            oracle.erase(person)
            mine.clear()
        elif action == "scan" or not mine:
            desk = desks[value % len(desks)]
            await phone.post("scan", link=await office.link(desk))
            await none_pending(phones)
            known = {scan.id for scan in mine}
            rows = await office.rows(select(visits.c.id).where(visits.c.rater == pseudonyms[person]))
            (visit,) = {row[0] for row in rows} - known
            mine.append(oracle.scan(person, desk, offered, clock(), visit))
        else:
            scan = mine[-1 - which % len(mine)]
            # A stranger sends the same button: nothing of it may be stored.
            stranger = people[(person + 1) % PEOPLE]
            if action == "stranger":
                await stranger.post("send", text="/bantuan")
                await stranger.post("tap", data=f"f:{scan.id}:{value}")
            else:
                await getattr(Player(oracle, phone, scan, clock()), action)(value)
            await none_pending(phones)
        if number % 12 == 11 or number == len(plan) - 1:
            await _compare(office, oracle, pseudonyms)


@dataclass
class Player:
    """Does one thing on a phone, and tells the oracle what was meant."""

    oracle: Oracle
    phone: Phone
    scan: Scan
    now: datetime

    @property
    def open(self) -> bool:
        return self.oracle.open(self.scan, self.now)

    @property
    def rated(self) -> bool:
        return self.open and self.oracle.stands(self.scan)

    async def press(self, letter: str, value: object = "") -> None:
        await self.phone.post("tap", data=f"{letter}:{self.scan.id}:{value}")

    async def face(self, value: int) -> None:
        await self.press("f", value)
        if self.open:
            self.oracle.face(self.scan, value, self.now)

    async def who(self, value: int) -> None:
        officer = self.scan.officers[value - 1] if 0 < value <= len(self.scan.officers) else None
        await self.press("w", officer or value)
        if self.open and (officer or value == 0):
            self.oracle.amend(self.scan, self.now, officer=officer)

    async def service(self, value: int) -> None:
        service = self.scan.services[value - 1] if 0 < value <= len(self.scan.services) else None
        await self.press("s", service or 0)
        if self.open:
            self.oracle.amend(self.scan, self.now, service=service)

    async def topic(self, value: int) -> None:
        topic = topics.TOPICS[value]
        await self.press("k", topic.key)
        if self.rated and self.scan.said and topic.good == (self.scan.said.face >= 3):
            self.scan.said.topics ^= {topic.key}

    async def somebody_else(self, _: int) -> None:
        await self.press("n")
        if self.open and self.scan.officers:
            named = self.scan.officers[0] if len(self.scan.officers) == 1 else 0
            day = self.scan.at.astimezone(SERANG).date().isoformat()
            self.oracle.reports.add((self.scan.person, self.scan.desk, named, day))
            self.scan.officers = []
            self.oracle.amend(self.scan, self.now, officer=None)

    async def undo(self, _: int) -> None:
        await self.press("u")
        if self.open:
            self.oracle.undo(self.scan, self.now)

    async def change(self, _: int) -> None:
        await self.press("c")

    async def comment(self, value: int) -> None:
        await self.press("o")
        await self.phone.post("send", text=WORDS[value])
        if self.rated and self.scan.said:
            self.scan.said.comments.append(WORDS[value])

    async def complaint(self, _: int) -> None:
        await self.press("m")
        await self.phone.post("send", text="map saya hilang")
        if self.rated and self.scan.said:
            self.oracle.cases.add((self.scan.person, self.scan.desk, self.scan.said.officer))

    async def language(self, value: int) -> None:
        await self.phone.post("tap", data=f"l:{LANGUAGES[value]}")

    async def noise(self, value: int) -> None:
        await self.phone.post("send", **NOISE[value])


async def _compare(office: Office, oracle: Oracle, people: list[bytes]) -> None:
    chosen: dict[str, list[str]] = {}
    for rating_id, topic in await office.rows(select(rating_topics.c.rating_id, rating_topics.c.topic)):
        chosen.setdefault(rating_id, []).append(topic)
    written: dict[str, list[str]] = {}
    for rating_id, text in await office.rows(select(comments.c.rating_id, comments.c.text)):
        written.setdefault(rating_id, []).append(text)
    rows = await office.rows(RATINGS)
    stored = [
        (people.index(rater), *said, tuple(sorted(chosen.get(id_, []))), tuple(sorted(written.get(id_, []))))
        for id_, rater, *said in rows
        if rater in people
    ]
    assert Counter(stored) == Counter(said.key() for said in oracle.ratings)
    reports = [(people.index(rater), *rest) for rater, *rest in await office.rows(REPORTS) if rater in people]
    assert set(reports) == oracle.reports
    living = [(people.index(rater), *about) for rater, *about in await office.rows(CASES) if rater in people]
    assert Counter(living) == Counter(oracle.cases)
    # Over everybody, also of earlier examples: the sums are those of the ratings that stand.
    sums = {tuple(cell): count for *cell, count in await office.rows(select(cube_pending)) if count}
    standing = Counter(
        (week, 0 if excused else officer or 0, service or 0, desk, evidence, face)
        for week, officer, service, desk, evidence, face, excused in await office.rows(CELLS)
    )
    assert sums == dict(standing)


SERVICES = select(services.c.id).order_by(services.c.id)
RATINGS = select(
    ratings.c.id,
    ratings.c.rater,
    ratings.c.desk_id,
    ratings.c.officer_id,
    ratings.c.service_id,
    ratings.c.face,
    ratings.c.excused,
    ratings.c.day,
    ratings.c.hour,
)
REPORTS = select(duty_reports.c.rater, duty_reports.c.desk_id, duty_reports.c.officer_id, duty_reports.c.day)
CASES = select(cases.c.rater, cases.c.desk_id, cases.c.officer_id).where(cases.c.status == "open")
CELLS = select(
    ratings.c.week,
    ratings.c.officer_id,
    ratings.c.service_id,
    ratings.c.desk_id,
    ratings.c.evidence,
    ratings.c.face,
    ratings.c.excused,
)
