"""The NIP: the 18 digits by which the state knows a civil servant.

There is no check digit; what can be checked is that the digits tell a possible story. Two kinds share the length
(Perka BKN 22/2007 for PNS; the NI PPPK has the year of the contract and 2 with its number in place of the month)::

    PNS   YYYYMMDD born · YYYYMM appointed      · sex 1/2 · sequence 001-999
    PPPK  YYYYMMDD born · YYYY contract, 21-29  · sex 1/2 · sequence 001-999

A NIP tells birth date and sex: it is personal data and never stands in a QR code, a button or a poster.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

DIGITS = 18
YOUNGEST = 16
"""Years between birth and appointment, at least."""
OLDEST = 60
"""Years between birth and appointment, at most."""
FIRST_PPPK_YEAR = 2019


class NipError(ValueError):
    """Not a possible NIP; the text is the reason, in one line."""


@dataclass(frozen=True)
class Nip:
    """A possible NIP and what its digits tell."""

    text: str
    """The 18 digits."""
    kind: Literal["PNS", "PPPK"]
    born: date
    sex: Literal["L", "P"]

    @property
    def display(self) -> str:
        """The digits in groups, as official letters print them: ``19850115 201001 1 901``."""
        return f"{self.text[:8]} {self.text[8:14]} {self.text[14]} {self.text[15:]}"


def digits(text: str) -> str:
    """Return a number without the spaces, dots, dashes and apostrophe that people put into it."""
    return re.sub(r"[\s.'’\-]", "", text)


def parse(text: str, today: date) -> Nip:
    """Read a NIP, with or without spaces and dots. Raises NipError with the reason."""
    number = digits(text)
    if not re.fullmatch(r"[0-9]+", number):
        raise NipError("a NIP has digits only")
    if len(number) != DIGITS:
        raise NipError(f"a NIP has {DIGITS} digits, this has {len(number)}")
    born = _birth(number[:8], today)
    year, code = int(number[8:12]), int(number[12:14])
    if 1 <= code <= 12:
        kind: Literal["PNS", "PPPK"] = "PNS"
    elif 21 <= code <= 29:
        kind = "PPPK"
    else:
        raise NipError(f"digits 13-14 are {number[12:14]}: neither a month (PNS, 01-12) nor a contract (PPPK, 21-29)")
    if (year, code if kind == "PNS" else 0) > (today.year, today.month):
        raise NipError(f"the appointment ({number[8:12]}) lies in the future")
    if kind == "PPPK" and year < FIRST_PPPK_YEAR:
        raise NipError(f"there was no PPPK in {year}, the first came in {FIRST_PPPK_YEAR}")
    if not YOUNGEST <= year - born.year <= OLDEST:
        raise NipError(f"born in {born.year} and appointed in {year}: must be {YOUNGEST} to {OLDEST} years later")
    if number[14] not in "12":
        raise NipError(f"digit 15, the sex, is {number[14]}: must be 1 (L) or 2 (P)")
    if number[15:] == "000":
        raise NipError("the last three digits are 000: they count from 001")
    return Nip(number, kind, born, "L" if number[14] == "1" else "P")


def _birth(number: str, today: date) -> date:
    try:
        born = date(int(number[:4]), int(number[4:6]), int(number[6:]))
    except ValueError:
        raise NipError(f"the birth date {number[:4]}-{number[4:6]}-{number[6:]} does not exist") from None
    if born > today:
        raise NipError(f"the birth date {born} lies in the future")
    return born
