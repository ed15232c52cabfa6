"""No work at all: fetch, and make a rating's three calls; the limit of wire and server: python bare_loop.py URL TOKEN.

Raw sockets and prepared text, as nobody would write a bot; it stores nothing.
"""

import asyncio
import json
import sys
from typing import Any
from urllib.parse import urlsplit

import uvloop

CONNECTIONS = 400
HOST = urlsplit(sys.argv[1]).netloc
TOKEN = sys.argv[2]
FACES = json.dumps({"inline_keyboard": [[{"text": face, "callback_data": face} for face in "1234"]]})

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def post(wire: Wire, method: str, body: str) -> bytes:
    """Make one call on an open connection."""
    reader, writer = wire
    writer.write(
        f"POST /bot{TOKEN}/{method} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    return await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))


async def connected() -> Wire:
    """Open one connection."""
    host, _, port = HOST.partition(":")
    return await asyncio.open_connection(host, int(port))


async def send(idle: "asyncio.Queue[Wire]", method: str, body: str) -> None:
    """Make one call on the next idle connection."""
    wire = await idle.get()
    await post(wire, method, body)
    idle.put_nowait(wire)


def calls(update: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a bot would call for this update."""
    if "message" in update:
        chat = update["message"]["chat"]["id"]
        return [("sendMessage", f'{{"chat_id":{chat},"text":"?","reply_markup":{FACES}}}')]
    query = update["callback_query"]
    chat, message = query["message"]["chat"]["id"], query["message"]["message_id"]
    return [
        ("answerCallbackQuery", f'{{"callback_query_id":"{query["id"]}"}}'),
        ("editMessageText", f'{{"chat_id":{chat},"message_id":{message},"text":"!"}}'),
    ]


async def main() -> None:
    """Serve until killed."""
    idle: asyncio.Queue[Wire] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(await connected())
    poll, offset, tasks = await connected(), 0, set[asyncio.Task[None]]()
    while True:
        updates = json.loads(await post(poll, "getUpdates", f'{{"offset":{offset},"timeout":25}}'))["result"]
        for update in updates:
            offset = update["update_id"] + 1
            for call in calls(update):
                task = asyncio.create_task(send(idle, *call))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    uvloop.run(main())
