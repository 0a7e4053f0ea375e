"""Workers of a pool: one that cannot begin is tried again, so that a pool is never without for long."""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from councilgraph.errors import QueryTooLong, ServerBusy, StoreError
from councilgraph.store.bounds import Output
from councilgraph.store.pool import Limits, Pool

PATIENCE = 120.0  # seconds, on however slow a machine


def begin(folder: Path) -> str:
    """A worker that cannot begin while there is a file in its way."""
    if (folder / "in-the-way").exists():
        raise StoreError("Something is in the way.")
    return "begun"


def wait(output: Output) -> None:
    """Work that is never done."""
    time.sleep(PATIENCE)


def say(output: Output) -> None:
    """Work that is done at once."""
    output.write(b"here")


def until(done: Callable[[], bool]) -> bool:
    """Whether something comes true."""
    end = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()


def test_a_worker_that_cannot_begin_is_begun_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def answers() -> bool:
        try:
            return b"".join(pool.run(say)) == b"here"
        except ServerBusy:
            return False

    with closing(Pool(begin, (tmp_path,), Limits(workers=1, queue=2, seconds=1.0, megabytes=0))) as pool:
        (tmp_path / "in-the-way").touch()
        with pytest.raises(QueryTooLong):
            pool.run(wait)
        assert until(lambda: "Something is in the way." in caplog.text)
        (tmp_path / "in-the-way").unlink()
        assert until(answers)
        assert pool.status()["killed"] == 1
