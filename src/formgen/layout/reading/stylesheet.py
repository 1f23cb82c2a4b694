"""The styles part → each style's own properties, and what chains of styles come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.layout.reading.lists import Lists
from formgen.layout.reading.measures import is_true, value_of
from formgen.layout.reading.names import W
from formgen.layout.reading.paragraph_look import (
    ParagraphProperties,
    merge_paragraph,
    read_paragraph,
)
from formgen.layout.reading.run_look import RunProperties, read_run
from formgen.layout.reading.table_properties import (
    Region,
    TableProperties,
    merge_regions,
    merge_table,
    read_cell,
    read_table,
)
from formgen.layout.reading.theme import Theme


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it stands, without what it inherits (ECMA-376 part 1, 17.7.4.17)."""

    id: str
    kind: str
    """paragraph, character, table or numbering."""
    base: str
    paragraph: ParagraphProperties
    run: RunProperties
    table: TableProperties
    regions: Mapping[str, Region]
    """Of a table style, wholeTable included."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style and those it is based on come to."""

    id: str
    plain: ParagraphProperties
    """Without its list's indents, for paragraphs that are in another list or in none."""
    listed: ParagraphProperties
    """With them."""
    run: RunProperties


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The styles of a document."""

    theme: Theme = field(default_factory=Theme)
    styles: Mapping[str, Style] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Kind to the id of its default style."""
    default_paragraph: ParagraphProperties = field(default_factory=ParagraphProperties)
    default_run: RunProperties = field(default_factory=RunProperties)

    @classmethod
    def of(cls, root: etree._Element | None, theme: Theme) -> Stylesheet:
        """The styles part; nothing but Word's own defaults without one."""
        if root is None:
            return cls(theme)
        styles: dict[str, Style] = {}
        defaults: dict[str, str] = {}
        for element in root.iterchildren(f"{W}style"):
            style = _style(element, theme)
            styles.setdefault(style.id, style)
            if is_true(element.get(f"{W}default")):
                defaults.setdefault(style.kind, style.id)
        return cls(
            theme,
            styles,
            defaults,
            read_paragraph(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"), theme),
            read_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), theme),
        )

    def style_lists(self) -> dict[str, str]:
        """Numbering styles to the lists they use."""
        numbered = (style for style in self.styles.values() if style.kind == "numbering")
        return {style.id: style.paragraph.get("list_id", "") for style in numbered}

    def paragraph_style(self, identity: str, lists: Lists) -> ParagraphStyle:
        """A paragraph style's chain; the default style for an id that is not there.

        The indents of the list a style is in stand below the style's own: what a style
        says itself wins (17.9.23).
        """
        known = self._kind(identity) == "paragraph"
        name = identity if known else self.defaults.get("paragraph", "")
        chain = self.chain(name, "paragraph")
        plain = merge_paragraph(*(style.paragraph for style in chain))
        owner = next((s.id for s in reversed(chain) if "list_id" in s.paragraph), "")
        level = _level_of(plain, name, owner, lists)
        levels = []
        for style in chain:
            levels += [level, style.paragraph] if style.id == owner else [style.paragraph]
        return ParagraphStyle(name, plain, merge_paragraph(*levels), merge_runs(chain))

    def character_style(self, identity: str) -> RunProperties:
        """A character style's chain; nothing for an id that is not there."""
        return merge_runs(self.chain(identity, "character"))

    def table_style(self, identity: str) -> tuple[TableProperties, dict[str, Region]]:
        """A table style's chain; the default table style for an id that is not there."""
        known = self._kind(identity) == "table"
        chain = self.chain(identity if known else self.defaults.get("table", ""), "table")
        names = dict.fromkeys(name for style in chain for name in style.regions)
        regions = {
            name: merge_regions(*(s.regions[name] for s in chain if name in s.regions))
            for name in names
        }
        return merge_table(*(style.table for style in chain)), regions

    def chain(self, identity: str, kind: str) -> list[Style]:
        """The style and those it is based on, the first ancestor first; circles are cut."""
        found: dict[str, Style] = {}
        style = self.styles.get(identity)
        while style is not None and style.kind == kind and style.id not in found:
            found[style.id] = style
            style = self.styles.get(style.base)
        return list(reversed(found.values()))

    def _kind(self, identity: str) -> str:
        style = self.styles.get(identity)
        return style.kind if style else ""


def merge_runs(chain: list[Style]) -> RunProperties:
    """Run properties of a chain; within a chain toggles replace one another (17.7.3)."""
    merged: RunProperties = {}
    for style in chain:
        merged.update(style.run)
    return merged


def _level_of(
    merged: ParagraphProperties, style: str, owner: str, lists: Lists
) -> ParagraphProperties:
    """Indents of the list level a style's paragraphs are at."""
    identity = merged.get("list_id", "")
    depth = lists.depth_of_style(identity, style)
    if depth is None:
        depth = lists.depth_of_style(identity, owner)
    if depth is None:
        depth = merged.get("list_level", 0)
    level = lists.level(identity, depth)
    return level.paragraph if level else {}


def _style(element: etree._Element, theme: Theme) -> Style:
    based = element.find(f"{W}basedOn")
    kind = element.get(f"{W}type") or "paragraph"
    return Style(
        id=value_of(element, "styleId"),
        kind=kind,
        base=value_of(based) if based is not None else "",
        paragraph=read_paragraph(element.find(f"{W}pPr"), theme),
        run=read_run(element.find(f"{W}rPr"), theme),
        table=read_table(element.find(f"{W}tblPr"), theme) if kind == "table" else {},
        regions=_regions(element, theme) if kind == "table" else {},
    )


def _regions(style: etree._Element, theme: Theme) -> dict[str, Region]:
    found = {"wholeTable": _region(style, theme)}
    for element in style.iterchildren(f"{W}tblStylePr"):
        name = value_of(element, "type")
        own = _region(element, theme)
        found[name] = merge_regions(found[name], own) if name in found else own
    return {name: region for name, region in found.items() if region != Region()}


def _region(element: etree._Element, theme: Theme) -> Region:
    return Region(
        read_paragraph(element.find(f"{W}pPr"), theme),
        read_run(element.find(f"{W}rPr"), theme),
        read_cell(element.find(f"{W}tcPr"), theme),
    )
