"""The bot as a whole: started once, run until told to stop."""

import asyncio

import structlog
from telegram.error import InvalidToken, TelegramError

from bot import menus
from bot.api import ApiRequest
from bot.application import SuaraApplication, build
from bot.errors import UnreachableError, WrongTokenError, WrongUsernameError
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
        self._api = ApiRequest(settings.api_base, settings.token, settings.connections)
        self._application: SuaraApplication = build(settings, self._api)
        self._application.bot_data["charts_folder"] = settings.charts_folder
        outbox = Outbox(keys)
        self.sender = Sender(self._api, database, outbox, settings, clock)
        self._loop = UpdateLoop(self._application, database, keys, outbox, self.sender, clock)

    async def start(self) -> None:
        """Say hello to Telegram.

        Raises WrongTokenError, WrongUsernameError or UnreachableError.
        """
        await self._api.initialize()
        try:
            me = await self._api.call("getMe", {}, answer_seconds=10)
            self._check_username(str(me["username"]))
            await self._application.initialize()
            await menus.set_for_everybody(self._api)
            if self._settings.webhook:
                hook = self._settings.webhook
                await self._api.call(
                    "setWebhook", {"url": hook.url, "secret_token": hook.secret, "allowed_updates": ALLOWED}
                )
            else:
                await self._api.call("deleteWebhook", {})
        except InvalidToken as error:
            await self.close()
            raise WrongTokenError(
                "Telegram does not know this token: check telegram.token (from @BotFather)."
            ) from error
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
        server = (
            WebhookServer(self._settings.webhook, self._loop)
            if self._settings.webhook
            else Polling(self._api, self._loop, self._settings.poll_seconds)
        )
        halt = asyncio.Event()
        receiving = asyncio.create_task(server.run(halt))
        sending = asyncio.create_task(self.sender.run(halt))
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait({receiving, sending, stopping}, return_when=asyncio.FIRST_COMPLETED)
            halt.set()
            await asyncio.gather(receiving, sending)
            for task in done - {stopping}:
                task.result()
        finally:
            for task in (receiving, sending, stopping):
                task.cancel()
            await self.close()
        log.info("bot_stopped")

    async def close(self) -> None:
        """Close the connections."""
        await self._application.shutdown()
        await self._api.shutdown()

    def _check_username(self, username: str) -> None:
        expected = self._settings.username
        if expected and username.lower() != expected.lower().removeprefix("@"):
            raise WrongUsernameError(
                f"The token belongs to @{username}, but telegram.username is {expected}: correct one of the two."
            )
