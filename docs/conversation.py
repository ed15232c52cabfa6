"""What happens to every kind of input in every state, for ``docs/conversation.md``: ``make pictures`` writes it anew.

The states are the code's own: what the bot waits for (`data.conversations.Step`), and, where it waits for nothing, how
far the latest visit has come (`data.visits.Stage`). A new one without its rows fails the tests, which play every
combination.
"""

from dataclasses import dataclass
from pathlib import Path

from data.conversations import Step
from data.visits import Stage

FILE = Path(__file__).parent / "conversation.md"

STATES: tuple[Step | Stage, ...] = (*Step, *Stage)

WRITTEN = {
    Step.COMMENT: "comments",
    Step.COMPLAINT: "cases",
    Step.ADDITION: "case_events",
    Step.REPLY: "case_events",
    Step.CLOSING: "case_events",
    Step.NEWS: "news",
}
"""Where words are waited for, and the table they are stored in."""

INPUTS = {
    "text": "a text",
    "code": "the code of a poster, typed",
    "receipt": "a receipt that nobody has, typed",
    "command": "/bantuan",
    "unknown command": "a command that does not exist",
    "sticker": "a sticker",
    "photo": "a photo",
    "location": "a location",
    "contact": "a contact",
    "voice": "a voice message",
    "edited message": "an earlier message is changed",
    "old button": "a button whose visit is long purged",
    "forged button": "a button that never was",
    "same poster": "the poster is scanned once more",
    "other desk": "another desk's poster is scanned",
    "revoked poster": "a poster that has been replaced is scanned",
    "expired ticket": "a link that is not valid (any more) is opened",
    "blocked and returned": "the bot is blocked, unblocked, started",
    "language": "another language is chosen",
    "group": "a command in a group",
    "channel": "a post in a channel",
}


@dataclass(frozen=True)
class Outcome:
    """What a person sees, by the key of the text, and what is stored."""

    words: str
    key: str
    stores: frozenset[str] = frozenset()
    """Tables that may change; no other one may."""
    is_alert: bool = False


FACES = Outcome("asks for the face", "citizen-consent", frozenset({"visits", "raters", "posters"}))
REPLACED = Outcome("says where the new poster hangs", "citizen-revoked-poster")
UNKNOWN = Outcome("says that the link is unknown, and how to rate", "citizen-unknown-poster")
HELP = Outcome("shows the help", "anyone-help")
WELCOME = Outcome("welcomes, and offers what is unfinished", "anyone-welcome", frozenset({"raters"}))
STALE = Outcome("alert: this button is not valid any more", "anyone-stale-button", is_alert=True)
RECEIPT = Outcome("says that there is no such receipt", "case-unknown-receipt", frozenset({"guesses"}))
LANGUAGE = Outcome("goes on in that language", "anyone-language-set", frozenset({"raters", "cases"}))
NOT_A_CODE = Outcome("says that it did not understand, and how to rate", "citizen-not-a-code")
ELSEWHERE = Outcome("says that Suara speaks with one person at a time", "anyone-elsewhere")
SILENCE = Outcome("nothing: Telegram is asked not to deliver it", "")

_STORED = {
    Step.COMMENT: Outcome("stores it, and shows what is stored", "comment-stored"),
    Step.COMPLAINT: Outcome("opens a case, and gives the receipt", "case-received"),
    Step.ADDITION: Outcome("adds it to the case", "case-added"),
    Step.REPLY: Outcome("stores it, and tells the citizen", "followup-answered"),
    Step.CLOSING: Outcome("closes the case, and tells the citizen", "followup-closed"),
    Step.NEWS: Outcome("posts it", "news-posted"),
}
_ASKED_AGAIN = {
    Step.SURVEY: Outcome("says that a tap is enough, and asks the question again", "survey-by-tap"),
    Step.ERASURE: Outcome("says that a tap is enough, and asks again", "anyone-tap-instead"),
    Step.INVITATION: Outcome("says that a tap is enough", "anyone-tap-instead"),
}
_FIXED = {
    "code": FACES,
    "receipt": RECEIPT,
    "command": HELP,
    "old button": STALE,
    "forged button": STALE,
    "same poster": FACES,
    "other desk": FACES,
    "revoked poster": REPLACED,
    "expired ticket": UNKNOWN,
    "blocked and returned": WELCOME,
    "language": LANGUAGE,
    "group": ELSEWHERE,
    "channel": SILENCE,
}
_REMINDERS = {"voice": "anyone-no-voice", "edited message": "anyone-edited"}


def step_of(state: Step | Stage) -> Step:
    """Return what the bot waits for in a state."""
    return state if isinstance(state, Step) else Step.IDLE


def outcome(state: Step | Stage, kind: str) -> Outcome:
    """Return what happens to an input in a state. Raises KeyError for what has no row."""
    step = step_of(state)
    if kind == "text":
        return NOT_A_CODE if step is Step.IDLE else {**_STORED, **_ASKED_AGAIN}[step]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind not in INPUTS:
        raise KeyError(kind)
    key = _REMINDERS.get(kind, "anyone-not-understood")
    return Outcome(f"says that it cannot be taken, and what is waited for ({step})", key)


def table() -> str:
    """Return the page."""
    lines = [
        "# The conversation: every state, every input",
        "",
        "Written by `python -m docs.conversation` from the code's own list of states; "
        "`tests/bot/test_never_a_dead_end.py` plays every combination and looks at what is stored.",
        "",
        "## States",
        "",
        *(f"- **{state}**: {_docs(state)}" for state in STATES),
        "",
        f"{len(STATES)} states, {len(INPUTS)} inputs, {len(STATES) * len(INPUTS)} combinations.",
        "",
        "## What happens",
    ]
    for kind, what in INPUTS.items():
        by_words: dict[str, list[str]] = {}
        for state in STATES:
            by_words.setdefault(outcome(state, kind).words, []).append(state)
        lines += ["", f"### {kind}: {what}", "", "| in | the bot |", "|---|---|"]
        for words, states in by_words.items():
            lines.append(f"| {'every state' if len(by_words) == 1 else ', '.join(states)} | {words} |")
    return "\n".join(lines) + "\n"


def _docs(state: Step | Stage) -> str:
    """Return what the code says of a state: the line under its name."""
    import inspect

    source = inspect.getsource(type(state)).splitlines()
    at = next(number for number, line in enumerate(source) if line.strip() == f'{state.name} = "{state.value}"')
    return source[at + 1].strip().strip('"')


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8")
