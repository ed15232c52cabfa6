"""Cases: complaints that are followed up, from the citizen's words to what was done.

The office never learns who it is: the way back is the citizen's chat, sealed with a key outside the database, and it
is forgotten, with the pseudonym, a month after closing. What is stored of any text is redacted. The moments of a
citizen's words are kept to the hour, so that they do not tell who stood at the counter.

A case is open while the office owes an answer, until its due day; then it is answered, and closed in the end. More
words of the citizen make an answered case open again; that it is not solved makes a closed one open again, once.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Integer, bindparam, func, insert, or_, select, update

from data import case_events, handlers, ids, receipts
from data.case_events import Kind
from data.clock import local
from data.concerns import Concerns
from data.database import Row, Transaction
from data.keys import Keys
from data.ratings import Rating
from data.redaction import Redacted, redact
from data.tables import cases, desks, offices
from data.visits import Visit
from data.working_days import due

LONGEST = 1000
"""Characters of one text."""

ADDITIONS = 10
"""So often a citizen may say more until the office answers."""

KEEP_WAY_BACK = timedelta(days=30)
"""After closing."""


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Case:
    """A complaint that is followed up."""

    id: str
    code: str
    """The receipt."""
    rater: bytes | None
    sealed_chat: bytes | None
    language: str
    office_id: int
    office: str
    time_zone: str
    desk: str
    officer_id: int | None
    """Whom the rating names."""
    handler_id: int | None
    concern: str | None
    status: Status
    opened_on: date
    due_on: date
    reopened: bool
    solved: bool | None
    """What the citizen says of it, once it is closed."""
    closed_on: date | None
    escalated_on: date | None

    @property
    def alive(self) -> bool:
        """Whether the office can still answer."""
        return self.status in (Status.OPEN, Status.ANSWERED)

    def overdue(self, now: datetime) -> bool:
        """Whether the office owes an answer longer than it should."""
        return self.status is Status.OPEN and self.due_on < self.today(now)

    def today(self, now: datetime) -> date:
        """Return the day in the office's zone."""
        return local(now, self.time_zone).date()

    def way_back(self, keys: Keys) -> tuple[bytes, int] | None:
        """Return the citizen's pseudonym and chat; None once they are forgotten."""
        if self.rater is None or self.sealed_chat is None:
            return None
        return self.rater, int(keys.unseal(self.sealed_chat))


async def begin(
    tx: Transaction,
    keys: Keys,
    visit: Visit,
    rating: Rating,
    chat_id: int,
    language: str,
    text: str,
    concerns: Concerns,
    now: datetime,
    working_days: int,
) -> Case:
    """Open a case about what a rating is about. Raises ValueError for a text that is empty or longer than `LONGEST`."""
    said = _redacted(text)
    concern = concerns.recognise(text)
    today = local(now, visit.time_zone).date()
    code = receipts.new()
    while await tx.value(_TAKEN, code=code):
        code = receipts.new()
    case_id = ids.new()
    await tx.run(
        _BEGIN,
        id=case_id,
        code=code,
        rater=visit.rater,
        sealed_chat=keys.seal(str(chat_id).encode()),
        language=language,
        office_id=visit.office_id,
        desk_id=visit.desk_id,
        service_id=rating.service_id,
        officer_id=rating.officer_id,
        handler_id=await handlers.first(
            tx, visit.office_id, rating.officer_id, concern, [officer.id for officer in visit.officers]
        ),
        concern=concern,
        opened_on=today.isoformat(),
        due_on=due(today, working_days).isoformat(),
    )
    await case_events.write(tx, case_id, Kind.OPENED, now, said=said)
    [row] = await tx.all(_OWN, wanted=case_id, person=visit.rater)
    return _case(row)


async def about(tx: Transaction, visit: Visit, rating: Rating) -> Case | None:
    """Return this person's living case about what a rating is about: the same officer, or desk, at the same desk."""
    row = await tx.first(_ABOUT, person=visit.rater, desk=visit.desk_id, whom=rating.officer_id or 0)
    return _case(row) if row else None


async def speak(tx: Transaction, rater: bytes, language: str) -> None:
    """Answer a person from now on in another language."""
    await tx.run(_SPEAK, person=rater, spoken=language)


async def own(tx: Transaction, case_id: str, rater: bytes) -> Case | None:
    """Return a person's own case; anybody else's is as good as none. Any text may be asked for."""
    row = await tx.first(_OWN, wanted=case_id, person=rater) if ids.possible(case_id) else None
    return _case(row) if row else None


async def living(tx: Transaction, rater: bytes) -> list[Case]:
    """Return a person's cases that are not closed."""
    return [_case(row) for row in await tx.all(_LIVING, person=rater)]


async def by_receipt(tx: Transaction, code: str) -> Case | None:
    """Return the case with this receipt, as `receipts.normalise` gives it, whoever asks."""
    row = await tx.first(_BY_RECEIPT, code=code)
    return _case(row) if row else None


async def add(tx: Transaction, case: Case, text: str, concerns: Concerns, now: datetime, working_days: int) -> Case:
    """Store more words of the citizen on a living case; after an answer, another is due. Raises ValueError."""
    said = _redacted(text)
    if not case.alive:
        raise ValueError("closed")
    changed = case
    if case.status is Status.ANSWERED:
        changed = replace(changed, status=Status.OPEN, due_on=due(case.today(now), working_days))
    if case.concern is None and (concern := concerns.recognise(text)):
        handler = await handlers.first(tx, case.office_id, case.officer_id, concern)
        changed = replace(changed, concern=concern, handler_id=handler or case.handler_id)
    await _change(tx, changed)
    await case_events.write(tx, case.id, Kind.ADDED, now, said=said)
    return changed


async def solved(tx: Transaction, case: Case, now: datetime) -> Case:
    """The citizen says that it is solved: that closes the case too."""
    changed = replace(case, status=Status.CLOSED, closed_on=case.closed_on or case.today(now), solved=True)
    if changed != case:
        await _change(tx, changed)
        await case_events.write(tx, case.id, Kind.SOLVED, now)
    return changed


async def not_solved(tx: Transaction, case: Case, now: datetime, working_days: int) -> Case:
    """The citizen says of a closed case that it is not solved: opens it again, the first time. Raises ValueError."""
    if case.status is not Status.CLOSED:
        raise ValueError("not closed")
    if case.reopened:
        changed, kind = replace(case, solved=False), Kind.UNSOLVED
    else:
        due_on = due(case.today(now), working_days)
        changed = replace(case, status=Status.OPEN, due_on=due_on, reopened=True, solved=None, closed_on=None)
        kind = Kind.REOPENED
    if changed != case:
        await _change(tx, changed)
        await case_events.write(tx, case.id, kind, now)
    return changed


async def seen_by(tx: Transaction, officer_id: int, case_id: str) -> Case | None:
    """Return a case that an officer may see (`data.handlers`). Any text may be asked for."""
    row = await tx.first(_SEEN, viewer=officer_id, wanted=case_id) if ids.possible(case_id) else None
    return _case(row) if row else None


async def living_seen_by(tx: Transaction, officer_id: int) -> list[Case]:
    """Return the cases that an officer may see and that are not closed, the oldest due first."""
    return [_case(row) for row in await tx.all(_ALL_SEEN, viewer=officer_id)]


async def answer(tx: Transaction, case: Case, officer_id: int, text: str, now: datetime) -> tuple[Case, Redacted]:
    """Store the office's words to the citizen. Raises ValueError for a closed case, or a text of the wrong length."""
    return await _speak(tx, replace(case, status=Status.ANSWERED), case, Kind.ANSWERED, officer_id, text, now)


async def close(tx: Transaction, case: Case, officer_id: int, text: str, now: datetime) -> tuple[Case, Redacted]:
    """Close a case with what was done. Raises ValueError for a closed case, or a text of the wrong length."""
    closed = replace(case, status=Status.CLOSED, closed_on=case.today(now), solved=None)
    return await _speak(tx, closed, case, Kind.CLOSED, officer_id, text, now)


async def overdue(tx: Transaction, now: datetime) -> list[Case]:
    """Return the cases whose clock has run out and of which nobody was told yet, the oldest first."""
    # No zone is more than a day ahead; each office's own day decides.
    rows = await tx.all(_OVERDUE, before=(now + timedelta(days=1)).date().isoformat())
    return [case for case in map(_case, rows) if case.overdue(now)]


async def escalate(tx: Transaction, case: Case, informed_id: int | None, now: datetime, working_days: int) -> Case:
    """Note that the clock ran out and who was told; they have as many days. Nobody: then it runs no further."""
    today = case.today(now)
    due_on = case.due_on if informed_id is None else due(today, working_days)
    changed = replace(case, due_on=due_on, escalated_on=today)
    await _change(tx, changed)
    await case_events.write(tx, case.id, Kind.ESCALATED, now, officer_id=informed_id)
    return changed


async def purge(tx: Transaction, now: datetime) -> None:
    """Forget the way back to whom a case was closed for, a month ago; what was said and done stays."""
    await tx.run(_FORGET, day=(now - KEEP_WAY_BACK).date().isoformat())


def fits(text: str) -> bool:
    """Tell whether a text has a length that is stored."""
    return 0 < len(text.strip()) <= LONGEST


def _redacted(text: str) -> Redacted:
    if not fits(text):
        raise ValueError(f"a text has 1 to {LONGEST} characters")
    return redact(text.strip())


async def _speak(
    tx: Transaction, changed: Case, case: Case, kind: Kind, officer_id: int, text: str, now: datetime
) -> tuple[Case, Redacted]:
    said = _redacted(text)
    if not case.alive:
        raise ValueError("closed")
    await _change(tx, changed)
    await case_events.write(tx, case.id, kind, now, officer_id, said)
    return changed, said


async def _change(tx: Transaction, case: Case) -> None:
    await tx.run(
        _CHANGE,
        wanted=case.id,
        status=case.status.value,
        handler=case.handler_id,
        concern=case.concern,
        due_on=case.due_on.isoformat(),
        reopened=int(case.reopened),
        solved=None if case.solved is None else int(case.solved),
        closed_on=_stored(case.closed_on),
        escalated_on=_stored(case.escalated_on),
    )


def _stored(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _case(row: Row) -> Case:
    *known, status, opened_on, due_on, reopened, solved, closed_on, escalated_on = row
    said = None if solved is None else bool(solved)
    return Case(
        *(*known, Status(status), date.fromisoformat(opened_on), date.fromisoformat(due_on), bool(reopened), said),
        *(date.fromisoformat(day) if day else None for day in (closed_on, escalated_on)),
    )


# A row that is about to be changed is held: on PostgreSQL the bot and the schedule may come to it at the same time.
_CASE = (
    select(
        *(cases.c[name] for name in ("id", "code", "rater", "sealed_chat", "language", "office_id")),
        offices.c.name,
        offices.c.time_zone,
        desks.c.name,
        *(cases.c[name] for name in ("officer_id", "handler_id", "concern", "status", "opened_on", "due_on")),
        *(cases.c[name] for name in ("reopened", "solved", "closed_on", "escalated_on")),
    )
    .join(offices, offices.c.id == cases.c.office_id)
    .join(desks, desks.c.id == cases.c.desk_id)
)
_ALIVE = cases.c.status.in_([Status.OPEN.value, Status.ANSWERED.value])
_OWN = _CASE.where(cases.c.id == bindparam("wanted"), cases.c.rater == bindparam("person")).with_for_update(of=cases)
_LIVING = _CASE.where(cases.c.rater == bindparam("person"), _ALIVE).order_by(cases.c.opened_on, cases.c.code)
_ABOUT = _LIVING.where(
    cases.c.desk_id == bindparam("desk"),
    func.coalesce(cases.c.officer_id, 0) == bindparam("whom", type_=Integer),
)
_BY_RECEIPT = _CASE.where(cases.c.code == bindparam("code"))
_SEEN = _CASE.where(cases.c.id == bindparam("wanted"), handlers.SEES).with_for_update(of=cases)
_ALL_SEEN = _CASE.where(_ALIVE, handlers.SEES).order_by(cases.c.due_on, cases.c.code)
_OVERDUE = (
    _CASE.where(
        cases.c.status == Status.OPEN.value,
        cases.c.due_on < bindparam("before"),
        or_(cases.c.escalated_on.is_(None), cases.c.escalated_on <= cases.c.due_on),
    )
    .order_by(cases.c.due_on, cases.c.code)
    .with_for_update(of=cases)
)
_SPEAK = update(cases).where(cases.c.rater == bindparam("person")).values(language=bindparam("spoken"))
_TAKEN = select(cases.c.id).where(cases.c.code == bindparam("code"))
_BEGIN = insert(cases).values(
    {
        name: bindparam(name)
        for name in (
            *("id", "code", "rater", "sealed_chat", "language", "office_id", "desk_id", "service_id", "officer_id"),
            *("handler_id", "concern", "opened_on", "due_on"),
        )
    }
    | {"status": Status.OPEN.value}
)
_CHANGE = (
    update(cases)
    .where(cases.c.id == bindparam("wanted"))
    .values(
        {name: bindparam(name) for name in ("status", "concern", "due_on", "reopened", "solved", "closed_on")}
        | {"handler_id": bindparam("handler"), "escalated_on": bindparam("escalated_on")}
    )
)
_FORGET = (
    update(cases)
    .where(cases.c.closed_on <= bindparam("day"), or_(cases.c.rater.is_not(None), cases.c.sealed_chat.is_not(None)))
    .values(rater=None, sealed_chat=None)
)
