"""The official survey, word for word."""

import pytest

from data import skm
from data.texts import texts

OFFICIAL = {
    "persyaratan": (
        "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "prosedur": (
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    ),
    "waktu": (
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    ),
    "biaya": (
        "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    "produk": (
        "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar "
        "pelayanan dengan hasil yang diberikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    "kompetensi": (
        "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
    ),
    "perilaku": (
        "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
        (
            "Tidak sopan dan ramah",
            "Kurang sopan dan ramah",
            "Sopan dan ramah",
            "Sangat sopan dan ramah",
        ),
    ),
    "sarana": (
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat Baik"),
    ),
    "pengaduan": (
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
    ),
}
"""PermenPANRB 14/2017, the questionnaire of the annex."""


def test_the_nine_stand_in_the_questionnaire_s_order() -> None:
    assert list(OFFICIAL) == list(skm.UNSUR)


@pytest.mark.parametrize("unsur", OFFICIAL)
def test_the_wording_is_the_official_one(unsur: str) -> None:
    say = texts("id")
    question, options = OFFICIAL[unsur]
    assert say(f"survey-{unsur}") == question
    assert tuple(say(f"survey-{unsur}-{option}") for option in skm.OPTIONS) == options


def test_every_part_of_the_profile_has_its_words() -> None:
    for language in ("id", "en"):
        say = texts(language)
        for part, choices in skm.PROFILE.items():
            labels = [say(f"survey-{part}-{choice}") for choice in choices]
            assert say(f"survey-{part}").endswith("?")
            assert len(set(labels)) == len(choices)
