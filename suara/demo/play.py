"""Four weeks in the sample office, played over HTTP and checked at the end."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from data import cube, digests, duties, health, invites, officers, ratings, scores
from data.clock import iso_week, week_monday
from data.officers import Officer
from simulator.client import Phone
from suara.demo.house import House
from suara.demo.people import Citizen, move_in
from suara.demo.telling import DemoError, Telling
from suara.files import private_folder

WEEKS = 4
PEOPLE = 420
VISITS_A_DAY = 122
AT_ONCE = 16
HOURS = (8, 9, 10, 11, 13, 14)
OFFICERS_TO_BIND = 12
SUPERIORS_TO_BIND = 3
SEED = 20261123
FEWEST_RATINGS = 2000
FEWEST_SCORED = 20


@dataclass
class Played:
    """What was done, to be held against what the record says."""

    visits: int = 0
    standing: int = 0
    """Ratings that were not taken back."""
    bound: dict[int, Phone] = field(default_factory=dict)
    """Phones of officers by id."""
    superiors: set[int] = field(default_factory=set)
    received: Counter[int] = field(default_factory=Counter)
    """Monday messages by officer."""
    expected: Counter[int] = field(default_factory=Counter)


async def play(house: House, telling: Telling) -> None:
    """Play four weeks. Raises DemoError with the reason when they did not come to what they should."""
    dice = Random(SEED)
    played = Played()
    offices = list(dict.fromkeys(poster.office_id for poster in house.posters))
    citizens = await move_in(house.phones, PEOPLE, len(offices), dice)
    telling.step(f"{len(citizens)} citizens have a phone")
    await _bind(house, played)
    telling.step(f"{len(played.bound)} officers have bound their account, {len(played.superiors)} of them superiors")
    quality = {poster.desk_id: dice.gauss(0, 0.3) for poster in house.posters}
    # Some desks are busy, some hardly visited.
    busy = {poster.desk_id: dice.paretovariate(1.3) for poster in house.posters}
    for number in range(1, WEEKS + 1):
        await _week(house, played, citizens, offices, quality, busy, dice, telling, number)
        await _monday(house, played, telling)
    await _ask_for_team(house, played, telling)
    await _check(house, played, telling)


async def _bind(house: House, played: Played) -> None:
    async with house.database.transaction() as tx:
        teams = {o.id: len(await officers.team(tx, o.id)) for o in await officers.superiors_with_team(tx)}
        largest = sorted(teams, key=lambda id_: -teams[id_])[:SUPERIORS_TO_BIND]
        superiors = [each for id_ in largest if (each := await officers.by_id(tx, id_))]
        serving = {o.id: o for p in house.posters for o in await duties.on_duty(tx, p.desk_id, house.clock.local)}
        others = [officer for id_, officer in sorted(serving.items()) if id_ not in largest]
        chosen: list[Officer] = [*superiors, *others[:OFFICERS_TO_BIND]]
        secrets = [await invites.create(tx, officer.id, house.clock()) for officer in chosen]
        played.superiors = {o.id for o in chosen if o.id in teams}
    for officer, secret in zip(chosen, secrets, strict=True):
        phone = await house.phones.new(officer.name)
        await phone.scan(house.link(f"{invites.PREFIX}{secret}"))
        await phone.tap("Ya, ini saya")
        played.bound[officer.id] = phone


async def _week(
    house: House,
    played: Played,
    citizens: list[Citizen],
    offices: list[int],
    quality: dict[int, float],
    busy: dict[int, float],
    dice: Random,
    telling: Telling,
    number: int,
) -> None:
    """Let people come from Monday to Friday; each visits one desk a day at most."""
    monday = house.clock.local
    before = played.standing
    slots = asyncio.Semaphore(AT_ONCE)

    async def visit(citizen: Citizen, index: int, own: Random) -> bool:
        poster = house.posters[index]
        async with slots:
            return await citizen.visit(house.links[index], poster.code, quality[poster.desk_id], own)

    with telling.long(f"Week {number}", 5 * VISITS_A_DAY) as progress:
        for day in range(5):
            coming = dice.sample(citizens, VISITS_A_DAY)
            for slot, hour in enumerate(HOURS):
                house.clock.turn_to((monday + timedelta(days=day)).replace(hour=hour, minute=dice.randrange(1, 50)))
                now = coming[slot :: len(HOURS)]
                visits = []
                for citizen in now:
                    near = [
                        index
                        for index, poster in enumerate(house.posters)
                        if poster.office_id == offices[citizen.home] or dice.random() < 0.05
                    ]
                    weights = [busy[house.posters[index].desk_id] for index in near]
                    index = dice.choices(near, weights)[0]
                    visits.append(visit(citizen, index, Random(dice.random())))
                stood = await asyncio.gather(*visits)
                played.visits += len(stood)
                played.standing += sum(stood)
                progress(len(stood))
    telling.step(f"Week {number}: {played.standing - before} ratings stand")


async def _monday(house: House, played: Played, telling: Telling) -> None:
    """Turn the clock to Monday 06.00 and let the schedule do what is due; a second wake must do nothing."""
    wall = house.clock.local
    monday = week_monday(iso_week(wall.date())) + timedelta(days=7)
    seen = {id_: len(await phone.look()) for id_, phone in played.bound.items()}
    house.clock.turn_to(wall.replace(year=monday.year, month=monday.month, day=monday.day, hour=6, minute=0))
    done = await house.schedule.run_due()
    if await house.schedule.run_due():
        raise DemoError("The schedule did a week twice.")
    house.bot.sender.wake()
    await _sent(house)
    async with house.database.reading() as tx:
        latest = {id_: await scores.latest(tx, id_) for id_ in played.bound}
    told = 0
    for id_, phone in played.bound.items():
        new = len(await phone.look()) - seen[id_]
        score = latest[id_]
        # A superior is told of the team, and of themself where anybody rated them.
        rated = score is not None and score.published.reason != "no_ratings"
        played.received[id_] += new
        played.expected[id_] += 1 + rated if id_ in played.superiors else 1
        told += new
    telling.step(f"Monday {monday:%d %B}, 06.00: {len(done)} week aggregated, {told} messages with charts delivered")
    house.clock.turn_to(house.clock.local.replace(hour=8))


async def _sent(house: House) -> None:
    """Wait until the outbox is empty."""
    for _ in range(1000):
        async with house.database.reading() as tx:
            if (await health.look(tx)).waiting == 0:
                return
        await asyncio.sleep(0.02)
    raise DemoError("Messages are stuck in the outbox.")


async def _ask_for_team(house: House, played: Played, telling: Telling) -> None:
    async with house.database.reading() as tx:
        sizes = {id_: len(await officers.team(tx, id_)) for id_ in played.superiors}
    head = max(sizes, key=lambda id_: sizes[id_])
    phone = played.bound[head]
    before = len(await phone.look())
    await phone.write("/tim")
    chart, table = (await phone.look(after=phone.version))[before:]
    if not chart.photo or not table.text:
        raise DemoError("/tim did not show a chart and the team.")
    telling.step(f"A supervisor of {sizes[head]} people asks /tim:")
    for line in table.text.splitlines()[:14]:
        telling.say(f"         | {line}")


async def _check(house: House, played: Played, telling: Telling) -> None:
    """Hold the record against what was played."""
    async with house.database.reading() as tx:
        stored, counted = await ratings.count(tx), await cube.total(tx)
        week = await scores.latest_week(tx) or ""
        live = await officers.live(tx)
        latest = [await scores.latest(tx, officer.id) for officer in live]
        texts = {id_: await digests.latest(tx, id_) for id_ in played.bound}
        failed = (await health.look(tx)).failed_updates
    scored = [each for each in latest if each and each.published.points is not None]
    unscored = [each for each in latest if each and each.published.points is None]
    folder = house.folder / "digests"
    private_folder(folder)
    for id_, digest in texts.items():
        if digest is None or digest.week != week:
            raise DemoError(f"An officer with an account has no digest of {week}.")
        (folder / f"{week}-{id_}.html").write_text(digest.text, "utf-8")
    wrong = [
        (played.standing < FEWEST_RATINGS, f"only {played.standing} ratings were given"),
        (stored != played.standing, f"{played.standing} ratings were given, but {stored} are stored"),
        (counted != stored, f"{stored} ratings are stored, but the cube holds {counted}"),
        (played.received != played.expected, "not every Monday message arrived exactly once"),
        (len(scored) < FEWEST_SCORED, f"only {len(scored)} officers have a score"),
        (not unscored, "nobody is without a score, so the gate was never closed"),
        (failed > 0, f"{failed} updates were set aside"),
    ]
    for is_wrong, problem in wrong:
        if is_wrong:
            raise DemoError(f"The demo did not come out right: {problem}.")
    telling.step(f"Checked: {stored} ratings from {played.visits} visits, all in the cube")
    telling.step(f"Checked: {sum(played.received.values())} Monday messages, each delivered once")
    telling.step(f"Checked: {len(scored)} officers with a score, {len(unscored)} honestly without")
    telling.say("")
    telling.say(f"Posters  {house.posters_pdf}")
    telling.say(f"Charts   {house.charts_folder / week}")
    telling.say(f"Digests  {folder}")
