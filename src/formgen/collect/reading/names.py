"""Names of the elements a returned form is read by, beside those of every Word file."""

from __future__ import annotations

from lxml import etree

from formgen.word.names import TEXT, W

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"

VALUE = f"{W}val"
SIGN = f"{W}sym"
CONTROL = f"{W}sdt"
CONTROL_CONTENT = f"{W}sdtContent"
TEXT_BOX = f"{W}txbxContent"
ALTERNATIVES = f"{MC}AlternateContent"
BLIP = f"{A}blip"
IMAGE_DATA = f"{VML}imagedata"
LETTERS = f"{M}t"

WRAPPERS = frozenset(
    W + name for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "dir", "bdo")
)
"""What may stand round paragraphs, rows, cells and runs without changing how they read."""
GONE = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr"),
        *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "ffData"),
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "fldData"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
"""What holds no text of the form: properties, anchors, and what was deleted or moved away."""
_BEARING = (TEXT, SIGN, TEXT_BOX, BLIP, IMAGE_DATA)
_OFF = frozenset({"0", "false", "off"})


def is_on(element: etree._Element | None, name: str = VALUE) -> bool:
    """Whether a switch is there and not turned off (ECMA-376 part 1, 17.17.4)."""
    return element is not None and element.get(name, "1").lower() not in _OFF


def number_of(text: str | None, default: int = 0) -> int:
    """A whole number as an attribute says it; the default where it says none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent to read; None where none holds anything.

    All branches say the same (ECMA-376 part 3, 9.3), for programs of different age: the first
    that holds text or pictures this reader knows is taken, the newest first.
    """
    branches = [branch for branch in alternatives if isinstance(branch.tag, str)]
    for branch in branches:
        if next(branch.iter(*_BEARING), None) is not None:
            return branch
    return branches[0] if branches else None
