"""Entities that Telegram finds by itself in plain text: commands, mentions, hashtags, addresses."""

import re

from simulator.formatting import Entity, sort_entities, utf16_length

_PATTERNS: list[tuple[str, str, re.Pattern[str]]] = [
    ("/", "bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("@", "mention", re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\w@])")),
    ("#", "hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
    ("@", "email", re.compile(r"(?<![\w.+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")),
    (
        ".",
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)'»]|"
            r"(?:[a-z0-9-]+\.)+(?:com|org|net|id|me|io|info|dev|gov|edu)(?:/[^\s<>\"]*[^\s<>\".,;:!?)'»])?)(?![\w@])",
            re.IGNORECASE,
        ),
    ),
]


def found_entities(text: str, given: list[Entity]) -> list[Entity]:
    """`given` and whatever else the text shows by itself, sorted; what is already marked as code or link stays so."""
    found: list[Entity] = []
    for sign, kind, pattern in _PATTERNS:
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            entity: Entity = {"offset": offset, "length": utf16_length(match.group()), "type": kind}
            if not any(_excludes(other, entity) for other in given) and not any(_overlap(o, entity) for o in found):
                found.append(entity)
    return sort_entities([*given, *found]) if found else given


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _excludes(given: Entity, entity: Entity) -> bool:
    return given["type"] in {"code", "pre", "text_link", "text_mention", "custom_emoji"} and _overlap(given, entity)
