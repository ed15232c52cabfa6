"""Screens of the official survey: one question at a time, one tap each."""

from collections.abc import Sequence
from datetime import date

from bot.screens import Button, Screen, escape, shortened
from data import skm
from data.responses import Response
from data.texts import Texts
from data.visits import Offered, Visit

HALF_WIDTH = 18
"""Characters of a label that two buttons side by side can show on a narrow phone."""


def which_service(texts: Texts, visit: Visit, offered: Sequence[Offered]) -> Screen:
    """The survey is about one service; which? The likeliest first."""
    rows = [[Button(shortened(service.name), f"q:{visit.id}:{service.id}")] for service in offered]
    rows.append([Button(texts("citizen-other-service"), f"q:{visit.id}:0")])
    return Screen(texts("citizen-which-service"), rows)


def question(texts: Texts, response: Response, unsur: str) -> Screen:
    """One of the nine, its options worst to best; the first says what this is about."""
    is_first = unsur == skm.UNSUR[0]
    wording = f"survey-{unsur}-free" if unsur == "biaya" and response.free else f"survey-{unsur}"
    lines = [_intro(texts, response)] if is_first else []
    lines.append(f"<b>{progress(unsur)}</b>  {texts(wording)}")
    given = response.answers.get(unsur)
    rows = [
        [Button(_ticked(texts(f"survey-{unsur}-{option}"), option == given), f"z:{response.id}:{unsur}:{option}")]
        for option in skm.OPTIONS
    ]
    later = Button(texts("survey-later"), f"z:{response.id}:pause")
    if is_first:
        return Screen("\n\n".join(lines), [*rows, [later]])
    before = skm.UNSUR[skm.UNSUR.index(unsur) - 1]
    back = Button(texts("survey-back"), f"z:{response.id}:{before}")
    return Screen("\n\n".join(lines), [*rows, [back, later]])


def paused(texts: Texts, response: Response) -> Screen:
    """What is answered is kept and does not count yet; how to go on."""
    text = texts(
        "survey-paused",
        answered=len(response.answers),
        of=len(skm.UNSUR),
        until=texts.date(response.open_until),
    )
    return Screen(text, [[Button(texts("survey-resume"), f"z:{response.id}")]])


def profile(texts: Texts, response: Response, part: str) -> Screen:
    """A part of the profile; before the first, that the response is complete and counts."""
    parts = list(skm.PROFILE)
    given = response.profile.get(part)
    rows: list[list[Button]] = []
    for choice in skm.PROFILE[part]:
        label = _ticked(texts(f"survey-{part}-{choice}"), choice == given)
        button = Button(label, f"z:{response.id}:{part}:{choice}")
        if rows and len(rows[-1]) == 1 and max(len(rows[-1][0].label), len(label)) <= HALF_WIDTH:
            rows[-1].append(button)
        else:
            rows.append([button])
    skip = Button(texts("survey-skipped"), f"z:{response.id}:{part}:{skm.SKIPPED}")
    if part == parts[0]:
        complete = texts("survey-complete", progress=progress(skm.UNSUR[-1]), office=escape(response.office_name))
        text = "\n\n".join([complete, texts(f"survey-{part}")])
        return Screen(text, [*rows, [skip]])
    back = Button(texts("survey-back"), f"z:{response.id}:{parts[parts.index(part) - 1]}")
    return Screen(texts(f"survey-{part}"), [*rows, [back, skip]])


def thanks(texts: Texts, response: Response) -> Screen:
    """Nothing more is asked."""
    return Screen(texts("survey-thanks", office=escape(response.office_name)))


def current(texts: Texts, response: Response) -> Screen:
    """Where the person is: the first question that is open, or the end."""
    if unsur := response.unanswered:
        return question(texts, response, unsur)
    part = response.unasked
    return profile(texts, response, part) if part else thanks(texts, response)


def by_tap(texts: Texts, question: Screen) -> Screen:
    """Something was written; the question again, with how to answer it."""
    return Screen("\n\n".join([texts("survey-by-tap"), question.text]), question.rows)


def resume(texts: Texts, response: Response) -> Button:
    """Leads on in an unfinished response from somewhere else, and says where one is."""
    at = progress(response.unanswered or skm.UNSUR[-1])
    return Button(texts("survey-resume-at", progress=at), f"z:{response.id}")


def again_from(texts: Texts, day: date) -> str:
    """The survey was filled in lately."""
    return texts("survey-again-from", day=texts.date(day))


def progress(unsur: str) -> str:
    """Return how far one is, e.g. ``3/9``."""
    return f"{skm.UNSUR.index(unsur) + 1}/{len(skm.UNSUR)}"


def _intro(texts: Texts, response: Response) -> str:
    service = response.service_name or texts("citizen-other-service")
    return texts("survey-intro", service=escape(service), office=escape(response.office_name))


def _ticked(label: str, is_given: bool) -> str:
    return f"✓ {label}" if is_given else label
