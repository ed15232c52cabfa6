"""Screens of a person's rights in their own data, and the file in which they get it."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.screens import Button, Screen
from data import privacy as privacy_text
from data import skm
from data.held import Held, HeldCase, HeldEvent, HeldRating, HeldResponse, HeldVisit
from data.look import FACES
from data.texts import NAMES, Texts

FILE_NAME = "data-saya.txt"


def privacy(texts: Texts) -> Screen:
    """/privasi: five lines."""
    return Screen(texts("rights-privacy"), [[Button(texts("rights-privacy-more"), "y:more")]])


def privacy_in_full(texts: Texts) -> Screen:
    """All of it."""
    text = texts("rights-privacy-in-full", version=privacy_text.VERSION)
    return Screen(text, [[Button(texts("rights-privacy-less"), "y:less")]])


def nothing_held(texts: Texts) -> Screen:
    """/datasaya of somebody whom the record does not know."""
    return Screen(texts("rights-nothing-held"))


def erase(texts: Texts, is_officer: bool, by_tap: bool = False) -> Screen:
    """/hapus: what goes, what stays, and whether; ``by_tap`` where somebody wrote an answer."""
    lines = [texts("anyone-tap-instead")] if by_tap else []
    lines.append(texts("rights-erase"))
    if is_officer:
        lines.append(texts("rights-erase-officer"))
    lines.append(texts("rights-erase-final"))
    return Screen(
        "\n\n".join(lines), [[Button(texts("rights-erase-no"), "e:no"), Button(texts("rights-erase-yes"), "e:yes")]]
    )


def erased(texts: Texts) -> Screen:
    """Everything is gone."""
    return Screen(texts("rights-erased"))


def kept(texts: Texts) -> Screen:
    """After all not."""
    return Screen(texts("rights-kept"))


def file(texts: Texts, held: Held, at: datetime) -> str:
    """All that is held, as plain text; ``at`` is the local moment at which it was read."""
    sections = [
        [texts("rights-file-title"), texts("rights-file-made", day=texts.date(at.date()), time=texts.time(at))],
        _section(texts, "you", _choices(texts, held, at)),
        _section(texts, "visits", (line for visit in held.visits for line in _visit(texts, visit))),
        _section(texts, "ratings", (line for rating in held.ratings for line in _rating(texts, rating))),
        _section(texts, "reports", _duty_reports(texts, held)),
        _section(texts, "survey", (line for response in held.responses for line in _response(texts, response))),
        _section(texts, "cases", (line for case in held.cases for line in _case(texts, case))),
        [texts("rights-file-besides")],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _section(texts: Texts, key: str, lines: Iterator[str]) -> list[str]:
    found = list(lines)
    return [texts(f"rights-file-{key}"), *found] if found else []


def _choices(texts: Texts, held: Held, at: datetime) -> Iterator[str]:
    known = held.known
    if known.language:
        yield _fact(texts, "language", NAMES.get(known.language, known.language))
    if known.privacy_version and known.privacy_seen_on:
        shown = texts("rights-file-version", version=known.privacy_version, day=_day(texts, known.privacy_seen_on))
        yield _fact(texts, "privacy", shown)
    if held.news_on:
        yield _fact(texts, "news", _day(texts, held.news_on))
    if held.account:
        since = texts.date(held.account.bound_at.astimezone(at.tzinfo).date())
        yield _fact(texts, "account", texts("rights-file-bound", officer=held.account.officer, day=since))
    if held.waiting_until:
        yield _fact(texts, "waiting", _moment(texts, held.waiting_until.astimezone(at.tzinfo)))
    if held.wrong_codes:
        yield _fact(texts, "guesses", str(held.wrong_codes))


def _visit(texts: Texts, visit: HeldVisit) -> Iterator[str]:
    yield _item(f"{_moment(texts, visit.opened_at)}: {visit.office}, {visit.desk}")
    if visit.officers:
        yield _fact(texts, "on-duty", " · ".join(visit.officers))
    yield _fact(texts, "evidence", texts(f"rights-file-evidence-{visit.evidence}"))
    if visit.rated_at:
        yield _fact(texts, "rated", _moment(texts, visit.rated_at))


def _rating(texts: Texts, rating: HeldRating) -> Iterator[str]:
    when = texts("rights-file-hour", day=_day(texts, rating.day), hour=f"{rating.hour:02d}")
    yield _item(f"{when}: {rating.office}, {rating.desk}")
    face = FACES[rating.face - 1]
    yield _fact(texts, "face", f"{face.emoji} {texts(face.key)}")
    yield from _whom(texts, rating.officer, rating.service)
    if rating.topics:
        yield _fact(texts, "topics", ", ".join(texts(f"topic-{key}") for key in rating.topics))
    if rating.excused:
        yield _fact(texts, "excused", texts("rights-file-excused-why"))
    yield _fact(texts, "evidence", texts(f"rights-file-evidence-{rating.evidence}"))
    for comment in rating.comments:
        yield _fact(texts, "comment", _words(texts, comment.text, comment.masked))


def _duty_reports(texts: Texts, held: Held) -> Iterator[str]:
    for report in held.duty_reports:
        yield _item(f"{_day(texts, report.day)}: {report.office}, {report.desk}")
        yield _fact(texts, "not-there", report.officer or texts("rights-file-not-planned"))


def _response(texts: Texts, response: HeldResponse) -> Iterator[str]:
    yield _item(f"{_day(texts, response.started_on)}: {response.office}, {response.desk}")
    yield from _whom(texts, None, response.service)
    if response.completed_on:
        yield _fact(texts, "completed", _day(texts, response.completed_on))
    for unsur, answer in response.answers.items():
        yield f"    {texts(f'survey-{unsur}')} {texts(f'survey-{unsur}-{answer}')}"
    for question, given in response.profile.items():
        said = texts("rights-file-skipped") if given == skm.SKIPPED else texts(f"survey-{question}-{given}")
        yield f"    {texts(f'survey-{question}')} {said}"


def _case(texts: Texts, case: HeldCase) -> Iterator[str]:
    yield _item(f"{case.code}, {_day(texts, case.opened_on)}: {case.office}, {case.desk}")
    yield from _whom(texts, case.officer, case.service)
    if case.concern:
        yield _fact(texts, "concern", texts(f"rights-file-concern-{case.concern}"))
    yield _fact(texts, "language", NAMES.get(case.language, case.language))
    yield _fact(texts, "status", texts(f"rights-file-status-{case.status}"))
    yield _fact(texts, "due", _day(texts, case.due_on))
    if case.closed_on:
        yield _fact(texts, "closed", _day(texts, case.closed_on))
    if case.solved is not None:
        yield _fact(texts, "solved", texts("rights-file-yes" if case.solved else "rights-file-no"))
    for event in case.events:
        yield _event(texts, event)
    yield f"    {texts('rights-file-way-back')}"


def _event(texts: Texts, event: HeldEvent) -> str:
    what = f"    {_moment(texts, event.at)}: {texts(f'rights-file-event-{event.kind}')}"
    return f"{what}: {_words(texts, event.text, event.masked)}" if event.text else what


def _whom(texts: Texts, officer: str | None, service: str | None) -> Iterator[str]:
    if officer:
        yield _fact(texts, "officer", officer)
    if service:
        yield _fact(texts, "service", service)


def _words(texts: Texts, text: str, masked: int) -> str:
    said = "\n      ".join(f"“{text}”".splitlines())
    return f"{said} ({texts('rights-file-masked', count=masked)})" if masked else said


def _item(heading: str) -> str:
    return f"- {heading}"


def _fact(texts: Texts, key: str, value: str) -> str:
    return f"    {texts(f'rights-file-{key}')}: {value}"


def _day(texts: Texts, day: str) -> str:
    return texts.date(date.fromisoformat(day))


def _moment(texts: Texts, at: datetime) -> str:
    return f"{texts.date(at.date())}, {texts.time(at)}"
