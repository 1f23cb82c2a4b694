"""Words of WordprocessingML → small .docx files for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATIONSHIPS}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" '
    'w:bottom="1247" w:left="1134" w:header="850" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text, with the inner XML of its properties."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of texts; a piece that starts with < is XML already."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    pieces = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p>{inner}{pieces}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of paragraphs; a piece that is no XML becomes a paragraph."""
    pieces = [piece if piece.startswith("<") else paragraph(piece) for piece in content]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(pieces) or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; a piece that is no XML becomes a cell."""
    inner = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    pieces = [piece if piece.startswith("<") else cell(piece) for piece in cells]
    return f"<w:tr>{inner}{''.join(pieces)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (2268, 2268), properties: str = "") -> str:
    """A table with its grid widths in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def docx(
    *body: str, section: str = A4, styles: str = "", parts: Mapping[str, str] | None = None
) -> bytes:
    """A .docx file: body pieces (text becomes a paragraph), styles, headers and footers.

    Args:
        body: XML, or the text of a paragraph.
        section: the last section's sectPr; a part is referred to as r:id="<its name>".
        styles: the inner XML of the styles part.
        parts: header and footer names, such as header1, to their inner XML.
    """
    pieces = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in body)
    files = {
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{pieces}{section}</w:body>"
        "</w:document>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    }
    links = _link("styles", "styles", "styles.xml")
    types = _override("styles.xml", "styles")
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
        links += _link(name, kind, f"{name}.xml")
        types += _override(f"{name}.xml", kind)
    return _zip({**_frame(links, types), **files})


def _frame(links: str, types: str) -> dict[str, str]:
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{_override('document.xml', 'document.main')}{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{_link('rId1', 'officeDocument', 'word/document.xml')}</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{links}</Relationships>",
    }


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/>'


def _zip(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, _DECLARATION + content)
    return buffer.getvalue()
