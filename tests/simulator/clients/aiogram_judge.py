"""Judges Bot API objects by aiogram's types: a JSON line in, the list of what is wrong with it as a JSON line out.

A line is ``{"kind": ..., "value": ...}``; the kind is a method ("sendMessage", the value its whole answer) or a type
("Update"). Wrong is what pydantic refuses, a field that aiogram does not know, a null, a value that came
out of the model as another, and a word that is not among Telegram's.
"""

import json
import sys
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from aiogram import enums, methods, types
from aiogram.methods import Response
from pydantic import BaseModel, TypeAdapter, ValidationError

WORDS: dict[tuple[str, str], type[Enum]] = {
    ("MessageEntity", "type"): enums.MessageEntityType,
    ("Chat", "type"): enums.ChatType,
    ("ChatFullInfo", "type"): enums.ChatType,
    ("Sticker", "type"): enums.StickerType,
}
"""Where aiogram's types take any text, though Telegram has a list."""


def model_of(kind: str) -> TypeAdapter[Any]:
    """What the value must be."""
    name = kind[0].upper() + kind[1:]
    method = getattr(methods, name, None)
    if method is not None:
        return TypeAdapter(Response[method.__returning__])  # type: ignore[name-defined]
    return TypeAdapter(getattr(types, name))


def faults(seen: Any, sent: Any, path: str) -> list[str]:
    """Where the model and the JSON it was made of part."""
    if sent is None:
        return [f"{path}: null"]
    if isinstance(seen, BaseModel):
        if not isinstance(sent, dict):
            return [f"{path}: {sent!r} became {type(seen).__name__}"]
        return model_faults(seen, sent, path)
    if isinstance(seen, list | tuple):
        found = [] if len(seen) == len(sent) else [f"{path}: other length"]
        for number, (one, other) in enumerate(zip(seen, sent, strict=False)):
            found += faults(one, other, f"{path}[{number}]")
        return found
    if isinstance(seen, datetime):
        seen = int(seen.timestamp())
    elif isinstance(seen, timedelta):
        seen = int(seen.total_seconds())
    elif isinstance(seen, Enum):
        seen = seen.value
    if type(seen) is not type(sent) or seen != sent:
        return [f"{path}: {sent!r} became {seen!r}"]
    return []


def model_faults(seen: BaseModel, sent: dict[str, Any], path: str) -> list[str]:
    """The same for an object, field by field."""
    kind = type(seen)
    names = {field.alias or name: name for name, field in kind.model_fields.items()}
    found = []
    for name, value in sent.items():
        where = f"{path}.{name}"
        if name not in names:
            found.append(f"{where}: unknown to {kind.__name__}")
            continue
        found += faults(getattr(seen, names[name]), value, where)
        words = WORDS.get((kind.__name__, name))
        if words is not None and value not in {word.value for word in words}:
            found.append(f"{where}: {value!r} is not a word of Telegram's")
    return found


def judged(kind: str, value: Any) -> list[str]:
    """Everything that is wrong."""
    try:
        seen = model_of(kind).validate_json(json.dumps(value))
    except ValidationError as error:
        return [f"{kind}.{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors()]
    return faults(seen, value, kind)


def main() -> None:
    """Judge line after line until there is no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(judged(asked["kind"], asked["value"])), flush=True)


if __name__ == "__main__":
    main()
