"""What a rating costs the person at the counter: taps, waiting, bytes, words.

Telegram's answers to the bot are 300 ms under way. *Waiting* is from the scan to the faces and from the tap to the
thanks; the face is stored before the thanks are sent. *Bytes* are the messages as Telegram's Bot API writes them, which
is more than what a phone is sent. *LIX* is the readability of Björnsson (1968): words per sentence plus the percentage
of words of more than six letters; below 40 is easy, newspapers have about 50. Indonesian's affixes make words long.
"""

import asyncio
import json
import re
from dataclasses import dataclass
from html import unescape
from statistics import median

from benchmarks.contenders import OURS, VAR, office
from benchmarks.people import Person, Telegram
from benchmarks.table import table

LATENCY_MS = 300
PEOPLE = 30
WORD = re.compile(r"[^\W\d_]+(?:[-/.][^\W\d_]+)*|/\w+")


@dataclass(frozen=True)
class Rating:
    """One person's rating, as the phone saw it."""

    taps: int
    waits: float
    """Seconds."""
    sent: int
    """Bytes."""
    first: str
    """Text of the first screen, without tags."""
    last: str


async def measure(people: int) -> list[Rating]:
    """Let people rate, one after the other; the first one warms up."""
    folder = VAR / "run"
    OURS.prepare(folder)
    async with Telegram.serving(office().tokens, LATENCY_MS) as telegram, OURS.running(folder, telegram.url):
        return [await _rate(telegram) for _ in range(people + 1)][1:]


async def _rate(telegram: Telegram) -> Rating:
    person = telegram.person()
    person.may_tap = False
    telegram.forget()
    person.scan()
    if not await telegram.until(1, 30) or person.faces is None:
        raise SystemExit("Suara does not answer; see var/bench/run/log.txt")
    first, first_bytes = _text(person), _bytes(person.faces.wire)
    telegram.forget()
    person.tap()
    if not await telegram.until(1, 30):
        raise SystemExit("Suara does not thank; see var/bench/run/log.txt")
    answer = _bytes(person.answers[person.query_id or ""].text)
    # START and the face.
    return Rating(2, sum(person.waits), first_bytes + _bytes(person.faces.wire) + answer, first, _text(person))


def _text(person: Person) -> str:
    return str(person.faces.wire["text"]) if person.faces else ""


def _bytes(wire: object) -> int:
    return len(json.dumps(wire, ensure_ascii=False, separators=(",", ":")).encode())


def words(text: str) -> list[str]:
    """Return the words of a text, commands among them."""
    return WORD.findall(unescape(text))


def lix(text: str) -> float:
    """Return the readability index LIX of a text; a line is a sentence, too."""
    found = [word for word in words(text) if not word.startswith("/")]
    sentences = [part for part in re.split(r"[.?!:\n]+", text) if WORD.search(part)]
    return len(found) / len(sentences) + 100 * sum(len(word) > 6 for word in found) / len(found)


def run(people: int) -> None:
    """Measure and print."""
    from data.conversations import Step
    from data.visits import Stage
    from suara.run import fastest_loop

    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        ratings = runner.run(measure(people))
    longest = max(ratings, key=lambda each: len(words(each.first)))
    rows = [
        ["taps from scan to stored", "2", str(max(each.taps for each in ratings))],
        ["waiting, median", "under 1.5 s", f"{median(each.waits for each in ratings):.2f} s"],
        ["bytes of a whole rating, most", "under 4,000", f"{max(each.sent for each in ratings):,}"],
        [
            "words on the first screen, median",
            "at most 25",
            f"{median(len(words(each.first)) for each in ratings):.0f}",
        ],
        ["words on the first screen, most", "", str(len(words(longest.first)))],
        ["LIX of the first screen, median", "", f"{median(lix(each.first) for each in ratings):.0f}"],
        ["LIX of the thanks, median", "", f"{median(lix(each.last) for each in ratings):.0f}"],
        ["states of a conversation, of a visit", "", f"{len(Step)}, {len(Stage)}"],
    ]
    print(f"{people} people of the sample office, {LATENCY_MS} ms of latency")
    print(table(["", "goal", "measured"], rows))
