"""Groups that are made, not given: sex and age from the NIP, bands of hours."""

from datetime import date

from data.nip import Nip

AGES = (35, 45, 55)
"""Years from which the next band begins."""
HOURS = 2
"""Hours in a band."""


def sex(nip: Nip) -> str:
    """Return ``L`` (a man) or ``P`` (a woman): digit 15."""
    return nip.sex


def age_band(nip: Nip, on: date) -> str:
    """Return the band of somebody's age on a day: ``–34``, ``35–44``, ``45–54`` or ``55+``."""
    birthday_to_come = (on.month, on.day) < (nip.born.month, nip.born.day)
    years = on.year - nip.born.year - birthday_to_come
    reached = [age for age in AGES if years >= age]
    if not reached:
        return f"–{AGES[0] - 1}"
    after = AGES[len(reached) :]
    return f"{reached[-1]}–{after[0] - 1}" if after else f"{reached[-1]}+"


def hour_band(hour: int) -> str:
    """Return the two hours that an hour (0–23) belongs to: ``08–10`` for 8 and 9."""
    start = hour - hour % HOURS
    return f"{start:02}–{start + HOURS:02}"
