"""The first configuration."""

import ctypes
import stat
from pathlib import Path

from typer.testing import CliRunner

from suara.cli import app
from suara.config import Config
from tests.suara.conftest import Suara, one_line

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_yes_asks_nothing_and_what_it_writes_works(suara: Suara) -> None:
    assert suara("init", "--yes").code == 0
    assert mode(suara.folder / "config.toml") == 0o600
    assert mode(suara.folder / "var") == 0o700
    assert mode(suara.folder / "var" / "keys.json") == 0o600
    config = Config.load(Path("config.toml"))
    assert config.office.time_zone == "Asia/Jakarta"
    assert suara("posters", "list", "--json").json == []


def test_answers_are_asked_again_until_they_can_be_right(suara: Suara) -> None:
    answers = "no token\n12:Ab\nx y\n@suara_kasemen_bot\nWIB\nAsia/Makassar\ndata\n"
    result = CliRunner().invoke(app, ["init"], input=answers)
    assert result.exit_code == 0, result.output
    assert "must be the token that @BotFather gave" in result.output
    config = Config.load(Path("config.toml"))
    assert config.token() == "12:Ab"
    assert config.telegram.username == "suara_kasemen_bot"
    assert config.office.time_zone == "Asia/Makassar"
    assert config.database_path == suara.folder / "data" / "suara.db"


def test_what_exists_is_not_overwritten(suara: Suara) -> None:
    suara("init", "--yes")
    before = suara.files()
    assert one_line(suara("init", "--yes")).startswith("config.toml exists: edit it, or write it anew with --force")
    assert suara.files() == before


def test_force_writes_the_configuration_anew_and_keeps_the_keys(suara: Suara) -> None:
    suara("init", "--yes")
    before = suara.files()
    result = suara("init", "--yes", "--force", "--time-zone", "Asia/Jayapura")
    assert "Kept key file" in result.out
    after = suara.files()
    assert after["var/keys.json"] == before["var/keys.json"]
    assert after["config.toml"] != before["config.toml"]


def test_a_wrong_option_leaves_nothing_behind(suara: Suara) -> None:
    assert "office.time_zone must be a time zone" in one_line(suara("init", "--yes", "--time-zone", "WIB"))
    assert not list(suara.folder.iterdir())


def test_quotes_and_backslashes_in_a_folder_are_kept(suara: Suara) -> None:
    assert suara("init", "--yes", "--var", 'a"b\\c').code == 0
    assert Config.load(Path("config.toml")).var == suara.folder / 'a"b\\c'


def obey_permissions() -> None:
    """Give up root's right to write anywhere; an ordinary user has none to give up."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def test_a_folder_that_may_not_be_written_is_told(suara: Suara) -> None:
    suara.folder.chmod(0o555)
    result = suara.real("init", "--yes", preexec_fn=obey_permissions)
    suara.folder.chmod(0o755)
    assert "Permission denied" in one_line(result)
    assert not list(suara.folder.iterdir())


def test_a_file_where_a_folder_should_be_is_told(suara: Suara) -> None:
    (suara.folder / "var").write_text("")
    assert "File exists" in one_line(suara("init", "--yes"))
    assert list(suara.files()) == ["var"]


def test_a_missing_configuration_names_the_way_to_one(suara: Suara) -> None:
    told = "config.toml does not exist: make it with `suara init`, or name another with --config."
    assert one_line(suara("posters", "list")) == told
