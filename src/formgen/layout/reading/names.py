"""Names of the elements a document's structure is made of, as lxml spells them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPC = "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LC = "{http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
VML_WORD = "{urn:schemas-microsoft-com:office:word}"
XML = "{http://www.w3.org/XML/1998/namespace}"

VALUE = f"{W}val"
TYPE = f"{W}type"
WIDTH = f"{W}w"
PARAGRAPH = f"{W}p"
PARAGRAPH_PROPERTIES = f"{W}pPr"
RUN = f"{W}r"
RUN_PROPERTIES = f"{W}rPr"
TABLE = f"{W}tbl"
ROW = f"{W}tr"
CELL = f"{W}tc"
SECTION_PROPERTIES = f"{W}sectPr"
ALTERNATE_CONTENT = f"{MC}AlternateContent"
TEXT_BOX = f"{W}txbxContent"

_SHAPE_NAMESPACES = frozenset({WPS[1:-1], WPG[1:-1], WPC[1:-1]})
"""What a Choice may require and this reader understands."""


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of mc:AlternateContent to read (ECMA-376 part 3, 9.3); None if it is empty."""
    for branch in alternate:
        if branch.tag == f"{MC}Choice" and _understood(branch):
            return branch
    fallback, choice = alternate.find(f"{MC}Fallback"), alternate.find(f"{MC}Choice")
    if fallback is None or (choice is not None and not len(fallback)):
        return choice  # what is not understood is noted there, while nothing would be silent
    return fallback


def _understood(choice: etree._Element) -> bool:
    prefixes = choice.get("Requires", "").split()
    return bool(prefixes) and all(
        choice.nsmap.get(prefix) in _SHAPE_NAMESPACES for prefix in prefixes
    )


def flattened(parent: etree._Element) -> Iterator[etree._Element]:
    """The blocks, rows or cells in a parent, out of content controls, insertions and the like.

    What was deleted or moved away is not there (ECMA-376 part 1, 17.13.5).
    """
    for element in parent:
        tag = element.tag
        if tag in _WRAPPERS:
            yield from flattened(element)
        elif tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            if content is not None:
                yield from flattened(content)
        elif tag == ALTERNATE_CONTENT:
            branch = chosen(element)
            if branch is not None:
                yield from flattened(branch)
        elif tag not in _GONE:
            yield element


_WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent"))
_GONE = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"),
        *("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "tblPr", "tblGrid", "tcPr", "trPr", "tblPrEx"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
