"""The blank rows of a list → one row that repeats, and blank rows for what is not filled."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.adopt.measures import columns_in, number_in
from formgen.adopt.proposal import Repetition
from formgen.adopt.tagging.blanks import Fit
from formgen.adopt.tagging.looks import new_run
from formgen.adopt.tagging.runs import own_texts, replace_range
from formgen.word.names import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    W,
)

_MERGE, _SPAN, _WIDTH = f"{W}vMerge", f"{W}gridSpan", f"{W}tcW"
_VALUE = f"{W}val"
_NUMBER_LABELS = ("序号", "编号")


def tables_of(root: etree._Element) -> list[etree._Element]:
    """All tables of a document in its order, nested ones too."""
    return list(root.iter(TABLE))


@dataclass(frozen=True, slots=True)
class Repeated:
    """The rows of a repetition, as they were before any tag."""

    repetition: Repetition
    listing: bool
    """Whether the whole form is a list of entries."""
    rows: Sequence[etree._Element]
    blank: etree._Element
    """A copy of the first row without tags."""
    columns: int
    """Columns of the table's grid."""
    numbered: Sequence[int]
    """Cells that count the rows."""


def repeated(
    tables: Sequence[etree._Element], repetition: Repetition, *, listing: bool
) -> Repeated:
    """Look up the rows of a repetition.

    Raises:
        ValueError: there is no such table or row.
    """
    if not 0 <= repetition.table < len(tables):
        raise ValueError(f"the form has no table {repetition.table}")
    table = tables[repetition.table]
    every = [row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table]
    rows = every[repetition.first : repetition.last + 1]
    if not 0 <= repetition.first <= repetition.last < len(every):
        raise ValueError(f"table {repetition.table} has no row {repetition.last}")
    header = every[repetition.first - 1] if repetition.first else None
    numbered = [
        index
        for index, cell in enumerate(_cells(rows[0]))
        if _counts(rows, index) or _is_number_column(header, rows[0], index, cell)
    ]
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol")) or _span_of(rows[0])
    return Repeated(repetition, listing, rows, copy.deepcopy(rows[0]), columns, numbered)


def repeat_row(of: Repeated) -> None:
    """Write the loops around the row that repeats and take the other blank rows away."""
    first, field, item = of.rows[0], of.repetition.field, of.repetition.item
    entries = of.listing and not field
    source = _entries_of(of.repetition) if entries else field
    number = f"{{{{ {item}.序号 }}}}" if entries else "{{ loop.index }}"
    for index in of.numbered:
        if "{{" not in _text(_cells(first)[index]):
            _write_number(_cells(first)[index], number)
    _merge_again(first, of.blank, source)
    for row in of.rows[1:]:
        parent = row.getparent()
        if parent is not None:
            parent.remove(row)
    if of.repetition.group:
        first.addprevious(_control(of, "for 组 in 分组"))
    first.addprevious(_control(of, f"for {item} in {source}"))
    last = _behind(first, _control(of, "endfor"))
    if of.repetition.group:
        last = _behind(last, _control(of, "endfor"))
    if not entries:
        _blank_rows(of, source, last)


def _entries_of(repetition: Repetition) -> str:
    return "组.行" if repetition.group else "行"


def _blank_rows(of: Repeated, source: str, last: etree._Element) -> None:
    """Write the loop of the rows that are not filled behind that of the filled ones."""
    for index in of.numbered:
        if _text(_cells(of.blank)[index]).strip():
            _write_number(_cells(of.blank)[index], f"{{{{ {source}|length + loop.index }}}}")
    last = _behind(last, _control(of, f"for 空 in range({len(of.rows)} - {source}|length)"))
    last = _behind(last, of.blank)
    _behind(last, _control(of, "endfor"))


def _behind(element: etree._Element, new: etree._Element) -> etree._Element:
    element.addnext(new)
    return new


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row]


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _counts(rows: Sequence[etree._Element], index: int) -> bool:
    """Whether a cell of the rows prints 1, 2, 3 …"""
    texts = [
        _text(cells[index]).strip(" \u3000.．、") if index < len(cells := _cells(row)) else ""
        for row in rows
    ]
    return texts == [str(number) for number in range(1, len(rows) + 1)]


def _is_number_column(
    header: etree._Element | None, row: etree._Element, index: int, cell: etree._Element
) -> bool:
    """Whether a cell that is empty, or says 1, stands under the label of a column that counts."""
    if header is None or _text(cell).strip() not in ("", "1"):
        return False
    at = sum(_span(one) for one in _cells(row)[:index])
    position = 0
    for above in _cells(header):
        if position == at:
            return "".join(_text(above).split()) in _NUMBER_LABELS
        position += _span(above)
    return False


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{CELL_PROPERTIES}/{_SPAN}")
    return max(1, columns_in(None if span is None else span.get(_VALUE), 1))


def _span_of(row: etree._Element) -> int:
    return sum(map(_span, _cells(row)))


def _write_number(cell: etree._Element, tag: str) -> None:
    """Write a running number into a cell, in the place of the one it prints."""
    paragraphs = [one for one in cell.iter(PARAGRAPH) if _text(one).strip()] or [
        next(cell.iter(PARAGRAPH))
    ]
    paragraph = paragraphs[0]
    text = "".join(one.text or "" for one in own_texts(paragraph))
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    start, end = (digits[0], digits[-1] + 1) if digits else (0, 0)
    replace_range(paragraph, start, end, Fit(tag))


def _merge_again(row: etree._Element, blank: etree._Element, source: str) -> None:
    """Have a label that begins in the row that repeats span what it becomes.

    docxtpl's {% vm %} merges a cell over the turns of its loop; the blank rows are a loop of
    their own and say the label only where the first had no turn.
    """
    for cell, spare in zip(_cells(row), _cells(blank), strict=True):
        merge = cell.find(f"{CELL_PROPERTIES}/{_MERGE}")
        if merge is None or merge.get(_VALUE) != "restart":
            continue
        _drop_merge(cell)
        _drop_merge(spare)
        if "{% vm %}" not in _text(cell):
            _wrap(cell, "", "{% vm %}")
        _wrap(spare, f"{{% if not {source} %}}", "{% endif %}{% vm %}")


def _drop_merge(cell: etree._Element) -> None:
    properties = cell.find(CELL_PROPERTIES)
    if properties is not None:
        for old in properties.findall(_MERGE):
            properties.remove(old)


def _wrap(cell: etree._Element, before: str, behind: str) -> None:
    """Write tags before and behind a cell's words, which are brought together in one text."""
    paragraphs = list(cell.iter(PARAGRAPH))
    words = [text for one in paragraphs for text in own_texts(one)]
    joined = "".join(text.text or "" for text in words)
    for text in words[1:]:
        text.text = ""
    for one in paragraphs[1:]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    if words:
        words[0].text = before + joined + behind
    else:
        paragraphs[0].append(new_run(before + behind, None))


def _control(of: Repeated, words: str) -> etree._Element:
    """A row with a tag that vanishes when the form is made.

    It shows the merged label beside the rows as one that goes on, so that the template
    looks like the form in Word.
    """
    model = of.blank
    row = etree.Element(ROW)
    taken = 0
    for cell in _leading_merged(model):
        row.append(_emptied(cell))
        taken += _span(cell)
    rest = _cells(model)[len(row) :]
    wide = etree.SubElement(row, CELL)
    properties = etree.SubElement(wide, CELL_PROPERTIES)
    width = sum(_width(cell) for cell in rest)
    etree.SubElement(properties, _WIDTH, {f"{W}w": str(width), f"{W}type": "dxa"})
    etree.SubElement(properties, _SPAN, {_VALUE: str(max(of.columns - taken, 1))})
    paragraph = etree.SubElement(wide, PARAGRAPH)
    like = next(rest[0].iter(PARAGRAPH), None) if rest else None
    own = like.find(PARAGRAPH_PROPERTIES) if like is not None else None
    if own is not None:
        paragraph.append(copy.deepcopy(own))
    paragraph.append(new_run(f"{{%tr {words} %}}", None))
    return row


def _leading_merged(row: etree._Element) -> Iterator[etree._Element]:
    """The cells at a row's start that go on with a merge from above; never all of them."""
    for cell in _cells(row)[:-1]:
        merge = cell.find(f"{CELL_PROPERTIES}/{_MERGE}")
        if merge is None or merge.get(_VALUE) == "restart":
            return
        yield cell


def _emptied(cell: etree._Element) -> etree._Element:
    copied = copy.deepcopy(cell)
    for text in copied.iter(f"{W}t"):
        text.text = ""
    return copied


def _width(cell: etree._Element) -> int:
    width = cell.find(f"{CELL_PROPERTIES}/{_WIDTH}")
    return 0 if width is None else int(number_in(width.get(f"{W}w")))
