"""The page over HTTP: what it is made of, what it tells as it happens, what people do on it."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import simulator
from simulator import ClockButton, Condition, Person, Picture, Simulator, SimulatorSettings, Stage, Step
from simulator.stage import Progress

TOKEN = "7012345678:AAE-simulated"
USERNAME = "sample_bot"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STATIC = Path(simulator.__file__).parent / "static"
LINK = f"https://t.me/{USERNAME}?start=desk"

Json = dict[str, Any]


def words(text: str) -> dict[str, str]:
    return {"id": text, "en": text}


@dataclass
class Host:
    """Whoever lends the page its stage; remembers what it was asked."""

    photographed: list[bytes] = field(default_factory=list)
    resets: int = 0
    may_finish: asyncio.Event = field(default_factory=asyncio.Event)

    async def decode(self, content: bytes) -> Sequence[str]:
        self.photographed.append(content)
        return [LINK] if content.startswith(b"\xff\xd8") else []

    async def reset(self) -> None:
        self.resets += 1

    async def hour(self, _: Progress) -> None:
        return

    async def month(self, progress: Progress) -> None:
        progress(0.25)
        await self.may_finish.wait()

    async def broken(self, _: Progress) -> None:
        raise RuntimeError("rusty")

    def stage(self, picture: bytes) -> Stage:
        return Stage(
            title="An office",
            people=[Person("citizen", words("Citizen"), "Siti"), Person("officer", words("Officer"), "Budi")],
            wall=[Picture(words("Desk 1"), words("Somewhere"), picture)],
            decode=self.decode,
            time_zone="Asia/Jakarta",
            buttons=[
                ClockButton("hour", words("+1 h"), self.hour),
                ClockButton("month", words("+4 w"), self.month, long=True),
                ClockButton("broken", words("!"), self.broken),
            ],
            tour=[
                Step("ask", words("Ask"), words("…"), Condition("citizen", "what is kept", sender="me"), "wall"),
                Step("read", words("Read"), words("…"), Condition("citizen", "(?i)privacy|privasi")),
                Step("see", words("See"), words("…"), Condition("officer", "week", photo=True), "clock"),
                Step("change", words("Change"), words("…"), Condition("citizen", edited=True)),
            ],
            reset=self.reset,
            light={"accent": "#00629b"},
        )


class Browser:
    """An open page: the latest of each kind of event, and the way to act."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session
        self.stage: Json = {}
        self.clock: Json = {}
        self.tour: Json = {}
        self.chats: dict[int, Json] = {}
        self.heard = asyncio.Event()

    async def listen(self) -> None:
        async with self.session.get(self.url + "/page/events") as response:
            assert response.content_type == "text/event-stream"
            async for name, content in events(response):
                if name == "chat":
                    self.chats[content["user_id"]] = content
                else:
                    setattr(self, name, content)
                self.heard.set()

    async def until(self, condition: Any) -> None:
        async with asyncio.timeout(5):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    def user(self, role: str) -> int:
        return int(next(person["user_id"] for person in self.stage["people"] if person["role"] == role))

    def texts(self, role: str) -> list[str]:
        return [message.get("text", "") for message in self.chats[self.user(role)]["messages"]]

    async def post(self, path: str, expect: int = 200, **body: Any) -> Json:
        async with self.session.post(self.url + path, json=body) as response:
            assert response.status == expect, await response.text()
            answer: Json = await response.json()
            return answer

    async def bot(self, method: str, **parameters: Any) -> Any:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=parameters) as response:
            return (await response.json())["result"]

    async def say(self, role: str, text: str) -> None:
        await self.post(f"/phone/{self.user(role)}/send", text=text)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    buffer = b""
    async for part in response.content.iter_any():
        buffer += part
        while b"\n" in buffer:
            line, _, buffer = buffer.partition(b"\n")
            if line.startswith(b"event: "):
                name = line[7:].decode()
            elif line.startswith(b"data: "):
                yield name, json.loads(line[6:])


@asynccontextmanager
async def opened(stage: Stage | None) -> AsyncIterator[tuple[Simulator, Browser]]:
    served = Simulator(SimulatorSettings(TOKEN, USERNAME, "Sample", enforce_limits=False), lambda: NOW, stage)
    async with served.serving() as url, aiohttp.ClientSession(read_bufsize=1 << 20) as session:
        browser = Browser(url, session)
        listening = asyncio.create_task(browser.listen())
        await browser.until(lambda: len(browser.chats) == len((stage or Stage()).people))
        yield served, browser
        listening.cancel()


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def table(host: Host, picture: bytes) -> AsyncIterator[tuple[Simulator, Browser]]:
    async with opened(host.stage(picture)) as pair:
        yield pair


@pytest.fixture
def page(table: tuple[Simulator, Browser]) -> Browser:
    return table[1]


async def test_the_page_and_all_it_needs_come_from_here_and_nothing_runs_inline(page: Browser) -> None:
    async with page.session.get(page.url + "/") as response:
        html = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"<script>|<style|style=|\son\w+=|https?:", html)
    needed = re.findall(r'(?:href|src)="(/[^"]+)"', html)
    assert len(needed) > 4
    for path in [*needed, *(f"/page/static/{file.name}" for file in STATIC.iterdir())]:
        async with page.session.get(page.url + path) as response:
            assert response.status == 200, path
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Content-Security-Policy"] == policy


def test_no_script_interprets_text_or_fetches_from_elsewhere() -> None:
    for file in STATIC.glob("*.js"):
        script = file.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", script), (
            file
        )
        assert len(script.splitlines()) < 400, file
        found = set(re.findall(r"https?://[\w.]+", script)) - {"https://t.me", "http://www.w3.org"}
        assert not found, file


async def test_the_stage_is_told_with_its_people_and_papers(page: Browser) -> None:
    assert page.stage["title"] == "An office"
    assert page.stage["zone"] == "Asia/Jakarta"
    assert [(person["role"], person["name"]) for person in page.stage["people"]] == [
        ("citizen", "Siti"),
        ("officer", "Budi"),
    ]
    (paper,) = page.stage["wall"]
    async with page.session.get(f"{page.url}/page/wall/{paper['key']}") as response:
        assert response.content_type == "image/png"
    async with page.session.get(f"{page.url}/page/palette.css") as response:
        assert "--accent:#00629b;" in await response.text()


async def test_without_a_stage_there_is_a_phone_that_works() -> None:
    async with opened(None) as (_, page):
        await page.say("person", "halo")
        await page.until(lambda: page.texts("person") == ["halo"])
        assert page.stage["title"] == "Sample"
        assert page.stage["wall"] == page.stage["buttons"] == page.stage["steps"] == []
        await page.post("/page/reset", expect=404)
        async with page.session.post(page.url + "/page/scan", data=b"\xff\xd8") as response:
            assert response.status == 404


async def test_messages_edits_and_answers_arrive_live(page: Browser) -> None:
    user = page.user("citizen")
    await page.say("citizen", "halo")
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    sent = await page.bot("sendMessage", chat_id=user, text="<b>Hai</b>", parse_mode="HTML", reply_markup=keyboard)
    await page.until(lambda: page.texts("citizen") == ["halo", "Hai"])
    assert page.chats[user]["messages"][1]["entities"] == [{"offset": 0, "length": 3, "type": "bold"}]
    tapped = await page.post(f"/phone/{user}/tap", text="A")
    await page.bot("editMessageText", chat_id=user, message_id=sent["message_id"], text="Beda")
    query = tapped["callback_query_id"]
    await page.bot("answerCallbackQuery", callback_query_id=query, text="Sudah", show_alert=True)
    await page.until(lambda: query in page.chats[user]["answers"])
    assert page.texts("citizen") == ["halo", "Beda"]
    assert page.chats[user]["messages"][1]["edit_date"]
    assert page.chats[user]["answers"][query]["show_alert"]
    await page.bot("sendChatAction", chat_id=user, action="typing")
    await page.until(lambda: page.chats[user]["action"] == "typing")
    await page.post(f"/phone/{user}/block")
    await page.until(lambda: page.chats[user]["blocked"])


async def test_hostile_text_travels_as_json_only(page: Browser) -> None:
    nasty = "</script><script>alert(1)</script>\u2028\n\nevent: stage\ndata: {}"
    await page.say("citizen", nasty)
    await page.until(lambda: page.texts("citizen") == [nasty])
    assert page.stage["title"] == "An office"
    async with page.session.get(page.url + "/") as response:
        assert "alert(1)" not in await response.text()


async def test_pictures_open_and_other_files_are_saved(page: Browser, picture: bytes) -> None:
    user = page.user("citizen")
    await page.say("citizen", "halo")
    photo = aiohttp.FormData({"chat_id": str(user)})
    photo.add_field("photo", picture, filename="a.png")
    await (await page.session.post(f"{page.url}/bot{TOKEN}/sendPhoto", data=photo)).read()
    page_in_disguise = aiohttp.FormData({"chat_id": str(user)})
    page_in_disguise.add_field("document", b"<script>alert(1)</script>", filename="a.html", content_type="text/html")
    await (await page.session.post(f"{page.url}/bot{TOKEN}/sendDocument", data=page_in_disguise)).read()
    await page.until(lambda: len(page.texts("citizen")) == 3)
    _, with_photo, with_document = page.chats[user]["messages"]
    async with page.session.get(f"{page.url}/page/files/{with_photo['photo'][-1]['file_unique_id']}") as response:
        assert response.content_type == "image/png"
        assert await response.read() == picture
    async with page.session.get(f"{page.url}/page/files/{with_document['document']['file_unique_id']}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.html"
        assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_a_photograph_really_goes_through_the_decoder(page: Browser, host: Host) -> None:
    for content, contents in ((b"\xff\xd8 a poster", [LINK]), (b"%PDF-1.4", [])):
        async with page.session.post(page.url + "/page/scan", data=content) as response:
            assert await response.json() == {"contents": contents}
    assert host.photographed == [b"\xff\xd8 a poster", b"%PDF-1.4"]


async def test_a_picture_that_is_too_large_is_not_read(page: Browser, host: Host) -> None:
    async with page.session.post(page.url + "/page/scan", data=bytes(20 * 1024 * 1024 + 1)) as response:
        assert response.status == 413
    assert host.photographed == []


async def test_a_newcomer_gets_a_phone_and_can_be_put_away(page: Browser) -> None:
    user = (await page.post("/page/phones", language="en"))["user_id"]
    await page.until(lambda: len(page.stage["people"]) == 3)
    assert page.stage["people"][2]["language"] == "en"
    await page.post("/page/remove", user_id=user)
    await page.until(lambda: len(page.stage["people"]) == 2)
    await page.post("/page/remove", expect=409, user_id=page.user("citizen"))


async def test_the_phone_of_somebody_who_exists_can_be_opened(page: Browser) -> None:
    user = (await page.post("/phone/users", first_name="Tuti"))["id"]
    await page.post("/page/phones", user_id=user)
    await page.until(lambda: user in page.chats)
    await page.post("/page/phones", expect=404, user_id=4711)


async def test_a_table_is_full_some_day(page: Browser) -> None:
    for _ in range(10):
        await page.post("/page/phones")
    await page.post("/page/phones", expect=409)


async def test_a_phone_can_be_set_to_another_language(page: Browser) -> None:
    user = page.user("citizen")
    await page.post(f"/phone/{user}/language", language_code="en")
    await page.say("citizen", "hello")
    (update,) = await page.bot("getUpdates")
    assert update["message"]["from"]["language_code"] == "en"


async def test_a_button_of_the_clock_shows_its_progress_and_holds_the_others(page: Browser, host: Host) -> None:
    await page.post("/page/clock", expect=202, key="month")
    await page.until(lambda: page.clock["share"] == 0.25)
    assert page.clock["running"] == "month"
    await page.post("/page/clock", expect=409, key="hour")
    await page.post("/page/reset", expect=409)
    host.may_finish.set()
    await page.until(lambda: page.clock["running"] is None)
    await page.post("/page/clock", expect=202, key="hour")


async def test_a_button_that_fails_is_told_and_the_next_works(page: Browser) -> None:
    await page.post("/page/clock", expect=202, key="broken")
    await page.until(lambda: page.clock["failed"] == "RuntimeError")
    await page.post("/page/clock", expect=202, key="hour")
    await page.until(lambda: page.clock["failed"] == "")
    await page.post("/page/clock", expect=404, key="never")


async def test_the_tour_waits_until_each_step_is_done(page: Browser, picture: bytes) -> None:
    citizen, officer = page.user("citizen"), page.user("officer")
    await page.say("citizen", "halo")
    assert page.tour == {"at": 0}
    await page.say("citizen", "what is kept?")
    await page.until(lambda: page.tour["at"] == 1)
    await page.say("citizen", "privacy")
    sent = await page.bot("sendMessage", chat_id=citizen, text="Privasi Anda")
    await page.until(lambda: page.tour["at"] == 2)
    await page.say("officer", "halo")
    await page.bot("sendMessage", chat_id=officer, text="this week in words")
    photo = aiohttp.FormData({"chat_id": str(officer), "caption": "this week"})
    photo.add_field("photo", picture, filename="a.png")
    await (await page.session.post(f"{page.url}/bot{TOKEN}/sendPhoto", data=photo)).read()
    await page.until(lambda: page.tour["at"] == 3)
    await page.bot("editMessageText", chat_id=citizen, message_id=sent["message_id"], text="Privasi lagi")
    await page.until(lambda: page.tour["at"] == 4)


async def test_what_was_there_before_a_step_does_not_count_for_it(page: Browser) -> None:
    await page.say("citizen", "halo")
    await page.bot("sendMessage", chat_id=page.user("citizen"), text="Privasi Anda")
    await page.say("citizen", "what is kept?")
    await page.until(lambda: page.tour["at"] == 1)
    await page.bot("sendMessage", chat_id=page.user("citizen"), text="sebentar")
    await page.until(lambda: "sebentar" in page.texts("citizen"))
    assert page.tour["at"] == 1


async def test_steps_can_be_left_and_taken_again(page: Browser) -> None:
    await page.post("/page/tour", to=3)
    await page.until(lambda: page.tour["at"] == 3)
    await page.post("/page/tour", to=99)
    await page.until(lambda: page.tour["at"] == 4)
    await page.post("/page/tour", to=-1)
    await page.until(lambda: page.tour["at"] == 0)


async def test_beginning_anew_draws_the_curtain_until_the_host_is_ready(
    table: tuple[Simulator, Browser], host: Host, picture: bytes
) -> None:
    served, page = table
    before = page.user("citizen")
    paper = page.stage["wall"][0]["key"]
    await page.say("citizen", "halo")
    await page.post("/page/reset", expect=202)
    await page.until(lambda: page.stage["curtain"])
    served.clear()
    await page.until(lambda: page.stage["people"] == [])
    assert await page.bot("getUpdates") == []
    await page.post("/page/clock", expect=404, key="hour")
    served.present(host.stage(picture))
    await page.until(lambda: not page.stage["curtain"] and len(page.stage["people"]) == 2)
    assert host.resets == 1
    assert page.user("citizen") != before
    assert page.stage["wall"][0]["key"] != paper
    await page.until(lambda: page.user("citizen") in page.chats)
    assert page.texts("citizen") == []


async def test_the_drawer_tells_requests_with_their_outcome_and_updates(page: Browser) -> None:
    user = page.user("citizen")
    await page.say("citizen", "halo")
    await page.bot("getUpdates", offset=-1)
    rows: dict[str, Json] = {}
    async with page.session.get(page.url + "/page/exchange") as response:
        async with asyncio.timeout(5):
            stream = events(response)
            rows |= {row["method"]: row for row in (await anext(stream))[1]}
            await page.bot("sendMessage", chat_id=user, text="hai")
            await page.session.post(f"{page.url}/bot{TOKEN}/sendPhoto", json={"chat_id": user})
            while "sendPhoto" not in rows or not rows["sendPhoto"]["status"]:
                rows |= {row["method"]: row for row in (await anext(stream))[1]}
    assert rows["message"]["params"]["message"]["text"] == "halo"
    assert rows["message"]["kind"] == "update"
    assert rows["sendMessage"]["status"] == 200
    assert rows["sendMessage"]["result"]["text"] == "hai"
    assert rows["sendPhoto"]["status"] == 400
    assert "no photo" in rows["sendPhoto"]["error"]["description"]


FOREIGN = ["/", "/page/events", "/page/exchange", "/page/static/app.js", "/page/wall/1-0", "/page/files/x"]


@pytest.mark.parametrize("path", FOREIGN)
async def test_pages_of_other_sites_read_nothing(page: Browser, path: str) -> None:
    async with page.session.get(page.url + path, headers={"Origin": "https://example.org"}) as response:
        assert response.status == 403


@pytest.mark.parametrize("action", ["phones", "remove", "scan", "clock", "tour", "reset"])
async def test_pages_of_other_sites_do_nothing(page: Browser, action: str) -> None:
    headers = {"Origin": "https://example.org"}
    async with page.session.post(f"{page.url}/page/{action}", data=b"{}", headers=headers) as response:
        assert response.status == 403


@pytest.mark.parametrize("action", ["phones", "remove", "clock", "tour", "reset"])
@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b"\xff"], ids=["list", "half", "text", "bytes"])
async def test_nonsense_is_refused_in_words(page: Browser, action: str, body: bytes) -> None:
    async with page.session.post(f"{page.url}/page/{action}", data=body) as response:
        assert response.status == 400
        assert (await response.json())["error"]


async def test_values_that_cannot_be_read_are_refused(page: Browser) -> None:
    for path, body in (
        ("/page/tour", {"to": "x"}),
        ("/page/phones", {"user_id": []}),
        ("/page/remove", {"user_id": {}}),
    ):
        await page.post(path, expect=400, **body)


@pytest.mark.parametrize(
    "path",
    ["/page/static/../page.py", "/page/static/%2e%2e%2fpage.py", "/page/static/none.js", "/page/x", "/page/wall/9"],
)
async def test_there_is_nothing_else(page: Browser, path: str) -> None:
    from yarl import URL

    async with page.session.get(URL(page.url + path, encoded=True)) as response:
        assert response.status == 404


def test_a_stage_gives_colours_and_nothing_else() -> None:
    from simulator.page import _variables

    with pytest.raises(ValueError, match="no colour"):
        _variables({"accent": "red;}body{display:none"})
