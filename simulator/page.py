"""The page in the browser: a plain list of chats and what was said in them."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from simulator.network import Network
from simulator.screens import screen, summary

_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-store"}
_STYLE = (
    "body{font:16px/1.4 system-ui,sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem;color-scheme:light dark}"
    "pre{white-space:pre-wrap;font:inherit;margin:.2rem 0}.bot{font-weight:600}"
)


class ChatPage:
    """`/`: every chat, newest activity last."""

    def __init__(self, network: Network) -> None:
        self._network = network

    async def show(self, _: Request) -> HTMLResponse:
        """The page; everything people or the bot wrote stands there as text."""
        bot = f"@{self._network.settings.username}"
        chats = [chat for chat in self._network.chats.values() if chat.messages]
        parts = [
            f"<!doctype html><html lang=id><meta charset=utf-8><title>{escape(bot)}</title>",
            f"<meta name=viewport content='width=device-width'><style>{_STYLE}</style>",
            f"<h1>{escape(bot)}</h1><p>{len(chats)} chats</p>",
        ]
        for chat in chats[-50:]:
            line = summary(chat)
            parts.append(f"<details><summary>{escape(line['name'])} ({line['messages']})</summary>")
            for message in screen(chat, 50)["messages"]:
                who = escape(bot) if message["from"] == "bot" else escape(line["name"])
                buttons = " ".join(f"[{escape(button['text'])}]" for row in message["keyboard"] for button in row)
                picture = "🖼 " if message["photo"] else ""
                text = escape(message["text"])
                parts.append(
                    f"<div><span class={message['from']}>{who}</span><pre>{picture}{text}\n{buttons}</pre></div>"
                )
            parts.append("</details>")
        parts.append("</html>")
        return HTMLResponse("".join(parts).encode("utf-8", "replace"), headers=_HEADERS)
