"""The same job as a plain aiogram bot with aiosqlite: python aiogram_bot.py URL TOKEN DATABASE."""

# mypy: ignore-errors
# aiogram is not among the project's packages; it is installed for the benchmark only.
import sys

import aiosqlite
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

FACES = ("😞", "😐", "🙂", "😊")
URL, TOKEN, DATABASE = sys.argv[1:4]

dispatcher = Dispatcher()


@dispatcher.startup()
async def opened(dispatcher: Dispatcher) -> None:
    """Open the database."""
    database = await aiosqlite.connect(DATABASE)
    await database.execute("PRAGMA journal_mode = WAL")
    await database.execute("PRAGMA synchronous = FULL")
    dispatcher["database"] = database


@dispatcher.message(CommandStart(deep_link=True))
async def start(message: Message, command: CommandObject, database: aiosqlite.Connection) -> None:
    """Show the four faces."""
    async with database.execute(
        "SELECT id, office, name, officer FROM desks WHERE token = ?", (command.args,)
    ) as cursor:
        desk = await cursor.fetchone()
    if desk is None:
        return
    desk_id, office, name, officer = desk
    keyboard = [[InlineKeyboardButton(text=face, callback_data=f"f:{desk_id}:{n}") for n, face in enumerate(FACES, 1)]]
    await message.answer(
        f"<b>{office}</b>\n{name}\nPetugas: {officer}\n\nBagaimana pelayanan kami? Penilaian Anda anonim.",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard),
    )


@dispatcher.callback_query(F.data.startswith("f:"))
async def rate(query: CallbackQuery, database: aiosqlite.Connection) -> None:
    """Store a face, then say thanks."""
    _, desk_id, face = query.data.split(":")
    await database.execute(
        "INSERT INTO ratings (user_id, desk_id, face) VALUES (?, ?, ?)", (query.from_user.id, desk_id, face)
    )
    await database.commit()
    await query.answer("Tersimpan")
    await query.message.edit_text(f"Terima kasih! Penilaian Anda {FACES[int(face) - 1]} sudah tersimpan.")


if __name__ == "__main__":
    session = AiohttpSession(api=TelegramAPIServer.from_base(URL))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    dispatcher.run_polling(bot)
