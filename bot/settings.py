"""What the bot is told at start."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Webhook:
    """Where Telegram delivers, instead of being polled."""

    url: str
    """Public https address, including the path."""
    listen: str
    """Address and port to listen on, e.g. ``127.0.0.1:8443``."""
    secret: str
    """Comes back in every delivery; 1–256 characters of ``A-Z a-z 0-9 _ -``."""


@dataclass(frozen=True)
class BotSettings:
    """The bot's settings; speeds of 0 lift a limit (for a server on this machine)."""

    token: str
    username: str | None
    api_base: str
    charts_folder: Path
    reports_folder: Path
    time_zone: str
    webhook: Webhook | None = None
    poll_seconds: int = 25
    messages_per_second: float = 29.4
    """98 % of what Telegram allows in all: pacing just under it loses nothing."""
    seconds_per_chat_message: float = 1.0
    connections: int = 100
    survey_again_days: int = 90
    """The official survey is offered again to the same person for the same service after so many days."""
    case_working_days: int = 5
    """An answer to a complaint is due within so many."""
    concern_words: Path | None = None
    """The office's own file of `data.concerns`."""
