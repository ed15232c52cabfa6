"""Every state, every kind of input: an answer, a next step, and nothing stored that was not meant."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from data import invites, posters
from data.conversations import Step
from data.tables import conversations, failed_updates, metadata, outbox, seen_updates
from data.texts import texts
from data.visits import Stage
from docs.conversation import FILE, INPUTS, STATES, WRITTEN, Outcome, outcome, step_of, table
from simulator.client import Phone, Phones, Seen
from tests.bot.running import none_pending, none_waits
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")

GAP = "§"
UNWATCHED = {outbox, seen_updates, failed_updates, conversations}
"""Messages under way, what has been seen, and what is waited for."""


@dataclass
class House:
    """What the inputs need."""

    phones: Phones
    office: Office
    clock: FakeClock
    revoked: str
    supervisor: Phone | None = None


def first_line(key: str, language: str) -> str:
    """Return a pattern for the first line of a text, whatever stands for its variables."""
    bundle = texts(language)._bundle
    value = bundle.get_message(key).value
    _, missing = bundle.format_pattern(value, {})
    text, _ = bundle.format_pattern(value, {str(each).rpartition(" ")[2]: GAP for each in missing})
    plain = unescape(re.sub(r"<[^<>]*>", "", str(text))).strip().splitlines()[0]
    return re.escape(plain).replace(re.escape(GAP), ".*")


async def rated(house: House, face: str = "🙁") -> Phone:
    phone = await house.phones.new()
    await phone.scan(await house.office.link(house.office.desk_alone))
    await phone.tap(face)
    return phone


async def complained(house: House) -> tuple[Phone, Seen]:
    phone = await rated(house)
    await phone.tap("🛟 Minta ditindaklanjuti")
    return phone, await phone.write("map saya hilang di loket")


async def supervisor(house: House) -> Phone:
    """The head of the district, bound once: an account belongs to one person."""
    if house.supervisor is None:
        house.supervisor = await house.phones.new()
        await house.supervisor.scan(await invited(house, house.office.head))
        await house.supervisor.tap("Ya, ini saya")
    await house.supervisor.press(data="l:id")
    return house.supervisor


async def invited(house: House, officer_id: int) -> str:
    async with house.office.database.transaction() as tx:
        secret = await invites.create(tx, officer_id, house.clock())
    return f"https://t.me/suara_uji_bot?start={invites.PREFIX}{secret}"


async def case_open(house: House, button: str) -> Phone:
    _, receipt = await complained(house)
    code = re.search(r"TL-\w{7}", receipt.text)
    assert code
    phone = await supervisor(house)
    screen = await phone.write("/tindaklanjut")
    while code.group() not in (labels := [label for row in screen.labels for label in row]):
        screen = await phone.tap(next(label for label in labels if label.startswith("Berikutnya")))
    await phone.tap(code.group())
    await phone.tap(button)
    return phone


async def started(house: House) -> Phone:
    phone = await house.phones.new()
    await phone.write("/start")
    return phone


async def scanned(house: House) -> Phone:
    phone = await house.phones.new()
    await phone.scan(await house.office.link(house.office.desk_alone))
    return phone


def rated_before(minutes: int) -> "Into":
    async def into(house: House) -> Phone:
        phone = await rated(house)
        house.clock.turn(minutes=minutes)
        return phone

    return into


def tapped(button: str) -> "Into":
    async def into(house: House) -> Phone:
        phone = await rated(house)
        await phone.tap(button)
        return phone

    return into


async def adding(house: House) -> Phone:
    phone, _ = await complained(house)
    await phone.tap("✍ Tambah keterangan")
    return phone


async def erasing(house: House) -> Phone:
    phone = await rated(house)
    await phone.write("/hapus")
    return phone


async def being_invited(house: House) -> Phone:
    phone = await house.phones.new()
    await phone.scan(await invited(house, house.office.other))
    return phone


async def telling_news(house: House) -> Phone:
    phone = await supervisor(house)
    await phone.write("/kabar")
    await phone.tap("Kelurahan Banten")
    return phone


def with_a_case(button: str) -> "Into":
    async def into(house: House) -> Phone:
        return await case_open(house, button)

    return into


Into = Callable[[House], Awaitable[Phone]]
INTO: dict[Step | Stage, Into] = {
    Step.IDLE: started,
    Step.COMMENT: tapped("✍ Komentar"),
    Step.COMPLAINT: tapped("🛟 Minta ditindaklanjuti"),
    Step.ADDITION: adding,
    Step.SURVEY: tapped("📋 Survei resmi"),
    Step.ERASURE: erasing,
    Step.INVITATION: being_invited,
    Step.REPLY: with_a_case("✍ Jawab"),
    Step.CLOSING: with_a_case("📌 Tutup"),
    Step.NEWS: telling_news,
    Stage.SCANNED: scanned,
    Stage.FRESH: rated_before(minutes=0),
    Stage.RATED: rated_before(minutes=11),
    Stage.OVER: rated_before(minutes=48 * 60 + 1),
}


async def change_a_message(house: House, phone: Phone) -> Seen:
    sent = await phone.post("send", text="/bantuan")
    await phone.look(after=sent["version"])
    await none_waits(house.office.database)
    return await phone.send(edit=sent["message_id"], text="bukan itu")


async def choose_english(house: House, phone: Phone) -> Seen:
    await phone.write("/bahasa")
    return await phone.tap("English")


async def come_back(house: House, phone: Phone) -> Seen:
    await phone.post("block")
    await phone.post("unblock")
    return await phone.write("/start")


def scans(desk: Callable[[Office], int]) -> "Play":
    async def play(house: House, phone: Phone) -> Seen:
        return await phone.scan(await house.office.link(desk(house.office)))

    return play


def sends(**what: Any) -> "Play":
    async def play(house: House, phone: Phone) -> Seen:
        return await phone.send(**what)

    return play


def opens(link: Callable[[House], str]) -> "Play":
    async def play(house: House, phone: Phone) -> Seen:
        return await phone.scan(link(house))

    return play


async def type_the_code(house: House, phone: Phone) -> Seen:
    return await phone.write((await house.office.poster(house.office.desk_alone)).code)


PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="  # one point
Play = Callable[[House, Phone], Awaitable[Seen]]
PLAYS: dict[str, Play] = {
    "text": sends(text="antre lama sekali"),
    "code": type_the_code,
    "receipt": sends(text="TL-HJKMN34"),
    "command": sends(text="/bantuan"),
    "unknown command": sends(text="/tidakada"),
    "sticker": sends(sticker=True),
    "photo": sends(photo=PHOTO),
    "location": sends(location={"latitude": -6.0, "longitude": 106.1}),
    "contact": sends(contact=True),
    "voice": sends(voice=True),
    "edited message": change_a_message,
    "same poster": scans(lambda office: office.desk_alone),
    "other desk": scans(lambda office: office.desk_nobody),
    "revoked poster": opens(lambda house: house.revoked),
    "expired ticket": opens(lambda house: "https://t.me/suara_uji_bot?start=k_7XQ4M"),
    "blocked and returned": come_back,
    "language": choose_english,
}
TAPS = {"old button": "f:AAAAAAAAAAAA:4", "forged button": "nonsense:1"}
ELSEWHERE = {
    "group": ("message", "supergroup", -1_000_000, "/start"),
    "channel": ("channel_post", "channel", -2_000_000, "halo"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", STATES, ids=str)
async def test_in_every_state_every_input_leads_on(
    state: Step | Stage, phones: Phones, office: Office, clock: FakeClock
) -> None:
    house = House(phones, office, clock, await revoked_link(office, clock))
    for kind in INPUTS:
        phone = await INTO[state](house)
        await none_waits(office.database)
        before = await stored(office)
        waiting = await waited_for(office)
        expected = outcome(state, kind)
        if kind in TAPS:
            said = await phone.press(data=TAPS[kind])
            assert bool(phone.toast.get("show_alert")) is expected.is_alert
        elif kind in ELSEWHERE:
            said = await speak_elsewhere(house, phone, *ELSEWHERE[kind])
        else:
            said = (await PLAYS[kind](house, phone)).text
        await none_pending(phones)
        await none_waits(office.database)
        assert is_meant(said, expected), f"{state}, {kind}: {said}"
        may_change = set(expected.stores)
        if kind == "text" and (table_name := WRITTEN.get(step_of(state))):
            may_change |= {table_name, "cases", "case_events"} if "case" in table_name else {table_name}
            assert (await stored(office))[table_name] != before[table_name], f"{state}: nothing was stored"
        changed = {name for name, rows in (await stored(office)).items() if rows != before[name]}
        assert changed <= may_change, f"{state}, {kind}"
        if kind != "text":  # whoever is interrupted can still go on
            assert waiting <= await waited_for(office), f"{state}, {kind}"
    # A channel is not asked for; what came all the same is set aside.
    assert len(await office.rows(select(failed_updates.c.error))) == 1


def is_meant(said: str, expected: Outcome) -> bool:
    if not expected.key:
        return said == ""
    return any(re.search(first_line(expected.key, language), said) for language in ("id", "en"))


async def revoked_link(office: Office, clock: FakeClock) -> str:
    link = await office.link(office.desk_two)
    async with office.database.transaction() as tx:
        await posters.revoke(tx, link.rpartition("=")[2], clock())
    return link


async def speak_elsewhere(house: House, phone: Phone, kind: str, chat: str, number: int, text: str) -> str:
    """Say something in a group or channel; return what the bot said there."""
    where = {"id": number - phone.id, "type": chat, "title": "RT 04"}
    said = {"message_id": 1, "date": 1, "chat": where, "text": text}
    if kind == "message":
        said |= {"from": {"id": phone.id, "is_bot": False, "first_name": "Warga"}}
        said |= {"entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]}
    await house.phones.post("updates", updates=[{kind: said}])
    await none_pending(house.phones)
    await none_waits(house.office.database)
    log = await house.phones.get(f"log?method=sendMessage&chat={where['id']}")
    return "".join(request["params"]["text"] for request in log["requests"])


async def stored(office: Office) -> dict[str, list[str]]:
    return {
        each.name: sorted(map(repr, map(tuple, await office.rows(select(each)))))
        for each in metadata.sorted_tables
        if each not in UNWATCHED
    }


async def waited_for(office: Office) -> set[tuple[bytes, str]]:
    return {tuple(row) for row in await office.rows(select(conversations.c.rater, conversations.c.state))}


def test_the_page_in_docs_is_what_the_code_says() -> None:
    assert FILE.read_text("utf-8") == table(), "write it anew: python -m docs.conversation"
