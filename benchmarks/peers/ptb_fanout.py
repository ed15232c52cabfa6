"""A plain fan-out beside a plain bot: python ptb_fanout.py URL TOKEN DATABASE CHATS gather|limiter.

``gather``: everything at once, waiting as long as each 429 says, five times. ``limiter``: the same through
python-telegram-bot's own AIORateLimiter, which also retries five times. CHATS is a file with a chat's id a line.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

import ptb_bot  # type: ignore[import-not-found]  # stands beside this script
import uvloop
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application

RETRIES = 5
TEXT = "Ringkasan mingguan: terima kasih atas pelayanan Anda minggu ini."


async def send(application: "Application[Any, Any, Any, Any, Any, Any]", chat: int) -> None:
    """Send one digest."""
    for _ in range(RETRIES):
        try:
            await application.bot.send_message(chat, TEXT)
            return
        except RetryAfter as error:
            await asyncio.sleep(float(str(error.retry_after)))
        except TelegramError:
            await asyncio.sleep(1)


def main() -> None:
    """Serve, and send a digest to every chat."""
    url, token, database, chats, way = sys.argv[1:]
    ids = [int(line) for line in Path(chats).read_text("utf-8").split()]

    async def fan_out(application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        async def everybody() -> None:
            await asyncio.gather(*(send(application, chat) for chat in ids))

        application.bot_data["fan_out"] = asyncio.create_task(everybody())

    limiter = AIORateLimiter(max_retries=RETRIES) if way == "limiter" else None
    application = ptb_bot.build(url, token, database, 32, limiter)
    application.post_init = fan_out
    application.run_polling()


if __name__ == "__main__":
    uvloop.install()
    main()
