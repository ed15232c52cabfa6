"""Words of threats, danger and money that was asked for: as people type them, and what only looks like them."""

from pathlib import Path

import pytest

from data.concerns import DOORS, OUR_WORDS, ConcernsError, load

HITS = [
    ("pungli", "Ada pungli di loket 1"),
    ("pungli", "PUNGLIIII!!!"),
    ("pungli", "p.u.n.g.l.i"),
    ("pungli", "p u n g l i di sini"),
    ("pungli", "pungl1 terus"),
    ("pungli", "punglinya parah"),
    ("pungli", "su4p petugasnya"),
    ("pungli", "diminta uang rokok 20rb"),
    ("pungli", "uang   ROKOK buat bapaknya"),
    ("pungli", "uang-rokok"),
    ("pungli", "saya diminta Rp 50.000 sama bapaknya"),
    ("pungli", "diminta 50rb biar cepet"),
    ("pungli", "mintanya 50 ribu, saya kasih"),
    ("pungli", "petugas mintaaa duiiit"),
    ("pungli", "dimintain duit buat admin"),
    ("pungli", "diminta lagi tambahan uang"),
    ("pungli", "kalo ga bayar ga diproses"),
    ("pungli", "disuruh bayar 100 ribu"),
    ("pungli", "bayar 100rb biar cepat"),
    ("pungli", "uang pelicin"),
    ("pungli", "salam tempel dulu"),
    ("pungli", "harus pakai amplop"),
    ("pungli", "ada calonya di parkiran"),
    ("pungli", "diminta seikhlasnya katanya"),
    ("pungli", "ujung2nya dipalak"),
    ("pungli", "KTP dipatok 150.000"),
    ("pungli", "dijaluki duit roko"),
    ("pungli", "saya dipenta artos ku petugas"),
    ("pungli", "tidak ada kuitansi, pungli!"),
    ("pungli", "bukan hanya pungli, juga lambat"),
    ("pungli", "Ramah tidak, pungli ada"),
    ("pungli", "tidak ramah dan minta uang"),
    ("pungli", "pungli gak ada habisnya"),
    ("pungli", "stop pungli di kelurahan ini"),
    ("pungli", "рungli"),  # with a Cyrillic letter
    ("ancaman", "saya diancam kalau lapor"),
    ("ancaman", "Diancem petugas"),
    ("ancaman", "ada 4ncaman lewat WA"),
    ("ancaman", "dipaksa tanda tangan kosong"),
    ("ancaman", "diancam dan diminta uang"),
    ("keselamatan", "saya dipukul"),
    ("keselamatan", "dilecehkan petugas"),
    ("keselamatan", "petugas pegang-pegang tangan saya"),
    ("keselamatan", "anak saya diraba"),
    ("keselamatan", "ada kekerasaaan di loket"),
    ("keselamatan", "saya digebugi nang kantor"),
    ("keselamatan", "didorong sampai jatuh"),
]

NO_HITS = [
    "tidak ada pungli",
    "tdk ada pungli",
    "tanpa pungutan apapun",
    "bebas pungli",
    "bebas dari pungli dan calo",
    "pungli tidak ada",
    "pungli nggak ada sama sekali di sini",
    "ga ada pungutan liar",
    "gak pernah diminta bayar",
    "tidak diminta uang sama sekali",
    "petugas tidak minta uang",
    "saya tidak pernah dimintai uang",
    "biaya gratis, tidak dipungut biaya",
    "petugas menolak amplop",
    "ora ana pungli",
    "laka pungutan",
    "teu aya pungli",
    "tidak ada calo dan pungli",
    "tidak ada ancaman apa pun",
    "petugas menyuapi anaknya",
    "ibu menyuapi anak di ruang tunggu",
    "saya minta maaf",
    "minta tolong dibantu",
    "diminta fotokopi KTP 2 lembar",
    "diminta 3 lembar fotokopi",
    "diminta datang tanggal 24 November 2026",
    "bayar PBB di sini mudah",
    "antre 2 jam",
    "pukul 08.00 belum buka",
    "kursi keras, panas",
    "keselamatan kerja diperhatikan",
    "petugas lambat sekali",
    "calon pengantin menunggu lama",
    "sampah di bawah meja",
    "",
    "!!!",
    "👍👍👍",
]


@pytest.mark.parametrize(("kind", "text"), HITS)
def test_a_concern_is_recognised(kind: str, text: str) -> None:
    assert load().recognise(text) == kind


@pytest.mark.parametrize("text", NO_HITS)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert load().recognise(text) is None


@pytest.mark.parametrize("text", ["diminta " * 5000, "tidak " * 5000 + "pungli", "a " * 5000, "1 000 " * 3000])
def test_a_hostile_text_is_read_in_no_time(text: str) -> None:
    import time

    start = time.monotonic()
    load().recognise(text[:4096])
    assert time.monotonic() - start < 1


def test_each_kind_has_its_doors() -> None:
    doors = load().doors
    assert doors["pungli"] == ("lapor", "ombudsman")
    assert doors["ancaman"][0] == doors["keselamatan"][0] == "darurat"
    assert {door for each in doors.values() for door in each} == set(DOORS)


def test_the_office_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "kata.toml"
    file.write_text(OUR_WORDS.read_text("utf-8").replace('"pungli", ', '"upeti", '), "utf-8")
    assert load(file).recognise("minta upeti") == "pungli"
    assert load(file).recognise("ada pungli") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"darurat", "lapor"]', '"polisi"]', "the door 'polisi' of [ancaman]", id="door"),
        pytest.param("[pungli]", "[pungly]", "[pungly] is unknown", id="section"),
        pytest.param('words = [\n  "kekerasan"', 'wrods = [\n  "kekerasan"', "[keselamatan] needs words", id="name"),
        pytest.param('"pungli", ', "5, ", "[pungli] needs words, a list of texts", id="number"),
        pytest.param("[negation]", "[negation", "not valid TOML", id="no-toml"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "kata.toml"
    words = OUR_WORDS.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), "utf-8")
    with pytest.raises(ConcernsError) as error:
        load(file)
    assert told in str(error.value)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConcernsError, match="cannot be read"):
        load(tmp_path / "kata.toml")
