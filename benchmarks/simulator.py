"""What the simulator takes on one core, beside a server that does nothing, in one run.

The server is a process of its own and tells how much processor time it has used; rates are per second of that. The bare
server is Starlette on uvicorn, which reads a request and answers with as much JSON: what the way there and back costs.
Run it with ``python -m benchmarks.simulator``.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.table import table
from simulator import Simulator, SimulatorSettings
from simulator.server import fastest_loop

TOKEN = "100000001:benchmarks-benchmarks-benchmarks-12"
PEOPLE = 200
CONNECTIONS = 8
KEYBOARD = {"inline_keyboard": [[{"text": face, "callback_data": f"r:{face}"} for face in "1234"]]}
ANSWER = json.dumps(
    {
        "ok": True,
        "result": {
            "message_id": 1,
            "from": {"id": 1, "is_bot": True, "first_name": "x", "username": "x"},
            "chat": {"id": 1, "first_name": "x", "type": "private"},
            "date": 0,
            "text": "x" * 60,
            "reply_markup": KEYBOARD,
        },
    }
).encode()


async def _bare(request: Request) -> Response:
    await request.body()
    return Response(ANSWER, media_type="application/json")


async def _serve(bare: bool) -> None:
    """Print the address, then the processor time at every line that comes in, until there are none."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def told() -> None:
        if sys.stdin.readline():
            print(time.process_time(), flush=True)
        else:
            ended.set()

    loop.add_reader(sys.stdin.fileno(), told)
    if bare:
        app = Starlette(routes=[Route("/{path:path}", _bare, methods=["GET", "POST"])])
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
        serving = loop.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        print(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", flush=True)
        await ended.wait()
        server.should_exit = True
        await serving
        return
    settings = SimulatorSettings(TOKEN, "suara_bench_bot", "Bench", enforce_limits=False)
    async with Simulator(settings, lambda: datetime.now(UTC)).serving() as url:
        print(url, flush=True)
        await ended.wait()


class Connection:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, path: str, **body: object) -> bytes:
        """The answer's body."""
        content = json.dumps(body).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
        self._writer.write(f"{head}\r\n\r\n".encode() + content)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return await self._reader.readexactly(length)

    async def method(self, name: str, **parameters: object) -> bytes:
        """The answer of a method."""
        return await self.post(f"/bot{TOKEN}/{name}", **parameters)


@dataclass
class Server:
    """A server's process, people who live in it, and connections to it."""

    process: asyncio.subprocess.Process
    connections: list[Connection]
    people: list[int]

    async def worked(self) -> float:
        """Seconds of processor time so far."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        return float(await self.process.stdout.readline())

    async def side_by_side(self, work: Callable[[Connection, int], Awaitable[object]], count: int) -> None:
        """Do it `count` times over all connections, which take turns with the people."""

        async def some(connection: Connection, first: int) -> None:
            for number in range(first, count, CONNECTIONS):
                await work(connection, self.people[number % len(self.people)])

        async with asyncio.TaskGroup() as group:
            for first, connection in enumerate(self.connections):
                group.create_task(some(connection, first))


@asynccontextmanager
async def running(bare: bool) -> AsyncIterator[Server]:
    command = [sys.executable, "-m", "benchmarks.simulator", "--serve", "bare" if bare else "simulator"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        port = int((await process.stdout.readline()).rpartition(b":")[2])
        pairs = [await asyncio.open_connection("127.0.0.1", port, limit=1 << 24) for _ in range(CONNECTIONS)]
        server = Server(process, [Connection(*pair) for pair in pairs], list(range(1000, 1000 + PEOPLE)))
        if not bare:
            for person in server.people:
                await server.connections[0].post("/phone/users", id=person, first_name="Warga")
                await server.connections[0].post(f"/phone/{person}/send", text="/start")
                await server.connections[0].method("sendMessage", chat_id=person, text="Halo")
        yield server
        for _, writer in pairs:
            writer.close()
        process.stdin.close()
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


async def _send(connection: Connection, person: int) -> object:
    return await connection.method(
        "sendMessage",
        chat_id=person,
        text="<b>Bagaimana</b> pelayanan hari ini?",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
    )


_texts = iter(range(10**9))


async def _edit(connection: Connection, person: int) -> object:
    text = f"Terima kasih, {next(_texts)}"
    return await connection.method("editMessageText", chat_id=person, message_id=2, text=text, reply_markup=KEYBOARD)


async def _write(connection: Connection, person: int) -> object:
    return await connection.post(f"/phone/{person}/send", text="Sangat baik, terima kasih")


async def _forget(server: Server) -> None:
    """Confirm what the people wrote at the beginning."""
    (last,) = json.loads(await server.connections[0].method("getUpdates", offset=-1))["result"]
    await server.connections[0].method("getUpdates", offset=last["update_id"] + 1)


async def _fetch(server: Server, limit: int, count: int) -> None:
    """Take `count` updates by getUpdates, `limit` at a time, each confirmed by the next call."""
    offset = 0
    for _ in range(count // limit):
        updates = json.loads(await server.connections[0].method("getUpdates", offset=offset, limit=limit))["result"]
        if len(updates) != limit:
            raise RuntimeError(f"{len(updates)} updates came, not {limit}")
        offset = updates[-1]["update_id"] + 1
    await server.connections[0].method("getUpdates", offset=offset, limit=1)


CALLS = {
    "a person writes (phone API)": _write,
    "sendMessage, HTML and four buttons": _send,
    "editMessageText": _edit,
}
FETCH = "updates by getUpdates, 100 a call"


async def _measured(bare: bool, count: int) -> dict[str, float]:
    """How much of each a second of processor time is enough for."""
    async with running(bare) as server:
        rates = {}

        async def timed(name: str, work: Awaitable[None]) -> None:
            before = await server.worked()
            await work
            rates[name] = count / (await server.worked() - before)

        if not bare:
            await _forget(server)
        for name, work in CALLS.items():
            await timed(name, server.side_by_side(work, count))
            if work is _write and not bare:
                await timed(FETCH, _fetch(server, 100, count))
        return rates


def _cells(ours: dict[str, float], bare: dict[str, float]) -> list[list[str]]:
    # An update costs its making, its share of a batch, a message and an edit: three requests to a bare server.
    whole, empty = (1 / sum(1 / rate for rate in rates.values()) for rates in (ours, bare))
    rows = [[name, f"{rate:,.0f}", f"{bare[name]:,.0f}" if name in bare else "–"] for name, rate in ours.items()]
    return [*rows, ["all of it: written, fetched, answered, edited", f"{whole:,.0f}", f"{empty:,.0f}"]]


def main() -> None:
    """Print the table, or serve."""
    parser = argparse.ArgumentParser(description="What the simulator takes on one core, beside a bare server.")
    parser.add_argument("--count", type=int, default=8000, help="requests of each kind (default: 8000)")
    parser.add_argument("--serve", choices=("simulator", "bare"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        if arguments.serve:
            runner.run(_serve(arguments.serve == "bare"))
            return
        count = max(400, arguments.count // 400 * 400)
        ours, bare = runner.run(_measured(False, count)), runner.run(_measured(True, count))
    print(table(["a second of one core is enough for", "simulator", "bare Starlette"], _cells(ours, bare)))


if __name__ == "__main__":
    main()
