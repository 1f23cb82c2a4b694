"""The numbering part of a Word file → how an automatically numbered paragraph is numbered."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from formgen.word.names import W
from formgen.word.outline.looks import attribute


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a document."""

    root: etree._Element

    def look(self, properties: etree._Element | None) -> list[str]:
        """自动编号 with its pattern (%1 is the number); nothing for a paragraph without one."""
        found = properties.find(f"{W}numPr") if properties is not None else None
        if found is None:
            return []
        number = attribute(found.find(f"{W}numId"))
        if number in ("", "0"):
            return ["不自动编号"] if number else []
        level = self._level(number, attribute(found.find(f"{W}ilvl")) or "0")
        pattern = attribute(level.find(f"{W}lvlText")) if level is not None else ""
        kind = attribute(level.find(f"{W}numFmt")) if level is not None else ""
        return [f"自动编号“{pattern}”({kind})"]

    def _level(self, number: str, level: str) -> etree._Element | None:
        """The definition of a list's level: the list's own, or that of what it is based on."""
        item = _named(self.root, "num", "numId", number)
        if item is None:
            return None
        own = _named(item, "lvlOverride", "ilvl", level)
        if own is not None and (changed := own.find(f"{W}lvl")) is not None:
            return changed
        base = attribute(item.find(f"{W}abstractNumId"))
        definition = _named(self.root, "abstractNum", "abstractNumId", base)
        return _named(definition, "lvl", "ilvl", level) if definition is not None else None


def _named(parent: etree._Element, tag: str, key: str, value: str) -> etree._Element | None:
    """The child of that tag whose attribute has that value."""
    found = (element for element in parent.iterfind(W + tag) if attribute(element, key) == value)
    return next(found, None)
