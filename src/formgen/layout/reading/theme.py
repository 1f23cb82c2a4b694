"""The theme part and the settings that choose from it → typefaces and colours by name."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.layout.reading.measures import value_of
from formgen.layout.reading.names import A, W

_SCRIPTS = {"zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "ja": "Jpan", "ko": "Hang"}
"""Languages to the scripts of a:font; every other Chinese is Hans."""
_COLOURS = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
"""ST_ThemeColor (17.18.97) to the elements of a:clrScheme (20.1.6.2)."""
_MAPPED = {"text1": "t1", "background1": "bg1", "text2": "t2", "background2": "bg2"}
"""Names that w:clrSchemeMapping (17.15.1.20) points at others."""
_UNMAPPED = {"t1": "dark1", "bg1": "light1", "t2": "dark2", "bg2": "light2"}
_ROUNDING = 1e-6
"""Keeps 127 from becoming 126.99… on the way through HLS."""
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


@dataclass(frozen=True, slots=True)
class Theme:
    """Typefaces by ST_Theme name (minorEastAsia …) and colours by ST_ThemeColor name."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, settings: etree._Element | None) -> Theme:
        """The theme as the settings use it; empty without a theme part."""
        if root is None:
            return cls()
        language = settings.find(f"{W}themeFontLang") if settings is not None else None
        script = _script(value_of(language, "eastAsia") if language is not None else "")
        mapping = settings.find(f"{W}clrSchemeMapping") if settings is not None else None
        return cls(_fonts(root, script), _colours(root, mapping))

    def font(self, name: str | None) -> str | None:
        """The typeface a theme attribute stands for; None where the theme has none."""
        return self.fonts.get(name) if name else None

    def colour(
        self, element: etree._Element, plain: str = "val", themed: str = "theme"
    ) -> str | None:
        """A colour attribute or the theme colour that replaces it; None for auto.

        Args:
            element: the element with the attributes.
            plain: name of the attribute with the digits: val, color, fill.
            themed: how the theme attributes begin: theme or themeFill.
        """
        name = element.get(f"{W}{'themeColor' if themed == 'theme' else themed}")
        base = self.colours.get(name) if name else None
        if base is None:
            return hex_colour(element.get(W + plain))
        return _toned(base, element.get(f"{W}{themed}Tint"), element.get(f"{W}{themed}Shade"))


def hex_colour(text: str | None) -> str | None:
    """Six digits as "#rrggbb"; None for auto and for what is no colour."""
    match = _HEX.fullmatch(text) if text else None
    return f"#{match[1].lower()}" if match else None


def mixed(over: str, under: str, part: float) -> str:
    """Two "#rrggbb" colours mixed, `part` of the first."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return _hex(*(part * top + (1 - part) * bottom for top, bottom in pairs))


def _script(language: str) -> str:
    return _SCRIPTS.get(language) or _SCRIPTS.get(language.partition("-")[0], "Hans")


def _fonts(root: etree._Element, script: str) -> dict[str, str]:
    """Major and minor typefaces; an empty East Asian one is looked up by script (20.1.4.1.16)."""
    found: dict[str, str] = {}
    for size in ("major", "minor"):
        scheme = root.find(f".//{A}{size}Font")
        if scheme is None:
            continue
        latin, east_asian = _typeface(scheme, "latin"), _typeface(scheme, "ea")
        for element in scheme.iterfind(f"{A}font"):
            if element.get("script") == script:
                east_asian = east_asian or element.get("typeface", "")
        found |= {f"{size}Ascii": latin, f"{size}HAnsi": latin, f"{size}EastAsia": east_asian}
    return {name: typeface for name, typeface in found.items() if typeface}


def _typeface(scheme: etree._Element, name: str) -> str:
    element = scheme.find(A + name)
    return element.get("typeface", "") if element is not None else ""


def _colours(root: etree._Element, mapping: etree._Element | None) -> dict[str, str]:
    scheme = root.find(f".//{A}clrScheme")
    if scheme is None:
        return {}
    found: dict[str, str] = {}
    for name, child in _COLOURS.items():
        element = scheme.find(A + child)
        colour = _scheme_colour(element) if element is not None else None
        if colour:
            found[name] = colour
    for name, short in _MAPPED.items():
        target = mapping.get(W + short) if mapping is not None else None
        if colour := found.get(target or _UNMAPPED[short]):
            found[name] = colour
    return found


def _scheme_colour(element: etree._Element) -> str | None:
    """A colour of the scheme: digits, or what a system colour last was (20.1.2.3.33)."""
    for choice in element:
        return hex_colour(choice.get("lastClr") or choice.get("val"))
    return None


def _toned(colour: str, tint: str | None, shade: str | None) -> str:
    """Lighter or darker in the HLS model (17.3.2.6 themeShade, themeTint).

    Fractions are cut off: so the colours are those that Word writes beside the names.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _channels(colour)))
    if (part := _part(shade)) is not None:
        light *= part
    if (part := _part(tint)) is not None:
        light = light * part + 1 - part
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return _hex(*(int(part * 255 + _ROUNDING) for part in parts))


def _part(text: str | None) -> float | None:
    """Two hexadecimal digits as a share of 255."""
    return int(text, 16) / 255 if text and re.fullmatch("[0-9A-Fa-f]{1,2}", text) else None


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{max(0, min(255, round(channel))):02x}" for channel in channels)
