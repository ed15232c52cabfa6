"""The bot against the simulator: a running office, and phones."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.service import Bot
from bot.settings import BotSettings
from data.database import Database
from data.keys import Keys
from simulator import Simulator, SimulatorSettings
from simulator.client import Phones
from tests.bot.running import running
from tests.conftest import FakeClock
from tests.office import Office, build

TOKEN = "123456789:" + "A" * 35
USERNAME = "suara_uji_bot"


@pytest.fixture
async def telegram(clock: FakeClock) -> AsyncIterator[str]:
    settings = SimulatorSettings(token=TOKEN, username=USERNAME, bot_name="Suara", enforce_limits=False)
    async with Simulator(settings, clock).serving() as url:
        yield url


@pytest.fixture
async def phones(telegram: str) -> AsyncIterator[Phones]:
    async with aiohttp.ClientSession() as session:
        yield Phones(session, telegram)


@pytest.fixture
async def office(database: Database, clock: FakeClock) -> Office:
    return await build(database, clock())


@pytest.fixture
def settings(telegram: str, tmp_path: Path) -> BotSettings:
    return BotSettings(
        token=TOKEN,
        username=USERNAME,
        api_base=telegram,
        charts_folder=tmp_path / "charts",
        reports_folder=tmp_path / "reports",
        time_zone="Asia/Jakarta",
        messages_per_second=0,
        seconds_per_chat_message=0,
    )


@pytest.fixture
async def bot(
    settings: BotSettings, database: Database, office: Office, keys: Keys, clock: FakeClock
) -> AsyncIterator[Bot]:
    """A running bot."""
    async with running(settings, database, keys, clock) as service:
        yield service
