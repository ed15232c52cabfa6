"""What open pages are told as it happens, as server-sent events."""

import json
from collections.abc import AsyncIterator
from typing import Any

from simulator.chats import Chat, Wire
from simulator.journal import Entry, Journal
from simulator.network import Network
from simulator.table import CLOCK, STAGE, TOUR, Table
from simulator.updates import QueuedUpdate

KEEP_ALIVE_SECONDS = 15.0
GATHER_SECONDS = 0.25
"""The drawer is told this often at most: a busy bot makes hundreds of requests a second."""
NEWEST_MESSAGES = 120
NEWEST_ANSWERS = 20
AT_A_TIME = 100


async def page_events(network: Network, table: Table) -> AsyncIterator[str]:
    """The stage, the clock, the tour and every chat on the table; then each again when it changes."""
    stream = network.watch.open()
    try:
        for event in _everything(table):
            yield event
        while not stream.closed:
            topics = await stream.changed(KEEP_ALIVE_SECONDS)
            if STAGE in topics:
                table.open()
                for event in _everything(table):
                    yield event
                continue
            if not topics:
                yield _event("clock", table.clock_wire())
            for topic in topics:
                if topic == CLOCK:
                    yield _event("clock", table.clock_wire())
                elif topic == TOUR:
                    yield _event("tour", table.tour_wire())
                elif isinstance(topic, int) and (chat := table.cast.chat(topic)) is not None:
                    yield _event("chat", chat_wire(chat))
    finally:
        network.watch.leave(stream)


def _everything(table: Table) -> list[str]:
    return [
        _event("stage", table.stage_wire()),
        _event("clock", table.clock_wire()),
        _event("tour", table.tour_wire()),
        *(_event("chat", chat_wire(chat)) for chat in table.chats()),
    ]


def chat_wire(chat: Chat) -> Wire:
    """A chat as the page draws it: the newest messages as Bot API objects, and what the phone shows around them."""
    messages = list(chat.messages.values())[-NEWEST_MESSAGES:]
    answers = list(chat.answers.items())[-NEWEST_ANSWERS:]
    return {
        "user_id": chat.chat_id,
        "started": chat.started,
        "blocked": chat.blocked,
        "action": chat.action,
        "keyboard": chat.keyboard,
        "messages": [{"from_bot": message.from_bot, **message.wire} for message in messages],
        "answers": {
            query_id: {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}
            for query_id, answer in answers
        },
    }


async def exchange_events(network: Network, journal: Journal) -> AsyncIterator[str]:
    """Requests of the bot with their outcome, and updates; the latest first, then as they come."""
    stream = network.watch.open()
    updates = network.updates
    seen, put = 0, max(0, updates.put_so_far - AT_A_TIME)
    open_entries: list[Entry] = []
    quiet = 0.0
    try:
        while not stream.closed:
            fresh = journal.after(seen, AT_A_TIME)
            seen = fresh[-1].number if fresh else seen
            told = fresh + [entry for entry in open_entries if entry.status]
            open_entries = [entry for entry in open_entries + fresh if not entry.status][-AT_A_TIME:]
            rows = [_request(entry) for entry in told]
            rows += [_update(each) for each in updates.since(put)[-AT_A_TIME:]]
            rows.sort(key=lambda row: row["seconds"])
            put = updates.put_so_far
            if rows:
                yield _event("rows", rows)
                quiet = 0.0
            elif quiet > KEEP_ALIVE_SECONDS:
                yield ": still here\n\n"
                quiet = 0.0
            await stream.rest(GATHER_SECONDS)
            quiet += GATHER_SECONDS
    finally:
        network.watch.leave(stream)


def _request(entry: Entry) -> Wire:
    return {"id": f"r{entry.number}", "kind": "request", "status": entry.status, **entry.wire()}


def _update(update: QueuedUpdate) -> Wire:
    content: Any = json.loads(update.body)
    kind = next((name for name in content if name != "update_id"), "") if isinstance(content, dict) else ""
    return {
        "id": f"u{update.update_id}",
        "kind": "update",
        "method": kind,
        "params": content,
        "seconds": update.seconds,
    }


def _event(name: str, content: object) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"
