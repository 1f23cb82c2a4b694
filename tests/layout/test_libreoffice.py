"""LibreOffice as a converter: the right PDF for each file, our fonts, limits, a tidy end."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pypdf import PdfReader

from formgen.layout import libreoffice
from formgen.layout.libreoffice import LibreOffice, find_program, version
from formgen.problems import EnvironmentLackError, InputError
from tests.word.making import docx, paragraph, run

BUNDLED = files("formgen.fonts") / "bundled"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="starts a shell script")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    if find_program() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing, and CI may not skip what needs it")
        pytest.skip("LibreOffice is not installed (make setup-test installs it)")
    fonts = tmp_path_factory.mktemp("fonts")
    for name in ("FandolKai-Regular.otf", "DejaVuSans.ttf"):
        shutil.copy(str(BUNDLED / name), fonts)
    aliases = {"竹体": ["FandolKai", "DejaVu Sans"], "石体&": ["DejaVu Sans"]}
    with LibreOffice.open([fonts], aliases) as made:
        yield made


def asking_for(typeface: str) -> bytes:
    names = f'<w:rFonts w:ascii="{typeface}" w:eastAsia="{typeface}" w:hAnsi="{typeface}"/>'
    return docx(paragraph(run("bamboo", names)))


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def test_each_name_gets_its_own_pdf_and_a_broken_file_is_named(office: LibreOffice) -> None:
    broken_page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    made = office.convert_all({"一/表": docx("x"), "二/表": docx("x", broken_page, "y")})
    assert {name: len(reader(pdf).pages) for name, pdf in made.items()} == {"一/表": 1, "二/表": 2}
    with pytest.raises(InputError, match="“坏”"):
        office.convert(b"no Word file at all", "坏")


def font_names(content: bytes) -> set[str]:
    """PostScript names of the fonts in a PDF, without the subset's tag."""
    return {name.decode() for name in re.findall(rb"/BaseFont/[A-Z]{6}\+([^/\s]+)", content)}


def test_the_given_fonts_stand_in_for_the_names_of_the_document(office: LibreOffice) -> None:
    made = office.convert_all({"竹": asking_for("竹体"), "石": asking_for("石体&amp;")})
    assert font_names(made["竹"]) == {"FandolKai-Regular"}
    assert font_names(made["石"]) == {"DejaVuSans"}


def test_the_version_says_what_program_it_is(office: LibreOffice) -> None:
    assert version(office.program).startswith("LibreOffice ")
    assert version(Path("/nowhere/soffice")) == ""


@posix_only
def test_a_conversion_without_end_is_stopped_with_its_children(tmp_path: Path) -> None:
    child = tmp_path / "child"
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}\nwait\n")
    program.chmod(0o755)
    with LibreOffice(program, limit=0.5) as slow, pytest.raises(InputError, match=r"0\.5 秒"):
        slow.convert(b"")
    number = int(child.read_text())
    for _ in range(50):
        if not running(number):
            return
        time.sleep(0.02)
    pytest.fail("the child still runs")


def running(number: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked about does not."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{number}/stat")
    return not (state.exists() and state.read_text().rpartition(") ")[2].startswith("Z"))


@posix_only
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with LibreOffice(Path("/bin/true"), [tmp_path]) as idle:
        assert any(tmp_path.iterdir())
        with pytest.raises(InputError):
            idle.convert(b"")
    assert not any(tmp_path.iterdir())


def test_a_machine_without_libreoffice_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", {sys.platform: (f"{tmp_path}/*/soffice",)})
    with pytest.raises(EnvironmentLackError) as caught:
        LibreOffice.open()
    assert caught.value.exit_code == 7
    assert "安装 LibreOffice" in caught.value.hint
    for number in (7, 24):
        (tmp_path / f"libreoffice{number}").mkdir()
        (tmp_path / f"libreoffice{number}" / "soffice").touch()
    assert find_program() == tmp_path / "libreoffice7" / "soffice"
