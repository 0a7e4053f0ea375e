"""The HTTP server, waitress, with connections whose loop wakes only where there is something to send."""

from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

_PIECE = 1 << 14  # bytes; an answer that is shorter goes out with its head in one piece, when it is whole


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that asks to be woken for writing only when nobody else is writing, and there is enough.

    Waitress asks for that as soon as a thread has written the first byte. Its loop then turns, some seventy times an
    answer, for as long as the thread is sending, and each turn takes the interpreter away from all threads.
    """

    _sending = False

    def writable(self) -> bool:
        """Whether the loop has to send, or to close."""
        if self._sending or (self.requests and not self.will_close and self.total_outbufs_len < self.adj.send_bytes):
            return False
        return bool(super().writable())

    def _flush_some(self, do_close: bool = True) -> bool:
        self._sending = not do_close  # by the thread of a request, which leaves closing to the loop
        try:
            return bool(super()._flush_some(do_close))
        finally:
            self._sending = False


def server(app: Flask, **settings: Any) -> Any:
    """A server of the app with waitress's settings, that runs by its method `run`."""
    listening: dict[int, Any] = {}
    made = create_server(app, map=listening, **settings)
    for one in listening.values():
        if isinstance(one, BaseWSGIServer):
            one.channel_class = Channel
            one.adj.send_bytes = _PIECE
    return made
