"""Messages between two processes, each sent and received in one step where it is short."""

import socket
import struct

_SIZE = struct.Struct("!Q")
_LEAST_READ, _MOST_READ = 1 << 16, 1 << 20  # bytes that one read asks for
_SHORTEST = 0.001  # seconds: a socket takes 0 for waiting without end
_TIME = struct.Struct("@ll")


class Wire:
    """One end of a connection; used by one thread at a time.

    The system keeps the time of waiting: a thread that polls first and then reads gives the interpreter away twice.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._buffer = bytearray()
        self._seconds: float | None = None

    def send(self, message: bytes | bytearray) -> None:
        """Send a message; raises OSError where the other end is gone."""
        self._end.sendall(_SIZE.pack(len(message)) + message)

    def receive(self, seconds: float | None = None) -> bytes:
        """The next message; raises TimeoutError where so many pass without a part of it, EOFError at the end."""
        self._wait(seconds)
        self._fill(_SIZE.size)
        whole = _SIZE.size + _SIZE.unpack_from(self._buffer)[0]
        self._fill(whole)
        message = bytes(memoryview(self._buffer)[_SIZE.size : whole])
        del self._buffer[:whole]
        return message

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def _fill(self, size: int) -> None:
        while len(self._buffer) < size:
            try:
                part = self._end.recv(min(max(_LEAST_READ, size - len(self._buffer)), _MOST_READ))
            except BlockingIOError:
                raise TimeoutError from None
            if not part:
                raise EOFError
            self._buffer += part

    def _wait(self, seconds: float | None) -> None:
        if seconds == self._seconds:
            return
        self._seconds = seconds
        whole, rest = divmod(0.0 if seconds is None else max(seconds, _SHORTEST), 1)
        self._end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIME.pack(int(whole), int(rest * 1_000_000)))
