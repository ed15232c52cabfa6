"""What happens when the office's time to answer a complaint has run out: the next above is told, and so is the citizen.

Nobody above gets to know who the citizen is, nor a text of theirs by message: they look the case up (/tindaklanjut).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from html import escape

import structlog

from aggregator.settings import AggregatorSettings
from data import case_events, cases, digests, handlers, offices
from data.cases import Case
from data.concerns import OUTSIDE
from data.database import Database, Transaction
from data.digests import Recipient
from data.keys import Keys
from data.officers import Officer
from data.outbox import Message, Outbox
from data.texts import DEFAULT, texts

log = structlog.get_logger()


async def run(database: Database, settings: AggregatorSettings, outbox: Outbox, keys: Keys, now: datetime) -> int:
    """Escalate what is overdue, in one transaction, and return how many cases that were; again it does nothing."""
    async with database.reading() as tx:
        if not await cases.overdue(tx, now):  # nearly always: no writer has to wait for us
            return 0
    async with database.transaction() as tx:
        late = await cases.overdue(tx, now)
        reachable = {each.officer_id: each for each in await digests.recipients(tx) if each.reachable}
        for case in late:
            superior, handled = await _next_above(tx, case, reachable)
            informed = superior.id if superior else None
            escalated = await cases.escalate(tx, handled, informed, now, settings.case_working_days)
            messages = []
            if way := case.way_back(keys):
                messages.append(_message(*way, await _to_citizen(tx, escalated, superior)))
            if superior:
                to = reachable[superior.id]
                words = texts(to.language or DEFAULT)
                told = words("case-informed", code=case.code, office=escape(case.office))
                messages.append(_message(to.chat, int(keys.unseal(to.sealed_chat)), told))
            await outbox.queue(tx, messages)
    log.info("cases_escalated", cases=len(late))
    return len(late)


async def _next_above(tx: Transaction, case: Case, reachable: Mapping[int, Recipient]) -> tuple[Officer | None, Case]:
    """Return the nearest above who was not told yet and has an account; nobody is said to know who cannot."""
    if case.handler_id is None:
        # The roster may tell by now who stands above.
        case = replace(case, handler_id=await handlers.first(tx, case.office_id, case.officer_id, case.concern))
    if case.handler_id is None:
        return None, case
    last = case_events.last_informed(await case_events.of(tx, case.id)) or case.handler_id
    async for superior in handlers.all_above(tx, last, case.officer_id):
        if superior.id in reachable:
            return superior, case
    return None, case


async def _to_citizen(tx: Transaction, case: Case, superior: Officer | None) -> str:
    words = texts(case.language)
    if superior is None:
        doors = [words(f"case-door-{door}") for door in OUTSIDE]
        return "\n".join([words("case-told-nobody", code=case.code), *doors])
    office = await offices.by_id(tx, superior.office_id)
    return words(
        "case-told-escalated",
        code=case.code,
        position=escape(superior.position),
        office=escape(office.name if office else case.office),
        due=words.date(case.due_on),
    )


def _message(chat: bytes, chat_id: int, text: str) -> Message:
    preview = {"is_disabled": True}
    return Message(
        chat,
        "sendMessage",
        {"chat_id": chat_id, "text": text, "parse_mode": "HTML", "link_preview_options": preview},
    )
