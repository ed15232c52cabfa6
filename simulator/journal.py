"""The latest requests to the Bot API, for tests and for curious developers."""

import json
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.parameters import Parameters

_KEPT_CHARACTERS = 8192


@dataclass(slots=True)
class Entry:
    """One request; `number` counts them, `seconds` is monotonic time at its arrival."""

    number: int
    method: str
    parameters: Parameters
    seconds: float
    answer: str = ""
    ok: bool = False
    status: int = 0
    """Of the answer; 0 while there is none."""

    def answered(self, status: int, answer: str) -> None:
        """Keep the answer, unless it is too long to keep."""
        self.ok = status == 200
        self.status = status
        if len(answer) <= _KEPT_CHARACTERS:
            self.answer = answer

    def wire(self) -> dict[str, Any]:
        """As the phone API shows it: `result` or `error` is missing when the answer was too long or never given."""
        answer = json.loads(self.answer) if self.answer else {}
        outcome = {"result": answer.get("result")} if self.ok else {"error": answer}
        return {
            "method": self.method,
            "params": self.parameters.described(),
            "ok": self.ok,
            "seconds": self.seconds,
            **(outcome if answer else {}),
        }


class Journal:
    """A ring of entries."""

    def __init__(self, size: int) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)
        self._noted = 0

    def note(self, method: str, parameters: Parameters) -> Entry:
        """Keep a request; its answer is filled in later."""
        self._noted += 1
        entry = Entry(self._noted, method, parameters, time.monotonic())
        self._entries.append(entry)
        return entry

    def after(self, number: int, limit: int) -> list[Entry]:
        """The latest `limit` entries, oldest first, of those noted after the entry of this number."""
        found: list[Entry] = []
        for entry in reversed(self._entries):
            if entry.number <= number or len(found) == limit:
                break
            found.append(entry)
        return found[::-1]

    def select(self, method: str, chat: str, limit: int) -> list[dict[str, Any]]:
        """The latest `limit` entries of a method and chat (empty: any), oldest first."""
        wanted = method.lower()
        found = [
            entry
            for entry in self._entries
            if (not wanted or entry.method.lower() == wanted) and (not chat or entry.parameters.text("chat_id") == chat)
        ]
        return [entry.wire() for entry in found[-limit:]]
