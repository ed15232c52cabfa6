"""The latest requests to the Bot API, for tests and for curious developers."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.parameters import Parameters


@dataclass(slots=True)
class Entry:
    """One request; `seconds` is monotonic time at its arrival."""

    method: str
    parameters: Parameters
    seconds: float
    answer: str = ""
    ok: bool = False

    def wire(self) -> dict[str, Any]:
        """As the phone API shows it; `answer` is the JSON text that was sent."""
        return {
            "method": self.method,
            "params": self.parameters.described(),
            "ok": self.ok,
            "answer": self.answer,
            "seconds": self.seconds,
        }


class Journal:
    """A ring of entries."""

    def __init__(self, size: int) -> None:
        self._entries: deque[Entry] = deque(maxlen=size)

    def note(self, method: str, parameters: Parameters) -> Entry:
        """Keep a request; its answer is filled in later."""
        entry = Entry(method, parameters, time.monotonic())
        self._entries.append(entry)
        return entry

    def select(self, method: str, chat: str, limit: int) -> list[dict[str, Any]]:
        """The latest `limit` entries of a method and chat (empty: any), oldest first."""
        wanted = method.lower()
        found = [
            entry
            for entry in self._entries
            if (not wanted or entry.method.lower() == wanted) and (not chat or entry.parameters.text("chat_id") == chat)
        ]
        return [entry.wire() for entry in found[-limit:]]
