from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from formgen.templating import TemplateFolders
from tests.conftest import ROOT


def test_the_installed_program_brings_templates_and_its_language(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", tmp_path, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {str(path.relative_to(ROOT)) for path in (ROOT / "templates").glob("*/*")}
    assert {f"formgen/{name}" for name in templates} <= names
    assert "formgen/locale/zh_CN/LC_MESSAGES/formgen.mo" in names
    assert "formgen/py.typed" in names


def test_the_campaigns_own_template_comes_before_the_bundled_one(tmp_path: Path) -> None:
    own = tmp_path / "xuzhou-2023" / "templates" / "申报表.docx"
    folders = TemplateFolders.of(tmp_path / "xuzhou-2023", "xuzhou-2023")
    assert folders.find("申报表.docx").resolve() == ROOT / "templates/xuzhou-2023/申报表.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"")
    assert folders.find("申报表.docx") == own
