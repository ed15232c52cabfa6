"""Everything people read: complete in Indonesian and English, sound in the languages that await a reader."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from data.look import FACES
from data.texts import AWAITING_READER, DEFAULT, FOLDER, LANGUAGES, NAMES, of_phone, texts


class Variables(Visitor):  # type: ignore[misc]
    """Collects the variables of a text."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - named after the node
        self.names.add(node.id.name)


def messages(language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give every key of a language with its variables."""
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, Message):
                variables = Variables()
                variables.visit(entry)
                yield entry.id.name, frozenset(variables.names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    keys = [key for key, _ in messages(language)]
    assert len(keys) == len(set(keys))


def test_english_has_every_key_with_the_same_variables() -> None:
    assert dict(messages("en")) == dict(messages("id"))


@pytest.mark.parametrize("language", AWAITING_READER)
def test_a_language_that_awaits_a_reader_has_only_keys_and_variables_of_indonesian(language: str) -> None:
    own = dict(messages(language))
    assert own
    assert own.items() <= dict(messages(DEFAULT)).items()


@pytest.mark.parametrize("language", AWAITING_READER)
def test_each_of_their_files_says_that_it_awaits_a_reader(language: str) -> None:
    for file in (FOLDER / language).glob("*.ftl"):
        assert file.read_text("utf-8").startswith("# Menunggu pembaca")


@pytest.mark.parametrize("language", AWAITING_READER)
def test_consent_privacy_and_what_officers_read_stay_indonesian(language: str) -> None:
    own = {key for key, _ in messages(language)}
    assert not {key for key in own if key.startswith(("rights-", "officer-", "supervisor-", "digest-", "command-"))}
    assert "citizen-consent" not in own


@pytest.mark.parametrize("language", AWAITING_READER)
def test_a_missing_text_is_the_indonesian_one_with_its_variables(language: str) -> None:
    assert texts(language)("officer-bound", name="Siti") == texts(DEFAULT)("officer-bound", name="Siti")


@pytest.mark.parametrize("language", AWAITING_READER)
def test_numbers_days_and_times_are_written_as_in_indonesian(language: str) -> None:
    words = texts(language)
    assert words.number(1088.31, 2) == "1.088,31"
    assert words.date(date(2026, 11, 24), weekday=True) == "Selasa, 24 November 2026"
    assert words.time(datetime(2026, 11, 24, 8, 30, tzinfo=UTC)) == "08.30"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("su", ["Henteu sae (Tidak baik)", "Kirang sae (Kurang baik)", "Sae (Baik)", "Sae pisan (Sangat baik)"]),
        ("jv", ["Boten sae (Tidak baik)", "Kirang sae (Kurang baik)", "Sae (Baik)", "Sangat baik"]),
    ],
)
def test_the_faces_words_are_read_in_both_languages_and_only_where_they_are_sure(
    language: str, words: list[str]
) -> None:
    assert [texts(language)(face.key) for face in FACES] == words


def test_every_language_has_a_name() -> None:
    assert set(NAMES) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("id", "id"),
        ("en", "en"),
        ("en-GB", "en"),
        ("su", "id"),
        ("jv", "id"),
        ("de", "id"),
        (None, "id"),
        (["en"], "id"),
    ],
)
def test_a_phones_language_is_english_or_indonesian(code: object, language: str) -> None:
    assert of_phone(code).language == language


def test_an_unknown_language_is_indonesian_and_an_unknown_key_is_an_error() -> None:
    assert texts("xx").language == DEFAULT
    with pytest.raises(LookupError):
        texts("su")("no-such-text")
    with pytest.raises(ValueError, match="su/citizen-thanks"):
        texts("su")("citizen-thanks")
