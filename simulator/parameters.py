"""The parameters of one request to the Bot API, however they came."""

import json
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


class Parameters:
    """Typed access to what a bot sent.

    JSON bodies carry numbers, booleans and objects; queries and forms carry all of them as text. Both read the same.
    """

    __slots__ = ("uploads", "values")

    def __init__(self, values: dict[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads: Mapping[str, Upload] = uploads or {}

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """The parameter as text, empty when missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return str(value) if type(value) is int else json.dumps(value)

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The parameter as a whole number within bounds; what is not a number counts as `default`, as on Telegram."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return default
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            return default
        if low is not None and number < low:
            return low
        if high is not None and number > high:
            return high
        return number

    def flag(self, name: str) -> bool:
        """The parameter as yes or no."""
        value = self.values.get(name)
        if isinstance(value, bool) or value is None:
            return bool(value)
        return str(value).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, problem: str) -> Any:
        """The parameter as parsed JSON, None when missing or empty.

        Raises ApiError 400 with `problem` when it cannot be parsed.
        """
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(problem) from None

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
