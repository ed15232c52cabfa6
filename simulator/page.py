"""The page in the browser: phones on a table, papers on the wall, the clock, the tour; files, actions and streams."""

import mimetypes
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator.chats import Wire
from simulator.errors import PhoneError
from simulator.exchange import Receive, Scope, Send
from simulator.journal import Journal
from simulator.network import Network
from simulator.origin import refuse_foreign_origin
from simulator.page_events import exchange_events, page_events
from simulator.stage import Stage
from simulator.table import Table

STATIC = Path(__file__).parent / "static"
MAX_SCAN_BYTES = 20 * 1024 * 1024

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_COLOUR_NAME = re.compile(r"[a-z][a-z0-9-]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
_SHOWN_IN_PLACE = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}

Handler = Callable[[Request], Awaitable[Response]]


class Page:
    """Everything that is neither `/bot`, `/file/bot` nor `/phone`."""

    def __init__(self, network: Network, journal: Journal, stage: Stage | None) -> None:
        self.table = Table(network, stage or Stage())
        self._network = network
        self._journal = journal
        actions: dict[str, Handler] = {
            "phones": self._add_phone,
            "remove": self._remove_phone,
            "scan": self._scan,
            "clock": self._clock,
            "tour": self._tour,
            "reset": self._reset,
        }
        self._app = Starlette(
            routes=[
                Route("/", self._index),
                Route("/page/static/{name}", self._static),
                Route("/page/palette.css", self._palette),
                Route("/page/events", self._events),
                Route("/page/exchange", self._exchange),
                Route("/page/wall/{key}", self._paper),
                Route("/page/files/{unique_id}", self._file),
                *(Route(f"/page/{name}", _told(action), methods=["POST"]) for name, action in actions.items()),
            ],
            exception_handlers={ClientDisconnect: _gone},
        )

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            refuse_foreign_origin(scope)
        except PhoneError as error:
            await JSONResponse({"error": error.problem}, error.status, _HEADERS)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _index(self, _: Request) -> Response:
        return _file_response("index.html")

    async def _static(self, request: Request) -> Response:
        return _file_response(request.path_params["name"])

    async def _palette(self, _: Request) -> Response:
        stage = self.table.stage
        light, dark = _variables(stage.light), _variables(stage.dark)
        css = (
            f":root{{{light}}}\n:root[data-theme=dark]{{{dark}}}\n"
            f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        )
        return Response(css, headers=_HEADERS, media_type="text/css")

    async def _events(self, _: Request) -> Response:
        self.table.open()
        return StreamingResponse(page_events(self._network, self.table), headers=_HEADERS, media_type=_EVENTS)

    async def _exchange(self, _: Request) -> Response:
        stream = exchange_events(self._network, self._journal)
        return StreamingResponse(stream, headers=_HEADERS, media_type=_EVENTS)

    async def _paper(self, request: Request) -> Response:
        content = self.table.paper(request.path_params["key"])
        return Response(content, headers=_HEADERS, media_type="image/png") if content else _missing()

    async def _file(self, request: Request) -> Response:
        """A photo or document of a chat; only pictures open in the browser, all else is saved."""
        stored = self._network.files.by_unique_id(request.path_params["unique_id"])
        if stored is None:
            return _missing()
        headers = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox"}
        for start, media_type in _SHOWN_IN_PLACE.items():
            if stored.kind == "photo" and stored.content.startswith(start):
                return Response(stored.content, headers=headers, media_type=media_type)
        name = quote(stored.name.encode("utf-8", "replace"))
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return Response(stored.content, headers=headers, media_type="application/octet-stream")

    async def _add_phone(self, request: Request) -> Response:
        body = await _body(request)
        user_id = body.get("user_id")
        return JSONResponse(
            {"user_id": self.table.add(None if user_id is None else int(user_id), str(body.get("language", "")))}
        )

    async def _remove_phone(self, request: Request) -> Response:
        self.table.remove(int((await _body(request)).get("user_id", 0)))
        return JSONResponse({})

    async def _scan(self, request: Request) -> Response:
        decode = self.table.stage.decode
        if decode is None:
            raise PhoneError(404, "nothing here can read QR codes")
        content = b""
        async for part in request.stream():
            content += part
            if len(content) > MAX_SCAN_BYTES:
                raise PhoneError(413, "the picture is too large")
        return JSONResponse({"contents": list(await decode(content))})

    async def _clock(self, request: Request) -> Response:
        self.table.press(str((await _body(request)).get("key", "")))
        return JSONResponse({}, 202)

    async def _tour(self, request: Request) -> Response:
        self.table.tour_to(int((await _body(request)).get("to", 0)))
        return JSONResponse({})

    async def _reset(self, request: Request) -> Response:
        await _body(request)
        self.table.reset()
        return JSONResponse({}, 202)

    async def close(self) -> None:
        """End streams and actions, as when the server stops."""
        self._network.watch.close()
        await self.table.close()


_EVENTS = "text/event-stream"


def _told(handler: Handler) -> Handler:
    """The handler, with errors answered as the phone API answers them."""

    async def answered(request: Request) -> Response:
        try:
            response = await handler(request)
        except PhoneError as error:
            response = JSONResponse({"error": error.problem}, error.status)
        except (TypeError, ValueError, OverflowError) as error:
            response = JSONResponse({"error": f"a value cannot be read: {error}"}, 400)
        response.headers.update(_HEADERS)
        return response

    return answered


async def _body(request: Request) -> Wire:
    """A JSON object, which only scripts of this page can send without asking. Raises PhoneError."""
    content = await request.body()
    try:
        body: Any = await request.json() if content else {}
    except (ValueError, RecursionError):
        raise PhoneError(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise PhoneError(400, "the body must be a JSON object")
    return body


def _file_response(name: str) -> Response:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        return _missing()
    media_type = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(name)[0]
    return Response(path.read_bytes(), headers=_HEADERS, media_type=media_type)


def _variables(colours: Mapping[str, str]) -> str:
    """CSS custom properties; raises ValueError for what is no name or no colour."""
    for name, colour in colours.items():
        if not _COLOUR_NAME.fullmatch(name) or not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name}: {colour} is no colour")
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _missing() -> Response:
    return JSONResponse({"error": "not found"}, 404, _HEADERS)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)
