"""The paragraphs of a form → its title, and the notes that belong to no blank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formgen.adopt.reading import Block, Paragraph, Table
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.lines import line_blanks
from formgen.adopt.understanding.options import has_options

_LARGE = 14.0
"""Points from which a centred line before the form can be its title."""
_ENDS = re.compile(r"(?:表|书|单|册|卡|申请|报告|回执)(?:[（(].{1,12}[)）])?$")
_LONGEST = 60


def title_of(blocks: Sequence[Block]) -> tuple[str, frozenset[int]]:
    """The title, and the numbers of the paragraphs it stands in; empty where there is none."""
    lines: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            return _joined(lines) if lines else _in_table(block)
        if _can_be_title(block):
            if lines and block.look.size < max(line.look.size for line in lines) - 3:
                break
            lines.append(block)
        elif lines and block.text.strip():
            break
    return _joined(lines)


def _can_be_title(paragraph: Paragraph) -> bool:
    text = wording.compact(paragraph.text)
    if not text or len(text) > _LONGEST or wording.ANNEX.match(text) or text.endswith(("：", ":")):
        return False
    if any(blank.asked for blank in line_blanks(paragraph)) or has_options([paragraph]):
        return False
    if (
        wording.DATE_BLANK.search(text)
        or re.fullmatch(r"[\d年月日]+", text)
        or wording.bracketed(text)
    ):
        return False
    look = paragraph.look
    return look.centred and (look.size >= _LARGE or look.bold or _ENDS.search(text) is not None)


def _joined(lines: Sequence[Paragraph]) -> tuple[str, frozenset[int]]:
    text = "".join(wording.compact(line.text) for line in lines)
    return text, frozenset(line.number for line in lines)


def _in_table(table: Table) -> tuple[str, frozenset[int]]:
    """A title in a table's first row, which has that row to itself."""
    first = table.grid.get((0, 0))
    if first is None or first.columns < table.columns or table.columns < 2:
        return "", frozenset()
    lines = [p for p in first.paragraphs if p.text.strip()]
    text, numbers = _joined(lines)
    return (text, numbers) if _ENDS.search(text) and len(text) <= _LONGEST else ("", frozenset())


def note_lines(blocks: Sequence[Block]) -> tuple[list[str], frozenset[int]]:
    """The paragraphs that tell how to fill in, from 注： to the next table, and their numbers."""
    lines: list[str] = []
    numbers: set[int] = set()
    noting = False
    for block in blocks:
        if isinstance(block, Table):
            noting = False
            continue
        text = block.text.strip()
        if text and wording.NOTE.match(wording.compact(text)):
            noting = True
        elif noting and text and any(b.asked and b.drawn for b in line_blanks(block)):
            noting = False
        if noting and text:
            lines.append(" ".join(text.split()))
            numbers.add(block.number)
    return lines, frozenset(numbers)


def instructions(notes: Sequence[str]) -> list[str]:
    """The points of the 填表说明, without their numbers; empty where it has none."""
    started, points = False, []
    for note in notes:
        bare = wording.compact(note)
        if re.match(r"填[表写报]说明[:：]?", bare):
            started = True
            rest = re.sub(r"^填\s*[表写报]\s*说\s*明\s*[:：]?\s*", "", note)
            points += [rest] if rest else []
        elif started:
            points.append(wording.without_number(note))
    return points
