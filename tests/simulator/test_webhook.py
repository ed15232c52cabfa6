"""Updates that are pushed: order, secret, repetition, answers."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import FormData, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Stage = Any


class Receiver:
    """The bot's web server; `statuses` are given out one after the other, then 200."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[tuple[dict[str, Any], str | None]] = asyncio.Queue()
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.reply: dict[str, Any] | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.url = ""
        self.at_once = 0
        self.most_at_once = 0

    async def handle(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.got.put((await request.json(), request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        await self.gate.wait()
        self.at_once -= 1
        if self.statuses:
            return web.Response(status=self.statuses.pop(0), headers=self.headers)
        return web.Response(**(self.reply or {}))

    async def next(self) -> dict[str, Any]:
        update, _ = await asyncio.wait_for(self.got.get(), 5)
        return update


def multipart(fields: dict[str, str]) -> bytes:
    parts = [f'--xYx\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    return ("".join(parts) + "--xYx--\r\n").encode()


@asynccontextmanager
async def listening(tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    receiver.url = f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiver
    finally:
        receiver.gate.set()
        await runner.cleanup()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with listening() as opened:
        yield opened


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2021, 1, 1, tzinfo=UTC))
    )
    certificate = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "both.pem").write_bytes(private + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    return context


async def drained(stage: Stage) -> None:
    while (await stage.get("/phone/pending"))["pending"]:
        await asyncio.sleep(0)


async def test_what_waited_and_what_comes_is_delivered_with_the_secret(stage: Stage, receiver: Receiver) -> None:
    siti = await stage.join()
    await siti.send(text="satu")
    answer = await stage.call("setWebhook", url=receiver.url, secret_token="rahasia_1")
    assert (answer["result"], answer["description"]) == (True, "Webhook was set")
    await siti.send(text="dua")
    for text in ("satu", "dua"):
        update, secret = await asyncio.wait_for(receiver.got.get(), 5)
        assert (update["message"]["text"], secret) == (text, "rahasia_1")
    await drained(stage)
    info = await stage.bot("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 40)


async def test_an_update_comes_again_until_it_is_taken_and_others_of_its_chat_wait(
    staging: Any, receiver: Receiver
) -> None:
    async with staging(webhook_retry_seconds=0.001) as stage:
        siti = await stage.join()
        receiver.statuses = [500, 404, 302]
        await stage.bot("setWebhook", url=receiver.url)
        await siti.send(text="satu")
        await siti.send(text="dua")
        texts = [(await receiver.next())["message"]["text"] for _ in range(5)]
        assert texts == ["satu", "satu", "satu", "satu", "dua"]
        await drained(stage)
        info = await stage.bot("getWebhookInfo")
        assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"
        assert info["last_error_date"] > 0


async def test_a_bot_that_names_the_time_gets_the_update_again_then(staging: Any, receiver: Receiver) -> None:
    async with staging(webhook_retry_seconds=60.0) as stage:
        siti = await stage.join()
        receiver.statuses = [503, 503]
        receiver.headers = {"Retry-After": "1"}
        await stage.bot("setWebhook", url=receiver.url)
        await siti.send(text="halo")
        await receiver.next()
        begun = monotonic()
        receiver.headers = {"Retry-After": "soon"}
        await receiver.next()
        assert 0.9 <= monotonic() - begun < 5
        await receiver.next()


async def test_certificates_are_not_looked_at(stage: Stage, self_signed: ssl.SSLContext) -> None:
    async with listening(self_signed) as receiver:
        siti = await stage.join()
        form = FormData({"url": receiver.url})
        form.add_field("certificate", b"x", filename="x.pem")
        async with stage.session.post(stage.method("setWebhook"), data=form) as response:
            assert (await response.json())["description"] == "Webhook was set"
        await siti.send(text="halo")
        assert (await receiver.next())["message"]["text"] == "halo"
        assert (await stage.bot("getWebhookInfo"))["has_custom_certificate"] is True


async def test_the_old_webhook_is_gone_even_when_the_new_one_is_refused(stage: Stage, receiver: Receiver) -> None:
    await stage.bot("setWebhook", url=receiver.url)
    await stage.refusal("setWebhook", url="http://example.org/")
    assert (await stage.bot("getWebhookInfo"))["url"] == ""
    assert await stage.bot("getUpdates") == []


async def test_a_webhook_is_set_once_a_second(staging: Any, receiver: Receiver) -> None:
    async with staging(enforce_limits=True) as stage:
        await stage.bot("setWebhook", url=receiver.url)
        assert await stage.refusal("setWebhook", url=receiver.url) == (429, "Too Many Requests: retry after 1")
        await stage.bot("deleteWebhook")


async def test_chats_are_delivered_side_by_side_up_to_the_limit(stage: Stage, receiver: Receiver) -> None:
    people = [await stage.join() for _ in range(5)]
    receiver.gate.clear()
    await stage.bot("setWebhook", url=receiver.url, max_connections=3)
    for person in people:
        await person.send(text="halo")
    for _ in range(3):
        await receiver.next()
    assert (await stage.bot("getWebhookInfo"))["pending_update_count"] == 5
    receiver.gate.set()
    for _ in range(2):
        await receiver.next()
    await drained(stage)
    assert receiver.most_at_once == 3


async def test_a_message_and_a_tap_of_one_chat_may_come_at_once(stage: Stage, receiver: Receiver) -> None:
    siti = await stage.join()
    receiver.gate.clear()
    await stage.bot("setWebhook", url=receiver.url)
    await siti.send(text="halo")
    await siti.tap(data="x")
    assert {list(await receiver.next())[1] for _ in range(2)} == {"message", "callback_query"}


@pytest.mark.parametrize("kind", ["json", "form", "multipart"])
async def test_an_answer_may_carry_a_method_call(stage: Stage, receiver: Receiver, kind: str) -> None:
    siti = await stage.join()
    call = {"method": "sendMessage", "chat_id": str(siti.id), "text": "Halo juga"}
    receiver.reply = {
        "json": {"body": json.dumps(call).encode(), "content_type": "application/json"},
        "form": {"body": urlencode(call).encode(), "content_type": "application/x-www-form-urlencoded"},
        "multipart": {"body": multipart(call), "headers": {"Content-Type": "multipart/form-data; boundary=xYx"}},
    }[kind]
    await stage.bot("setWebhook", url=receiver.url)
    sent = await siti.send(text="halo")
    screen = await siti.screen(after=sent["version"])
    assert screen["messages"][-1]["text"] == "Halo juga"


async def test_an_unreachable_webhook_is_told(staging: Any) -> None:
    async with staging(webhook_retry_seconds=0.001) as stage:
        siti = await stage.join()
        await stage.bot("setWebhook", url="http://127.0.0.1:9/hook")
        await siti.send(text="halo")
        while "last_error_message" not in (info := await stage.bot("getWebhookInfo")):
            await asyncio.sleep(0)
        assert info["last_error_message"] == "Connection refused"
        assert (await stage.call("deleteWebhook"))["description"] == "Webhook was deleted"
        assert len(await stage.updates()) == 1


async def test_what_waits_can_be_dropped(stage: Stage) -> None:
    siti = await stage.join()
    await siti.send(text="halo")
    answer = await stage.call("deleteWebhook", drop_pending_updates=True)
    assert answer["description"] == "Webhook is already deleted"
    assert await stage.bot("getUpdates") == []


async def test_kinds_are_chosen_and_told(stage: Stage, receiver: Receiver) -> None:
    await stage.bot("setWebhook", url=receiver.url, allowed_updates=["callback_query"])
    assert (await stage.bot("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    again = await stage.call("setWebhook", url=receiver.url)
    assert again["description"] == "Webhook is already set"


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "ftp://example.org"}, "invalid webhook URL specified"),
        ({"url": "http://[x"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:99999/"}, "invalid webhook URL specified"),
        ({"url": "nonsense"}, "bad webhook: Failed to resolve host: Name or service not known"),
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "example.org:8081"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://10.1.2.3/"}, "bad webhook: IP address 10.1.2.3 is reserved"),
        ({"url": "http://127.0.0.1/", "secret_token": "ada spasi"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_refusals(stage: Stage, parameters: dict[str, Any], description: str) -> None:
    assert await stage.refusal("setWebhook", **parameters) == (400, f"Bad Request: {description}")
    assert (await stage.bot("getWebhookInfo"))["url"] == ""


async def test_deliveries_come_twice_or_in_another_order_when_ordered(stage: Stage, receiver: Receiver) -> None:
    siti = await stage.join()
    for text in ("satu", "dua", "tiga"):
        await siti.send(text=text)
    await stage.post("/phone/faults", method="webhook", kind="reorder")
    await stage.post("/phone/faults", method="webhook", kind="duplicate")
    await stage.bot("setWebhook", url=receiver.url)
    texts = [(await receiver.next())["message"]["text"] for _ in range(4)]
    assert texts == ["dua", "satu", "satu", "tiga"]
    await drained(stage)
