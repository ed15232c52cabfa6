"""The sections of config.toml, with what each key may be."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("must be an address like https://api.telegram.org")
    return value.rstrip("/")


def _username(value: str) -> str:
    name = value.removeprefix("@")
    if name and not USERNAME.fullmatch(name):
        raise ValueError("must be the bot's username, like suara_kasemen_bot")
    return name


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("must be the token that @BotFather gave, like 123456:ABC")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("must be 1 to 256 letters, digits, _ or -")
    return value


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("must be host:port, like 127.0.0.1:8443")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, OSError) as error:  # unknown, outside the zones' folder, a folder
        raise ValueError("must be a time zone like Asia/Jakarta, Asia/Makassar or Asia/Jayapura") from error
    return value


class Section(BaseModel):
    """A table of the file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Webhook(Section):
    """``[telegram.webhook]``: where Telegram delivers when ``telegram.mode`` is ``webhook``."""

    url: Annotated[str, AfterValidator(_web_address)]
    listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8443"
    secret: Annotated[SecretStr, AfterValidator(_webhook_secret)]


class Telegram(Section):
    """``[telegram]``: the bot's account, and the pace of its messages (0 lifts a limit)."""

    token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    token_file: Path | None = None
    username: Annotated[str, AfterValidator(_username)] = ""
    api_base: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    poll_timeout: Annotated[int, Field(ge=0, le=50)] = 25
    per_second: Annotated[float, Field(ge=0)] = 29.4
    per_chat_seconds: Annotated[float, Field(ge=0)] = 1.0
    webhook: Webhook | None = None


class DatabaseSection(Section):
    """``[database]``: where the record is; no url: a SQLite file in the var folder."""

    url: str = ""


class Office(Section):
    """``[office]``: the zone of offices that name none, and when the digests go out."""

    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Asia/Jakarta"
    digest_weekday: Weekday = "monday"
    digest_time: time = time(6, 0)


Weight = Annotated[float, Field(gt=0, le=1)]


class Scores(Section):
    """``[scores]``: what a rating weighs, and what a score takes for consequences (docs/method.md)."""

    half_life_weeks: Annotated[float, Field(ge=4, le=520)] = 26
    ticket: Weight = 1.0
    duty: Weight = 0.6
    link: Weight = 0.25
    consequence_reliability: Annotated[float, Field(ge=0.8, lt=1)] = 0.8


class Survey(Section):
    """``[survey]``: the official survey (SKM)."""

    again_after_days: Annotated[int, Field(ge=1)] = 90
    report_every: Literal["quarter", "semester", "year"] = "semester"
    published_in: tuple[str, ...] = ()


class Letterhead(Section):
    """``[letterhead]``: what stands on reports besides the offices' names."""

    logo: Path | None = None
    address: str = ""
    place: str = ""


class Cases(Section):
    """``[cases]``: complaints that are followed up."""

    working_days: Annotated[int, Field(ge=1, le=60)] = 5
    words: Path | None = None


class Privacy(Section):
    """``[privacy]``: what the gate asks before a figure is shown; not below what the method allows."""

    floor: Annotated[int, Field(ge=10)] = 10
    release_step: Annotated[int, Field(ge=10)] = 14


class Paths(Section):
    """``[paths]``: the folder of everything that is made while running."""

    var: Path = Path("var")
