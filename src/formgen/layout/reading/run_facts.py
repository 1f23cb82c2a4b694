"""Run properties → all a run's text needs to know: look, hidden or not, capitals, fitting."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from formgen.layout.model import Fit, RunLook
from formgen.layout.reading.measures import attribute, is_on, points
from formgen.layout.reading.names import W
from formgen.layout.reading.styles import Styles
from formgen.layout.reading.symbol_fonts import is_symbol_font
from formgen.layout.reading.table_look import TableLook

SMALL_CAPITAL = 0.8
"""Size of a small capital to the size of the text, as Word and LibreOffice draw it."""
_UNPRINTED = {
    "rtl": "从右到左的文字",
    "outline": "空心字",
    "shadow": "阴影字",
    "emboss": "阳文",
    "imprint": "阴文",
}


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What the text of a run needs to know."""

    look: RunLook
    hidden: bool = False
    transform: Literal["", "caps", "small_caps"] = ""
    fit: Fit | None = None
    symbol_font: str = ""
    """The typeface, where its characters are signs by code instead of letters."""
    rough: tuple[str, ...] = ()
    """Formatting that is not printed, in Chinese."""

    def small(self) -> RunFacts:
        """The same for letters drawn as small capitals."""
        look = replace(self.look, size=self.look.size * SMALL_CAPITAL)
        return replace(self, look=look, transform="caps")


def facts_of(
    styles: Styles,
    properties: etree._Element | None,
    paragraph: etree._Element | None,
    table: TableLook | None,
) -> RunFacts:
    """Resolve a run's properties (w:rPr) in its paragraph (w:pPr) and cell."""
    character = styles.character(properties, paragraph, table)
    look = character.look
    font = look.latin if is_symbol_font(look.latin) else ""
    if font:  # the signs are printed as Unicode characters, which that typeface has not
        look = replace(look, latin=look.east_asian)
    return RunFacts(
        look=look,
        hidden=character.hidden,
        transform=character.transform,
        fit=_fit(properties),
        symbol_font=font,
        rough=_rough(properties),
    )


def _fit(properties: etree._Element | None) -> Fit | None:
    """w:fitText (17.3.2.14)."""
    width = points(attribute(properties, "fitText"))
    if not width or width < 0:
        return None
    identity = attribute(properties, "fitText", "id") or "0"
    try:
        return Fit(int(identity), width)
    except ValueError:
        return Fit(0, width)


def _rough(properties: etree._Element | None) -> tuple[str, ...]:
    if properties is None:
        return ()
    found = [word for name, word in _UNPRINTED.items() if is_on(properties, name)]
    layout = properties.find(f"{W}eastAsianLayout")
    if layout is not None and layout.get(f"{W}combine", "0") not in {"0", "false", "off"}:
        found.append("双行合一")
    if layout is not None and layout.get(f"{W}vert", "0") not in {"0", "false", "off"}:
        found.append("纵横混排")
    return tuple(found)
