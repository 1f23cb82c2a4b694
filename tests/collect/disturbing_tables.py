"""Disturbances of tables: rows added, cells split and merged."""

from __future__ import annotations

import copy
import random
import re

from formgen.campaign.kinds.base import fold
from tests.collect.disturbance import (
    KEPT,
    Disturbance,
    Effect,
    Element,
    Form,
    Pair,
    W,
    cells,
    column_of,
    emptied,
    is_label,
    long_pairs,
    merged,
    new_run,
    pairs,
    paragraphs,
    rows,
    set_merged,
    set_span,
    set_text,
    span,
    tables,
    text_of,
    xml,
)

_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")


def blank_row(form: Form, chance: random.Random) -> Effect | None:
    """A blank row is put in somewhere."""
    table = chance.choice(tables(form)) if tables(form) else None
    if table is None:
        return None
    row = chance.choice(rows(table))
    _insert_blank(row)
    return KEPT


def blank_row_at_end(form: Form, chance: random.Random) -> Effect | None:
    """Two blank rows follow the last one of a table."""
    if not tables(form):
        return None
    row = rows(chance.choice(tables(form)))[-1]
    for _ in range(2):
        _insert_blank(row)
    return KEPT


def _insert_blank(row: Element) -> None:
    """Put a row of blank cells under a row; cells merged over both stay so."""
    after = row.getnext()
    going_on = set()
    if after is not None and after.tag == f"{W}tr":
        going_on = {column_of(c) for c in cells(after) if merged(c) == "continue"}
    fresh = etree_row(row)
    for cell in cells(fresh):
        set_merged(cell, "continue" if column_of(cell) in going_on else "")
    row.addnext(fresh)


def etree_row(row: Element) -> Element:
    """A copy of a row with empty cells."""
    fresh = xml("<w:tr/>")
    properties = row.find(f"{W}trPr")
    if properties is not None:
        fresh.append(copy.deepcopy(properties))
    fresh.extend(emptied(cell) for cell in cells(row))
    return fresh


def second_row(form: Form, chance: random.Random) -> Effect | None:
    """The label is merged over two rows, and the value goes on in the second."""
    found = [p for p in pairs(form) if _lone_row(p) and _halves(p.text, chance)]
    if not found:
        return None
    pair = chance.choice(found)
    first, rest = _halves(pair.text, chance) or ("", "")
    fresh = _second_row(pair)
    below = cells(fresh)[cells(pair.row).index(pair.value)]
    set_text(paragraphs(pair.value)[0], first)
    set_text(paragraphs(below)[0], rest)
    return KEPT


def second_row_blank(form: Form, chance: random.Random) -> Effect | None:
    """The label is merged over two rows; the value stands in one, the other is blank."""
    found = [p for p in pairs(form) if _lone_row(p)]
    if not found:
        return None
    pair = chance.choice(found)
    fresh = _second_row(pair)
    if chance.random() < 0.5:
        below = cells(fresh)[cells(pair.row).index(pair.value)]
        set_text(paragraphs(below)[0], pair.text)
        set_text(paragraphs(pair.value)[0], "")
    return KEPT


def _lone_row(pair: Pair) -> bool:
    return not any(merged(cell) for cell in cells(pair.row))


def _second_row(pair: Pair) -> Element:
    """A row under the pair's, in which only the value's cell is a cell of its own."""
    fresh = etree_row(pair.row)
    for cell, below in zip(cells(pair.row), cells(fresh), strict=True):
        if cell is not pair.value:
            set_merged(cell, "restart")
            set_merged(below, "continue")
    pair.row.addnext(fresh)
    return fresh


def _halves(text: str, chance: random.Random) -> tuple[str, str] | None:
    """A text in two parts, parted between two Chinese characters; None for a short one."""
    places = [found.start() for found in _BETWEEN_HAN.finditer(text)]
    if len(text) < 6 or not places:
        return None
    at = chance.choice(places)
    return text[:at], text[at:]


def long_text_split(form: Form, chance: random.Random) -> Effect | None:
    """The cell of a long text is cut in two, one above the other, with half its paragraphs."""
    found = [
        (label, value)
        for label, value in long_pairs(form)
        if len([p for p in paragraphs(value) if text_of(p)]) > 1
        and not any(merged(cell) for cell in cells(_row(label)))
        and value.find(f".//{W}drawing") is None
    ]
    if not found:
        return None
    label, value = chance.choice(found)
    row = _row(label)
    fresh = etree_row(row)
    for cell, below in zip(cells(row), cells(fresh), strict=True):
        if cell is not value:
            set_merged(cell, "restart")
            set_merged(below, "continue")
        else:
            own = paragraphs(cell)
            at = chance.randrange(1, len(own))
            below.remove(paragraphs(below)[0])
            below.extend(own[at:])
    row.addnext(fresh)
    return KEPT


def _row(cell: Element) -> Element:
    row = cell.getparent()
    assert row is not None
    return row


def split_across(form: Form, chance: random.Random) -> Effect | None:
    """A value's cell is split into two side by side; the value stands in one of them."""
    return _split(form, chance, halves=False)


def split_across_halved(form: Form, chance: random.Random) -> Effect | None:
    """A value's cell is split into two side by side, and the value with it."""
    return _split(form, chance, halves=True)


def _split(form: Form, chance: random.Random, *, halves: bool) -> Effect | None:
    found = [p for p in pairs(form) if not merged(p.value)]
    if halves:
        found = [p for p in found if _halves(p.text, chance)]
    if not found:
        return None
    pair = chance.choice(found)
    right = _new_cell_right_of(pair.value)
    text = pair.text
    if halves:
        first, rest = _halves(text, chance) or ("", "")
        set_text(paragraphs(pair.value)[0], first)
        set_text(paragraphs(right)[0], rest)
    elif chance.random() < 0.3:
        set_text(paragraphs(pair.value)[0], "")
        set_text(paragraphs(right)[0], text)
    return KEPT


def _new_cell_right_of(cell: Element) -> Element:
    """Split a cell; the table gets a grid column where the cell had only one."""
    fresh = emptied(cell)
    columns = span(cell)
    if columns > 1:
        set_span(cell, 1)
        set_span(fresh, columns - 1)
    else:
        table = next(cell.iterancestors(f"{W}tbl"))
        column = column_of(cell)
        grid = table.find(f"{W}tblGrid")
        assert grid is not None
        grid.insert(column + 1, copy.deepcopy(grid[column]))
        for row in rows(table):
            for other in cells(row):
                if other is not cell and column_of(other) <= column < column_of(other) + span(
                    other
                ):
                    set_span(other, span(other) + 1)
    cell.addnext(fresh)
    return fresh


def merged_with_blank(form: Form, chance: random.Random) -> Effect | None:
    """A cell, also a label nothing was written at, is merged with the blank one right of it."""
    found = [
        (cell, after)
        for row in form.root.iter(f"{W}tr")
        for cell, after in zip(cells(row), cells(row)[1:], strict=False)
        if not merged(cell)
        and not merged(after)
        and after.find(f".//{W}drawing") is None
        and not text_of(after)
        and text_of(cell)
        and not _under_header(form, row)
    ]
    if not found:
        return None
    cell, after = chance.choice(found)
    set_span(cell, span(cell) + span(after))
    _row(cell).remove(after)
    return KEPT


def _under_header(form: Form, row: Element) -> bool:
    """Whether a row belongs to a list, where a merged cell would hide whose column it is."""
    return bool(cells(row)) and not any(is_label(form, cell) for cell in cells(row))


def label_and_value_merged(form: Form, chance: random.Random) -> Effect | None:
    """A label and its value stand in one cell: 姓名：张三."""
    found = [p for p in pairs(form) if not merged(p.label) and not merged(p.value)]
    if not found:
        return None
    for pair in chance.sample(found, k=min(2, len(found))):
        label = "".join(text_of(p).strip() for p in paragraphs(pair.label))
        way = chance.choice(("：", ":", " ", "paragraph"))
        value = pair.text
        set_span(pair.label, span(pair.label) + span(pair.value))
        pair.row.remove(pair.value)
        own = paragraphs(pair.label)
        if way == "paragraph":
            pair.label.append(paragraphs(pair.value)[0])
            continue
        set_text(own[0], f"{label}{way}{value}")
        for other in own[1:]:
            pair.label.remove(other)
    return KEPT


def two_values_merged(form: Form, chance: random.Random) -> Effect | None:
    """Two values one above the other are merged into one cell, each on a line of its own."""
    below: list[tuple[Pair, Pair]] = []
    known = [p for p in pairs(form) if not merged(p.value)]
    for upper in known:
        following = upper.row.getnext()
        for lower in known:
            same = (column_of(upper.value), span(upper.value)) == (
                column_of(lower.value),
                span(lower.value),
            )
            if lower.row is following and same:
                below.append((upper, lower))
    if not below:
        return None
    upper, lower = chance.choice(below)
    set_merged(upper.value, "restart")
    set_merged(lower.value, "continue")
    line = paragraphs(lower.value)[0]
    upper.value.append(copy.deepcopy(line))
    set_text(line, "")
    return KEPT


def cells_in_old_merges(form: Form, chance: random.Random) -> Effect | None:
    """Cells over several columns as an old Word writes them: one a column, with hMerge."""
    for cell in list(form.root.iter(f"{W}tc")):
        columns = span(cell)
        if columns == 1:
            continue
        set_span(cell, 1)
        _mark_old(cell, "restart")
        for _ in range(columns - 1):
            fresh = emptied(cell)
            _mark_old(fresh, "continue")
            cell.addnext(fresh)
    for merge in form.root.iter(f"{W}vMerge"):
        if merge.get(f"{W}val") is None:
            merge.set(f"{W}val", "continue")
    return KEPT


def _mark_old(cell: Element, how: str) -> None:
    properties = cell.find(f"{W}tcPr")
    assert properties is not None
    found = properties.find(f"{W}hMerge")
    if found is not None:
        properties.remove(found)
    width = properties.find(f"{W}tcW")
    place = 0 if width is None else properties.index(width) + 1
    properties.insert(place, xml(f'<w:hMerge w:val="{how}"/>'))


def merge_lifted(form: Form, chance: random.Random) -> Effect | None:
    """A merge downwards is lifted: the cells under it are cells of their own, and blank."""
    found = [
        cell
        for cell in form.root.iter(f"{W}tc")
        if merged(cell) == "restart" and fold(text_of(cell)) and not is_label(form, cell)
    ]
    if not found:
        return None
    cell = chance.choice(found)
    column = column_of(cell)
    set_merged(cell, "")
    row = _row(cell).getnext()
    while row is not None and row.tag == f"{W}tr":
        under = [c for c in cells(row) if column_of(c) == column and merged(c) == "continue"]
        if not under:
            break
        set_merged(under[0], "")
        row = row.getnext()
    return KEPT


def text_in_merged_rest(form: Form, chance: random.Random) -> Effect | None:
    """A value stands in the hidden rest of a merged cell, where a program left it."""
    found = [p for p in pairs(form) if merged(p.value) == "restart"]
    if not found:
        return None
    pair = chance.choice(found)
    column = column_of(pair.value)
    below = pair.row.getnext()
    if below is None:
        return None
    rest = [c for c in cells(below) if column_of(c) == column and merged(c) == "continue"]
    if not rest:
        return None
    target = paragraphs(rest[0])[0]
    target.append(new_run(pair.text))
    set_text(paragraphs(pair.value)[0], "")
    return KEPT


DISTURBANCES: dict[str, Disturbance] = {
    "空行加在表里": blank_row,
    "空行加在表末": blank_row_at_end,
    "标签旁加第二行": second_row,
    "标签旁加第二行，一行空着": second_row_blank,
    "长文拆成上下两格": long_text_split,
    "填写格拆成左右两格": split_across,
    "填写格拆成左右两格，内容各半": split_across_halved,
    "与右边空格合并": merged_with_blank,
    "标签和内容合成一格": label_and_value_merged,
    "上下两项合成一格": two_values_merged,
    "取消纵向合并": merge_lifted,
    "内容留在被合并的格里": text_in_merged_rest,
    "旧式合并单元格": cells_in_old_merges,
}
