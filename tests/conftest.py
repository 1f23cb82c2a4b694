"""What all tests share: real LibreOffice, and the switch for slow tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[1]


class Converter(Protocol):
    """Converts files with LibreOffice."""

    def __call__(
        self, sources: Sequence[Path], folder: Path, to: str = "pdf"
    ) -> dict[Path, Path]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="run the slow tests as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow: runs in make test-all"))


@pytest.fixture(scope="session")
def convert_office(tmp_path_factory: pytest.TempPathFactory) -> Converter:
    """Convert Office files with a real LibreOffice; returns source → PDF, or another form."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and CI may not skip what needs it")
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(sources: Sequence[Path], folder: Path, to: str = "pdf") -> dict[Path, Path]:
        command = [program, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=540)
        suffix = to.partition(":")[0]
        return {source: folder / f"{source.stem}.{suffix}" for source in sources}

    return convert
