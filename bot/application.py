"""Which handler deals with what. python-telegram-bot parses and routes; it neither polls nor sends here."""

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot import anyone, citizen, officer, supervisor
from bot.api import ApiRequest
from bot.context import SuaraContext
from bot.settings import BotSettings

Some = dict[Any, Any]
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


class SuaraApplication(Application[ExtBot[None], SuaraContext, Some, Some, Some, None]):
    """An application whose failures reach the update loop, which rolls the update back."""

    async def process_error(self, update: object, error: Exception, job: Any = None, coroutine: Any = None) -> bool:
        """Raise what a handler raised; the base class would go on with half an update."""
        raise error


def build(settings: BotSettings, request: ApiRequest) -> SuaraApplication:
    """Return the application with its handlers."""
    base_url = f"{settings.api_base.rstrip('/')}/bot"
    builder: Any = ApplicationBuilder()
    application: SuaraApplication = (
        builder.application_class(SuaraApplication)
        .bot(ExtBot(settings.token, base_url=base_url, request=request, get_updates_request=request))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=SuaraContext))
        .build()
    )
    application.add_handlers(handlers())
    return application


def handlers() -> list[BaseHandler[Update, SuaraContext, None]]:
    """Return the handlers; the first that fits an update deals with it."""
    return [
        CommandHandler("start", anyone.start, PRIVATE),
        CommandHandler("bahasa", anyone.choose_language, PRIVATE),
        CommandHandler("privasi", anyone.privacy_text, PRIVATE),
        CommandHandler("bantuan", anyone.help_, PRIVATE),
        CommandHandler("ringkasan", officer.digest, PRIVATE),
        CommandHandler("tim", supervisor.team, PRIVATE),
        CallbackQueryHandler(citizen.rate, r"^f:"),
        CallbackQueryHandler(citizen.name_officer, r"^w:"),
        CallbackQueryHandler(citizen.name_service, r"^s:"),
        CallbackQueryHandler(citizen.toggle_topic, r"^k:"),
        CallbackQueryHandler(citizen.change, r"^c:"),
        CallbackQueryHandler(citizen.undo, r"^u:"),
        CallbackQueryHandler(anyone.set_language, r"^l:"),
        CallbackQueryHandler(officer.bind, r"^b:"),
        CallbackQueryHandler(supervisor.member, r"^t:"),
        CallbackQueryHandler(anyone.stale_button),
        ChatMemberHandler(anyone.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, anyone.written),
        MessageHandler(PRIVATE, anyone.not_understood),
    ]
