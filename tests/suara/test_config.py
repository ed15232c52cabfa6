"""config.toml and the environment."""

import os
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from suara.config import Config
from suara.errors import ConfigError
from tests.suara.conftest import PROJECT

FILE = Path("/srv/suara/config.toml")

WRONG = [
    pytest.param("[telegram]\ntokn = '1:A'", "telegram.tokn is unknown: did you mean telegram.token?", id="slip"),
    pytest.param("[telgram]\ntoken = '1:A'", "telgram is unknown: did you mean telegram?", id="slip-in-section"),
    pytest.param("[zzz]\nq = 1", "zzz is unknown: see config.example.toml for all keys.", id="nothing-like-it"),
    pytest.param("[telegram]\ntoken = 5", "telegram.token must be text in quotes.", id="type-of-token"),
    pytest.param("[telegram]\ntoken = 'x y'", "telegram.token must be the token that @BotFather gave", id="token"),
    pytest.param("[telegram]\nusername = 'a b'", "telegram.username must be the bot's username", id="username"),
    pytest.param("[telegram]\napi_base = 'api'", "telegram.api_base must be an address like", id="api-base"),
    pytest.param("[telegram]\nmode = 'push'", "telegram.mode must be 'polling' or 'webhook'.", id="mode"),
    pytest.param("[telegram]\nmode = 'webhook'", 'telegram.mode = "webhook" needs [telegram.webhook]', id="webhook"),
    pytest.param("[telegram.webhook]\nurl = 'https://x.id'", "telegram.webhook.secret is missing", id="secret"),
    pytest.param("[telegram]\nper_second = 'fast'", "telegram.per_second must be a valid number.", id="number"),
    pytest.param("[telegram]\nper_second = -1", "telegram.per_second must be greater than or equal to 0.", id="below"),
    pytest.param("[telegram]\npoll_timeout = 90", "telegram.poll_timeout must be less than or equal to 50", id="above"),
    pytest.param("[office]\ntime_zone = 'WIB'", "office.time_zone must be a time zone like Asia/Jakarta", id="zone"),
    pytest.param("[office]\ntime_zone = '../x'", "office.time_zone must be a time zone like", id="zone-as-path"),
    pytest.param("[office]\ndigest_time = '25:00'", 'office.digest_time must be a time of day like "06:00"', id="time"),
    pytest.param("[office]\ndigest_weekday = 'senin'", "office.digest_weekday must be 'monday'", id="weekday"),
    pytest.param(
        "[scores]\nconsequence_reliability = 0.75",
        "scores.consequence_reliability must be greater than or equal to 0.8",
        id="consequences",
    ),
    pytest.param("[privacy]\nfloor = 3", "privacy.floor must be greater than or equal to 10", id="floor"),
    pytest.param("[database]\nurl = 'sqlite+aiosqlite:///:memory:'", "must name a file or a server", id="memory"),
    pytest.param("[telegram]\ntoken = '1:A'\ntoken_file = 't'", "telegram.token or telegram.token_file", id="both"),
    pytest.param("telegram = 5", "telegram must be", id="no-section"),
    pytest.param("[telegram", "is not valid TOML", id="no-toml"),
]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("SUARA_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_is_told_in_one_line_that_names_the_key(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        Config.parse(text, FILE)
    assert told in str(error.value)
    assert str(FILE) in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_file_gives_the_defaults_beside_it() -> None:
    config = Config.parse("", FILE)
    assert config.var == Path("/srv/suara/var")
    assert config.keys_path == Path("/srv/suara/var/keys.json")
    assert config.database_url == "sqlite+aiosqlite:////srv/suara/var/suara.db"
    assert config.office.digest_time == time(6, 0)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite+aiosqlite:///data/x.db", Path("/srv/suara/data/x.db")),
        ("sqlite+aiosqlite:////data/x.db", Path("/data/x.db")),
        ("sqlite+aiosqlite:///../x.db?timeout=5", Path("/srv/x.db")),
        ("postgresql+asyncpg://u:p@h/x", None),
    ],
    ids=["relative", "absolute", "with-a-query", "server"],
)
def test_the_database_is_found_from_the_file(url: str, path: Path | None) -> None:
    assert Config.parse(f"[database]\nurl = '{url}'", FILE).database_path == path


def test_a_moved_var_folder_takes_the_database_along() -> None:
    assert Config.parse("[paths]\nvar = '/data'", FILE).database_path == Path("/data/suara.db")


def test_an_office_may_ask_for_more_before_a_score_has_consequences() -> None:
    assert Config.parse("", FILE).aggregator_settings().consequence_reliability == 0.8
    asked = Config.parse("[scores]\nconsequence_reliability = 0.9", FILE)
    assert asked.aggregator_settings().consequence_reliability == 0.9


def test_the_environment_overrides_the_file_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUARA_TELEGRAM__TOKEN", "9:Z")
    monkeypatch.setenv("SUARA_TELEGRAM__PER_SECOND", "0")
    config = Config.parse("[telegram]\ntoken = '1:A'\nusername = '@suara_bot'", FILE)
    assert config.token() == "9:Z"
    assert config.telegram.per_second == 0
    assert config.telegram.username == "suara_bot"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SUARA_TELEGRAM__TOKN", "1:A", "SUARA_TELEGRAM__TOKN is unknown: did you mean telegram.token?"),
        ("SUARA_TELGRAM__TOKEN", "1:A", "SUARA_TELGRAM__TOKEN is unknown: did you mean telegram.token?"),
        ("SUARA_TELEGRAM__PER_SECOND", "x", "SUARA_TELEGRAM__PER_SECOND must be a valid number."),
        ("SUARA_TELEGRAM", "{", "The environment's SUARA_… cannot be read"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as error:
        Config.parse("", FILE)
    assert str(error.value).startswith(told)


def test_the_token_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    config = Config.parse("[telegram]\ntoken_file = 'token'", tmp_path / "config.toml")
    with pytest.raises(ConfigError, match=r"token_file .* cannot be read"):
        config.token()
    (tmp_path / "token").write_text("12:AbC\n")
    assert config.token() == "12:AbC"
    (tmp_path / "token").write_text("hello")
    with pytest.raises(ConfigError, match="must hold the token"):
        config.token()


def test_a_missing_token_is_told_only_when_it_is_needed() -> None:
    config = Config.parse("", FILE)
    with pytest.raises(ConfigError, match=r"telegram\.token is missing in /srv/suara/config\.toml"):
        config.bot_settings()


def test_the_token_is_not_shown_with_the_configuration() -> None:
    config = Config.parse("[telegram]\ntoken = '1:secret'\n[telegram.webhook]\nurl='https://x.id'\nsecret='hush'", FILE)
    assert "secret" not in repr(config.telegram.token)
    assert "hush" not in repr(config)
    assert "1:secret" not in repr(config)


def test_the_offices_own_words_are_read_at_once(tmp_path: Path) -> None:
    text, file = "[cases]\nwords = 'kata.toml'", tmp_path / "config.toml"
    with pytest.raises(ConfigError, match=r"config\.toml: cases\.words: The words .*kata\.toml cannot be read"):
        Config.parse(text, file)
    (tmp_path / "kata.toml").write_text("[pungli]\nwords = 5", "utf-8")
    with pytest.raises(ConfigError, match=r"cases\.words: .*\[ancaman\] needs words"):
        Config.parse(text, file)
    (tmp_path / "kata.toml").write_bytes((PROJECT / "data" / "concerns.toml").read_bytes())
    assert (
        Config.parse(f"[telegram]\ntoken = '1:A'\n{text}", file).bot_settings().concern_words == tmp_path / "kata.toml"
    )


def test_the_example_loads_and_each_room_gets_its_settings() -> None:
    config = Config.load(PROJECT / "config.example.toml")
    bot = config.bot_settings()
    assert (bot.token, bot.username, bot.poll_seconds) == ("123456:ABC", "suara_kasemen_bot", 25)
    assert (bot.messages_per_second, bot.seconds_per_chat_message, bot.webhook) == (29.4, 1.0, None)
    assert bot.charts_folder == config.aggregator_settings().charts_folder == PROJECT / "var" / "charts"
    assert config.aggregator_settings().digest_weekday == 1
    assert config.poster_settings().bot_username == "suara_kasemen_bot"


def test_the_example_names_every_key_and_no_other() -> None:
    section, named = "", set()
    for line in (PROJECT / "config.example.toml").read_text("utf-8").splitlines():
        if heading := re.match(r"(?:# )?\[([a-z.]+)\]", line):
            section = heading[1]
        elif key := re.match(r"(?:# )?([a-z_]+) = ", line):
            named.add(f"{section}.{key[1]}")
    assert named == set(leaves(Config))


def leaves(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kinds = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
        sections = [kind for kind in kinds if issubclass(kind, BaseModel)]
        if sections:
            yield from leaves(sections[0], f"{prefix}{name}.")
        else:
            yield prefix + name
