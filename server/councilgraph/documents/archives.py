"""Zip archives of papers: unpacked to a folder of their own that goes when the program ends."""

import atexit
import logging
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from councilgraph.errors import EmptyFile, InputError, UnreadableFile

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
DEEPEST = 3  # archives in archives
SUFFIX = ".zip"
_BLOCK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error)

log = logging.getLogger(__name__)


def unpacked(path: Path, kinds: Collection[str]) -> Path:
    """The folder that an archive's members of these kinds (endings) were unpacked to.

    Archives in it are unpacked too. A member that is broken or locked is told in the log and left out. Raises
    UnreadableFile where the archive is broken, locked, too big when unpacked or has a member that would leave the
    folder, EmptyFile where none of its members can be read.
    """
    folder = Path(tempfile.mkdtemp(prefix="councilgraph-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _unpack(path, folder, kinds, _Left(MOST_FILES, MOST_BYTES), 0)
    return folder


@dataclass
class _Left:
    """How many files and bytes may still come out of an archive and those in it."""

    files: int
    bytes: int


def _unpack(path: Path, folder: Path, kinds: Collection[str], left: _Left, depth: int) -> None:
    wanted = {*kinds, SUFFIX} if depth < DEEPEST else {*kinds}
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if _wanted(path, m, wanted)]
            if not members:
                raise EmptyFile(f"{path} holds no file that is read. Put papers in it as {', '.join(sorted(kinds))}.")
            left.files -= len(members)
            if left.files < 0:
                raise UnreadableFile(f"{path} holds more than {MOST_FILES} files. Split it.")
            _write(path, archive, members, folder, left)
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be unpacked ({fault}). Check the path and its rights.") from fault
    except _BROKEN as fault:
        raise UnreadableFile(
            f"{path} cannot be unpacked ({fault}). Pack it again as a plain zip without a password."
        ) from fault
    for inner in sorted(folder.rglob(f"*{SUFFIX}")) if depth < DEEPEST else ():
        _unpack_inner(inner, kinds, left, depth + 1)


def _unpack_inner(inner: Path, kinds: Collection[str], left: _Left, depth: int) -> None:
    """An archive in an archive, to a folder of its name; what is wrong with it is told, and the rest stays."""
    target = inner.with_name(f"{inner.stem}-{depth}")
    target.mkdir(exist_ok=True)
    try:
        _unpack(inner, target, kinds, left, depth)
    except InputError as fault:
        if left.files < 0 or left.bytes < 0:
            raise
        log.warning("%s Left out.", fault)
    inner.unlink()


def _wanted(path: Path, member: zipfile.ZipInfo, kinds: Collection[str]) -> bool:
    """Whether a member is a paper; hidden files and what a Mac adds are none."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
        raise UnreadableFile(f"{path} has a member that would leave its folder ({member.filename}). Pack it again.")
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in name.parts)
    return not member.is_dir() and not hidden and name.suffix.lower() in kinds


def _write(
    path: Path, archive: zipfile.ZipFile, members: Collection[zipfile.ZipInfo], folder: Path, left: _Left
) -> None:
    """The members under the folder, but for broken and locked ones; raises what was wrong where all are."""
    faults = []
    for member in members:
        target = folder / member.filename.replace("\\", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_one(path, archive, member, target, left)
        except _BROKEN as fault:
            target.unlink(missing_ok=True)
            faults.append(fault)
            log.warning("%s: %s cannot be unpacked (%s) and is left out.", path, member.filename, fault)
    if len(faults) == len(members):
        raise faults[0]


def _write_one(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: _Left) -> None:
    """One member; counts what really comes out, since an archive may lie about its sizes."""
    with archive.open(member) as source, target.open("wb") as file:
        while block := source.read(_BLOCK):
            left.bytes -= len(block)
            if left.bytes < 0:
                raise UnreadableFile(f"{path} is more than {MOST_BYTES} bytes when unpacked. Split it.")
            file.write(block)
