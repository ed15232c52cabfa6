"""Whether a text goes under a picture, as Telegram counts it."""

import pytest

from data.digests import caption_length, fits_caption


@pytest.mark.parametrize(
    ("text", "length"),
    [("<b>A &amp; B</b>", 5), ("😄", 2), ("", 0), ("a < b", 5)],
    ids=["tags and entities are free", "an emoji is two", "nothing", "a bare sign"],
)
def test_the_length_is_what_telegram_counts(text: str, length: int) -> None:
    assert caption_length(text) == length


def test_a_caption_ends_at_1024() -> None:
    assert fits_caption("<b>" + "a" * 1024 + "</b>")
    assert not fits_caption("a" * 1025)
    assert not fits_caption("😄" * 513)
