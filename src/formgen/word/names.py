"""XML names of WordprocessingML, as lxml spells them."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

BODY = f"{W}body"
PARAGRAPH = f"{W}p"
SECTION = f"{W}sectPr"
PARAGRAPH_PROPERTIES = f"{W}pPr"
RUN = f"{W}r"
RUN_PROPERTIES = f"{W}rPr"
TEXT = f"{W}t"
TAB = f"{W}tab"
BREAK = f"{W}br"
TABLE = f"{W}tbl"
ROW = f"{W}tr"
CELL = f"{W}tc"
CELL_PROPERTIES = f"{W}tcPr"

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
