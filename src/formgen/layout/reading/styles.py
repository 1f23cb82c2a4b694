"""A document's styles, theme, lists and settings → the look of each paragraph, run and table."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from formgen.layout.model import Border, ParagraphLook, RunLook
from formgen.layout.reading.lists import Lists
from formgen.layout.reading.marks import border
from formgen.layout.reading.names import W
from formgen.layout.reading.paragraph_look import (
    ParagraphProperties,
    Units,
    merge_paragraph,
    read_paragraph,
    resolve_paragraph,
)
from formgen.layout.reading.property_keys import Key, properties_key
from formgen.layout.reading.run_look import (
    NO_RUN_PROPERTIES,
    Character,
    RunProperties,
    read_run,
    resolve_run,
)
from formgen.layout.reading.settings import DocumentSettings
from formgen.layout.reading.stylesheet import ParagraphStyle, Stylesheet
from formgen.layout.reading.table_look import TableLook, TableStyle, TableText, resolve_table
from formgen.layout.reading.table_properties import (
    CellProperties,
    merge_table,
    read_cell,
    read_flags,
    read_table,
)
from formgen.layout.reading.theme import Theme
from formgen.ooxml import Package, parse_part

LINE_PITCH = 15.6
"""Points of one line where a section has no line grid (五号 in Word's Chinese template)."""
_REMEMBERED = 4096
"""Property sets kept for one template; a form has some forty."""
_TEMPLATES = 64
_PARTS = ("styles", "theme", "numbering", "settings")
_ID = f"{W}val"
_PARAGRAPH_STYLE = f"{W}pStyle"
_CHARACTER_STYLE = f"{W}rStyle"
_MARK = f"{W}rPr"

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Styles:
    """Resolves properties; what it worked out it keeps for all documents of the template."""

    sheet: Stylesheet = field(default_factory=Stylesheet)
    lists: Lists = field(default_factory=Lists)
    settings: DocumentSettings = field(default_factory=DocumentSettings)
    _characters: dict[Key, Character] = field(default_factory=dict, compare=False, repr=False)
    _paragraphs: dict[Key, ParagraphLook] = field(default_factory=dict, compare=False, repr=False)
    _tables: dict[Key, TableStyle] = field(default_factory=dict, compare=False, repr=False)
    _named: dict[str, ParagraphStyle] = field(default_factory=dict, compare=False, repr=False)
    """Caches only: nothing that is read depends on what was read before."""

    @classmethod
    def of(cls, package: Package, main: str) -> Styles:
        """The styles of a document; templates are read once, however often they are filled.

        Args:
            package: the document.
            main: name of its main part.

        Raises:
            PackageError: one of the parts is broken XML.
        """
        names = {link.type: link.target for link in package.relationships(main)}
        return _read(*(package.parts.get(names.get(kind, "")) for kind in _PARTS))

    @property
    def theme(self) -> Theme:
        """Typefaces and colours of the document's theme."""
        return self.sheet.theme

    def run(
        self,
        properties: etree._Element | None,
        paragraph: etree._Element | None,
        table: TableLook | None = None,
    ) -> RunLook:
        """The look of a run.

        Args:
            properties: its w:rPr.
            paragraph: the w:pPr of the paragraph it stands in.
            table: the cell it stands in.
        """
        return self.character(properties, paragraph, table).look

    def mark(self, paragraph: etree._Element | None, table: TableLook | None = None) -> RunLook:
        """The look of the paragraph mark (17.3.1.29): its own w:rPr on top of the style."""
        own = _child(paragraph, _MARK)
        return self.character(own, paragraph, table).look

    def is_hidden(
        self,
        properties: etree._Element | None,
        paragraph: etree._Element | None,
        table: TableLook | None = None,
    ) -> bool:
        """Whether a run is hidden text (w:vanish), by itself or through a style."""
        return self.character(properties, paragraph, table).hidden

    def character(
        self,
        properties: etree._Element | None,
        paragraph: etree._Element | None,
        table: TableLook | None = None,
    ) -> Character:
        """Look, hiding and capitals of a run at once; arguments as for `run`."""
        style = style_of(paragraph)
        text = table.text if table else None
        key = (properties_key(properties), style, text)
        found = self._characters.get(key)
        if found is None:
            character = _child_value(properties, _CHARACTER_STYLE)
            direct = read_run(properties, self.theme)
            found = self._resolve(style, text, character, direct)
            _remember(self._characters, key, found)
        return found

    def paragraph(
        self,
        properties: etree._Element | None,
        table: TableLook | None = None,
        line_pitch: float = LINE_PITCH,
        character_extra: float = 0.0,
    ) -> ParagraphLook:
        """The look of a paragraph, its list's indents included.

        Args:
            properties: its w:pPr.
            table: the cell it stands in.
            line_pitch: points of one line of the section's grid, for w:beforeLines.
            character_extra: points a character grid adds to each character (its pitch less
                the size of the default paragraph style), for w:firstLineChars and the like.
        """
        text = table.text if table else None
        key = (properties_key(properties), text, line_pitch, character_extra)
        found = self._paragraphs.get(key)
        if found is None:
            units = Units(
                self.mark(properties, table).size + character_extra,
                self.run(None, None).size + character_extra,
                line_pitch,
            )
            style = self._paragraph_style(style_of(properties))
            merged = self._merged(properties, text, style)
            found = resolve_paragraph(merged, style.id, units)
            _remember(self._paragraphs, key, found)
        return found

    def table(self, properties: etree._Element | None) -> TableStyle:
        """The style and direct properties of a table (w:tblPr)."""
        key = properties_key(properties)
        found = self._tables.get(key)
        if found is None:
            style, regions = self.sheet.table_style(_child_value(properties, f"{W}tblStyle"))
            merged = merge_table(style, read_table(properties, self.theme))
            look = _child(properties, f"{W}tblLook")
            found = resolve_table(merged, regions, read_flags(look))
            _remember(self._tables, key, found)
        return found

    def cell(self, properties: etree._Element | None) -> CellProperties:
        """What a w:tcPr says of borders, margins, shading; see `table_look.with_cell`."""
        return read_cell(properties, self.theme)

    def border(self, element: etree._Element) -> Border | None:
        """A border element (17.3.4) as a line; None for nil and none."""
        return border(element, self.theme)

    def list_of(self, paragraph: etree._Element | None) -> tuple[str, int] | None:
        """List id and level of a paragraph, by itself or through its style; None for none."""
        if not self.lists.by_id:
            return None
        style = self._paragraph_style(style_of(paragraph))
        own = _child(paragraph, f"{W}numPr")
        if own is None and "list_id" not in style.plain:
            return None
        direct = read_paragraph(paragraph, self.theme) if own is not None else {}
        return self._list(direct, style)

    def label(
        self, paragraph: etree._Element | None, level: RunProperties, table: TableLook | None
    ) -> RunLook:
        """The look of a list label: the paragraph mark's, with the level's on top (17.9.24)."""
        own = _child(paragraph, _MARK)
        direct: RunProperties = {**read_run(own, self.theme), **level}
        text = table.text if table else None
        character = _child_value(own, _CHARACTER_STYLE)
        return self._resolve(style_of(paragraph), text, character, direct).look

    def _resolve(
        self, style: str, table: TableText | None, character: str, direct: RunProperties
    ) -> Character:
        return resolve_run(
            self.sheet.default_run,
            table.run if table else NO_RUN_PROPERTIES,
            self._paragraph_style(style).run,
            self.sheet.character_style(character) if character else NO_RUN_PROPERTIES,
            direct,
        )

    def _merged(
        self, properties: etree._Element | None, table: TableText | None, style: ParagraphStyle
    ) -> ParagraphProperties:
        """All levels of a paragraph: a list named directly stands between style and direct."""
        direct = read_paragraph(properties, self.theme)
        levels: list[ParagraphProperties]
        levels = [self.sheet.default_paragraph, table.paragraph if table else {}]
        if "list_id" in direct or "list_level" in direct:
            found = self._list(direct, style)
            level = self.lists.level(*found) if found else None
            levels += [style.plain, level.paragraph if level else {}]
        else:
            levels.append(style.listed)
        return merge_paragraph(*levels, direct)

    def _list(self, direct: ParagraphProperties, style: ParagraphStyle) -> tuple[str, int] | None:
        identity = direct.get("list_id") or style.plain.get("list_id", "")
        if identity in ("", "0"):
            return None
        depth = direct.get("list_level")
        if depth is None and "list_id" not in direct:
            depth = self.lists.depth_of_style(identity, style.id)
        return identity, style.plain.get("list_level", 0) if depth is None else depth

    def _paragraph_style(self, identity: str) -> ParagraphStyle:
        found = self._named.get(identity)
        if found is None:
            found = self.sheet.paragraph_style(identity, self.lists)
            _remember(self._named, identity, found)
        return found


@lru_cache(maxsize=_TEMPLATES)
def _read(
    styles: bytes | None, theme: bytes | None, numbering: bytes | None, settings: bytes | None
) -> Styles:
    """Keyed by content: documents made from one template share all of it."""
    settings_root = _root(settings)
    colours_and_fonts = Theme.of(_root(theme), settings_root)
    sheet = Stylesheet.of(_root(styles), colours_and_fonts)
    lists = Lists.of(_root(numbering), colours_and_fonts, sheet.style_lists())
    return Styles(sheet, lists, DocumentSettings.of(settings_root))


def _root(content: bytes | None) -> etree._Element | None:
    return parse_part(content) if content is not None else None


def style_of(paragraph: etree._Element | None) -> str:
    """The style id a w:pPr names; empty for the default style."""
    return _child_value(paragraph, _PARAGRAPH_STYLE)


def _child_value(parent: etree._Element | None, tag: str) -> str:
    """The value of the first child of that tag; empty without one."""
    found = _child(parent, tag)
    return found.get(_ID) or "" if found is not None else ""


def _child(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child of that tag; twice as quick as `find`, and asked for every run."""
    return next(parent.iterchildren(tag), None) if parent is not None else None


def _remember(memory: dict[K, T], key: K, value: T) -> None:
    """Keep what was worked out; all is forgotten at the bound, which no real template meets."""
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = value
