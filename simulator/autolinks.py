"""Entities that Telegram finds by itself in plain text: commands, mentions, hashtags, addresses."""

import re

from simulator.entities import Entity, utf16_length, with_found

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
            if not any(_overlap(other, entity) for other in found):
                found.append(entity)
    return with_found(given, found)


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
