"""HTML becomes text and entities, or Telegram's complaint."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.autolinks import found_entities
from simulator.errors import ApiError
from simulator.formatting import parse_html, trimmed, utf16_length


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
        ("bold", 15),
        ("bot_command", 15),
    ]


def test_blank_edges_go_and_entities_move_along() -> None:
    assert trimmed(*parse_html("\n <b>x </b>  <i> </i>")) == ("x", [entity(0, 1, "bold")])
    assert trimmed(*parse_html("  a <b>x</b>")) == ("a x", [entity(2, 1, "bold")])


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
