"""A whole build whose PDFs LibreOffice prints, in several processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from formgen.layout import libreoffice
from tests.run.conftest import CASE

ARGUMENTS = ("--pdf-engine", "libreoffice", "--jobs", "2", "--only", "推荐表")


@pytest.mark.skipif(
    libreoffice.find_program() is None,
    reason="LibreOffice is not installed (make setup-test installs it)",
)
def test_a_whole_build_by_libreoffice(here: Path) -> None:
    temporary = here / "temporary"
    temporary.mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", "formgen", "build", str(CASE), *ARGUMENTS],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    made = sorted(Path("output/reading-2025/推荐表").glob("*.pdf"))
    assert [len(PdfReader(one).pages) > 0 for one in made] == [True] * 3
    assert "LibreOffice" in str(PdfReader(made[0]).metadata)
    names = ("苏禾苗", "陆𠮷堃", "阿尔娜")
    texts = ["".join(page.extract_text() for page in PdfReader(one).pages) for one in made]
    assert all(any(name in text for text in texts) for name in names)
    assert list(temporary.glob("formgen-*")) == [], "profiles go with their processes"
