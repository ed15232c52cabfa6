"""Entities made consistent as Telegram does before it keeps a text: nothing overlaps that may not, the same is merged.

Bold, italic, underline, strikethrough and spoiler may overlap: they are split where another begins. The others may not
cut each other; the one that begins first stays. Offsets and lengths are UTF-16 code units.
Rules: https://github.com/tdlib/td, td/telegram/MessageEntity.cpp (fix_formatted_text).
"""

import re
from itertools import pairwise
from typing import Any

from simulator.errors import bad_request

Entity = dict[str, Any]

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = {"blockquote", "expandable_blockquote"}
_VERBATIM = {"code", "pre", "date_time"}
_PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "date_time": 30, "text_link": 49,
    "text_mention": 49, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94,
    "custom_emoji": 99,
}  # fmt: skip
_LARGEST = 1_000_000
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SPACED = re.compile("[\x00-\t\x0b\x0c\x0e-\x1f]")
_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_UNCLEAN = re.compile("[\x00-\t\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a\u200e\u200f]")
_INVISIBLE = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufffc\ufeff\U000e0000-\U000e007f]*"
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts; raises ApiError for half a surrogate pair."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of the text."""
    return _INVISIBLE.fullmatch(text) is not None


def sort_entities(entities: list[Entity]) -> list[Entity]:
    """By offset, the longer first, as Telegram returns them."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _PRIORITY.get(e["type"], 50)))


def kept_text(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Text and entities as Telegram keeps them: cleaned, consistent, without blank edges.

    Raises ApiError 400 for half a character, and for an entity that lies outside of the text or cuts a character.
    """
    utf16_length(text)
    if entities:
        for entity in entities:
            for name in ("offset", "length"):
                if not 0 <= entity[name] <= _LARGEST:
                    raise bad_request(f"receive an entity with incorrect {name} {entity[name]}")
        entities = consistent([entity for entity in entities if entity["length"] > 0])
        _check_edges(text, entities)
    if _UNCLEAN.search(text):
        text, entities = _cleaned(text, entities)
    return _trimmed(text, entities)


def _check_edges(text: str, entities: list[Entity]) -> None:
    units = text.encode("utf-16-le")
    size = len(units) // 2
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if begin >= size:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
        if end > size:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
            )
        if _cuts(units, begin):
            at = len(units[: 2 * begin + 2].decode("utf-16-le").encode())
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {at}")
        if end < size and _cuts(units, end):
            at = len(units[: 2 * end + 2].decode("utf-16-le").encode())
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol at byte offset {at}"
            )


def _cuts(units: bytes, offset: int) -> bool:
    """Whether the code unit at the offset is the second half of a character."""
    return 0xDC <= units[2 * offset + 1] <= 0xDF


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without the characters that Telegram drops; control characters become spaces."""
    if entities:
        # Everything that is dropped is one code unit long, so that counting it is enough.
        gone = [utf16_length(text[: match.start()]) for match in _REMOVED.finditer(text)]
        moved = []
        for entity in entities:
            begin, end = entity["offset"], entity["offset"] + entity["length"]
            before, inside = sum(at < begin for at in gone), sum(begin <= at < end for at in gone)
            moved.append({**entity, "offset": begin - before, "length": entity["length"] - inside})
        entities = consistent([entity for entity in moved if entity["length"] > 0])
    text = _SPACED.sub(" ", _REMOVED.sub("", text))
    return _MARKS.sub(lambda match: "\u200c" * len(match.group()), text), entities


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    bare = text.rstrip(" \n")
    if len(bare) != len(text) and entities:
        end = utf16_length(bare)
        inside = [{**e, "length": min(e["length"], end - e["offset"])} for e in entities if e["offset"] < end]
        entities = sort_entities(inside)
    lead = len(bare) - len(bare.lstrip(" \n"))
    if entities:
        lead = min(lead, entities[0]["offset"])
        entities = [{**entity, "offset": entity["offset"] - lead} for entity in entities] if lead else entities
    return bare[lead:], entities


def consistent(entities: list[Entity]) -> list[Entity]:
    """Sorted, merged and split so that they either nest or lie apart."""
    entities = sort_entities(entities)
    if len(entities) < 2 or _lie_apart(entities):
        return entities
    quotes = _first_come([entity for entity in entities if entity["type"] in _QUOTES])
    others = _first_come([entity for entity in entities if entity["type"] not in (*_QUOTES, *SPLITTABLE)])
    solid = sort_entities([*quotes, *_not_cutting(others, quotes)])
    return _with_styles(solid, [entity for entity in entities if entity["type"] in SPLITTABLE])


def with_found(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Given entities and those that Telegram finds by itself, which yield to them."""
    if not found:
        return entities
    quotes = [entity for entity in entities if entity["type"] in _QUOTES]
    given = [entity for entity in entities if entity["type"] not in (*_QUOTES, *SPLITTABLE)]
    new = [entity for entity in _not_cutting(found, quotes) if not any(_overlap(entity, other) for other in given)]
    styles = [entity for entity in entities if entity["type"] in SPLITTABLE]
    return _with_styles(sort_entities([*quotes, *given, *new]), styles)


def _lie_apart(entities: list[Entity]) -> bool:
    """Whether the sorted entities do not even touch: nothing to do."""
    return all(one["offset"] + one["length"] < other["offset"] for one, other in pairwise(entities))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _first_come(entities: list[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity["offset"] >= kept[-1]["offset"] + kept[-1]["length"]:
            kept.append(entity)
    return kept


def _not_cutting(entities: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """Those that lie inside a quote or outside of all."""
    return [entity for entity in entities if all(_inside(entity, q) or not _overlap(entity, q) for q in quotes)]


def _inside(entity: Entity, holder: Entity) -> bool:
    begin, end = holder["offset"], holder["offset"] + holder["length"]
    return bool(begin <= entity["offset"] and entity["offset"] + entity["length"] <= end)


def _with_styles(solid: list[Entity], styles: list[Entity]) -> list[Entity]:
    """The styles merged where they are the same, and cut wherever something else begins or ends around them."""
    if not styles:
        return solid
    spans = {kind: _joined([entity for entity in styles if entity["type"] == kind]) for kind in SPLITTABLE}
    starts = {begin for joined in spans.values() for begin, _ in joined}
    edges = {edge for entity in solid for edge in (entity["offset"], entity["offset"] + entity["length"])}
    cuts = sorted(starts | edges)
    verbatim = [entity for entity in solid if entity["type"] in _VERBATIM]
    pieces: list[Entity] = []
    for kind, joined in spans.items():
        for begin, end in joined:
            points = [begin, *(cut for cut in cuts if begin < cut < end), end]
            for left, right in pairwise(points):
                piece: Entity = {"offset": left, "length": right - left, "type": kind}
                if not any(_overlap(piece, entity) for entity in verbatim):
                    pieces.append(piece)
    return sort_entities([*solid, *pieces])


def _joined(entities: list[Entity]) -> list[tuple[int, int]]:
    """Begin and end of what the entities of one type cover together."""
    spans: list[tuple[int, int]] = []
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((begin, end))
    return spans
