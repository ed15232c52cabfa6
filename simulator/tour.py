"""How far the guided tour has come, seen from what stands in the phones."""

from collections.abc import Sequence
from typing import Any

from simulator.chats import Chat, Message
from simulator.stage import Condition, Step

Trace = dict[int, tuple[Any, ...]]
"""What each message of a chat looked like, by its id."""


class Tour:
    """Waits at a step until its condition holds, then goes on to the next."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.at = 0
        """Index of the step that waits; the number of steps when all are done."""
        self._before: dict[str, Trace] = {}
        self._prepared = False

    def go_to(self, index: int, phones: dict[str, Chat]) -> None:
        """Begin a step: what the phones show now does not count for it."""
        self.at = min(max(index, 0), len(self.steps))
        self._prepared = False
        self._before = {role: _trace(chat) for role, chat in phones.items()}

    def look(self, phones: dict[str, Chat]) -> bool:
        """Go on when the step that waits is done; whether it was."""
        if self.at >= len(self.steps):
            return False
        step = self.steps[self.at]
        if step.after is not None and not self._prepared:
            if self._holds(step.after, phones):
                self.go_to(self.at, phones)
                self._prepared = True
            return False
        if not self._holds(step.done, phones):
            return False
        self.go_to(self.at + 1, phones)
        return True

    def _holds(self, condition: Condition, phones: dict[str, Chat]) -> bool:
        chat = phones.get(condition.role)
        if chat is None:
            return False
        before = self._before.get(condition.role, {})
        return any(
            before.get(message.message_id) != _look(message) and condition.met_by(message.wire, message.from_bot)
            for message in reversed(chat.messages.values())
        )


def _trace(chat: Chat) -> Trace:
    return {message.message_id: _look(message) for message in chat.messages.values()}


def _look(message: Message) -> tuple[Any, ...]:
    wire = message.wire
    return (wire.get("text", wire.get("caption")), wire.get("edit_date"), wire.get("reply_markup"))
