"""The way to the Bot API: answers and errors, whoever gives them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut

from bot.api import ApiRequest, AskedToWaitError, CallWithinBatchError, no_calls
from bot.errors import BotError, UnreachableError, WrongTokenError, WrongUsernameError
from bot.service import Bot
from bot.settings import BotSettings, Webhook
from data.database import Database
from data.keys import Keys
from simulator.client import Phones
from tests.bot.conftest import TOKEN
from tests.conftest import FakeClock


class Server:
    """Answers every request with the same bytes."""

    def __init__(self) -> None:
        self.status, self.body, self.seconds = 200, b"", 0.0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(self.seconds)
        writer.write(b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n" % (self.status, len(self.body)) + self.body)
        await writer.drain()
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, ApiRequest]]:
    server = Server()
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    api = ApiRequest(f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", TOKEN)
    await api.initialize()
    yield server, api
    await api.shutdown()
    listener.close()


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b'{"ok":false,"error_code":400,"description":"Bad Request: x"}', BadRequest),
        (401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (403, b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', Forbidden),
        (404, b'{"ok":false,"error_code":404,"description":"Not Found"}', InvalidToken),
        (409, b'{"ok":false,"error_code":409,"description":"Conflict"}', Conflict),
        (429, b'{"ok":false,"error_code":429,"parameters":{"retry_after":7}}', AskedToWaitError),
        (429, b'{"ok":false}', AskedToWaitError),
        (429, b'{"ok":false,"parameters":{"retry_after":"soon"}}', NetworkError),
        (429, b"<html>slow down</html>", NetworkError),
        (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}', NetworkError),
        (502, b"<html>Bad Gateway</html>", NetworkError),
        (200, b"", NetworkError),
        (200, b"null", NetworkError),
        (200, b"[]", NetworkError),
        (200, b'"ok"', NetworkError),
        (200, b'{"ok":true}', NetworkError),
        (200, b'{"ok":false,"parameters":[1]}', NetworkError),
        (200, b"\xff\xfe\x00", NetworkError),
        (200, b"[" * 200_000, NetworkError),
        (200, b'{"ok":true,"result":' + b"9" * 5000 + b"}", NetworkError),
    ],
)
async def test_every_answer_is_a_result_or_an_error_that_is_expected(
    server: tuple[Server, ApiRequest], status: int, body: bytes, error: type[Exception]
) -> None:
    answers, api = server
    answers.status, answers.body = status, body
    with pytest.raises(error) as raised:
        await api.call("getMe", {})
    assert type(raised.value) is error
    assert TOKEN not in str(raised.value)


@pytest.mark.parametrize(("told", "seconds"), [(b"7", 7.0), (b"0", 1.0), (b"0.5", 1.0), (b"null", 1.0)])
async def test_a_wait_is_a_second_at_least(server: tuple[Server, ApiRequest], told: bytes, seconds: float) -> None:
    answers, api = server
    answers.status, answers.body = 429, b'{"ok":false,"parameters":{"retry_after":%s}}' % told
    with pytest.raises(AskedToWaitError) as raised:
        await api.call("sendMessage", {})
    assert raised.value.seconds == seconds


async def test_an_answer_that_does_not_come_is_given_up(server: tuple[Server, ApiRequest]) -> None:
    answers, api = server
    answers.seconds = 0.5
    with pytest.raises(TimedOut):
        await api.call("getMe", {}, answer_seconds=0.05)


@pytest.mark.parametrize("base", ["http://127.0.0.1:9", "http://[::1]:9"])
async def test_an_unreachable_server_does_not_betray_the_token(base: str) -> None:
    api = ApiRequest(base, TOKEN)
    await api.initialize()
    with pytest.raises(NetworkError) as raised:
        await api.call("getMe", {})
    assert TOKEN not in repr(raised.value)
    assert raised.value.__suppress_context__
    await api.shutdown()


async def test_files_go_along_as_a_form(telegram: str, phones: Phones, tmp_path: Path) -> None:
    citizen = await phones.new()
    await citizen.post("send", text="/start")
    (tmp_path / "chart.png").write_bytes(PNG)
    api = ApiRequest(telegram, TOKEN)
    await api.initialize()
    sent = await api.call(
        "sendPhoto",
        {"chat_id": citizen.id, "caption": "<b>a</b>", "parse_mode": "HTML", "reply_markup": {"inline_keyboard": []}},
        {"photo": str(tmp_path / "chart.png")},
    )
    assert sent["photo"]
    with pytest.raises(FileNotFoundError):
        await api.call("sendPhoto", {"chat_id": citizen.id}, {"photo": str(tmp_path / "none.png")})
    await api.shutdown()


async def test_within_a_batch_every_call_is_refused(telegram: str) -> None:
    api = ApiRequest(telegram, TOKEN)
    await api.initialize()
    with no_calls():
        with pytest.raises(CallWithinBatchError):
            await api.call("getMe", {})
        with pytest.raises(CallWithinBatchError):
            await api.do_request(f"{telegram}/bot{TOKEN}/getMe", "POST")
    assert (await api.call("getMe", {}))["is_bot"]
    await api.shutdown()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"token": "123456789:" + "B" * 35}, WrongTokenError, r"telegram\.token"),
        ({"username": "another_bot"}, WrongUsernameError, r"@suara_uji_bot.*telegram\.username is another_bot"),
        ({"api_base": "http://127.0.0.1:9"}, UnreachableError, r"telegram\.api_base"),
        ({"webhook": Webhook("ftp://x/y", "127.0.0.1:0", "s")}, BotError, r"telegram\.webhook\.url"),
    ],
    ids=["token", "username", "network", "webhook"],
)
async def test_a_start_that_fails_says_what_to_correct_and_leaves_nothing_open(
    settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, changes: Any, error: Any, words: str
) -> None:
    from dataclasses import replace

    bot = Bot(replace(settings, **changes), database, keys, clock)
    with pytest.raises(error, match=words) as raised:
        await bot.start()
    assert type(raised.value) is error
    assert bot._api._session is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_start_goes_without_menus_that_cannot_be_set(
    settings: BotSettings, database: Database, keys: Keys, clock: FakeClock, phones: Phones
) -> None:
    await phones.post("faults", method="setMyCommands", kind="retry_after", retry_after=60, times=2)
    bot = Bot(settings, database, keys, clock)
    await bot.start()
    await bot.close()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e5"
    "27d4a20000000049454e44ae426082"
)
