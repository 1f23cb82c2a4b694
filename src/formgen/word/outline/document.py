"""A .docx template → reviewable text: everything of its look and words that a reviewer judges.

A template is binary to version control. Its outline, kept beside it, shows in a plain
difference which label, width, height, span, font or tag changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.ooxml import Package, PackageError, read_package
from formgen.problems import TemplateError
from formgen.word.names import (
    BODY,
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN_PROPERTIES,
    TABLE,
    W,
)
from formgen.word.outline.inline import InlineReader, Piece, text_boxes
from formgen.word.outline.looks import attribute, is_on, paragraph_look, run_look
from formgen.word.outline.measures import number
from formgen.word.outline.numbering import Numbering
from formgen.word.outline.sections import section_line
from formgen.word.outline.stylesheet import Stylesheet
from formgen.word.outline.tables import cell_look, row_look, table_look

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INDENT = "  "
_ROW_WIDTH = 120
"""Characters up to which a row is kept on one line."""
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"})
"""Elements around paragraphs, rows and cells that change nothing of the look."""
_SECTION = f"{W}sectPr"


def outline(content: bytes) -> str:
    """The outline of a .docx file, in Chinese, one line a paragraph, row or cell.

    It holds no identities and no editing history: saving a template again without a
    change gives the same text.

    Raises:
        TemplateError: the bytes are no Word file.
    """
    try:
        package = read_package(content)
        document = _Document.read(package)
        return "\n".join(document.lines()) + "\n"
    except PackageError as error:
        raise TemplateError(f"模板无法读取：{error}") from None


@dataclass(frozen=True, slots=True)
class _Document:
    package: Package
    main: str
    root: etree._Element
    styles: Stylesheet
    numbering: Numbering
    settings: etree._Element

    @classmethod
    def read(cls, package: Package) -> _Document:
        main = package.main_part()
        root = package.tree(main)
        if root.find(BODY) is None:
            raise PackageError("不是 Word 文件")
        parts = {
            kind: _related(package, main, kind) for kind in ("styles", "numbering", "settings")
        }
        return cls(
            package,
            main,
            root,
            Stylesheet(parts["styles"]),
            Numbering(parts["numbering"]),
            parts["settings"],
        )

    def lines(self) -> Iterator[str]:
        """The sections with their headers, footers and bodies; then notes and styles."""
        body = self.root.find(BODY)
        story = self._story(self.main, self.root)
        stories = [self.root]
        for position, (section, blocks) in enumerate(_sections(body), start=1):
            yield f"第{position}节 {section_line(section)}"
            for word, part in self._furniture(section):
                stories.append(self.package.tree(part))
                yield f"{_INDENT}{word}"
                yield from self._story(part, stories[-1]).blocks(stories[-1], 2)
            for block in blocks:
                yield from story.block(block, 0)
        for word, root in self._notes():
            stories.append(root)
            yield word
            yield from self._story(self.main, root).blocks(root, 1)
        yield from self._settings()
        yield "样式"
        for line in self.styles.listing(stories):
            yield _INDENT + line

    def _story(self, part: str, root: etree._Element) -> _Story:
        pictures = {
            link.id: self.package.parts[link.target]
            for link in self.package.relationships(part)
            if link.type == "image" and link.target in self.package.parts
        }
        return _Story(self.styles, self.numbering, InlineReader(self.styles, pictures), root)

    def _furniture(self, section: etree._Element | None) -> Iterator[tuple[str, str]]:
        """What headers and footers a section names itself, and their parts."""
        parts = {link.id: link.target for link in self.package.relationships(self.main)}
        kinds = {"first": "首页", "even": "偶数页", "default": ""}
        for tag, word in (("headerReference", "页眉"), ("footerReference", "页脚")):
            for element in section.iterfind(W + tag) if section is not None else ():
                part = parts.get(element.get(f"{_R}id", ""), "")
                if part in self.package.parts:
                    yield kinds.get(attribute(element, "type"), "") + word, part

    def _notes(self) -> Iterator[tuple[str, etree._Element]]:
        """Every footnote and endnote of the document's own, numbered in the file's order."""
        for link in self.package.relationships(self.main):
            word = {"footnotes": "脚注", "endnotes": "尾注"}.get(link.type)
            if word is None or link.target not in self.package.parts:
                continue
            notes = [
                note
                for note in self.package.tree(link.target)
                if attribute(note, "type") in ("", "normal")
            ]
            yield from ((f"{word}{place}", note) for place, note in enumerate(notes, start=1))

    def _settings(self) -> Iterator[str]:
        if is_on(self.settings.find(f"{W}evenAndOddHeaders")):
            yield "设置 奇偶页不同"
        protection = self.settings.find(f"{W}documentProtection")
        if protection is not None:
            yield f"设置 限制编辑（{attribute(protection, 'edit')}）"


def _related(package: Package, main: str, kind: str) -> etree._Element:
    """The tree of a part of the document; an empty one for a part the file does not have."""
    name = package.related(main, kind)
    return package.tree(name) if name else etree.Element("none")


def _sections(
    body: etree._Element | None,
) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """Each section's properties with its paragraphs and tables; the properties come last."""
    blocks: list[etree._Element] = []
    section: etree._Element | None = None
    for block in _unwrapped(body) if body is not None else ():
        if block.tag == _SECTION:
            section = block
            continue
        blocks.append(block)
        inner = block.find(f"{PARAGRAPH_PROPERTIES}/{_SECTION}")
        if inner is not None:
            yield inner, blocks
            blocks = []
    if blocks or section is not None:
        yield section, blocks


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, seen through content controls and their like."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from _unwrapped(element)
        elif isinstance(element.tag, str):
            yield element


@dataclass(slots=True)
class _Story:
    """Writes the blocks of one part: the body, a header, a footer, a note."""

    styles: Stylesheet
    numbering: Numbering
    inline: InlineReader
    root: etree._Element
    _tables: Mapping[etree._Element, int] = field(init=False)

    def __post_init__(self) -> None:
        self._tables = {table: n for n, table in enumerate(self.root.iter(TABLE), start=1)}

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        for element in _unwrapped(parent):
            yield from self.block(element, depth)

    def block(self, element: etree._Element, depth: int) -> Iterator[str]:
        """The lines of a paragraph or table; nothing for what shows nothing."""
        if element.tag == PARAGRAPH:
            yield _INDENT * depth + self._paragraph(element)
            yield from self._boxes(element, depth)
        elif element.tag == TABLE:
            yield from self._table(element, depth)

    def _boxes(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        for box in text_boxes(paragraph):
            yield _INDENT * (depth + 1) + "文本框"
            yield from self.blocks(box, depth + 2)

    def _paragraph(self, paragraph: etree._Element) -> str:
        """[样式 直接格式] 文字, or 空段 with the size that gives an empty one its height."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        pieces = self.inline.pieces(paragraph)
        looks = [
            self._style_name(properties),
            *self.numbering.look(properties),
            *paragraph_look(properties),
        ]
        if not pieces and properties is not None:
            looks += run_look(properties.find(RUN_PROPERTIES))
        shared, text = _set_apart(pieces)
        return f"[{' '.join([*looks, *shared])}] {text or '（空段）'}"

    def _style_name(self, properties: etree._Element | None) -> str:
        style = attribute(properties.find(f"{W}pStyle")) if properties is not None else ""
        return self.styles.name(style or self.styles.default_paragraph()) or "正文"

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        style = attribute(table.find(f"{W}tblPr/{W}tblStyle"))
        looks = [f"样式“{self.styles.name(style)}”"] if style else []
        yield f"{_INDENT * depth}表格{self._tables[table]} {' '.join(table_look(table) + looks)}"
        rows = [row for row in _unwrapped(table) if row.tag == ROW]
        for position, row in enumerate(rows, start=1):
            yield from self._row(row, position, table, depth + 1)

    def _row(
        self, row: etree._Element, position: int, table: etree._Element, depth: int
    ) -> Iterator[str]:
        """A row on one line where it is short and simple; otherwise a line a cell."""
        head = " ".join([f"行{position}", *row_look(row)])
        cells = [cell for cell in _unwrapped(row) if cell.tag == CELL]
        looks = cell_look_of_row(cells, row, table)
        if all(_is_simple(cell) for cell in cells):
            texts = [
                f"{look}{self._paragraph(next(cell.iterchildren(PARAGRAPH)))}"
                for look, cell in zip(looks, cells, strict=True)
            ]
            line = _INDENT * depth + " ｜ ".join([head, *texts])
            if len(line) <= _ROW_WIDTH:
                yield line
                return
        yield _INDENT * depth + head
        for place, (look, cell) in enumerate(zip(looks, cells, strict=True), start=1):
            yield from self._cell(f"格{place} {look}", cell, depth + 1)

    def _cell(self, head: str, cell: etree._Element, depth: int) -> Iterator[str]:
        if _is_simple(cell):
            yield f"{_INDENT * depth}{head}{self._paragraph(next(cell.iterchildren(PARAGRAPH)))}"
            return
        yield f"{_INDENT * depth}{head.rstrip()}"
        yield from self.blocks(cell, depth + 1)


def cell_look_of_row(
    cells: list[etree._Element], row: etree._Element, table: etree._Element
) -> list[str]:
    """How each cell of a row departs from a plain cell of the grid, as words before its text."""
    grid = [
        number(attribute(column, "w")) or 0.0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
    ]
    at = int(number(attribute(row.find(f"{W}trPr/{W}gridBefore"))) or 0)
    looks = []
    for cell in cells:
        span = int(number(attribute(cell.find(f"{W}tcPr/{W}gridSpan"))) or 1)
        looks.append(cell_look(cell, sum(grid[at : at + span])))
        at += span
    return looks


def _is_simple(cell: etree._Element) -> bool:
    """Whether a cell is one paragraph and nothing else."""
    blocks = [block for block in _unwrapped(cell) if block.tag in (PARAGRAPH, TABLE)]
    return (
        len(blocks) == 1
        and blocks[0].tag == PARAGRAPH
        and blocks[0].getparent() is cell
        and not any(True for _ in text_boxes(blocks[0]))
    )


def _set_apart(pieces: list[Piece]) -> tuple[list[str], str]:
    """Formatting that all pieces share, and the text with the rest marked where it begins."""
    looks = {piece.look for piece in pieces}
    if len(looks) == 1:
        return [look for look in looks if look], "".join(piece.text for piece in pieces)
    marked = "".join(f"〈{piece.look}〉{piece.text}" for piece in pieces)
    return [], marked.removeprefix("〈〉")
