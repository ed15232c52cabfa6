"""Topics: what stood out on a visit, one tap each, beside the face.

Each belongs to one of the nine unsur of the official survey (PermenPANRB 14/2017) and says whom or what it concerns,
so that an officer never pays for a broken machine.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

About = Literal["person", "procedure", "place", "cause"]
"""``cause``: something broke down; with it the rating is not the officer's."""


@dataclass(frozen=True)
class Topic:
    """A topic; its words are the text ``topic-<key>``."""

    key: str
    unsur: str
    about: About
    good: bool
    """Offered with faces 3 and 4; the others with 1 and 2."""


TOPICS = (
    Topic("ramah", "perilaku", "person", True),
    Topic("cepat", "waktu", "procedure", True),
    Topic("jelas", "kompetensi", "person", True),
    Topic("tuntas", "produk", "procedure", True),
    Topic("jujur", "biaya", "procedure", True),
    Topic("nyaman", "sarana", "place", True),
    Topic("kurang-ramah", "perilaku", "person", False),
    Topic("lambat", "waktu", "procedure", False),
    Topic("kurang-jelas", "kompetensi", "person", False),
    Topic("belum-tuntas", "produk", "procedure", False),
    Topic("berbelit", "prosedur", "procedure", False),
    Topic("syarat-sulit", "persyaratan", "procedure", False),
    Topic("diminta-uang", "biaya", "procedure", False),
    Topic("kurang-nyaman", "sarana", "place", False),
    Topic("sistem", "sarana", "cause", False),
    Topic("blangko", "produk", "cause", False),
    Topic("alat", "sarana", "cause", False),
    Topic("antrean", "waktu", "cause", False),
)

ICONS: dict[About, str] = {"person": "👤", "procedure": "📋", "place": "🏢", "cause": "⚙"}
"""What stands before a topic's words, so that everybody sees whom or what it concerns."""

CAUSES = tuple(topic.key for topic in TOPICS if topic.about == "cause")

BY_KEY = {topic.key: topic for topic in TOPICS}


def offered(face: int) -> list[Topic]:
    """Return the topics that fit a face."""
    return [topic for topic in TOPICS if topic.good == (face >= 3)]


def excuses(keys: Collection[str]) -> bool:
    """Whether one of the topics says that it was not the officer's fault."""
    return any(BY_KEY[key].about == "cause" for key in keys)
