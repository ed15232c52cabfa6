"""Screens of a citizen's complaint: from asking for words to what was done."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.screens import Button, Screen, escape, shortened
from data.case_events import FROM_OFFICE, Event
from data.cases import LONGEST, Case, Status
from data.clock import local
from data.concerns import DOORS, OUTSIDE
from data.texts import Texts

HISTORY_LENGTH = 2800
"""What was said that a message has room for, as Telegram counts (an emoji is two); it takes 4096 in all."""


def ask(texts: Texts, due_on: date) -> Screen:
    """What is going to happen; the words are waited for."""
    return Screen(texts("case-ask", due=texts.date(due_on)), [_cancel(texts)])


def ask_addition(texts: Texts, case: Case) -> Screen:
    """More words are waited for."""
    return Screen(texts("case-ask-addition", code=case.code), [_cancel(texts)])


def cancelled(texts: Texts) -> Screen:
    """Nothing is waited for any more."""
    return Screen(texts("case-cancelled"))


def gone(texts: Texts) -> Screen:
    """The rating that the complaint was to be about was taken back meanwhile."""
    return Screen(texts("case-gone"))


def too_long(texts: Texts, length: int) -> Screen:
    """The words are still waited for."""
    return Screen(texts("case-too-long", length=length, longest=LONGEST), [_cancel(texts)])


def received(texts: Texts, case: Case, doors: Sequence[str] | None) -> Screen:
    """The receipt, with the official ``doors`` of a concern where one was recognised."""
    lines = [texts("case-received", code=case.code, due=texts.date(case.due_on))]
    return Screen("\n\n".join([*lines, *_beside(texts, case, doors)]), [_add(texts, case)])


def view(texts: Texts, case: Case, events: Sequence[Event], now: datetime, note: str = "") -> Screen:
    """The whole case as its citizen sees it."""
    lines = [note] if note else []
    lines += [title(texts, case), status(texts, case, now), *history(texts, case, events, texts("case-you"))]
    return Screen("\n\n".join(lines), _buttons(texts, case))


def added(texts: Texts, case: Case, events: Sequence[Event], now: datetime, doors: Sequence[str] | None) -> Screen:
    """More words are stored; ``doors`` as in `received`, where the concern is a new one."""
    note = "\n\n".join([texts("case-added"), *_beside(texts, case, doors)])
    return view(texts, case, events, now, note)


def said_solved(texts: Texts, case: Case, events: Sequence[Event], now: datetime) -> Screen:
    """The citizen said that it is solved."""
    return view(texts, case, events, now, texts("case-thanks-solved"))


def said_not_solved(texts: Texts, case: Case, events: Sequence[Event], now: datetime) -> Screen:
    """The citizen said that it is not solved: it is open again, or what else is possible."""
    if case.alive:
        return view(texts, case, events, now, texts("case-reopened", due=texts.date(case.due_on)))
    note = "\n".join([texts("case-still-unsolved"), *(texts(f"case-door-{door}") for door in OUTSIDE)])
    return view(texts, case, events, now, note)


def of_another(texts: Texts, case: Case, now: datetime) -> Screen:
    """Somebody else's receipt was typed: no word of it is shown."""
    return Screen("\n\n".join([texts("case-of-another", code=case.code), status(texts, case, now)]))


def unknown_receipt(texts: Texts) -> Screen:
    """A receipt of no case."""
    return Screen(texts("case-unknown-receipt"))


def answered(texts: Texts, case: Case, text: str) -> Screen:
    """The office has answered."""
    words = texts("case-told-answered", code=case.code, office=escape(case.office), text=escape(text))
    return Screen(words, _buttons(texts, case))


def closed(texts: Texts, case: Case, text: str) -> Screen:
    """The office has closed the case."""
    words = texts("case-told-closed", code=case.code, office=escape(case.office), text=escape(text))
    return Screen(words, _buttons(texts, case))


def shortcut(case: Case) -> Button:
    """The way to one's own case."""
    return Button(f"🛟 {case.code}", f"p:{case.id}:show")


def title(texts: Texts, case: Case) -> str:
    """Which case it is, and where it began."""
    return texts("case-title", code=case.code, office=escape(case.office), desk=escape(case.desk))


def status(texts: Texts, case: Case, now: datetime) -> str:
    """Where the case stands, with its due day."""
    if case.overdue(now):
        return texts("case-status-overdue", due=texts.date(case.due_on))
    closed_on = texts.date(case.closed_on) if case.closed_on else ""
    return texts(f"case-status-{case.status}", due=texts.date(case.due_on), day=closed_on)


def history(texts: Texts, case: Case, events: Sequence[Event], citizen: str) -> list[str]:
    """What was said and done, as much of the latest as a message has room for."""
    lines: list[str] = []
    room = HISTORY_LENGTH
    for event in reversed(events):
        text = shortened(event.text or texts("case-erased"), LONGEST + 200)
        room -= len(text.encode("utf-16-le")) // 2 + 60
        if room < 0:
            lines.append(texts("case-earlier"))
            break
        who = texts("case-office") if event.kind in FROM_OFFICE else citizen
        day = texts.date(local(event.at, case.time_zone).date())
        lines.append(texts(f"case-event-{event.kind}", who=who, day=day, text=escape(text)))
    return lines[::-1]


def _buttons(texts: Texts, case: Case) -> list[list[Button]]:
    solved = Button(texts("case-solved"), f"p:{case.id}:solved")
    if case.alive:
        return [_add(texts, case), [solved]]
    if case.status is Status.CLOSED and case.solved is None:
        return [[solved, Button(texts("case-unsolved"), f"p:{case.id}:unsolved")]]
    return []


def _add(texts: Texts, case: Case) -> list[Button]:
    return [Button(texts("case-add"), f"p:{case.id}:add")]


def _cancel(texts: Texts) -> list[Button]:
    return [Button(texts("case-cancel"), "p::cancel")]


def _beside(texts: Texts, case: Case, doors: Sequence[str] | None) -> list[str]:
    lines = [] if doors is None else [texts("case-raised")]
    why = "case-doors"
    if case.handler_id is None:
        why, doors = "case-nobody-above", [door for door in DOORS if door in {*(doors or ()), *OUTSIDE}]
    if doors:
        lines.append("\n".join([texts(why), *(texts(f"case-door-{door}") for door in doors)]))
    return lines
