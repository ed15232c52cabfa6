"""Names as offices write them: ``Drs. H. Nama Contoh, S.Sos., M.Si.``.

Degrees and titles stand before the name, further degrees after the first comma. Titles that are words of their own
(Mas, Entol, Ratu) stay with the name, because they are first names as well.
"""

import re
from dataclasses import dataclass

_TITLE = re.compile(
    r"(?:K\.\s?H|KH|Hj|H|Drs|Dra|drh|drg|Dr|Ir|Prof|Tb|Rt|Apt|Ns)(?:\.\s*|\s+)(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """A name in its three parts."""

    before: str
    bare: str
    after: str


def parse(text: str) -> Name:
    """Take a name apart; the parts joined again are the name as it was written, but for spaces."""
    front, _, after = " ".join(text.split()).partition(",")
    start = 0
    while title := _TITLE.match(front, start):
        start = title.end()
    before = re.sub(r"\.(?=\w)", ". ", front[:start].strip())
    return Name(before.replace("K. H.", "K.H."), front[start:].strip(), after.strip(" ,"))
