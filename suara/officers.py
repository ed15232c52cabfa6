"""Officers as the operator sees them: invitations and accounts."""

from dataclasses import dataclass

from data import health, invites, officers, offices
from data.clock import system_clock
from suara.config import Config
from suara.errors import SuaraError
from suara.record import opened
from suara.telegram import bot_username


@dataclass(frozen=True)
class Invitation:
    """A one-time link that binds an officer's account."""

    name: str
    payload: str
    link: str
    days: int
    """How long it can be used."""


async def invite_officer(config: Config, code: str) -> Invitation:
    """Invite a live officer by NIP or the office's own id. Raises SuaraError, DatabaseError."""
    username = await bot_username(config)
    async with opened(config) as database, database.transaction() as tx:
        officer = await officers.by_code(tx, code)
        if officer is None:
            raise SuaraError(f"No officer has the NIP {code!r}: see suara officers list.")
        payload = invites.PREFIX + await invites.create(tx, officer.id, system_clock())
    return Invitation(officer.full_name, payload, f"https://t.me/{username}?start={payload}", invites.VALID_FOR.days)


async def listing(config: Config) -> list[dict[str, str | None]]:
    """Return the officers of the roster with their office, and ``bound``, ``blocked`` or nothing for the account."""
    async with opened(config) as database, database.reading() as tx:
        names = {office.id: office.name for office in await offices.live(tx)}
        states = await health.account_states(tx)
        return [
            {
                "code": officer.code,
                "name": officer.full_name,
                "position": officer.position,
                "office": names.get(officer.office_id),
                "account": states.get(officer.id),
            }
            for officer in await officers.live(tx)
        ]
