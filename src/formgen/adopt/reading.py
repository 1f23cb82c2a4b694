"""A blank form's document part → paragraphs and tables that know their numbers and measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.adopt.measures import columns_in, number_in
from formgen.adopt.styles import NO_STYLES, Look, Styles, draws_lines
from formgen.word.names import W

_TWIPS_PER_MM = 1440 / 25.4
_NESTED = W + "txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (W + "drawing", W + "pict", W + "object")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, and where in its XML each character stands."""

    number: int
    """Of the w:p in the document part, from 0, nested ones counted."""
    text: str
    """With tabs as \\t and line breaks as \\n."""
    offsets: tuple[int, ...]
    """For each position in `text`, its end included: characters of w:t before it."""
    underlined: tuple[bool, ...]
    """For each character of `text`."""
    look: Look
    picture: bool = False
    """Whether a picture or shape stands in it."""
    choices: tuple[str, ...] = ()
    """Options of a drop-down list that stood in it."""

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen in it; an underlined blank can."""
        return not self.text.strip() and not any(self.underlined) and not self.picture


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, its merged rest included."""

    row: int
    """First of its rows, from 0."""
    column: int
    """First of its columns in the table's grid, from 0."""
    rows: int
    columns: int
    width: float
    """Millimetres; 0 where the form does not say."""
    height: float
    """Millimetres that its rows have at least; 0 where the form does not say."""
    blocks: tuple[Paragraph | Table, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its own paragraphs, not those of tables inside it."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables inside it."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of cells."""

    number: int
    """Of the w:tbl in the document part, from 0, nested ones counted."""
    rows: int
    columns: int
    width: float
    """Millimetres; 0 where the form does not say."""
    cells: tuple[Cell, ...]
    """By their first row and column."""
    grid: Mapping[tuple[int, int], Cell] = field(repr=False)
    """Row and column → the cell that covers them."""


Block = Paragraph | Table


Choices = Mapping[etree._Element, tuple[str, ...]]
"""The options of drop-down lists, by paragraph."""
NO_CHOICES: Choices = {}


def blocks_of(
    root: etree._Element, styles: Styles = NO_STYLES, choices: Choices = NO_CHOICES
) -> tuple[Block, ...]:
    """The paragraphs and tables of a plain document part, in order; text boxes behind their line.

    Args:
        root: w:document, after `plain`.
        styles: of the same file.
        choices: of the same part, from `offered`.
    """
    body = root.find(W + "body")
    return tuple(_Reader(root, styles, choices).blocks(root if body is None else body))


class _Reader:
    """Knows the numbers of all paragraphs and tables of one part."""

    def __init__(self, root: etree._Element, styles: Styles, choices: Choices) -> None:
        self._paragraphs = {element: n for n, element in enumerate(root.iter(W + "p"))}
        self._tables = {element: n for n, element in enumerate(root.iter(W + "tbl"))}
        self._styles = styles
        self._choices = choices

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for element in parent:
            if element.tag == W + "p":
                yield self._paragraph(element)
                for box in _text_boxes(element):
                    yield from self.blocks(box)
            elif element.tag == W + "tbl":
                yield self._table(element)
            elif element.tag in (W + "customXml", W + "smartTag"):
                yield from self.blocks(element)

    def _paragraph(self, element: etree._Element) -> Paragraph:
        text: list[str] = []
        offsets: list[int] = []
        lined: list[bool] = []
        told, picture = 0, False
        for piece in _own(element):
            if piece.tag in _PICTURES:
                picture = picture or not any(True for _ in piece.iter(_NESTED))
                continue
            shown = _shown(piece)
            behind_words = shown == "\t" and bool(text)  # alone it is a line to write on
            underlined = self._styles.underlined(_run_of(piece)) or (
                behind_words and draws_lines(element)
            )
            for character in shown:
                text.append(character)
                offsets.append(told)
                lined.append(underlined)
                told += piece.tag == W + "t"
        look = self._styles.look(element)
        number = self._paragraphs[element]
        return Paragraph(
            number,
            "".join(text),
            (*offsets, told),
            tuple(lined),
            look,
            picture=picture,
            choices=self._choices.get(element, ()),
        )

    def _table(self, element: etree._Element) -> Table:
        widths = [_millimetres(column.get(W + "w")) for column in element.iterfind(f"{W}tblGrid/*")]
        rows = list(_rows(element))
        heights = [_millimetres(_value(row, f"{W}trPr/{W}trHeight")) for row in rows]
        started: dict[tuple[int, int], _Merging] = {}
        open_cells: dict[int, _Merging] = {}
        for number, row in enumerate(rows):
            _start_cells(number, row, started, open_cells)
        cells = tuple(self._cell(one, widths, heights) for _, one in sorted(started.items()))
        grid = {
            (row, column): cell
            for cell in cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        columns = max((cell.column + cell.columns for cell in cells), default=0)
        number = self._tables[element]
        return Table(number, len(rows), columns, sum(widths), cells, grid)

    def _cell(self, one: _Merging, widths: list[float], heights: list[float]) -> Cell:
        covered = widths[one.column : one.column + one.columns]
        return Cell(
            one.row,
            one.column,
            one.rows,
            one.columns,
            sum(covered) or one.width,
            sum(heights[one.row : one.row + one.rows]),
            tuple(self.blocks(one.element)),
        )


@dataclass(slots=True)
class _Merging:
    """A cell while its table is read: it may grow to the right and down."""

    element: etree._Element
    row: int
    column: int
    columns: int
    width: float
    rows: int = 1


def _start_cells(
    number: int,
    row: etree._Element,
    started: dict[tuple[int, int], _Merging],
    open_cells: dict[int, _Merging],
) -> None:
    """The cells of a row that begin in it; those merged from above grow."""
    column = columns_in(_value(row, f"{W}trPr/{W}gridBefore"), 0)
    still: dict[int, _Merging] = {}
    last: _Merging | None = None
    for element in _cells(row):
        span = max(columns_in(_value(element, f"{W}tcPr/{W}gridSpan"), 1), 1)
        down = element.find(f"{W}tcPr/{W}vMerge")
        across = element.find(f"{W}tcPr/{W}hMerge")
        if across is not None and across.get(W + "val") != "restart" and last is not None:
            last.columns += span
            column += span
            continue
        above = open_cells.get(column)
        if down is not None and down.get(W + "val") != "restart" and above is not None:
            above.rows = number - above.row + 1
            last = above
        else:
            width = _millimetres(_value(element, f"{W}tcPr/{W}tcW", "w"))
            last = started[number, column] = _Merging(element, number, column, span, width)
        if down is not None:
            still[column] = last
        column += span
    open_cells.clear()
    open_cells.update(still)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == W + "tr":
            yield element
        elif element.tag == W + "customXml":
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if element.tag == W + "tc":
            yield element
        elif element.tag == W + "customXml":
            yield from _cells(element)


_TEXTUAL = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _own(parent: etree._Element) -> Iterator[etree._Element]:
    """The texts, tabs, breaks and pictures of a paragraph, without those of text boxes in it."""
    for element in parent:
        tag = element.tag
        if tag == W + "t" or tag in _TEXTUAL or tag in _PICTURES:
            yield element
        elif tag not in (W + "pPr", W + "rPr", _NESTED) and isinstance(tag, str):
            yield from _own(element)


def _shown(piece: etree._Element) -> str:
    return (piece.text or "") if piece.tag == W + "t" else _TEXTUAL[piece.tag]


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph; a copy for older programs is not read again."""
    for box in paragraph.iter(_NESTED):
        own = next(box.iterancestors(W + "p"), None) is paragraph  # not in another text box
        if own and next(box.iterancestors(_FALLBACK), None) is None:
            yield box


def _run_of(piece: etree._Element) -> etree._Element | None:
    return next(piece.iterancestors(W + "r"), None)


def _value(parent: etree._Element, path: str, name: str = "val") -> str | None:
    element = parent.find(path)
    return None if element is None else element.get(W + name)


def _millimetres(text: str | None) -> float:
    """A measure in twips as millimetres."""
    return number_in(text) / _TWIPS_PER_MM
