"""A small real bot written with aiogram, the twin of grammy_bot.cjs: URL TOKEN polling|webhook [PORT SECRET].

It prints a JSON object a line: when it is ready, when somebody blocks it, which errors it met.
"""

import asyncio
import hashlib
import json
import struct
import sys
import zlib
from io import BytesIO
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.methods import GetUpdates, SendMessage
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

dispatcher = Dispatcher()


class Fly(TelegramMethod[bool]):
    """A method that Telegram does not have."""

    __returning__ = bool
    __api_method__ = "fly"


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def square(side: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(bytes(side * (1 + (side + 7) // 8)))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@dispatcher.message(CommandStart())
async def start(message: Message, command: CommandObject) -> None:
    assert message.from_user is not None
    buttons = [[InlineKeyboardButton(text=text, callback_data=f"r:{text}") for text in ("Buruk", "Baik")]]
    await message.answer(
        f"<b>Halo</b> {message.from_user.first_name}: {command.args or 'tanpa kode'}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons),
    )


@dispatcher.callback_query(F.data.startswith("r:"))
async def rate(query: CallbackQuery) -> None:
    assert query.data is not None
    assert isinstance(query.message, Message)
    await query.answer("Tersimpan")
    await query.message.edit_text(f"Terima kasih: {query.data[2:]}")


@dispatcher.message(Command("grafik"))
async def chart(message: Message) -> None:
    sent = await message.answer_photo(BufferedInputFile(square(20), "a.png"), caption="Grafik")
    media = InputMediaPhoto(media=BufferedInputFile(square(30), "b.png"), caption="Grafik baru")
    edited = await sent.edit_media(media)
    assert isinstance(edited, Message)
    assert edited.photo is not None
    document = await message.answer_document(BufferedInputFile(b"a", "a.txt"))
    await document.edit_media(InputMediaDocument(media=BufferedInputFile(b"bb", "b.txt")))
    await document.delete()
    await edited.edit_caption(caption=f"Grafik {edited.photo[-1].width}")


@dispatcher.message(F.photo)
async def download(message: Message, bot: Bot) -> None:
    assert message.photo is not None
    content = BytesIO()
    await bot.download(message.photo[-1], content)
    digest = hashlib.sha256(content.getvalue()).hexdigest()
    await message.reply_document(BufferedInputFile(content.getvalue(), "kembali.png"), caption=digest)


@dispatcher.message(Command("hadir"))
async def here(message: Message) -> SendMessage:
    """A method returned goes into the body of the webhook's answer, as multipart; by polling it is just called."""
    return message.answer("Hadir")


@dispatcher.message(Command("menu"))
async def menu(message: Message, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="bantuan", description="Bantuan")], language_code="id")
    commands = await bot.get_my_commands(language_code="id")
    await message.answer(" ".join(command.command for command in commands))


@dispatcher.message(Command("galat"))
async def errors(message: Message, command: CommandObject, bot: Bot) -> None:
    """Meet every error and tell its class."""
    blocked = int(command.args or 0)
    stranger = Bot(f"{bot.id}:wrong", session=bot.session)
    calls = {
        "empty": lambda: bot.send_message(message.chat.id, ""),
        "unknown chat": lambda: bot.send_message(1, "x"),
        "blocked": lambda: bot.send_message(blocked, "x"),
        "unknown method": lambda: bot(Fly()),
        "wrong token": stranger.get_me,
        "flood": lambda: bot.get_my_name(),
        "server": lambda: bot.get_my_description(),
        "network": lambda: bot.get_my_short_description(),
        "conflict": lambda: bot(GetUpdates()),
    }
    for name, call in calls.items():
        if name == "conflict" and not (await bot.get_webhook_info()).url:
            continue
        try:
            await call()
        except TelegramAPIError as error:
            retry_after = error.retry_after if isinstance(error, TelegramRetryAfter) else None
            say(case=name, error=type(error).__name__, text=error.message, retry_after=retry_after)
    say(case="end")


@dispatcher.message()
async def other(message: Message) -> None:
    forwarded = f" dari {message.forward_origin.type}" if message.forward_origin else ""
    await message.answer(f"Diterima: {ContentType(message.content_type).value}{forwarded}")


@dispatcher.edited_message()
async def edited(message: Message) -> None:
    await message.answer(f"Diubah: {message.text}")


@dispatcher.my_chat_member()
async def member(change: ChatMemberUpdated) -> None:
    say(member=f"{change.old_chat_member.status} {change.new_chat_member.status}")


async def main(url: str, token: str, mode: str, port: str = "0", secret: str = "") -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    if mode == "polling":
        say(ready=(await bot.me()).username)
        await dispatcher.start_polling(bot, handle_signals=False)
        return
    app = web.Application()
    # In the foreground, or there would be no answer to put a method into.
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret).register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(address, secret_token=secret, drop_pending_updates=True)
    say(ready=(await bot.me()).username)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
