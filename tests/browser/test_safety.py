"""Hostile text shows as text; other sites and strangers get nothing."""

import re

import pytest
from playwright.async_api import expect

from suara.demo.tour import CITIZEN
from tests.browser.conftest import Witness
from tests.browser.table import Phone, Table

pytestmark = pytest.mark.asyncio(loop_scope="package")

HOSTILE = [
    "<img src=x onerror=\"document.title='taken'\">",
    "<script>document.title='taken'</script>",
    "</div><iframe src=javascript:alert(1)></iframe>",
    "&lt;b&gt; &amp; \u202egnirts\u202c \x00\u0000 {{7*7}} ${7*7}",
    "[x](javascript:alert(1)) https://t.me@evil.example/?start=x",
]
IDS = ["image", "script", "frame", "marks", "links"]


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
async def test_a_hostile_message_shows_as_it_was_typed(table: Table, text: str) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    sent = text.replace("\x00", "")
    await phone.write(sent)
    shown = phone.log.locator(".bubble.mine").last.locator(".text")
    await expect(shown).to_have_text(sent, use_inner_text=True)
    await expect(phone.bubbles).to_have_count(2)
    assert await table.page.locator("iframe, [onerror], .log script, .log img").count() == 0
    await expect(table.page).not_to_have_title("taken")


async def test_a_hostile_name_shows_as_text_on_the_phone_and_in_the_list(table: Table) -> None:
    name = "<img src=x onerror=\"document.title='taken'\">"
    person = await table.demo.house.phones.new(name)
    await person.scan(table.demo.house.links[0])
    page = table.page
    await page.get_by_role("button", name=re.compile("^Warga")).click()
    await page.get_by_role("menuitem", name=name).last.click()
    phone = Phone(page, page.locator(f"#phone-{person.id}"))
    await expect(phone.element.locator(".owner")).to_have_text(name)
    await phone.says("disimpan anonim")
    assert await page.locator("img[src=x], [onerror]").count() == 0
    await expect(page).not_to_have_title("taken")


async def test_hostile_text_from_the_bot_shows_as_text(table: Table) -> None:
    phone = table.phone(CITIZEN)
    await phone.start()
    await phone.says("Selamat datang")
    user = await phone.user_id()
    key = {"text": HOSTILE[0], "url": "https://example.com/"}
    answer = await table.page.evaluate(
        """async ([path, body]) => (await fetch(path, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
        })).json()""",
        [
            f"/bot{table.demo.simulator.settings.token}/sendMessage",
            {"chat_id": user, "text": HOSTILE[1], "reply_markup": {"inline_keyboard": [[key]]}},
        ],
    )
    assert answer["ok"], answer
    await phone.says(HOSTILE[1])
    await expect(phone.newest.locator(".key")).to_contain_text(HOSTILE[0])
    assert await table.page.locator(".log script, .log img, [onerror]").count() == 0


async def test_no_script_that_was_slipped_into_the_page_runs(table: Table, witness: Witness) -> None:
    """Even if text ever became markup, the policy would not let it run."""
    page = table.page
    broken: list[str] = await page.evaluate(
        """async () => {
            const broken = [];
            const told = new Promise((done) => addEventListener("securitypolicyviolation", (event) => {
                broken.push(event.effectiveDirective);
                if (broken.length === 2) done();
            }));
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken'";
            document.body.append(script);
            const outside = document.createElement("img");
            outside.src = "https://example.com/pixel.png";
            document.body.append(outside);
            await told;
            return broken;
        }"""
    )
    assert sorted(broken) == ["img-src", "script-src-elem"]
    await expect(page).not_to_have_title("taken")
    told = [each for each in witness.complaints if "Content Security Policy" not in each and "pixel.png" not in each]
    assert told == []
    witness.complaints.clear()


async def test_a_page_of_another_origin_can_neither_play_a_phone_nor_turn_the_clock(table: Table) -> None:
    user = await table.phone(CITIZEN).user_id()
    for path in (f"/phone/{user}/send", "/page/clock", "/page/reset", "/page/events"):
        method = "GET" if path == "/page/events" else "POST"
        answer = await table.page.request.fetch(
            table.demo.url + path, method=method, headers={"Origin": "http://evil.example"}, data="{}"
        )
        assert answer.status == 403, path
        assert re.search("another origin", await answer.text())
