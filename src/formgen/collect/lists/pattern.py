"""A 汇总表 template → the columns of its list, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign import Campaign, Document
from formgen.campaign.kinds.base import fold
from formgen.collect.lists.grids import ListCell, ListGrid, ListLine
from formgen.collect.lists.pieces import SERIAL, CellShape, shape_of

_LOOP = re.compile(r"\{%(?:tr|tc|p|r)?-?\s*for\s+(\w+)\s+in\s+(.+?)\s*-?%\}")
_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SIGNS = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a 汇总表."""

    heading: str
    """As the template prints it."""
    cell: CellShape
    """What its cells hold."""
    keys: tuple[str, ...]
    """Headings that mean it, folded, the template's own first."""


def heading_key(text: str) -> str:
    """A heading without spaces, widths and punctuation."""
    return _SIGNS.sub("", fold(text)).casefold()


@dataclass(frozen=True, slots=True)
class ListPattern:
    """The list of one 汇总表."""

    document: str
    """The 文书 it is."""
    name_field: str
    unit_field: str
    group_field: str
    """The field whose groups the list is cut into; empty where it is not."""
    columns: tuple[ListColumn, ...]
    by_key: Mapping[str, ListColumn]
    """Every heading that means one of them, folded."""
    wordings: frozenset[str]
    """What the template prints around its rows, folded, tags left out."""

    @classmethod
    def compile(
        cls, grids: Iterable[ListGrid], campaign: Campaign, document: Document
    ) -> ListPattern | None:
        """The pattern of a template; None where it lists no entries by name.

        Args:
            grids: the template's, tags and all.
            campaign: whose template it is.
            document: the 文书 it is a template of.
        """
        for grid in grids:
            columns = tuple(_columns(grid, campaign, document))
            if any(campaign.name_field in column.cell.fields for column in columns):
                names = (campaign.name_field, campaign.unit_field, document.group_by)
                printed = frozenset(_wordings(grid))
                return cls(document.name, *names, columns, _by_key(columns), printed)
        return None


def _wordings(grid: ListGrid) -> Iterator[str]:
    """The fixed wording of every line of every cell."""
    for line in grid.lines:
        for cell in line.cells:
            for text in (*cell.lines, cell.text):
                if wording := heading_key(_TAGS.sub("", text)):
                    yield wording


def _by_key(columns: Sequence[ListColumn]) -> dict[str, ListColumn]:
    """Every heading that means one column; the template's own before other words for it."""
    found: dict[str, ListColumn] = {}
    for rank in range(max((len(column.keys) for column in columns), default=0)):
        for column in columns:
            if rank < len(column.keys):
                found.setdefault(column.keys[rank], column)
    return found


def _columns(grid: ListGrid, campaign: Campaign, document: Document) -> Iterator[ListColumn]:
    """The columns of the row of tags with most fields, under their headings."""
    names = _names(grid, campaign, document)
    shaped = [
        (number, [(cell, shape_of(cell.text, names)) for cell in line.cells])
        for number, line in enumerate(grid.lines)
    ]
    number, cells = max(
        shaped, key=lambda one: len([shape for _, shape in one[1] if shape]), default=(0, [])
    )
    headings = _headings(grid.lines[:number])
    for cell, shape in cells:
        heading = _heading_of(cell, headings)
        if shape is not None and heading:
            yield ListColumn(heading, shape, tuple(_keys(heading, shape, campaign)))


def _names(grid: ListGrid, campaign: Campaign, document: Document) -> dict[str, str]:
    """What stands for a field in the tags of rows."""
    names: dict[str, str] = {}
    for line in grid.lines:
        for cell in line.cells:
            for variable, source in _LOOP.findall(cell.text):
                if re.search(r"\b分组\b", source):
                    names[f"{variable}.名称"] = document.group_by
                else:
                    names |= {f"{variable}.{field.name}": field.name for field in campaign.fields}
                    names[f"{variable}.{SERIAL}"] = SERIAL
    return {tag: field for tag, field in names.items() if field}


def _headings(above: Sequence[ListLine]) -> list[ListCell]:
    """The cells of the nearest lines of fixed wording above the row of tags."""
    cells: list[ListCell] = []
    for line in reversed(above):
        tagged = any("{{" in cell.text or "{%" in cell.text for cell in line.cells)
        fixed = len(line.cells) > 1 and not tagged
        if fixed:
            cells = [*line.cells, *cells]
        elif cells:
            break
    return cells


def _heading_of(cell: ListCell, headings: Sequence[ListCell]) -> str:
    over = [one for one in headings if one.overlap(cell.column, cell.columns) > 0]
    return "".join(fold(one.text) for one in over if not one.spanned)


def _keys(heading: str, shape: CellShape, campaign: Campaign) -> Iterator[str]:
    """The headings that mean a column: the template's, without its brackets, the field's own."""
    words = [heading, _IN_BRACKETS.sub("", heading)]
    if len(shape.fields) == 1:
        fields = {field.name: field for field in campaign.fields}
        field = fields.get(shape.fields[0])
        words += [field.name, field.printed] if field else [SERIAL, "编号", "排序"]
    yield from dict.fromkeys(key for word in words if (key := heading_key(word)))
