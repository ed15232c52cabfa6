"""Thousands of digests against a Telegram that enforces 30 messages a second and one a second per chat.

Suara's sender with its one gate beside plain ways, while somebody at a counter rates every two seconds: how much of
the limit is used, what is lost, and how long that person waits. Telegram refuses what comes too fast with 429 and the
seconds to wait.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.contenders import SUARA, VAR, Contender, fan_outs, office
from benchmarks.people import Audience, Person, Telegram
from benchmarks.table import table

LIMIT_PER_SECOND = 30
PERSON_EVERY_SECONDS = 2.0
SILENCE_SECONDS = 8.0
"""When no digest has come for so long, no more will."""
TEXT = "Ringkasan mingguan: terima kasih atas pelayanan Anda minggu ini."


@dataclass(frozen=True)
class Outcome:
    """What became of a fan-out."""

    seconds: float
    share: float
    """Of the limit, over those seconds; 1 is all that Telegram lets through."""
    lost: int
    twice: int
    waits: Sequence[float]
    """Seconds from update to reply of the people at the counter, so far for who still waits."""
    unanswered: int


async def measure(contender: Contender, digests: int) -> Outcome:
    """Let one program send the digests, and people rate meanwhile."""
    folder = VAR / "run"
    contender.prepare(folder)
    times: list[float] = []
    async with Telegram.serving(office().tokens, limits=True) as telegram:
        readers = telegram.audience(digests, lambda: times.append(time.monotonic()))
        await _hand_out(contender, folder, readers)
        async with contender.running(folder, telegram.url):
            people = await _until_silent(telegram, times, digests)
    if len(times) < 2:
        raise SystemExit(f"{contender.name} sends nothing; see {folder / 'log.txt'}")
    seconds = times[-1] - times[0]
    faces = sum(person.faces is not None and person.asked_at < times[-1] for person in people)
    now = time.monotonic()
    return Outcome(
        seconds,
        (len(times) - 1 + faces) / seconds / LIMIT_PER_SECOND,
        sum(not reader.messages for reader in readers),
        sum(max(0, len(reader.messages) - 1) for reader in readers),
        [wait for each in people for wait in [*each.waits, *([now - each.asked_at] if each.waiting else [])]],
        sum(person.waiting for person in people),
    )


async def _until_silent(telegram: Telegram, times: Sequence[float], digests: int) -> list[Person]:
    """Let somebody come every two seconds while digests arrive; return them."""
    people: list[Person] = []
    began = time.monotonic()
    while len(times) < digests and time.monotonic() - (times[-1] if times else began + 20) < SILENCE_SECONDS:
        if times:
            person = telegram.person()
            person.scan()
            people.append(person)
        await asyncio.sleep(PERSON_EVERY_SECONDS)
    return people


async def _hand_out(contender: Contender, folder: Path, readers: Sequence[Audience]) -> None:
    """Give the program its digests: rows of the outbox for Suara, a list of chats for others."""
    if contender.name != SUARA:
        (folder / "chats.txt").write_text("\n".join(str(reader.chat_id) for reader in readers), "utf-8")
        return
    from data.database import Database
    from data.keys import Keys
    from data.outbox import Lane, Message, Outbox

    keys = Keys.load(folder / "var" / "keys.json")
    rows = [
        Message(keys.pseudonym(reader.chat_id), "sendMessage", {"chat_id": reader.chat_id, "text": TEXT}, Lane.BULK)
        for reader in readers
    ]
    database = Database.connect(f"sqlite+aiosqlite:///{folder / contender.database}")
    try:
        async with database.transaction() as tx:
            await Outbox(keys).queue(tx, rows)
    finally:
        await database.close()


async def compare(digests: int) -> None:
    """Measure everybody and print the table."""
    rows = []
    for contender in fan_outs():
        outcome = await measure(contender, digests)
        waits = sorted(outcome.waits) or [0.0]
        rows.append(
            [
                contender.name,
                f"{outcome.seconds:.0f} s",
                f"{outcome.share:.0%}",
                f"{outcome.lost:,} of {digests:,}",
                str(outcome.twice),
                f"{median(waits) * 1000:,.0f} ms",
                f"{waits[-1] * 1000:,.0f} ms",
                str(outcome.unanswered),
            ]
        )
        print(f"{contender.name}: done", flush=True)
    print(f"\n{digests:,} digests, {LIMIT_PER_SECOND} a second allowed; meanwhile somebody rates every two seconds")
    head = ["", "took", "of the limit", "lost", "twice", "person waits, median", "longest", "no reply"]
    print(table(head, rows))


def run(digests: int) -> None:
    """Measure and print."""
    from suara.run import fastest_loop

    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(compare(digests))
