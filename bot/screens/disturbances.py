"""Screens of the disturbances that a superior declares: which desk, which day, what."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.screens import Button, Screen, escape, pairs, shortened
from bot.screens.pages import Page
from data.desks import Desk
from data.offices import Office
from data.texts import Texts
from data.topics import CAUSES


def which_desk(texts: Texts, page: Page[tuple[Desk, Office]]) -> Screen:
    """The desks one answers for, by office."""
    if not page.items:
        return Screen(texts("disturbances-no-desk"))
    rows = [
        [Button(shortened(texts("disturbances-desk", desk=desk.name, office=office.name)), f"g:{desk.id}")]
        for desk, office in page.items
    ]
    return Screen(texts("disturbances-which-desk"), [*rows, *page.turns(texts, "g:page:")])


def which_day(texts: Texts, desk: Desk, office: Office, days: Sequence[date]) -> Screen:
    """Today or yesterday, by the office's calendar."""
    labels = [
        texts(key, day=texts.date(day, weekday=True))
        for key, day in zip(("disturbances-today", "disturbances-yesterday"), days, strict=True)
    ]
    rows = [[Button(label, f"g:{desk.id}:{day}")] for label, day in zip(labels, days, strict=True)]
    return Screen("\n\n".join([_place(texts, desk, office), texts("disturbances-which-day")]), [*rows, _other(texts)])


def what(texts: Texts, desk: Desk, office: Office, day: date, declared: Collection[str]) -> Screen:
    """The causes; those declared are ticked."""
    buttons = [
        Button(("✓ " if cause in declared else "") + texts(f"topic-{cause}"), f"g:{desk.id}:{day}:{cause}")
        for cause in CAUSES
    ]
    lines = [_place(texts, desk, office, day), texts("disturbances-what")]
    rows = [*pairs(buttons), [Button(texts("disturbances-done"), f"g:{desk.id}:{day}:done")]]
    return Screen("\n\n".join(lines), rows)


def done(texts: Texts, desk: Desk, office: Office, day: date, declared: Collection[str]) -> Screen:
    """What now stands of the desk and day."""
    causes = ", ".join(texts(f"topic-{cause}") for cause in CAUSES if cause in declared)
    said = texts("disturbances-declared", causes=causes) if causes else texts("disturbances-none")
    return Screen("\n\n".join([_place(texts, desk, office, day), said]), [_other(texts)])


def _place(texts: Texts, desk: Desk, office: Office, day: date | None = None) -> str:
    place = texts("disturbances-place", desk=escape(desk.name), office=escape(office.name))
    return f"{place}\n{texts.date(day, weekday=True)}" if day else place


def _other(texts: Texts) -> list[Button]:
    return [Button(texts("disturbances-other-desk"), "g:page:0")]
