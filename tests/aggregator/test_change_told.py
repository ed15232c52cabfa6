"""A fall as it is told: stored with the week and in the officer's digest."""

from data.clock import week_shift
from data.outbox import Outbox
from tests.aggregator.conftest import WEEK, Aggregator, Street
from tests.office import Office


async def test_a_fall_is_told_once_there_is_evidence(
    office: Office, street: Street, aggregator: Aggregator, outbox: Outbox
) -> None:
    await street.bind(office.siti, 700)
    words = []
    for ago in range(9, -1, -1):
        week = week_shift(WEEK, -ago)
        await street.rate(office.siti, ([4, 4, 4, 3, 4] if ago > 3 else [4, 3, 3, 2, 4]) * 8, week)
        for other in (office.eni, office.rohmat, office.other):
            await street.rate(other, [4, 3, 4, 4, 2] * 8, week)
        await aggregator.run(week)
        words.append((await aggregator.latest(office.siti)).change)
    assert words == [None] * 5 + ["same", "same", "down", "down", "down"]
    captions = [each.parameters["caption"] for each in await street.queued(outbox)]
    assert [each for each in range(10) if "<b>turun</b>" in captions[each]] == [7, 8, 9]
    assert "<b>stabil</b>" in captions[6]
