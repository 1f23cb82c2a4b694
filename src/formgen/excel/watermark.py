"""An .xlsx file's bytes → the same with a text in the print header of every sheet.

Cells stay as they are, and in Excel and WPS rows keep their places on paper: the text is only as
large as the top margin lets it be (ECMA-376 part 1, 18.3.1.46 and 18.3.1.39).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from formgen.excel.furniture import MAX_LENGTH
from formgen.excel.package import MAIN, read_workbook_package, serialize
from formgen.ooxml import Package, deflate, write_zip

_SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet"})
_ORDER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_BEHIND = (
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "drawingHF", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects"),
    *("controls", "webPublishItems", "tableParts", "extLst"),
)
"""What the schema has behind headerFooter, of worksheets and chart sheets (A.2)."""
_CODE = re.compile("&(.)", flags=re.DOTALL)
_SECTIONS = "LCR"
_FONT, _COLOUR = "黑体,常规", "BFBFBF"
_TOP, _HEADER, _NEAR_EDGE = 0.75, 0.3, 0.2
"""Inches: Excel's margins where a sheet has none, and as near to the edge as printers print."""
_LINE = 1.6
"""A line's height over its type size."""
_OWN_LINE = 15.0
"""Points that a line of the sheet's own header may take."""
_SMALLEST, _LARGEST = 12, 48


def with_watermark(content: bytes, text: str = "草稿") -> bytes:
    """The workbook, or template, with a text large and grey above every printed page.

    What the header says already stays. Equal input gives equal bytes.

    Raises:
        PackageError: no .xlsx workbook, or a damaged one.
    """
    package = read_workbook_package(content)
    changed = {part: _marked(package, part, text) for part in _sheets(package)}
    parts = {**package.parts, **changed}
    return write_zip(deflate(name, part) for name, part in parts.items())


def _sheets(package: Package) -> Iterator[str]:
    for link in package.relationships(package.main_part()):
        if link.type in _SHEETS and link.target in package.parts:
            yield link.target


def _marked(package: Package, part: str, text: str) -> bytes:
    """The bytes of a sheet with the text in the headers that its pages have."""
    root = package.tree(part)
    furniture = _furniture(root)
    headers = [_child(furniture, name) for name in _headers_in_use(furniture)]
    lines = max(_lines(header.text or "") for header in headers)
    size = _size(root, lines)
    for header in headers:
        header.text = _with_text(header.text or "", text, size)
    return serialize(root)


def _furniture(root: etree._Element) -> etree._Element:
    """The element of headers and footers, made at its place where missing."""
    found = root.find(f"{{{MAIN}}}headerFooter")
    if found is not None:
        return found
    made = etree.Element(f"{{{MAIN}}}headerFooter")
    behind = {f"{{{MAIN}}}{name}" for name in _BEHIND}
    following = next((child for child in root if child.tag in behind), None)
    if following is None:
        root.append(made)
    else:
        following.addprevious(made)
    return made


def _headers_in_use(furniture: etree._Element) -> list[str]:
    names = ["oddHeader"]
    if furniture.get("differentOddEven") in {"1", "true"}:
        names.append("evenHeader")
    if furniture.get("differentFirst") in {"1", "true"}:
        names.append("firstHeader")
    return names


def _child(furniture: etree._Element, name: str) -> etree._Element:
    """A header or footer, made at its place where missing."""
    found = furniture.find(f"{{{MAIN}}}{name}")
    if found is None:
        found = etree.Element(f"{{{MAIN}}}{name}")
        earlier = {f"{{{MAIN}}}{one}" for one in _ORDER[: _ORDER.index(name)]}
        furniture.insert(sum(child.tag in earlier for child in furniture), found)
    return found


def _lines(header: str) -> int:
    return header.count("\n") + 1 if header.strip() else 0


def _size(root: etree._Element, lines: int) -> int:
    """Points that fit between header and sheet; an empty header moves to the paper's edge."""
    margins = root.find(f"{{{MAIN}}}pageMargins")
    top, header = _inches(margins, "top", _TOP), _inches(margins, "header", _HEADER)
    if not lines and margins is not None and header > _NEAR_EDGE:
        header = _NEAR_EDGE
        margins.set("header", str(header))
    room = (top - header) * 72 - lines * _OWN_LINE
    return int(min(max(room / _LINE, _SMALLEST), _LARGEST))


def _inches(margins: etree._Element | None, name: str, default: float) -> float:
    try:
        return default if margins is None else float(margins.get(name, ""))
    except ValueError:
        return default


def _with_text(header: str, text: str, size: int) -> str:
    """The header with the text as last line of its middle.

    A middle that leaves no room for it in what Excel takes gives way.
    """
    sections = _split(header)
    written = f'&"{_FONT}"&{size}&K{_COLOUR}{text.replace("&", "&&")}'
    middle = sections.get("C", "")
    longer = {**sections, "C": f"{middle}\n{written}" if middle.strip() else written}
    whole = _joined(longer)
    return whole if len(whole) <= MAX_LENGTH else _joined({**sections, "C": written})


def _split(header: str) -> dict[str, str]:
    """Left, middle and right; text before any of &L, &C and &R stands in the middle."""
    sections: dict[str, str] = {}
    name, start = "C", 0
    for code in _CODE.finditer(header):
        if code[1] in _SECTIONS:
            sections[name] = sections.get(name, "") + header[start : code.start()]
            name, start = code[1], code.end()
    sections[name] = sections.get(name, "") + header[start:]
    return sections


def _joined(sections: Mapping[str, str]) -> str:
    return "".join(f"&{name}{sections[name]}" for name in _SECTIONS if sections.get(name))
