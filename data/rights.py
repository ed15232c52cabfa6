"""A person's rights in what is held about them (UU 27/2022): to have all of it, and to have it erased.

Every table that knows people by their pseudonym belongs in both `everything` and `erase`; two stay out of `erase`:
`accounts`, which binds an officer, and `outbox`, whose rows are sealed and on their way.
"""

import json
from collections import defaultdict
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, delete, select, update

from data import skm
from data.case_events import Kind
from data.case_events import write as write_event
from data.cases import Status
from data.cases import living as living_cases
from data.clock import local, moment
from data.database import Row, Transaction
from data.held import (
    Account,
    Held,
    HeldCase,
    HeldComment,
    HeldDutyReport,
    HeldEvent,
    HeldRating,
    HeldResponse,
    HeldVisit,
)
from data.officers import COLUMNS, Officer
from data.raters import Rater
from data.ratings import erase as erase_ratings
from data.tables import (
    accounts,
    case_events,
    cases,
    comments,
    conversations,
    desks,
    duty_reports,
    guesses,
    news,
    officers,
    offices,
    raters,
    rating_topics,
    ratings,
    services,
    skm_responses,
    visits,
)


async def everything(tx: Transaction, rater: Rater) -> Held:
    """Return all that is held about a person; messages to them that are on their way are sealed and left out."""
    person = rater.pseudonym
    bound = await tx.first(_ACCOUNT, person=person)
    waiting_until = await tx.value(_WAITING, person=person)
    return Held(
        known=rater,
        news_on=await tx.value(_NEWS_DAY, shown=rater.news_id) if rater.news_id is not None else None,
        account=Account(Officer(*bound[1:]).full_name, moment(bound[0])) if bound else None,
        waiting_until=None if waiting_until is None else moment(waiting_until),
        wrong_codes=int(await tx.value(_WRONG_CODES, person=person) or 0),
        visits=tuple(_visit(row) for row in await tx.all(_VISITS, person=person)),
        ratings=await _ratings(tx, person),
        responses=tuple(_response(row) for row in await tx.all(_RESPONSES, person=person)),
        cases=await _cases(tx, person),
        duty_reports=tuple(
            HeldDutyReport(office, desk, _name(officer), day)
            for office, desk, day, *officer in await tx.all(_DUTY_REPORTS, person=person)
        ),
    )


async def erase(tx: Transaction, rater: bytes, now: datetime) -> None:
    """Delete all that is held about a citizen.

    The sums of published weeks stay. A case stays as the office's own record: what the citizen wrote, who they are and
    the way back are gone, and one that was not closed is withdrawn.
    """
    await erase_ratings(tx, rater)
    for case in await living_cases(tx, rater):
        await tx.run(_WITHDRAW, wanted=case.id, day=case.today(now).isoformat())
        await write_event(tx, case.id, Kind.WITHDRAWN, now)
    await tx.run(_FORGET_WORDS, person=rater)
    await tx.run(_FORGET_WAY_BACK, person=rater)
    for statement in _DELETE:
        await tx.run(statement, person=rater)


async def _ratings(tx: Transaction, person: bytes) -> tuple[HeldRating, ...]:
    topics, said = defaultdict(list), defaultdict(list)
    for rating_id, topic in await tx.all(_TOPICS, person=person):
        topics[rating_id].append(topic)
    for rating_id, text, masked in await tx.all(_COMMENTS, person=person):
        said[rating_id].append(HeldComment(text, _count(masked)))
    rows = await tx.all(_RATINGS, person=person)
    return tuple(
        HeldRating(
            *(office, desk, _name(officer), service, day, hour, face, bool(excused), evidence),
            topics=tuple(topics[id_]),
            comments=tuple(said[id_]),
        )
        for id_, office, desk, service, day, hour, face, excused, evidence, *officer in rows
    )


async def _cases(tx: Transaction, person: bytes) -> tuple[HeldCase, ...]:
    events = defaultdict(list)
    for case_id, time_zone, kind, text, masked, at in await tx.all(_EVENTS, person=person):
        events[case_id].append(HeldEvent(kind, text, _count(masked), local(moment(at), time_zone)))
    held = []
    for id_, code, office, desk, service, *facts in await tx.all(_CASES, person=person):
        concern, language, status, opened_on, due_on, closed_on, solved, *officer = facts
        held.append(
            HeldCase(
                *(code, office, desk, _name(officer), service, concern, language, status),
                *(opened_on, due_on, closed_on, solved, tuple(events[id_])),
            )
        )
    return tuple(held)


def _visit(row: Row) -> HeldVisit:
    office, desk, time_zone, opened_at, rated_at, on_duty, evidence = row
    return HeldVisit(
        office,
        desk,
        local(moment(opened_at), time_zone),
        None if rated_at is None else local(moment(rated_at), time_zone),
        tuple(officer[1] for officer in json.loads(on_duty)),
        evidence,
    )


def _response(row: Row) -> HeldResponse:
    office, desk, service, started_on, completed_on, *answers = row
    answered = {name: answer for name, answer in zip(_ANSWERS, answers, strict=True) if answer is not None}
    by_unsur = {name: answered[name] for name in skm.UNSUR if name in answered}
    profile = {name: answered[name] for name in skm.PROFILE if name in answered}
    return HeldResponse(office, desk, service, started_on, completed_on, by_unsur, profile)


def _name(officer: list[object]) -> str | None:
    return None if officer[0] is None else Officer(*officer).full_name  # type: ignore[arg-type]


def _count(masked: str | None) -> int:
    return sum(json.loads(masked).values()) if masked else 0


_ANSWERS = (*skm.UNSUR, *skm.PROFILE)

_PERSON: BindParameter[bytes] = bindparam("person")
_PLACE = (offices.c.name, desks.c.name)

_ACCOUNT = (
    select(accounts.c.bound_at, *COLUMNS)
    .join(officers, officers.c.id == accounts.c.officer_id)
    .where(accounts.c.rater == _PERSON)
)
_WAITING = select(conversations.c.expires_at).where(conversations.c.rater == _PERSON)
_WRONG_CODES = select(guesses.c.wrong).where(guesses.c.rater == _PERSON)
_NEWS_DAY = select(news.c.posted_on).where(news.c.id == bindparam("shown"))
_VISITS = (
    select(*_PLACE, offices.c.time_zone, visits.c.opened_at, visits.c.rated_at, visits.c.officers, visits.c.evidence)
    .join(desks, desks.c.id == visits.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .where(visits.c.rater == _PERSON)
    .order_by(visits.c.opened_at, visits.c.id)
)
_RATINGS = (
    select(
        ratings.c.id,
        *_PLACE,
        services.c.name,
        ratings.c.day,
        ratings.c.hour,
        ratings.c.face,
        ratings.c.excused,
        ratings.c.evidence,
        *COLUMNS,
    )
    .join(desks, desks.c.id == ratings.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .outerjoin(services, services.c.id == ratings.c.service_id)
    .outerjoin(officers, officers.c.id == ratings.c.officer_id)
    .where(ratings.c.rater == _PERSON)
    .order_by(ratings.c.day, ratings.c.hour, ratings.c.id)
)
_TOPICS = (
    select(rating_topics.c.rating_id, rating_topics.c.topic)
    .join(ratings, ratings.c.id == rating_topics.c.rating_id)
    .where(ratings.c.rater == _PERSON)
    .order_by(rating_topics.c.topic)
)
_COMMENTS = (
    select(comments.c.rating_id, comments.c.text, comments.c.masked)
    .join(ratings, ratings.c.id == comments.c.rating_id)
    .where(ratings.c.rater == _PERSON)
    .order_by(comments.c.id)
)
_RESPONSES = (
    select(
        *_PLACE,
        services.c.name,
        skm_responses.c.started_on,
        skm_responses.c.completed_on,
        *(skm_responses.c[name] for name in _ANSWERS),
    )
    .join(desks, desks.c.id == skm_responses.c.desk_id)
    .join(offices, offices.c.id == skm_responses.c.office_id)
    .outerjoin(services, services.c.id == skm_responses.c.service_id)
    .where(skm_responses.c.rater == _PERSON)
    .order_by(skm_responses.c.started_on, skm_responses.c.id)
)
_CASES = (
    select(
        cases.c.id,
        cases.c.code,
        *_PLACE,
        services.c.name,
        cases.c.concern,
        cases.c.language,
        cases.c.status,
        cases.c.opened_on,
        cases.c.due_on,
        cases.c.closed_on,
        cases.c.solved,
        *COLUMNS,
    )
    .join(desks, desks.c.id == cases.c.desk_id)
    .join(offices, offices.c.id == cases.c.office_id)
    .outerjoin(services, services.c.id == cases.c.service_id)
    .outerjoin(officers, officers.c.id == cases.c.officer_id)
    .where(cases.c.rater == _PERSON)
    .order_by(cases.c.opened_on, cases.c.id)
)
_EVENTS = (
    select(
        case_events.c.case_id,
        offices.c.time_zone,
        case_events.c.kind,
        case_events.c.text,
        case_events.c.masked,
        case_events.c.at,
    )
    .join(cases, cases.c.id == case_events.c.case_id)
    .join(offices, offices.c.id == cases.c.office_id)
    .where(cases.c.rater == _PERSON)
    .order_by(case_events.c.case_id, case_events.c.number)
)
_DUTY_REPORTS = (
    select(*_PLACE, duty_reports.c.day, *COLUMNS)
    .join(desks, desks.c.id == duty_reports.c.desk_id)
    .join(offices, offices.c.id == desks.c.office_id)
    .outerjoin(officers, officers.c.id == duty_reports.c.officer_id)
    .where(duty_reports.c.rater == _PERSON)
    .order_by(duty_reports.c.day, duty_reports.c.desk_id, duty_reports.c.officer_id)
)

_WITHDRAW = (
    update(cases)
    .where(cases.c.id == bindparam("wanted"))
    .values(status=Status.WITHDRAWN.value, closed_on=bindparam("day"))
)
_FORGET_WORDS = (
    update(case_events)
    .where(
        case_events.c.officer_id.is_(None),
        case_events.c.case_id.in_(select(cases.c.id).where(cases.c.rater == _PERSON)),
    )
    .values(text=None, masked=None)
)
_FORGET_WAY_BACK = update(cases).where(cases.c.rater == _PERSON).values(rater=None, sealed_chat=None)
_DELETE = [
    delete(table).where(table.c.rater == _PERSON)
    for table in (skm_responses, duty_reports, visits, conversations, guesses, raters)
]
