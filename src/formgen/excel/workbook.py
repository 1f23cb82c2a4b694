"""workbook.xml → the list of sheets, and back with new names, areas and titles."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError

from formgen.excel.package import MAIN, RELATIONS, drop, serialize
from formgen.excel.reference import Formula, Mover, read_formula
from formgen.ooxml import Package, Relationship, parse_part

MAX_TITLE = 31
"""Characters Excel allows in a sheet's name."""
_TITLE_FORBIDDEN = str.maketrans(":\\/?*[]", "：＼／？＊［］", "".join(map(chr, range(32))))
PROPERTIES = "docProps/app.xml"
"""The part that lists the sheets' names once more."""
_DISPENSABLE = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
"""Names that are left out when the rows they stand for are gone."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name."""

    position: int
    """Among the workbook's defined names."""
    formula: Formula
    dispensable: bool


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook part of a template."""

    part: str
    root: etree._Element
    sheets: tuple[SheetEntry, ...]
    names: tuple[Name, ...]
    computes: bool
    """Whether any sheet has formulas, which then are computed when it is opened."""

    def filled(self, mover: Mover) -> bytes:
        """The part with its sheets renamed and its names pointed at the filled rows."""
        root = copy.deepcopy(self.root)
        for sheet in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
            sheet.set("name", mover.titles.get(sheet.get("name", ""), sheet.get("name", "")))
        listed = root.findall(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName")
        for name in self.names:
            self._move(listed[name.position], name, mover)
        if self.computes:
            _compute_on_load(root)
        return serialize(root)

    @staticmethod
    def _move(element: etree._Element, name: Name, mover: Mover) -> None:
        if name.dispensable and mover.vanished(name.formula, ""):
            drop(element)
        else:
            element.text = mover.area(name.formula)


def read_book(package: Package, *, computes: bool) -> Book:
    """The workbook part.

    Raises:
        PackageError: it is damaged.
    """
    part = package.main_part()
    root = package.tree(part)
    links = {link.id: link for link in package.relationships(part)}
    found = (
        _entry(element, links) for element in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
    )
    sheets = tuple(entry for entry in found if entry is not None)
    return Book(part, root, sheets, tuple(_names(root)), computes)


def _entry(element: etree._Element, links: Mapping[str, Relationship]) -> SheetEntry | None:
    link = links.get(element.get(f"{{{RELATIONS}}}id", ""))
    if link is None or link.type != "worksheet":
        return None
    return SheetEntry(element.get("name", ""), link.target)


def _names(root: etree._Element) -> list[Name]:
    found = []
    listed = root.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName")
    for position, element in enumerate(listed):
        try:
            formula = read_formula(element.text or "")
        except (TokenizerError, IndexError):
            # No formula, so nothing in it can move.
            continue
        found.append(Name(position, formula, element.get("name") in _DISPENSABLE))
    return found


def _compute_on_load(root: etree._Element) -> None:
    element = root.find(f"{{{MAIN}}}calcPr")
    if element is None:
        element = etree.Element(f"{{{MAIN}}}calcPr")
        before = ("sheets", "functionGroups", "externalReferences", "definedNames")
        earlier = [child for name in before for child in root.findall(f"{{{MAIN}}}{name}")]
        earlier[-1].addnext(element)
    element.set("fullCalcOnLoad", "1")


def sheet_titles(wanted: Sequence[str]) -> list[str]:
    """Names a workbook can have for the wanted ones: no forbidden character, no name twice.

    Forbidden characters become their full-width forms; a name over 31 characters is cut.
    """
    titles: list[str] = []
    for text in wanted:
        title = re.sub("^'|'$", "’", text.translate(_TITLE_FORBIDDEN).strip()) or "工作表"
        number, candidate = 1, _cut(title, "")
        while candidate.casefold() in (taken.casefold() for taken in titles):
            number += 1
            candidate = _cut(title, f"（{number}）")
        titles.append(candidate)
    return titles


def _cut(title: str, ending: str) -> str:
    room = MAX_TITLE - len(ending)
    return (title if len(title) <= room else title[: room - 1] + "…") + ending


def renamed_properties(content: bytes, titles: Mapping[str, str]) -> bytes:
    """docProps/app.xml, which lists the sheets' names, with the new ones."""
    root = parse_part(content)
    for element in root.iter("{*}lpstr"):
        title, mark, rest = (element.text or "").partition("!")
        if title in titles:
            element.text = titles[title] + mark + rest
    return serialize(root)
