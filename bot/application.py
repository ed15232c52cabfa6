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

from bot import anyone, cases, citizen, comments, disturbances, followup, news, officer, rights, supervisor, survey
from bot.api import ApiRequest
from bot.context import SuaraContext
from bot.settings import BotSettings

Some = dict[Any, Any]
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE

# A place that moves with its owner is edited every few seconds: said once that it cannot be taken, it is left alone.
EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & ~filters.LOCATION
SPOKEN = filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE | filters.VIDEO


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
        CommandHandler("privasi", rights.privacy_text, PRIVATE),
        CommandHandler("datasaya", rights.everything, PRIVATE),
        CommandHandler("hapus", rights.ask, PRIVATE),
        CommandHandler("bantuan", anyone.help_, PRIVATE),
        CommandHandler("ringkasan", officer.digest, PRIVATE),
        CommandHandler("rincian", officer.details, PRIVATE),
        CommandHandler("tim", supervisor.team, PRIVATE),
        CommandHandler("tindaklanjut", followup.listing, PRIVATE),
        CommandHandler("gangguan", disturbances.begin, PRIVATE),
        CommandHandler("kabar", news.begin, PRIVATE),
        CommandHandler("laporan", supervisor.report, PRIVATE),
        CallbackQueryHandler(citizen.rate, r"^f:"),
        CallbackQueryHandler(citizen.name_officer, r"^w:"),
        CallbackQueryHandler(citizen.name_service, r"^s:"),
        CallbackQueryHandler(citizen.somebody_else, r"^n:"),
        CallbackQueryHandler(citizen.toggle_topic, r"^k:"),
        CallbackQueryHandler(comments.ask, r"^o:"),
        CallbackQueryHandler(cases.complain, r"^m:"),
        CallbackQueryHandler(cases.tapped, r"^p:"),
        CallbackQueryHandler(survey.begin, r"^q:"),
        CallbackQueryHandler(survey.tapped, r"^z:"),
        CallbackQueryHandler(citizen.change, r"^c:"),
        CallbackQueryHandler(citizen.undo, r"^u:"),
        CallbackQueryHandler(anyone.set_language, r"^l:"),
        CallbackQueryHandler(rights.privacy_layer, r"^y:"),
        CallbackQueryHandler(rights.answered, r"^e:"),
        CallbackQueryHandler(officer.bind, r"^b:"),
        CallbackQueryHandler(supervisor.member, r"^t:"),
        CallbackQueryHandler(followup.tapped, r"^x:"),
        CallbackQueryHandler(disturbances.choose, r"^g:"),
        CallbackQueryHandler(news.choose, r"^a:"),
        CallbackQueryHandler(anyone.stale_button),
        ChatMemberHandler(anyone.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, anyone.written),
        MessageHandler(PRIVATE & SPOKEN, anyone.spoken),
        MessageHandler(PRIVATE, anyone.not_understood),
        MessageHandler(EDITED, anyone.edited),
        MessageHandler(~filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.COMMAND, anyone.elsewhere),
    ]
