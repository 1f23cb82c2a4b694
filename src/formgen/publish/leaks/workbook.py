"""The worksheets of a workbook → their cells and comments, with the sheet's name and state."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from lxml import etree

from formgen.ooxml import Package, PackageError
from formgen.publish.leaks.model import Passage

_STATES = {"hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}
_BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"


def sheet_labels(package: Package) -> tuple[frozenset[str], Mapping[str, str]]:
    """The worksheet parts, and how places in them and in the parts that belong to them begin.

    Both are empty for anything but a workbook.
    """
    try:
        sheets = package.tree(_BOOK).iter("{*}sheet")
        links = {link.id: link.target for link in package.relationships(_BOOK)}
    except PackageError:
        return frozenset(), {}
    labels: dict[str, str] = {}
    for sheet in sheets:
        identifier = next((v for key, v in sheet.items() if str(key).endswith("}id")), "")
        state = _STATES.get(sheet.get("state", ""), "")
        if part := links.get(str(identifier)):
            labels[part] = f"工作表“{sheet.get('name', '')}”{state}"
    found = frozenset(labels)
    for part in found:
        for belonging in _belonging(package, part):
            labels.setdefault(belonging, labels[part])
    return found, labels


def _belonging(package: Package, part: str) -> Iterator[str]:
    """Comments, drawings and tables of a worksheet."""
    try:
        for link in package.relationships(part):
            if not link.external:
                yield link.target
    except PackageError:
        return


def cell_passages(package: Package, sheet: etree._Element, label: str) -> Iterator[Passage]:
    """A passage each cell; numbers also without the exponent and decimals of programs."""
    strings = _strings(package)
    for cell in sheet.iter("{*}c"):
        value = cell.findtext("{*}v", "")
        if cell.get("t") == "s":
            text = strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
        elif cell.get("t") == "inlineStr":
            text = "".join(_shown(cell.find("{*}is")))
        else:
            text = _number(value)
        if text:
            yield Passage(f"{label}{cell.get('r', '')}", text)


def comment_passages(root: etree._Element, label: str) -> Iterator[Passage]:
    """The comments of a worksheet with the cells they are written on."""
    for comment in root.iter("{*}comment", "{*}threadedComment"):
        text = "".join(_shown(comment))
        if text.strip():
            yield Passage(f"{label}{comment.get('ref', '')}的批注", text)


def _strings(package: Package) -> list[str]:
    try:
        items = package.tree(_STRINGS).iter("{*}si")
    except PackageError:
        return []
    return ["".join(_shown(item)) for item in items]


def _shown(element: etree._Element | None) -> Iterator[str]:
    """The texts of an element's runs."""
    if element is not None:
        for text in element.iter("{*}t", "{*}text"):
            yield text.text or ""


def _number(value: str) -> str:
    """A value as it stands, with a whole number that is written 1.9900000101E10 or 7.0."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not value.isdecimal() and math.isfinite(number) and number == int(number):
        return f"{value}\n{int(number)}"
    return value
