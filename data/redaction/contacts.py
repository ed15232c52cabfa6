"""E-mail addresses, links to and accounts of social media."""

import re
from collections.abc import Iterator
from functools import cache

from data.redaction.fold import Folded
from data.redaction.words import known

Span = tuple[int, int, str]

# Every repetition is bounded, so that a hostile text costs no more than its length.
_MAIL = re.compile(
    r"(?<![\w.+-])[\w][\w.+-]{0,63} {0,1}(?:@|\(at\)|\[at\]) {0,1}"
    r"(?=[\w.-]{0,64}[a-z])[a-z][\w-]{0,62}(?: ?(?:[.,]|\(dot\)) ?(?:com|net|org|co|id|go|ac|or|sch|web|my|info|me)\b"
    r"|\.[\w-]{1,20}){0,4}"
)
_HANDLE = re.compile(r"(?<![\w.])@(?=[\w.]{0,31}[a-z])[\w][\w.]{1,31}")
_TAIL = r"(?:/[^\s\ue000]{0,200})"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = known()
    providers = "|".join(sorted(words["mail_providers"], key=len, reverse=True))
    sites = "|".join(
        re.escape(site).replace(r"\.", r" ?\. ?") for site in sorted(words["social_sites"], key=len, reverse=True)
    )
    social = "|".join(sorted(words["social_words"], key=len, reverse=True))
    spoken = re.compile(
        rf"(?<![\w.+-])(?P<name>[\w][\w.+-]{{0,63}})(?P<at> ?(?:@|\(at\)|\bat\b|\bet\b|\ba keong\b|\bkeong\b) ?| )"
        rf"(?:{providers}) ?(?:\.|,|\(dot\)|\bdot\b|\btitik\b)? ?(?:com|co ?(?:\.|dot|titik) ?id|net|id)\b"
    )
    links = re.compile(rf"(?<![\w.-])(?:https?://)?(?:www\.|m\.)?(?:{sites}) ?{_TAIL}")
    accounts = re.compile(
        rf"(?<![\w@])(?:{social})(?:nya|ku)?(?P<own> (?:saya|sy|sya|aku|ku|gw|nya|dia|id|akun))?(?P<colon> ?[:=] ?| )"
        r"(?P<name>[a-z0-9][\w.]{2,31})(?![\w@])"
    )
    return spoken, links, accounts


def find(folded: Folded) -> Iterator[Span]:
    """Spans of e-mail addresses, links and accounts."""
    for found in _patterns()[1].finditer(folded.lower):
        yield found.start(), found.end(), "akun"
    yield from _mails(folded.lower)
    yield from _accounts(folded.lower)


def _mails(text: str) -> Iterator[Span]:
    if "@" in text or "(at)" in text or "[at]" in text:
        for found in _MAIL.finditer(text):
            # "2@5rb", "3 @ kantor": a price each, a place.
            spaced = " @" in found.group() or "@ " in found.group()
            if not (spaced and "." not in found.group()):
                yield found.start(), found.end(), "email"
    for found in _patterns()[0].finditer(text):
        before = text[max(0, found.start() - 16) : found.start()]
        if found["at"].strip() or re.search(r"[\d._]", found["name"]) or "mail" in before:
            yield found.start(), found.end(), "email"


def _accounts(text: str) -> Iterator[Span]:
    official = tuple(known()["official_handles"])
    for found in _HANDLE.finditer(text):
        if not found.group()[1:].startswith(official):
            yield found.start(), found.end(), "akun"
    for found in _patterns()[2].finditer(text):
        name = found["name"].rstrip(".")
        if name.isdigit() or name.startswith(official) or name.endswith((".com", ".id", ".co")):
            continue
        marked = re.search(r"[a-z][._]?\d|_|[a-z]\.[a-z]", name) is not None
        if (marked or (found["own"] and found["colon"].strip())) and name not in known()["not_names"]:
            yield found.start("name"), found.start("name") + len(name), "akun"
