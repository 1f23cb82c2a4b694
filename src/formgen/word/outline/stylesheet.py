"""The styles part of a Word file → what each style is called and how it looks."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from formgen.word.names import PARAGRAPH, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, W
from formgen.word.outline.looks import attribute, borders, paragraph_look, run_look

_MERGED = frozenset({f"{W}rFonts", f"{W}spacing", f"{W}ind"})
"""Properties whose attributes are inherited one by one, not as a whole."""
_REFERENCES = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The styles of a document."""

    root: etree._Element

    def name(self, identity: str) -> str:
        """The name Word shows for a style; the identity where the style is missing."""
        style = self._style(identity)
        return (attribute(style.find(f"{W}name")) if style is not None else "") or identity

    def default_paragraph(self) -> str:
        """The identity of the style of paragraphs that name none; may be empty."""
        for style in self.root.iter(f"{W}style"):
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in _YES:
                return attribute(style, "styleId")
        return ""

    def has_exact_lines(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph's lines have a fixed height, which cuts pictures off."""
        own = paragraph.find(PARAGRAPH_PROPERTIES)
        named = attribute(own.find(f"{W}pStyle")) if own is not None else ""
        style = self._style(named or self.default_paragraph())
        chain = self._chain(style) if style is not None else []
        layers = [*self._defaults("p"), *_all(chain, PARAGRAPH_PROPERTIES)]
        merged = _merge([*layers, *([own] if own is not None else [])])
        return attribute(merged.find(f"{W}spacing"), "lineRule") == "exact"

    def listing(self, stories: Iterable[etree._Element]) -> Iterator[str]:
        """One line a style that the parts use, in the styles part's order."""
        used = self._used(list(stories))
        for style in self.root.iter(f"{W}style"):
            if attribute(style, "styleId") in used:
                yield self._line(style)

    def _used(self, stories: list[etree._Element]) -> set[str]:
        used = {attribute(element) for root in stories for element in root.iter(*_REFERENCES)}
        if any(
            p.find(f"{PARAGRAPH_PROPERTIES}/{W}pStyle") is None
            for root in stories
            for p in root.iter(PARAGRAPH)
        ):
            used.add(self.default_paragraph())
        return used

    def _line(self, style: etree._Element) -> str:
        chain = self._chain(style)
        kind = attribute(style, "type")
        looks = run_look(_merge([*self._defaults("r"), *_all(chain, RUN_PROPERTIES)]))
        if kind == "paragraph":
            inherited = [*self._defaults("p"), *_all(chain, PARAGRAPH_PROPERTIES)]
            looks += paragraph_look(_merge(inherited))
        if kind == "table":
            looks = [borders(b) for s in chain for b in s.iterfind(f"{W}tblPr/{W}tblBorders")][-1:]
        note = {"character": "（字符样式）", "table": "（表格样式）"}.get(kind, "")
        return f"{self.name(attribute(style, 'styleId'))}{note}：{' '.join(looks)}"

    def _defaults(self, letter: str) -> list[etree._Element]:
        return self.root.findall(f"{W}docDefaults/{W}{letter}PrDefault/{W}{letter}Pr")

    def _chain(self, style: etree._Element) -> list[etree._Element]:
        """The style and those it is based on, the first ancestor first."""
        chain = [style]
        while (base := self._style(attribute(chain[0].find(f"{W}basedOn")))) is not None:
            if base in chain:
                break
            chain.insert(0, base)
        return chain

    def _style(self, identity: str) -> etree._Element | None:
        for style in self.root.iter(f"{W}style") if identity else ():
            if attribute(style, "styleId") == identity:
                return style
        return None


_YES = ("1", "true", "on")


def _all(chain: list[etree._Element], name: str) -> list[etree._Element]:
    return [properties for style in chain for properties in style.iterfind(name)]


def _merge(layers: list[etree._Element]) -> etree._Element:
    """The properties that hold after all layers, later ones over earlier ones."""
    merged = etree.Element("merged")
    for layer in layers:
        for element in layer:
            known = merged.find(element.tag) if isinstance(element.tag, str) else None
            if known is None:
                merged.append(copy.deepcopy(element))
            elif element.tag in _MERGED:
                known.attrib.update(element.attrib)
            else:
                merged.replace(known, copy.deepcopy(element))
    return merged
