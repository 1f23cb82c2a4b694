from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest

from formgen.problems import OutputError
from formgen.run.store import Store

NAME = PurePosixPath("申报表", "01_张三.docx")


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    written = Store(tmp_path / "新").write(NAME, b"x")
    assert written.read_bytes() == b"x"
    assert [path.name for path in written.parent.iterdir()] == ["01_张三.docx"]


def test_a_new_version_replaces_the_old_one(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(NAME, b"old and longer")
    assert store.write(NAME, b"new").read_bytes() == b"new"


def test_a_write_that_fails_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir(parents=True)  # a folder stands where the file should go
    with pytest.raises(OutputError) as caught:
        Store(tmp_path).write(NAME, b"x")
    assert caught.value.exit_code == 6
    assert "01_张三.docx" in caught.value.message
    assert [path.name for path in (tmp_path / "申报表").iterdir()] == ["01_张三.docx"]


def test_a_file_in_the_folders_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "申报表").write_bytes(b"")
    with pytest.raises(OutputError, match="写不进去"):
        Store(tmp_path).write(NAME, b"x")


def test_an_interrupted_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Store(tmp_path).write(NAME, b"x")
    assert list((tmp_path / "申报表").iterdir()) == []
