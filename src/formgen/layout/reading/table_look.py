"""A table's merged properties and its style's regions → borders, margins, text of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from formgen.layout.model import Border, Edges
from formgen.layout.reading.paragraph_look import ParagraphProperties, merge_paragraph
from formgen.layout.reading.run_look import RunProperties
from formgen.layout.reading.table_properties import (
    Borders,
    CellProperties,
    Margins,
    Region,
    Side,
    TableAlignment,
    TableProperties,
    VerticalAlign,
)

_NO_BORDERS: Edges[Border | None] = Edges(None, None, None, None)
_CELL_MARGINS = Edges(0.0, 5.4, 0.0, 5.4)
"""Of Word's own table style; the standard's 115 twips (17.4.43) is never seen in files."""


@dataclass(frozen=True, slots=True, eq=False)
class TableText:
    """What a table style says of the text in a cell; compared by identity, to be a key."""

    paragraph: ParagraphProperties
    run: RunProperties


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a cell looks before its own w:tcPr."""

    text: TableText | None = None
    """For `Styles.run` and `Styles.paragraph`; None where the style says nothing of text."""
    borders: Edges[Border | None] = _NO_BORDERS
    margins: Edges[float] = _CELL_MARGINS
    shading: str | None = None
    vertical_align: VerticalAlign = "top"


@dataclass(frozen=True, slots=True)
class Span:
    """The rows, or the grid columns, that a cell takes of its table's."""

    start: int
    """First one, from 0."""
    size: int
    """How many; more than one for merged cells."""
    count: int
    """Of the whole table."""
    heads: int = 1
    """Rows the style takes for the first: all that are repeated on each page."""

    @property
    def end(self) -> int:
        """The one after the last."""
        return self.start + self.size

    def sides(self, first: int, last: int) -> tuple[bool, bool]:
        """Whether the span begins a region from first to last, and whether it ends it."""
        return self.start <= first, self.end > last


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A table's style and its direct properties together; lengths in points."""

    borders: Edges[Border | None] = _NO_BORDERS
    """Outer ones."""
    inside_h: Border | None = None
    inside_v: Border | None = None
    cell_margins: Edges[float] = _CELL_MARGINS
    indent: float = 0.0
    """w:tblInd."""
    alignment: TableAlignment = "left"
    cell_spacing: float = 0.0
    shading: str | None = None
    regions: Mapping[str, Region] = field(default_factory=dict)
    """By ST_TblStyleOverrideType (17.18.89), wholeTable included."""
    switched_on: frozenset[str] = frozenset()
    """Flags of w:tblLook."""
    row_band: int = 1
    column_band: int = 1
    _looks: dict[tuple[object, ...], TableLook] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Cells already worked out, for these borders and margins only."""
    _texts: dict[tuple[str, ...], TableText | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The same of their text, for these regions only."""

    def with_exceptions(self, own: TableProperties) -> TableStyle:
        """The style for rows with a w:tblPrEx (17.4.61), which changes borders and margins.

        Args:
            own: what `read_table` reads from it.
        """
        borders = {**_as_borders(self), **own.get("borders", {})}
        return replace(
            self,
            borders=_outer(borders),
            inside_h=borders.get("insideH"),
            inside_v=borders.get("insideV"),
            cell_margins=_with_margins(self.cell_margins, own.get("margins", {})),
            shading=own.get("shading", self.shading),
            _looks={},
        )

    def cell(self, down: Span, across: Span) -> TableLook:
        """The look of a cell before its own properties.

        Args:
            down: the rows it takes.
            across: the grid columns it takes.
        """
        names = self._names(down, across)
        edges = (down.start == 0, down.end >= down.count, across.start == 0)
        key = (names, *edges, across.end >= across.count, down.end >= down.heads)
        if self._is_banded():
            return self._look(names, down, across)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._look(names, down, across)
        return found

    def _is_banded(self) -> bool:
        """Whether borders depend on more than a cell's being at the table's edges."""
        return self.row_band > 1 or self.column_band > 1

    def _look(self, names: tuple[str, ...], down: Span, across: Span) -> TableLook:
        edges = _distributed(
            _as_borders(self), down.sides(0, down.count - 1), across.sides(0, across.count - 1)
        )
        cell: CellProperties = {}
        margins: dict[Side, float] = {}
        for name in names:
            region = self.regions[name]
            cell.update(region.cell)
            margins.update(region.cell.get("margins", {}))
            vertical, horizontal = self._extent(name, down, across)
            edges |= _distributed(region.cell.get("borders", {}), vertical, horizontal)
        return TableLook(
            self._text(names),
            _outer(edges),
            _with_margins(self.cell_margins, margins),
            cell.get("shading", self.shading),
            cell.get("vertical_align", "top"),
        )

    def _text(self, names: tuple[str, ...]) -> TableText | None:
        if names not in self._texts:
            regions = [self.regions[name] for name in names]
            paragraph = merge_paragraph(*(region.paragraph for region in regions))
            run: RunProperties = {}
            for region in regions:
                run.update(region.run)
            self._texts[names] = TableText(paragraph, run) if paragraph or run else None
        return self._texts[names]

    def _names(self, down: Span, across: Span) -> tuple[str, ...]:
        """The regions a cell is in, those that win last (17.7.6)."""
        if not self.regions:
            return ()
        on = self.switched_on
        first_row = "firstRow" in on and down.start < down.heads
        last_row = "lastRow" in on and down.end >= down.count and not first_row
        first_column = "firstColumn" in on and across.start == 0
        last_column = "lastColumn" in on and across.end >= across.count and not first_column
        wanted = {
            "wholeTable": True,
            self._column_band(across): not (first_column or last_column or "noVBand" in on),
            self._row_band(down): not (first_row or last_row or "noHBand" in on),
            "firstRow": first_row,
            "lastRow": last_row,
            "firstCol": first_column,
            "lastCol": last_column,
            "neCell": first_row and last_column,
            "nwCell": first_row and first_column,
            "seCell": last_row and last_column,
            "swCell": last_row and first_column,
        }
        return tuple(name for name, holds in wanted.items() if holds and name in self.regions)

    def _row_band(self, down: Span) -> str:
        counted = down.start - down.heads * ("firstRow" in self.switched_on)
        return f"band{counted // self.row_band % 2 + 1}Horz"

    def _column_band(self, across: Span) -> str:
        counted = across.start - ("firstColumn" in self.switched_on)
        return f"band{counted // self.column_band % 2 + 1}Vert"

    def _extent(
        self, name: str, down: Span, across: Span
    ) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
        """Whether a cell is at a region's top and bottom, and at its left and right."""
        rows, columns = (0, down.count - 1), (0, across.count - 1)
        if name.endswith("Horz"):
            rows = _band(down, self.row_band, down.heads * ("firstRow" in self.switched_on))
        elif name.endswith("Vert"):
            columns = _band(across, self.column_band, int("firstColumn" in self.switched_on))
        if name == "firstRow":
            rows = (0, max(down.end, down.heads) - 1)
        if name == "lastRow" or name.endswith("Cell"):
            rows = (down.start, down.end - 1)
        if name in ("firstCol", "lastCol") or name.endswith("Cell"):
            columns = (across.start, across.end - 1)
        return down.sides(*rows), across.sides(*columns)


def resolve_table(
    merged: TableProperties, regions: Mapping[str, Region], switched_on: frozenset[str]
) -> TableStyle:
    """Merged properties and the style's regions as one table style."""
    borders, margins = merged.get("borders", {}), merged.get("margins", {})
    return TableStyle(
        Edges(borders.get("top"), borders.get("right"), borders.get("bottom"), borders.get("left")),
        borders.get("insideH"),
        borders.get("insideV"),
        _with_margins(_CELL_MARGINS, margins),
        merged.get("indent", 0.0),
        merged.get("alignment", "left"),
        merged.get("cell_spacing", 0.0),
        merged.get("shading"),
        regions,
        switched_on,
        merged.get("row_band", 1),
        merged.get("column_band", 1),
    )


def with_cell(look: TableLook, own: CellProperties) -> TableLook:
    """A cell's look with its own w:tcPr on top."""
    borders = own.get("borders", {})
    return TableLook(
        look.text,
        Edges(
            borders.get("top", look.borders.top),
            borders.get("right", look.borders.right),
            borders.get("bottom", look.borders.bottom),
            borders.get("left", look.borders.left),
        ),
        _with_margins(look.margins, own.get("margins", {})),
        own.get("shading", look.shading),
        own.get("vertical_align", look.vertical_align),
    )


def _outer(borders: Borders) -> Edges[Border | None]:
    return Edges(
        borders.get("top"), borders.get("right"), borders.get("bottom"), borders.get("left")
    )


def _as_borders(style: TableStyle) -> Borders:
    edges = style.borders
    return {
        "top": edges.top,
        "right": edges.right,
        "bottom": edges.bottom,
        "left": edges.left,
        "insideH": style.inside_h,
        "insideV": style.inside_v,
    }


def _distributed(
    borders: Borders, vertical: tuple[bool, bool], horizontal: tuple[bool, bool]
) -> dict[Side, Border | None]:
    """A region's outer and inner borders as the four edges of a cell in it."""
    sources: dict[Side, Side] = {
        "top": "top" if vertical[0] else "insideH",
        "bottom": "bottom" if vertical[1] else "insideH",
        "left": "left" if horizontal[0] else "insideV",
        "right": "right" if horizontal[1] else "insideV",
    }
    return {side: borders[source] for side, source in sources.items() if source in borders}


def _band(span: Span, size: int, headed: int) -> tuple[int, int]:
    """First and last row or column of the band a cell is in."""
    start = (span.start - headed) // size * size + headed
    return start, min(start + size, span.count) - 1


def _with_margins(margins: Edges[float], own: Margins) -> Edges[float]:
    if not own:
        return margins
    return Edges(
        own.get("top", margins.top),
        own.get("right", margins.right),
        own.get("bottom", margins.bottom),
        own.get("left", margins.left),
    )
