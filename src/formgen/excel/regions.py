"""A worksheet's skeleton → that of the filled sheet: every area in it moved with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError

from formgen.excel.package import MAIN, drop
from formgen.excel.reference import Mover, read_formula
from formgen.excel.rowmap import Origin, RowMap
from formgen.ooxml.area import Area, coordinate, parse_area

_X14 = "http://schemas.microsoft.com/office/excel/2006/main"
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
    *("ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture"),
    *("oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
"""Children of a worksheet in the order the schema demands (ECMA-376 Part 1, A.2)."""
_AREA_ATTRIBUTES = {
    "dimension": "ref",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "protectedRange": "sqref",
    "ignoredError": "sqref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
}
_LISTS = ("dataValidations", "hyperlinks", "ignoredErrors", "protectedRanges", "rowBreaks")
"""Elements that may not stand empty."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Moves what one sheet says besides its rows."""

    root: etree._Element
    """Changed in place."""
    title: str
    """Name of the sheet in the template."""
    mover: Mover

    @property
    def rows(self) -> RowMap:
        """Where the sheet's rows went."""
        return self.mover.maps[self.title]

    def move(self) -> None:
        """Point every area and formula at the filled rows."""
        self._formulas()
        for name, attribute in _AREA_ATTRIBUTES.items():
            for element in list(self.root.iter(_main(name))):
                self._area(element, attribute)
        self._extensions()
        self._hyperlinks()
        self._views()
        self._breaks()
        for name in _LISTS:
            self._tidy(name)

    def merge(self, areas: list[Area]) -> None:
        """Set the merged cells."""
        self._remove("mergeCells")
        if areas:
            merges = self._insert("mergeCells")
            merges.set("count", str(len(areas)))
            for area in areas:
                etree.SubElement(merges, _main("mergeCell")).set("ref", str(area))

    def furnish(self, texts: Mapping[str, str]) -> None:
        """Set headers and footers, by element name."""
        for name, text in texts.items():
            for element in self.root.iter(_main(name)):
                element.text = text

    def quiet(self, area: Area) -> None:
        """Keep Excel from marking numbers that are meant as text with a green corner."""
        if self.root.find(_main("ignoredErrors")) is None:
            error = etree.SubElement(self._insert("ignoredErrors"), _main("ignoredError"))
            error.set("sqref", str(area))
            error.set("numberStoredAsText", "1")

    def _area(self, element: etree._Element, attribute: str) -> None:
        moved = self.mover.sqref(element.get(attribute, ""), self.title)
        if moved and (attribute == "sqref" or " " not in moved):
            element.set(attribute, moved)
        elif moved:
            first, last = parse_area(moved.split()[0]), parse_area(moved.split()[-1])
            element.set(attribute, str(first.at(first.top, last.bottom)))
        else:
            drop(element)

    def _formulas(self) -> None:
        """Formulas of conditional formats and validations; they read from their first cell."""
        for name in ("conditionalFormatting", "dataValidation"):
            for element in self.root.iter(_main(name)):
                near = self._origin(element.get("sqref", ""))
                for formula in element.iter(_main("formula"), _main("formula1"), _main("formula2")):
                    self._formula(formula, near)

    def _formula(self, element: etree._Element, near: Origin | None) -> None:
        try:
            formula = read_formula(element.text or "")
        except (TokenizerError, IndexError):
            # A list of choices in quotes and the like: nothing that could move.
            return
        element.text = self.mover.formula(formula, self.title, near)

    def _origin(self, sqref: str) -> Origin | None:
        """The first row of the filled sheet that the areas cover."""
        region = self.rows.region
        moved = self.mover.sqref(sqref, self.title)
        if not moved:
            return None
        number = parse_area(moved.split()[0]).top
        if region.first <= number < region.first + len(self.rows.origins):
            return self.rows.origins[number - region.first]
        return None

    def _extensions(self) -> None:
        """What newer versions of Excel keep in extLst: areas after formulas, in text."""
        for areas in list(self.root.iter(f"{{{_X14}}}sqref")):
            owner = areas.getparent()
            if owner is None:
                continue
            near = self._origin(areas.text or "")
            for formula in owner.iter(f"{{{_X14}}}f"):
                self._formula(formula, near)
            areas.text = self.mover.sqref(areas.text or "", self.title)
            if not areas.text:
                drop(owner)

    def _hyperlinks(self) -> None:
        for link in list(self.root.iter(_main("hyperlink"))):
            for area in self.mover.sqref(link.get("ref", ""), self.title).split():
                copy = etree.fromstring(etree.tostring(link, with_tail=False))
                copy.set("ref", area)
                if copy.get("location"):
                    copy.set("location", self._location(copy.get("location", "")))
                link.addprevious(copy)
            drop(link)

    def _location(self, text: str) -> str:
        try:
            return self.mover.formula(read_formula(text), self.title)
        except (TokenizerError, IndexError):
            return text

    def _views(self) -> None:
        for view in self.root.iter(_main("sheetView"), _main("pane")):
            self._cell_of(view, "topLeftCell")
        for pane in self.root.iter(_main("pane")):
            self._split(pane)
        for selection in self.root.iter(_main("selection")):
            self._cell_of(selection, "activeCell")
            selection.set("sqref", selection.get("activeCell", "A1"))

    def _cell_of(self, element: etree._Element, attribute: str) -> None:
        if element.get(attribute):
            cell = parse_area(element.get(attribute, ""))
            element.set(attribute, coordinate(self.rows.nearest(cell.top), cell.left))

    def _split(self, pane: etree._Element) -> None:
        """Rows above a frozen split are counted; a split that is not frozen is in twips."""
        frozen = pane.get("state") in ("frozen", "frozenSplit")
        if frozen and pane.get("ySplit"):
            runs = self.rows.runs(1, int(float(pane.get("ySplit", "1"))))
            pane.set("ySplit", str(runs[-1].bottom if runs else 1))

    def _breaks(self) -> None:
        """Page breaks, each after a row: after every copy of that row."""
        for breaks in self.root.iter(_main("rowBreaks")):
            for item in list(breaks):
                row = int(item.get("id", "0"))
                for number in self._break_rows(row):
                    copy = etree.fromstring(etree.tostring(item, with_tail=False))
                    copy.set("id", str(number))
                    breaks.append(copy)
                breaks.remove(item)
            count = str(len(breaks))
            breaks.set("count", count)
            breaks.set("manualBreakCount", count)

    def _break_rows(self, row: int) -> list[int]:
        copies = self.rows.copies(row)
        return copies or [number for number in [self.rows.nearest(row) - 1] if number > 0]

    def _tidy(self, name: str) -> None:
        for element in list(self.root.iter(_main(name))):
            if element.get("count"):
                element.set("count", str(len(element)))
            if len(element) == 0:
                drop(element)

    def _remove(self, name: str) -> None:
        for element in self.root.findall(_main(name)):
            self.root.remove(element)

    def _insert(self, name: str) -> etree._Element:
        element = etree.Element(_main(name))
        later = {_main(other) for other in _ORDER[_ORDER.index(name) + 1 :]}
        for position, child in enumerate(self.root):
            if child.tag in later:
                self.root.insert(position, element)
                return element
        self.root.append(element)
        return element


def _main(name: str) -> str:
    return f"{{{MAIN}}}{name}"
