"""What a person sees: pure functions from state and texts to a text with buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

__all__ = ["Button", "Screen", "escape", "pairs", "shortened"]


@dataclass(frozen=True)
class Button:
    """An inline button; ``data`` comes back when it is tapped (1–64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True)
class Screen:
    """A message: text in Telegram's HTML (what comes from people is escaped) and rows of buttons."""

    text: str
    rows: Sequence[Sequence[Button]] = ()

    def parameters(self) -> dict[str, Any]:
        """Return the Bot API's parameters of a message with this text and these buttons."""
        keyboard = [[{"text": b.label, "callback_data": b.data} for b in row] for row in self.rows]
        return {
            "text": self.text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": keyboard},
        }


def pairs(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    """Return rows of two."""
    return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]


def shortened(label: str, length: int = 48) -> str:
    """Return a text of at most so many characters; narrow phones show a button's label only so far."""
    return label if len(label) <= length else label[: length - 1].rstrip(" ,.") + "…"
