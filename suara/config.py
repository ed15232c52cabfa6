"""config.toml and the environment: the only place that reads them.

Each room is given a small frozen dataclass of its own, made here.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, PrivateAttr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from suara.errors import ConfigError
from suara.sections import (
    TOKEN,
    WEEKDAYS,
    Cases,
    DatabaseSection,
    Letterhead,
    Office,
    Paths,
    Privacy,
    Scores,
    Survey,
    Telegram,
)

if TYPE_CHECKING:
    from aggregator.settings import AggregatorSettings, ReportSettings
    from bot.settings import BotSettings
    from qr_posters.posters import PosterSettings

PREFIX = "SUARA_"
DELIMITER = "__"

FILE_DATABASE = "sqlite+aiosqlite:///"


class Config(BaseSettings):
    """The whole configuration, with every path absolute."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=DELIMITER, env_ignore_empty=True, extra="forbid", frozen=True
    )

    telegram: Telegram = Telegram()
    database: DatabaseSection = DatabaseSection()
    office: Office = Office()
    privacy: Privacy = Privacy()
    scores: Scores = Scores()
    survey: Survey = Survey()
    letterhead: Letterhead = Letterhead()
    cases: Cases = Cases()
    paths: Paths = Paths()

    _file: Path = PrivateAttr(Path("config.toml"))

    @classmethod
    def load(cls, file: Path) -> "Config":
        """Read a configuration file and the environment. Raises ConfigError with one line that names key and fix."""
        try:
            text = file.read_text("utf-8")
        except FileNotFoundError as error:
            raise ConfigError(
                f"{file} does not exist: make it with `suara init`, or name another with --config."
            ) from error
        except OSError as error:
            raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise ConfigError(f"{file} is not UTF-8 text: save it as UTF-8.") from error
        return cls.parse(text, file)

    @classmethod
    def parse(cls, text: str, file: Path) -> "Config":
        """Read the text of a configuration as if it stood in ``file``. Raises ConfigError."""
        _refuse_unknown_sections(file)
        try:
            config = cls(**tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{file} is not valid TOML: {str(error).splitlines()[0]}.") from error
        except ValidationError as error:
            raise ConfigError(_explain(error, file)) from error
        except SettingsError as error:
            raise ConfigError(f"The environment's {PREFIX}… cannot be read: {str(error).splitlines()[0]}.") from error
        config._file = file
        config._check_together()
        return config

    @property
    def file(self) -> Path:
        """The file this was read from."""
        return self._file

    @property
    def var(self) -> Path:
        """The folder of what is made while running."""
        return self._path(self.paths.var)

    @property
    def keys_path(self) -> Path:
        """The key file: outside the database, and to be backed up with it."""
        return self.var / "keys.json"

    @property
    def database_url(self) -> str:
        """The address of the database, a file's path being absolute."""
        url = self.database.url or f"{FILE_DATABASE}{self.paths.var / 'suara.db'}"
        if not url.startswith(FILE_DATABASE):
            return url
        name, mark, query = url.removeprefix(FILE_DATABASE).partition("?")
        return f"{FILE_DATABASE}{self._path(Path(name))}{mark}{query}"

    @property
    def database_path(self) -> Path | None:
        """The database's file; None when a server keeps it."""
        url = self.database_url
        return Path(url.removeprefix(FILE_DATABASE).partition("?")[0]) if url.startswith(FILE_DATABASE) else None

    def token(self) -> str:
        """Return the bot's token. Raises ConfigError when there is none."""
        if self.telegram.token_file:
            file = self._path(self.telegram.token_file)
            try:
                token = file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(
                    f"telegram.token_file {file} cannot be read: put the bot's token there, or set telegram.token."
                ) from error
            if not TOKEN.fullmatch(token):
                raise ConfigError(
                    f"telegram.token_file {file} must hold the token that @BotFather gave, like 123456:ABC."
                )
            return token
        token = self.telegram.token.get_secret_value()
        if not token:
            raise ConfigError(
                f"telegram.token is missing in {self.file}: put the token from @BotFather there, or set token_file."
            )
        return token

    def bot_settings(self) -> "BotSettings":
        """Return what the bot is told. Raises ConfigError when there is no token."""
        from bot.settings import BotSettings
        from bot.settings import Webhook as BotWebhook

        telegram = self.telegram
        webhook = telegram.webhook if telegram.mode == "webhook" else None
        return BotSettings(
            token=self.token(),
            username=telegram.username or None,
            api_base=telegram.api_base,
            charts_folder=self.charts_folder,
            reports_folder=self.reports_folder,
            time_zone=self.office.time_zone,
            webhook=BotWebhook(webhook.url, webhook.listen, webhook.secret.get_secret_value()) if webhook else None,
            poll_seconds=telegram.poll_timeout,
            messages_per_second=telegram.per_second,
            seconds_per_chat_message=telegram.per_chat_seconds,
            survey_again_days=self.survey.again_after_days,
            case_working_days=self.cases.working_days,
            concern_words=self.concern_words,
        )

    def aggregator_settings(self) -> "AggregatorSettings":
        """Return what the aggregator is told."""
        from aggregator.settings import AggregatorSettings

        return AggregatorSettings(
            charts_folder=self.charts_folder,
            time_zone=self.office.time_zone,
            digest_weekday=WEEKDAYS.index(self.office.digest_weekday) + 1,
            digest_time=self.office.digest_time,
            privacy_floor=self.privacy.floor,
            release_step=self.privacy.release_step,
            case_working_days=self.cases.working_days,
            half_life_weeks=self.scores.half_life_weeks,
            ticket_weight=self.scores.ticket,
            duty_weight=self.scores.duty,
            link_weight=self.scores.link,
            consequence_reliability=self.scores.consequence_reliability,
            reports=self.report_settings(),
        )

    def report_settings(self) -> "ReportSettings":
        """Return what is told to whoever makes reports."""
        from aggregator.settings import ReportSettings

        return ReportSettings(
            folder=self.reports_folder,
            every=self.survey.report_every,
            logo=self._path(self.letterhead.logo) if self.letterhead.logo else None,
            address=self.letterhead.address,
            place=self.letterhead.place,
            media=self.survey.published_in,
            concern_words=self.concern_words,
        )

    def poster_settings(self) -> "PosterSettings":
        """Return what is told to whoever draws and checks posters."""
        from qr_posters.posters import PosterSettings

        return PosterSettings(bot_username=self.telegram.username or None)

    @property
    def charts_folder(self) -> Path:
        """The folder of the drawn charts."""
        return self.var / "charts"

    @property
    def reports_folder(self) -> Path:
        """The folder of the survey's reports."""
        return self.var / "reports"

    @property
    def concern_words(self) -> Path | None:
        """The office's own file of words that tell of threats, danger or corruption; None: those of Suara."""
        return self._path(self.cases.words) if self.cases.words else None

    def _path(self, path: Path) -> Path:
        return Path(os.path.abspath(self._file.parent / path.expanduser()))  # noqa: PTH100 - links are left as they are

    def _check_together(self) -> None:
        if self.telegram.token.get_secret_value() and self.telegram.token_file:
            raise ConfigError(f"{self.file}: set telegram.token or telegram.token_file, not both.")
        if self.telegram.mode == "webhook" and not self.telegram.webhook:
            raise ConfigError(f'{self.file}: telegram.mode = "webhook" needs [telegram.webhook] with url and secret.')
        if (
            self.database_url.removeprefix(FILE_DATABASE).startswith((":memory:", "?"))
            or ":memory:" in self.database.url
        ):
            raise ConfigError(f"{self.file}: database.url must name a file or a server; memory forgets.")
        if self.concern_words:
            from data import concerns

            try:
                concerns.load(self.concern_words)
            except concerns.ConcernsError as error:
                raise ConfigError(f"{self.file}: cases.words: {error}") from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override the file."""
        return env_settings, init_settings


def _refuse_unknown_sections(file: Path) -> None:
    # pydantic reads only the names that it knows: a slip in a section's name would pass unseen.
    for name in os.environ:
        section, delimiter, key = name.removeprefix(PREFIX).lower().partition(DELIMITER)
        if name.startswith(PREFIX) and delimiter and section not in Config.model_fields:
            raise ConfigError(_unknown(f"{section}.{key}", file, name))


def _explain(error: ValidationError, file: Path) -> str:
    problems = error.errors(include_url=False)
    # A slip of the pen often shows as a missing key as well: name the slip.
    first = next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])
    key = ".".join(str(part) for part in first["loc"])
    variable = PREFIX + key.upper().replace(".", DELIMITER)
    origin = variable if variable in os.environ else ""
    more = f" ({len(problems) - 1} more after that.)" if len(problems) > 1 else ""
    match first["type"]:
        case "extra_forbidden":
            return _unknown(key, file, origin) + more
        case "string_type":
            problem = "must be text in quotes"
        case kind if kind.startswith("time"):
            problem = 'must be a time of day like "06:00"'
        case "missing":
            return f"{file}: {key} is missing: add it." + more
        case "value_error":
            problem = str(first["ctx"]["error"])
        case _:
            problem = _sentence(first["msg"])
    return f"{origin or f'{file}: {key}'} {problem}.{more}"


def _sentence(message: str) -> str:
    """Turn pydantic's "Input should be a valid number, …" into the rest of our sentence."""
    text = message.removeprefix("Input ").split(", unable to")[0]
    return f"must{text.removeprefix('should')}" if text.startswith("should") else f"is wrong: {text}"


def _unknown(key: str, file: Path, origin: str) -> str:
    known = list(_keys(Config))
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {nearest[0]}?" if nearest else "see config.example.toml for all keys."
    return f"{origin or f'{file}: {key}'} is unknown: {hint}"


def _keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        section = _section(field.annotation)
        yield prefix + name
        if section:
            yield from _keys(section, f"{prefix}{name}.")


def _section(annotation: object) -> type[BaseModel] | None:
    kinds = get_args(annotation) or (annotation,)
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
