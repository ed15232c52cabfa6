"""``suara doctor``: everything that could keep citizens from being heard, looked at in turn; nothing is changed."""

import os
import shutil
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from data import duty_reports, health, migrations
from data.clock import Clock, local, moment
from data.database import Database, DatabaseError, Transaction
from data.duty_reports import DutyReport
from data.keys import Keys, KeysError
from data.texts import texts
from suara.backup import last_backup
from suara.config import Config
from suara.errors import SuaraError
from suara.lock import is_running
from suara.telegram import introduce

LOST_KEYS = "Whoever loses the key file can recognise no rater again."

SCARCE_BYTES, LITTLE_BYTES = 100 * 2**20, 2**30
CLOCK_TOLERANCE = timedelta(seconds=60)
BACKUP_AGE = timedelta(days=7)
WEEKLY_AGE = timedelta(days=8)
LONG_OUTBOX = 1000
DUTY_REPORTS = 5
"""So many lines of the roster's mistakes; more would hide the rest."""
DUTY_REPORTS_OF = timedelta(days=7)


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, how it is, and what to do."""

    check: str
    state: State
    text: str


Findings = AsyncIterator[Finding]


def _ok(check: str, text: str) -> Finding:
    return Finding(check, State.OK, text)


def _warning(check: str, text: str) -> Finding:
    return Finding(check, State.WARNING, text)


def _problem(check: str, text: str) -> Finding:
    return Finding(check, State.PROBLEM, text)


async def examine(file: Path, clock: Clock, offline: bool = False) -> Findings:
    """Look at everything, whatever is wrong before."""
    try:
        config = Config.load(file)
    except SuaraError as error:
        yield _problem("config", str(error))
        return
    yield _ok("config", f"{file} can be read.")
    if config.telegram.token.get_secret_value() and _open_to_others(file):
        yield _warning("config", f"{file} holds the token and others may read it: chmod 600 {file}")
    async for finding in _telegram(config, clock, offline):
        yield finding
    for finding in _folder(config.var):
        yield finding
    running = is_running(config.var)
    yield _ok("running", "suara run is at work.") if running else _warning("running", "suara run is not at work.")
    async for finding in _record(config, clock, running):
        yield finding
    for finding in _letterhead(config):
        yield finding
    yield _backups(config.var, clock)


async def _telegram(config: Config, clock: Clock, offline: bool) -> Findings:
    try:
        config.token()
    except SuaraError as error:
        yield _problem("token", str(error))
        return
    if offline:
        yield _warning("token", "Not asked: --offline.")
        return
    try:
        bot = await introduce(config)
    except SuaraError as error:
        yield _problem("token", str(error))
        return
    yield _ok("token", "Telegram knows it.")
    wanted = config.telegram.username
    if not wanted:
        yield _warning("username", f'Put username = "{bot.username}" into [telegram]: it stands in links and posters.')
    elif wanted.lower() != bot.username.lower():
        yield _problem("username", f"The token belongs to @{bot.username}, telegram.username says @{wanted}.")
    else:
        yield _ok("username", f"@{bot.username}")
    if bot.date is not None:
        off = abs(clock() - bot.date)
        if off > CLOCK_TOLERANCE:
            yield _problem(
                "clock", f"{off.total_seconds():.0f} seconds off Telegram's: switch on time synchronisation."
            )
        else:
            yield _ok("clock", "Agrees with Telegram's.")


def _folder(var: Path) -> list[Finding]:
    if not var.is_dir():
        return [_problem("var", f"{var} is no folder: suara init makes it.")]
    if not os.access(var, os.W_OK | os.X_OK):
        return [_problem("var", f"{var} may not be written: give it to the user who runs Suara.")]
    free = shutil.disk_usage(var).free
    text = f"{free / 2**30:.1f} GB free in {var}."
    state = State.PROBLEM if free < SCARCE_BYTES else State.WARNING if free < LITTLE_BYTES else State.OK
    findings = [_ok("var", f"{var} can be written."), Finding("disk", state, text)]
    if _open_to_others(var):
        findings.append(_warning("var", f"Others may look into {var}: chmod 700 {var}"))
    return findings


def _letterhead(config: Config) -> list[Finding]:
    logo = config.report_settings().logo
    if logo is None:
        return []
    from aggregator import paper

    try:
        paper.check("logo", logo.read_bytes())
    except OSError as error:
        return [_problem("logo", f"{logo} cannot be read: {error.strerror}. No report can be made.")]
    except paper.PaperError as error:
        return [_problem("logo", f"{logo}: {error}. No report can be made.")]
    return [_ok("logo", f"{logo} can be printed.")]


async def _record(config: Config, clock: Clock, running: bool) -> Findings:
    keys, finding = _keys(config.keys_path)
    try:
        path = config.database_path
        if path and not path.exists():
            yield finding
            yield _problem("database", f"{path} does not exist: suara roster import makes it.")
            return
        database = Database.connect(config.database_url)
        try:
            revision = await database.revision()
            if revision is None:
                yield finding
                yield _problem("database", "It has no tables yet: suara roster import makes them.")
                return
            if revision not in migrations.REVISIONS:
                yield finding
                yield _problem("database", "It was written by a newer Suara: install that version.")
                return
            await health.verify(database)
            current = revision == migrations.HEAD
            yield _ok("database", "Opens, is sound" + (", its tables are up to date." if current else "."))
            if not current:
                yield finding
                yield _warning("database", "Its tables are of an older version: suara run brings them up to date.")
                return
            async with database.reading() as tx:
                yield await _key_file(tx, keys, finding)
                async for found in _contents(tx, clock, running):
                    yield found
                for reported in await _duties(tx, clock, config.office.time_zone):
                    yield reported
        finally:
            await database.close()
    except (DatabaseError, OSError) as error:
        yield _problem("database", str(error))


def _keys(path: Path) -> tuple[Keys | None, Finding]:
    try:
        keys = Keys.load(path)
    except KeysError as error:
        return None, _problem("keys", f"{error} {LOST_KEYS}")
    if _open_to_others(path):
        return keys, _problem("keys", f"Others may read {path}: chmod 600 {path}")
    return keys, _ok("keys", f"{path} is there, for its owner only. {LOST_KEYS}")


async def _key_file(tx: Transaction, keys: Keys | None, finding: Finding) -> Finding:
    if keys is None and not await health.has_people(tx):
        return _warning("keys", "There is no key file yet: suara init or suara run makes it.")
    if keys and await health.keys_belong(tx, keys) is False:
        return _problem("keys", "The key file does not belong to this database: restore both from one backup.")
    return finding


async def _contents(tx: Transaction, clock: Clock, running: bool) -> Findings:
    found = await health.look(tx)
    if found.desks and found.officers:
        yield _ok("roster", f"{found.officers} officers, {found.desks} desks.")
    else:
        yield _problem("roster", "There is no roster: suara roster import FOLDER_OR_WORKBOOK.")
    if found.posters < found.desks:
        yield _problem("posters", f"{found.desks - found.posters} desks have none in force: suara posters render.")
    else:
        yield _ok("posters", f"{found.posters} in force.")
    waiting = f"{found.waiting} messages wait to be sent."
    stuck = found.waiting > LONG_OUTBOX or (found.waiting and not running)
    yield _warning("outbox", f"{waiting} Is suara run at work?") if stuck else _ok("outbox", waiting)
    if found.failed_updates:
        yield _warning("updates", f"{found.failed_updates} could not be dealt with and are set aside, sealed.")
    else:
        yield _ok("updates", "None was set aside.")
    if found.cases_without_handler:
        unseen = f"Open complaints that nobody sees, as nobody stands above: {found.cases_without_handler}."
        yield _warning("cases", f"{unseen} Name the superiors in the roster.")
    else:
        yield _ok("cases", "Every open complaint has somebody who can answer.")
    if found.last_job is None:
        yield _ok("week", "No weekly run yet.")
        return
    job, week, finished_at = found.last_job
    text = f"Last run: {job} of {week}."
    late = clock() - moment(finished_at) > WEEKLY_AGE
    yield _warning("week", f"{text} It is overdue: suara run catches it up.") if late else _ok("week", text)


async def _duties(tx: Transaction, clock: Clock, time_zone: str) -> list[Finding]:
    """Tell where people met somebody else than the roster says, those whom the most people did not meet first."""
    since = local(clock() - DUTY_REPORTS_OF, time_zone).date()
    reports = sorted(await duty_reports.recent(tx, since.isoformat()), key=lambda each: -each.people)
    if not reports:
        return [_ok("duties", "Nobody reported a wrong one.")]
    shown = reports if len(reports) <= DUTY_REPORTS else reports[: DUTY_REPORTS - 1]
    findings = [_warning("duties", _wrong_duty(each)) for each in shown]
    if rest := len(reports) - len(shown):
        findings.append(_warning("duties", f"{rest} more wrong duties were reported: compare the roster's plan."))
    return findings


def _wrong_duty(report: DutyReport) -> str:
    who = report.officer or "somebody who is not planned"
    day = texts("en").date(date.fromisoformat(report.day))
    people = "1 person" if report.people == 1 else f"{report.people} people"
    return f"Wrong duty reported: {report.desk} ({report.office}), {who}, {day}: {people}. Correct it in the roster."


def _backups(var: Path, clock: Clock) -> Finding:
    at = last_backup(var)
    if at is None:
        return _warning("backup", f"None was ever made: suara backup FILE. {LOST_KEYS}")
    if clock() - at > BACKUP_AGE:
        return _warning("backup", f"The last one is of {at:%Y-%m-%d}: suara backup FILE.")
    return _ok("backup", f"The last one is of {at:%Y-%m-%d}.")


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
