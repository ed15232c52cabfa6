"""What a simulated Telegram is told at its start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimulatorSettings:
    """The bot that is served, and how strict Telegram is with it.

    `overall_per_second`, `private_per_second` and `group_per_minute` are the pace at which messages are let through;
    `private_burst` messages may follow each other at once in a private chat. They count only with `enforce_limits`.
    """

    token: str
    username: str
    bot_name: str
    enforce_limits: bool = True
    latency_seconds: float = 0.0
    overall_per_second: float = 30.0
    private_per_second: float = 1.0
    private_burst: int = 4
    group_per_minute: int = 20
    callback_seconds: float = 30.0
    """How long a callback query can be answered."""
    webhook_retry_seconds: float = 1.0
    """First pause before a failed webhook delivery is tried again; it doubles, up to sixty times itself."""
    webhook_timeout_seconds: float = 60.0
    conflict_pause_seconds: float = 3.0
    """A second 409 to getUpdates within this time comes so much later."""
    log_size: int = 2000
    """How many requests `GET /phone/log` remembers."""
