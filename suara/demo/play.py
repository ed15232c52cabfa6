"""Four weeks in the sample office, played over HTTP and checked at the end."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from aggregator.settings import AggregatorSettings
from aggregator.survey.gathering import Wanted, drawn, gather, keep
from aggregator.survey.period import Period
from data import cube, digests, duties, handlers, health, invites, officers, offices, ratings, scores
from data.officers import Officer
from simulator.client import Phone
from suara.demo.crowd import VISITS_A_WEEK, Crowd
from suara.demo.house import House
from suara.demo.telling import DemoError, Telling
from suara.demo.turning import open_desks, turn_to_monday
from suara.files import private_folder

WEEKS = 4
OFFICERS_TO_BIND = 12
SUPERIORS_TO_BIND = 3
SEED = 20261123
FEWEST_RATINGS = 2000
FEWEST_SCORED = 12


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
    report: Path | None = None
    """Of the official survey."""


async def play(house: House, telling: Telling) -> None:
    """Play four weeks. Raises DemoError with the reason when they did not come to what they should."""
    dice = Random(SEED)
    played = Played()
    crowd = Crowd(house, dice)
    telling.step(f"{await crowd.move_in()} citizens have a phone")
    await _bind(house, played)
    telling.step(f"{len(played.bound)} officers have bound their account, {len(played.superiors)} of them superiors")
    for number in range(1, WEEKS + 1):
        await _week(crowd, played, telling, number)
        await _monday(house, played, telling)
    await _ask_for_team(house, played, telling)
    await _report(house, played, telling)
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


async def _week(crowd: Crowd, played: Played, telling: Telling, number: int) -> None:
    with telling.long(f"Week {number}", VISITS_A_WEEK) as progress:
        visits, standing = await crowd.week(progress)
    played.visits += visits
    played.standing += standing
    telling.step(f"Week {number}: {standing} ratings stand")


async def _monday(house: House, played: Played, telling: Telling) -> None:
    """Turn the clock to Monday 06.00 and let the schedule do what is due; a second wake must do nothing."""
    seen = {id_: len(await phone.look()) for id_, phone in played.bound.items()}
    done = await turn_to_monday(house)
    if await house.schedule.run_due():
        raise DemoError("The schedule did a week twice.")
    told = 0
    for id_, phone in played.bound.items():
        new = len(await phone.look()) - seen[id_]
        played.received[id_] += new
        told += new
    async with house.database.reading() as tx:
        for id_ in played.bound:
            latest = await scores.latest(tx, id_)
            rated = latest is not None and latest.published.reason != "no_ratings"
            # A superior whom nobody rated is told of the team only.
            played.expected[id_] += 1 + (rated and id_ in played.superiors)
    monday = house.clock.local
    telling.step(f"Monday {monday:%d %B}, 06.00: {len(done)} week aggregated, {told} messages with charts delivered")
    open_desks(house)


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


async def _report(house: House, played: Played, telling: Telling) -> None:
    """Report the official survey of these weeks; the head of the district finds it with /laporan."""
    async with house.database.reading() as tx:
        tree = {office.id: len(await offices.with_all_below(tx, office.id)) for office in await offices.live(tx)}
        district = await offices.by_id(tx, max(tree, key=lambda id_: tree[id_]))
        head = await handlers.head(tx, district.id) if district else None
        if district is None or head is None or head.id not in played.bound:
            raise DemoError("The sample district has no head.")
        last = house.clock.local.date() - timedelta(days=1)
        period = Period(last - timedelta(weeks=WEEKS, days=-1), last)
        wanted = Wanted(district, period, house.clock.local.date(), users=played.visits)
        report = await gather(tx, wanted, house.reports, AggregatorSettings(house.charts_folder).privacy_floor)
    played.report = await keep(house.database, wanted, report, drawn(report), house.reports.folder)
    shown = await played.bound[head.id].write("/laporan")
    if shown.document != played.report.name or report.index is None or report.grade is None:
        raise DemoError("/laporan did not show the survey's report.")
    telling.step(
        f"Official survey: {report.tally.responses} complete responses of {report.target} asked for, "
        f"IKM {report.index}, {report.grade.letter}; its report comes with /laporan"
    )


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
    telling.say(f"Report   {played.report}")
