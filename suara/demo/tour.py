"""The guided tour, as data: what to do, in whose phone, and by which message of the bot it is seen to be done."""

import re

from data.texts import LANGUAGES, texts
from simulator import Condition, Step

CITIZEN, OFFICER, SUPERVISOR = "citizen", "officer", "supervisor"

_GAP = "\N{BULLET}gap\N{BULLET}"
_TAG = re.compile(r"</?[a-z-]+>")


def words(key: str) -> dict[str, str]:
    """A text in every language of the page."""
    return {language: texts(language)(key) for language in LANGUAGES}


def says(key: str, *variables: str) -> str:
    """A pattern for the first line of one of the bot's texts in any language, whatever stands for its variables."""
    shown = (texts(language)(key, **dict.fromkeys(variables, _GAP)) for language in LANGUAGES)
    lines = (_TAG.sub("", each).strip().splitlines()[0] for each in shown)
    return "|".join(re.escape(line).replace(re.escape(_GAP), ".*?") for line in lines)


def _step(key: str, done: Condition, points_at: str = "", after: Condition | None = None) -> Step:
    return Step(key, words(f"tour-{key}"), words(f"tour-{key}-how"), done, points_at, after)


def steps() -> list[Step]:
    """The steps in their order."""
    faces = says("citizen-consent")
    stored = f"{says('citizen-face-stored', 'face')}|{says('citizen-thanks', 'face')}"
    return [
        _step("scan", Condition(CITIZEN, faces), "wall"),
        _step("rate", Condition(CITIZEN, stored, edited=True)),
        _step("change", Condition(CITIZEN, stored, edited=True), after=Condition(CITIZEN, faces, edited=True)),
        _step("privacy", Condition(CITIZEN, says("rights-privacy"))),
        _step("officer", Condition(OFFICER, says("officer-bound", "name")), "wall"),
        _step("digest", Condition(OFFICER, says("digest-title"), photo=True), "clock"),
        _step("supervisor", Condition(SUPERVISOR, says("supervisor-team", "week", "people")), "wall"),
        _step("why", Condition(SUPERVISOR, says("supervisor-noted"), photo=True)),
    ]
