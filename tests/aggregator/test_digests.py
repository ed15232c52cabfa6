"""An officer's Monday message, as people read it."""

# ruff: noqa: E501 - messages stand as they are sent

from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from aggregator.digests import TIPS, DigestFacts, tip, write
from aggregator.representativeness import Doubt, Response
from data.clock import week_shift
from data.digests import fits_caption
from data.scores import Published
from data.texts import texts
from tests.aggregator.disturbed import TROUBLES, broken

WEEK = "2026-W47"
ID, EN = texts("id"), texts("en")
LONG_NAME = "Drs. H. Tubagus Muhammad Fahrudin Wirasasmita Kusumaningrat bin Abdurrahman, S.Sos., M.Si."
RESPONSE = Response(75, 95)


def facts(
    points: int,
    change: str | None,
    state: str = "official",
    name: str = "Eni Nuraeni",
    released: str = WEEK,
    response: Response | None = RESPONSE,
    standing: str | None = None,
) -> DigestFacts:
    """An officer with a score."""
    ends = points - 5, points + 5
    published = Published(state, None, 0, points, *ends, 0.75, "50–99", released, change, standing=standing)
    return DigestFacts(name, WEEK, published, floor=10, response=response)


def without(reason: str, missing: int = 0, name: str = "Rohmat") -> DigestFacts:
    """An officer without a score."""
    return DigestFacts(name, WEEK, Published("none", reason, missing), floor=10)


SITUATIONS = {
    "up": facts(86, "up"),
    "up, provisional": facts(86, "up", state="provisional"),
    "stable": facts(85, "same"),
    "stable, provisional, figure of an earlier week": facts(
        85, "same", state="provisional", released="2026-W45", response=None
    ),
    "down": facts(74, "down"),
    "too early to say": facts(88, None, state="provisional"),
    "perhaps not representative": facts(85, "same", response=Response(80, 90, [Doubt.WEEK, Doubt.SERVICE])),
    "to be praised": facts(96, "same", standing="above"),
    "to be helped": facts(74, "down", standing="below"),
    "no ratings": without("no_ratings"),
    "too few raters": without("too_few", missing=4),
}
INDONESIAN = snapshot(
    {
        "up": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Usaha Anda mulai terlihat oleh warga. Terima kasih sudah tekun.

<b>Skor Suara (indikatif): 86</b>, kisaran 81–91, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>naik</b>.

<b>Satu hal untuk dicoba minggu ini</b>
Ingat satu kebiasaan baru dari minggu-minggu terakhir, lalu tulis. Itulah yang perlu Anda jaga.\
""",
        "up, provisional": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Usaha Anda mulai terlihat oleh warga. Terima kasih sudah tekun.

<b>Skor Suara (indikatif): 86</b>, kisaran 81–91, dari 50–99 penilaian. Angka ini masih sementara.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>naik</b>.

<b>Satu hal untuk dicoba minggu ini</b>
Ingat satu kebiasaan baru dari minggu-minggu terakhir, lalu tulis. Itulah yang perlu Anda jaga.\
""",
        "stable": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 85</b>, kisaran 80–90, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>stabil</b>: belum ada bukti cukup bahwa ada yang berubah.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "stable, provisional, figure of an earlier week": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 85</b>, kisaran 80–90, dari 50–99 penilaian. Angka ini masih sementara.
Angkanya masih dari minggu 2–8 November 2026: penilaian baru belum cukup untuk memperbaruinya.
Dibandingkan awal grafik, skor Anda <b>stabil</b>: belum ada bukti cukup bahwa ada yang berubah.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "down": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 74</b>, kisaran 69–79, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>turun</b>. Penyebabnya bisa juga antrean atau gangguan sistem, bukan hanya cara melayani.

<b>Satu hal untuk dicoba minggu ini</b>
Catat hari ketika sistem, blangko, atau alat terganggu, lalu sampaikan kepada atasan. Itu bukan kesalahan Anda.\
""",
        "too early to say": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 88</b>, kisaran 83–93, dari 50–99 penilaian. Angka ini masih sementara.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Naik atau turunnya baru dapat dibaca setelah beberapa minggu.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "perhaps not representative": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 85</b>, kisaran 80–90, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 80–90.
<b>Mungkin tidak mewakili:</b> lebih dari 30% dari satu minggu; lebih dari 80% dari satu layanan.
Dibandingkan awal grafik, skor Anda <b>stabil</b>: belum ada bukti cukup bahwa ada yang berubah.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "to be praised": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Pada umumnya warga menilai pelayanan Anda baik atau sangat baik. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 96</b>, kisaran 91–101, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>stabil</b>: belum ada bukti cukup bahwa ada yang berubah.
Skor Anda <b>jelas di atas rata-rata umum</b>. Atasan Anda diminta menyampaikan apresiasi. /rincian

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "to be helped": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 74</b>, kisaran 69–79, dari 50–99 penilaian.
Bagian kunjungan yang dinilai belum diketahui. Andai warga yang tidak puas menilai dua kali lebih sering atau lebih jarang: 75–95.
Dibandingkan awal grafik, skor Anda <b>turun</b>. Penyebabnya bisa juga antrean atau gangguan sistem, bukan hanya cara melayani.
Skor Anda <b>jelas di bawah rata-rata umum</b>. Atasan Anda diminta membantu; ini bukan hukuman, dan Anda boleh berkeberatan. /rincian

<b>Satu hal untuk dicoba minggu ini</b>
Catat hari ketika sistem, blangko, atau alat terganggu, lalu sampaikan kepada atasan. Itu bukan kesalahan Anda.\
""",
        "no ratings": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Rohmat.

Terima kasih atas pelayanan Anda bagi warga.

<b>Skor Suara (indikatif): belum ada</b>
Belum ada penilaian untuk Anda. Skor baru dihitung dari sedikitnya 10 orang, supaya adil bagi Anda dan tidak ada warga yang dapat dikenali.
Yang membantu: poster QR mudah terlihat di loket, dan warga tahu bahwa mereka boleh menilai sendiri sesudah dilayani.

<b>Satu hal untuk dicoba minggu ini</b>
Pindahkan poster QR ke tempat yang langsung terlihat saat warga duduk di depan loket.\
""",
        "too few raters": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Rohmat.

Terima kasih atas pelayanan Anda bagi warga.

<b>Skor Suara (indikatif): belum ada</b>
Penilainya belum cukup: <b>kurang 4 orang lagi</b>. Skor baru dihitung dari sedikitnya 10 orang, supaya adil bagi Anda dan tidak ada warga yang dapat dikenali.
Yang membantu: poster QR mudah terlihat di loket, dan warga tahu bahwa mereka boleh menilai sendiri sesudah dilayani.

<b>Satu hal untuk dicoba minggu ini</b>
Pindahkan poster QR ke tempat yang langsung terlihat saat warga duduk di depan loket.\
""",
    }
)
ENGLISH = snapshot(
    {
        "up": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Citizens are beginning to notice your effort. Thank you for keeping at it.

<b>Suara score (indicative): 86</b>, range 81–91, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score went <b>up</b>.

<b>One thing to try this week</b>
Think of one new habit of the last weeks and write it down. That is what to keep.\
""",
        "up, provisional": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Citizens are beginning to notice your effort. Thank you for keeping at it.

<b>Suara score (indicative): 86</b>, range 81–91, from 50–99 ratings. It is still provisional.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score went <b>up</b>.

<b>One thing to try this week</b>
Think of one new habit of the last weeks and write it down. That is what to keep.\
""",
        "stable": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

On the whole, citizens rate your service good or very good. Thank you for your service.

<b>Suara score (indicative): 85</b>, range 80–90, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score is <b>stable</b>: there is not enough evidence of a change.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "stable, provisional, figure of an earlier week": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

On the whole, citizens rate your service good or very good. Thank you for your service.

<b>Suara score (indicative): 85</b>, range 80–90, from 50–99 ratings. It is still provisional.
The figure is still that of 2–8 November 2026: there are not enough new ratings yet to renew it.
Compared with where the chart begins, your score is <b>stable</b>: there is not enough evidence of a change.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "down": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 74</b>, range 69–79, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score went <b>down</b>. Queues or system failures can be the cause too, not only the way of serving.

<b>One thing to try this week</b>
Note the days when the system, forms or devices failed, and tell your superior. That is not your fault.\
""",
        "too early to say": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

On the whole, citizens rate your service good or very good. Thank you for your service.

<b>Suara score (indicative): 88</b>, range 83–93, from 50–99 ratings. It is still provisional.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Whether it goes up or down can be read only after some weeks.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "perhaps not representative": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

On the whole, citizens rate your service good or very good. Thank you for your service.

<b>Suara score (indicative): 85</b>, range 80–90, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 80–90.
<b>May not be representative:</b> over 30% are of one week; over 80% are of one service.
Compared with where the chart begins, your score is <b>stable</b>: there is not enough evidence of a change.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "to be praised": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

On the whole, citizens rate your service good or very good. Thank you for your service.

<b>Suara score (indicative): 96</b>, range 91–101, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score is <b>stable</b>: there is not enough evidence of a change.
Your score is <b>clearly above the overall mean</b>. Your superior is asked to say thank you. /rincian

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "to be helped": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 74</b>, range 69–79, from 50–99 ratings.
What share of visits was rated is unknown. If dissatisfied people were twice as likely to rate, or half: 75–95.
Compared with where the chart begins, your score went <b>down</b>. Queues or system failures can be the cause too, not only the way of serving.
Your score is <b>clearly below the overall mean</b>. Your superior is asked to help; it is no punishment, and you may object. /rincian

<b>One thing to try this week</b>
Note the days when the system, forms or devices failed, and tell your superior. That is not your fault.\
""",
        "no ratings": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Rohmat.

Thank you for serving citizens.

<b>Suara score (indicative): none yet</b>
Nobody has rated you yet. A score takes at least 10 people, so that it is fair to you and no citizen can be recognised.
What helps: a QR poster that is easy to see at the desk, and citizens who know that they may rate by themselves after being served.

<b>One thing to try this week</b>
Move the QR poster to where citizens see it at once when they sit down at the desk.\
""",
        "too few raters": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Rohmat.

Thank you for serving citizens.

<b>Suara score (indicative): none yet</b>
There are not enough raters yet: <b>4 more people are needed</b>. A score takes at least 10 people, so that it is fair to you and no citizen can be recognised.
What helps: a QR poster that is easy to see at the desk, and citizens who know that they may rate by themselves after being served.

<b>One thing to try this week</b>
Move the QR poster to where citizens see it at once when they sit down at the desk.\
""",
    }
)


def test_every_situation_in_indonesian() -> None:
    assert {situation: write(told, ID) for situation, told in SITUATIONS.items()} == INDONESIAN


def test_every_situation_in_english() -> None:
    assert {situation: write(told, EN) for situation, told in SITUATIONS.items()} == ENGLISH


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_message_fits_a_caption_with_a_very_long_name_and_the_longest_tip(situation: str, language: str) -> None:
    told = SITUATIONS[situation]
    for weeks, name in product(range(12), (LONG_NAME, LONG_NAME * 10)):
        week = week_shift(WEEK, weeks)
        message = write(replace(told, name=name, week=week), texts(language))
        assert fits_caption(message)
        assert (name in message) == (name == LONG_NAME)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text("<&b/>", max_size=400))
def test_a_name_cannot_break_the_message(name: str) -> None:
    tags = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.add(tag)

    message = write(facts(85, "same", name=name), ID)
    Reader().feed(message)
    assert tags <= {"b"}
    assert fits_caption(message)


def test_what_broke_down_where_the_officer_was_on_duty_is_told_with_the_week() -> None:
    told = replace(SITUATIONS["down"], disturbances=TROUBLES)
    assert write(told, ID).split("\n\n")[4] == snapshot(
        "<b>Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa, Kamis); Antrean, Loket 1 (Rabu). Penilaian yang menyebutnya tidak dihitung pada Anda."
    )
    assert write(told, EN).split("\n\n")[4] == snapshot(
        "<b>What broke down that week:</b> System, Loket 1 (Tuesday, Thursday); Queue, Loket 1 (Wednesday). Ratings that name it do not count for you."
    )


def test_an_officer_who_was_sent_to_another_office_reads_which_one_each_desk_is_of() -> None:
    elsewhere = replace(SITUATIONS["up"], disturbances=[*TROUBLES[:1], broken("sistem", "2026-11-17", office=3)])
    assert "Sistem, Loket 1 Kelurahan 2 (Selasa); Sistem, Loket 1 Kelurahan 3 (Selasa)." in write(elsewhere, ID)


def test_of_many_disturbances_the_first_are_told_and_the_others_counted() -> None:
    many = [broken("sistem", "2026-11-17", desk=f"Loket {number}") for number in range(1, 40)]
    message = write(replace(SITUATIONS["up"], disturbances=many), ID)
    assert "Loket 12 (Selasa); 27 lainnya." in message
    assert fits_caption(message)
    message = write(replace(SITUATIONS["perhaps not representative"], disturbances=many), ID)
    assert "Loket 6 (Selasa); 33 lainnya." in message
    assert fits_caption(message)
    longer = [broken("sistem", "2026-11-17", desk="Loket pelayanan kependudukan " * 2 + str(i)) for i in range(39)]
    message = write(replace(SITUATIONS["up"], disturbances=longer), ID)
    assert "; 36 lainnya." in message
    assert fits_caption(message)


def test_disturbances_are_left_out_before_a_name_is_cut() -> None:
    many = [broken("sistem", "2026-11-17", desk="Loket pelayanan kependudukan " * 9 + str(i)) for i in range(9)]
    message = write(replace(SITUATIONS["up"], disturbances=many), ID)
    assert message == write(SITUATIONS["up"], ID)


def test_a_desks_name_cannot_break_the_message() -> None:
    message = write(replace(SITUATIONS["up"], disturbances=[broken("alat", "2026-11-17", desk="<b>&")]), ID)
    assert "Alat, &lt;b&gt;&amp; (Selasa)" in message


@pytest.mark.parametrize(("language", "words"), [("id", "ini bukan hukuman"), ("en", "it is no punishment")])
def test_whoever_is_on_a_list_reads_it_however_long_the_message_gets(language: str, words: str) -> None:
    longest = SITUATIONS["perhaps not representative"]
    longest = replace(longest, published=replace(longest.published, standing="below"))
    for weeks, name in product(range(12), ("Eni Nuraeni", LONG_NAME, LONG_NAME * 10)):
        message = write(replace(longest, name=name, week=week_shift(WEEK, weeks)), texts(language))
        assert fits_caption(message)
        assert words in message


def test_nobody_else_reads_of_a_list() -> None:
    for told in SITUATIONS.values():
        assert ("rata-rata umum" in write(told, ID)) is bool(told.published.standing)


def test_no_score_is_told_without_its_interval_and_number_of_ratings() -> None:
    for situation, told in SITUATIONS.items():
        message = write(told, ID)
        if told.published.points is None:
            assert "belum ada" in message, situation
        else:
            low, high = told.published.low, told.published.high
            assert f"{told.published.points}</b>, kisaran {low}–{high}, dari 50–99 penilaian" in message


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("situation", TIPS)
def test_no_tip_comes_again_within_eight_weeks(situation: str, language: str) -> None:
    told = [tip(week_shift(WEEK, i), situation, texts(language)) for i in range(60)]
    assert all(told[i] not in told[i + 1 : i + 9] for i in range(51))
    assert len(set(told)) == TIPS[situation]


@pytest.mark.parametrize("language", ["id", "en"])
def test_tips_are_short_and_every_one_differs(language: str) -> None:
    every = [texts(language)(f"tip-{name}-{i + 1}") for name, count in TIPS.items() for i in range(count)]
    assert len(set(every)) == len(every) == sum(TIPS.values())
    assert all(len(each) <= 140 and each[-1] in ".?”" for each in every)
    for name, count in TIPS.items():
        with pytest.raises(LookupError):
            texts(language)(f"tip-{name}-{count + 1}")


@pytest.mark.parametrize(
    ("change", "situation"), [("up", "rising"), ("same", "steady"), ("down", "falling"), (None, "steady")]
)
def test_the_tip_goes_by_the_change_that_was_published(change: str | None, situation: str) -> None:
    assert tip(WEEK, situation, ID) in write(facts(80, change), ID)


def test_only_evidence_makes_a_score_go_up_or_down() -> None:
    words = {"<b>naik</b>": "up", "<b>turun</b>": "down", "<b>stabil</b>": "same", "setelah beberapa minggu": None}
    for change in words.values():
        message = write(facts(80, change), ID)
        assert [word for word in words if word in message] == [word for word, of in words.items() if of == change]


def test_who_did_not_rate_is_told_beside_the_range_and_doubts_with_their_reason() -> None:
    message = write(facts(85, "same", response=Response(75, 90)), ID)
    assert "lebih jarang: 75–90." in message
    assert "belum diketahui" in message
    assert "tidak mewakili" not in message
    assert "belum diketahui" not in write(facts(85, "same", response=None), ID)
    for doubt, words in ((Doubt.WEEK, "30% dari satu minggu"), (Doubt.SERVICE, "80% dari satu layanan")):
        message = write(facts(85, "same", response=Response(75, 90, [doubt])), ID)
        assert f"<b>Mungkin tidak mewakili:</b> lebih dari {words}" in message
