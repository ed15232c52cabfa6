"""A superior's Monday message about the team, as people read it."""

# ruff: noqa: E501 - messages stand as they are sent

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from aggregator.charts import TeamDot
from aggregator.digests import TeamFacts, TeamMember, write_team
from data.digests import fits_caption
from data.texts import texts
from tests.aggregator.disturbed import TROUBLES, broken

WEEK = "2026-W47"
ID, EN = texts("id"), texts("en")
LONG_NAME = "Drs. H. Tubagus Muhammad Fahrudin Wirasasmita Kusumaningrat bin Abdurrahman, S.Sos., M.Si."


def members() -> list[TeamMember]:
    """A team with somebody in every situation."""

    def member(name: str, band: str, state: str, change: str | None = None, standing: str | None = None) -> TeamMember:
        if not band:
            return TeamMember(TeamDot(name, None, None, None, "", state))
        return TeamMember(TeamDot(name, 84, 79, 89, band, state), change, standing)

    return [
        member("Nurhayati, S.AP.", "50–99", "official", "down"),
        member("Rohmat", "", "too_few"),
        member("Eni Nuraeni, S.Sos.", "100–199", "official", "up", "above"),
        member("Iwan Setiawan, A.Md.", "10–19", "provisional"),
        member("Ahmad Jubaedi", "50–99", "official", "same", "below"),
    ]


TEAMS = {
    "everybody": TeamFacts("Tb. Fahrudin", WEEK, members()),
    "news, and nobody stands out": TeamFacts("Tb. Fahrudin", WEEK, members()[:1]),
    "nothing to tell": TeamFacts("Tb. Fahrudin", WEEK, members()[3:4]),
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

<b>Layak diapresiasi:</b> Eni Nuraeni, S.Sos. (jelas di atas rata-rata umum). Sampaikan langsung dan sebutkan contohnya.
<b>Perlu dibantu:</b> Ahmad Jubaedi (jelas di bawah rata-rata umum). Dengarkan dulu, lalu tawarkan bantuan; ini bukan dasar hukuman.

<b>Skornya naik:</b> Eni Nuraeni, S.Sos. (buktinya cukup).
<b>Skornya turun:</b> Nurhayati, S.AP. (buktinya cukup). Tanyakan kabarnya; penyebabnya bisa di luar kendali petugas.

Nama mengikuti susunan tim, bukan peringkat.\
""",
        "news, and nobody stands out": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

<b>1 dari 1 anggota tim</b> sudah punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
50–99: Nurhayati, S.AP.

<b>Skornya turun:</b> Nurhayati, S.AP. (buktinya cukup). Tanyakan kabarnya; penyebabnya bisa di luar kendali petugas.

Nama mengikuti susunan tim, bukan peringkat.\
""",
        "nothing to tell": """\
<b>Ringkasan tim</b>
Senin, 23 November 2026, untuk minggu 16–22 November 2026

Halo, Tb. Fahrudin.

<b>1 dari 1 anggota tim</b> sudah punya Skor Suara (indikatif).

<b>Banyaknya penilaian</b>
10–19: Iwan Setiawan, A.Md.

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

<b>Layak diapresiasi:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; 5 orang lainnya (jelas di atas rata-rata umum). Sampaikan langsung dan sebutkan contohnya.
<b>Perlu dibantu:</b> Ahmad Jubaedi; Ahmad Jubaedi; Ahmad Jubaedi; 5 orang lainnya (jelas di bawah rata-rata umum). Dengarkan dulu, lalu tawarkan bantuan; ini bukan dasar hukuman.

<b>Skornya naik:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; 5 orang lainnya (buktinya cukup).
<b>Skornya turun:</b> Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; 5 orang lainnya (buktinya cukup). Tanyakan kabarnya; penyebabnya bisa di luar kendali petugas.

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

<b>Worth praising:</b> Eni Nuraeni, S.Sos. (clearly above the overall mean). Say so in person and name an example.
<b>In need of help:</b> Ahmad Jubaedi (clearly below the overall mean). Listen first, then offer help; it is no ground for punishment.

<b>The score went up:</b> Eni Nuraeni, S.Sos. (with enough evidence).
<b>The score went down:</b> Nurhayati, S.AP. (with enough evidence). Ask how it goes; the cause may be beyond the officer’s control.

Names follow the team’s own order; this is no ranking.\
""",
        "news, and nobody stands out": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

<b>1 of 1 team members</b> have a Suara score (indicative).

<b>How many ratings</b>
50–99: Nurhayati, S.AP.

<b>The score went down:</b> Nurhayati, S.AP. (with enough evidence). Ask how it goes; the cause may be beyond the officer’s control.

Names follow the team’s own order; this is no ranking.\
""",
        "nothing to tell": """\
<b>Team summary</b>
Monday, 23 November 2026, for the week of 16–22 November 2026

Hello, Tb. Fahrudin.

<b>1 of 1 team members</b> have a Suara score (indicative).

<b>How many ratings</b>
10–19: Iwan Setiawan, A.Md.

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

<b>Worth praising:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; 5 others (clearly above the overall mean). Say so in person and name an example.
<b>In need of help:</b> Ahmad Jubaedi; Ahmad Jubaedi; Ahmad Jubaedi; 5 others (clearly below the overall mean). Listen first, then offer help; it is no ground for punishment.

<b>The score went up:</b> Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; Eni Nuraeni, S.Sos.; 5 others (with enough evidence).
<b>The score went down:</b> Nurhayati, S.AP.; Nurhayati, S.AP.; Nurhayati, S.AP.; 5 others (with enough evidence). Ask how it goes; the cause may be beyond the officer’s control.

Names follow the team’s own order; this is no ranking.\
""",
    }
)


def test_every_team_in_indonesian() -> None:
    assert {situation: write_team(told, ID) for situation, told in TEAMS.items()} == TEAMS_INDONESIAN


def test_every_team_in_english() -> None:
    assert {situation: write_team(told, EN) for situation, told in TEAMS.items()} == TEAMS_ENGLISH


@pytest.mark.parametrize("size", [1, 5, 12, 40, 300])
@pytest.mark.parametrize("label", ["Rohmat", LONG_NAME, "<b>&" * 60], ids=["short", "long", "hostile"])
def test_a_teams_message_fits_a_caption(size: int, label: str) -> None:
    bands = ["10–19", "20–49", "50–99", "100–199", "200+"]
    team = [TeamMember(TeamDot(label, 84, 79, 89, bands[i % 5], "official"), "up", "below") for i in range(size)]
    message = write_team(TeamFacts(label, WEEK, team), ID)
    assert fits_caption(message)
    assert "<b>&" not in message


def test_a_superior_reads_what_broke_down_and_where_there_are_several_offices_in_which() -> None:
    told = replace(TEAMS["everybody"], disturbances=TROUBLES[:1])
    assert write_team(told, ID).split("\n\n")[-2] == snapshot("<b>Gangguan minggu itu:</b> Sistem, Loket 1 (Selasa).")
    told = replace(told, disturbances=[*TROUBLES[:1], broken("alat", "2026-11-20", office=3)], several_offices=True)
    assert write_team(told, EN).split("\n\n")[-2] == snapshot(
        "<b>What broke down that week:</b> System, Loket 1 Kelurahan 2 (Tuesday); Machine, Loket 1 Kelurahan 3 (Friday)."
    )


def test_a_team_shows_no_score_and_no_rank() -> None:
    message = write_team(TEAMS["everybody"], ID)
    assert "84" not in message
    assert message.index("Nurhayati") < message.index("Ahmad Jubaedi")


def test_only_who_stands_out_is_on_a_list_and_a_change_is_news() -> None:
    message = write_team(TEAMS["everybody"], ID)
    listed = dict(re.findall(r"^<b>(.*?):</b> (.*?) \((?:jelas|bukti)", message, re.MULTILINE))
    assert listed == {
        "Layak diapresiasi": "Eni Nuraeni, S.Sos.",
        "Perlu dibantu": "Ahmad Jubaedi",
        "Skornya naik": "Eni Nuraeni, S.Sos.",
        "Skornya turun": "Nurhayati, S.AP.",
    }
    changed = [replace(each, standing=None) for each in members()]
    message = write_team(replace(TEAMS["everybody"], members=changed), ID)
    assert "Skornya turun" in message
    assert not re.search("diapresiasi|dibantu|rata-rata", message)


def test_disturbances_are_left_out_before_a_name_is() -> None:
    many = [broken("sistem", "2026-11-17", desk="Loket pelayanan kependudukan " * 9 + str(i)) for i in range(9)]
    team = write_team(replace(TEAMS["everybody"], disturbances=many), ID)
    assert team == write_team(TEAMS["everybody"], ID)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text("<&b/>", max_size=400))
def test_a_name_cannot_break_the_teams_message(name: str) -> None:
    tags = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.add(tag)

    message = write_team(TeamFacts(name, WEEK, [TeamMember(TeamDot(name, 84, 79, 89, "50–99", "official"))]), ID)
    Reader().feed(message)
    assert tags <= {"b"}
    assert fits_caption(message)
