from __future__ import annotations

import shutil
from pathlib import Path

from pypdf import PdfReader

from formgen.campaign import Scope
from tests.campaigns.conftest import Built
from tests.campaigns.reading import squeeze
from tests.conftest import Converter

PAGES = {
    ("xuzhou-2023", "申报表"): 1,
    ("hubei-2024", "案例（项目）推荐表"): 2,
    ("anhui-2024", "优秀案例推荐表"): 2,
    ("bozhou-2022", "申报表"): 2,
    ("guizhou-2018", "典型人物推荐表"): 1,
}
"""Pages of the forms the notices print, empty: a cover counts, nothing spills over."""


def distinct_copies(files: list[Path], folder: Path) -> dict[Path, Path]:
    """Copies under names that stay apart when their endings become .pdf."""
    folder.mkdir()
    copies = {}
    for number, path in enumerate(files):
        copies[path] = folder / f"{number:03}{path.suffix}"
        shutil.copy(path, copies[path])
    return copies


def test_every_made_file_converts_in_libreoffice(
    built: Built, convert_office: Converter, tmp_path: Path
) -> None:
    blank = [built.root / artifact.path for artifact in built.blank.artifacts]
    office = [path for path in (*built.files(), *blank) if path.suffix in (".docx", ".xlsx")]
    copies = distinct_copies(office, tmp_path / "copies")
    pdfs = convert_office(list(copies.values()), tmp_path)
    for path, copy in copies.items():
        assert len(PdfReader(pdfs[copy]).pages) >= 1, path


def test_the_notices_forms_fill_their_pages_when_empty(
    built: Built, convert_office: Converter, tmp_path: Path
) -> None:
    named = {name: pages for (id_, name), pages in PAGES.items() if id_ == built.campaign.id}
    for name, pages in named.items():
        (copy,) = distinct_copies([built.blank_file(name)], tmp_path / "copies").values()
        assert len(PdfReader(convert_office([copy], tmp_path)[copy]).pages) == pages


def test_libreoffice_reads_the_names_it_was_given(
    built: Built, convert_office: Converter, tmp_path: Path
) -> None:
    document = next(d for d in built.campaign.documents if Scope.ENTRY in d.scopes)
    entry = built.data.applicants.entries[0]
    (path,) = (built.root / document.name).glob(f"{entry.number:02}_*.docx")
    (copy,) = distinct_copies([path], tmp_path / "copies").values()
    read = convert_office([copy], tmp_path, to="txt:Text (encoded):UTF8")[copy]
    assert squeeze(entry.name) in squeeze(read.read_text(encoding="utf-8-sig"))
