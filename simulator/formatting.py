"""Telegram's HTML: text and entities out of markup, with Telegram's own complaints.

Offsets and lengths of entities are UTF-16 code units; offsets in complaints are bytes of the UTF-8 text.
Rules: https://core.telegram.org/bots/api#html-style
"""

import re

from simulator.entities import Entity, sort_entities
from simulator.errors import ApiError, bad_request

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile("[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]+));?")
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_ATTRIBUTES = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable"}
_SPACE = " \t\r\n\v\f"
_NAME_END = _SPACE + "=>/\"'"


def _parse_error(problem: str) -> ApiError:
    return bad_request(f"can't parse entities: {problem}")


def decoded_reference(markup: str, position: int) -> tuple[str, int] | None:
    """The character a reference at `position` stands for and where it ends; None when it is plain text."""
    match = _REFERENCE.match(markup, position)
    if match is None:
        return None
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        character = _NAMED.get(name)
        return (character, match.end()) if character else None
    digits, base = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
    written = match.end() - position - markup[position : match.end()].count(";")
    code = int(digits, base) if digits and written < 10 else 0
    if code == 0 or code >= 0x10FFFF:
        return None
    return chr(code), match.end()


class _Tag:
    """A start tag that waits for its end."""

    __slots__ = ("argument", "name", "offset", "start")

    def __init__(self, name: str, argument: str, offset: int, start: int) -> None:
        self.name = name
        self.argument = argument
        self.offset = offset
        self.start = start


class _HtmlParser:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.size = len(markup)
        self.position = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Tag] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        """Text and entities; raises ApiError."""
        markup = self.markup
        while self.position < self.size:
            character = markup[self.position]
            if character == "<":
                begin = self.position
                if markup.startswith("</", begin):
                    self._end_tag(begin)
                else:
                    self._start_tag(begin)
                continue
            if character == "&":
                reference = decoded_reference(markup, self.position)
                if reference is not None:
                    self._add(reference[0])
                    self.position = reference[1]
                    continue
                self._add("&")
                self.position += 1
                continue
            special = _SPECIAL.search(markup, self.position)
            end = special.start() if special is not None else self.size
            self._add(markup[self.position : end])
            self.position = end
        if self.open:
            raise _parse_error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.parts), self.entities

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

    def _byte(self, position: int) -> int:
        return len(self.markup[:position].encode("utf-8", "surrogatepass"))

    def _peek(self) -> str:
        return self.markup[self.position] if self.position < self.size else ""

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.position += 1

    def _until(self, stops: str) -> str:
        begin = self.position
        while self.position < self.size and self.markup[self.position] not in stops:
            self.position += 1
        return self.markup[begin : self.position]

    def _start_tag(self, begin: int) -> None:
        at = self._byte(begin)
        self.position = begin + 1
        name = self._until(_SPACE + ">").lower()
        if self.position >= self.size:
            raise _parse_error(f"Unclosed start tag at byte offset {at}")
        if name not in _TYPES:
            raise _parse_error(f'Unsupported start tag "{name}" at byte offset {at}')
        argument = self._attributes(name, at)
        if name == "span" and argument != "spoiler":
            raise _parse_error(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self.position += 1
        self.open.append(_Tag(name, argument, self.offset, len(self.parts)))

    def _attributes(self, tag: str, at: int) -> str:
        argument = ""
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            name = self._until(_NAME_END)
            if not name:
                raise _parse_error(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
            self._skip_space()
            if self._peek() != "=":
                if not self._peek():
                    raise _parse_error(f'Unclosed start tag "{tag}" at byte offset {at}')
                if tag == "blockquote" and name == "expandable":
                    argument = "1"
                continue
            self.position += 1
            self._skip_space()
            if not self._peek():
                raise _parse_error(f'Unclosed start tag "{tag}" at byte offset {at}')
            value = self._attribute_value(at)
            if _ATTRIBUTES.get(tag) == name:
                argument = _argument(tag, value, argument)
        return argument

    def _attribute_value(self, at: int) -> str:
        quote = self._peek()
        if quote in {'"', "'"}:
            self.position += 1
            value: list[str] = []
            while self._peek() and self._peek() != quote:
                reference = decoded_reference(self.markup, self.position) if self._peek() == "&" else None
                if reference is None:
                    value.append(self._peek())
                    self.position += 1
                else:
                    value.append(reference[0])
                    self.position = reference[1]
            self.position += 1
            if not self._peek():
                raise _parse_error(f"Unclosed start tag at byte offset {at}")
            return "".join(value)
        begin = self.position
        while self._peek().isascii() and (self._peek().isalnum() or self._peek() in {".", "-"}):
            self.position += 1
        if not self._peek():
            raise _parse_error(f"Unclosed start tag at byte offset {at}")
        if self._peek() != ">" and self._peek() not in _SPACE:
            raise _parse_error(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.markup[begin : self.position].lower()

    def _end_tag(self, begin: int) -> None:
        at = self._byte(begin)
        if not self.open:
            raise _parse_error(f"Unexpected end tag at byte offset {at}")
        self.position = begin + 2
        name = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise _parse_error(f"Unclosed end tag at byte offset {at}")
        self.position += 1
        tag = self.open[-1]
        if name and name != tag.name:
            raise _parse_error(f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", found "</{name}>"')
        self.open.pop()
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Tag) -> None:
        entity: Entity = {"offset": tag.offset, "length": self.offset - tag.offset, "type": _TYPES[tag.name]}
        if tag.name == "a":
            content = "".join(self.parts[tag.start :])
            link = _link_entity(tag.argument or content)
            if link is None:
                return
            entity |= link
        elif tag.name == "tg-emoji":
            if not tag.argument.isdecimal() or int(tag.argument) == 0:
                raise _parse_error("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.argument
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name in {"pre", "code"}:
            self._close_code(tag, entity)
            return
        self.entities.append(entity)

    def _close_code(self, tag: _Tag, entity: Entity) -> None:
        """`<pre><code class="language-x">` is one entity that knows its language."""
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and inner["offset"] == entity["offset"] and inner["length"] == entity["length"]
        if inner is not None and same and tag.name == "pre" and inner.get("_language"):
            inner["type"] = "pre"
        elif inner is not None and same and tag.name == "code" and inner["type"] == "pre" and tag.argument:
            inner["_language"] = tag.argument
        else:
            if tag.name == "code" and tag.argument:
                entity["_language"] = tag.argument
            self.entities.append(entity)


def _argument(tag: str, value: str, before: str) -> str:
    """What of an attribute's value the entity needs."""
    if tag == "code":
        return value.removeprefix("language-") if value.startswith("language-") else before
    if tag == "span":
        return value.removeprefix("tg-") if value.startswith("tg-") else before
    if tag == "blockquote":
        return "1"
    return value


_HOST = re.compile(
    r"^(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>[^/?#\s]+\.[^/?#\s.]{2,}|localhost)(?P<rest>[/?#:].*)?$", re.I
)


def _link_entity(url: str) -> Entity | None:
    """What an `<a>` becomes: a mention of a user by id, a link, or nothing when the address is no address."""
    mention = re.fullmatch(r"tg://user/?\?id=(\d+)", url)
    if mention:
        return {"type": "text_mention", "_user_id": int(mention.group(1))}
    address = link_address(url)
    return {"url": address} if address else None


def link_address(url: str) -> str | None:
    """The address of a link as Telegram keeps it, None when it is no address."""
    if url.startswith(("tg://", "tg:", "mailto:", "tel:")):
        return url
    match = _HOST.match(url)
    if match is None or (match["scheme"] or "http").lower() not in {"http", "https", "ton", "tonsite"}:
        return None
    address = url if match["scheme"] else f"http://{url}"
    return address if match["rest"] else address + "/"


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """Text without tags, and its entities sorted; raises ApiError 400 as Telegram words it."""
    if "<" not in markup and "&" not in markup:
        return markup, []
    text, entities = _HtmlParser(markup).run()
    try:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise _parse_error(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from None
    for entity in entities:
        language = entity.pop("_language", None)
        if language and entity["type"] == "pre":
            entity["language"] = language
    return text, sort_entities(entities)
