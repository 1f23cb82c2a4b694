"""DrawingML fills and lines → colours and strokes of the page model.

ECMA-376 part 1, 20.1.2.3 (colours), 20.1.8 (fills), 20.1.2.2.24 (lines).
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Mapping

from lxml import etree

from formgen.layout.model import Border, BorderStyle
from formgen.layout.reading.lengths import emu, percentage
from formgen.layout.reading.names import A, local_name

DEFAULT_LINE = 0.75
"""Points of a line that says no width: 9,525 EMU."""
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PRESETS = {
    "black": "#000000",
    "white": "#ffffff",
    "red": "#ff0000",
    "green": "#008000",
    "blue": "#0000ff",
    "yellow": "#ffff00",
    "gray": "#808080",
    "grey": "#808080",
    "silver": "#c0c0c0",
    "maroon": "#800000",
    "navy": "#000080",
    "orange": "#ffa500",
    "purple": "#800080",
    "lime": "#00ff00",
    "aqua": "#00ffff",
    "teal": "#008080",
    "fuchsia": "#ff00ff",
    "olive": "#808000",
    "windowText": "#000000",
    "window": "#ffffff",
}
_SCHEME = {
    "tx1": "text1",
    "bg1": "background1",
    "tx2": "text2",
    "bg2": "background2",
    "dk1": "dark1",
    "lt1": "light1",
    "dk2": "dark2",
    "lt2": "light2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
"""ST_SchemeColorVal (20.1.10.54) to ST_ThemeColor (17.18.97)."""
_WITHOUT_THEME = {"bg1": "#ffffff", "lt1": "#ffffff", "accent1": "#4472c4"}
_DASHES: dict[str, BorderStyle] = {
    "dash": "dashed",
    "lgDash": "dashed",
    "sysDash": "dashed",
    "dot": "dotted",
    "sysDot": "dotted",
    "dashDot": "dot_dash",
    "lgDashDot": "dot_dash",
    "lgDashDotDot": "dot_dash",
    "sysDashDot": "dot_dash",
    "sysDashDotDot": "dot_dash",
}
_COMPOUNDS: dict[str, BorderStyle] = {
    "dbl": "double",
    "thickThin": "thick_thin",
    "thinThick": "thick_thin",
    "tri": "double",
}


def named_colour(text: str, default: str | None = None) -> str | None:
    """Digits: "RRGGBB", "#RRGGBB", "#RGB" or a colour's English name as "#rrggbb"."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    digits = word.removeprefix("#")
    if len(digits) == 3 and word.startswith("#"):
        digits = "".join(digit * 2 for digit in digits)
    if _HEX.fullmatch(digits):
        return f"#{digits.lower()}"
    return _PRESETS.get(word, default)


def colour_in(parent: etree._Element | None, theme: Mapping[str, str]) -> str | None:
    """The colour that stands in a fill, a line or a style reference; None for none."""
    for element in parent if parent is not None else ():
        if not local_name(element).endswith("Clr"):
            continue
        base = _base_colour(element, theme)
        return _modified(base, element) if base is not None else None
    return None


def _base_colour(element: etree._Element, theme: Mapping[str, str]) -> str | None:
    value = element.get("val", "")
    kind = local_name(element)
    if kind == "schemeClr":
        usual = _WITHOUT_THEME.get(value, "#000000")
        return theme.get(_SCHEME.get(value, value), usual)
    if kind == "sysClr":
        return named_colour(element.get("lastClr", value), "#000000")
    return named_colour(value, "#000000")


def _modified(colour: str, element: etree._Element) -> str | None:
    """Apply lumMod, shade, alpha … (20.1.2.3); half-transparent colours lie on white paper."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    for change in element:
        share = percentage(change.get("val"), 1.0)
        name = local_name(change)
        if name == "alpha" and share <= 0:
            return None
        step = _CHANGES.get(name)
        if step is not None:
            # HLS is not defined outside the unit cube, and a share may be any number.
            parts = step((red, green, blue), share)
            red, green, blue = (max(0.0, min(1.0, part)) for part in parts)
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


Parts = tuple[float, float, float]


def _towards_white(parts: Parts, share: float) -> Parts:
    red, green, blue = parts
    white = 1 - share
    return red * share + white, green * share + white, blue * share + white


def _darker(parts: Parts, share: float) -> Parts:
    red, green, blue = parts
    return red * share, green * share, blue * share


def _luminance_times(parts: Parts, share: float) -> Parts:
    hue, light, saturation = colorsys.rgb_to_hls(*parts)
    return colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light * share)), saturation)


def _luminance_plus(parts: Parts, share: float) -> Parts:
    hue, light, saturation = colorsys.rgb_to_hls(*parts)
    return colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light + share)), saturation)


_CHANGES: dict[str, Callable[[Parts, float], Parts]] = {
    "alpha": _towards_white,
    "tint": _towards_white,
    "shade": _darker,
    "lumMod": _luminance_times,
    "lumOff": _luminance_plus,
}


def fill_of(
    properties: etree._Element | None, style: etree._Element | None, theme: Mapping[str, str]
) -> tuple[str | None, str]:
    """A shape's fill colour, and in Chinese what of the fill is only roughly printed."""
    for element in properties if properties is not None else ():
        name = local_name(element)
        if name == "noFill":
            return None, ""
        if name == "solidFill":
            return colour_in(element, theme), ""
        if name == "gradFill":
            return colour_in(element.find(f"{A}gsLst/{A}gs"), theme), "渐变填充"
        if name == "pattFill":
            return colour_in(element.find(f"{A}bgClr"), theme), "图案填充"
        if name == "blipFill":
            return None, "图片填充"
    return _by_style(style, "fillRef", theme), ""


def stroke_of(
    properties: etree._Element | None, style: etree._Element | None, theme: Mapping[str, str]
) -> Border | None:
    """A shape's outline; None for none."""
    line = properties.find(f"{A}ln") if properties is not None else None
    if line is not None and line.find(f"{A}noFill") is not None:
        return None
    colour = colour_in(line.find(f"{A}solidFill"), theme) if line is not None else None
    colour = colour or _by_style(style, "lnRef", theme)
    if colour is None:
        return None
    width = emu(line.get("w"), DEFAULT_LINE) if line is not None else DEFAULT_LINE
    return Border(_line_style(line), max(0.1, width), colour)


def _line_style(line: etree._Element | None) -> BorderStyle:
    if line is None:
        return "single"
    dash = line.find(f"{A}prstDash")
    named = _DASHES.get(dash.get("val", "")) if dash is not None else None
    return named or _COMPOUNDS.get(line.get("cmpd", ""), "single")


def _by_style(style: etree._Element | None, name: str, theme: Mapping[str, str]) -> str | None:
    """What the theme gives a shape that says nothing itself (20.1.4.2)."""
    reference = style.find(A + name) if style is not None else None
    if reference is None or reference.get("idx", "0") == "0":
        return None
    return colour_in(reference, theme)
