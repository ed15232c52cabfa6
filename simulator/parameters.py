"""The parameters of one request to the Bot API, however they came."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a multipart request."""

    name: str
    mime_type: str
    content: bytes


NULL = object()
"""JSON's null where an object or an array was wanted: there is something, and it is the wrong thing."""

_INTEGER = re.compile(r"-?[0-9]{1,300}", re.ASCII)


class Parameters:
    """Typed access to what a bot sent.

    To Telegram all parameters are text: queries and forms bring them so, and of a JSON body it takes strings decoded
    and everything else as written, null too. What cannot be read as a number counts as 0.
    """

    __slots__ = ("uploads", "values")

    def __init__(self, values: dict[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads: Mapping[str, Upload] = uploads or {}

    def __contains__(self, name: str) -> bool:
        """Whether there is a value that is not empty."""
        return bool(self.values.get(name, "") != "")

    def text(self, name: str) -> str:
        """The parameter as text, empty when missing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        return str(value) if type(value) is int else json.dumps(value)

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The digits that the parameter begins with, as a number of 32 bits within bounds."""
        value = self.values.get(name, "")
        if value == "":
            return default
        if type(value) is int:
            number = value
        else:
            digits = _INTEGER.match(self.text(name))
            number = int(digits.group()) if digits is not None else 0
        number = (number + (1 << 31)) % (1 << 32) - (1 << 31)
        if low is not None and number < low:
            return low
        if high is not None and number > high:
            return high
        return number

    def flag(self, name: str) -> bool:
        """The parameter as yes or no."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, problem: str) -> Any:
        """The parameter as parsed JSON, None when missing or empty, `NULL` for null.

        Raises ApiError 400 with `problem` when it cannot be parsed.
        """
        value = self.values.get(name, "")
        if value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                raise bad_request(problem) from None
        return NULL if value is None else value

    def upload(self, name: str) -> Upload | None:
        """The file of that name, or the one that `attach://` in the parameter points to."""
        direct = self.uploads.get(name)
        if direct is not None:
            return direct
        return self.attached(self.values.get(name))

    def attached(self, reference: object) -> Upload | None:
        """The file that an `attach://<name>` points to."""
        if isinstance(reference, str) and reference.startswith("attach://"):
            return self.uploads.get(reference.removeprefix("attach://"))
        return None

    def described(self) -> dict[str, Any]:
        """What a log shows: the values, and of files only name and size."""
        if not self.uploads:
            return self.values
        files = {name: f"<{upload.name}, {len(upload.content)} bytes>" for name, upload in self.uploads.items()}
        return {**self.values, **files}
