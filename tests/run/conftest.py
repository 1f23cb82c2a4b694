"""The command as its user types it, in a folder of the user's."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from formgen.cli import main
from formgen.run.stores.store import FolderStore
from tests.conftest import ROOT
from tests.run.manifests import FIRST, SECOND, run

CASE = ROOT / "tests/cases/reading-2025"


class Formgen:
    """The command, run in this process: starting Python a hundred times costs minutes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._screen = screen

    def __call__(self, *arguments: str | Path) -> tuple[int, str]:
        """Exit code, and everything on the screen with long lines made whole."""
        self._monkeypatch.setattr(sys, "argv", ["formgen", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = self._screen.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, told.out + told.err


@pytest.fixture
def formgen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Formgen:
    monkeypatch.setenv("COLUMNS", "400")
    return Formgen(monkeypatch, capsys)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's, in which the command is typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def campaign(here: Path) -> Path:
    """A copy of the made-up campaign that may be changed."""
    return Path(shutil.copytree(CASE, here / "data" / "reading-2025"))


def edit(path: Path, old: str, new: str) -> None:
    """Change a text that has to stand in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    """A folder of output in which there is nothing yet."""
    return FolderStore(tmp_path / "out", aside=True)


@pytest.fixture
def built(store: FolderStore) -> FolderStore:
    """The same after a run that made two files."""
    run(store, {FIRST: b"1", SECOND: b"2"})
    return store
