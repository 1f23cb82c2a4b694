"""Run properties of one level → what they set; the levels together → the look of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypedDict

from lxml import etree

from formgen.layout.model import Border, RunLook, UnderlineStyle
from formgen.layout.reading.marks import BLACK, border, highlight, shading
from formgen.layout.reading.measures import is_switched_on, points, share, value_of
from formgen.layout.reading.names import W
from formgen.layout.reading.theme import Theme

TextTransform = Literal["", "caps", "small_caps"]
Vertical = Literal["baseline", "superscript", "subscript"]


class RunProperties(TypedDict, total=False):
    """What one level sets (ECMA-376 part 1, 17.3.2); keys that are missing are inherited."""

    latin: str
    high_ansi: str
    east_asian: str
    hint: bool
    size: float
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    strike: bool
    hidden: bool
    double_strike: bool
    underline: UnderlineStyle | None
    underline_colour: str | None
    colour: str
    highlight: str | None
    shading: str | None
    spacing: float
    width_scale: float
    raised: float
    vertical: Vertical
    emphasis_mark: bool
    border: Border | None
    snap_to_grid: bool


@dataclass(frozen=True, slots=True)
class Character:
    """All that a run's properties come to."""

    look: RunLook
    hidden: bool = False
    """w:vanish: not printed."""
    transform: TextTransform = ""
    """Whether letters are to be printed as capitals."""


NO_RUN_PROPERTIES: RunProperties = {}
_WORD_SIZE = 10.0
"""Points of text whose size nothing sets (17.3.2.38)."""
_DEFAULT = RunLook()
_UNDERLINES: dict[str, UnderlineStyle] = {
    "single": "single",
    "words": "words",
    "double": "double",
    "thick": "thick",
    "dotted": "dotted",
    "dottedHeavy": "dotted",
    "dash": "dashed",
    "dashedHeavy": "dashed",
    "dashLong": "dashed",
    "dashLongHeavy": "dashed",
    "dotDash": "dashed",
    "dashDotHeavy": "dashed",
    "dotDotDash": "dashed",
    "dashDotDotHeavy": "dashed",
    "wave": "wave",
    "wavyHeavy": "wave",
    "wavyDouble": "wave",
}
"""ST_Underline (17.18.99)."""
_VERTICAL: dict[str, Vertical] = {"superscript": "superscript", "subscript": "subscript"}


def read_run(properties: etree._Element | None, theme: Theme) -> RunProperties:
    """What a w:rPr itself sets."""
    found: RunProperties = {}
    for element in properties if properties is not None else ():
        reader = _READERS.get(element.tag)
        if reader is not None:
            found.update(reader(element, theme))
    return found


def resolve_run(
    defaults: RunProperties,
    table: RunProperties,
    paragraph: RunProperties,
    character: RunProperties,
    direct: RunProperties,
) -> Character:
    """The levels together: document defaults, the three kinds of styles, direct formatting."""
    merged: RunProperties = {**defaults, **table, **paragraph, **character, **direct}
    toggles = _toggled(defaults, (table, paragraph, character), direct)
    transform: TextTransform = "small_caps" if toggles["small_caps"] else ""
    return Character(
        _look(merged, toggles), toggles["hidden"], "caps" if toggles["caps"] else transform
    )


class _Toggles(TypedDict):
    bold: bool
    italic: bool
    caps: bool
    small_caps: bool
    strike: bool
    hidden: bool


def _toggled(
    defaults: RunProperties, styles: tuple[RunProperties, ...], direct: RunProperties
) -> _Toggles:
    """Toggle properties: styles of different kinds that both switch on cancel out (17.7.3)."""

    def of(read: Callable[[RunProperties], bool | None]) -> bool:
        own = read(direct)
        if own is not None:
            return own
        return bool(read(defaults)) or sum(bool(read(style)) for style in styles) % 2 == 1

    return {
        "bold": of(lambda level: level.get("bold")),
        "italic": of(lambda level: level.get("italic")),
        "caps": of(lambda level: level.get("caps")),
        "small_caps": of(lambda level: level.get("small_caps")),
        "strike": of(lambda level: level.get("strike")),
        "hidden": of(lambda level: level.get("hidden")),
    }


def _look(merged: RunProperties, toggles: _Toggles) -> RunLook:
    strike: Literal["single", "double"] | None = "single" if toggles["strike"] else None
    return RunLook(
        latin=merged.get("latin") or merged.get("high_ansi") or _DEFAULT.latin,
        east_asian=merged.get("east_asian") or _DEFAULT.east_asian,
        east_asian_hint=merged.get("hint", False),
        size=merged.get("size", _WORD_SIZE),
        bold=toggles["bold"],
        italic=toggles["italic"],
        underline=merged.get("underline"),
        underline_colour=merged.get("underline_colour"),
        strike="double" if merged.get("double_strike") else strike,
        colour=merged.get("colour", BLACK),
        background=merged.get("highlight") or merged.get("shading"),
        spacing=merged.get("spacing", 0.0),
        width_scale=merged.get("width_scale", 1.0),
        raised=merged.get("raised", 0.0),
        vertical=merged.get("vertical", "baseline"),
        emphasis_mark=merged.get("emphasis_mark", False),
        border=merged.get("border"),
        snap_to_grid=merged.get("snap_to_grid", True),
    )


def _fonts(element: etree._Element, theme: Theme) -> RunProperties:
    """Typefaces; a theme's goes before the one named beside it (17.3.2.26)."""
    found: RunProperties = {}
    if latin := theme.font(element.get(f"{W}asciiTheme")) or element.get(f"{W}ascii"):
        found["latin"] = latin
    if high_ansi := theme.font(element.get(f"{W}hAnsiTheme")) or element.get(f"{W}hAnsi"):
        found["high_ansi"] = high_ansi
    if east := theme.font(element.get(f"{W}eastAsiaTheme")) or element.get(f"{W}eastAsia"):
        found["east_asian"] = east
    if hint := element.get(f"{W}hint"):
        found["hint"] = hint == "eastAsia"
    return found


def _size(element: etree._Element, _: Theme) -> RunProperties:
    size = points(value_of(element), 2)
    return {"size": size} if size is not None and size > 0 else {}


def _underline(element: etree._Element, theme: Theme) -> RunProperties:
    kind = value_of(element)
    if not kind:
        return {}
    colour = theme.colour(element, "color")
    return {"underline": _UNDERLINES.get(kind), "underline_colour": colour}


def _spacing(element: etree._Element, _: Theme) -> RunProperties:
    spacing = points(value_of(element))
    return {} if spacing is None else {"spacing": spacing}


def _width_scale(element: etree._Element, _: Theme) -> RunProperties:
    scale = share(value_of(element))
    return {} if scale is None else {"width_scale": max(0.01, min(6.0, scale))}


def _raised(element: etree._Element, _: Theme) -> RunProperties:
    raised = points(value_of(element), 2)
    return {} if raised is None else {"raised": raised}


_READERS: dict[object, Callable[[etree._Element, Theme], RunProperties]] = {
    f"{W}rFonts": _fonts,
    f"{W}sz": _size,
    f"{W}b": lambda element, _: {"bold": is_switched_on(element)},
    f"{W}i": lambda element, _: {"italic": is_switched_on(element)},
    f"{W}caps": lambda element, _: {"caps": is_switched_on(element)},
    f"{W}smallCaps": lambda element, _: {"small_caps": is_switched_on(element)},
    f"{W}strike": lambda element, _: {"strike": is_switched_on(element)},
    f"{W}dstrike": lambda element, _: {"double_strike": is_switched_on(element)},
    f"{W}vanish": lambda element, _: {"hidden": is_switched_on(element)},
    f"{W}u": _underline,
    f"{W}color": lambda element, theme: {"colour": theme.colour(element) or BLACK},
    f"{W}highlight": lambda element, _: {"highlight": highlight(element)},
    f"{W}shd": lambda element, theme: {"shading": shading(element, theme)},
    f"{W}spacing": _spacing,
    f"{W}w": _width_scale,
    f"{W}position": _raised,
    f"{W}vertAlign": lambda element, _: {"vertical": _VERTICAL.get(value_of(element), "baseline")},
    f"{W}em": lambda element, _: {"emphasis_mark": value_of(element) not in ("", "none")},
    f"{W}bdr": lambda element, theme: {"border": border(element, theme)},
    f"{W}snapToGrid": lambda element, _: {"snap_to_grid": is_switched_on(element)},
}
"""Run properties by element; what is not here never shows on paper or is another's to read."""
