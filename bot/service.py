"""The bot as a whole: started once, run until told to stop."""

import asyncio

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot import menus
from bot.api import ApiRequest
from bot.application import SuaraApplication, build
from bot.errors import BotError, UnreachableError, WrongTokenError, WrongUsernameError
from bot.loop import ALLOWED, Polling, UpdateLoop
from bot.sender import Sender
from bot.settings import BotSettings
from bot.webhook import WebhookServer
from data.clock import Clock
from data.database import Database
from data.keys import Keys
from data.outbox import Outbox

log = structlog.get_logger()


class Bot:
    """The conversation with Telegram: updates in, messages out."""

    def __init__(self, settings: BotSettings, database: Database, keys: Keys, clock: Clock) -> None:
        self._settings = settings
        self._api = ApiRequest(settings.api_base, settings.token)
        self._application: SuaraApplication = build(settings, self._api)
        self._application.bot_data["settings"] = settings
        outbox = Outbox(keys)
        self.sender = Sender(self._api, database, outbox, settings, clock)
        self._loop = UpdateLoop(self._application, database, keys, outbox, self.sender, clock)

    async def start(self) -> None:
        """Say hello to Telegram.

        Raises WrongTokenError, WrongUsernameError, UnreachableError, or BotError when Telegram refuses the webhook.
        """
        try:
            await self._api.initialize()
            await self._application.initialize()  # asks getMe
            self._check_username(self._application.bot.username)
            await asyncio.gather(self._choose_delivery(), self._set_menus())
        except InvalidToken as error:
            await self.close()
            raise WrongTokenError(
                "Telegram does not know this token: check telegram.token (from @BotFather)."
            ) from error
        except BadRequest as error:
            await self.close()
            raise BotError(f"Telegram refuses the webhook ({error.message}): check telegram.webhook.url.") from error
        except TelegramError as error:
            await self.close()
            raise UnreachableError(
                f"Telegram cannot be reached at {self._settings.api_base}: check the network and telegram.api_base."
            ) from error
        except BaseException:
            await self.close()
            raise
        log.info("bot_started", mode="webhook" if self._settings.webhook else "polling")

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop``. Raises BotError when it cannot go on."""
        receiver = (
            WebhookServer(self._settings.webhook, self._loop)
            if self._settings.webhook
            else Polling(self._api, self._loop, self._settings.poll_seconds)
        )
        halt = asyncio.Event()
        rooms = [asyncio.create_task(receiver.run(halt)), asyncio.create_task(self.sender.run(halt))]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({*rooms, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            halt.set()
            outcomes = await asyncio.gather(*rooms, return_exceptions=True)
            await self.close()
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        log.info("bot_stopped")

    async def close(self) -> None:
        """Close the connections."""
        await self._application.shutdown()
        await self._api.shutdown()

    async def _choose_delivery(self) -> None:
        if hook := self._settings.webhook:
            wanted = {"url": hook.url, "secret_token": hook.secret, "allowed_updates": ALLOWED}
            await self._api.call("setWebhook", wanted)
        else:
            await self._api.call("deleteWebhook", {})

    async def _set_menus(self) -> None:
        try:
            await menus.set_for_everybody(self._api)
        except InvalidToken:
            raise
        except TelegramError as error:  # they stand from an earlier start; the conversation goes without
            log.warning("menus_not_set", kind=type(error).__name__)

    def _check_username(self, username: str) -> None:
        expected = self._settings.username
        if expected and username.lower() != expected.lower().removeprefix("@"):
            raise WrongUsernameError(
                f"The token belongs to @{username}, but telegram.username is {expected}: correct one of the two."
            )
