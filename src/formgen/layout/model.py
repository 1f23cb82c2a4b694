"""The page model: what a Word document says, with every style resolved.

Reading makes it from the document's XML, setting turns it into pages. Lengths are in
points, colours are "#rrggbb", shares are 1.0 for the whole. Nothing here knows XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

Alignment = Literal["left", "center", "right", "both", "distribute"]
T = TypeVar("T")
BorderStyle = Literal["single", "double", "dotted", "dashed", "dot_dash", "thick_thin", "wave"]
UnderlineStyle = Literal["single", "double", "thick", "dotted", "dashed", "wave", "words"]


@dataclass(frozen=True, slots=True)
class Edges(Generic[T]):
    """One value for each side."""

    top: T
    right: T
    bottom: T
    left: T


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a piece of text looks: character formatting (ECMA-376 part 1, 17.3.2)."""

    latin: str = "Times New Roman"
    """Typeface of Latin letters and digits, as the document names it."""
    east_asian: str = "宋体"
    """Typeface of Chinese characters, as the document names it."""
    east_asian_hint: bool = False
    """Whether signs both scripts use (“ ” — … ·) take the Chinese typeface (w:hint)."""
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    underline: UnderlineStyle | None = None
    underline_colour: str | None = None
    """None: the colour of the text."""
    strike: Literal["single", "double"] | None = None
    colour: str = "#000000"
    background: str | None = None
    """Highlight or shading behind the text."""
    spacing: float = 0.0
    """Added after each character (w:spacing)."""
    width_scale: float = 1.0
    """Horizontal scaling (w:w)."""
    raised: float = 0.0
    """Above the baseline (w:position); negative is below."""
    vertical: Literal["baseline", "superscript", "subscript"] = "baseline"
    emphasis_mark: bool = False
    """着重号: a dot under each character (w:em)."""
    border: Border | None = None
    """A frame around the text (w:bdr)."""
    snap_to_grid: bool = True


@dataclass(frozen=True, slots=True)
class Border:
    """A line along an edge."""

    style: BorderStyle
    width: float
    """Of the whole line; a double line includes both strokes and the gap."""
    colour: str = "#000000"
    space: float = 0.0
    """Between text and line (paragraph borders)."""


@dataclass(frozen=True, slots=True)
class Fit:
    """调整宽度: a group of characters spread or squeezed to a width (w:fitText)."""

    id: int
    """Equal for runs that are fitted together."""
    width: float


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in one look; never empty, without line breaks or tabs."""

    text: str
    look: RunLook
    link: str = ""
    """URL of a hyperlink; empty for none."""
    fit: Fit | None = None
    source: str = ""
    """Where it stands, for messages; empty for the body text that surrounds it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab character."""

    look: RunLook


@dataclass(frozen=True, slots=True)
class Break:
    """A line, page or column break inside a paragraph."""

    kind: Literal["line", "page", "column"]
    look: RunLook


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A PAGE, NUMPAGES or SECTIONPAGES field; its text is known when pages are made."""

    kind: Literal["page", "pages", "section_pages"]
    look: RunLook
    format: str = "decimal"
    """Word's number format name: decimal, numberInDash, upperRoman, chineseCounting …; empty
    for the section's own."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image, as it is in the package."""

    content: bytes
    width: float
    height: float
    alt: str = ""
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Shares cut off left, top, right, bottom."""
    rotation: float = 0.0
    """Degrees clockwise."""
    tone: tuple[float, float] = (1.0, 0.0)
    """Each colour value, from 0.0 to 1.0, is multiplied by the first and the second is added:
    how 冲蚀 (washed-out) watermarks are made lighter."""


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture that stands in the line like a character."""

    picture: Picture
    look: RunLook


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn line or box, perhaps with text in it."""

    width: float
    height: float
    kind: Literal["line", "rectangle", "ellipse"]
    stroke: Border | None = None
    fill: str | None = None
    blocks: tuple[Block, ...] = ()
    """The text box's content."""
    insets: Edges[float] | None = None
    flipped: bool = False
    """A line from the lower left to the upper right."""


@dataclass(frozen=True, slots=True)
class Offset:
    """Where a floating object stands along one axis: a distance or an alignment."""

    relative_to: Literal["page", "margin", "column", "paragraph", "line", "character"]
    distance: float = 0.0
    align: Literal["", "left", "center", "right", "top", "bottom", "inside", "outside"] = ""


@dataclass(frozen=True, slots=True)
class Floating:
    """A picture or shape anchored to a paragraph, laid over or under the text."""

    content: Picture | Shape
    horizontal: Offset
    vertical: Offset
    wrap: Literal["none", "square", "top_bottom"] = "none"
    behind: bool = False


Inline = Text | Tab | Break | PageNumber | InlinePicture | Floating


@dataclass(frozen=True, slots=True)
class LineSpacing:
    """Height of lines: a multiple of single spacing, exact, or at least."""

    rule: Literal["multiple", "exact", "at_least"] = "multiple"
    value: float = 1.0
    """A factor for multiple, points otherwise."""


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop; `position` from the paragraph area's left edge."""

    position: float
    align: Literal["left", "center", "right", "decimal", "bar"] = "left"
    leader: Literal["", "dot", "hyphen", "underscore", "middle_dot"] = ""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Paragraph formatting (ECMA-376 part 1, 17.3.1)."""

    alignment: Alignment = "both"
    indent_left: float = 0.0
    indent_right: float = 0.0
    first_line: float = 0.0
    """Of the first line, beyond `indent_left`; negative hangs."""
    space_before: float = 0.0
    space_after: float = 0.0
    contextual_spacing: bool = False
    """No space between paragraphs of the same style."""
    style: str = ""
    """Style id, for `contextual_spacing`."""
    line: LineSpacing = LineSpacing()
    snap_to_grid: bool = True
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    widow_control: bool = True
    tabs: tuple[TabStop, ...] = ()
    borders: Edges[Border | None] = Edges(None, None, None, None)
    border_between: Border | None = None
    shading: str | None = None
    outline_level: int | None = None
    """0 for a first-level heading; None for body text."""
    kinsoku: bool = True
    """No comma at a line's start, no opening bracket at its end."""
    hanging_punctuation: bool = True
    auto_space: bool = True
    """Space between Chinese characters and Latin letters or digits."""
    break_words: bool = False
    """Latin words break anywhere (w:wordWrap off)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """图文框: paragraphs taken out of the flow (w:framePr), as old page numbers are."""

    horizontal: Offset
    vertical: Offset
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; numbering labels are already text in `content`."""

    look: ParagraphLook
    content: tuple[Inline, ...]
    mark: RunLook
    """Look of the paragraph mark: gives an empty paragraph its height."""
    frame: Frame | None = None
    source: str = ""
    """Where it stands, for messages: "正文第3段", "表格1第2行第1格"."""


@dataclass(frozen=True, slots=True)
class RowHeight:
    """Height of a table row."""

    rule: Literal["auto", "at_least", "exact"] = "auto"
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. Cells that continue a vertical merge are not there; `row_span` counts them."""

    blocks: tuple[Block, ...]
    column: int
    """First grid column."""
    column_span: int = 1
    row_span: int = 1
    borders: Edges[Border | None] = Edges(None, None, None, None)
    """The cell's own after table, style and conditional borders; inner ones included."""
    margins: Edges[float] = Edges(0.0, 5.4, 0.0, 5.4)
    shading: str | None = None
    vertical_align: Literal["top", "center", "bottom"] = "top"
    text_direction: Literal["horizontal", "stacked", "rotated_right", "rotated_left"] = "horizontal"
    """stacked: Chinese characters upright one under the other (tbRlV, tbRl); rotated_right:
    the line runs down; rotated_left: up (btLr)."""
    diagonal_down: Border | None = None
    """From the upper left to the lower right."""
    diagonal_up: Border | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]
    height: RowHeight = RowHeight()
    cant_split: bool = False
    header: bool = False
    """Repeated at the head of each page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a grid of columns."""

    columns: tuple[float, ...]
    """Widths."""
    rows: tuple[Row, ...]
    alignment: Literal["left", "center", "right"] = "left"
    indent: float = 0.0
    """Of the text in the first cell (Word 2010 and before: of the cell edge, already reckoned
    with): from the text area's left edge to the table's left edge; may be negative."""
    floating: Frame | None = None
    source: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Grid:
    """文档网格 (w:docGrid)."""

    kind: Literal["none", "lines", "lines_and_chars", "snap_to_chars"] = "none"
    line_pitch: float = 0.0
    char_pitch: float = 0.0
    """Width of one character's place, for the kinds with characters."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper and margins; a gutter is already part of a margin."""

    width: float = 595.3
    height: float = 841.9
    margins: Edges[float] = Edges(72.0, 90.0, 72.0, 90.0)
    header: float = 42.55
    """From the paper's upper edge to the header."""
    footer: float = 49.6
    """From the paper's lower edge to the footer's lower edge."""
    borders: Edges[Border | None] = Edges(None, None, None, None)


HeaderKind = Literal["default", "first", "even"]


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages with one setup."""

    blocks: tuple[Block, ...]
    page: PageSetup = PageSetup()
    grid: Grid = Grid()
    start: Literal["next_page", "continuous", "even_page", "odd_page"] = "next_page"
    headers: Mapping[HeaderKind, tuple[Block, ...]] = field(default_factory=dict)
    """What is inherited from the section before is already here."""
    footers: Mapping[HeaderKind, tuple[Block, ...]] = field(default_factory=dict)
    title_page: bool = False
    """Whether the first page has headers and footers of its own (kind "first")."""
    first_page_number: int | None = None
    page_number_format: str = "decimal"
    vertical_align: Literal["top", "center", "bottom", "both"] = "top"
    columns: int = 1
    column_space: float = 36.0


@dataclass(frozen=True, slots=True)
class Properties:
    """What the document says of itself."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    identifier: str = ""
    """dc:identifier."""
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True)
class NotShown:
    """A construct of the document that is not printed as Word prints it."""

    construct: str
    """In Chinese: "艺术字", "公式", "脚注"."""
    place: str
    """Where it stands, in Chinese."""
    effect: str = "没有印出"
    """What became of it."""


@dataclass(frozen=True, slots=True)
class PageModel:
    """A whole document, ready to be set."""

    sections: tuple[Section, ...]
    properties: Properties = Properties()
    even_and_odd_headers: bool = False
    default_tab: float = 21.0
    not_shown: tuple[NotShown, ...] = ()
