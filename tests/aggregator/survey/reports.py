"""Reports of the survey to render, and answers that add up to given sums."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from aggregator.paper.letterhead import Letterhead
from aggregator.survey.index import Tally
from aggregator.survey.period import Period
from aggregator.survey.report import Part, PastPeriod, Report
from data import skm
from data.follow_up_plans import Measure

PERIOD = Period(date(2026, 7, 1), date(2026, 12, 31))
EARLIER = Period(date(2026, 1, 1), date(2026, 6, 30))
T4 = "3.20 3.15 3.05 3.90 3.25 3.30 3.40 3.00 3.10"
MEASURES = (
    Measure("sarana", "Menambah kursi tunggu", "2026-3", "Kasubag Umum", date(2026, 9, 14)),
    Measure("waktu", "Loket siang hari Jumat", "2026-4", "Kasi Pelayanan"),
)


def answers(totals: Sequence[int], responses: int) -> list[tuple[int, ...]]:
    """Give so many responses whose answers add up to these sums, one per unsur."""
    columns = []
    for total in totals:
        least, more = divmod(total, responses)
        columns.append([least + 1] * more + [least] * (responses - more))
    return sorted(zip(*columns, strict=True))


def of_means(means: str, responses: int) -> list[tuple[int, ...]]:
    """Give so many responses with exactly these means, one per unsur."""
    totals = [Fraction(mean) * responses for mean in means.split()]
    assert all(total.denominator == 1 for total in totals)
    return answers([int(total) for total in totals], responses)


def report(given: Sequence[tuple[int, ...]], **more: Any) -> Report:
    """Give a report of these responses."""
    tally = Tally.of(given)
    name = "Kecamatan Kasemen"
    profile = {}
    if given:
        for part, choices in skm.PROFILE.items():
            counts = [len(given) // len(choices)] * len(choices)
            counts[0] += len(given) - sum(counts)
            profile[part] = {**dict(zip(choices, counts, strict=True)), skm.SKIPPED: 0}
    fields: dict[str, Any] = {
        "letterhead": Letterhead(("Pemerintah Kota Serang",), name, office_code="KEC-KASEMEN"),
        "period": PERIOD,
        "made_on": date(2027, 1, 4),
        "tally": tally,
        "answers": list(given),
        "units": [Part(name, len(given), tally)] if given else [],
        "services": [Part("KTP-el", len(given), tally)] if given else [],
        "profile": profile,
        "unfinished": 3,
        "floor": 10,
    }
    return Report(**{**fields, **more})


def full() -> Report:
    """Give a report that has everything."""
    given = of_means(T4, 20)
    some = Tally.of(given[:12])
    return report(
        given,
        users=340,
        units=[
            Part("Kecamatan Kasemen", 12, some),
            Part("Kelurahan Banten", 5, None),
            Part("Kelurahan Sawah", 3, None),
        ],
        services=[Part("KTP-el", 12, some), Part("", 8, None)],
        past=[PastPeriod(EARLIER, Tally(29, (105, 101, 100, 116, 102, 105, 106, 105, 115)))],
        earlier_plan=MEASURES,
        earlier_period=EARLIER,
        earlier_report_on=date(2026, 7, 6),
        media=("Papan pengumuman", "Situs web", "Instagram"),
    )
