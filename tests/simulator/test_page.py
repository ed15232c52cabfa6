"""The page over HTTP: what it is made of, what it tells as it happens, and what it refuses."""

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest

import simulator
from tests.simulator.opened_page import TOKEN, Browser, Json, events, opened

STATIC = Path(simulator.__file__).parent / "static"


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
