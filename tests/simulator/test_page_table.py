"""What people do on the page beside chatting: scanning, more phones, the clock, the tour, beginning anew."""

import aiohttp

from simulator import Simulator
from tests.simulator.opened_page import LINK, TOKEN, Browser, Host


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
    await page.bot("editMessageText", chat_id=citizen, message_id=sent["message_id"], text="new too early")
    await page.bot("editMessageText", chat_id=citizen, message_id=sent["message_id"], text="once more")
    await page.until(lambda: "once more" in page.texts("citizen"))
    assert page.tour["at"] == 3
    await page.bot("editMessageText", chat_id=citizen, message_id=sent["message_id"], text="new in time")
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
