"""The log: events as ``key=value`` lines on stderr, where systemd and containers keep them."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from data.clock import Clock

HIDDEN = "<token>"


def configure(clock: Clock, token: str) -> None:
    """Send the rooms' events and the libraries' warnings to stderr; the bot's token never appears there."""

    render = structlog.processors.LogfmtRenderer(key_order=["at", "level", "event"], bool_as_flag=False)

    def stamp(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"at": clock().isoformat(timespec="seconds"), **event}

    def line(logger: object, method: str, event: MutableMapping[str, Any]) -> str:
        return render(logger, method, event).replace(token, HIDDEN)

    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            stamp,
            structlog.processors.format_exc_info,
            line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Library()], force=True)


class _Library(logging.Handler):
    """Takes what libraries log the standard way; where and in which words, but no traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(record.levelno, "library", name=record.name, problem=record.getMessage())
