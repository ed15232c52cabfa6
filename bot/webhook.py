"""Updates by webhook: what arrives within a few milliseconds is committed together, and only then answered."""

import asyncio
import contextlib
import hmac
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import BotError
from bot.loop import BATCH, Raw, UpdateLoop, ids_of
from bot.settings import Webhook
from data.database import DatabaseError

GATHER_SECONDS = 0.004
"""How long a batch waits for company."""
LARGEST_BODY = 1_000_000
FINISH_SECONDS = 10
"""How long deliveries under way may take when the bot is stopped."""

log = structlog.get_logger()


class WebhookServer:
    """Listens for Telegram's deliveries."""

    def __init__(self, settings: Webhook, loop: UpdateLoop) -> None:
        self._settings = settings
        self._loop = loop
        self._arrived: asyncio.Queue[tuple[Raw, asyncio.Future[bool]]] = asyncio.Queue()

    @property
    def app(self) -> Starlette:
        """The ASGI application."""
        path = urlsplit(self._settings.url).path or "/"
        return Starlette(routes=[Route(path, self._receive, methods=["POST"])])

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop``. Raises BotError when the address cannot be listened on."""
        with self._listening() as listener:
            server = _Server(
                uvicorn.Config(
                    self.app,
                    ws="none",
                    lifespan="off",
                    log_config=None,
                    access_log=False,
                    timeout_graceful_shutdown=FINISH_SECONDS,
                )
            )
            committing = asyncio.create_task(self._commit())
            serving = asyncio.create_task(server.serve([listener]))
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({serving, stopping, committing}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopping.cancel()
                server.should_exit = True
                # Deliveries under way are committed and answered before the server ends, and the commits after it.
                await asyncio.gather(serving, return_exceptions=True)
                await self._arrived.join()
                committing.cancel()
                await asyncio.gather(committing, return_exceptions=True)
            await serving  # raises what ended it

    async def _receive(self, request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._settings.secret.encode()):
            return PlainTextResponse("wrong secret", status_code=403)
        body = b""
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    return PlainTextResponse("too large", status_code=413)
            raw = json.loads(body)
        except (ClientDisconnect, ValueError, RecursionError):
            return PlainTextResponse("not an update", status_code=400)
        committed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._arrived.put_nowait((raw, committed))
        if await committed:
            return Response()
        return PlainTextResponse("try again", status_code=503)

    async def _commit(self) -> None:
        while True:
            arrived = [await self._arrived.get()]
            await asyncio.sleep(GATHER_SECONDS)
            while len(arrived) < BATCH and not self._arrived.empty():
                arrived.append(self._arrived.get_nowait())
            arrived.sort(key=lambda item: max(ids_of([item[0]]), default=0))
            committed = await self._take([raw for raw, _ in arrived])
            for _, waiting in arrived:
                self._arrived.task_done()
                if not waiting.done():  # otherwise the delivery was cut off; it comes again
                    waiting.set_result(committed)

    async def _take(self, raws: list[Raw]) -> bool:
        try:
            await self._loop.take(raws)
        except DatabaseError as error:
            log.error("batch_failed", problem=str(error))
            return False
        except Exception as error:
            log.error("batch_failed", kind=type(error).__name__)
            return False
        return True

    @contextlib.contextmanager
    def _listening(self) -> Iterator[socket.socket]:
        host, _, port = self._settings.listen.rpartition(":")
        host = host.strip("[]")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # The protocol is named, or asyncio leaves Nagle's waits on.
        with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
            try:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind((host, int(port)))
                listener.listen(2048)
            except OSError as error:
                raise BotError(
                    f"Cannot listen on {self._settings.listen} ({error.strerror}): check telegram.webhook.listen."
                ) from error
            yield listener


class _Server(uvicorn.Server):
    """A server that leaves signals to its host."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
