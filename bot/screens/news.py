"""Screens of the news: what an office did with what people said."""

from bot.screens import Button, Screen, escape, shortened
from bot.screens.pages import Page
from data.news import LONGEST, News
from data.offices import Office
from data.redaction import Redacted
from data.texts import Texts


def which_office(texts: Texts, page: Page[Office]) -> Screen:
    """For which of one's offices is the news?"""
    rows = [[Button(shortened(office.name), f"a:office:{office.id}")] for office in page.items]
    return Screen(texts("news-which-office"), [*rows, *page.turns(texts, "a:page:")])


def ask(texts: Texts, office: Office, current: News | None) -> Screen:
    """What people see of the office now, and the question for something new."""
    lines = [texts("news-office", office=escape(office.name))]
    if current:
        lines += [texts("news-current"), shown(texts, current)]
    else:
        lines.append(texts("news-no-current"))
    lines.append(texts("news-ask", longest=LONGEST))
    remove = [[_remove(texts, current.id)]] if current else []
    return Screen("\n\n".join(lines), [*remove, _cancel(texts)])


def wrong_length(texts: Texts, length: int) -> Screen:
    """The text is too long; nothing is posted."""
    return Screen(texts("news-wrong-length", longest=LONGEST, length=length), [_cancel(texts)])


def posted(texts: Texts, news: News, redacted: Redacted) -> Screen:
    """What people see from now on."""
    lines = [texts("news-posted"), shown(texts, news)]
    if redacted.counts:
        lines.append(texts("news-masked", count=sum(redacted.counts.values())))
    return Screen("\n\n".join(lines), [[_remove(texts, news.id)]])


def removed(texts: Texts) -> Screen:
    """The news is taken away."""
    return Screen(texts("news-removed"))


def cancelled(texts: Texts) -> Screen:
    """Nothing is posted."""
    return Screen(texts("news-cancelled"))


def not_yours(texts: Texts) -> Screen:
    """One no longer answers for the office."""
    return Screen(texts("news-not-yours"))


def shown(texts: Texts, news: News) -> str:
    """Return the news as the citizen reads it."""
    return texts("news-shown", office=escape(news.office), text=escape(news.text))


def _cancel(texts: Texts) -> list[Button]:
    return [Button(texts("news-cancel"), "a:cancel")]


def _remove(texts: Texts, news_id: int) -> Button:
    return Button(texts("news-remove"), f"a:remove:{news_id}")
