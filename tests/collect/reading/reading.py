"""Pieces of a document's body → what is read from them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from formgen.collect.content import Box, Content
from formgen.collect.reading import content_of, read_form
from tests.word.making import docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONSHIPS = "word/_rels/document.xml.rels"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(*body: str) -> str:
    """A document.xml."""
    return f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"


def boxes(*body: str) -> tuple[Box, ...]:
    """The boxes of a body without pictures."""
    return content_of(etree.fromstring(document(*body)))


def texts(*body: str) -> list[str]:
    """The texts of the boxes of a body."""
    return [box.text for box in boxes(*body)]


def place(box: Box) -> tuple[int, int, int, int, int]:
    """Where a cell stands: table, row, column, columns, rows."""
    return (box.table, box.row, box.column, box.columns, box.rows)


def form(*body: str, parts: Mapping[str, bytes] | None = None, links: str = "") -> bytes:
    """A .docx file.

    Args:
        body: XML.
        parts: further parts, or other bytes for those it has.
        links: relationships of the document, as `link` makes them.
    """
    with zipfile.ZipFile(io.BytesIO(docx())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = document(*body).encode()
    files[RELATIONSHIPS] = files[RELATIONSHIPS].replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    return zipped({**files, **(parts or {})})


def link(identity: str, target: str, kind: str = "image", more: str = "") -> str:
    """A relationship."""
    return f'<Relationship Id="{identity}" Type="{_RELATION}/{kind}" Target="{target}" {more}/>'


def read(*body: str, parts: Mapping[str, bytes] | None = None, links: str = "") -> Content:
    """What is read from a .docx file."""
    return read_form(form(*body, parts=parts, links=links))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
