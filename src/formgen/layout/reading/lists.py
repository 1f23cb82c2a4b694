"""The numbering part → lists and what each of their levels looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from formgen.layout.reading.measures import is_switched_on, value_of, whole_number
from formgen.layout.reading.names import W
from formgen.layout.reading.paragraph_look import ParagraphProperties, read_paragraph
from formgen.layout.reading.run_look import RunProperties, read_run
from formgen.layout.reading.theme import Theme

Suffix = Literal["tab", "space", "nothing"]
LabelAlignment = Literal["left", "center", "right"]

LEVELS = 9
_SUFFIXES: dict[str, Suffix] = {"space": "space", "nothing": "nothing"}
_ALIGNMENTS: dict[str, LabelAlignment] = {"center": "center", "right": "right", "end": "right"}
_PICTURE_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (ECMA-376 part 1, 17.9.6)."""

    format: str = "decimal"
    pattern: str = ""
    """w:lvlText: %1 is the number of the first level."""
    start: int = 1
    restart: int | None = None
    """w:lvlRestart: 0 for never, else the level (from 1) after which counting starts again."""
    legal: bool = False
    """Numbers of the levels above are Arabic (w:isLgl)."""
    suffix: Suffix = "tab"
    alignment: LabelAlignment = "left"
    style: str = ""
    """Paragraph style that stands for this level."""
    paragraph: ParagraphProperties = field(default_factory=ParagraphProperties)
    run: RunProperties = field(default_factory=RunProperties)


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A w:num: levels and what it counts with."""

    counted_with: str
    """Lists of one w:abstractNum go on counting from one another."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)
    """Levels that begin anew with this list (w:startOverride)."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document by w:numId."""

    by_id: Mapping[str, ListDefinition] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, theme: Theme, style_lists: Mapping[str, str]) -> Lists:
        """The lists of a numbering part.

        Args:
            root: the part; None for a document without one.
            theme: for colours and typefaces of labels.
            style_lists: numbering styles by id to the w:numId they use, for w:numStyleLink.
        """
        if root is None:
            return cls()
        abstract = {
            value_of(element, "abstractNumId"): element
            for element in root.iterchildren(f"{W}abstractNum")
        }
        numbers = {value_of(item, "numId"): item for item in root.iterchildren(f"{W}num")}
        read: dict[str, Mapping[int, Level]] = {}
        found = {}
        for identity, item in numbers.items():
            base = _base(item, abstract, numbers, style_lists)
            if base not in read:
                read[base] = _levels(abstract.get(base), theme)
            found[identity] = _definition(item, base, read[base], theme)
        return cls(found)

    def level(self, identity: str, depth: int) -> Level | None:
        """A level of a list; None where the list or the level is not defined."""
        definition = self.by_id.get(identity)
        return definition.levels.get(depth) if definition else None

    def depth_of_style(self, identity: str, style: str) -> int | None:
        """The level a paragraph style stands for in a list (17.9.23)."""
        definition = self.by_id.get(identity)
        for depth, level in definition.levels.items() if definition and style else ():
            if level.style == style:
                return depth
        return None


def _base(
    item: etree._Element,
    abstract: Mapping[str, etree._Element],
    numbers: Mapping[str, etree._Element],
    style_lists: Mapping[str, str],
) -> str:
    """The abstract definition of a list, through numbering styles (17.9.21 numStyleLink)."""
    base = _child_value(item, "abstractNumId")
    passed: set[str] = set()  # links that lead in a circle are cut
    while base not in passed:
        passed.add(base)
        definition = abstract.get(base)
        link = _child_value(definition, "numStyleLink") if definition is not None else ""
        linked = numbers.get(style_lists.get(link, "")) if link else None
        if linked is None:
            break
        base = _child_value(linked, "abstractNumId")
    return base


def _definition(
    item: etree._Element, base: str, levels: Mapping[int, Level], theme: Theme
) -> ListDefinition:
    """A list with what it overrides (17.9.8 lvlOverride)."""
    changed, starts = dict(levels), {}
    for override in item.iterchildren(f"{W}lvlOverride"):
        depth = _depth(override)
        own = override.find(f"{W}lvl")
        if own is not None:
            changed[depth] = _level(own, theme)
        start = whole_number(_child_value(override, "startOverride"))
        if start is not None:
            starts[depth] = start
            changed[depth] = replace(changed.get(depth, Level()), start=start)
    return ListDefinition(base, changed, starts)


def _levels(definition: etree._Element | None, theme: Theme) -> dict[int, Level]:
    found = definition.iterchildren(f"{W}lvl") if definition is not None else ()
    return {_depth(element): _level(element, theme) for element in found}


def _level(element: etree._Element, theme: Theme) -> Level:
    legal = element.find(f"{W}isLgl")
    start = whole_number(_child_value(element, "start"))
    pattern = _child_value(element, "lvlText")
    if element.find(f"{W}lvlPicBulletId") is not None:
        pattern = pattern.strip() or _PICTURE_BULLET
    return Level(
        format=_child_value(element, "numFmt") or "decimal",
        pattern=pattern,
        start=1 if start is None else start,
        restart=whole_number(_child_value(element, "lvlRestart")),
        legal=legal is not None and is_switched_on(legal),
        suffix=_SUFFIXES.get(_child_value(element, "suff"), "tab"),
        alignment=_ALIGNMENTS.get(_child_value(element, "lvlJc"), "left"),
        style=_child_value(element, "pStyle"),
        paragraph=read_paragraph(element.find(f"{W}pPr"), theme),
        run=read_run(element.find(f"{W}rPr"), theme),
    )


def _depth(element: etree._Element) -> int:
    return max(0, min(LEVELS - 1, whole_number(value_of(element, "ilvl")) or 0))


def _child_value(element: etree._Element, name: str) -> str:
    found = element.find(W + name)
    return value_of(found) if found is not None else ""
