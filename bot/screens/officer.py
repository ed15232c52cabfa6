"""Screens of the officer."""

from bot.screens import Button, Screen, escape
from data.clock import week_monday
from data.scores import Score
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


def details(texts: Texts, score: Score | None, standing: str | None) -> Screen:
    """A figure taken apart: own mean, what was adjusted, how much is believed, the result; or that there is none.

    With it, whether one is on a superior's list of whom to praise and whom to help, as of the latest week.
    """
    listed = [texts(f"officer-standing-{standing}")] if standing else []
    parts = score.published.parts if score else None
    if score is None or not parts:
        return Screen("\n\n".join([texts("officer-no-details"), *listed]))
    adjusted = parts["own"] - parts["service"] - parts["office"] - parts["raters"]
    rows = [
        ("officer-part-own", texts.points(parts["own"])),
        *((f"officer-part-{name}", _signed(texts, -parts[name])) for name in ("service", "office", "raters")),
        ("officer-part-adjusted", texts.points(adjusted)),
        ("officer-part-mean", texts.points(parts["mean"])),
        ("officer-part-trust", f"{texts.number(parts['trust'])} %"),
        ("officer-part-result", texts.points(score.published.points or 0)),
    ]
    width = max(len(texts(key)) for key, _ in rows)
    number_width = max(len(value) for _, value in rows)
    table = "\n".join(f"{texts(key):<{width}}  {value:>{number_width}}" for key, value in rows)
    lines = [
        texts("officer-details", week=texts.date(week_monday(score.week))),
        f"<pre>{escape(table)}</pre>",
        texts("officer-details-how", trust=texts.number(parts["trust"])),
    ]
    lines += [texts(f"officer-details-{note}") for note in ("alone", "one-service", "apart") if parts.get(note)]
    return Screen("\n\n".join([*lines, *listed]))


def _signed(texts: Texts, value: float) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "±") + texts.points(abs(value))
