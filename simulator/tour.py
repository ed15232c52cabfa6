"""How far the guided tour has come, seen from what stands in the phones."""

from collections.abc import Sequence
from typing import Any

from simulator.chats import Chat, Message
from simulator.stage import Step

Trace = dict[int, tuple[Any, ...]]
"""What each message of a chat looked like, by its id."""


class Tour:
    """Waits at a step until its condition holds, then goes on to the next."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.at = 0
        """Index of the step that waits; the number of steps when all are done."""
        self._before: dict[str, Trace] = {}

    def go_to(self, index: int, phones: dict[str, Chat]) -> None:
        """Begin a step: what the phones show now does not count for it."""
        self.at = min(max(index, 0), len(self.steps))
        self._before = {role: _trace(chat) for role, chat in phones.items()}

    def look(self, phones: dict[str, Chat]) -> bool:
        """Go on when the step that waits is done; whether it was."""
        if self.at >= len(self.steps):
            return False
        done = self.steps[self.at].done
        chat = phones.get(done.role)
        if chat is None:
            return False
        before = self._before.get(done.role, {})
        for message in reversed(chat.messages.values()):
            fresh = before.get(message.message_id) != _look(message)
            if fresh and done.met_by(message.wire, message.from_bot):
                self.go_to(self.at + 1, phones)
                return True
        return False


def _trace(chat: Chat) -> Trace:
    return {message.message_id: _look(message) for message in chat.messages.values()}


def _look(message: Message) -> tuple[Any, ...]:
    wire = message.wire
    return (wire.get("text", wire.get("caption")), wire.get("edit_date"), wire.get("reply_markup"))
