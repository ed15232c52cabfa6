"""Screens that everybody may see."""

from collections.abc import Sequence

from bot.screens import Button, Screen, pairs
from data.conversations import Step
from data.texts import AWAITING_READER, LANGUAGES, NAMES, Texts


def welcome(texts: Texts, is_officer: bool, rows: Sequence[Sequence[Button]] = (), news: str = "") -> Screen:
    """Someone started the bot without a poster; ``rows`` lead on where they had left off.

    ``news``, in HTML, is what an office did with their answers.
    """
    lines = [*([news] if news else []), texts("anyone-welcome"), texts("anyone-how")]
    if is_officer:
        lines.append(texts("anyone-officer-hint"))
    return Screen("\n\n".join(lines), rows)


def help_(texts: Texts, is_officer: bool) -> Screen:
    """/bantuan."""
    lines = [texts("anyone-help"), texts("anyone-how")]
    if is_officer:
        lines.append(texts("anyone-officer-hint"))
    return Screen("\n\n".join(lines))


def languages(texts: Texts) -> Screen:
    """/bahasa; a star marks the languages that await a reader."""
    marks = dict.fromkeys(AWAITING_READER, " *")
    buttons = [Button(NAMES[each] + marks.get(each, ""), f"l:{each}") for each in LANGUAGES]
    text = "\n\n".join([texts("anyone-languages"), texts("anyone-languages-awaiting")])
    return Screen(text, pairs(buttons))


def language_set(texts: Texts) -> Screen:
    """A language was chosen; ``texts`` are in it already."""
    return Screen(texts("anyone-language-set"))


def reminder(texts: Texts, key: str, step: Step) -> Screen:
    """What cannot be taken (``key``), and what the bot waits for."""
    return Screen("\n\n".join([texts(key), texts(f"waiting-{step}")]))


def elsewhere(texts: Texts, username: str) -> Screen:
    """Suara speaks with one person at a time."""
    return Screen(texts("anyone-elsewhere", username=username))


def failed(texts: Texts) -> Screen:
    """The person's update could not be dealt with."""
    return Screen(texts("anyone-failed"))
