"""How groups, gaps and answers are written, and the three sentences of the first page."""

from collections.abc import Sequence

from aggregator import publish
from aggregator.fairness.audit import PEOPLE, By, Group
from aggregator.fairness.bands import AGES
from aggregator.fairness.summary import Answer, Compared, Report, Verdict
from data.texts import Texts

NOTHING = "–"
"""Stands where there is nothing to tell."""
MINUS = "−"
_CHANCES = {0.001: 1000, 0.01: 100, 0.05: 20}
"""By p: once in so many times at the most."""


class Words:
    """The words of one report."""

    def __init__(self, report: Report, texts: Texts) -> None:
        self.report = report
        self.texts = texts

    def group(self, by: By, group: Group) -> str:
        """Return a group's name as it stands in tables."""
        texts, key = self.texts, str(group.key)
        if by is By.SEX:
            return texts(f"fairness-sex-{key}")
        if by is By.AGE and key == f"{AGES[-1]}+":
            return texts("fairness-age-over", age=str(AGES[-1]))
        if by is By.AGE and key == f"–{AGES[0] - 1}":
            return texts("fairness-age-under", age=str(AGES[0]))
        if by is By.AGE:
            return texts("fairness-age", ages=key)
        if by is By.HOUR:
            return texts("fairness-hour", **dict(zip(("start", "end"), key.split("–"), strict=True)))
        names = self.report.names.get(by, {})
        return names.get(int(group.key)) or texts("fairness-unnamed", id=key)

    def spoken(self, by: By, group: Group) -> str:
        """Return a group's name as it stands in a sentence, e.g. ``petugas perempuan``."""
        if by is By.SEX:
            return self.texts(f"fairness-spoken-sex-{group.key}")
        name = self.group(by, group)
        return self.texts(f"fairness-spoken-{by.value}", group=f"{name[0].lower()}{name[1:]}" if by is By.AGE else name)

    def all_of(self, kinds: Sequence[By]) -> str:
        """Return ``kantor, layanan, dan loket``."""
        return self.listed([self.texts(f"fairness-by-{by.value}") for by in kinds])

    def listed(self, words: Sequence[str]) -> str:
        """Return words as they are listed in a sentence."""
        if len(words) < 2:
            return "".join(words)
        if len(words) == 2:
            return self.texts("fairness-and-two", first=words[0], last=words[1])
        return self.texts("fairness-and-many", first=", ".join(words[:-1]), last=words[-1])

    def signed(self, points: float) -> str:
        """Return ``+2,5``, ``−2,5`` or ``0``."""
        sign = "+" if points > 0 else MINUS if points < 0 else ""
        return f"{sign}{self.texts.points(abs(points))}"

    def gap(self, compared: Compared) -> str:
        """Return a gap and its interval, short: ``−2,5 (−5 … 0)``."""
        gap = compared.gap
        return self.texts(
            "fairness-gap", gap=self.signed(gap.points), low=self.signed(gap.low), high=self.signed(gap.high)
        )

    def told(self, by: By, compared: Compared) -> str:
        """Return a gap as a clause: who is rated how much lower or higher than whom."""
        gap = compared.gap
        names = {
            "group": self.spoken(by, compared.group),
            "against": self.spoken(by, compared.against) if compared.against else self.texts("fairness-average"),
        }
        if not gap.points:
            return self.texts("fairness-told-somehow", **names)
        return self.texts(
            "fairness-told-lower" if gap.points < 0 else "fairness-told-higher",
            points=self.texts.points(abs(gap.points)),
            low=self.signed(gap.low),
            high=self.signed(gap.high),
            **names,
        )

    def answer(self, by: By, answer: Answer) -> str:
        """Return the answer to a question, as the table on the first page has it."""
        texts = self.texts
        if answer.verdict is Verdict.UNKNOWN:
            return texts("fairness-answer-unknown", reason=self.reason(answer.reason))
        if answer.verdict is Verdict.NONE:
            return texts("fairness-answer-none")
        first, *others = answer.standing
        clause = texts(f"fairness-answer-{answer.verdict.value}", told=self.told(by, first))
        return f"{clause} {texts('fairness-answer-more', count=texts.number(len(others)))}" if others else clause

    def findable(self, answer: Answer) -> str:
        """Return the gaps that would have been found in four cases of five, from the easiest group to the hardest."""
        if answer.findable is None:
            return NOTHING
        low, high = (self.texts.points(each) for each in answer.findable)
        if low == high:
            return self.texts("fairness-findable", points=low)
        return self.texts("fairness-findable-range", low=low, high=high)

    def reason(self, reason: str | None) -> str:
        """Return a reason in words; None only where there are figures."""
        return self.texts(f"fairness-reason-{reason}") if reason else ""

    def band(self, ratings: float) -> str:
        """Return a number of ratings as it may be told."""
        return publish.n_band(int(ratings)) or self.texts("fairness-below", least=self.texts.number(publish.BANDS[0]))

    def percent(self, percent: int | None) -> str:
        """Return a share as it stands in tables; None where it may not be told."""
        return NOTHING if percent is None else self.texts("fairness-percent", percent=self.texts.number(percent))

    def share(self, part: float) -> str:
        """Return a share of a group (0–1) as it may be told."""
        return self.percent(publish.group_share(part))

    def chance(self, p: float) -> str:
        """Return how rarely chance alone gives as much; empty where it does so often."""
        times = _CHANCES.get(publish.group_p(p))
        return self.texts("fairness-chance", times=self.texts.number(times)) if times else ""


def sentences(report: Report, words: Words) -> tuple[str, str, str]:
    """Return what can be read aloud: what was looked at, what was found, and what it does not mean."""
    texts, answers = words.texts, report.answers
    asked = texts(
        "fairness-sentence-asked",
        officers=texts.number(report.audit.officers),
        first=texts.date(report.first),
        last=texts.date(report.last),
    )
    found = [by for by, answer in answers.items() if answer.verdict is Verdict.FOUND]
    unknown = [by for by, answer in answers.items() if answer.verdict is Verdict.UNKNOWN]
    # A hint is none when all questions are taken together; it stands in the table.
    none = [by for by in answers if by not in found and by not in unknown]
    if len(unknown) == len(answers):
        return asked, texts("fairness-sentence-too-few"), texts("fairness-limit-too-few")
    if found:
        return asked, _found(found, [by for by in PEOPLE if by in none], words), texts("fairness-limit-found")
    clauses = [
        texts(f"fairness-sentence-{key}", by=words.all_of(kinds))
        for key, kinds in (("none", none), ("unknown", unknown))
        if kinds
    ]
    hardest = max((answers[by].findable or (0.0, 0.0))[1] for by in none)
    return asked, _capital("; ".join(clauses)), texts("fairness-limit-none", points=texts.points(hardest))


def _found(found: Sequence[By], alike: Sequence[By], words: Words) -> str:
    """Say the first gap in full and name the others; people come before places."""
    texts, first = words.texts, found[0]
    largest = words.report.answers[first].standing[0]
    said = texts("fairness-sentence-found", told=words.told(first, largest), chance=words.chance(largest.p))
    if first not in PEOPLE and alike:
        said = texts("fairness-sentence-but", alike=words.all_of(alike), said=said)
    if found[1:]:
        said = texts("fairness-sentence-also", said=said, others=words.all_of(found[1:]))
    return _capital(said)


def _capital(said: str) -> str:
    """Return clauses as a sentence."""
    return f"{said[0].upper()}{said[1:]}."
