"""Screens of the citizen."""

from collections.abc import Sequence
from datetime import datetime

from bot.screens import Button, Screen, escape, pairs, shortened
from data.clock import local
from data.look import FACES
from data.ratings import Rating
from data.texts import Texts
from data.topics import CAUSES, ICONS, excuses, offered
from data.visits import KEEP_FOR, UNDO_WITHIN, Offered, OnDuty, Visit


def faces(texts: Texts, visit_id: str, office: str, desk: str, officers: Sequence[OnDuty], news: str = "") -> Screen:
    """The rating screen: where one is, who is on duty, the four faces, worst to best, and what a tap agrees to.

    ``news`` is what the office did with earlier answers, ready to be shown.
    """
    place = texts("citizen-place", office=escape(office), desk=escape(desk))
    question = texts("citizen-question")
    rows = [[Button(face.emoji, f"f:{visit_id}:{face.value}") for face in FACES]]
    if len(officers) == 1:
        question = texts("citizen-question-officer", officer=escape(officers[0].name))
        rows.append([Button(texts("citizen-somebody-else"), f"n:{visit_id}")])
    legend = " · ".join(f"{face.emoji} {texts(face.key)}" for face in FACES)
    return Screen("\n\n".join(filter(None, [place, question, legend, texts("citizen-consent"), news])), rows)


def who_served(texts: Texts, visit: Visit, face: int) -> Screen:
    """The face is stored; which of those on duty was it?"""
    rows = [
        [Button(shortened(f"{officer.initials} · {officer.name}"), f"w:{visit.id}:{officer.id}")]
        for officer in visit.officers
    ]
    rows.append([Button(texts("citizen-not-sure"), f"w:{visit.id}:0"), Button(texts("citizen-other"), f"n:{visit.id}")])
    question = texts("citizen-who-served", desk=escape(visit.desk_name))
    return Screen(
        "\n\n".join([_face(texts, "citizen-face-stored", face), question]), [*rows, _second_thoughts(texts, visit)]
    )


def which_service(texts: Texts, visit: Visit, face: int, offered: Sequence[Offered]) -> Screen:
    """The face is stored; what had one come for? The likeliest first."""
    rows = [[Button(shortened(service.name), f"s:{visit.id}:{service.id}")] for service in offered]
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
    lines += [texts("citizen-what-stood-out"), _until(texts, visit, now)]
    chips = {
        topic.key: Button(
            ("✓ " if topic.key in rating.topics else f"{ICONS[topic.about]} ") + texts(f"topic-{topic.key}"),
            f"k:{visit.id}:{topic.key}",
        )
        for topic in offered(rating.face)
    }
    causes = [chips.pop(key) for key in CAUSES if key in chips]
    rows = [*pairs(list(chips.values())), *pairs(causes)]
    return Screen("\n\n".join(lines), [*rows, *_more(texts, visit), _second_thoughts(texts, visit)])


def withdrawn(texts: Texts, visit: Visit, receipt: str | None) -> Screen:
    """The rating was taken back; a complaint about the same goes on, under its ``receipt``."""
    lines = [texts("citizen-withdrawn"), *([texts("citizen-case-goes-on", code=receipt)] if receipt else [])]
    return Screen("\n\n".join(lines), [[Button(texts("citizen-rate-again"), f"c:{visit.id}")]])


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


def _until(texts: Texts, visit: Visit, now: datetime) -> str:
    undo = texts.time(local((visit.rated_at or now) + UNDO_WITHIN, visit.time_zone))
    change = texts.date(local(visit.opened_at + KEEP_FOR, visit.time_zone).date())
    return texts("citizen-until", undo=undo, change=change)


def _more(texts: Texts, visit: Visit) -> list[list[Button]]:
    """What one may say besides: in words, in the official survey, as a complaint."""
    return [
        [Button(texts("citizen-comment"), f"o:{visit.id}"), Button(texts("citizen-survey"), f"q:{visit.id}")],
        [Button(texts("citizen-complaint"), f"m:{visit.id}")],
    ]


def _second_thoughts(texts: Texts, visit: Visit) -> list[Button]:
    return [Button(texts("citizen-change"), f"c:{visit.id}"), Button(texts("citizen-undo"), f"u:{visit.id}")]
