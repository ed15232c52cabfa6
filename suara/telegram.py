"""Asking Telegram who the bot is, for commands beside the running bot."""

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from suara.config import Config
from suara.errors import ConfigError, SuaraError

TIMEOUT_SECONDS = 5.0


class TelegramError(SuaraError):
    """Telegram cannot be reached, or does not know the token."""


@dataclass(frozen=True)
class Introduction:
    """What Telegram says of the bot."""

    username: str
    date: datetime | None
    """Telegram's clock."""


async def introduce(config: Config) -> Introduction:
    """Ask getMe. Raises TelegramError, and ConfigError when there is no token."""
    import aiohttp

    token = config.token()
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(f"{config.telegram.api_base}/bot{token}/getMe") as response,
        ):
            answer = json.loads(await response.read())
            date = response.headers.get("Date")
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        # The error's own text may hold the address, and that holds the token.
        raise TelegramError(f"{config.telegram.api_base} cannot be reached ({type(error).__name__}).") from None
    except ValueError as error:
        raise TelegramError(f"{config.telegram.api_base} does not speak the Bot API.") from error
    if response.status in {401, 404}:
        raise TelegramError("Telegram does not know the token: copy it anew from @BotFather into telegram.token.")
    try:
        return Introduction(str(answer["result"]["username"]), parsedate_to_datetime(date) if date else None)
    except (KeyError, TypeError, ValueError) as error:
        raise TelegramError(f"Telegram answered with status {response.status}: try again later.") from error


async def bot_username(config: Config) -> str:
    """Return the bot's username from the configuration, else from Telegram. Raises ConfigError."""
    if config.telegram.username:
        return config.telegram.username
    try:
        return (await introduce(config)).username
    except SuaraError as error:
        raise ConfigError(
            f"telegram.username is missing in {config.file}: put the bot's username there; it stands in links."
        ) from error
