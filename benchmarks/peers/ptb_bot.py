"""The same job as a plain python-telegram-bot bot: python ptb_bot.py URL TOKEN DATABASE CONCURRENT."""

import sqlite3
import sys
from typing import Any

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

FACES = ("😞", "😐", "🙂", "😊")
PLAIN = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: PLAIN) -> None:
    """Show the four faces."""
    database: sqlite3.Connection = context.bot_data["database"]
    token = context.args[0] if context.args else ""
    desk = database.execute("SELECT id, office, name, officer FROM desks WHERE token = ?", (token,)).fetchone()
    if desk is None or update.message is None:
        return
    desk_id, office, name, officer = desk
    keyboard = [[InlineKeyboardButton(face, callback_data=f"f:{desk_id}:{n}") for n, face in enumerate(FACES, 1)]]
    await update.message.reply_html(
        f"<b>{office}</b>\n{name}\nPetugas: {officer}\n\nBagaimana pelayanan kami? Penilaian Anda anonim.",
        reply_markup=InlineKeyboardMarkup(keyboard),
    )


async def rate(update: Update, context: PLAIN) -> None:
    """Store a face, then say thanks."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    database: sqlite3.Connection = context.bot_data["database"]
    _, desk_id, face = query.data.split(":")
    with database:
        database.execute(
            "INSERT INTO ratings (user_id, desk_id, face) VALUES (?, ?, ?)", (query.from_user.id, desk_id, face)
        )
    await query.answer("Tersimpan")
    await query.edit_message_text(f"Terima kasih! Penilaian Anda {FACES[int(face) - 1]} sudah tersimpan.")


def build(
    url: str, token: str, database: str, concurrent: int, limiter: "AIORateLimiter | None" = None
) -> "Application[Any, Any, Any, Any, Any, Any]":
    """Return the bot, ready to run."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").concurrent_updates(concurrent)
    application = builder.rate_limiter(limiter).build() if limiter else builder.build()
    application.bot_data["database"] = connection
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(rate, r"^f:"))
    return application


if __name__ == "__main__":
    uvloop.install()
    url, token, database, concurrent = sys.argv[1:]
    build(url, token, database, int(concurrent)).run_polling()
