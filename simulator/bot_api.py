"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

from simulator import edits, messages, profile
from simulator.errors import ApiError, too_many_requests
from simulator.exchange import Receive, Scope, Send, UnreadableRequest, drop, read_parameters, respond, respond_slowly
from simulator.faults import Fault, Faults
from simulator.journal import Entry, Journal
from simulator.network import Network
from simulator.parameters import Parameters
from simulator.updates import MAX_POLL_SECONDS
from simulator.webhook import Webhook

_TOKEN_PATH = re.compile(r"/bot[1-9][0-9]*:[A-Za-z0-9_-]+/")
Method = Callable[[Network, Parameters], Any]

METHODS: dict[str, Method] = {**messages.METHODS, **edits.METHODS, **profile.METHODS}
_STATUS_TEXTS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class BotApi:
    """What the bot talks to."""

    def __init__(self, network: Network, faults: Faults, journal: Journal) -> None:
        self._network = network
        self._faults = faults
        self._journal = journal
        self._latency = network.settings.latency_seconds
        self._prefix = f"/bot{network.settings.token}/"
        self._file_prefix = f"/file/bot{network.settings.token}/"
        self.webhook = Webhook(network, faults, self._reply)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request below `/bot`."""
        path: str = scope["path"]
        if not path.startswith(self._prefix):
            known_form = _TOKEN_PATH.match(path)
            error = ApiError(401, "Unauthorized") if known_form else ApiError(404, "Not Found")
            await respond(send, error.code, _encoded(error.wire()))
            return
        try:
            parameters = await read_parameters(scope, receive)
        except UnreadableRequest as unreadable:
            error = ApiError(unreadable.status, unreadable.problem)
            await respond(send, error.code, _encoded(error.wire()))
            return
        method = path[len(self._prefix) :] or parameters.text("method")
        entry = self._journal.note(method, parameters)
        fault = self._faults.strike(method.lower())
        if fault is None:
            await self._answer(send, entry, await self._run(entry))
        else:
            await self._mishap(scope, receive, send, entry, fault)

    async def _answer(self, send: Send, entry: Entry, answer: tuple[int, str, ApiError | None]) -> None:
        status, text, error = answer
        entry.answered(status, text)
        if self._latency > 0.0:
            await asyncio.sleep(self._latency)
        retry = error.parameters.get("retry_after") if error is not None and error.parameters else None
        extra = ((b"retry-after", b"%d" % retry),) if retry else ()
        await respond(send, status, text.encode("ascii"), extra)

    async def _run(self, entry: Entry) -> tuple[int, str, ApiError | None]:
        """HTTP status and JSON text of the answer."""
        try:
            return 200, await self._called(entry.method.lower(), entry.parameters), None
        except ApiError as error:
            return error.code, json.dumps(error.wire()), error

    async def _called(self, name: str, parameters: Parameters) -> str:
        method = METHODS.get(name)
        if method is not None:
            return f'{{"ok":true,"result":{json.dumps(method(self._network, parameters))}}}'
        if name == "getupdates":
            return f'{{"ok":true,"result":{await self._get_updates(parameters)}}}'
        if name in {"setwebhook", "deletewebhook"}:
            change = self.webhook.set if name == "setwebhook" else self.webhook.delete
            result, description = change(parameters)
            return json.dumps({"ok": True, "result": result, "description": description})
        if name == "getwebhookinfo":
            return json.dumps({"ok": True, "result": self.webhook.info()})
        raise ApiError(404, "Not Found: method not found")

    async def _get_updates(self, parameters: Parameters) -> str:
        if self.webhook.target is not None:
            await self._network.updates.pause_after_conflict()
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        updates = self._network.updates
        updates.allow(parameters.values.get("allowed_updates"))
        return await updates.poll(
            parameters.integer("offset"),
            parameters.integer("limit", 100, 1, 100),
            parameters.integer("timeout", 0, 0, MAX_POLL_SECONDS),
        )

    async def _mishap(self, scope: Scope, receive: Receive, send: Send, entry: Entry, fault: Fault) -> None:
        if fault.kind == "drop_before":
            await drop(scope, receive)
        elif fault.kind == "drop_after":
            status, text, _ = await self._run(entry)
            entry.answered(status, text)
            await drop(scope, receive)
        elif fault.kind == "slow_body":
            status, text, _ = await self._run(entry)
            entry.answered(status, text)
            await respond_slowly(send, status, text.encode("ascii"), fault.seconds)
        elif fault.kind == "slow":
            answer = await self._run(entry)
            await asyncio.sleep(fault.seconds)
            await self._answer(send, entry, answer)
        else:
            error = ApiError(fault.status, _STATUS_TEXTS.get(fault.status, "Error"))
            if fault.kind == "retry_after":
                error = too_many_requests(fault.retry_after)
            await self._answer(send, entry, (error.code, json.dumps(error.wire()), error))

    async def _reply(self, method: str, parameters: Parameters) -> None:
        """Run a call that a webhook put into its answer."""
        entry = self._journal.note(method, parameters)
        status, text, _ = await self._run(entry)
        entry.answered(status, text)

    async def download(self, scope: Scope, send: Send) -> None:
        """Serve one request below `/file/bot`."""
        path: str = scope["path"]
        file = None
        if path.startswith(self._file_prefix):
            file = self._network.files.by_path(path[len(self._file_prefix) :])
        if file is None:
            await respond(send, 404, _encoded(ApiError(404, "Not Found").wire()))
            return
        headers = [
            (b"content-type", b"application/octet-stream"),
            (b"content-length", b"%d" % len(file.content)),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": file.content})

    def start(self) -> None:
        """Deliver to the webhook what waits for it."""
        self.webhook.resume()

    async def close(self) -> None:
        """End long polls and webhook deliveries."""
        self._network.updates.release()
        await self.webhook.close()


def _encoded(wire: dict[str, Any]) -> bytes:
    return json.dumps(wire).encode("ascii")
