"""Zip archives of papers: unpacked to a folder of their own that goes when the program ends."""

import atexit
import shutil
import tempfile
import zipfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from councilgraph.errors import EmptyFile, UnreadableFile

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
_BLOCK = 1 << 20


def unpacked(path: Path, kinds: Collection[str]) -> Path:
    """The folder that an archive's members of these kinds (endings) were unpacked to.

    Raises UnreadableFile where it is broken, locked, too big when unpacked or has a member that would leave the
    folder, EmptyFile where none of its members can be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if _wanted(path, m, kinds)]
            if not members:
                raise EmptyFile(f"{path} holds no file that is read. Put papers in it as {', '.join(sorted(kinds))}.")
            if len(members) > MOST_FILES:
                raise UnreadableFile(f"{path} holds {len(members)} files, more than {MOST_FILES}. Split it.")
            folder = Path(tempfile.mkdtemp(prefix="councilgraph-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            _write(path, archive, members, folder)
    except OSError as fault:
        raise UnreadableFile(f"{path} cannot be unpacked ({fault}). Check the path and its rights.") from fault
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, EOFError) as fault:
        raise UnreadableFile(
            f"{path} cannot be unpacked ({fault}). Pack it again as a plain zip without a password."
        ) from fault
    return folder


def _wanted(path: Path, member: zipfile.ZipInfo, kinds: Collection[str]) -> bool:
    """Whether a member is a paper; hidden files and what a Mac adds are none."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
        raise UnreadableFile(f"{path} has a member that would leave its folder ({member.filename}). Pack it again.")
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in name.parts)
    return not member.is_dir() and not hidden and name.suffix.lower() in kinds


def _write(path: Path, archive: zipfile.ZipFile, members: Collection[zipfile.ZipInfo], folder: Path) -> None:
    """The members under the folder; counts what really comes out, since an archive may lie about its sizes."""
    left = MOST_BYTES
    for member in members:
        target = folder / member.filename.replace("\\", "/")
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as file:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise UnreadableFile(f"{path} is more than {MOST_BYTES} bytes when unpacked. Split it.")
                file.write(block)
