"""The Monday messages, as people read them."""

# ruff: noqa: E501 - messages stand as they are sent

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from aggregator.charts import TeamDot, WeekPoint
from aggregator.digests import (
    TIPS,
    DigestFacts,
    Direction,
    TeamFacts,
    TeamMember,
    Trend,
    tip,
    trend,
    write,
    write_team,
)
from data.clock import week_shift
from data.digests import fits_caption
from data.disturbances import Disturbance
from data.scores import Published
from data.texts import texts

WEEK = "2026-W47"
ID, EN = texts("id"), texts("en")
LONG_NAME = "Drs. H. Tubagus Muhammad Fahrudin Wirasasmita Kusumaningrat bin Abdurrahman, S.Sos., M.Si."


def history(*scores: int | None, half: int = 5) -> list[WeekPoint]:
    """Weeks that end with the one told of."""
    return [
        WeekPoint(week, None, None, None, "")
        if score is None
        else WeekPoint(week, score, score - half, min(score + half, 100), "50–99")
        for week, score in ((week_shift(WEEK, i + 1 - len(scores)), score) for i, score in enumerate(scores))
    ]


def facts(
    *scores: int | None,
    half: int = 5,
    state: str = "official",
    name: str = "Eni Nuraeni",
    faces: Mapping[int, int] | None = None,
    released: str = WEEK,
) -> DigestFacts:
    """An officer with a score in the last of these weeks."""
    weeks = history(*scores, half=half)
    last = scores[-1]
    assert last is not None
    published = Published(
        state,
        points=last,
        low=last - half,
        high=min(last + half, 100),
        reliability=0.75,
        n_band="50–99",
        released_week=released,
    )
    return DigestFacts(name, WEEK, published, weeks, floor=10, faces=faces)


def without(reason: str, missing: int = 0, name: str = "Rohmat") -> DigestFacts:
    """An officer without a score."""
    return DigestFacts(name, WEEK, Published("none", reason, missing), history(*[None] * 12), floor=10)


RISING = (74, 75, 76, 78, 79, 80, 82, 83, 84, 85, 86, 86)
FALLING = tuple(reversed(RISING))
STEADY = (84, 85, 84, 84, 86, 85, 84, 85, 85, 84, 85, 85)
SITUATIONS = {
    "up": facts(*RISING, faces={1: 5, 2: 5, 3: 25, 4: 65}),
    "up, little data": facts(*RISING, state="provisional", faces={3: 30, 4: 50}),
    "unchanged": facts(*STEADY, faces={2: 20, 4: 60}),
    "unchanged, little data, figure of an earlier week": facts(*STEADY, state="provisional", released="2026-W45"),
    "down": facts(*FALLING),
    "down, little data": facts(*FALLING, state="provisional"),
    "first score": facts(None, None, 88, state="provisional"),
    "no ratings": without("no_ratings"),
    "too few raters": without("too_few", missing=4),
    "all good": without("all_good"),
    "all poor": without("all_poor"),
}
INDONESIAN = snapshot(
    {
        "up": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Hampir semua warga memberi wajah “Baik” atau “Sangat baik”. Terima kasih, warga merasakan pelayanan Anda.

<b>Skor Suara (indikatif): 86</b>, kisaran 81–91, dari 50–99 penilaian.
Dibandingkan 11 minggu lalu, skor Anda <b>naik</b>.

Kata keempat wajah, 26 minggu terakhir: 😄 65% · 🙂 25% · 🙁 5% · 😞 5%

<b>Satu hal untuk dicoba minggu ini</b>
Ingat satu kebiasaan baru dari minggu-minggu terakhir, lalu tulis. Itulah yang perlu Anda jaga.\
""",
        "up, little data": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Sebagian besar warga memberi wajah “Baik” atau “Sangat baik”. Terima kasih atas pelayanan Anda.

<b>Skor Suara (indikatif): 86</b>, kisaran 81–91, dari 50–99 penilaian. Angka ini masih sementara.
Dibandingkan 11 minggu lalu, skor Anda <b>naik</b>, tapi datanya masih sedikit.

Kata keempat wajah, 26 minggu terakhir: 😄 50% · 🙂 30% · 🙁 – · 😞 –
(–: tidak ditampilkan demi kerahasiaan warga)

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "unchanged": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Lebih dari separuh warga memberi wajah “Baik” atau “Sangat baik”. Terima kasih sudah melayani mereka.

<b>Skor Suara (indikatif): 85</b>, kisaran 80–90, dari 50–99 penilaian.
Dibandingkan 11 minggu lalu, skor Anda <b>tetap</b>: perubahannya masih di dalam kisaran.

Kata keempat wajah, 26 minggu terakhir: 😄 60% · 🙂 – · 🙁 20% · 😞 –
(–: tidak ditampilkan demi kerahasiaan warga)

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "unchanged, little data, figure of an earlier week": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 85</b>, kisaran 80–90, dari 50–99 penilaian. Angka ini masih sementara.
Angkanya masih dari minggu 2–8 November 2026: penilaian baru belum cukup untuk memperbaruinya.
Dibandingkan 11 minggu lalu, skor Anda <b>tetap</b>, tapi datanya masih sedikit.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "down": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 74</b>, kisaran 69–79, dari 50–99 penilaian.
Dibandingkan 11 minggu lalu, skor Anda <b>turun</b>. Penyebabnya bisa juga antrean atau gangguan sistem, bukan hanya cara melayani.

<b>Satu hal untuk dicoba minggu ini</b>
Catat hari ketika sistem, blangko, atau alat terganggu, lalu sampaikan kepada atasan. Itu bukan kesalahan Anda.\
""",
        "down, little data": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 74</b>, kisaran 69–79, dari 50–99 penilaian. Angka ini masih sementara.
Dibandingkan 11 minggu lalu, skor Anda <b>turun</b>, tapi datanya masih sedikit. Belum tentu ada yang berubah.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "first score": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Eni Nuraeni.

Terima kasih atas pelayanan Anda. Setiap penilaian membantu Anda melihat hasil kerja dari mata warga.

<b>Skor Suara (indikatif): 88</b>, kisaran 83–93, dari 50–99 penilaian. Angka ini masih sementara.
Naik atau turunnya baru dapat dibaca setelah beberapa minggu.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
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
        "all good": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Rohmat.

Semua warga sejauh ini memberi wajah “Baik” atau “Sangat baik”. Terima kasih, warga merasakan pelayanan Anda.

<b>Skor Suara (indikatif): belum ada</b>
Karena semua penilaian sama, angkanya belum ditampilkan: dari angka itu jawaban setiap warga akan langsung terbaca.
Yang membantu: poster QR mudah terlihat di loket, dan warga tahu bahwa mereka boleh menilai sendiri sesudah dilayani.

<b>Satu hal untuk dicoba minggu ini</b>
Dahulukan warga lanjut usia, ibu hamil, dan penyandang disabilitas, lalu jelaskan alasannya kepada antrean.\
""",
        "all poor": """\
<b>Ringkasan mingguan</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Rohmat.

Terima kasih atas pelayanan Anda bagi warga.

<b>Skor Suara (indikatif): belum ada</b>
Karena semua penilaian sama, angkanya belum ditampilkan: dari angka itu jawaban setiap warga akan langsung terbaca. Sejauh ini warga belum puas; penyebabnya bisa juga antrean atau gangguan sistem.
Yang membantu: poster QR mudah terlihat di loket, dan warga tahu bahwa mereka boleh menilai sendiri sesudah dilayani.

<b>Satu hal untuk dicoba minggu ini</b>
Catat hari ketika sistem, blangko, atau alat terganggu, lalu sampaikan kepada atasan. Itu bukan kesalahan Anda.\
""",
    }
)
ENGLISH = snapshot(
    {
        "up": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Nearly all citizens chose “Good” or “Very good”. Thank you, they feel your service.

<b>Suara score (indicative): 86</b>, range 81–91, from 50–99 ratings.
Compared with 11 weeks ago, your score went <b>up</b>.

The four faces, last 26 weeks: 😄 65% · 🙂 25% · 🙁 5% · 😞 5%

<b>One thing to try this week</b>
Think of one new habit of the last weeks and write it down. That is what to keep.\
""",
        "up, little data": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Most citizens chose “Good” or “Very good”. Thank you for your service.

<b>Suara score (indicative): 86</b>, range 81–91, from 50–99 ratings. It is still provisional.
Compared with 11 weeks ago, your score went <b>up</b>, but there is still little data.

The four faces, last 26 weeks: 😄 50% · 🙂 30% · 🙁 – · 😞 –
(–: not shown, to protect citizens)

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "unchanged": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

More than half of the citizens chose “Good” or “Very good”. Thank you for serving them.

<b>Suara score (indicative): 85</b>, range 80–90, from 50–99 ratings.
Compared with 11 weeks ago, your score is <b>unchanged</b>: the change lies within the range.

The four faces, last 26 weeks: 😄 60% · 🙂 – · 🙁 20% · 😞 –
(–: not shown, to protect citizens)

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "unchanged, little data, figure of an earlier week": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 85</b>, range 80–90, from 50–99 ratings. It is still provisional.
The figure is still that of 2–8 November 2026: there are not enough new ratings yet to renew it.
Compared with 11 weeks ago, your score is <b>unchanged</b>, but there is still little data.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "down": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 74</b>, range 69–79, from 50–99 ratings.
Compared with 11 weeks ago, your score went <b>down</b>. Queues or system failures can be the cause too, not only the way of serving.

<b>One thing to try this week</b>
Note the days when the system, forms or devices failed, and tell your superior. That is not your fault.\
""",
        "down, little data": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 74</b>, range 69–79, from 50–99 ratings. It is still provisional.
Compared with 11 weeks ago, your score went <b>down</b>, but there is still little data. Perhaps nothing has changed.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "first score": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Eni Nuraeni.

Thank you for your service. Every rating helps you see your work through citizens’ eyes.

<b>Suara score (indicative): 88</b>, range 83–93, from 50–99 ratings. It is still provisional.
Whether it goes up or down can be read only after some weeks.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
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
        "all good": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Rohmat.

So far all citizens chose “Good” or “Very good”. Thank you, they feel your service.

<b>Suara score (indicative): none yet</b>
As all ratings are the same, the figure is not shown yet: it would give away what each citizen said.
What helps: a QR poster that is easy to see at the desk, and citizens who know that they may rate by themselves after being served.

<b>One thing to try this week</b>
Serve the elderly, pregnant women and people with disabilities first, and tell the queue why.\
""",
        "all poor": """\
<b>Weekly summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Rohmat.

Thank you for serving citizens.

<b>Suara score (indicative): none yet</b>
As all ratings are the same, the figure is not shown yet: it would give away what each citizen said. So far citizens are not satisfied; queues or system failures can be the cause too.
What helps: a QR poster that is easy to see at the desk, and citizens who know that they may rate by themselves after being served.

<b>One thing to try this week</b>
Note the days when the system, forms or devices failed, and tell your superior. That is not your fault.\
""",
    }
)


def test_every_situation_in_indonesian() -> None:
    assert {situation: write(told, ID) for situation, told in SITUATIONS.items()} == INDONESIAN


def test_every_situation_in_english() -> None:
    assert {situation: write(told, EN) for situation, told in SITUATIONS.items()} == ENGLISH


def members() -> list[TeamMember]:
    """A team with somebody in every situation."""

    def member(name: str, band: str, state: str, going: Trend | None = None) -> TeamMember:
        if not band:
            return TeamMember(TeamDot(name, None, None, None, "", state))
        return TeamMember(TeamDot(name, 84, 79, 89, band, state), going)

    return [
        member("Nurhayati, S.AP.", "50–99", "official", Trend(Direction.DOWN, 11, sure=True)),
        member("Rohmat", "", "too_few"),
        member("Eni Nuraeni, S.Sos.", "100–199", "official", Trend(Direction.UP, 11, sure=True)),
        member("Iwan Setiawan, A.Md.", "10–19", "provisional", Trend(Direction.UP, 8, sure=False)),
        member("Ahmad Jubaedi", "50–99", "official", Trend(Direction.SAME, 11, sure=True)),
    ]


TEAMS = {
    "everybody": TeamFacts("Tb. Fahrudin", WEEK, members()),
    "nothing to tell": TeamFacts("Tb. Fahrudin", WEEK, members()[3:]),
    "no score yet": TeamFacts("Tb. Fahrudin", WEEK, members()[1:2]),
    "too many for names": TeamFacts("Tb. Fahrudin", WEEK, members() * 8),
}
TEAMS_INDONESIAN = snapshot(
    {
        "everybody": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

<b>4 dari 5 anggota tim</b> sudah punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
10–19: Iwan Setiawan, A.Md.
50–99: Nurhayati, S.AP.; Ahmad Jubaedi
100–199: Eni Nuraeni, S.Sos.
belum ada skor: Rohmat

<b>Layak diapresiasi:</b> Eni Nuraeni, S.Sos. (skornya naik). Sampaikan langsung dan sebutkan contohnya.
<b>Layak ditanya kabarnya:</b> Nurhayati, S.AP. (skornya turun). Dengarkan dulu; penyebabnya bisa di luar kendali petugas.

Nama mengikuti susunan tim, bukan peringkat.\
""",
        "nothing to tell": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

<b>2 dari 2 anggota tim</b> sudah punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
10–19: Iwan Setiawan, A.Md.
50–99: Ahmad Jubaedi

Tidak ada naik atau turun yang cukup jelas. Waktu yang baik untuk berterima kasih kepada seluruh tim.

Nama mengikuti susunan tim, bukan peringkat.\
""",
        "no score yet": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

Belum ada anggota tim yang punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
belum ada skor: Rohmat

Yang membantu: poster QR mudah terlihat di setiap loket, dan warga diberi waktu untuk menilai sendiri.

Nama mengikuti susunan tim, bukan peringkat.\
""",
        "too many for names": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

<b>32 dari 40 anggota tim</b> sudah punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
10–19: 8 orang
50–99: 16 orang
100–199: 8 orang
belum ada skor: 8 orang

<b>Layak diapresiasi:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos. (skornya naik). Sampaikan langsung dan sebutkan contohnya.
<b>Layak ditanya kabarnya:</b> Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP. (skornya turun). Dengarkan dulu; penyebabnya bisa di luar kendali petugas.

Nama mengikuti susunan tim, bukan peringkat.\
""",
    }
)
TEAMS_ENGLISH = snapshot(
    {
        "everybody": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

<b>4 of 5 team members</b> have a Suara score (indicative).

<b>How many ratings</b>
10–19: Iwan Setiawan, A.Md.
50–99: Nurhayati, S.AP.; Ahmad Jubaedi
100–199: Eni Nuraeni, S.Sos.
no score yet: Rohmat

<b>Worth praising:</b> Eni Nuraeni, S.Sos. (the score went up). Say so in person and name an example.
<b>Worth asking how it goes:</b> Nurhayati, S.AP. (the score went down). Listen first; the cause may be beyond the officer’s control.

Names follow the team’s own order; this is no ranking.\
""",
        "nothing to tell": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

<b>2 of 2 team members</b> have a Suara score (indicative).

<b>How many ratings</b>
10–19: Iwan Setiawan, A.Md.
50–99: Ahmad Jubaedi

Nothing went up or down clearly enough. A good time to thank the whole team.

Names follow the team’s own order; this is no ranking.\
""",
        "no score yet": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

No team member has a Suara score (indicative) yet.

<b>How many ratings</b>
no score yet: Rohmat

What helps: a QR poster easy to see at every desk, and time for citizens to rate by themselves.

Names follow the team’s own order; this is no ranking.\
""",
        "too many for names": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

<b>32 of 40 team members</b> have a Suara score (indicative).

<b>How many ratings</b>
10–19: 8 people
50–99: 16 people
100–199: 8 people
no score yet: 8 people

<b>Worth praising:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos. (the score went up). Say so in person and name an example.
<b>Worth asking how it goes:</b> Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP. (the score went down). Listen first; the cause may be beyond the officer’s control.

Names follow the team’s own order; this is no ranking.\
""",
    }
)


def test_every_team_in_indonesian() -> None:
    assert {situation: write_team(told, ID) for situation, told in TEAMS.items()} == TEAMS_INDONESIAN


def test_every_team_in_english() -> None:
    assert {situation: write_team(told, EN) for situation, told in TEAMS.items()} == TEAMS_ENGLISH


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_message_fits_a_caption_with_a_very_long_name_and_the_longest_tip(situation: str, language: str) -> None:
    told = SITUATIONS[situation]
    for weeks, name in product(range(12), (LONG_NAME, LONG_NAME * 10)):
        week = week_shift(WEEK, weeks)
        message = write(DigestFacts(name, week, told.published, told.history, 10, told.faces), texts(language))
        assert fits_caption(message)
        assert (name in message) == (name == LONG_NAME)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text("<&b/>", max_size=400))
def test_a_name_cannot_break_the_message(name: str) -> None:
    tags = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.add(tag)

    team = TeamFacts(name, WEEK, [TeamMember(TeamDot(name, 84, 79, 89, "50–99", "official"))])
    for message in (write(facts(*STEADY, name=name), ID), write_team(team, ID)):
        Reader().feed(message)
        assert tags <= {"b"}
        assert fits_caption(message)


@pytest.mark.parametrize("size", [1, 5, 12, 40, 300])
@pytest.mark.parametrize("label", ["Rohmat", LONG_NAME, "<b>&" * 60], ids=["short", "long", "hostile"])
def test_a_teams_message_fits_a_caption(size: int, label: str) -> None:
    up = Trend(Direction.UP, 11, sure=True)
    bands = ["10–19", "20–49", "50–99", "100–199", "200+"]
    team = [TeamMember(TeamDot(label, 84, 79, 89, bands[i % 5], "official"), up) for i in range(size)]
    message = write_team(TeamFacts(label, WEEK, team), ID)
    assert fits_caption(message)
    assert "<b>&" not in message


def broken(cause: str, day: str, desk: str = "Loket 1", office: int = 2) -> Disturbance:
    return Disturbance(1, desk, office, f"Kelurahan {office}", day, cause, declared=False)


TROUBLES = [broken("sistem", "2026-11-17"), broken("antrean", "2026-11-18"), broken("sistem", "2026-11-19")]


def test_what_broke_down_where_the_officer_was_on_duty_is_told_with_the_week() -> None:
    told = replace(SITUATIONS["down"], disturbances=TROUBLES)
    assert write(told, ID).split("\n\n")[4] == snapshot(
        "<b>Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa, Kamis); Antrean, Loket 1 (Rabu). Penilaian yang menyebutnya tidak dihitung pada Anda."
    )
    assert write(told, EN).split("\n\n")[4] == snapshot(
        "<b>What broke down that week:</b> System, Loket 1 (Tuesday, Thursday); Queue, Loket 1 (Wednesday). Ratings that name it do not count for you."
    )


def test_a_superior_reads_what_broke_down_and_where_there_are_several_offices_in_which() -> None:
    told = replace(TEAMS["everybody"], disturbances=TROUBLES[:1])
    assert write_team(told, ID).split("\n\n")[-2] == snapshot("<b>Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa).")
    told = replace(told, disturbances=[*TROUBLES[:1], broken("alat", "2026-11-20", office=3)], several_offices=True)
    assert write_team(told, EN).split("\n\n")[-2] == snapshot(
        "<b>What broke down that week:</b> System, Loket 1 Kelurahan 2 (Tuesday); Machine, Loket 1 Kelurahan 3 (Friday)."
    )


def test_an_officer_who_was_sent_to_another_office_reads_which_one_each_desk_is_of() -> None:
    elsewhere = replace(SITUATIONS["up"], disturbances=[*TROUBLES[:1], broken("sistem", "2026-11-17", office=3)])
    assert "Sistem, Loket 1 Kelurahan 2 (Selasa); Sistem, Loket 1 Kelurahan 3 (Selasa)." in write(elsewhere, ID)


def test_of_many_disturbances_the_first_are_told_and_the_others_counted() -> None:
    many = [broken("sistem", "2026-11-17", desk=f"Loket {number}") for number in range(1, 40)]
    message = write(replace(SITUATIONS["up"], disturbances=many), ID)
    assert "Loket 12 (Selasa); 27 lainnya." in message
    assert fits_caption(message)
    longer = [broken("sistem", "2026-11-17", desk="Loket pelayanan kependudukan " * 2 + str(i)) for i in range(39)]
    message = write(replace(SITUATIONS["up"], disturbances=longer), ID)
    assert "; 36 lainnya." in message
    assert fits_caption(message)


def test_disturbances_are_left_out_before_a_name_is_cut() -> None:
    many = [broken("sistem", "2026-11-17", desk="Loket pelayanan kependudukan " * 9 + str(i)) for i in range(9)]
    message = write(replace(SITUATIONS["up"], disturbances=many), ID)
    assert message == write(SITUATIONS["up"], ID)
    team = write_team(replace(TEAMS["everybody"], disturbances=many), ID)
    assert team == write_team(TEAMS["everybody"], ID)


def test_a_desks_name_cannot_break_the_message() -> None:
    message = write(replace(SITUATIONS["up"], disturbances=[broken("alat", "2026-11-17", desk="<b>&")]), ID)
    assert "Alat, &lt;b&gt;&amp; (Selasa)" in message


def test_a_team_shows_no_score_and_no_rank() -> None:
    message = write_team(TEAMS["everybody"], ID)
    assert "84" not in message
    assert message.index("Nurhayati") < message.index("Ahmad Jubaedi")


def test_only_a_sure_change_is_praised_or_asked_about() -> None:
    message = write_team(TEAMS["everybody"], ID)
    praise = re.search(r"diapresiasi:</b> (.*?) \(skornya", message)
    assert praise
    assert praise.group(1) == "Eni Nuraeni, S.Sos."


def test_no_score_is_told_without_its_interval_and_number_of_ratings() -> None:
    for situation, told in SITUATIONS.items():
        message = write(told, ID)
        if told.published.points is None:
            assert "belum ada" in message, situation
        else:
            low, high = told.published.low, told.published.high
            assert f"{told.published.points}</b>, kisaran {low}–{high}, dari 50–99 penilaian" in message


def test_faces_that_may_not_be_told_are_not() -> None:
    assert "wajah," not in write(facts(*STEADY), ID)
    assert "😄 60% · 🙂 – · 🙁 20% · 😞 –" in write(SITUATIONS["unchanged"], ID)


UP, SAME, DOWN = Direction.UP, Direction.SAME, Direction.DOWN


@pytest.mark.parametrize(
    ("scores", "half", "expected"),
    [
        ((80, 80, 80, 80, 86), 5, Trend(UP, 4, True)),
        ((80, 80, 80, 80, 84), 5, Trend(SAME, 4, True)),
        ((80, 80, 80, 80, 84), 3, Trend(UP, 4, True)),
        ((86, 86, 86, 86, 80), 5, Trend(DOWN, 4, True)),
        ((80, 80, 80, 80, 86), 12, Trend(SAME, 4, True)),
        ((80, 80, 80, 80, 86, 84, 84), 5, Trend(UP, 6, True)),
        ((80, 80, 80, 80, 84, 84, 84), 5, Trend(SAME, 6, True)),
        ((80, 80, 80, 80, 86, 81, 84), 5, Trend(SAME, 6, True)),
        ((80, 80, 80, 80, 87, 84, 73), 5, Trend(DOWN, 6, True)),
        ((80, 80, 80, 92), 5, None),
        ((None, 80, None, 80, None, 88), 5, Trend(UP, 4, True)),
        ((80, 80, 80, 80, 80, None), 5, None),
        ((None,), 5, None),
        ((), 5, None),
        ((80, 80, 80, 80, 80), 0, Trend(SAME, 4, True)),
    ],
    ids=[
        "out of the interval",
        "within the interval",
        "within, but the interval is narrow",
        "down",
        "a wide interval hides it",
        "stays up while it is near",
        "near, but never was up",
        "was up, fell back, is near again",
        "from up to down at once",
        "too early",
        "gaps do not matter",
        "no score now",
        "never a score",
        "no weeks",
        "no interval to speak of",
    ],
)
def test_a_trend_respects_the_interval(scores: tuple[int | None, ...], half: int, expected: Trend | None) -> None:
    assert trend(history(*scores, half=half), "official") == expected


def test_only_an_official_score_is_told_without_reserve() -> None:
    going = trend(history(*RISING), "provisional")
    assert going == Trend(UP, 11, sure=False)


@given(st.lists(st.integers(25, 100), min_size=5, max_size=12), st.integers(1, 20))
def test_a_trend_turned_upside_down_is_the_opposite(scores: list[int], half: int) -> None:
    def going(values: list[int]) -> Trend:
        weeks = [
            WeekPoint(f"2026-W{i + 10}", value, value - half, value + half, "50–99") for i, value in enumerate(values)
        ]
        found = trend(weeks, "official")
        assert found
        return found

    opposite = {UP: DOWN, DOWN: UP, SAME: SAME}
    assert going([125 - score for score in scores]).direction is opposite[going(scores).direction]


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


def test_a_fall_in_few_data_brings_no_tip_for_a_fall() -> None:
    assert tip(WEEK, "falling", ID) in write(SITUATIONS["down"], ID)
    assert tip(WEEK, "steady", ID) in write(SITUATIONS["down, little data"], ID)
