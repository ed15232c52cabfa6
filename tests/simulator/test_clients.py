"""python-telegram-bot as a client, and its types as a judge of every object."""

import base64
from typing import Any

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

TOKEN = "7012345678:AAE-simulated"
Stage = Any


def client(stage: Stage, token: str = TOKEN) -> telegram.Bot:
    return telegram.Bot(token, base_url=f"{stage.url}/bot", base_file_url=f"{stage.url}/file/bot")


def unknown_fields(thing: object, path: str = "") -> list[str]:
    """Fields of an object that the library does not know."""
    if isinstance(thing, list | tuple):
        return [field for number, part in enumerate(thing) for field in unknown_fields(part, f"{path}[{number}]")]
    if not isinstance(thing, telegram.TelegramObject):
        return []
    found = [f"{path}.{name}" for name in thing.api_kwargs]
    for name in thing.to_dict(recursive=False):
        found += unknown_fields(getattr(thing, "from_user" if name == "from" else name, None), f"{path}.{name}")
    return found


async def test_a_small_bot_runs(stage: Stage, picture: bytes) -> None:
    siti = await stage.join()
    async with client(stage) as bot:
        assert bot.username == "suara_kasemen_bot"
        await siti.scan("abc")
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.text == "/start abc"
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Baik", callback_data="r:4")]])
        sent = await bot.send_message(siti.id, "<b>Nilai?</b>", parse_mode="HTML", reply_markup=keyboard)
        assert sent.text_html == "<b>Nilai?</b>"
        tap = await siti.tap("Baik")
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.callback_query is not None
        assert await update.callback_query.answer("Tersimpan")
        edited = await update.callback_query.edit_message_text("Terima kasih")
        assert isinstance(edited, telegram.Message)
        screen = await siti.screen(after=tap["version"] + 1, answer=tap["callback_query_id"])
        assert screen["messages"][-1]["text"] == "Terima kasih"
        photo = await bot.send_photo(siti.id, picture, caption="Grafik")
        file = await photo.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == picture
        await photo.edit_media(InputMediaPhoto(picture, caption="Baru"))
        await photo.edit_caption("Lebih baru")
        document = await bot.send_document(siti.id, b"a,b\n", filename="laporan.csv")
        assert document.document is not None
        assert document.document.file_name == "laporan.csv"
        assert await document.delete()


async def test_errors_are_the_librarys_own(stage: Stage) -> None:
    siti = await stage.visitor()
    async with client(stage) as bot:
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(siti.id, "")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1, "x")
        await siti.block()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(siti.id, "x")
        await stage.post("/phone/faults", method="getMe", kind="retry_after", retry_after=3)
        with pytest.raises(RetryAfter):
            await bot.get_me()
        await bot.set_webhook("http://127.0.0.1:9/")
        with pytest.raises(Conflict):
            await bot.get_updates()
    with pytest.raises(InvalidToken):
        async with client(stage, "1:wrong"):
            pass


async def test_every_update_is_understood(stage: Stage, picture: bytes) -> None:
    siti = await stage.visitor(last_name="Aminah", username="siti_a", language_code="id")
    rows = [[{"text": "Baik", "callback_data": "x"}, {"text": "Situs", "url": "https://serangkota.go.id/"}]]
    await stage.bot("sendMessage", chat_id=siti.id, text="x", reply_markup={"inline_keyboard": rows})
    photo = base64.b64encode(picture).decode()
    for what in (
        {"text": "halo /bantuan @siti_a", "reply_to": 2},
        {"text": "halo lagi", "edit": 3},
        {"sticker": True},
        {"photo": photo, "caption": "#x1"},
        {"voice": True},
        {"location": True},
        {"document": True, "forward": True},
        {"contact": True},
    ):
        await siti.send(**what)
    await siti.tap("Baik")
    await siti.tap(data="x", message_id=99)
    await siti.block()
    updates = await stage.bot("getUpdates")
    assert len(updates) == 11
    for wire in updates:
        update = telegram.Update.de_json(wire, None)
        assert unknown_fields(update) == []


@pytest.mark.parametrize(
    ("method", "parameters", "kind"),
    [
        ("getMe", {}, telegram.User),
        ("getChat", {}, telegram.ChatFullInfo),
        ("getWebhookInfo", {}, telegram.WebhookInfo),
        ("sendMessage", {"text": "<blockquote expandable>x</blockquote>", "parse_mode": "HTML"}, telegram.Message),
        ("sendPhoto", {"photo": "photo"}, telegram.Message),
        ("sendDocument", {"document": "document"}, telegram.Message),
        ("editMessageText", {"message_id": 2, "text": "y"}, telegram.Message),
        ("getFile", {"file_id": "photo"}, telegram.File),
        ("getMyName", {}, telegram.BotName),
        ("getMyDescription", {}, telegram.BotDescription),
        ("getMyShortDescription", {}, telegram.BotShortDescription),
        ("getChatMenuButton", {}, telegram.MenuButton),
    ],
)
async def test_every_result_is_understood(
    stage: Stage, picture: bytes, method: str, parameters: dict[str, Any], kind: type[telegram.TelegramObject]
) -> None:
    siti = await stage.visitor(username="siti_a")
    await stage.bot("sendMessage", chat_id=siti.id, text="x")
    async with client(stage) as bot:
        photo = (await bot.send_photo(siti.id, picture)).photo[-1].file_id
        document = (await bot.send_document(siti.id, b"x", filename="x.txt")).document
        assert document is not None
        ids = {"photo": photo, "document": document.file_id}
        chosen = {name: ids.get(value, value) for name, value in parameters.items()}
        result = await stage.bot(method, chat_id=siti.id, **chosen)
        assert unknown_fields(kind.de_json(result, bot)) == []
