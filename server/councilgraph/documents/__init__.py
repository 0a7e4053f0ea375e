"""Files to text with positions: what kind of file it is, its pages, its sections."""

import importlib
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from pathlib import Path

from councilgraph.documents import archives
from councilgraph.documents.sections import sections
from councilgraph.errors import EmptyFile, UnknownFileKind, UnreadableFile
from councilgraph.model import Page, Text

Reader = Callable[[bytes, str], tuple[str, tuple[Page, ...]]]

# A reader's module, and the library that it stands on, is imported when such a file comes.
KINDS: dict[str, tuple[str, str]] = {
    ".txt": ("text/plain", "plain.read"),
    ".md": ("text/markdown", "plain.read_markdown"),
    ".pdf": ("application/pdf", "pdf.read"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word.read"),
    ".html": ("text/html", "hypertext.read"),
    ".htm": ("text/html", "hypertext.read"),
    ".json": ("application/json", "plain.read"),
    ".csv": ("text/csv", "plain.read"),
}

ARCHIVE = ".zip"


def read(path: Path) -> Text:
    """The text of one file, with line ends as \\n, no byte order mark, its pages and its sections.

    Raises UnknownFileKind, UnreadableFile, or EmptyFile where it holds no text (as a scan does).
    """
    media_type, reader = _kind(path)
    try:
        content = path.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "no reason given"
        raise UnreadableFile(f"{path} cannot be opened ({reason}). Check the path and its rights.") from fault
    text, pages = _reader(reader)(content, path.name)
    if not text.strip():
        raise EmptyFile(f"{path} holds no text. Check that it was saved or downloaded whole.")
    return Text(path.name, media_type, sha256(content).hexdigest(), text, pages, sections(text))


def collect(paths: Iterable[Path], also: Iterable[str] = ()) -> list[Path]:
    """All readable files under the paths and in zip archives, each once; a file named outright must be of a known kind.

    `also` are endings of files that the caller reads in its own way.
    """
    kinds = {*KINDS, *also}
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for one in sorted(p for p in path.rglob("*") if _readable(p, {*kinds, ARCHIVE})):
                found |= _members(one, kinds) if one.suffix.lower() == ARCHIVE else {one: None}
        elif path.suffix.lower() == ARCHIVE:
            found |= _members(path, kinds)
        else:
            if path.suffix.lower() not in kinds:
                _kind(path)
            found[path] = None
    return list(found)


def _members(archive: Path, kinds: Collection[str]) -> dict[Path, None]:
    folder = archives.unpacked(archive, kinds)
    return dict.fromkeys(sorted(p for p in folder.rglob("*") if _readable(p, kinds)))


def _readable(path: Path, kinds: Collection[str]) -> bool:
    return path.suffix.lower() in kinds and path.is_file() and not path.name.startswith((".", "~$"))


def _reader(name: str) -> Reader:
    module, _, function = name.partition(".")
    found: Reader = getattr(importlib.import_module(f"councilgraph.documents.{module}"), function)
    return found


def _kind(path: Path) -> tuple[str, str]:
    try:
        return KINDS[path.suffix.lower()]
    except KeyError:
        raise UnknownFileKind(
            f"{path} is of a kind that is not read ({path.suffix or 'no ending'}). "
            f"Give it as one of {', '.join(KINDS)}."
        ) from None
