"""Screens of the superior who follows up complaints."""

from collections.abc import Sequence
from datetime import datetime

from bot.screens import Button, Screen, escape
from bot.screens.cases import history, status, title
from bot.screens.pages import Page
from data.case_events import Event
from data.cases import LONGEST, Case
from data.redaction import Redacted
from data.texts import Texts


def none(texts: Texts) -> Screen:
    """Nothing waits."""
    return Screen(texts("followup-none"))


def gone(texts: Texts) -> Screen:
    """While one was writing, the case was closed or went elsewhere."""
    return Screen(texts("followup-gone"))


def listed(texts: Texts, page: Page[Case], now: datetime) -> Screen:
    """A page of the cases, the oldest due first."""
    lines = [texts("followup-list", cases=page.total), *(_line(texts, case, now) for case in page.items)]
    rows = [[Button(("⏰ " if case.overdue(now) else "") + case.code, f"x:case:{case.id}")] for case in page.items]
    return Screen("\n\n".join(lines), [*rows, *page.turns(texts, "x:page:")])


def case(texts: Texts, case: Case, events: Sequence[Event], officer: str | None, now: datetime) -> Screen:
    """One case: what it is about, what was said, and what one can do."""
    lines = [title(texts, case)]
    if officer:
        lines[0] += "\n" + texts("followup-about", officer=escape(officer))
    if case.concern:
        lines.append(texts(f"followup-concern-{case.concern}"))
    lines.append(status(texts, case, now))
    lines += history(texts, case, events, texts("case-citizen"))
    lines.append(texts("followup-anonymous"))
    back = [Button(texts("followup-back"), "x:page:0")]
    if not case.alive:
        return Screen("\n\n".join(lines), [back])
    act = [
        Button(texts("followup-answer"), f"x:answer:{case.id}"),
        Button(texts("followup-close"), f"x:close:{case.id}"),
    ]
    return Screen("\n\n".join(lines), [act, back])


def ask_answer(texts: Texts, case: Case) -> Screen:
    """The words to the citizen are waited for."""
    return Screen(texts("followup-ask-answer", code=case.code), [_cancel(texts, case)])


def ask_closing(texts: Texts, case: Case) -> Screen:
    """What was done is waited for."""
    return Screen(texts("followup-ask-closing", code=case.code), [_cancel(texts, case)])


def too_long(texts: Texts, case: Case, length: int) -> Screen:
    """The words are still waited for."""
    return Screen(texts("case-too-long", length=length, longest=LONGEST), [_cancel(texts, case)])


def answered(texts: Texts, case: Case, said: Redacted) -> Screen:
    """The answer is stored and on its way."""
    return _sent(texts, "followup-answered", case, said)


def closed(texts: Texts, case: Case, said: Redacted) -> Screen:
    """What was done is stored and on its way."""
    return _sent(texts, "followup-closed", case, said)


def _sent(texts: Texts, key: str, case: Case, said: Redacted) -> Screen:
    lines = [texts(key, code=case.code, text=escape(said.text))]
    if said.counts:
        lines.append(texts("followup-masked"))
    return Screen("\n\n".join(lines), [[Button(texts("followup-back"), "x:page:0")]])


def _line(texts: Texts, case: Case, now: datetime) -> str:
    state = "overdue" if case.overdue(now) else case.status
    due = texts(f"followup-line-{state}", due=texts.date(case.due_on))
    return texts("followup-line", code=case.code, status=due, office=escape(case.office), desk=escape(case.desk))


def _cancel(texts: Texts, case: Case) -> list[Button]:
    return [Button(texts("followup-cancel"), f"x:case:{case.id}")]
