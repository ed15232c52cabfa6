"""The weekly run, on both databases: exact, frozen, told once, and safe to be killed anywhere."""

import asyncio
import json
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from aggregator import edition, snapshot
from aggregator.lots import Lots
from aggregator.settings import AggregatorSettings
from aggregator.week import WeekNotOver, WeekOutcome, WeekPassed
from data import cube, digests, disturbances, jobs, scores
from data.clock import week_shift
from data.cube import CubeChange
from data.keys import Keys
from data.outbox import Lane, Message, Outbox
from data.scores import Published
from data.tables import looks, officers, raters, score_runs
from data.tables import ratings as rating_table
from tests.aggregator.conftest import WEEK, Aggregator, Street, mixed
from tests.conftest import MONDAY
from tests.office import Office

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what no statement has a part in."""

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_week_from_ratings_to_messages(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox, keys: Keys
) -> None:
    await street.rate(office.siti, mixed(40, low=3))
    await street.rate(office.eni, mixed(30))
    await street.rate(office.rohmat, [4] * 13)
    await street.rate(office.other, [4, 3, 4])
    await street.rate(0, mixed(10))
    for number, officer in enumerate((office.siti, office.other, office.rohmat, office.lurah)):
        await street.bind(officer, 7001 + number)
    await street.bind(office.eni, 7010, blocked=True)

    outcome = await aggregator.run()

    assert outcome == WeekOutcome(WEEK, scored=2, unscored=4, charts=4, digests=5, messages=4)
    siti = await aggregator.latest(office.siti)
    assert (siti.state, siti.n_band, siti.released_week) == ("provisional", "20–49", WEEK)
    assert siti.low and siti.points and siti.high
    assert siti.low < siti.points < siti.high
    assert await aggregator.latest(office.rohmat) == Published("none", "one_voice")
    assert await aggregator.latest(office.other) == Published("none", "too_few", 7)
    assert await aggregator.latest(office.head) == Published("none", "no_ratings")

    messages = await street.queued(outbox)
    assert {message.lane for message in messages} == {Lane.BULK}
    by_chat: dict[int, list[Message]] = {}
    for message in messages:
        assert message.chat == keys.pseudonym(message.parameters["chat_id"])
        by_chat.setdefault(message.parameters["chat_id"], []).append(message)
    assert {chat: [each.method for each in sent] for chat, sent in by_chat.items()} == {
        7001: ["sendPhoto"],
        7002: ["sendMessage"],
        7003: ["sendMessage"],
        7004: ["sendPhoto"],  # the team's; nobody rated the lurah, so there is nothing to tell of that
    }
    assert by_chat[7001][0].files == {"photo": str(aggregator.chart(str(office.siti)))}
    assert "Siti Rohmah" in by_chat[7001][0].parameters["caption"]
    assert by_chat[7004][0].files == {"photo": str(aggregator.chart(f"team-{office.lurah}"))}
    async with office.database.reading() as tx:
        stored = await digests.latest(tx, office.siti)
    assert stored
    assert stored.text == by_chat[7001][0].parameters["caption"]
    assert stored.chart == f"{WEEK}/{office.siti}.png"
    # Nobody is told these, but both can ask: the one whose account is blocked once they are back.
    async with office.database.reading() as tx:
        assert await digests.latest(tx, office.eni)
        assert await digests.latest(tx, office.lurah)


async def test_a_superior_who_is_rated_gets_both_messages_their_own_first(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.rate(office.lurah, [4, 3, 4])
    await street.bind(office.lurah, 7001)
    outcome = await aggregator.run()
    assert (outcome.digests, outcome.messages) == (1, 2)
    own, team = await street.queued(outbox)
    assert "kurang 7 orang lagi" in own.parameters["text"]
    assert team.files == {"photo": str(aggregator.chart(f"team-{office.lurah}"))}


@ON_ONE_DATABASE
async def test_charts_are_pictures_that_only_their_owner_may_read(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await aggregator.run()
    folder = aggregator.settings.charts_folder / WEEK
    drawn = sorted(path.name for path in folder.iterdir())
    assert drawn == sorted([f"{office.siti}.png", f"team-{office.lurah}.png", f"team-{office.head}.png"])
    for name in drawn:
        assert (folder / name).read_bytes().startswith(PNG)
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


async def test_a_superior_who_is_sent_the_team_has_looked_at_it(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.lurah, 7001)
    await aggregator.run()
    await aggregator.run()
    seen = await office.rows(select(looks.c.viewer_id, looks.c.officer_id, looks.c.what).order_by(looks.c.officer_id))
    assert [tuple(row) for row in seen] == [
        (office.lurah, officer, "team-digest") for officer in sorted((office.siti, office.other))
    ]


async def test_running_twice_sends_nothing_twice_and_changes_nothing(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    await aggregator.run()
    before, sent = await street.stored(), await street.queued(outbox)
    assert len(sent) == 1
    await street.rate(office.siti, [1] * 30)
    again = await aggregator.run(now=MONDAY + timedelta(hours=5))
    assert (again.scored, again.charts, again.digests, again.messages) == (1, 0, 0, 0)
    assert await street.stored() == before
    assert await street.queued(outbox) == sent


async def test_a_weeks_figures_come_again_from_the_record_and_the_key_and_from_no_other(
    office: Office, street: Street, aggregator: Aggregator, settings: AggregatorSettings, keys: Keys
) -> None:
    for officer in (office.siti, office.eni, office.rohmat, office.other):
        await street.rate(officer, mixed(30))
    await aggregator.run()
    async with office.database.reading() as tx:
        record = await snapshot.read(tx, WEEK, settings)
        stored = {id_: each[-1].published for id_, each in (await scores.histories(tx, WEEK, WEEK)).items()}

    def again(lots: Lots) -> dict[int, float | None]:
        return {each.officer_id: each.published.points for each in snapshot.take(record, settings, lots).scores}

    figures = {id_: published.points for id_, published in stored.items()}
    assert again(Lots(keys.lot)) == figures
    assert again(Lots(Keys.generate().lot)) != figures


async def test_people_are_answered_while_a_week_is_scored(
    office: Office, street: Street, aggregator: Aggregator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await street.rate(office.siti, mixed(30))
    scoring, rated = threading.Event(), threading.Event()
    take = snapshot.take

    def slowly(record: snapshot.Record, settings: AggregatorSettings, lots: Lots) -> snapshot.Snapshot:
        scoring.set()
        assert rated.wait(20)
        return take(record, settings, lots)

    monkeypatch.setattr(snapshot, "take", slowly)
    run = asyncio.create_task(aggregator.run(WEEK))
    assert await asyncio.to_thread(scoring.wait, 20)
    await street.rate(office.siti, [1] * 5)
    rated.set()
    assert (await run).scored == 1
    following = week_shift(WEEK, 1)
    async with office.database.reading() as tx:
        assert sum(each.count for each in await cube.cells(tx, WEEK, WEEK)) == 30
    await aggregator.run(following, now=MONDAY + timedelta(weeks=1))
    async with office.database.reading() as tx:
        assert sum(each.count for each in await cube.cells(tx, following, following)) == 5


class Killed(BaseException):
    """The process died here."""


def deaths() -> list[Any]:
    """Places at which a run can die: module, name of what it calls there, at which call."""
    return [
        pytest.param(cube, "fold", 0, id="before the cube is folded"),
        pytest.param(snapshot, "read", 0, id="once the week is closed"),
        pytest.param(snapshot, "take", 0, id="while it is scored"),
        pytest.param(scores, "store", 0, id="before the snapshot is stored"),
        pytest.param(edition, "prepare", 0, id="after the snapshot"),
        pytest.param(edition, "draw", 0, id="before anything is drawn"),
        pytest.param(edition, "put", 2, id="between two charts"),
        pytest.param(edition, "send", 0, id="after the charts"),
        pytest.param(digests, "recipients", 1, id="while the messages are written"),
        pytest.param(Outbox, "queue", 0, id="before the messages are queued"),
    ]


@pytest.mark.parametrize(("place", "name", "after"), deaths())
async def test_killed_anywhere_and_run_again_it_is_as_if_nothing_had_happened(
    office: Office,
    street: Street,
    aggregator: Aggregator,
    outbox: Outbox,
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    name: str,
    after: int,
) -> None:
    for officer in (office.siti, office.eni, office.rohmat):
        await street.rate(officer, mixed(30))
    for number, officer in enumerate((office.siti, office.eni, office.lurah)):
        await street.bind(officer, 7001 + number)
    calls = 0
    alive = getattr(place, name)

    def dying(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed
        return alive(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, dying)
        with pytest.raises(Killed):
            await aggregator.run()
    assert await street.queued(outbox) == []
    async with office.database.reading() as tx:
        assert await jobs.ran(tx) == set()
        assert await cube.total(tx) == 90

    outcome = await aggregator.run()
    assert (outcome.scored, outcome.digests, outcome.messages) == (3, 3, 3)
    messages = await street.queued(outbox)
    assert [each.parameters["chat_id"] for each in messages] == [7001, 7002, 7003]
    assert all(Path(message.files["photo"]).read_bytes().startswith(PNG) for message in messages if message.files)
    await aggregator.run()
    assert await street.queued(outbox) == messages


async def test_what_was_snapshot_before_a_crash_is_what_is_told_after_it(
    office: Office, street: Street, aggregator: Aggregator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await street.rate(office.siti, mixed(30))
    with monkeypatch.context() as patch:
        patch.setattr(edition, "draw", None)
        with pytest.raises(TypeError):
            await aggregator.run()
    shown = await aggregator.latest(office.siti)
    await street.rate(office.siti, [1] * 30, week=WEEK)  # too late: the week is closed
    await aggregator.run()
    assert await aggregator.latest(office.siti) == shown


async def test_a_late_change_counts_in_the_next_week_and_the_closed_one_stays(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await aggregator.run()
    frozen = await aggregator.latest(office.siti)
    late = [CubeChange(WEEK, office.siti, 0, office.desk_two, "duty", face, by) for face, by in ((4, -12), (1, 12))]
    async with office.database.transaction() as tx:
        await cube.add(tx, late)
    await street.rate(office.siti, [1] * 10, week="2026-W48")
    await aggregator.run("2026-W48")
    async with office.database.reading() as tx:
        first, second = await scores.history(tx, office.siti)
        cells = await cube.cells(tx, WEEK, "2026-W48")
    assert first.published == frozen
    assert second.week == "2026-W48"
    counts = {(cell.week, cell.face): cell.count for cell in cells}
    assert counts[WEEK, 4] + counts["2026-W48", 4] == sum(face == 4 for face in mixed(30)) - 12
    assert counts["2026-W48", 1] == 22


async def test_a_figure_stays_with_its_week_until_enough_new_ratings_have_come(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await aggregator.run()
    first = await aggregator.latest(office.siti)
    await street.rate(office.siti, mixed(5), week="2026-W48")
    await aggregator.run("2026-W48")
    held = await aggregator.latest(office.siti)
    assert held == replace(first, parts=None, change=held.change)
    await street.rate(office.siti, mixed(9), week="2026-W49")
    await aggregator.run("2026-W49")
    anew = await aggregator.latest(office.siti)
    assert anew.released_week == "2026-W49"
    assert anew.parts


async def test_a_week_that_moves_a_figure_much_waits_for_a_second_look(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    for officer in (office.siti, office.eni, office.rohmat, office.other):
        await street.rate(officer, mixed(30))
    await aggregator.run()
    first = await aggregator.latest(office.siti)
    await street.rate(office.siti, [1] * 15, week="2026-W48")
    await aggregator.run("2026-W48")
    waiting = await aggregator.latest(office.siti)
    assert (waiting.points, waiting.released_week) == (first.points, WEEK)
    await aggregator.run("2026-W49")
    looked_at = await aggregator.latest(office.siti)
    assert looked_at.released_week == "2026-W49"
    assert looked_at.points and first.points
    assert looked_at.points < first.points


async def test_many_ratings_of_few_people_are_no_score(office: Office, street: Street, aggregator: Aggregator) -> None:
    await street.rate(office.siti, mixed(60), people=9)
    await aggregator.run()
    assert await aggregator.latest(office.siti) == Published("none", "too_few", 1)


async def test_ratings_older_than_the_window_no_longer_count(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30), week=week_shift(WEEK, -52))
    await street.rate(office.eni, mixed(30), week=week_shift(WEEK, -51))
    await aggregator.run()
    assert await aggregator.latest(office.siti) == Published("none", "no_ratings")
    assert (await aggregator.latest(office.eni)).points


async def test_somebody_retired_gets_no_snapshot_but_still_teaches_the_model(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.rate(office.other, mixed(30))
    async with office.database.transaction() as tx:
        await tx.run(update(officers).where(officers.c.id == office.other).values(retired_at=1))
    await street.bind(office.other, 7001)
    outcome = await aggregator.run()
    assert (outcome.scored, outcome.unscored, outcome.messages) == (1, 4, 0)
    async with office.database.reading() as tx:
        assert await scores.latest(tx, office.other) is None
        parameters = json.loads(await tx.value(select(score_runs.c.parameters)))
    assert parameters["components"].keys() == {"residual", "officer", "office", "service", "rater"}
    assert parameters["month"] == "2026-11"


async def test_coverage_is_stored_coarsely_per_office(office: Office, street: Street, aggregator: Aggregator) -> None:
    await street.rate(office.siti, mixed(40), desk_id=office.desk_alone)
    await street.rate(0, mixed(10), desk_id=office.desk_nobody)
    await street.rate(office.eni, mixed(9), desk_id=office.desk_two)
    await aggregator.run()
    async with office.database.reading() as tx:
        assert [(each.office, each.named_percent) for each in await scores.coverage(tx, office.head, WEEK)] == [
            ("Kecamatan Kasemen", None),
            ("Kelurahan Banten", 80),
        ]


@ON_ONE_DATABASE
async def test_everybody_reads_their_own_language(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox, keys: Keys
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.rate(office.eni, mixed(30))
    for number, (officer, language) in enumerate(((office.siti, "en"), (office.eni, None))):
        await street.bind(officer, 7001 + number)
        async with office.database.transaction() as tx:
            await tx.run(insert(raters).values(rater=keys.pseudonym(7001 + number), language=language))
    await aggregator.run()
    texts = [message.parameters["caption"] for message in await street.queued(outbox)]
    assert "Suara score (indicative)" in texts[0]
    assert "Skor Suara (indikatif)" in texts[1]


async def test_an_account_unbound_while_charts_were_drawn_gets_nothing(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.tables import accounts

    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    draw = edition.draw

    async def unbinding(*given: Any) -> None:
        await draw(*given)
        async with office.database.transaction() as tx:
            await tx.run(delete(accounts))

    monkeypatch.setattr(edition, "draw", unbinding)
    await aggregator.run()
    assert await street.queued(outbox) == []


async def test_without_telling_there_are_figures_but_no_messages(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox
) -> None:
    await street.rate(office.siti, mixed(30))
    await street.bind(office.siti, 7001)
    outcome = await aggregator.run(tell=False)
    assert (outcome.scored, outcome.charts, outcome.digests, outcome.messages) == (1, 0, 0, 0)
    assert await street.queued(outbox) == []
    assert not aggregator.settings.charts_folder.exists()


async def test_the_year_turns_after_its_53rd_week(office: Office, street: Street, aggregator: Aggregator) -> None:
    for week in ("2026-W52", "2026-W53", "2027-W01"):
        await street.rate(office.siti, mixed(15), week=week)
        await aggregator.run(week)
    async with office.database.reading() as tx:
        history = await scores.history(tx, office.siti)
    assert [(each.week, each.published.n_band) for each in history] == [
        ("2026-W52", "10–19"),
        ("2026-W53", "20–49"),
        ("2027-W01", "20–49"),
    ]


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("now", "over"),
    [
        pytest.param(datetime(2026, 11, 22, 16, 59, tzinfo=UTC), False, id="Sunday 23.59 in Jakarta"),
        pytest.param(datetime(2026, 11, 22, 17, 0, tzinfo=UTC), True, id="Monday 00.00 in Jakarta"),
    ],
)
async def test_a_week_is_over_by_the_offices_clock(
    office: Office, aggregator: Aggregator, now: datetime, over: bool
) -> None:
    if over:
        assert (await aggregator.run(now=now)).unscored == 6
    else:
        with pytest.raises(WeekNotOver, match="2026-W47 has not ended yet: aggregate it in 2026-W48"):
            await aggregator.run(now=now)


async def test_a_week_passed_over_stays_out(office: Office, street: Street, aggregator: Aggregator) -> None:
    await street.rate(office.siti, mixed(30))
    await aggregator.run()
    before = await street.stored()
    with pytest.raises(WeekPassed, match="2026-W47 is published already"):
        await aggregator.run("2026-W46", now=MONDAY)
    assert await street.stored() == before


@ON_ONE_DATABASE
@pytest.mark.parametrize("week", ["2026-W54", "2026-47", "last week"])
async def test_a_week_that_does_not_exist_is_refused(aggregator: Aggregator, week: str) -> None:
    with pytest.raises(ValueError, match=r"does not match|Invalid"):
        await aggregator.run(week, now=MONDAY)


async def test_no_rater_is_found_in_what_the_aggregator_writes(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    await street.rate(office.siti, mixed(30))
    await aggregator.run()
    people = [row[0] for row in await office.rows(select(rating_table.c.rater))]
    written = json.dumps(await street.stored(), default=str)
    assert not any(person.hex() in written or str(person) in written for person in people)


async def test_a_disturbance_that_three_people_name_is_told_to_who_was_there_and_to_the_superior(
    office: Office, street: Street, aggregator: Aggregator
) -> None:
    tuesday, wednesday, thursday = "2026-11-17", "2026-11-18", "2026-11-19"
    await street.rate(office.siti, mixed(30), desk_id=office.desk_alone)
    for desk, people, day, cause in (
        (office.desk_alone, 3, tuesday, "sistem"),
        (office.desk_alone, 2, wednesday, "blangko"),  # too few to be told
        (office.desk_two, 3, wednesday, "antrean"),  # where others serve
        (office.desk_alone, 3, "2026-11-15", "alat"),  # Sunday of the week before
    ):
        await street.name(desk, day, cause, people)
    async with office.database.transaction() as tx:
        await disturbances.declare(tx, office.desk_nobody, thursday, "alat", office.lurah, MONDAY)
    for number, officer in enumerate((office.siti, office.other, office.rohmat, office.lurah, office.head)):
        await street.bind(officer, 7001 + number)
    await aggregator.run()
    async with office.database.reading() as tx:
        told = [await digests.latest(tx, officer) for officer in (office.siti, office.other, office.rohmat)]
    siti, other, rohmat = (each.text if each else "" for each in told)
    assert "Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa). Penilaian yang menyebutnya tidak dihitung" in siti
    assert "Gangguan" not in other  # never planned anywhere
    assert "Antrean, Loket KTP-el (Rabu)." in rohmat
    teams = [each.text for each in (await _teams(office, aggregator))]
    assert any(
        "Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa); Alat, Loket Informasi (Kamis)." in each for each in teams
    )
    assert any(
        "Sistem, Loket 1 Kelurahan Banten (Selasa); Antrean, Loket KTP-el Kecamatan Kasemen (Rabu)" in each
        for each in teams
    )


async def _teams(office: Office, aggregator: Aggregator) -> list[edition.TeamLetter]:
    async with office.database.reading() as tx:
        return list((await edition.prepare(tx, WEEK, aggregator.settings)).teams)
