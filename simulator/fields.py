"""Fields of a JSON object inside a parameter, read as strictly as Telegram reads them.

Unlike parameters, fields have types: a number may be text and the other way round, but a flag must be a boolean, and a
null is none of them.
"""

import re
from typing import Any

from simulator.errors import ApiError, bad_request

_INTEGER = re.compile(r"-?[0-9]{1,19}")


class Fields:
    """Access to one object; `prefix` begins every complaint (ApiError 400)."""

    __slots__ = ("prefix", "values")

    def __init__(self, values: dict[str, Any], prefix: str = "") -> None:
        self.values = values
        self.prefix = prefix

    def complaint(self, problem: str) -> ApiError:
        """What is wrong, in Telegram's form."""
        return bad_request(self.prefix + problem if self.prefix else problem[0].lower() + problem[1:])

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """Text, or a number as text; empty when missing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        if _is_number(value):
            return str(value)
        raise self.complaint(f'Field "{name}" must be of type String')

    def needed_text(self, name: str) -> str:
        """The same, but it must be there."""
        self._find(name)
        return self.text(name)

    def flag(self, name: str) -> bool:
        """A boolean; false when missing."""
        value = self.values.get(name, False)
        if isinstance(value, bool):
            return value
        raise self.complaint(f'Field "{name}" must be of type Boolean')

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number, or text that is one."""
        value = self.values.get(name, default)
        if isinstance(value, str) or _is_number(value):
            if _INTEGER.fullmatch(str(value)):
                return int(value)
            raise self.complaint(f'Field "{name}" must be a valid Number')
        raise self.complaint(f'Field "{name}" must be a Number')

    def needed_integer(self, name: str) -> int:
        """The same, but it must be there."""
        self._find(name)
        return self.integer(name)

    def object(self, name: str) -> "Fields":
        """An object that must be there."""
        self._find(name)
        value = self.values[name]
        if not isinstance(value, dict):
            raise self.complaint(f'Field "{name}" must be of type Object')
        return Fields(value, self.prefix)

    def array(self, name: str) -> list[Any]:
        """An array; empty when missing."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self.complaint(f'Field "{name}" must be of type Array')
        return value

    def _find(self, name: str) -> None:
        if name not in self.values:
            raise self.complaint(f'Can\'t find field "{name}"')


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
