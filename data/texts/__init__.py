"""Everything people read, by key: ``texts("id")("citizen-thanks", office="Kelurahan Banten")``.

One Fluent file per room and language in this folder; Indonesian is the language every key exists in.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

DEFAULT = "id"
LANGUAGES = ("id", "en")
NAMES = {"id": "Bahasa Indonesia", "en": "English"}

FOLDER = Path(__file__).parent


class Texts:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in sorted((FOLDER / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __call__(self, key: str, **values: str | int | float) -> str:
        """Return a text. Raises KeyError for a key that does not exist, ValueError for a missing value."""
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, dict(values))
        if errors:
            raise ValueError(f"{self.language}/{key}: {errors[0]}")
        return str(text)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as this language writes it, e.g. ``88,3``."""
        return format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=self.language)

    def date(self, day: date, weekday: bool = False) -> str:
        """Return a day, e.g. ``24 November 2026``."""
        return format_date(day, "EEEE, d MMMM yyyy" if weekday else "d MMMM yyyy", locale=self.language)

    def time(self, at: datetime) -> str:
        """Return the time of day of a local moment, e.g. ``08.30``."""
        return format_time(at, "HH.mm" if self.language == "id" else "HH:mm", locale=self.language)


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language; an unknown one gives Indonesian."""
    return Texts(language if language in LANGUAGES else DEFAULT)
