"""Updates by webhook: what arrives within a few milliseconds is committed together, and only then answered."""

import asyncio
import hmac
import json
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import BotError
from bot.loop import BATCH, Raw, UpdateLoop
from bot.settings import Webhook
from data.database import DatabaseError

GATHER_SECONDS = 0.004
"""How long a batch waits for company."""
LARGEST_BODY = 1_000_000

log = structlog.get_logger()


class WebhookServer:
    """Listens for Telegram's deliveries."""

    def __init__(self, settings: Webhook, loop: UpdateLoop) -> None:
        self._settings = settings
        self._loop = loop
        self._arrived: asyncio.Queue[tuple[Raw, asyncio.Future[None]]] = asyncio.Queue()

    @property
    def app(self) -> Starlette:
        """The ASGI application."""
        path = urlsplit(self._settings.url).path or "/"
        return Starlette(routes=[Route(path, self._receive, methods=["POST"])])

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop``. Raises BotError when the address cannot be listened on."""
        host, _, port = self._settings.listen.rpartition(":")
        config = uvicorn.Config(self.app, host=host, port=int(port), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        committing = asyncio.create_task(self._commit())
        serving = asyncio.create_task(_serve(server))
        stopping = asyncio.create_task(stop.wait())
        try:
            done, _ = await asyncio.wait({serving, stopping, committing}, return_when=asyncio.FIRST_COMPLETED)
            if serving in done:
                raise BotError(f"Cannot listen on {self._settings.listen}: check telegram.webhook.listen.")
            if committing in done:
                committing.result()
        finally:
            server.should_exit = True
            with suppress(asyncio.CancelledError, SystemExit):
                await serving
            committing.cancel()
            stopping.cancel()

    async def _receive(self, request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._settings.secret.encode()):
            return PlainTextResponse("wrong secret", status_code=403)
        body = await request.body()
        try:
            raw = json.loads(body) if len(body) <= LARGEST_BODY else None
        except ValueError:
            raw = None
        if not isinstance(raw, dict):
            return PlainTextResponse("not an update", status_code=400)
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await self._arrived.put((raw, committed))
        try:
            await committed
        except DatabaseError:
            return PlainTextResponse("try again", status_code=503)
        return Response()

    async def _commit(self) -> None:
        while True:
            arrived = [await self._arrived.get()]
            await asyncio.sleep(GATHER_SECONDS)
            while len(arrived) < BATCH and not self._arrived.empty():
                arrived.append(self._arrived.get_nowait())
            arrived.sort(key=lambda item: _order(item[0]))
            try:
                await self._loop.take([raw for raw, _ in arrived])
            except DatabaseError as error:
                log.error("batch_failed", problem=str(error))
                _resolve(arrived, error)
            else:
                _resolve(arrived, None)


def _order(raw: Raw) -> int:
    update_id = raw.get("update_id")
    return update_id if isinstance(update_id, int) else 0


def _resolve(arrived: list[tuple[Raw, "asyncio.Future[None]"]], error: Exception | None) -> None:
    for _, committed in arrived:
        if committed.done():
            continue
        if error:
            committed.set_exception(error)
        else:
            committed.set_result(None)


async def _serve(server: uvicorn.Server) -> None:
    with suppress(SystemExit):  # how uvicorn says that the address is taken
        await server.serve()
