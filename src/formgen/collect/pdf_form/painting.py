"""The operators of a page → the pieces of text and the ruled lines they paint (ISO 32000-1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from formgen.collect.pdf_form.marks import PageMarks, Piece
from formgen.collect.pdf_form.matrices import SAME, Matrix, applied, matrix_of, moved, times
from formgen.collect.pdf_form.objects import array_at, dictionary_at
from formgen.collect.pdf_form.paths import Paths
from formgen.collect.pdf_form.typefaces import UNREAD, Typeface, typeface
from formgen.ooxml import PackageError

MAX_OPERATOR_BYTES = 2 * 2**20
"""Of one file; a form of two pages has 12,000."""
_MAX_DEPTH = 4
"""Of drawings within drawings."""
_LEVEL = 0.02
"""How much a line of text may slant; watermarks and stamps slant more."""
_SETTINGS = {
    b"Tc": ("spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it matters (8.4)."""

    matrix: Matrix
    font: Typeface | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class _Marked:
    """Open marked content (14.6)."""

    artifact: bool
    """Whether it is no part of the document's text."""
    replacement: str | None
    """What all of it reads as; None for what it shows."""
    first: int
    """How many pieces there were before it."""


@dataclass(slots=True)
class Supplies:
    """What the pages of one file share."""

    fonts: dict[object, Typeface] = field(default_factory=dict)
    """Typefaces read so far, by reference."""
    bytes_left: int = MAX_OPERATOR_BYTES
    """Of operators that are still to be read: drawings within drawings multiply."""


def page_marks(page: PageObject, supplies: Supplies) -> PageMarks:
    """What a page shows.

    Raises:
        PackageError: the file holds more operators than any form.
        Exception: whatever pypdf raises on damaged files, see PDF_DAMAGE.
    """
    matrix, width, height = _to_screen(page)
    painter = _Painter(PageMarks(width, height), supplies)
    content = page.get_contents()
    if content is not None:
        painter.paint(content, page.get("/Resources"), _State(matrix), 0)
    return painter.marks


def _to_screen(page: PageObject) -> tuple[Matrix, float, float]:
    """From the page's space to points from the upper left corner as shown; the size shown."""
    box = page.cropbox
    left, bottom = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    match page.rotation % 360:
        case 90:
            return (0, 1, 1, 0, -bottom, -left), height, width
        case 180:
            return (-1, 0, 0, 1, left + width, -bottom), width, height
        case 270:
            return (0, -1, -1, 0, bottom + height, left + width), height, width
        case _:
            return (1, 0, 0, -1, -left, bottom + height), width, height


class _Painter:
    """Goes through operators."""

    def __init__(self, marks: PageMarks, supplies: Supplies) -> None:
        self.marks = marks
        self._supplies = supplies
        self._fonts = supplies.fonts
        self._state = _State(SAME)
        self._kept: list[_State] = []
        self._text = self._line = SAME
        self._paths = Paths(marks)
        self._marked: list[_Marked] = []

    def paint(self, content: Any, resources: Any, state: _State, depth: int) -> None:
        """Go through a content stream with a graphics state of its own."""
        outer = self._state, self._kept
        self._state, self._kept = state, []
        names = dictionary_at(resources)
        stream = content if isinstance(content, ContentStream) else ContentStream(content, None)
        self._supplies.bytes_left -= len(stream.get_data())
        if self._supplies.bytes_left < 0:
            raise PackageError("内容太多，不像一份表", "请单位交 Word 版")
        for operands, operator in stream.operations:
            if not self._paths.do(operator, operands, self._state.matrix):
                self._do(operator, operands, names, depth)
        self._state, self._kept = outer

    def _do(self, operator: bytes, operands: Any, names: DictionaryObject, depth: int) -> None:
        match operator:
            case b"q":
                self._kept.append(self._state)
            case b"Q" if self._kept:
                self._state = self._kept.pop()
            case b"cm":
                matrix = times(matrix_of(operands), self._state.matrix)
                self._state = replace(self._state, matrix=matrix)
            case b"Do":
                self._drawing(names, operands[0], depth)
            case b"BDC" | b"BMC":
                self._marked.append(_marked(operands, names, len(self.marks.pieces)))
            case b"EMC" if self._marked:
                self._end(self._marked.pop())
            case _:
                self._do_text(operator, operands, names)

    def _do_text(self, operator: bytes, operands: Any, names: DictionaryObject) -> None:
        match operator:
            case b"BT":
                self._text = self._line = SAME
            case b"Tf":
                font, size = self._font(names, operands[0]), float(operands[1])
                self._state = replace(self._state, font=font, size=size)
            case b"Tm":
                self._text = self._line = matrix_of(operands)
            case b"Td" | b"TD":
                x, y = float(operands[0]), float(operands[1])
                if operator == b"TD":
                    self._state = replace(self._state, leading=-y)
                self._next_line(x, y)
            case b"T*":
                self._next_line(0, -self._state.leading)
            case b"Tj":
                self._show(operands[0])
            case b"TJ":
                self._show_spaced(operands[0])
            case b"'" | b'"':
                self._next_line(0, -self._state.leading)
                self._show(operands[-1])
            case _ if operator in _SETTINGS:
                name, unit = _SETTINGS[operator]
                change: dict[str, Any] = {name: float(operands[0]) * unit}
                self._state = replace(self._state, **change)

    def _next_line(self, x: float, y: float) -> None:
        self._text = self._line = moved(x, y, self._line)

    def _font(self, names: DictionaryObject, name: str) -> Typeface | None:
        fonts = dictionary_at(names.get("/Font"))
        if name not in fonts:
            return None
        reference = fonts.raw_get(name)
        key: object = getattr(reference, "idnum", (id(fonts), name))
        if key not in self._fonts:
            self._fonts[key] = typeface(dictionary_at(reference))
        return self._fonts[key]

    def _drawing(self, names: DictionaryObject, name: str, depth: int) -> None:
        """Go through a drawing drawn as a whole (8.10); pictures say nothing."""
        form = dictionary_at(names.get("/XObject")).get(name)
        form = form.get_object() if form is not None else None
        if depth >= _MAX_DEPTH or not isinstance(form, StreamObject):
            return
        if form.get("/Subtype") == "/Form":
            own = matrix_of(array_at(form["/Matrix"])) if "/Matrix" in form else SAME
            state = replace(self._state, matrix=times(own, self._state.matrix))
            self.paint(form, form.get("/Resources", names), state, depth + 1)

    def _show_spaced(self, shown: object) -> None:
        for one in shown if isinstance(shown, ArrayObject) else ():
            if isinstance(one, (int, float)):
                back = -float(one) / 1000 * self._state.size * self._state.scale
                self._text = moved(back, 0, self._text)
            else:
                self._show(one)

    def _show(self, shown: object) -> None:
        state, raw = self._state, _bytes(shown)
        if state.font is None or not raw:
            return
        texts, advance = [], 0.0
        for code, text, width in state.font.characters(raw):
            texts.append(text)
            gap = state.word_spacing if code == 32 and state.font.code_bytes == 1 else 0.0
            advance += (width * state.size + state.spacing + gap) * state.scale
        start = moved(0, state.rise, self._text)
        self._text = moved(advance, 0, self._text)
        if not any(one.artifact for one in self._marked):
            self._piece("".join(texts), times(start, state.matrix), advance)

    def _piece(self, text: str, matrix: Matrix, advance: float) -> None:
        (x, y), (right, end) = applied(matrix, 0, 0), applied(matrix, advance, 0)
        if right < x or abs(end - y) > (right - x) * _LEVEL:
            return
        self.marks.unread += text.count(UNREAD)
        size = self._state.size * math.hypot(matrix[2], matrix[3])
        self.marks.pieces.append(Piece(text, x, right, y, size))

    def _end(self, marked: _Marked) -> None:
        """Let what a piece of marked content reads as take the place of what it shows."""
        shown = self.marks.pieces[marked.first :]
        if marked.replacement is None or not shown or len({one.y for one in shown}) > 1:
            return
        whole = replace(shown[0], text=marked.replacement, right=shown[-1].right)
        self.marks.pieces[marked.first :] = [whole]


def _marked(operands: Sequence[Any], names: DictionaryObject, first: int) -> _Marked:
    """Marked content as it begins."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, str):  # a name of the page's resources
        properties = dictionary_at(names.get("/Properties")).get(properties)
    replacement = dictionary_at(properties).get("/ActualText")
    text = str(replacement) if isinstance(replacement, str) else None
    return _Marked(operands[0] == "/Artifact", text, first)


def _bytes(shown: object) -> bytes:
    """A string's bytes, which pypdf reads as text where it can."""
    if isinstance(shown, bytes):
        return shown
    original = getattr(shown, "original_bytes", None)
    return original if isinstance(original, bytes) else b""
