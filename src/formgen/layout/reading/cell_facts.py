"""Cell properties → all that reading a table needs to know of them.

ECMA-376 part 1, 17.4.69 (w:tcPr).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from formgen.layout.model import Border
from formgen.layout.reading.measures import attribute, is_on, number_of, points, whole_number
from formgen.layout.reading.names import TYPE, WIDTH, W
from formgen.layout.reading.styles import Styles
from formgen.layout.reading.table_properties import CellProperties

MOST_COLUMNS = 200
"""More than Word's own 63."""
Direction = Literal["horizontal", "stacked", "rotated_right", "rotated_left"]

_DIRECTIONS: dict[str, Direction] = {
    "tbRl": "stacked",
    "tbRlV": "stacked",
    "rl": "stacked",
    "rlV": "stacked",
    "btLr": "rotated_left",
    "lr": "rotated_left",
    "tbLrV": "rotated_right",
    "lrV": "rotated_right",
}
"""ST_TextDirection (17.18.93), with the names of the strict edition."""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What a w:tcPr says."""

    span: int = 1
    """Grid columns it covers."""
    continues_left: bool = False
    """Whether it belongs to the cell before (w:hMerge)."""
    continues_above: bool = False
    """Whether it belongs to the cell above (w:vMerge)."""
    width: float | None = None
    """w:tcW in points, or None."""
    share: float | None = None
    """w:tcW as a share of the table's width, or None."""
    look: CellProperties = field(default_factory=CellProperties)
    direction: Direction = "horizontal"
    is_fitted: bool = False
    diagonal_down: Border | None = None
    diagonal_up: Border | None = None


def cell_facts(properties: etree._Element | None, styles: Styles) -> CellFacts:
    """Read a w:tcPr."""
    if properties is None:
        return CellFacts()
    width, share = width_of(properties.find(f"{W}tcW"))
    borders = properties.find(f"{W}tcBorders")
    return CellFacts(
        max(1, count_of(attribute(properties, "gridSpan"), 1)),
        _continues(properties.find(f"{W}hMerge")),
        _continues(properties.find(f"{W}vMerge")),
        width,
        share,
        styles.cell(properties),
        _DIRECTIONS.get(attribute(properties, "textDirection") or "", "horizontal"),
        is_on(properties, "tcFitText"),
        _line(borders, "tl2br", styles),
        _line(borders, "tr2bl", styles),
    )


def _continues(merge: etree._Element | None) -> bool:
    """17.4.84: without a value, the cell continues the one above."""
    return merge is not None and merge.get(f"{W}val", "continue") != "restart"


def _line(borders: etree._Element | None, name: str, styles: Styles) -> Border | None:
    """A diagonal (17.4.73, 17.4.79)."""
    element = borders.find(W + name) if borders is not None else None
    return styles.border(element) if element is not None else None


def count_of(text: str | None, default: int) -> int:
    """A number of columns, within bounds."""
    value = whole_number(text)
    return default if value is None else max(0, min(MOST_COLUMNS, value))


def width_of(element: etree._Element | None) -> tuple[float | None, float | None]:
    """Points and share of a w:tcW or w:tblW (17.4.87): one of them, or neither."""
    if element is None:
        return None, None
    kind, text = element.get(TYPE, "dxa"), element.get(WIDTH, "")
    if kind == "pct" or text.endswith("%"):
        return None, _share(text)
    value = points(text) if kind == "dxa" else None
    return (value, None) if value is not None and value > 0 else (None, None)


def _share(text: str) -> float | None:
    """A share as "50%" or 2500 fiftieths of a percent."""
    value = number_of(text.removesuffix("%"))
    if value is None or value <= 0:
        return None
    return min(10.0, value / (100 if text.endswith("%") else 5000))
