"""`suara aggregate` stopped while it draws, and called again: whole pictures, none drawn twice, every digest once."""

import asyncio
import os
import pty
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import bindparam, insert, select

from data import accounts, cube
from data.clock import week_monday
from data.cube import CubeChange
from data.database import Database
from data.keys import Keys
from data.outbox import Outbox
from data.tables import desks, digests, looks, officers, ratings
from suara.config import Config
from tests.conftest import MONDAY
from tests.suara.conftest import Suara

WEEK = "2025-W10"
RATINGS = 40
"""Of every officer, each by somebody else."""


async def _rated_and_bound() -> None:
    """Give every officer of the sample office ratings in a week that has long ended, and an account."""
    config = Config.load(Path("config.toml"))
    keys, database = Keys.load(config.keys_path), Database.connect(config.database_url)
    async with database.transaction() as tx:
        desk = await tx.value(select(desks.c.id).limit(1))
        rows: list[dict[str, Any]] = []
        for (officer,) in await tx.all(select(officers.c.id)):
            await accounts.bind(tx, officer, 7000 + officer, keys, MONDAY)
            for number in range(RATINGS):
                rating = {"id": f"{officer}-{number}", "rater": sha256(f"{officer}-{number}".encode()).digest()[:16]}
                # Every third officer is worse: without differences there would be no figure to draw.
                rating |= {
                    "desk_id": desk,
                    "officer_id": officer,
                    "face": 2 + (number % 2 if officer % 3 else number % 8 // 7),
                }
                rating |= {"excused": 0, "evidence": "duty", "hour": 8 + number % 7, "week": WEEK}
                rows.append(rating | {"day": (week_monday(WEEK) + timedelta(days=number % 5)).isoformat()})
        await tx.run_many(insert(ratings).values({name: bindparam(name) for name in rows[0]}), rows)
        changes = [CubeChange(WEEK, row["officer_id"], 0, desk, "duty", row["face"], 1) for row in rows]
        await cube.add(tx, changes)
    await database.close()


async def _told() -> tuple[Sequence[Any], list[int], int]:
    """Return the digests, the chats in the order of their messages, and how many looks were noted."""
    config = Config.load(Path("config.toml"))
    database = Database.connect(config.database_url)
    async with database.reading() as tx:
        stored = await tx.all(select(digests.c.officer_id, digests.c.chart).order_by(digests.c.officer_id))
        queued = [each.message for each in await Outbox(Keys.load(config.keys_path)).pending(tx)]
        seen = len(await tx.all(select(looks.c.id)))
    await database.close()
    return stored, [message.parameters["chat_id"] for message in queued if message], seen


def drawn(suara: Suara) -> dict[Path, int]:
    """Return the pictures of the week and when each was written."""
    return {path: path.stat().st_mtime_ns for path in (suara.folder / "var" / "charts" / WEEK).glob("*.png")}


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_stopped_while_it_draws_it_goes_on_where_it_was(office: Suara, stop: signal.Signals) -> None:
    asyncio.run(_rated_and_bound())
    folder = office.folder / "var" / "charts" / WEEK
    # A shell that runs tests in the background has Ctrl-C ignored, and whatever is started from them as well.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with office.process("aggregate", "--week", WEEK, preexec_fn=heeding) as process:
        deadline = time.monotonic() + 30
        while len(drawn(office)) < 5 and time.monotonic() < deadline:
            time.sleep(0.002)
        process.send_signal(stop)
        out, err = process.communicate(timeout=20)
    assert process.returncode != 0
    assert out == ""
    assert err == ("" if stop is signal.SIGKILL else "Stopped.\n")
    before = drawn(office)
    for path in before:
        Image.open(path).load()  # raises for a file that was cut
    assert asyncio.run(_told()) == ([], [], 0)
    (folder / ".begun").write_bytes(b"\x89PNG")  # what a kill leaves that comes while a file is written

    (again,) = office("aggregate", "--week", WEEK, "--json").json
    after = drawn(office)
    assert 5 <= len(before) < len(after) == again["charts"]
    assert {path: after[path] for path in before} == before
    assert sorted(path for path in folder.iterdir()) == sorted(after)
    stored, chats, seen = asyncio.run(_told())
    assert [officer for officer, _ in stored] == list(range(1, 62))
    assert {f"{WEEK}/{path.name}" for path in after} >= {chart for _, chart in stored if chart}
    teams = again["messages"] - len(stored)
    assert teams > 0
    # Everybody's own, and a second message to those who have a team.
    assert sorted(Counter(chats).values()) == [1] * (61 - teams) + [2] * teams

    assert office("aggregate", "--week", WEEK).code == 0
    assert drawn(office) == after
    assert asyncio.run(_told()) == (stored, chats, seen)


def test_whoever_watches_sees_how_far_it_is(office: Suara, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    asyncio.run(_rated_and_bound())
    watched, screen = pty.openpty()
    told = b""
    with office.process("aggregate", "--week", WEEK, stderr=screen) as process:
        os.close(screen)
        with suppress(OSError):  # how a terminal on Linux ends
            while more := os.read(watched, 4096):
                told += more
        out, _ = process.communicate(timeout=30)
    os.close(watched)
    assert process.returncode == 0
    assert b"Adding up and drawing the week" in told
    assert b"100%" in told
    assert len(out.splitlines()) == 1
    assert "%" not in out
