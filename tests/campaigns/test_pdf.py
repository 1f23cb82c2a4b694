"""The PDFs of the five campaigns: pages, characters, fonts, metadata, equal bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from pypdf import PdfReader

from formgen.campaign import Document
from formgen.plan import Selection
from formgen.run.build import build
from formgen.run.preparing import Wishes
from tests.campaigns.conftest import Built
from tests.campaigns.reading import docx_lines, pdf_lines
from tests.campaigns.test_libreoffice import PAGES


def pdfs(built: Built) -> list[Path]:
    """Every PDF, of entries, lists and empty forms, that is printed of a Word file."""
    blank = [built.root / artifact.path for artifact in built.blank.artifacts]
    return [path for path in (*built.papers(), *blank) if path.suffix == ".pdf"]


def reader(path: Path) -> Any:
    """pypdf's reading; untyped, because its types say "some object" of every entry."""
    return PdfReader(path, strict=True)


def test_the_notices_forms_fill_their_pages_when_empty(built: Built) -> None:
    named = {name: pages for (id_, name), pages in PAGES.items() if id_ == built.campaign.id}
    counted = {name: len(reader(built.blank_file(name, ".pdf")).pages) for name in named}
    assert counted == named != {}


def marks(lines: Iterator[str]) -> Counter[str]:
    """How often each visible character stands there."""
    return Counter("".join("".join(lines).split()))


def test_every_character_of_the_word_file_is_printed(built: Built) -> None:
    for path in pdfs(built):
        written = marks(docx_lines(path.with_suffix(".docx")))
        assert written - marks(pdf_lines(path)) == Counter(), path


def test_nothing_is_printed_that_the_word_file_does_not_say(built: Built) -> None:
    for path in pdfs(built):
        pages = reader(path).pages
        extra = marks(pdf_lines(path)) - marks(docx_lines(path.with_suffix(".docx")))
        if len(pages) == 1:
            assert extra == Counter(), path
        else:  # a table's head is repeated, and nothing else
            first = marks(iter([pages[0].extract_text()]))
            assert not extra - Counter({c: n * (len(pages) - 1) for c, n in first.items()}), path


def fonts_of(path: Path) -> Iterator[tuple[str, Any]]:
    """Name and descriptor of every font of every page."""
    for page in reader(path).pages:
        for entry in page["/Resources"]["/Font"].values():
            font = entry.get_object()
            (descendant,) = font["/DescendantFonts"]
            yield font["/BaseFont"], descendant.get_object()["/FontDescriptor"].get_object()


def test_every_font_is_embedded_and_only_what_is_used_of_it(built: Built) -> None:
    for path in pdfs(built):
        found = list(fonts_of(path))
        assert found, path
        for name, descriptor in found:
            assert re.match(r"/[A-Z]{6}\+", name), (path, name)
            (file,) = {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert 0 < len(descriptor[file].get_data()) < 1_000_000, (path, name)


def described(built: Built) -> Iterator[tuple[Document, Path, dict[str, str]]]:
    """Every PDF of the data with its document and metadata."""
    documents = {document.name: document for document in built.campaign.documents}
    for artifact in built.result.artifacts:
        if artifact.path.suffix == ".pdf" and artifact.document in documents:
            path = built.root / artifact.path
            yield documents[artifact.document], path, dict(reader(path).metadata)


def test_every_pdf_says_what_it_is_of_whom_and_in_what_language(built: Built) -> None:
    for document, path, metadata in described(built):
        own = docx.Document(str(path.with_suffix(".docx"))).core_properties.title
        assert metadata["/Title"] == own or document.name in metadata["/Title"], path
        assert metadata["/Author"] == "、".join(built.campaign.organisers.hosts)
        assert reader(path).trailer["/Root"]["/Lang"] == "zh-CN"


def test_an_identifier_belongs_to_one_entry_and_lists_have_none(built: Built) -> None:
    bearers: dict[str, set[str]] = {}
    for document, path, metadata in described(built):
        number = re.match(r"(\d\d)_", path.name)
        assert ("/Identifier" in metadata) == (number is not None), path
        if number:
            assert re.fullmatch(rf"{built.campaign.id}-[0-9a-f]{{12}}", metadata["/Identifier"])
            bearers.setdefault(metadata["/Identifier"], set()).add(number[1])
            assert document.name == path.parent.name
    assert sorted(n for numbers in bearers.values() for n in numbers) == [
        f"{entry.number:02}" for entry in built.data.applicants.entries
    ]
    assert all(len(numbers) == 1 for numbers in bearers.values())
    for artifact in built.blank.artifacts:
        if artifact.path.suffix == ".pdf":
            assert "/Identifier" not in reader(built.root / artifact.path).metadata


def test_building_again_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    unit = next(entry.unit for entry in built.data.applicants.entries if entry.unit)
    wanted = Selection(formats=frozenset({"pdf"}), units=frozenset({unit}))
    again = build(built.folder, tmp_path, Wishes(wanted))
    first = {artifact.path: artifact.digest for artifact in built.result.artifacts}
    assert again.artifacts
    for artifact in again.artifacts:
        assert artifact.digest == first[artifact.path]
        made = (again.root / artifact.path).read_bytes()
        assert made == (built.root / artifact.path).read_bytes()
