"""The sheets of a template to one Jinja source, and which loops surround each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from formgen.excel.failure import TAG_HINT, Place, failure, in_chinese
from formgen.excel.marks import LOOP, PLACE, ROW, RUN, SHEET, mark
from formgen.excel.rowmap import NO_REGION, Region
from formgen.excel.sheet import Row, Sheet, TagCell, has_tags
from formgen.excel.strings import Run, Text
from formgen.tags.environment import TagEnvironment

TITLE = "工作表名"
MERGE = re.compile(r"\{%\s*vm\s*%\}")
"""The tag that merges a cell over the rows of its loop, as docxtpl writes it."""
_CONTROL = re.compile(r"\{%-?\s*tr\b\s*(.*?)\s*-?%\}", re.DOTALL)
_ANY_CONTROL = re.compile(r"\{[%{]-?\s*tr\b")
_ALONE = re.compile(r"\s*\{\{(?:(?!\}\}|\{\{).)*\}\}\s*", re.DOTALL)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_FORBIDDEN = (nodes.Block, nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that the rendered text fills."""

    place: Place
    looks: tuple[str, ...] = ("",)
    """Formatting of each run of the text, as XML; one empty one for plain text."""
    number: bool = False
    """Whether it is a single tag, whose whole number stays a number."""
    merged: bool = False
    """Whether the cell is merged over the rows of its loop."""


@dataclass(frozen=True, slots=True)
class SheetProgram:
    """What the source says of one sheet."""

    region: Region
    title: int
    """Slot of the sheet's name."""
    furniture: dict[str, int]
    """Element name of a header or footer with tags to its slot."""
    cells: dict[tuple[int, int], int]
    """Row and column of a cell with tags to its slot."""


@dataclass(frozen=True, slots=True)
class Program:
    """A workbook as one Jinja source."""

    source: str
    slots: tuple[Slot, ...]
    sheets: tuple[SheetProgram, ...]


@dataclass(slots=True)
class _Open:
    """A control row whose end has not come yet."""

    word: str
    slot: int
    loop: int | None
    """Number of the loop; None for an `if`, and after the loop's `else`."""


@dataclass
class ProgramWriter:
    """Writes the program of one workbook."""

    shown: str
    environment: TagEnvironment
    _source: list[str] = field(default_factory=list)
    _slots: list[Slot] = field(default_factory=list)
    _sheets: list[SheetProgram] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _loops: int = 0

    def add(self, sheet: Sheet, furniture: dict[str, str]) -> None:
        """Append a sheet with its headers and footers (element name to text).

        Raises:
            TemplateError: a tag is wrong; the message names its cell.
        """
        self._source.append(mark(SHEET, len(self._sheets)))
        title = self._text_slot(Place(sheet.title, TITLE, sheet.title))
        parts = {
            name: self._text_slot(Place(sheet.title, _furniture_word(name), text))
            for name, text in furniture.items()
        }
        cells: dict[tuple[int, int], int] = {}
        chains: dict[int, tuple[int, ...]] = {}
        for row in _region_rows(sheet):
            control = self._control(row)
            chains[row.number] = self._chain()
            if control is None:
                self._row(row, cells)
            else:
                self._turn(*control)
                chains[row.number] = min(chains[row.number], self._chain(), key=len)
        self._all_closed()
        region = Region(min(chains), max(chains), chains) if chains else NO_REGION
        self._sheets.append(SheetProgram(region, title, parts, cells))
        self._check_merges(sheet)

    def program(self) -> Program:
        """The finished program."""
        return Program("".join(self._source), tuple(self._slots), tuple(self._sheets))

    def _text_slot(self, place: Place) -> int:
        text = straightened(place.text)
        self._check(text, place)
        return self._emit(Slot(place), text)

    def _emit(self, slot: Slot, source: str) -> int:
        self._slots.append(slot)
        number = len(self._slots) - 1
        self._source.append(mark(PLACE, number) + source)
        return number

    def _row(self, row: Row, cells: dict[tuple[int, int], int]) -> None:
        self._source.append(mark(ROW, row.number))
        for cell in row.cells:
            if isinstance(cell, TagCell):
                cells[row.number, cell.column] = self._cell(cell)

    def _cell(self, cell: TagCell) -> int:
        merged = MERGE.search(cell.place.text) is not None
        if merged and not self._chain():
            reason = "{% vm %} 只能写在循环的行里"
            raise failure(self.shown, cell.place, reason, "请把它移到 {%tr for … %} 之后的行")
        text = _whole_tags(_without_merge(cell.text))
        plain = "".join(run.text for run in text)
        self._check(plain, cell.place)
        looks = tuple(run.look for run in text) or ("",)
        number = _ALONE.fullmatch(plain) is not None
        slot = Slot(cell.place, looks, number, merged)
        return self._emit(slot, plain if len(text) == 1 else _run_source(text))

    def _check(self, source: str, place: Place) -> None:
        try:
            tree = self.environment.parse(source)
            self.environment.compile(source)
        except TemplateSyntaxError as error:
            raise failure(self.shown, place, in_chinese(error), TAG_HINT) from error
        if any(tree.find_all(_FORBIDDEN)) or any(loop.recursive for loop in tree.find_all(nodes.For)):
            reason = "标记里不能用 block、extends、include、import 和递归的循环"
            raise failure(self.shown, place, reason, TAG_HINT)

    def _control(self, row: Row) -> tuple[Place, str] | None:
        """The control tag of a row, if it has one; then nothing else may stand in the row."""
        tagged = [cell for cell in row.cells if isinstance(cell, TagCell)]
        controls = [cell for cell in tagged if _ANY_CONTROL.search(cell.place.text)]
        if not controls:
            return None
        place = controls[0].place
        match = _CONTROL.fullmatch(straightened(place.text).strip())
        if match is None or len(_TAG.findall(place.text)) != 1:
            reason = "{%tr … %} 要单独占一格，不能和别的文字或标记写在一起"
            raise failure(self.shown, place, reason, "请把别的内容移到另外的行")
        for cell in row.cells:
            if cell is not controls[0] and not is_blank(cell):
                reason = f"这一行在输出时整行消失，同一行第 {cell.column} 列的内容会丢失"
                raise failure(self.shown, place, reason, "请让 {%tr … %} 独占一行")
        return place, match[1]

    def _turn(self, place: Place, statement: str) -> None:
        word = statement.split(maxsplit=1)[0] if statement else ""
        handlers = {"for": self._for, "if": self._if, "elif": self._middle, "else": self._middle,
                    "endfor": self._end, "endif": self._end, "set": self._set}
        if word not in handlers:
            reason = f"{{%tr 后面只能写 for、if、elif、else、set、endfor、endif，不能写“{word}”"
            raise failure(self.shown, place, reason, TAG_HINT)
        handlers[word](place, statement, word)

    def _for(self, place: Place, statement: str, word: str) -> None:
        self._check(f"{{% {statement} %}}{{% endfor %}}", place)
        self._begin(place, word, self._loops)
        self._source.append(f"{{% {statement} %}}{mark(LOOP, self._loops)}")
        self._loops += 1

    def _if(self, place: Place, statement: str, word: str) -> None:
        self._check(f"{{% {statement} %}}{{% endif %}}", place)
        self._begin(place, word, None)
        self._source.append(f"{{% {statement} %}}")

    def _begin(self, place: Place, word: str, loop: int | None) -> None:
        self._open.append(_Open(word, self._emit(Slot(place), ""), loop))

    def _middle(self, place: Place, statement: str, word: str) -> None:
        if not self._open or (word == "elif" and self._open[-1].word != "if"):
            reason = f"{{%tr {word} %}} 之前没有配对的 {{%tr if … %}}"
            raise failure(self.shown, place, reason, TAG_HINT)
        self._check(f"{{% if 1 %}}{{% {statement} %}}{{% endif %}}", place)
        self._source.append(f"{{% {statement} %}}")
        self._open[-1].loop = None

    def _end(self, place: Place, statement: str, word: str) -> None:
        if not self._open or word != f"end{self._open[-1].word}":
            expected = f"，这里应先写 {{%tr end{self._open[-1].word} %}}" if self._open else ""
            reason = f"{{%tr {word} %}} 没有配对的开始标记{expected}"
            raise failure(self.shown, place, reason, TAG_HINT)
        opened = self._open.pop()
        self._check(f"{{% {opened.word} 一 in () %}}{{% {statement} %}}" if word == "endfor"
                    else f"{{% if 1 %}}{{% {statement} %}}", place)
        self._source.append(f"{{% {statement} %}}")

    def _set(self, place: Place, statement: str, word: str) -> None:
        if "=" not in statement:
            raise failure(self.shown, place, f"{{%tr {word} … %}} 要写成“名 = 值”", TAG_HINT)
        self._check(f"{{% {statement} %}}", place)
        self._emit(Slot(place), f"{{% {statement} %}}")

    def _all_closed(self) -> None:
        if self._open:
            opened = self._open[-1]
            reason = f"{{%tr {opened.word} … %}} 没有配对的 {{%tr end{opened.word} %}}"
            raise failure(self.shown, self._slots[opened.slot].place, reason, TAG_HINT)

    def _chain(self) -> tuple[int, ...]:
        return tuple(opened.loop for opened in self._open if opened.loop is not None)
