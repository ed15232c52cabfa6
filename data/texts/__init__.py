"""Everything people read, by key: ``texts("id")("citizen-thanks", office="Kelurahan Banten")``.

One Fluent file per room and language in this folder; Indonesian is the language every key exists in, English has
every key too. Sundanese and Serang Javanese have words for some of the citizen's screens; everything else, and above
all what consent and privacy are about, is Indonesian there.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver

DEFAULT = "id"
AWAITING_READER = ("su", "jv")
"""Nobody who grew up with them has read their words yet: shown on request, marked, Indonesian where there are none."""

LANGUAGES = ("id", "en", *AWAITING_READER)
NAMES = {"id": "Bahasa Indonesia", "en": "English", "su": "Basa Sunda", "jv": "Jawa Serang"}

FOLDER = Path(__file__).parent

# What people write is longer once it is escaped: a thousand quotation marks are six thousand characters.
resolver.MAX_PART_LENGTH = 10_000


class Texts:
    """The texts of one language.

    ``locale`` is how it writes numbers, days and times: Indonesia's own languages write them as Indonesian does.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = DEFAULT if language in AWAITING_READER else language
        self._bundle = FluentBundle([self.locale], use_isolating=False)
        for layer in dict.fromkeys((self.locale, language)):
            for file in sorted((FOLDER / layer).glob("*.ftl")):
                self._bundle.add_resource(FluentResource(file.read_text("utf-8")), allow_overrides=layer != self.locale)

    def __call__(self, key: str, **values: str | int | float) -> str:
        """Return a text. Raises KeyError for a key that does not exist, ValueError for a missing value."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, dict(values))
        if errors:
            raise ValueError(f"{self.language}/{key}: {errors[0]}")
        return str(text)

    def number(self, value: float | Decimal, digits: int = 0) -> str:
        """Return a number as this language writes it, e.g. ``88,3``."""
        return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=self.locale)

    def points(self, value: float) -> str:
        """Return a score as this language writes it, e.g. ``87,5`` or ``85``."""
        return self.number(value, 0 if float(value).is_integer() else 1)

    def weekday(self, day: date) -> str:
        """Return the day of the week, e.g. ``Selasa``."""
        return format_date(day, "EEEE", locale=self.locale)

    def date(self, day: date, weekday: bool = False) -> str:
        """Return a day, e.g. ``24 November 2026``."""
        return format_date(day, "EEEE, d MMMM yyyy" if weekday else "d MMMM yyyy", locale=self.locale)

    def time(self, at: datetime) -> str:
        """Return the time of day of a local moment, e.g. ``08.30``."""
        return format_time(at, "HH.mm" if self.locale == DEFAULT else "HH:mm", locale=self.locale)


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language; an unknown one gives Indonesian."""
    return Texts(language if language in LANGUAGES else DEFAULT)


def of_phone(language_code: object) -> Texts:
    """Return the texts for a phone's language, of somebody who has chosen none: English, or Indonesian."""
    return texts("en" if isinstance(language_code, str) and language_code.startswith("en") else DEFAULT)
