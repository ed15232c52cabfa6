"""The way to the Bot API: one lean HTTP client for the loop, the sender and python-telegram-bot itself.

python-telegram-bot's own client takes most of a call's time; a `BaseRequest` of one's own is its supported way around.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import aiohttp
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from data.outbox import Files

ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 10.0
JSON_HEADERS = {"Content-Type": "application/json"}

_batch_is_open: ContextVar[bool] = ContextVar("batch_is_open", default=False)


@contextmanager
def no_calls() -> Iterator[None]:
    """Refuse every call made within: a handler queues messages, it does not send them."""
    token = _batch_is_open.set(True)
    try:
        yield
    finally:
        _batch_is_open.reset(token)


class CallWithinBatchError(RuntimeError):
    """A handler tried to call Telegram while its effects were not yet committed."""


class AskedToWaitError(TelegramError):
    """429: too many messages, to one chat or in all."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait for {seconds} seconds")
        self.seconds = seconds


class ApiRequest(BaseRequest):
    """Calls methods of the Bot API; raises python-telegram-bot's errors.

    Opens as many connections as there are calls at a time: whoever calls keeps that number in bounds, so that the long
    poll and answers to taps never stand in line behind a slow upload.
    """

    def __init__(self, api_base: str, token: str) -> None:
        self._root = f"{api_base.rstrip('/')}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any],
        files: Files | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> Any:
        """Call a method with JSON, or as a form when files go along; return its result.

        Raises the errors of `telegram.error`, NetworkError also for an answer that is none; AskedToWaitError; OSError
        when a file cannot be read.
        """
        body: bytes | aiohttp.FormData
        if files:
            body, headers = await asyncio.to_thread(_form, parameters, files), {}
        else:
            body, headers = json.dumps(parameters).encode(), JSON_HEADERS
        status, payload = await self._post(self._root + method, body, headers, answer_seconds)
        return _result(status, payload)

    async def initialize(self) -> None:
        """Open the connection pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(
                connector=connector, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Close the connection pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return ANSWER_SECONDS

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Serve python-telegram-bot's own calls, e.g. ``getMe`` when it starts."""
        body = json.dumps(request_data.parameters).encode() if request_data else b"{}"
        return await self._post(url, body, JSON_HEADERS, ANSWER_SECONDS)

    async def _post(
        self, url: str, body: bytes | aiohttp.FormData, headers: Mapping[str, str], answer_seconds: float
    ) -> tuple[int, bytes]:
        if _batch_is_open.get():
            raise CallWithinBatchError("Queue messages in the batch; they are sent after its commit.")
        if self._session is None:
            raise RuntimeError("initialize() comes first")
        timeout = aiohttp.ClientTimeout(total=answer_seconds, connect=CONNECT_SECONDS)
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # The text of the error may contain the address, and that the token.
            raise NetworkError(type(error).__name__) from None


def _form(parameters: Mapping[str, Any], files: Files) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in parameters.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        if isinstance(file, str):
            form.add_field(name, Path(file).read_bytes(), filename=Path(file).name)
        else:
            filename, text = file
            form.add_field(name, text.encode(), filename=filename)
    return form


def _result(status: int, payload: bytes) -> Any:
    try:
        answer = json.loads(payload)
        if answer["ok"]:
            return answer["result"]
        description, parameters = str(answer.get("description", "")), answer.get("parameters") or {}
        wait = parameters.get("retry_after")
        seconds = 1.0 if wait is None else max(1.0, float(wait))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NetworkError(f"no answer of the Bot API (HTTP {status})") from error
    if status == 429 or wait is not None:
        raise AskedToWaitError(seconds)
    match status:
        case 400:
            raise BadRequest(description)
        case 401 | 404:
            raise InvalidToken(description)
        case 403:
            raise Forbidden(description)
        case 409:
            raise Conflict(description)
        case _:
            raise NetworkError(f"{description} (HTTP {status})")
