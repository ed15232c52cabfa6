"""One HTTP exchange on bare ASGI: read what came, answer it. Kept lean, because benchmarks run through it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from simulator.parameters import Parameters, Upload

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

TRANSPORT = "simulator.transport"
"""Key of the connection's transport in a scope, where the server gives it."""

_JSON = (b"content-type", b"application/json")


_DRIPS = 8
_MAX_BODY_BYTES = 64 * 1024 * 1024
_OPENING = re.compile(r"\s*\{\s*")
_NAME = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*', re.DOTALL)
_COMMA = re.compile(r"\s*,\s*|\s*(?=\})")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_JSON_DECODER = json.JSONDecoder(parse_constant=_no_constant)
"""Of JSON proper: Python would also read NaN and Infinity, and write them again."""


def parsed_json(text: str) -> Any:
    """The JSON value; raises ValueError and RecursionError."""
    return _JSON_DECODER.decode(text)


class UnreadableRequest(Exception):
    """The body is not what its content type says, or too much of it; `status` is HTTP's, `problem` Telegram's word."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem


async def read_body(receive: Receive) -> bytes:
    """The whole body of a request; raises UnreadableRequest when there is no end to it."""
    event = await receive()
    body: bytes = event.get("body", b"")
    if not event.get("more_body"):
        return body
    parts, size = [body], len(body)
    while event.get("more_body"):
        event = await receive()
        parts.append(event.get("body", b""))
        size += len(parts[-1])
        if size > _MAX_BODY_BYTES:
            raise UnreadableRequest(413, "Request Entity Too Large: content length is too big")
    return b"".join(parts)


def content_type(scope: Scope) -> bytes:
    """The content type of a request, empty when it names none."""
    for name, value in scope["headers"]:
        if name == b"content-type":
            return bytes(value)
    return b""


async def read_parameters(scope: Scope, receive: Receive) -> Parameters:
    """The parameters of a Bot API request; what the query says is not overruled by the body.

    Raises UnreadableRequest.
    """
    query = scope["query_string"]
    named = _pairs(query.decode("latin-1")) if query else {}
    sent = await parsed_body(content_type(scope), await read_body(receive))
    return Parameters({**sent.values, **named}, sent.uploads) if named else sent


async def parsed_body(kind: bytes, body: bytes) -> Parameters:
    """What a body of that content type says, of a request or of a webhook's answer. Raises UnreadableRequest."""
    if not body:
        return Parameters({})
    lowered = kind.lower()
    if b"multipart/form-data" in lowered:
        return await _parsed_multipart(kind, body)
    if b"application/json" in lowered:
        return Parameters(_parsed_json(body))
    if b"application/x-www-form-urlencoded" in lowered:
        return Parameters(_pairs(body.decode("utf-8", "surrogateescape")))
    return Parameters({})


def _pairs(text: str) -> dict[str, Any]:
    """Names and values of a query or form; the first of a name counts."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, errors="surrogateescape"):
        values.setdefault(name, value)
    return values


def _parsed_json(body: bytes) -> dict[str, Any]:
    try:
        sent = parsed_json(body.decode())
    except (ValueError, RecursionError):
        return _before_the_break(body.decode("utf-8", "surrogateescape"))
    if isinstance(sent, dict):
        return sent
    return {"content": sent} if isinstance(sent, str) else {}


def _before_the_break(text: str) -> dict[str, Any]:
    """The fields of a broken JSON object up to where it breaks: Telegram takes them and goes on."""
    values: dict[str, Any] = {}
    step = _OPENING.match(text)
    while step is not None:
        name = _NAME.match(text, step.end())
        if name is None:
            break
        try:
            value, end = _JSON_DECODER.raw_decode(text, name.end())
            values.setdefault(json.loads(name.group(1)), value)
        except (ValueError, RecursionError):
            break
        step = _COMMA.match(text, end)
    return values


async def _parsed_multipart(kind: bytes, body: bytes) -> Parameters:
    values: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    _, options = parse_options_header(kind)
    if b"boundary" not in options:
        raise UnreadableRequest(400, "Bad Request: boundary not found")

    async def receive() -> Event:
        return {"type": "http.request", "body": body, "more_body": False}

    scope: Scope = {"type": "http", "headers": [(b"content-type", kind)]}
    try:
        async with Request(scope, receive).form() as form:
            for name, part in form.multi_items():
                if isinstance(part, str):
                    values.setdefault(name, part)
                elif name not in uploads:
                    mime_type = part.content_type or "application/octet-stream"
                    uploads[name] = Upload(part.filename or name, mime_type, await part.read())
    except (MultiPartException, ValueError, LookupError):
        raise UnreadableRequest(400, "Bad Request: can't parse form data") from None
    return Parameters(values, uploads)


async def respond(send: Send, status: int, body: bytes, extra: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """Answer with JSON bytes."""
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [_JSON, length, *extra]})
    await send({"type": "http.response.body", "body": body})


async def respond_slowly(send: Send, status: int, body: bytes, seconds: float) -> None:
    """Answer with JSON bytes that drip: the head at once, the body in pieces over so many seconds."""
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [_JSON, length]})
    size = -(-len(body) // _DRIPS)
    for number in range(_DRIPS):
        await asyncio.sleep(seconds / _DRIPS)
        piece = body[number * size : (number + 1) * size]
        await send({"type": "http.response.body", "body": piece, "more_body": number < _DRIPS - 1})


async def drop(scope: Scope, receive: Receive) -> None:
    """Cut the connection without an answer."""
    transport: asyncio.Transport | None = scope.get(TRANSPORT)
    if transport is not None:
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
