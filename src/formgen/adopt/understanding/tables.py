"""A table of a form → the blanks in it, with the labels that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from formgen.adopt.proposal import Way
from formgen.adopt.reading import Cell, Table
from formgen.adopt.understanding import vocabulary, wording
from formgen.adopt.understanding.cells import VALUES, Label, Role, lines_of
from formgen.adopt.understanding.choices import add_options, add_unnamed_options
from formgen.adopt.understanding.filling import (
    PARAGRAPHS,
    filled,
    has_room,
    next_blank,
    several,
    texts_of_parts,
    whole,
    with_options,
)
from formgen.adopt.understanding.found import Blank, Findings, Rows, Slot
from formgen.adopt.understanding.grids import Grid, cell_place, described, first_paragraph, key
from formgen.adopt.understanding.matrices import crossings, ratings
from formgen.adopt.understanding.paragraphs import Place, read_line_blanks
from formgen.adopt.understanding.repeated import Run, runs_of
from formgen.adopt.understanding.stamping import by_hand, first_label, own_opinion_room, seal_of

_NEAR = 20
"""Rows over a cell among which its section is looked for."""
_CAPTION = re.compile(r"说明|图注|标题")
_OWN_OPINION = "“{}”是单位打印前填写的，还是打印后手写的？现在作为可以不填的字段，手写就请删去"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table."""

    label: Label | None = None
    """The label of the cell the table is in, or the heading over the table."""
    group: tuple[str, ...] = ()
    listing: bool = False
    """Whether the form is a list of entries."""
    nested: bool = False
    hints: tuple[str, ...] = ()
    """Lines in brackets over the table."""


def read_table(table: Table, around: Around, found: Findings) -> None:
    """Add all that a table holds to the findings."""
    _Walk(Grid(table), around, found).go()


class _Walk:
    """Goes through one table, cell by cell."""

    def __init__(self, grid: Grid, around: Around, found: Findings) -> None:
        self._grid = grid
        self._around = around
        self._found = found
        self._section: tuple[str, ...] = ()
        self._unit = ""
        self._person = ""
        self._before = (-1, "")
        self._photos = sum(role is Role.PHOTO for role in grid.roles.values())

    def go(self) -> None:
        for run in runs_of(self._grid, listing=self._around.listing):
            self._add_run(run)
        for cell, label, over in crossings(self._grid):
            self._enter_section_over(cell)
            where = described(label.text, self._grid.table, cell, f"（“{over}”下面）")
            blank = self._blank(label, cell, where, self._around.group)
            self._found.blanks.append(filled(blank, cell, Role.EMPTY))
        for cell, label, chosen in ratings(self._grid):
            self._enter_section_over(cell)
            where = described(label.text, self._grid.table, cell, "一行的方框")
            blank = self._blank(label, cell, where, self._around.group)
            self._found.blanks.append(with_options(blank, chosen))
        for cell in self._grid.table.cells:
            role = self._grid.roles[key(cell)]
            if key(cell) in self._grid.used:
                continue
            if role is Role.LABEL and has_room(cell):
                self._own_room(cell)
            elif role is Role.LABEL:
                self._enter_section(cell)
            elif role is Role.PHOTO:
                self._photo(cell)
            elif role in VALUES or role in (Role.STAMP, Role.NESTED, Role.INLINE):
                self._value(cell, role)
        self._found.left_alone.extend(self._grid.unread())

    def _enter_section(self, cell: Cell) -> None:
        """A label over the whole width, with no blank below it, names what follows."""
        below = self._grid.table.grid.get((cell.row + cell.rows, 0))
        if self._grid.full(cell) and not (below is not None and self._grid.full(below)):
            self._section = (self._grid.label(cell).core,)
            self._unit = self._grid.counted_in(cell)
            self._person = ""

    def _enter_section_over(self, cell: Cell) -> None:
        """The section of a cell that is looked at before those over it."""
        for row in range(max(cell.row - _NEAR, 0), cell.row):
            for one in self._grid.starting(row):
                if self._grid.role(one) is Role.LABEL and key(one) not in self._grid.used:
                    self._enter_section(one)

    def _own_room(self, cell: Cell) -> None:
        """A label with blank paragraphs below it in its own cell."""
        label = self._grid.label(cell)
        group = (*self._around.group, *self._section, *self._grid.groups(cell))
        where = described(label.text, self._grid.table, cell, "同一格里")
        first = next(p for p in cell.paragraphs if p.text.strip())
        below = next(p for p in cell.paragraphs if p.blank and p.number > first.number)
        blank = self._blank(label, cell, where, group)
        slot = whole(below, PARAGRAPHS)
        self._found.blanks.append(replace(blank, kind="长文本", slots=(slot,)))

    def _value(self, cell: Cell, role: Role) -> None:
        naming = self._grid.naming(cell)
        if naming is None:
            self._unnamed(cell, role)
            return
        label_cell, side = naming
        label = self._grid.label(label_cell)
        beside = (*self._grid.heading(label_cell, cell), *self._grid.groups(label_cell))
        group = (*self._around.group, *self._section, *beside)
        where = described(label.text, self._grid.table, cell, side)
        hand = by_hand(label, role)
        if role is not Role.INLINE or hand:
            self._grid.used.add(key(label_cell))
        if hand:
            self._opinion(label, cell, where, group)
        elif role is Role.NESTED:
            self._nested(cell, label, group)
        elif role is Role.INLINE:
            self._inline(cell, (*group, label.core), label.core)
        elif role is Role.STAMP:
            self._stamp(label.text, cell)
            self._found.left_alone.append(f"{where}：签字、盖章留空")
        elif wording.OFFICE.match(label.core) or _for_office(label, cell):
            self._found.left_alone.append(f"{where}（由主办方填写）")
        else:
            blank = self._blank(label, cell, where, group)
            blank = replace(blank, whose=beside[-1] if beside else "")
            self._labelled(label, label_cell, role, blank, cell)

    def _labelled(
        self, label: Label, label_cell: Cell, role: Role, blank: Blank, cell: Cell
    ) -> None:
        if role is Role.OPTIONS:
            add_options(blank, cell, self._found)
        elif names := several(label_cell.paragraphs, cell, label.text):
            for name, slot in names:
                self._found.blanks.append(replace(blank, label=name, slots=(slot,)))
        else:
            self._found.blanks.append(filled(blank, cell, role))
            if label.stamped and not wording.SIGNATURE.search("".join(label.hints)):
                self._found.seals.append((label.core, (label.core,)))
        if vocabulary.meaning_of(label.core).kind == "姓名" and label.core != "姓名":
            self._person = label.core.removesuffix("姓名")
        self._before = (cell.row, label.core)

    def _blank(self, label: Label, cell: Cell, where: str, group: tuple[str, ...]) -> Blank:
        row, before = self._before
        return Blank(
            label.text,
            where,
            (),
            first_paragraph(cell),
            self._grid.table.number,
            group=group,
            person=self._person,
            before=before if row == cell.row else "",
            hints=label.hints,
            unit=label.unit or self._unit,
            room=self._grid.room(cell),
        )

    def _opinion(self, label: Label, cell: Cell, where: str, group: tuple[str, ...]) -> None:
        self._stamp(label.text, cell)
        room = own_opinion_room(label, cell)
        if room is None:
            self._found.left_alone.append(f"{where}：意见、签字、盖章留空")
            return
        blank = self._blank(label, cell, where, group)
        question = _OWN_OPINION.format(label.text)
        slot = whole(room, PARAGRAPHS)
        self._found.blanks.append(
            replace(blank, kind="长文本", slots=(slot,), questions=(question,))
        )

    def _stamp(self, label: str, cell: Cell) -> None:
        if seal := seal_of(label, cell):
            self._found.seals.append(seal)

    def _unnamed(self, cell: Cell, role: Role) -> None:
        place = cell_place(self._grid.table, cell)
        if role is Role.NESTED:
            self._nested(cell, None, self._around.group + self._section)
        elif role is Role.INLINE:
            self._inline(cell, self._around.group + self._section)
        elif role is Role.OPTIONS:
            group = self._around.group + self._section
            blank = self._blank(Label(""), cell, place, group)
            add_unnamed_options(blank, cell, self._found)
        elif role is Role.PARTS:
            blank = self._blank(Label(""), cell, place, self._around.group + self._section)
            self._found.blanks.extend(texts_of_parts(blank, cell))
        elif role is Role.STAMP and by_hand(first_label(cell), role):
            own = first_label(cell)
            self._opinion(own, cell, f"{place}“{own.text}”一格", self._around.group)
        elif role is Role.STAMP:
            self._found.left_alone.append(f"{place}：签字、盖章、日期留空")
        elif role is Role.DATE:
            self._found.left_alone.append(f"{place}：日期留空")
        elif role is not Role.HINT:
            self._found.left_alone.append(f"{place}：没有标签的空格")

    def _inline(self, cell: Cell, group: tuple[str, ...], whose: str = "") -> None:
        place = cell_place(self._grid.table, cell)
        room = self._grid.room(cell)
        for paragraph in cell.paragraphs:
            below = next_blank(cell, paragraph)
            where = Place(place, self._grid.table.number, group, whose, room, below)
            read_line_blanks(paragraph, self._found, where)

    def _nested(self, cell: Cell, label: Label | None, group: tuple[str, ...]) -> None:
        inner_group = (*group, label.core) if label is not None else group
        for table in cell.tables:
            read_table(table, Around(label, inner_group, nested=True), self._found)
        self._inline(cell, inner_group)

    def _photo(self, cell: Cell) -> None:
        texts = tuple(lines_of(cell.paragraphs))
        where = f"{cell_place(self._grid.table, cell)}“{wording.compact(''.join(texts))}”一格"
        printed = next(p for p in cell.paragraphs if p.text.strip())
        group = self._around.group + self._section
        blank = replace(
            self._blank(Label("照片", texts), cell, where, group),
            slots=(Slot(printed.number, way=Way.PICTURE),),
            place=printed.number,
            kind="照片",
            unit="",
        )
        if self._photos > 1:
            self._pictures(cell, blank)
        else:
            self._found.blanks.append(blank)

    def _pictures(self, cell: Cell, blank: Blank) -> None:
        """Several places for photos are one field; what stands below each is its caption."""
        caption = self._grid.table.grid.get((cell.row + cell.rows, cell.column))
        text = "" if caption is None else wording.compact("".join(lines_of(caption.paragraphs)))
        if caption is not None and _CAPTION.search(text):
            self._grid.used.add(key(caption))
        if any(b.kind == "图片" and b.region == blank.region for b in self._found.blanks):
            self._found.left_alone.append(f"{blank.where}：图片都印在第一格")
            return
        question = (
            f"表格{self._grid.table.number + 1}有几处贴照片的地方，当作一个“图片”字段，"
            "都印在第一处，请看是否合适"
        )
        hints = (*self._around.hints, *blank.hints)
        self._found.blanks.append(replace(blank, kind="图片", hints=hints, questions=(question,)))

    def _add_run(self, run: Run) -> None:
        number = self._grid.table.number
        rows = Rows(number, run.first, run.last, None, run.columns, run.group, run.group_rows)
        if self._around.listing and not self._around.nested:
            self._found.rows.append(rows)
            return
        label = self._around.label if run.top == 0 else None
        if run.over is not None:
            label = self._grid.label(run.over)
        groups: tuple[str, ...] = ()
        if run.over is not None:
            groups = (*self._around.group, *self._grid.groups(run.over))
        blank = Blank(
            label.text if label else "",
            f"表格{number + 1} 第{run.first + 1}至{run.last + 1}行",
            tuple(slot for column in run.columns for slot in column.slots),
            run.columns[0].place,
            number,
            group=groups,
            hints=label.hints if label else (),
            kind="明细",
            columns=run.columns,
        )
        self._found.blanks.append(blank)
        self._found.rows.append(replace(rows, blank=blank))


def _for_office(label: Label, cell: Cell) -> bool:
    texts = (*label.hints, *lines_of(cell.paragraphs))
    return any(wording.BY_OFFICE.search(wording.compact(text)) for text in texts)
