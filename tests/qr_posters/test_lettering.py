"""Texts of any length fit their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr_posters.lettering import BOLD, ELLIPSIS, REGULAR, embed_type, fit, width


@pytest.fixture(autouse=True, scope="module")
def type_embedded() -> None:
    embed_type()


names = st.text(st.characters(codec="utf-8"), max_size=200)


@given(names, st.integers(1, 3), st.floats(60, 500), st.sampled_from([REGULAR, BOLD]))
def test_no_text_leaves_its_room(name: str, lines: int, room: float, font: str) -> None:
    embed_type()
    fitted = fit(name, font, (30, 9), room, lines)
    assert 1 <= len(fitted.lines) <= lines
    assert 9 <= fitted.size <= 30
    assert all(width(line, font, fitted.size) <= room for line in fitted.lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=6))
def test_no_word_is_lost_or_broken_while_there_is_room(words: list[str]) -> None:
    embed_type()
    fitted = fit(" ".join(words), REGULAR, (30, 5), 300, lines=2)
    assert " ".join(fitted.lines) == " ".join(words)


def test_a_short_text_is_as_large_as_allowed() -> None:
    assert fit("Loket 1", BOLD, (30, 9), 400).size == 30


def test_lines_are_about_equally_long() -> None:
    fitted = fit("Bagaimana pelayanan kami di sini hari ini?", BOLD, (20, 9), 400, lines=2)
    first, second = (width(line, BOLD, fitted.size) for line in fitted.lines)
    assert abs(first - second) < 100


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    fitted = fit("Kelurahan " * 50, REGULAR, (30, 9), 200, lines=2)
    assert fitted.lines[-1].endswith(ELLIPSIS)
    assert fitted.lines[0].startswith("Kelurahan")
