"""HTML becomes text and entities, or Telegram's complaint."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.autolinks import found_entities
from simulator.entities import consistent, kept_text, utf16_length
from simulator.errors import ApiError
from simulator.formatting import parse_html

KINDS = ("bold", "italic", "spoiler", "code", "text_link", "blockquote")
SPLITTABLE = {"bold", "italic", "spoiler"}


def entity(offset: int, length: int, kind: str, **more: Any) -> dict[str, Any]:
    return {"offset": offset, "length": length, "type": kind, **more}


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("tanpa tanda", "tanpa tanda", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity(0, 1, "bold"), entity(1, 1, "bold")]),
        ("<i>a</i><EM>b</EM>", "ab", [entity(0, 1, "italic"), entity(1, 1, "italic")]),
        ("<u>a</u><ins>b</ins>", "ab", [entity(0, 1, "underline"), entity(1, 1, "underline")]),
        ("<s>a</s><del>b</del>", "ab", [entity(0, 1, "strikethrough"), entity(1, 1, "strikethrough")]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity(0, 1, "spoiler")]),
        ('<span class="tg-spoiler">a</span>', "a", [entity(0, 1, "spoiler")]),
        ("<code>x</code>", "x", [entity(0, 1, "code")]),
        ("<pre>x</pre>", "x", [entity(0, 1, "pre")]),
        ('<pre><code class="language-sql">x</code></pre>', "x", [entity(0, 1, "pre", language="sql")]),
        ("<blockquote>x</blockquote>", "x", [entity(0, 1, "blockquote")]),
        ("<blockquote expandable>x</blockquote>", "x", [entity(0, 1, "expandable_blockquote")]),
        ('<a href="https://t.me/x?a=1&amp;b=2">x</a>', "x", [entity(0, 1, "text_link", url="https://t.me/x?a=1&b=2")]),
        ("<a href='serangkota.go.id'>x</a>", "x", [entity(0, 1, "text_link", url="http://serangkota.go.id/")]),
        ("<a>serangkota.go.id</a>", "serangkota.go.id", [entity(0, 16, "text_link", url="http://serangkota.go.id/")]),
        ('<a href="nothing">x</a>', "x", []),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ("😀<b>😀</b>", "😀😀", [entity(2, 2, "bold")]),
        ("<b>a<i>b</i></b>", "ab", [entity(0, 2, "bold"), entity(1, 1, "italic")]),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp; &quot; &nbsp; &#65;&#x42; &lt", '<b> & " &nbsp; AB <', []),
        ("&#55357;&#56832;", "😀", []),
        ("<b>a</ b", None, []),
        ('<tg-emoji emoji-id="53">👍</tg-emoji>', "👍", [entity(0, 2, "custom_emoji", custom_emoji_id="53")]),
    ],
)  # fmt: skip
def test_what_markup_means(markup: str, text: str | None, entities: list[dict[str, Any]]) -> None:
    if text is None:
        with pytest.raises(ApiError):
            parse_html(markup)
    else:
        assert parse_html(markup) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<marquee>x</marquee>", 'Unsupported start tag "marquee" at byte offset 0'),
        ("<3", "Unclosed start tag at byte offset 0"),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b x>", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x_y>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#55357;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_what_markup_is_refused(markup: str, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(markup)
    assert (caught.value.code, caught.value.description) == (400, f"Bad Request: can't parse entities: {problem}")


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [entity(0, 6, "bot_command")]),
        ("ketik /bahasa@suara_bot ya", [entity(6, 17, "bot_command")]),
        ("a/b dan 1/2 dan 3.30", []),
        ("😀 @siti_a", [entity(3, 7, "mention")]),
        ("#pelayanan", [entity(0, 10, "hashtag")]),
        ("#1", []),
        ("surat@serangkota.go.id", [entity(0, 22, "email")]),
        ("lihat https://t.me/x.", [entity(6, 14, "url")]),
        ("lihat t.me/x", [entity(6, 6, "url")]),
        ("serangkota.go.id, ya", [entity(0, 16, "url")]),
    ],
)
def test_what_is_found_in_plain_text(text: str, entities: list[dict[str, Any]]) -> None:
    assert found_entities(text, []) == entities


def test_nothing_is_found_inside_code_and_links() -> None:
    text, entities = parse_html('<code>/start</code> <a href="https://a.id">@siti_a</a> <b>/stop</b>')
    assert [(e["type"], e["offset"]) for e in found_entities(text, entities)] == [
        ("code", 0),
        ("text_link", 7),
        ("bot_command", 15),
        ("bold", 15),
    ]


def test_blank_edges_go_and_entities_move_along() -> None:
    assert kept_text(*parse_html("\n <b>x </b>  <i> </i>")) == ("x", [entity(0, 1, "bold")])
    assert kept_text(*parse_html("  a <b>x</b>")) == ("a x", [entity(2, 1, "bold")])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([(0, 2, "bold"), (1, 3, "bold")], [(0, 4, "bold")], id="the same, overlapping"),
        pytest.param([(0, 2, "bold"), (2, 2, "bold")], [(0, 4, "bold")], id="the same, touching"),
        pytest.param([(0, 4, "bold"), (0, 4, "bold")], [(0, 4, "bold")], id="the same twice"),
        pytest.param([(0, 4, "bold"), (0, 4, "italic")], [(0, 4, "bold"), (0, 4, "italic")], id="the same extent"),
        pytest.param(
            [(0, 4, "bold"), (2, 2, "italic")], [(0, 2, "bold"), (2, 2, "bold"), (2, 2, "italic")], id="nested"
        ),
        pytest.param(
            [(0, 3, "bold"), (2, 3, "italic")],
            [(0, 2, "bold"), (2, 3, "italic"), (2, 1, "bold")],
            id="overlapping",
        ),
        pytest.param([(0, 4, "code"), (1, 2, "bold")], [(0, 4, "code")], id="style in code"),
        pytest.param([(1, 2, "code"), (0, 4, "bold")], [(0, 1, "bold"), (1, 2, "code"), (3, 1, "bold")], id="code"),
        pytest.param([(0, 3, "code"), (2, 3, "pre")], [(0, 3, "code")], id="two that may not overlap"),
        pytest.param([(0, 4, "blockquote"), (1, 2, "code")], [(0, 4, "blockquote"), (1, 2, "code")], id="in a quote"),
        pytest.param([(0, 3, "blockquote"), (2, 3, "code")], [(0, 3, "blockquote")], id="across a quote's end"),
        pytest.param([(0, 5, "code"), (2, 2, "blockquote")], [(2, 2, "blockquote")], id="around a quote"),
        pytest.param([(3, 1, "bold"), (0, 1, "code")], [(0, 1, "code"), (3, 1, "bold")], id="in another order"),
    ],
)
def test_entities_are_merged_and_split_as_telegram_does(
    given: list[tuple[int, int, str]], kept: list[tuple[int, int, str]]
) -> None:
    assert consistent([entity(*one) for one in given]) == [entity(*one) for one in kept]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8), st.sampled_from(KINDS)), max_size=7))
def test_kept_entities_nest_or_lie_apart_and_stay_so(spans: list[tuple[int, int, str]]) -> None:
    entities = consistent([entity(*span) for span in spans])
    for number, one in enumerate(entities):
        for other in entities[number + 1 :]:
            begin, end = one["offset"], one["offset"] + one["length"]
            assert begin <= other["offset"]
            assert other["offset"] >= end or other["offset"] + other["length"] <= end
            assert (begin, end, one["type"]) != (other["offset"], other["offset"] + other["length"], other["type"])
    styled = {
        (kind, at) for offset, length, kind in spans for at in range(offset, offset + length) if kind in SPLITTABLE
    }
    kept = [(e["type"], at) for e in entities for at in range(e["offset"], e["offset"] + e["length"])]
    assert {one for one in kept if one[0] in SPLITTABLE} <= styled
    assert len(kept) == len(set(kept))
    assert consistent(entities) == entities


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\tc\x1fd", "a b c d"),
        ("a\r\nb\rc", "a\nbc"),
        ("kanan\u202ekiri\u2028x", "kanankirix"),
        ("o\u0333\u033f\u030a", "o"),
        ("x\u200f\u200e\u200fy", "x\u200c\u200c\u200fy"),
        ("\u00a0x\u00a0", "\u00a0x\u00a0"),
        ("😀\r\n😀", "😀\n😀"),
    ],
)
def test_characters_that_telegram_does_not_keep(text: str, kept: str) -> None:
    assert kept_text(text, []) == (kept, [])


def test_entities_move_along_when_characters_go() -> None:
    assert kept_text("a\r\r😀\rb c", [entity(5, 4, "bold"), entity(0, 2, "italic"), entity(1, 2, "code")]) == (
        "a😀b c",
        [entity(0, 1, "italic"), entity(3, 3, "bold")],
    )


@pytest.mark.parametrize(
    ("offset", "length", "problem"),
    [
        (-1, 1, "receive an entity with incorrect offset -1"),
        (0, 1_000_001, "receive an entity with incorrect length 1000001"),
        (4, 1, "entity begins after the end of the text at UTF-16 offset 4"),
        (2, 3, "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 5"),
        (2, 2, "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (0, 2, "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5"),
    ],
)
def test_entities_that_do_not_fit_the_text(offset: int, length: int, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        kept_text("a😀b", [entity(offset, length, "bold")])
    assert caught.value.description == f"Bad Request: {problem}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(st.text(alphabet="<>/b i&;#x=\"'😀é"))
def test_any_markup_is_parsed_or_refused(markup: str) -> None:
    try:
        text, entities = parse_html(markup)
    except ApiError as error:
        assert error.code == 400
    else:
        assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= utf16_length(text) for e in entities)
