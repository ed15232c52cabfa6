"""The simulator as a whole: state, Bot API, phone API and page behind one address."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from typing import cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.bot_api import BotApi
from simulator.exchange import TRANSPORT, Receive, Scope, Send
from simulator.faults import Faults
from simulator.journal import Journal
from simulator.network import Network
from simulator.page import Page
from simulator.phone import PhoneApi
from simulator.settings import SimulatorSettings
from simulator.stage import Stage

_GRACE_SECONDS = 2.0


class Simulator:
    """A Telegram of one's own, for one bot.

    `clock` gives the dates in messages; waiting and limits go by monotonic time. `stage` is what stands around the
    phones on the page.
    """

    def __init__(self, settings: SimulatorSettings, clock: Callable[[], datetime], stage: Stage | None = None) -> None:
        self.settings = settings
        self.network = Network(settings, clock)
        faults = Faults()
        journal = Journal(settings.log_size)
        self._bot_api = BotApi(self.network, faults, journal)
        self._phone_api = PhoneApi(self.network, faults, journal)
        self._page = Page(self.network, journal, stage)

    def clear(self) -> None:
        """Forget everybody and all that was said, and draw the curtain on the page until `present`."""
        self._page.table.clear()

    def present(self, stage: Stage) -> None:
        """Show a stage on the page."""
        self._page.table.present(stage)

    @property
    def app(self) -> "Simulator":
        """The ASGI application."""
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI request; bot and phone go past Starlette's routing, which would double their cost."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith("/bot"):
            await self._bot_api.handle(scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/phone/"):
            await self._phone_api.handle(scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await self._bot_api.download(scope, send)
        else:
            await self._page.handle(scope, receive, send)

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve in the running loop while the context is open; yields the address, e.g. "http://127.0.0.1:8081".

        Raises OSError when the port is taken.
        """
        with _listening(host, port) as listener:
            config = uvicorn.Config(
                self,
                http=_Connection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                date_header=False,
                server_header=False,
                # Longer than clients keep idle connections: one that is closed as it is used again loses the call.
                timeout_keep_alive=75,
            )
            server = _Server(config)
            serving = asyncio.get_running_loop().create_task(server.serve([listener]))
            await server.ready.wait()
            self._bot_api.start()
            try:
                yield f"http://{host}:{listener.getsockname()[1]}"
            finally:
                await self._bot_api.close()
                self._phone_api.wake()
                await self._page.close()
                server.stop()
                await serving


def fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop uvicorn prefers: uvloop's where it is installed; None for the default."""
    return uvicorn.Config("", log_config=None).get_loop_factory()


def _listening(host: str, port: int) -> socket.socket:
    """A TCP socket that listens; made with its protocol named, or asyncio leaves Nagle's waits on (44 ms a call)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class _Connection(HttpToolsProtocol):
    """uvicorn's HTTP connection that lets a request cut its own wire, for faults."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        scope: Scope = cast("Scope", self.scope)
        scope[TRANSPORT] = self.transport


class _Server(uvicorn.Server):
    """A server that waits to be stopped instead of looking ten times a second, and leaves signals to its host."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self._stopped = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle at once, give what is under way a moment; uvicorn's own way sleeps first."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        under_way = list(self.server_state.tasks)
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
        await asyncio.sleep(0)

    def stop(self) -> None:
        self.should_exit = True
        self._stopped.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
