"""Names: of relatives ("istri pak …", "anaknya bu …") and of the writer ("nama saya …", "a/n …"); never of officers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from data.redaction.fold import WALL, Folded
from data.redaction.words import known

Span = tuple[int, int, str]

_WORD = re.compile(rf"[^\W\d_]+(?:['’`][^\W\d_]+)?|\d+|{WALL}")
_ON_BEHALF = re.compile(r"(?<![^\W_])(?:a ?[/.] ?n ?[.:]?|an ?[.:]|atas ?nama|ats ?nama) {0,2}:? {0,2}(?=[^\W\d_])")
_SUFFIXES = ("nya", "nye", "na", "ne", "ku", "mu")
_AFFIXED = re.compile(
    r"(?:di|ter|ber|nge|ny|me|mem|men|meng|nge|ke|pe|pem|pen|peng)[a-z]{4,}|[a-z]{4,}(?:nya|kan|lah|kah|in|an)"
)
LONGEST = 5
"""Words of one name, at most."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as words; `telling`: whether a capital letter tells a name here (not where all or no words have one)."""

    folded: Folded
    words: list[tuple[int, int]]
    lower: list[str]
    telling: bool

    def plain(self, index: int) -> str:
        start, end = self.words[index]
        return self.folded.plain[start:end]

    def gap(self, index: int) -> str:
        """What stands between this word and the one before it."""
        return self.folded.plain[self.words[index - 1][1] : self.words[index][0]] if index else "\n"


def find(folded: Folded) -> Iterator[Span]:
    """Spans of names."""
    words = [found.span() for found in _WORD.finditer(folded.plain)]
    capitals = sum(folded.plain[start].isupper() for start, _ in words)
    page = _Page(
        folded,
        words,
        [folded.lower[start:end] for start, end in words],
        telling=len(words) < 4 or capitals * 3 <= len(words) * 2,
    )
    starts = {start: index for index, (start, _) in enumerate(words)}
    found = set(_behalves(page, starts)) | set(_relatives(page)) | set(_own(page))
    reached = 0
    for first, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if first >= reached:
            yield words[first][0], words[end - 1][1], "nama"
            reached = end


def _is_name(page: _Page, index: int, sure: bool) -> bool:
    """Whether a word is a name here; `sure`: a name must stand here, so any uncommon word is one."""
    word, known_words = page.lower[index], known()
    if word in known_words["not_names"] or word == WALL or word.isdigit():
        return False
    plain = page.plain(index)
    if word in known_words["names"]:
        return True
    if len(word) == 1:
        return plain.isupper() and page.telling
    if page.telling and plain[0].isupper() and (sure or not plain.isupper() or len(plain) == 1):
        return True
    return sure and len(word) > 2 and not _AFFIXED.fullmatch(word) and word not in known_words["family"]


def _name_end(page: _Page, index: int, sure: bool) -> int:
    """Where the name that begins at this word ends; `index` itself where none does."""
    end = index
    while end < len(page.words) and end - index < LONGEST:
        if end > index:
            gap = page.gap(end)
            if len(gap) > 2 or not set(gap) <= set(" .'-’`"):
                break
            if gap == ". " and len(page.lower[end - 1]) > 3:
                break
            if page.lower[end] in ("bin", "binti", "al") and end + 1 < len(page.words):
                end += 1
                continue
        # After the first, an uncommon lower-case word still belongs to a name that was announced, once.
        if not _is_name(page, end, sure and end - index < (2 if page.plain(end).islower() else LONGEST)):
            break
        end += 1
    return end


def _titles(page: _Page, index: int) -> tuple[int, bool]:
    """Skip "pak", "bu haji" …; whether one of them was more than "you"."""
    words, sure = known(), False
    while index < len(page.words) and page.lower[index] in words["titles"] and set(page.gap(index)) <= set(" ."):
        sure = sure or page.lower[index] not in words["titles_or_you"]
        index += 1
    return index, sure


def _behalves(page: _Page, starts: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The name after "a/n", "an.", "atas nama"."""
    for found in _ON_BEHALF.finditer(page.folded.lower):
        index = starts.get(found.end())
        about = page.lower[_before(page, found.start())] if page.words else ""
        if index is not None and about not in known()["officers"]:
            index, _ = _titles(page, index)
            if index < len(page.words) and (end := _name_end(page, index, sure=True)) > index:
                yield index, end
    for index, word in enumerate(page.lower[1:], 1):
        if page.lower[index - 1] == "an" and word in known()["names"]:
            yield index, _name_end(page, index, sure=False)


def _before(page: _Page, start: int) -> int:
    """The last word that ends before this place (the first one where none does)."""
    return max(0, bisect_right(page.words, start, key=lambda word: word[1]) - 1)


def _relatives(page: _Page) -> Iterator[tuple[int, int]]:
    """The names around a word for a relative."""
    words = known()
    nearest = -LONGEST * 2
    for index, word in enumerate(page.lower):
        if word in words["relative_named"] and index - nearest <= 8:
            after, _ = _titles(page, index + 1)
            if after < len(page.words) and (end := _name_end(page, after, sure=True)) > after:
                yield after, end
        if _is_kin(page, index):
            nearest = index
            yield from _of(page, index)


def _is_kin(page: _Page, index: int) -> bool:
    """Whether a word means a relative here; "ibu", "bapak" and the like do only when they are somebody's."""
    words, word = known(), page.lower[index]
    owned = (word.removesuffix(end) for end in _SUFFIXES if word.endswith(end) and len(word) > len(end) + 2)
    stem = next(owned, word)
    if not words["family_or_address"].intersection((stem, word)):
        return bool(words["family"].intersection((stem, word)))
    if stem != word and stem in words["family_or_address"]:
        return True
    following = page.lower[index + 1] if index + 1 < len(page.words) else ""
    if stem in words["family"] and following in words["titles"] - words["titles_or_you"]:
        return True
    return following in words["self"] or following in ("dari", "dr", "nya", "kandung", "mertua", "tiri", "ipar")


def _of(page: _Page, kin: int) -> Iterator[tuple[int, int]]:
    words = known()
    index = kin + 1
    while (
        index < len(page.words)
        and index - kin <= 5
        and page.lower[index] in words["family_links"]
        and set(page.gap(index)) <= set(" :(-.")
    ):
        index += 1
    linked = page.lower[index - 1] in words["relative_named"]
    index, titled = _titles(page, index)
    if index >= len(page.words) or not set(page.gap(index)) <= set(" :(.-"):
        return
    end = _name_end(page, index, sure=titled or linked)
    if end == index:
        if page.lower[index] in words["officers"]:
            yield from _apposition(page, index + 1, closed=False)
        return
    yield index, end
    yield from _apposition(page, end, closed=True)
    # "istri pak …, Siti Aminah," and "Siti Aminah, istri pak …".
    if end < len(page.words) and page.gap(end).strip() in (",", "(", ":", "-") and page.lower[end] in words["names"]:
        yield end, _name_end(page, end, sure=False)
    first = kin
    while (
        first
        and kin - first < LONGEST
        and _is_name(page, first - 1, sure=False)
        and page.gap(first).strip() in ("", ",", "(", ".")
    ):
        first -= 1
    if first < kin and set(page.gap(kin)) <= set(" ,("):
        yield first, kin


def _apposition(page: _Page, index: int, closed: bool) -> Iterator[tuple[int, int]]:
    """ ", bu Siti," after "istri pak …"; `closed`: only with a comma or the text's end behind it."""
    if index >= len(page.words) or page.lower[index] not in known()["titles"] or set(page.gap(index)) - set(" ,(-"):
        return
    after, _ = _titles(page, index + 1)
    if after >= len(page.words) or (end := _name_end(page, after, sure=True)) == after:
        return
    if not closed or end == len(page.words) or page.gap(end).strip() in (",", ")", "."):
        yield after, end


def _own(page: _Page) -> Iterator[tuple[int, int]]:
    """The writer's own name."""
    words = known()
    for index, word in enumerate(page.lower):
        if word in words["own_name"]:
            start, sure = _after_nama(page, index)
            if start is not None and _follows(page, start):
                # "nama saya keselip": an unknown small word is a name only where the sentence goes on as after one.
                unknown = (
                    sure
                    and page.plain(start).islower()
                    and page.lower[start] not in words["names"]
                    and ":" not in page.gap(start)
                )
                yield from _introduced(page, start, sure, loose=not unknown)
        elif word in words["self"] and index + 1 < len(page.words) and _follows(page, index + 1):
            yield from _introduced(page, index + 1, sure=index > 0 and page.lower[index - 1] in words["presents"])
        elif (
            word in ("dengan", "dgn", "dg")
            and 0 < index <= 3
            and page.lower[index - 1] in ("ini", "ni")
            and index + 1 < len(page.words)
        ):
            yield from _introduced(page, index + 1, sure=False)
        elif word in words["signs"]:
            yield from _signed(page, index + 1)
        elif word == WALL and index + 1 < len(page.words) and page.gap(index + 1).strip() in ("(", "a/n"):
            # A number and whose it is.
            yield from _introduced(page, index + 1, sure=False)


def _follows(page: _Page, index: int) -> bool:
    return index < len(page.words) and len(page.gap(index)) <= 4 and not set(page.gap(index)) & set(".!?;")


def _introduced(page: _Page, start: int, sure: bool, loose: bool = True) -> Iterator[tuple[int, int]]:
    """The name at this word, where a name must stand or where the sentence goes on as after an introduction."""
    words = known()
    index, _ = _titles(page, start)
    if index >= len(page.words) or (end := _name_end(page, index, sure)) == index:
        return
    going_on = (
        end == len(page.words)
        or page.lower[end] in words["goes_on"]
        or page.gap(end).strip()[:1] in (",", "(", "/", "-")
    )
    plain_title = all(title in words["titles_of_faith"] for title in page.lower[start:index])
    named = plain_title and (end - index > 1 or index > start or page.lower[index] in words["names"])
    if (sure and loose) or named or going_on:
        yield index, end


def _signed(page: _Page, index: int) -> Iterator[tuple[int, int]]:
    """The name under a comment: "hormat saya, …", "ttd …", at the end or after a comma or a new line."""
    words = known()
    if index < len(page.words) and page.lower[index] in ("saya", "kami", "hormat", "sy"):
        index += 1
    if index >= len(page.words):
        return
    apart = bool(set(page.gap(index)) & set(",:\n"))
    index, _ = _titles(page, index)
    if (
        index < len(page.words)
        and (end := _name_end(page, index, sure=False)) > index
        and (end == len(page.words) or (apart and page.lower[index] in words["names"]))
    ):
        yield index, end


def _after_nama(page: _Page, index: int) -> tuple[int | None, bool]:
    """Where a name would begin after "nama", and whether one must: "nama saya", "nama:", not "nama petugas"."""
    words = known()
    start, owned = index + 1, page.lower[index] in ("namaku", "jenengku")
    while (
        start < len(page.words)
        and start - index <= 4
        and page.lower[start] in words["own_links"]
        and ":" not in page.gap(start)
    ):
        owned = (
            owned
            or page.lower[start] in words["self"]
            or page.lower[start]
            in ("lengkap", "pelapor", "pemohon", "pengadu", "anak", "istri", "suami", "pasien", "is")
        )
        start += 1
    colon = start < len(page.words) and ":" in page.gap(start)
    before = page.lower[index - 1] if index else ""
    with_name = before in ("dengan", "dgn", "dg") and start == index + 1
    if owned or colon:
        return start, True
    return (start, False) if with_name else (None, False)
