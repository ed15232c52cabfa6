"""Delivery of updates to the bot's webhook: in order within a lane, side by side across lanes, until it says 2xx."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp

from simulator.chats import Wire
from simulator.errors import bad_request, too_many_requests
from simulator.exchange import UnreadableRequest, parsed_body
from simulator.faults import Faults
from simulator.network import Network
from simulator.parameters import Parameters
from simulator.updates import DEFAULT_TYPES, QueuedUpdate

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_PAUSE = 60
_LONGEST_WANTED = 3600
_PORTS = (80, 88, 443, 8443)

Reply = Callable[[str, Parameters], Awaitable[None]]
"""Runs a method call that a webhook has put into its answer."""


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """Where updates go."""

    url: str
    secret_token: str
    max_connections: int
    ip_address: str
    certified: bool


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
        self._next_set = 0.0
        self._address = ""
        self.target: WebhookTarget | None = None
        self.error_date = 0
        self.error = ""

    def set(self, parameters: Parameters) -> tuple[bool, str]:
        """`setWebhook`; result and description. Raises ApiError 400 and 429.

        A webhook that was set before goes first, so that it is gone also when the new one is refused.
        """
        url = parameters.text("url")
        if not url:
            return self.delete(parameters)
        self._not_too_often()
        certified = parameters.upload("certificate") is not None
        secret = parameters.text("secret_token")
        connections = parameters.integer("max_connections", 40, 1, 100)
        target = WebhookTarget(url, secret, connections, parameters.text("ip_address"), certified)
        drop = parameters.flag("drop_pending_updates")
        allowed = parameters.values.get("allowed_updates")
        if target == self.target and not certified and not drop:
            self._network.updates.allow(allowed)
            return True, "Webhook is already set"
        self._network.updates.abort("Conflict: terminated by setWebhook request")
        self._stop()
        if drop:
            self._network.updates.clear()
        address = checked_address(url)
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self._network.updates.allow(allowed)
        self.target = target
        self._address = address
        self._slots = asyncio.Semaphore(target.max_connections)
        self.resume()
        return True, "Webhook was set"

    def _not_too_often(self) -> None:
        if not self._network.settings.enforce_limits:
            return
        now = time.monotonic()
        if now < self._next_set:
            raise too_many_requests(1)
        self._next_set = now + 1.0

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
            "has_custom_certificate": target.certified if target else False,
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
        """Send an update until it is taken: again at once, then with doubling pauses, or when it is asked for."""
        first = self._network.settings.webhook_retry_seconds
        pause = 0.0
        while True:
            async with self._slots:
                wanted = await self._post(update, target)
            if wanted is None:
                return
            if wanted > 0:
                await asyncio.sleep(wanted)
                continue
            await asyncio.sleep(pause)
            pause = min(max(first, pause * 2), first * _LONGEST_PAUSE)

    async def _post(self, update: QueuedUpdate, target: WebhookTarget) -> int | None:
        """One attempt: None when it was answered 2xx, else the seconds after which the bot wants the next, or 0."""
        headers = {"Content-Type": "application/json"}
        if target.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret_token
        session = self._opened()
        timeout = aiohttp.ClientTimeout(total=self._network.settings.webhook_timeout_seconds)
        try:
            async with session.post(
                self._address, data=update.body.encode(), headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.read()
        except TimeoutError:
            return self._failed("Read timeout expired")
        except aiohttp.ClientConnectorDNSError:
            return self._failed("Failed to resolve host: Name or service not known")
        except aiohttp.ClientConnectorError:
            return self._failed("Connection refused")
        except (aiohttp.ClientError, ValueError):
            return self._failed("Webhook connection closed")
        if not 200 <= response.status <= 299:
            self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
            wanted = response.headers.get("Retry-After", "")
            return min(int(wanted), _LONGEST_WANTED) if wanted.isdecimal() else 0
        await self._run_answer(response.headers.get("Content-Type", ""), body)
        return None

    async def _run_answer(self, kind: str, body: bytes) -> None:
        """The method call inside an answer, if there is one; what becomes of it nobody learns."""
        try:
            call = await parsed_body(kind.encode("latin-1", "replace"), body)
        except UnreadableRequest:
            return
        method = call.text("method")
        if method and not method.lower().startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
            values = {name: value for name, value in call.values.items() if name != "method"}
            await self._reply(method, Parameters(values, call.uploads))

    def _failed(self, error: str) -> int:
        """Remember what went wrong, for getWebhookInfo; nobody asks for a pause."""
        self.error = error
        self.error_date = self._network.now()
        return 0

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, ssl=False))
        return self._session

    def _pause(self) -> None:
        self._network.updates.on_update = None
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()

    def _stop(self) -> None:
        self.target = None
        self.error, self.error_date = "", 0
        self._pause()

    async def close(self) -> None:
        """Stop delivering and close connections; `resume` goes on."""
        tasks = list(self._tasks)
        self._pause()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None


def checked_address(url: str) -> str:
    """The address that deliveries go to; raises ApiError 400.

    Telegram wants https and one of four ports; on this machine's own loopback plain http and any port will do.
    """
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", url, re.IGNORECASE)
    address = url if scheme else f"https://{url}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        raise bad_request("invalid webhook URL specified")
    if _is_loopback(host):
        return address
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if _is_reserved(host):
        raise bad_request(f"bad webhook: IP address {host} is reserved")
    if "." not in host:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    return address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_reserved(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
