"""Screens of a citizen's comment."""

from collections.abc import Sequence

from bot.screens import Button, Screen, escape
from data.comments import LONGEST
from data.redaction import Redacted
from data.texts import Texts
from data.visits import Visit


def ask(texts: Texts, visit: Visit) -> Screen:
    """Write now."""
    return Screen(texts("comment-ask"), [_back(texts, visit)])


def too_long(texts: Texts, visit: Visit, length: int) -> Screen:
    """The comment is longer than what is kept; nothing is stored."""
    return Screen(texts("comment-too-long", longest=LONGEST, length=length), [_back(texts, visit)])


def stored(texts: Texts, visit: Visit, comment: Redacted, doors: Sequence[str]) -> Screen:
    """What is stored of the comment, and what one may do next; with official ``doors`` where it tells of a concern."""
    parts = [texts("comment-masked", count=sum(comment.counts.values()))] if comment.counts else []
    if doors:
        parts.append("\n".join([texts("comment-serious"), *(texts(f"case-door-{door}") for door in doors)]))
    else:
        parts.append(texts("comment-next"))
    of_which = texts("comment-stored", desk=escape(visit.desk_name))
    # A quotation brings its own space below.
    quote = f"{of_which}\n<blockquote>{escape(comment.text)}</blockquote>\n"
    rows = [
        [Button(texts("citizen-complaint"), f"m:{visit.id}")],
        [Button(texts("citizen-survey"), f"q:{visit.id}")],
    ]
    return Screen(quote + "\n\n".join(parts), rows)


def gone(texts: Texts) -> Screen:
    """The rating that the words belong to was taken back, or is too old."""
    return Screen("\n\n".join([texts("comment-gone"), texts("anyone-how")]))


def _back(texts: Texts, visit: Visit) -> list[Button]:
    return [Button(texts("comment-back"), f"o:{visit.id}:back")]
