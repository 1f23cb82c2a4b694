"""A small .docx file and further parts → the .docx file with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PIL import Image

from formgen.layout.model import Block, Inline, PageModel, Paragraph, Table, Text
from formgen.layout.reading import read_document
from tests.word.making import docx

MAIN_LINKS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    }.items()
)
"""Declared by tests on the element that needs them; `making` declares the others."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of the document part."""

    id: str
    kind: str
    target: str
    external: bool = False


def packed(content: bytes, parts: Mapping[str, str | bytes], links: Iterable[Link] = ()) -> bytes:
    """The file with more parts, and relationships from the document to them."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        files[name] = part.encode() if isinstance(part, str) else part
    new = "".join(
        f'<Relationship Id="{link.id}" Type="{_OFFICE}/{link.kind}" Target="{link.target}" '
        f'TargetMode="{"External" if link.external else "Internal"}"/>'
        for link in links
    )
    end = b"</Relationships>"
    files[MAIN_LINKS] = files[MAIN_LINKS].replace(end, new.encode() + end)
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_settings(content: bytes, settings: str) -> bytes:
    """The file with a settings part of this inner XML."""
    part = f'<w:settings xmlns:w="{_W}">{settings}</w:settings>'
    return packed(content, {"word/settings.xml": part}, [Link("set1", "settings", "settings.xml")])


def with_picture(content: bytes, picture: bytes, name: str = "a.png") -> bytes:
    """The file with a picture under the relationship id "pic1"."""
    return packed(
        content, {f"word/media/{name}": picture}, [Link("pic1", "image", f"media/{name}")]
    )


def png(width: int = 2, height: int = 2) -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()


def model(*body: str, section: str = "", **parts: str) -> PageModel:
    """The page model of a small document, its body pieces as for `making.docx`."""
    return read_document(docx(*body, **({"section": section} if section else {}), parts=parts))


def blocks(*body: str) -> tuple[Block, ...]:
    """The blocks of a small document's only section."""
    return model(*body).sections[0].blocks


def only_paragraph(*body: str) -> Paragraph:
    """The first block of a small document, which is a paragraph."""
    first = blocks(*body)[0]
    assert isinstance(first, Paragraph)
    return first


def only_table(*body: str) -> Table:
    """The first block of a small document, which is a table."""
    first = blocks(*body)[0]
    assert isinstance(first, Table)
    return first


def words(content: Iterable[Inline]) -> str:
    """The text of inlines; what is no text as its kind in angle brackets."""
    return "".join(
        item.text if isinstance(item, Text) else f"<{type(item).__name__}>" for item in content
    )


def text_of(found: Iterable[Block]) -> list[str]:
    """The text of each paragraph, those in tables row by row."""
    lines: list[str] = []
    for block in found:
        if isinstance(block, Paragraph):
            lines.append(words(block.content))
        else:
            for row in block.rows:
                for cell in row.cells:
                    lines += text_of(cell.blocks)
    return lines


def constructs(found: PageModel) -> set[str]:
    """What is not printed as Word prints it."""
    return {notice.construct for notice in found.not_shown}
