"""What stops the bot; each text is one line that says what to do."""


class BotError(Exception):
    """Base: the bot cannot start or go on."""


class WrongTokenError(BotError):
    """Telegram does not know the token."""


class WrongUsernameError(BotError):
    """The token belongs to another bot than the posters name."""


class UnreachableError(BotError):
    """Telegram cannot be reached at start."""
