"""One HTTP exchange on bare ASGI: read what came, answer it. Kept lean, because benchmarks run through it."""

import asyncio
import json
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


class UnreadableRequest(Exception):
    """The body is not what its content type says."""


async def read_body(receive: Receive) -> bytes:
    """The whole body of a request."""
    event = await receive()
    body: bytes = event.get("body", b"")
    while event.get("more_body"):
        event = await receive()
        body += event.get("body", b"")
    return body


def content_type(scope: Scope) -> bytes:
    """The content type of a request, empty when it names none."""
    for name, value in scope["headers"]:
        if name == b"content-type":
            return bytes(value)
    return b""


async def read_parameters(scope: Scope, receive: Receive) -> Parameters:
    """The parameters of a Bot API request, from query and body; the body wins. Raises UnreadableRequest."""
    query = scope["query_string"]
    values: dict[str, Any] = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {}
    kind = content_type(scope)
    if kind.startswith(b"multipart/form-data"):
        return await _read_multipart(scope, receive, values)
    body = await read_body(receive)
    if not body:
        return Parameters(values)
    if kind.startswith(b"application/json"):
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            raise UnreadableRequest from None
        if not isinstance(sent, dict):
            raise UnreadableRequest
        return Parameters(values | sent if values else sent)
    if kind.startswith(b"application/x-www-form-urlencoded"):
        values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Parameters(values)


async def _read_multipart(scope: Scope, receive: Receive, values: dict[str, Any]) -> Parameters:
    uploads: dict[str, Upload] = {}
    _, options = parse_options_header(content_type(scope))
    if b"boundary" not in options:
        raise UnreadableRequest
    try:
        async with Request(scope, receive).form() as form:
            for name, part in form.multi_items():
                if isinstance(part, str):
                    values[name] = part
                else:
                    mime_type = part.content_type or "application/octet-stream"
                    uploads[name] = Upload(part.filename or name, mime_type, await part.read())
    except MultiPartException:
        raise UnreadableRequest from None
    return Parameters(values, uploads)


async def respond(send: Send, status: int, body: bytes, extra: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """Answer with JSON bytes."""
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [_JSON, length, *extra]})
    await send({"type": "http.response.body", "body": body})


async def drop(scope: Scope, receive: Receive) -> None:
    """Cut the connection without an answer."""
    transport: asyncio.Transport | None = scope.get(TRANSPORT)
    if transport is not None:
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
