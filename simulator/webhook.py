"""Delivery of updates to the bot's webhook: in order within a lane, side by side across lanes, until it says 2xx."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from simulator.chats import Wire
from simulator.errors import bad_request
from simulator.faults import Faults
from simulator.network import Network
from simulator.parameters import Parameters
from simulator.updates import DEFAULT_TYPES, QueuedUpdate

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_PAUSE = 60

Reply = Callable[[str, Parameters], Awaitable[None]]
"""Runs a method call that a webhook has put into its answer."""


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """Where updates go."""

    url: str
    secret_token: str
    max_connections: int
    ip_address: str


class Webhook:
    """The bot's webhook, if it has one."""

    def __init__(self, network: Network, faults: Faults, reply: Reply) -> None:
        self._network = network
        self._faults = faults
        self._reply = reply
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[object, deque[QueuedUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self.target: WebhookTarget | None = None
        self.error_date = 0
        self.error = ""

    def set(self, parameters: Parameters) -> tuple[bool, str]:
        """`setWebhook`; result and description. Raises ApiError 400."""
        url = parameters.text("url")
        if not url:
            return self.delete(parameters)
        if not _reachable(url):
            raise bad_request("invalid webhook URL specified")
        secret = parameters.text("secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        target = WebhookTarget(
            url, secret, parameters.integer("max_connections", 40, 1, 100), parameters.text("ip_address")
        )
        self._network.updates.allow(parameters.values.get("allowed_updates"))
        drop = parameters.flag("drop_pending_updates")
        if target == self.target and not drop:
            return True, "Webhook is already set"
        self._stop()
        if drop:
            self._network.updates.clear()
        self._network.updates.abort("Conflict: terminated by setWebhook request")
        self.target = target
        self.error, self.error_date = "", 0
        self._slots = asyncio.Semaphore(target.max_connections)
        self.resume()
        return True, "Webhook was set"

    def delete(self, parameters: Parameters) -> tuple[bool, str]:
        """`deleteWebhook`; result and description."""
        was_set = self.target is not None
        self._stop()
        if parameters.flag("drop_pending_updates"):
            self._network.updates.clear()
        return True, "Webhook was deleted" if was_set else "Webhook is already deleted"

    def info(self) -> Wire:
        """`getWebhookInfo`."""
        target = self.target
        wire: Wire = {
            "url": target.url if target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._network.updates),
        }
        if self.error:
            wire |= {"last_error_date": self.error_date, "last_error_message": self.error}
        if target is not None:
            wire |= {"max_connections": target.max_connections, "ip_address": target.ip_address or "127.0.0.1"}
        if self._network.updates.allowed != DEFAULT_TYPES:
            wire["allowed_updates"] = sorted(self._network.updates.allowed)
        return wire

    def resume(self) -> None:
        """Deliver whatever waits, and what comes from now on, if a webhook is set."""
        if self.target is None:
            return
        self._network.updates.on_update = self.take
        for update in self._network.updates.waiting():
            self.take(update)

    def take(self, update: QueuedUpdate) -> None:
        """Put an update into its lane, which starts moving if it stood still."""
        if self.target is None:
            return
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(update.lane, self.target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: object, target: WebhookTarget) -> None:
        waiting = self._lanes[lane]
        while waiting:
            fault = self._faults.strike("webhook")
            if fault is not None and fault.kind == "reorder" and len(waiting) > 1:
                waiting[0], waiting[1] = waiting[1], waiting[0]
            update = waiting[0]
            await self._deliver(update, target)
            if fault is not None and fault.kind == "duplicate":
                await self._deliver(update, target)
            waiting.popleft()
            self._network.updates.done(update)
        del self._lanes[lane]

    async def _deliver(self, update: QueuedUpdate, target: WebhookTarget) -> None:
        """Send an update until it is taken: again at once, then with pauses that double."""
        first = self._network.settings.webhook_retry_seconds
        pause = 0.0
        while True:
            async with self._slots:
                if await self._post(update, target):
                    return
            await asyncio.sleep(pause)
            pause = min(max(first, pause * 2), first * _LONGEST_PAUSE)

    async def _post(self, update: QueuedUpdate, target: WebhookTarget) -> bool:
        """One attempt; whether it was answered 2xx."""
        headers = {"Content-Type": "application/json"}
        if target.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret_token
        session = self._opened()
        timeout = aiohttp.ClientTimeout(total=self._network.settings.webhook_timeout_seconds)
        try:
            async with session.post(
                target.url, data=update.body.encode(), headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.read()
        except TimeoutError:
            self._failed("Read timeout expired")
            return False
        except aiohttp.ClientConnectorError:
            self._failed("Connection refused")
            return False
        except aiohttp.ClientError:
            self._failed("Webhook connection closed")
            return False
        if not 200 <= response.status <= 299:
            self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
            return False
        await self._run_answer(body)
        return True

    async def _run_answer(self, body: bytes) -> None:
        """The method call inside an answer, if there is one; what becomes of it nobody learns."""
        try:
            call: Any = json.loads(body) if body else None
        except ValueError:
            return
        method = str(call.pop("method", "")) if isinstance(call, dict) else ""
        if method and not method.lower().startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
            await self._reply(method, Parameters(call))

    def _failed(self, error: str) -> None:
        self.error = error
        self.error_date = int(time.time())

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self._session

    def _pause(self) -> None:
        self._network.updates.on_update = None
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()

    def _stop(self) -> None:
        self.target = None
        self._pause()

    async def close(self) -> None:
        """Stop delivering and close connections; `resume` goes on."""
        tasks = list(self._tasks)
        self._pause()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None


def _reachable(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
