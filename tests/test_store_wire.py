"""Messages between processes: whole, in order, and not waited for without end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from councilgraph.store.wire import Wire


@pytest.fixture
def ends() -> Iterator[tuple[Wire, Wire]]:
    here, there = (Wire(end) for end in socket.socketpair())
    with closing(here), closing(there):
        yield here, there


def test_messages_come_whole_and_in_order(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    for message in (b"one", b"", b"three"):
        here.send(message)
    assert [there.receive(5.0), there.receive(5.0), there.receive()] == [b"one", b"", b"three"]


def test_a_message_longer_than_one_read_comes_whole(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    message = bytes(range(256)) * 20_000
    sending = threading.Thread(target=here.send, args=(message,))
    sending.start()
    assert there.receive(60.0) == message
    sending.join()


def test_waiting_ends_and_what_comes_later_is_still_read(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    with pytest.raises(TimeoutError):
        there.receive(0.01)
    with pytest.raises(TimeoutError):
        there.receive(0.0)
    here.send(b"late")
    assert there.receive() == b"late"


def test_the_end_of_the_other_side_is_told(ends: tuple[Wire, Wire]) -> None:
    here, there = ends
    here.close()
    with pytest.raises(EOFError):
        there.receive(5.0)
