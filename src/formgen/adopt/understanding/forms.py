"""A blank form's bytes or tree → its Proposal: everything found, named and put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from formgen.adopt.plain import offered, plain
from formgen.adopt.proposal import FormSort, Insertion, Proposal, ProposedField, Repetition, Way
from formgen.adopt.reading import Block, Table, blocks_of
from formgen.adopt.styles import Styles
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.cells import Label, Role
from formgen.adopt.understanding.defining import column, defined, photo_tag_size
from formgen.adopt.understanding.found import NAME, Blank, Findings, Rows, Slot
from formgen.adopt.understanding.grids import Grid
from formgen.adopt.understanding.hints import limits_of, options_in
from formgen.adopt.understanding.naming import Named, column_names, named
from formgen.adopt.understanding.paragraphs import read_free_paragraph, unit_data
from formgen.adopt.understanding.repeated import runs_of
from formgen.adopt.understanding.tables import Around, read_table
from formgen.adopt.understanding.titles import instructions, note_lines, title_of
from formgen.ooxml import read_package

_ROW, _ENTRY = "行", "项"
"""What one item is called in the tags of a 明细, and of a 汇总表."""
_PAUSES = "：:，,"
_ASKING = re.compile(rf"一?栏|部分|[{_PAUSES}]|要|应|须|需|请|限|不|控制|字数|以|填写|可|\d")
"""How a note goes on behind the label it is about."""
_PICTURE = (120, 80)
"""Millimetres a picture of several is printed in at most."""
_LISTING_ROWS = 4
"""Blank rows from which a form that is nothing but a table with them is a list of entries."""


def understand(form: bytes | etree._Element) -> Proposal:
    """What a blank form asks for.

    Args:
        form: a .docx file's bytes, or its document part's root after `plain`.

    Raises:
        PackageError: the bytes are no Word file that can be read.
    """
    if isinstance(form, bytes):
        package = read_package(form)
        main = package.main_part()
        root = package.tree(main)
        choices = offered(root)
        plain(root)
        part = package.related(main, "styles")
        blocks = blocks_of(root, Styles(package.tree(part) if part else None), choices)
    else:
        blocks = blocks_of(form)
    return _proposal(blocks)


def _proposal(blocks: Sequence[Block]) -> Proposal:
    title, titles = title_of(blocks)
    notes, noted = note_lines(blocks)
    listing = _is_listing(title, blocks)
    found = Findings(notes=notes)
    _walk(blocks, titles | noted, found, listing=listing)
    if listing and (rows := _list_rows(found.rows)):
        return _list_form(title, found, rows)
    return _entry_form(title, found, _covers(blocks))


def _is_listing(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a form lists entries: its title says so, or it is all blank rows."""
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        return False
    main = max(tables, key=lambda table: len(table.cells))
    grid = Grid(main)
    runs = runs_of(grid, listing=True)
    if not runs:
        return False
    if wording.LIST_TITLE.search(title):
        return True
    other = [
        c for c in main.cells if grid.role(c) is Role.LABEL and (c.row, c.column) not in grid.used
    ]
    whole = len(runs) == 1 and runs[0].over is None and not other and len(tables) == 1
    return whole and runs[0].last - runs[0].first + 1 >= _LISTING_ROWS and len(runs[0].columns) > 3


def _walk(
    blocks: Sequence[Block], passed: frozenset[int], found: Findings, *, listing: bool
) -> None:
    heading = ""
    hints: tuple[str, ...] = ()
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            label = Label(heading) if heading else None
            group = (heading,) if heading else ()
            read_table(block, Around(label, group, listing=listing, hints=hints), found)
            heading, hints = "", ()
        elif block.number not in passed and not block.blank:
            text = wording.compact(block.text)
            hints = (text,) if wording.bracketed(text) else ()
            annex = wording.ANNEX.match(text)
            heading = "" if annex else read_free_paragraph(block, blocks[at + 1 :], found)


def _covers(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the tables that are a cover: labels with colons; -1 for the lines before."""
    tables = [block for block in blocks if isinstance(block, Table)]
    covers = {-1} if tables else set()
    for table in tables[:-1]:
        labels = [
            wording.compact("".join(p.text for p in cell.paragraphs))
            for cell in table.cells
            if any(p.text.strip() for p in cell.paragraphs)
        ]
        if labels and all(label.endswith(("：", ":")) for label in labels):
            covers.add(table.number)
    return frozenset(covers)


def _list_rows(rows: Sequence[Rows]) -> Rows | None:
    listed = [one for one in rows if one.blank is None]
    return max(listed, key=lambda one: len(one.columns), default=None)


def _entry_form(title: str, found: Findings, covers: frozenset[int]) -> Proposal:
    blanks = sorted((_with_notes(b, found.notes) for b in found.blanks), key=lambda b: b.place)
    fields = named(blanks, covers)
    proposed, insertions, repetitions = [], [], []
    for one in fields:
        proposed.append(_field(one))
        insertions += _insertions(one)
        for rows in found.rows:
            if rows.blank is not None and any(
                b.place == rows.blank.place and b.kind == "明细" for b in one.slots_of
            ):
                repetitions.append(Repetition(one.name, rows.table, rows.first, rows.last, _ROW))
    points = instructions(found.notes)
    return Proposal(
        title,
        FormSort.ENTRY,
        tuple(proposed),
        tuple(insertions),
        tuple(repetitions),
        _seals(found, fields),
        tuple(dict.fromkeys(found.left_alone)),
        (),
        {"填表说明": points} if points else {},
    )


def _list_form(title: str, found: Findings, rows: Rows) -> Proposal:
    """A form that lists entries: columns are the fields, other lines are the unit's own."""
    columns = [_with_notes(blank, found.notes) for blank in rows.columns]
    group = [rows.group] if rows.group is not None else []
    fields = named([*group, *columns], frozenset())
    proposed = [_field(one) for one in fields]
    insertions, left = [], list(found.left_alone)
    for blank in found.blanks:
        if told := unit_data(blank.label):
            insertions += [_insertion("", slot, "{{ " + told + " }}") for slot in blank.slots]
        else:
            left.append(f"{blank.where}留空")
    for one in fields:
        if rows.group is not None and one.blank is fields[0].blank:
            insertions += [_insertion(one.name, s, s.pattern) for s in one.blank.slots]
        else:
            name = f"{_ENTRY}.{one.name}"
            insertions += [
                _insertion(one.name, s, s.pattern.replace(NAME, name)) for s in one.blank.slots
            ]
    repetition = Repetition(
        "",
        rows.table,
        rows.first,
        rows.last,
        _ENTRY,
        group=fields[0].name if group else "",
        per_group=rows.group_rows,
    )
    points = instructions(found.notes)
    return Proposal(
        title,
        FormSort.LIST,
        tuple(proposed),
        tuple(insertions),
        (repetition,),
        _seals(found, fields),
        tuple(dict.fromkeys(left)),
        (),
        {"填表说明": points} if points else {},
    )


def _with_notes(blank: Blank, notes: Sequence[str]) -> Blank:
    """A blank with the options that a note lists for it, or the limit that it sets."""
    core = wording.without_brackets(blank.label)
    for note in map(wording.compact, notes):
        if rest := _asked_of(blank, core, note):
            return replace(blank, hints=(*blank.hints, rest))
        at = note.find(core) if not blank.kind and len(core) > 1 else -1
        following = note[at + len(core) :][:2] if at >= 0 else ""
        if following.startswith(("请", "从", "”")) and (options := options_in(note[at:])):
            return replace(blank, kind="单选", options=options)
    return blank


def _asked_of(blank: Blank, core: str, note: str) -> str:
    """What a note says of a blank's text: 主要事迹要求重点突出，不超过2000字; "" for no limit."""
    told = wording.without_number(note).replace("“", "", 1).replace("”", "", 1)
    rest = told.removeprefix(core)
    if blank.kind not in ("", "长文本") or rest == told or not _ASKING.match(rest):
        return ""
    limited = limits_of([rest]).chars and not limits_of(blank.hints).chars
    return rest.lstrip(_PAUSES) if limited else ""


def _field(one: Named) -> ProposedField:
    told = defined(one.blank, one.name)
    definition: dict[str, object] = {"名称": one.name, "类型": told.kind, **told.more}
    if told.kind == "明细":
        names = column_names(one.blank.columns)
        definition["列"] = [column(c, n) for c, n in zip(one.blank.columns, names, strict=True)]
    questions = (*one.questions, *told.questions)
    return ProposedField(definition, one.blank.where, one.key, questions)


def _insertions(one: Named) -> list[Insertion]:
    kind = defined(one.blank, one.name).kind
    if kind == "明细":
        names = column_names(one.blank.columns)
        return [
            _insertion(one.name, slot, slot.pattern.replace(NAME, f"{_ROW}.{name}"))
            for blank, name in zip(one.blank.columns, names, strict=True)
            for slot in blank.slots
        ]
    return [
        _insertion(one.name, _fitting(slot, blank, kind), None)
        for blank in one.slots_of
        for slot in _slots(blank, kind)
    ]


def _slots(blank: Blank, kind: str) -> tuple[Slot, ...]:
    if kind == "多选":  # a value of several options has no words of its own
        return tuple(slot for slot in blank.slots if "|填写(" not in slot.pattern)
    long = kind in ("长文本", "照片", "图片")
    return blank.short_slots if blank.short_slots and not long else blank.slots


def _fitting(slot: Slot, blank: Blank, kind: str) -> Slot:
    """A slot with the pattern that the field's kind needs."""
    plain_pattern = slot.pattern == Slot(0).pattern
    if kind == "照片":
        width, height = photo_tag_size(blank)
        return replace(
            slot, pattern="{{ " + NAME + f"|图片({width}, {height})" + " }}", way=Way.PICTURE
        )
    if kind == "图片":
        width = (
            int(min(_PICTURE[0], blank.room.width - 4)) if blank.room.width > 20 else _PICTURE[0]
        )
        pattern = "{{ 图|图片(" + f"{width}, {width * 2 // 3}" + ") }}"
        return replace(slot, pattern=pattern, way=Way.PICTURE)
    if kind == "长文本" and plain_pattern and blank.region >= 0:
        return replace(slot, pattern="{{ " + NAME + "|段落 }}")
    return slot


def _insertion(name: str, slot: Slot, tag: str | None) -> Insertion:
    written = slot.pattern.replace(NAME, name) if tag is None else tag
    return Insertion(name, written, slot.paragraph, slot.start, slot.end, slot.way)


def _seals(found: Findings, fields: Sequence[Named]) -> tuple[dict[str, object], ...]:
    labels = {wording.without_brackets(one.blank.label): one.name for one in fields}
    seals: dict[str, dict[str, object]] = {}
    for place, stamps in found.seals:
        printed = [labels.get(stamp, stamp) for stamp in stamps if stamp]
        if place and printed:
            seals.setdefault(place, {"位置": place, "印章": printed})
    return tuple(seals.values())
