"""Starting and stopping, in the loop and alone."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from time import monotonic

import aiohttp
import pytest

from simulator import Simulator, SimulatorSettings

SETTINGS = SimulatorSettings("1:A", "suara_bot", "Suara")


async def test_it_serves_again_with_everything_it_knew() -> None:
    simulator = Simulator(SETTINGS, lambda: datetime.now(UTC))
    async with aiohttp.ClientSession() as session:
        async with simulator.serving() as url, session.post(f"{url}/phone/users", json={"id": 42}) as response:
            assert response.status == 200
        async with simulator.serving() as url, session.get(f"{url}/phone/chats") as response:
            assert [chat["id"] for chat in (await response.json())["chats"]] == [42]


async def test_stopping_ends_whoever_waits() -> None:
    simulator = Simulator(SETTINGS, lambda: datetime.now(UTC))
    async with aiohttp.ClientSession() as session:
        async with simulator.serving() as url:
            await (await session.post(f"{url}/phone/users", json={"id": 42})).read()
            poll = asyncio.create_task(session.get(f"{url}/bot1:A/getUpdates?timeout=50"))
            screen = asyncio.create_task(session.get(f"{url}/phone/42/screen?after=9&timeout=50"))
            await asyncio.wait({poll, screen}, timeout=0.05)
            begun = monotonic()
        assert monotonic() - begun < 2
        assert (await poll).status == 200
        assert (await screen).status == 200


async def test_a_taken_port_is_an_os_error() -> None:
    simulator = Simulator(SETTINGS, lambda: datetime.now(UTC))
    async with simulator.serving() as url:
        with pytest.raises(OSError, match="in use"):
            async with Simulator(SETTINGS, lambda: datetime.now(UTC)).serving(port=int(url.rpartition(":")[2])):
                pass


async def test_it_runs_alone_and_stops_on_sigterm() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", "--token", "1:A", "--username", "suara_bot",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    async with aiohttp.ClientSession() as session, session.get(f"{url}/bot1:A/getMe") as response:
        assert (await response.json())["result"]["username"] == "suara_bot"
    os.kill(process.pid, signal.SIGTERM)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert (process.returncode, out, err) == (0, b"", b"")
