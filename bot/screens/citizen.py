"""Screens of the citizen."""

from collections.abc import Sequence
from datetime import datetime

from bot.screens import Button, Screen, escape, shortened
from data.clock import local
from data.look import FACES
from data.ratings import Rating
from data.texts import Texts
from data.topics import excuses, offered
from data.visits import CHANGE_WITHIN, OnDuty, Visit

NAME_LENGTH = 48
"""A longer label is cut off by narrow phones."""


def faces(texts: Texts, visit_id: str, office: str, desk: str, officers: Sequence[OnDuty]) -> Screen:
    """The rating screen: where one is, who is on duty, and the four faces, worst to best."""
    place = texts("citizen-place", office=escape(office), desk=escape(desk))
    if len(officers) == 1:
        question = texts("citizen-question-officer", officer=escape(officers[0].name))
    elif officers:
        names = "\n".join(f"• {escape(officer.name)}" for officer in officers)
        question = texts("citizen-question-several", officers=names)
    else:
        question = texts("citizen-question-desk")
    legend = " · ".join(f"{face.emoji} {texts(face.key)}" for face in FACES)
    text = "\n\n".join([place, question, legend, texts("citizen-anonymous")])
    return Screen(text, [[Button(face.emoji, f"f:{visit_id}:{face.value}") for face in FACES]])


def who_served(texts: Texts, visit: Visit, face: int) -> Screen:
    """The face is stored; which of those on duty was it?"""
    rows = [[Button(shortened(officer.name, NAME_LENGTH), f"w:{visit.id}:{officer.id}")] for officer in visit.officers]
    rows.append([Button(texts("citizen-not-sure"), f"w:{visit.id}:0")])
    text = "\n\n".join([_face(texts, "citizen-face-stored", face), texts("citizen-who-served")])
    return Screen(text, [*rows, _second_thoughts(texts, visit)])


def which_service(texts: Texts, visit: Visit, face: int) -> Screen:
    """The face is stored; what had one come for?"""
    rows = [[Button(shortened(service.name, NAME_LENGTH), f"s:{visit.id}:{service.id}")] for service in visit.services]
    rows.append([Button(texts("citizen-other-service"), f"s:{visit.id}:0")])
    text = "\n\n".join([_face(texts, "citizen-face-stored", face), texts("citizen-which-service")])
    return Screen(text, [*rows, _second_thoughts(texts, visit)])


def thanks(texts: Texts, visit: Visit, rating: Rating, now: datetime) -> Screen:
    """The rating is complete; what stood out is one tap each, and may be left."""
    officer = visit.officer(rating.officer_id)
    if officer:
        whom = texts("citizen-for-officer", officer=escape(officer.name), office=escape(visit.office_name))
    else:
        whom = texts("citizen-for-desk", desk=escape(visit.desk_name), office=escape(visit.office_name))
    lines = [_face(texts, "citizen-thanks", rating.face), whom]
    if officer and excuses(rating.topics):
        lines.append(texts("citizen-excused"))
    until = texts.time(local((visit.rated_at or now) + CHANGE_WITHIN, visit.time_zone))
    lines += [texts("citizen-what-stood-out"), texts("citizen-change-until", time=until)]
    chips = [
        Button(("✓ " if topic.key in rating.topics else "") + texts(f"topic-{topic.key}"), f"k:{visit.id}:{topic.key}")
        for topic in offered(rating.face)
    ]
    return Screen("\n\n".join(lines), [*_pairs(chips), _second_thoughts(texts, visit)])


def withdrawn(texts: Texts, visit: Visit) -> Screen:
    """The rating was taken back."""
    return Screen(texts("citizen-withdrawn"), [[Button(texts("citizen-rate-again"), f"c:{visit.id}")]])


def unknown_poster(texts: Texts) -> Screen:
    """A link that no poster has."""
    return Screen("\n\n".join([texts("citizen-unknown-poster"), texts("anyone-how")]))


def revoked_poster(texts: Texts, office: str) -> Screen:
    """A poster that is no longer in force."""
    return Screen(texts("citizen-revoked-poster", office=escape(office)))


def unknown_code(texts: Texts) -> Screen:
    """A code that no poster has."""
    return Screen(texts("citizen-unknown-code"))


def too_many_guesses(texts: Texts) -> Screen:
    """Several wrong codes in a row."""
    return Screen(texts("citizen-too-many-guesses"))


def not_a_code(texts: Texts) -> Screen:
    """Text that is no code."""
    return Screen("\n\n".join([texts("citizen-not-a-code"), texts("anyone-how")]))


def own_office(texts: Texts) -> Screen:
    """An officer scanned a poster of their own office."""
    return Screen(texts("citizen-own-office"))


def _face(texts: Texts, key: str, value: int) -> str:
    face = FACES[value - 1]
    return texts(key, face=f"{face.emoji} {texts(face.key)}")


def _second_thoughts(texts: Texts, visit: Visit) -> list[Button]:
    return [Button(texts("citizen-change"), f"c:{visit.id}"), Button(texts("citizen-undo"), f"u:{visit.id}")]


def _pairs(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]
