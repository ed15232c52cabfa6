"""The evidence of a survey for the evaluation of public services (PEKPPP): one ZIP file, each paper with its indicator.

Papers are PDF because an assessor opens them as they are; the workbook goes with them so that the index can be checked.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from aggregator import paper
from aggregator.paper import blocks
from aggregator.paper.blocks import Block
from aggregator.paper.letterhead import document
from aggregator.survey import pdf, pekppp, poster, sentences, wording
from aggregator.survey.pekppp import CONFORMITY, MEDIA, SHARE, SPEED, FollowUp
from aggregator.survey.report import Report
from aggregator.survey.workbook import workbook
from data.follow_up_plans import Measure
from data.texts import Texts

_TEMPLATE = Path(__file__).with_name("bundle.typ")


@dataclass(frozen=True)
class _Paper:
    """A file of the bundle; its name is ``bundle-<key>``."""

    key: str
    ending: str
    content: bytes
    serves: Sequence[int]
    """Indicators."""

    def name(self, texts: Texts) -> str:
        return f"{texts(f'bundle-{self.key}')}.{self.ending}"


def bundle(report: Report, texts: Texts) -> bytes:
    """Return the bundle as a ZIP file, the same bytes for the same report.

    Raises `aggregator.paper.PaperError` for a logo that is no picture.
    """
    papers = [
        _Paper("report", "pdf", pdf.report(report, texts), (CONFORMITY,)),
        _Paper("sheet", "pdf", poster.sheet(report, texts), (CONFORMITY, MEDIA)),
        _Paper("picture", "png", poster.picture(report, texts), (CONFORMITY, MEDIA)),
        _Paper("workbook", "xlsx", workbook(report, texts), (CONFORMITY,)),
        _Paper("follow-up", "pdf", _pdf("follow-up", _follow_up(report, texts), report, texts), (SHARE, SPEED)),
        _Paper("media", "pdf", _pdf("media", _media(report, texts), report, texts), (MEDIA,)),
    ]
    index = _Paper("index", "pdf", _pdf("index", _index(papers, report, texts), report, texts), ())
    file = BytesIO()
    day = report.made_on
    with zipfile.ZipFile(file, "w") as archive:
        for each in sorted((index, *papers), key=lambda each: each.name(texts)):
            entry = zipfile.ZipInfo(each.name(texts), (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, each.content)
    return file.getvalue()


def _pdf(key: str, body: Iterator[Block], report: Report, texts: Texts) -> bytes:
    head, period = report.letterhead, wording.period(report.period, texts)
    content = document(head, texts(f"bundle-{key}-title"), period, report.made_on, body, texts)
    return paper.pdf(_TEMPLATE, content, head.pictures)


def _index(papers: Sequence[_Paper], report: Report, texts: Texts) -> Iterator[Block]:
    """Say which file serves which indicator, and what the record tells of each."""
    yield blocks.table(
        None,
        [texts("bundle-file"), texts("bundle-holds"), texts("bundle-serves")],
        [[each.name(texts), texts(f"bundle-{each.key}-holds"), ", ".join(map(str, each.serves))] for each in papers],
        widths=[1.1, 2, 0.6],
        align=["left", "left", "left"],
    )
    yield blocks.heading(texts("bundle-indicators"), 2, numbered=False)
    followed = FollowUp.of(report)
    told = (
        (CONFORMITY, _conformity(report, texts), None),
        (MEDIA, texts("bundle-media-count", count=len(report.media)), pekppp.media_score(len(report.media))),
        (SHARE, _share(followed, texts), pekppp.share_score(followed)),
        (SPEED, _speed(followed, texts), pekppp.speed_score(followed)),
    )
    yield blocks.table(
        None,
        [
            texts("bundle-number"),
            texts("bundle-indicator"),
            texts("bundle-recorded"),
            texts("bundle-score", year=str(pekppp.INSTRUMENT)),
        ],
        [
            [str(number), texts(f"pekppp-{number}"), recorded, wording.WITHHELD if score is None else str(score)]
            for number, recorded, score in told
        ],
        widths=[0.5, 1.6, 2, 0.9],
        align=["left", "left", "left", "center"],
    )
    yield blocks.note(texts("bundle-help", year=str(pekppp.INSTRUMENT)))


def _conformity(report: Report, texts: Texts) -> str:
    if report.index is None:
        return texts("skm-report-none")
    responses = texts.number(report.tally.responses)
    return texts("bundle-conformity", index=wording.figure(report.index, texts), responses=responses)


def _share(followed: FollowUp, texts: Texts) -> str:
    return sentences.realised(followed.measures, texts) if followed.measures else texts("bundle-no-plan")


def _speed(followed: FollowUp, texts: Texts) -> str:
    if not followed.measures:
        return texts("bundle-no-plan")
    if followed.reported_on is None:
        return texts("bundle-days-unknown")
    reported = texts.date(followed.reported_on)
    if followed.days is None:
        return texts("bundle-days-before", reported=reported)
    key = "bundle-days-complete" if followed.complete else "bundle-days-open"
    return texts(key, days=followed.days, reported=reported)


def _follow_up(report: Report, texts: Texts) -> Iterator[Block]:
    if report.earlier_period and report.earlier_plan:
        earlier = wording.period(report.earlier_period, texts)
        yield blocks.heading(texts("plan-after", period=earlier), 2, numbered=False)
        yield _measures(report.earlier_plan, texts)
    if report.plan:
        own = wording.period(report.period, texts)
        yield blocks.heading(texts("plan-after", period=own), 2, numbered=False)
        yield _measures(report.plan, texts)
    followed = FollowUp.of(report)
    if not followed.measures:
        yield blocks.text(texts("bundle-no-plan"))
        return
    speed = pekppp.speed_score(followed)
    yield blocks.heading(texts("bundle-realisation"), 2, numbered=False)
    yield blocks.table(
        None,
        [texts("bundle-indicator"), texts("bundle-recorded"), texts("bundle-score", year=str(pekppp.INSTRUMENT))],
        [
            [f"{SHARE} {texts(f'pekppp-{SHARE}')}", _share(followed, texts), str(pekppp.share_score(followed))],
            [
                f"{SPEED} {texts(f'pekppp-{SPEED}')}",
                _speed(followed, texts),
                wording.WITHHELD if speed is None else str(speed),
            ],
        ],
        widths=[1.6, 2, 0.9],
        align=["left", "left", "center"],
    )
    yield blocks.note(texts("bundle-help", year=str(pekppp.INSTRUMENT)))


def _measures(measures: Sequence[Measure], texts: Texts) -> Block:
    return blocks.table(
        None,
        [texts(f"plan-{column}") for column in ("unsur", "program", "quarter", "responsible", "status")],
        [wording.measure(each, texts) for each in measures],
        widths=[1.3, 2, 0.8, 1.3, 1.1],
        align=["left"] * 5,
    )


def _media(report: Report, texts: Texts) -> Iterator[Block]:
    if not report.media:
        yield blocks.text(texts("bundle-no-media"))
        return
    yield blocks.text(texts("bundle-media-text", count=len(report.media)))
    yield blocks.table(
        None,
        [texts("skm-report-number"), texts("skm-report-media-head"), texts("bundle-media-proof")],
        [[str(number), medium, ""] for number, medium in enumerate(report.media, 1)],
        widths=[0.25, 1, 1.4],
        align=["left"] * 3,
        blank=True,
    )
    score = pekppp.media_score(len(report.media))
    yield blocks.text(texts("bundle-media-score", score=score, year=str(pekppp.INSTRUMENT)))
    yield blocks.note(texts("bundle-help", year=str(pekppp.INSTRUMENT)))
