"""A complaint as the bot would store it, without the bot."""

from datetime import datetime

from data import cases, concerns, ratings, visits
from data.cases import Case
from data.keys import Keys
from data.visits import OnDuty
from tests.office import Office

CITIZEN = 7_312_904_181


async def complaint(
    office: Office,
    keys: Keys,
    now: datetime,
    *,
    about: int | None = None,
    desk: int | None = None,
    text: str = "Saya menunggu tiga jam.",
    user_id: int = CITIZEN,
    language: str = "id",
    working_days: int = 5,
) -> Case:
    """Rate and complain; about an officer, wherever on the roster, or about a desk."""
    async with office.database.transaction() as tx:
        on_duty = [OnDuty(about, "Seseorang", "S")] if about else []
        person = keys.pseudonym(user_id)
        visit_id = await visits.begin(tx, person, desk or office.desk_alone, on_duty, [], now)
        visit = await visits.find(tx, visit_id, person)
        assert visit
        rating = await ratings.record(tx, visit, 1, now, about)
        return await cases.begin(tx, keys, visit, rating, user_id, language, text, concerns.load(), now, working_days)
