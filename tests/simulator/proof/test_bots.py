"""Small real bots of independent libraries live on the simulator, by polling and by webhook."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

TOKEN = "7012345678:AAE-simulated"
SECRET = "rahasia-1"
PATIENCE = 10.0

Stage = Any
Person = Any
Json = dict[str, Any]


@dataclass(frozen=True)
class Served:
    """A simulator with a bot of somebody else's on it."""

    stage: Stage
    bot: Any
    client: str
    mode: str


@pytest.fixture(params=["polling", "webhook"])
async def served(
    stage: Stage, home: Any, running: Callable[..., Any], request: pytest.FixtureRequest
) -> AsyncIterator[Served]:
    more = ("0", SECRET) if request.param == "webhook" else ()
    async with running(stage.url, TOKEN, request.param, *more) as bot:
        assert await bot.says() == {"ready": "suara_kasemen_bot"}
        yield Served(stage, bot, home.name, request.param)


async def shown(person: Person, what: Callable[[list[Json]], bool], version: int = -1) -> list[Json]:
    """The messages on the screen as soon as they are so."""

    async def waited() -> list[Json]:
        seen = version
        while True:
            screen = await person.screen(after=seen)
            messages: list[Json] = screen["messages"]
            if what(messages):
                return messages
            seen = screen["version"]

    return await asyncio.wait_for(waited(), PATIENCE)


async def answered(person: Person, text: str) -> Json:
    """The bot's newest message, once it says this."""
    messages = await shown(person, lambda all_: all_[-1]["from"] == "bot" and all_[-1]["text"] == text)
    return messages[-1]


async def test_everything_a_bot_of_this_kind_does(served: Served, picture: bytes) -> None:
    steps: list[Callable[[Served, bytes], Awaitable[None]]] = [rates, is_sent_things, sends_charts, changes_the_menu]
    for step in steps:
        await step(served, picture)
    await blocks(served)
    await meets_errors(served)


async def rates(served: Served, _: bytes) -> None:
    siti = await served.stage.join()
    await siti.scan("abc")
    asked = await answered(siti, "Halo Siti: abc")
    assert [entity["type"] for entity in asked["entities"]] == ["bold"]
    assert [[button["text"] for button in row] for row in asked["keyboard"]] == [["Buruk", "Baik"]]
    tap = await siti.tap("Baik")
    await answered(siti, "Terima kasih: Baik")
    screen = await siti.screen(after=tap["version"], answer=tap["callback_query_id"])
    assert screen["answers"][tap["callback_query_id"]]["text"] == "Tersimpan"
    assert len(screen["messages"]) == 2


async def is_sent_things(served: Served, picture: bytes) -> None:
    siti = await served.stage.join()
    sent: dict[str, Json] = {
        "voice": {"voice": True},
        "location": {"location": {}},
        "contact": {"contact": True},
        "sticker": {"sticker": True},
        "document": {"document": True},
        "text dari hidden_user": {"text": "x", "forward": True},
    }
    for kind, what in sent.items():
        await siti.send(**what)
        await answered(siti, f"Diterima: {kind}")
    first = await siti.send(text="satu")
    await answered(siti, "Diterima: text")
    await siti.send(text="dua", edit=first["message_id"])
    await answered(siti, "Diubah: dua")
    await siti.send(photo=base64.b64encode(picture).decode())
    returned = await answered(siti, hashlib.sha256(picture).hexdigest())
    assert returned["document"] == "kembali.png"


async def sends_charts(served: Served, _: bytes) -> None:
    siti = await served.stage.join()
    await siti.send(text="/grafik")
    chart = await answered(siti, "Grafik 30")
    assert (chart["photo"], chart["edited"], chart["message_id"]) == (True, True, 2)


async def changes_the_menu(served: Served, _: bytes) -> None:
    siti = await served.stage.join()
    await siti.send(text="/menu")
    await answered(siti, "bantuan")
    await siti.send(text="/hadir")
    if served.client == "grammY" and served.mode == "webhook":
        # The method in the body of the answer is the chat action.
        while (await siti.screen()).get("action") != "typing":
            await asyncio.sleep(0.01)
    else:
        await answered(siti, "Hadir")


async def blocks(served: Served) -> None:
    budi = await served.stage.join("Budi")
    await budi.scan()
    await answered(budi, "Halo Budi: tanpa kode")
    await budi.block()
    assert await served.bot.says() == {"member": "member kicked"}
    await served.stage.post(f"/phone/{budi.id}/unblock")
    assert await served.bot.says() == {"member": "kicked member"}


AIOGRAM = {
    "empty": ("TelegramBadRequest", "Bad Request: message text is empty"),
    "unknown chat": ("TelegramBadRequest", "Bad Request: chat not found"),
    "blocked": ("TelegramForbiddenError", "Forbidden: bot was blocked by the user"),
    "unknown method": ("TelegramNotFound", "Not Found"),
    "wrong token": ("TelegramUnauthorizedError", "Unauthorized"),
    "flood": ("TelegramRetryAfter", "Too Many Requests: retry after 7"),
    "server": ("TelegramServerError", "Bad Gateway"),
    "network": ("TelegramNetworkError", ""),
    "conflict": ("TelegramConflictError", "Conflict: can't use getUpdates method while webhook is active"),
}
"""Class and beginning of the text of every error."""


async def meets_errors(served: Served) -> None:
    siti, budi = await served.stage.join(), await served.stage.join("Budi")
    await budi.scan()
    await shown(budi, lambda messages: len(messages) == 2)
    await budi.block()
    await served.bot.says()
    faults: dict[str, Json] = {
        "getMyName": {"kind": "retry_after", "retry_after": 7},
        "getMyDescription": {"kind": "status", "status": 502},
        "getMyShortDescription": {"kind": "drop_before"},
    }
    for method, fault in faults.items():
        await served.stage.post("/phone/faults", method=method, **fault)
    await siti.send(text=f"/galat {budi.id}")
    met = set()
    while (said := await served.bot.says()) != {"case": "end"}:
        kind, text = AIOGRAM[said["case"]]
        if served.client == "grammY":
            kind = "HttpError" if said["case"] == "network" else "GrammyError"
        assert said["error"] == kind
        assert text in said["text"]
        assert said["retry_after"] == (7 if said["case"] == "flood" else None)
        met.add(said["case"])
    assert met == set(AIOGRAM) - ({"conflict"} if served.mode == "polling" else set())
