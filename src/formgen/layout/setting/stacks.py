"""Blocks of the model → parts of the flow: paragraphs set, tables measured, frames set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from formgen.layout.model import Block, Frame, Paragraph, Table
from formgen.layout.setting.frames import FramePart
from formgen.layout.setting.paragraphs import ParagraphPart, joined, paragraph_part
from formgen.layout.setting.parts import UNBOUNDED, Part, Setting
from formgen.layout.setting.table_parts import TablePart
from formgen.layout.setting.tables import set_table

_DEEPEST = 30
"""Tables in tables beyond this are left out, so that no file exhausts the stack."""


def parts_of(blocks: Iterable[Block], width: float, setting: Setting) -> tuple[Part, ...]:
    """Everything set for a column or cell of a width."""
    parts: list[Part] = []
    for frame, group in groupby(blocks, _frame_of):
        if frame is not None:
            parts.append(_frame_part(frame, tuple(group), width, setting))
        else:
            parts.extend(_in_flow(group, width, setting))
    return tuple(parts)


def _frame_of(block: Block) -> Frame | None:
    return block.frame if isinstance(block, Paragraph) else block.floating


def _in_flow(blocks: Iterable[Block], width: float, setting: Setting) -> list[Part]:
    parts: list[Part] = []
    run: list[ParagraphPart] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(paragraph_part(block, width, setting))
            continue
        parts.extend(joined(run))
        run = []
        if setting.depth < _DEEPEST:
            parts.append(TablePart(set_table(block, width, setting.deeper(), parts_of)))
    parts.extend(joined(run))
    return parts


def _frame_part(frame: Frame, blocks: Sequence[Block], width: float, setting: Setting) -> FramePart:
    room = frame.width or width
    inner = tuple(_inside(block, room, setting) for block in blocks)
    parts: list[Part] = [part for part in inner if part is not None]
    if frame.width is None:
        room = min(width, max((_natural_width(part) for part in parts), default=width))
        parts = [
            part.again(setting, room) if isinstance(part, ParagraphPart) else part for part in parts
        ]
    tables = [block for block in blocks if isinstance(block, Table)]
    shift = _text_inset(tables[0]) if tables else 0.0
    return FramePart(frame, tuple(parts), room, shift)


def _inside(block: Block, width: float, setting: Setting) -> Part | None:
    if isinstance(block, Paragraph):
        return paragraph_part(block, width, setting)
    if setting.depth >= _DEEPEST:
        return None
    return TablePart(set_table(block, width, setting.deeper(), parts_of))


def _text_inset(table: Table) -> float:
    """A floating table stands with the text of its first cell at its place."""
    for row in table.rows[:1]:
        for cell in row.cells[:1]:
            return cell.margins.left
    return 0.0


def _natural_width(part: Part) -> float:
    """As wide as the longest line or the table."""
    if isinstance(part, ParagraphPart):
        look = part.look
        indents = look.indent_left + look.indent_right + max(look.first_line, 0.0)
        return max(line.width for line in part.made.lines) + indents + 0.01
    if isinstance(part, TablePart):
        return min(part.table.width, UNBOUNDED)
    return 0.0
