"""Tells open pages, and the tour, that something has changed."""

import asyncio
from collections.abc import Callable

Topic = int | str
"""The id of a chat, or a word for anything else."""


class Stream:
    """One listener: gathers what has changed until it is asked."""

    def __init__(self) -> None:
        self._changed: dict[Topic, None] = {}
        self._news = asyncio.Event()
        self.closed = False

    def note(self, topic: Topic) -> None:
        """Remember that a topic has changed."""
        self._changed[topic] = None
        self._news.set()

    def close(self) -> None:
        """Say that nothing more will come."""
        self.closed = True
        self._news.set()

    async def rest(self, seconds: float) -> None:
        """Let time pass, whatever changes; ends at once when the stream does."""
        end = asyncio.get_running_loop().time() + seconds
        while not self.closed and (left := end - asyncio.get_running_loop().time()) > 0:
            await self.changed(left)

    async def changed(self, timeout: float) -> list[Topic]:
        """Wait for news, at most `timeout` seconds; each topic once, in the order of its first change."""
        try:
            async with asyncio.timeout(timeout):
                await self._news.wait()
        except TimeoutError:
            return []
        self._news.clear()
        topics = list(self._changed)
        self._changed.clear()
        return topics


class Watch:
    """Passes on every change to all streams; costs nothing while nobody looks."""

    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self.on_touch: Callable[[Topic], None] | None = None

    def touch(self, topic: Topic) -> None:
        """Something of this topic has changed."""
        if self.on_touch is not None:
            self.on_touch(topic)
        for stream in self._streams:
            stream.note(topic)

    def open(self) -> Stream:
        """A new listener."""
        stream = Stream()
        self._streams.add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Listen no longer."""
        self._streams.discard(stream)

    def close(self) -> None:
        """End all streams, as when the server stops."""
        for stream in self._streams:
            stream.close()
