"""/laporan: the superior's own office's report of the official survey."""

from datetime import date

import pytest

from bot.settings import BotSettings
from data import survey_reports
from data.survey_reports import SurveyReport
from simulator.client import Phones
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office

pytestmark = pytest.mark.usefixtures("bot")


async def kept(office: Office, settings: BotSettings, office_id: int, name: str) -> None:
    settings.reports_folder.mkdir(exist_ok=True)
    (settings.reports_folder / name).write_bytes(b"%PDF-1.7 " + name.encode())
    report = SurveyReport(office_id, date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), True, None, name)
    async with office.database.transaction() as tx:
        await survey_reports.keep(tx, report)


async def test_the_superior_gets_the_report_of_the_own_office(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings
) -> None:
    await kept(office, settings, 1, "skm-kec.pdf")
    await kept(office, settings, 2, "skm-ban.pdf")
    lurah = await bound(phones, office, office.lurah, clock)
    shown = await lurah.write("/laporan")
    assert shown.document == "skm-ban.pdf"
    assert "1 Januari 2026 sampai 30 Juni 2026. Dibuat 1 Juli 2026." in shown.text


async def test_before_the_first_period_is_over_it_says_so(phones: Phones, office: Office, clock: FakeClock) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    assert (await lurah.write("/laporan")).text.startswith("Belum ada laporan survei (SKM)")


async def test_a_report_whose_file_is_gone_is_none(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings
) -> None:
    await kept(office, settings, 2, "skm-ban.pdf")
    (settings.reports_folder / "skm-ban.pdf").unlink()
    lurah = await bound(phones, office, office.lurah, clock)
    assert (await lurah.write("/laporan")).text.startswith("Belum ada laporan survei (SKM)")


async def test_an_officer_without_a_team_and_a_citizen_get_none(
    phones: Phones, office: Office, clock: FakeClock, settings: BotSettings
) -> None:
    await kept(office, settings, 2, "skm-ban.pdf")
    siti = await bound(phones, office, office.siti, clock)
    for phone in (siti, await phones.new()):
        shown = await phone.write("/laporan")
        assert shown.text == "Perintah ini untuk atasan yang akunnya sudah terhubung dan punya tim."
