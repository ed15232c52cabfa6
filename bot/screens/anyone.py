"""Screens that everybody may see."""

from bot.screens import Button, Screen
from data.texts import LANGUAGES, NAMES, Texts


def welcome(texts: Texts, is_officer: bool) -> Screen:
    """Someone started the bot without a poster."""
    lines = [texts("anyone-welcome"), texts("anyone-how")]
    if is_officer:
        lines.append(texts("anyone-officer-hint"))
    return Screen("\n\n".join(lines))


def help_(texts: Texts, is_officer: bool) -> Screen:
    """/bantuan."""
    lines = [texts("anyone-help"), texts("anyone-how")]
    if is_officer:
        lines.append(texts("anyone-officer-hint"))
    return Screen("\n\n".join(lines))


def languages(texts: Texts) -> Screen:
    """/bahasa."""
    return Screen(texts("anyone-languages"), [[Button(NAMES[each], f"l:{each}") for each in LANGUAGES]])


def language_set(texts: Texts) -> Screen:
    """A language was chosen; ``texts`` are in it already."""
    return Screen(texts("anyone-language-set"))


def privacy(texts: Texts) -> Screen:
    """/privasi."""
    return Screen(texts("anyone-privacy"))


def not_understood(texts: Texts) -> Screen:
    """Something that is no text."""
    return Screen(texts("anyone-not-understood"))


def failed(texts: Texts) -> Screen:
    """The person's update could not be dealt with."""
    return Screen(texts("anyone-failed"))
