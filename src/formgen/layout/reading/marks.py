"""Borders, shadings and highlights of WordprocessingML → lines and colours."""

from __future__ import annotations

from lxml import etree

from formgen.layout.model import Border, BorderStyle
from formgen.layout.reading.measures import points, value_of
from formgen.layout.reading.theme import Theme, mixed

BLACK, WHITE = "#000000", "#ffffff"

_HIGHLIGHTS = {
    "black": BLACK,
    "blue": "#0000ff",
    "cyan": "#00ffff",
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGray": "#808080",
    "darkGreen": "#008000",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "green": "#00ff00",
    "lightGray": "#c0c0c0",
    "magenta": "#ff00ff",
    "red": "#ff0000",
    "white": WHITE,
    "yellow": "#ffff00",
}
"""ST_HighlightColor (17.18.40)."""
_STYLES: dict[str, BorderStyle] = {
    "double": "double",
    "triple": "double",
    "dotted": "dotted",
    "dashed": "dashed",
    "dashSmallGap": "dashed",
    "dotDash": "dot_dash",
    "dotDotDash": "dot_dash",
    "dashDotStroked": "dot_dash",
    "wave": "wave",
    "doubleWave": "wave",
}
"""ST_Border (17.18.2); what is not here, pictures included, is drawn as a single line."""
_WIDTHS = {"double": 3.0, "triple": 5.0, "thick_thin": 2.0}
"""Times w:sz, which is the width of one stroke; the gaps are as wide."""
_SMALLEST, _LARGEST = 0.25, 6.0
_UNSAID = 0.5
"""Points of a border that gives no size; Word's own default line."""
_LARGEST_SPACE = 31.0


def border(element: etree._Element, theme: Theme) -> Border | None:
    """A border element as a line; None for nil and none.

    Source: 17.3.4 (w:sz in eighths of a point, w:space in points).
    """
    kind = value_of(element)
    if kind in ("", "nil", "none"):
        return None
    is_mixed = kind.startswith(("thinThick", "thickThin"))
    style: BorderStyle = "thick_thin" if is_mixed else _STYLES.get(kind, "single")
    stroke = points(value_of(element, "sz"), 8)
    stroke = _UNSAID if stroke is None else max(_SMALLEST, min(_LARGEST, stroke))
    width = stroke * _WIDTHS.get("thick_thin" if is_mixed else kind, 1.0)
    space = points(value_of(element, "space"), 1) or 0.0
    space = max(0.0, min(_LARGEST_SPACE, space))
    return Border(style, width, theme.colour(element, "color") or BLACK, space)


def shading(element: etree._Element, theme: Theme) -> str | None:
    """The colour a shading comes to, its pattern mixed into one; None for no shading.

    Source: 17.3.5, patterns 17.18.78.
    """
    pattern = value_of(element) or "clear"
    fill = theme.colour(element, "fill", "themeFill")
    if pattern in ("clear", "nil"):
        return fill if pattern == "clear" else None
    return mixed(theme.colour(element, "color") or BLACK, fill or WHITE, _darkness(pattern))


def highlight(element: etree._Element) -> str | None:
    """The colour of a highlight; None for none and for unknown names."""
    return _HIGHLIGHTS.get(value_of(element))


def _darkness(pattern: str) -> float:
    """Share of a pattern's foreground: pct12 is an eighth, as pct37 is three."""
    digits = pattern.removeprefix("pct")
    if digits.isascii() and digits.isdigit() and len(digits) < 3:
        return int(digits) / 100 + (0.005 if int(digits) % 5 == 2 else 0)
    if pattern == "solid":
        return 1.0
    return 0.25 if pattern.startswith("thin") else 0.5
