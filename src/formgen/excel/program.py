"""The sheets of a template → one Jinja source, and which loops surround each row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from formgen.excel.failure import TAG_HINT, Place, failure
from formgen.excel.furniture import furniture_source
from formgen.excel.marks import LOOP, PLACE, ROW, SHEET, mark
from formgen.excel.rowmap import NO_REGION, Region
from formgen.excel.sheet import Row, Sheet, TagCell, is_blank
from formgen.excel.tagtext import (
    CONTROL,
    control_statement,
    has_merge,
    is_alone,
    run_source,
    straightened,
    without_merge,
)
from formgen.ooxml.area import Area, coordinate
from formgen.tags import in_chinese
from formgen.tags.environment import TagEnvironment

TITLE = "工作表名"
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
    line: int = 0
    """Line of the source where it begins."""
    is_cell: bool = False
    """False for control rows, sheet names, headers and footers."""


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

    def place_at(self, line: int) -> Place:
        """The place a line of the source belongs to."""
        position = bisect_right(self.slots, line, key=lambda slot: slot.line)
        return self.slots[max(position - 1, 0)].place


@dataclass(slots=True)
class _Open:
    """A control row whose end has not come yet."""

    word: str
    slot: int
    loop: int | None
    """Number of the loop; None for an `if`, and after the loop's `else`."""
    has_else: bool = False


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
    _line: int = 1

    def add(self, sheet: Sheet, furniture: dict[str, str]) -> None:
        """Append a sheet with its headers and footers (element name to text).

        Raises:
            TemplateError: a tag is wrong; the message names its cell.
        """
        self._write(mark(SHEET, len(self._sheets)))
        title = self._text(Place(sheet.title, TITLE, sheet.title), sheet.title)
        parts = {
            name: self._text(
                Place(sheet.title, _furniture_word(name), text), furniture_source(text)
            )
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
        self._check_merges(sheet, self._sheets[-1])

    def program(self) -> Program:
        """The finished program."""
        return Program("".join(self._source), tuple(self._slots), tuple(self._sheets))

    def _text(self, place: Place, source: str) -> int:
        source = straightened(source)
        self._check(source, place)
        return self._emit(Slot(place), source)

    def _emit(self, slot: Slot, source: str) -> int:
        number = len(self._slots)
        self._write(mark(PLACE, number))
        self._slots.append(replace(slot, line=self._line))
        self._write(source)
        return number

    def _write(self, source: str) -> None:
        self._source.append(source)
        self._line += source.count("\n")

    def _row(self, row: Row, cells: dict[tuple[int, int], int]) -> None:
        self._write(mark(ROW, row.number))
        for cell in row.cells:
            if isinstance(cell, TagCell):
                cells[row.number, cell.column] = self._cell(cell)

    def _cell(self, cell: TagCell) -> int:
        merged = has_merge(cell.place.text)
        if merged and not self._chain():
            reason = "{% vm %} 只能写在循环的行里"
            raise failure(self.shown, cell.place, reason, "请把它移到 {%tr for … %} 之后的行")
        text = without_merge(cell.text)
        plain = "".join(run.text for run in text)
        self._check(plain, cell.place)
        looks = tuple(run.look for run in text) or ("",)
        slot = Slot(cell.place, looks, is_alone(plain), merged, is_cell=True)
        return self._emit(slot, run_source(text))

    def _check(self, source: str, place: Place) -> None:
        try:
            tree = self.environment.parse(source)
            self.environment.compile(source)
        except TemplateSyntaxError as error:
            raise failure(self.shown, place, in_chinese(error), TAG_HINT) from error
        recursive = any(loop.recursive for loop in tree.find_all(nodes.For))
        if recursive or any(tree.find_all(_FORBIDDEN)):
            reason = "标记里不能用 block、extends、include、import 和递归的循环"
            raise failure(self.shown, place, reason, TAG_HINT)

    def _control(self, row: Row) -> tuple[Place, str] | None:
        """The control tag of a row, if it has one; then nothing else may stand in the row."""
        tagged = [cell for cell in row.cells if isinstance(cell, TagCell)]
        controls = [cell for cell in tagged if CONTROL.search(cell.place.text)]
        if not controls:
            return None
        place = controls[0].place
        statement = control_statement(place.text)
        if statement is None:
            reason = "{%tr … %} 要单独占一格，不能和别的文字或标记写在一起"
            raise failure(self.shown, place, reason, "请把别的内容移到另外的行")
        for cell in row.cells:
            if cell is not controls[0] and not is_blank(cell):
                other = coordinate(row.number, cell.column)
                reason = f"这一行在输出时整行消失，同一行 {other} 的内容会丢失"
                raise failure(self.shown, place, reason, "请让 {%tr … %} 独占一行")
        return place, statement

    def _turn(self, place: Place, statement: str) -> None:
        word = statement.split(maxsplit=1)[0] if statement else ""
        handlers = {
            "for": self._for,
            "if": self._if,
            "elif": self._middle,
            "else": self._middle,
            "endfor": self._end,
            "endif": self._end,
            "set": self._set,
        }
        if word not in handlers:
            reason = f"{{%tr 后面只能写 for、if、elif、else、set、endfor、endif，不能写“{word}”"
            raise failure(self.shown, place, reason, TAG_HINT)
        handlers[word](place, statement, word)

    def _for(self, place: Place, statement: str, word: str) -> None:
        self._check(f"{{% {statement} %}}{{% endfor %}}", place)
        self._begin(place, word, self._loops)
        self._write(f"{{% {statement} %}}{mark(LOOP, self._loops)}")
        self._loops += 1

    def _if(self, place: Place, statement: str, word: str) -> None:
        self._check(f"{{% {statement} %}}{{% endif %}}", place)
        self._begin(place, word, None)
        self._write(f"{{% {statement} %}}")

    def _begin(self, place: Place, word: str, loop: int | None) -> None:
        self._open.append(_Open(word, self._emit(Slot(place), ""), loop))

    def _middle(self, place: Place, statement: str, word: str) -> None:
        opened = self._open[-1] if self._open else None
        if opened is None or opened.has_else or (word == "elif" and opened.word != "if"):
            reason = f"{{%tr {word} %}} 之前没有配对的 {{%tr if … %}}"
            raise failure(self.shown, place, reason, TAG_HINT)
        self._check(f"{{% if 1 %}}{{% {statement} %}}{{% endif %}}", place)
        self._write_after(place, statement)
        opened.has_else, opened.loop = word == "else", None

    def _end(self, place: Place, statement: str, word: str) -> None:
        if not self._open or word != f"end{self._open[-1].word}":
            expected = f"，这里应先写 {{%tr end{self._open[-1].word} %}}" if self._open else ""
            reason = f"{{%tr {word} %}} 没有配对的开始标记{expected}"
            raise failure(self.shown, place, reason, TAG_HINT)
        self._open.pop()
        beginning = "for 一 in ()" if word == "endfor" else "if 1"
        self._check(f"{{% {beginning} %}}{{% {statement} %}}", place)
        self._write_after(place, statement)

    def _write_after(self, place: Place, statement: str) -> None:
        """Write a statement that ends what came before it; its mark can only follow it."""
        self._write("{%\n")
        self._slots.append(Slot(place, line=self._line))
        self._write(f"{statement} %}}{mark(PLACE, len(self._slots) - 1)}")

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

    def _check_merges(self, sheet: Sheet, program: SheetProgram) -> None:
        """No text may end up under a merged cell, where nobody would see it."""
        chains = program.region.chains
        for area in sheet.merges:
            around = [chains.get(row, ()) for row in range(area.top, area.bottom + 1)]
            if any(chain[: len(around[0])] != around[0] for chain in around):
                place = Place(sheet.title, str(area), "")
                reason = "合并单元格从循环里跨到了循环外"
                raise failure(self.shown, place, reason, "请让合并单元格整个在循环里或循环外")
        for (row, column), slot in program.cells.items():
            if self._slots[slot].merged:
                self._check_merge(sheet, sheet.merge_at(row, column), chains, self._slots[slot])

    def _check_merge(
        self, sheet: Sheet, area: Area, chains: Mapping[int, tuple[int, ...]], slot: Slot
    ) -> None:
        chain = chains[area.top]
        inside = [row for row, loops in chains.items() if loops[: len(chain)] == chain]
        covered = [row for row in inside if not area.top <= row <= area.bottom]
        for row in covered:
            cells = sheet.rows[row].cells if row in sheet.rows else ()
            for cell in cells:
                if cell.column in area.columns and not is_blank(cell):
                    other = coordinate(row, cell.column)
                    reason = f"{{% vm %}} 合并后会盖住 {other} 的内容"
                    raise failure(self.shown, slot.place, reason, "请把那一格的内容移到别的列")
        for other_area in sheet.merges:
            if other_area != area and _overlap(other_area, area, covered):
                reason = f"{{% vm %}} 和合并单元格 {other_area} 重叠"
                raise failure(self.shown, slot.place, reason, "请取消其中一个合并")


def _overlap(other: Area, area: Area, rows: list[int]) -> bool:
    columns = other.left <= area.right and area.left <= other.right
    return columns and any(other.top <= row <= other.bottom for row in rows)


def _region_rows(sheet: Sheet) -> Iterator[Row]:
    """Every row from the first with tags to the last; those the file leaves out are blank."""
    tagged = [
        row.number
        for row in sheet.rows.values()
        if any(isinstance(cell, TagCell) for cell in row.cells)
    ]
    for number in range(min(tagged), max(tagged) + 1) if tagged else ():
        yield sheet.rows.get(number) or Row(number, {}, None, None, ())


def _furniture_word(element: str) -> str:
    return "页眉" if element.endswith("Header") else "页脚"
