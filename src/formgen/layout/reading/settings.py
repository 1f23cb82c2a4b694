"""The settings part → the settings that change how a document is printed."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from formgen.layout.reading.measures import attribute, is_on, points, value_of, whole_number
from formgen.layout.reading.names import W

_WORD_2007 = 12
"""Compatibility mode of a document that names none (MS-DOCX 2.8.1)."""


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Settings of the whole document (ECMA-376 part 1, 17.15.1); lengths in points."""

    default_tab: float = 36.0
    even_and_odd_headers: bool = False
    mirror_margins: bool = False
    gutter_at_top: bool = False
    compatibility: int = _WORD_2007
    """15 for Word 2013 and later, 14 for 2010, 12 for 2007, 11 for 2003."""

    @classmethod
    def of(cls, root: etree._Element | None) -> DocumentSettings:
        """What the part says; the standard's defaults without one."""
        if root is None:
            return cls()
        compatibility = root.find(f"{W}compat")
        return cls(
            default_tab=_default_tab(root),
            even_and_odd_headers=is_on(root, "evenAndOddHeaders"),
            mirror_margins=is_on(root, "mirrorMargins"),
            gutter_at_top=is_on(root, "gutterAtTop"),
            compatibility=_mode(compatibility),
        )


def _default_tab(root: etree._Element) -> float:
    distance = points(attribute(root, "defaultTabStop"))
    return distance if distance is not None and distance > 0 else 36.0


def _mode(compatibility: etree._Element | None) -> int:
    for setting in compatibility.iterfind(f"{W}compatSetting") if compatibility is not None else ():
        if value_of(setting, "name") == "compatibilityMode":
            return whole_number(value_of(setting)) or _WORD_2007
    return _WORD_2007
