"""The supervisor: one's own subtree and nobody else, with every look written down."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.screens.supervisor import person
from bot.settings import BotSettings
from data import scores
from data.scores import OfficeCoverage, Published, Score
from data.tables import looks
from data.texts import texts
from simulator.client import Phones
from tests.bot.test_officer import bound
from tests.conftest import FakeClock
from tests.office import Office
from tests.pictures import png

pytestmark = pytest.mark.usefixtures("bot")

GOOD = Published("official", None, 0, 88, 84, 92, 0.8, "50–99", "2026-W47", "up")
LESS = Published("provisional", None, 0, 84, 76, 92, 0.5, "20–49", "2026-W46")


@pytest.fixture
async def published(office: Office, clock: FakeClock, settings: BotSettings) -> None:
    """Two weeks have been published."""
    async with office.database.transaction() as tx:
        for week, of_siti in (("2026-W46", LESS), ("2026-W47", GOOD)):
            await scores.begin(tx, week, clock())
            snapshots = [
                Score(week, office.siti, of_siti),
                Score(week, office.other, Published("none", "too_few", 4)),
                Score(week, office.rohmat, LESS),
            ]
            await scores.store(tx, week, snapshots, [OfficeCoverage(2, "Kelurahan Banten", 95, "50–99")], {})
    folder = settings.charts_folder / "2026-W47"
    folder.mkdir(parents=True)
    for name in (f"team-{office.lurah}", str(office.siti)):
        (folder / f"{name}.png").write_bytes(png(800, 400))


async def test_the_team_is_shown_with_figures_and_uncertainty(
    phones: Phones, office: Office, clock: FakeClock, published: None
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    before = len(await lurah.look())
    await lurah.write("/tim")
    chart, team = (await lurah.look(after=lurah.version))[before:]
    assert chart.photo
    assert "Siti Rohmah, S.Sos.\nSkor Suara 88 (84–92) ↗ · 50–99 penilaian" in team.text
    assert "Iwan Setiawan\nBelum ada skor: kurang 4 penilai lagi." in team.text
    assert "95 % penilaian menyebut petugasnya" in team.text
    assert "Ahmad Jubaedi" not in team.text
    assert team.labels == [["Iwan Setiawan"], ["Siti Rohmah, S.Sos."]]


@pytest.mark.parametrize(("change", "arrow"), [("up", " ↗"), ("same", " →"), ("down", " ↘"), (None, "")])
def test_an_arrow_goes_by_evidence_and_not_by_the_points_of_two_weeks(change: str | None, arrow: str) -> None:
    history = [Score("2026-W46", 1, LESS), Score("2026-W47", 1, replace(GOOD, change=change))]
    assert f"Skor Suara 88 (84–92){arrow}" in person(texts("id"), "Siti", "Petugas", history).text
    assert sum(each in person(texts("id"), "Siti", "Petugas", history).text for each in "↗→↘") == bool(arrow)


@pytest.mark.parametrize(
    ("standing", "said"), [("above", "Layak diapresiasi"), ("below", "Perlu dibantu"), (None, "rata-rata umum")]
)
def test_whether_to_praise_or_to_help_is_said_as_of_the_latest_week(standing: str | None, said: str) -> None:
    earlier = Score("2026-W46", 1, replace(LESS, standing="below" if standing != "below" else "above"))
    shown = person(texts("id"), "Siti", "Petugas", [earlier, Score("2026-W47", 1, replace(GOOD, standing=standing))])
    assert (said in shown.text) is bool(standing)
    assert ("Layak" in shown.text) + ("Perlu" in shown.text) == bool(standing)


async def test_a_person_is_shown_and_every_look_is_written_down(
    phones: Phones, office: Office, clock: FakeClock, published: None
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    await lurah.write("/tim")
    await lurah.look(after=lurah.version)
    person = await lurah.tap("Siti Rohmah, S.Sos.")
    assert person.photo
    assert "Skor Suara 88 (84–92)" in person.text
    noted = await office.rows(select(looks.c.viewer_id, looks.c.officer_id, looks.c.what).order_by(looks.c.id))
    assert [tuple(row) for row in noted] == [
        (office.lurah, office.other, "team-chart"),
        (office.lurah, office.siti, "team-chart"),
        (office.lurah, office.other, "team"),
        (office.lurah, office.siti, "team"),
        (office.lurah, office.siti, "person"),
    ]


async def test_another_subtree_is_out_of_reach(
    phones: Phones, office: Office, clock: FakeClock, published: None
) -> None:
    lurah = await bound(phones, office, office.lurah, clock)
    for officer_id in (office.rohmat, office.head, office.lurah, 999):
        assert "tidak ada dalam tim Anda" in await lurah.press(data=f"t:o:{officer_id}")
    assert "tidak berlaku" in await lurah.press(data="t:o:" + "9" * 50)
    assert await office.rows(select(looks.c.id)) == []


async def test_an_officer_without_a_team_sees_none(
    phones: Phones, office: Office, clock: FakeClock, published: None
) -> None:
    siti = await bound(phones, office, office.siti, clock)
    assert "punya tim" in (await siti.write("/tim")).text
    assert "tidak ada dalam tim Anda" in await siti.press(data=f"t:o:{office.other}")
    citizen = await phones.new()
    assert "punya tim" in (await citizen.write("/tim")).text


async def test_before_the_first_week_the_team_is_named_without_figures(
    phones: Phones, office: Office, clock: FakeClock
) -> None:
    head = await bound(phones, office, office.head, clock)
    assert "5 orang" in (await head.write("/tim")).text


@pytest.mark.parametrize("page", ["99", "0", "x", "-1", ""])
async def test_any_page_is_answered(
    phones: Phones, office: Office, clock: FakeClock, published: None, page: str
) -> None:
    head = await bound(phones, office, office.head, clock)
    await head.write("/tim")
    sent = await head.post("tap", data=f"t:p:{page}")
    await head.look(after=sent["version"], answer=sent["callback_query_id"])
