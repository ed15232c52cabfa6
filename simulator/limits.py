"""How many messages Telegram lets a bot send: in all, to one person, to one group."""

import math
import time
from collections import deque
from collections.abc import Callable

from simulator.errors import too_many_requests
from simulator.settings import SimulatorSettings


class Bucket:
    """Tokens that refill with time: `rate` a second, at most `capacity` saved up."""

    __slots__ = ("_at", "_capacity", "_rate", "_tokens")

    def __init__(self, rate: float, capacity: float, now: float) -> None:
        self._rate = rate
        self._capacity = capacity
        self._tokens = capacity
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until there is a token, 0 when there is one."""
        self._tokens = min(self._capacity, self._tokens + (now - self._at) * self._rate)
        self._at = now
        return 0.0 if self._tokens >= 1.0 else (1.0 - self._tokens) / self._rate

    def take(self) -> None:
        """Use a token that `wait` has found."""
        self._tokens -= 1.0


class SendLimits:
    """Counts messages that were let through and refuses the rest with 429."""

    def __init__(self, settings: SimulatorSettings, seconds: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._seconds = seconds
        self._overall = Bucket(settings.overall_per_second, max(1.0, settings.overall_per_second), seconds())
        self._private: dict[int, Bucket] = {}
        self._groups: dict[int, deque[float]] = {}

    def admit(self, chat_id: int) -> None:
        """Let one message to the chat pass; raises ApiError 429 with the seconds to wait."""
        if not self._settings.enforce_limits:
            return
        now = self._seconds()
        wait = self._overall.wait(now)
        if chat_id < 0:
            recent = self._groups.setdefault(chat_id, deque(maxlen=self._settings.group_per_minute))
            if len(recent) == recent.maxlen:
                wait = max(wait, recent[0] + 60.0 - now)
            if wait <= 0.0:
                recent.append(now)
        else:
            bucket = self._private.get(chat_id)
            if bucket is None:
                bucket = Bucket(self._settings.private_per_second, self._settings.private_burst, now)
                self._private[chat_id] = bucket
            wait = max(wait, bucket.wait(now))
            if wait <= 0.0:
                bucket.take()
        if wait > 0.0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._overall.take()
