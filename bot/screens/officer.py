"""Screens of the officer."""

from bot.screens import Button, Screen, escape
from data.texts import Texts


def confirm(texts: Texts, name: str, position: str, office: str) -> Screen:
    """Who one is about to be."""
    text = texts("officer-confirm", name=escape(name), position=escape(position), office=escape(office))
    return Screen(text, [[Button(texts("officer-yes"), "b:yes"), Button(texts("officer-no"), "b:no")]])


def bound(texts: Texts, name: str, has_team: bool) -> Screen:
    """The account is bound."""
    lines = [texts("officer-bound", name=escape(name))]
    if has_team:
        lines.append(texts("officer-bound-team"))
    return Screen("\n\n".join(lines))


def not_me(texts: Texts) -> Screen:
    """The invitation was for somebody else."""
    return Screen(texts("officer-not-me"))


def invitation_ended(texts: Texts) -> Screen:
    """The link is used, expired or unknown."""
    return Screen(texts("officer-invitation-ended"))


def bound_to_another(texts: Texts) -> Screen:
    """This account is another officer's already."""
    return Screen(texts("officer-bound-to-another"))


def for_officers(texts: Texts) -> Screen:
    """A citizen asked for what only officers have."""
    return Screen(texts("officer-only"))


def no_digest_yet(texts: Texts) -> Screen:
    """Before the first Monday."""
    return Screen(texts("officer-no-digest"))


def digest(text: str) -> Screen:
    """The digest as it was stored."""
    return Screen(text)
