"""Zip archives of papers: what is read of them, and what is refused."""

import zipfile
from pathlib import Path

import pytest

from councilgraph import documents
from councilgraph.errors import EmptyFile, UnknownFileKind, UnreadableFile


def packed(folder: Path, **members: bytes) -> Path:
    path = folder / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_the_papers_of_an_archive_are_collected(tmp_path: Path) -> None:
    path = packed(tmp_path, **{"2025/a.txt": b"One", "2025/b.md": b"Two", "__MACOSX/._a.txt": b"x", "c.exe": b"x"})
    found = documents.collect([path])
    assert [documents.read(file).text for file in found] == ["One", "Two"]
    assert [file.name for file in found] == ["a.txt", "b.md"]


def test_an_archive_in_a_folder_is_unpacked_too(tmp_path: Path) -> None:
    packed(tmp_path, **{"a.txt": b"One"})
    (tmp_path / "z.txt").write_text("Two")
    assert [file.name for file in documents.collect([tmp_path])] == ["a.txt", "z.txt"]


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt", "..\\out.txt"])
def test_a_member_that_would_leave_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="would leave its folder"):
        documents.collect([packed(tmp_path, **{name: b"x"})])


def test_an_archive_that_is_too_big_unpacked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.archives, "MOST_BYTES", 1_000_000)
    with pytest.raises(UnreadableFile, match="when unpacked"):
        documents.collect([packed(tmp_path, **{"a.txt": bytes(2_000_000)})])


def test_a_broken_archive_and_one_without_papers_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 this is none")
    with pytest.raises(UnreadableFile, match=r"broken\.zip cannot be unpacked"):
        documents.collect([broken])
    with pytest.raises(EmptyFile, match="holds no file that is read"):
        documents.collect([packed(tmp_path, **{"a.exe": b"x"})])


def test_an_archive_is_no_paper_itself(tmp_path: Path) -> None:
    with pytest.raises(UnknownFileKind):
        documents.read(packed(tmp_path, **{"a.txt": b"One"}))
