"""Cells with options → blanks, going on over several cells of one label."""

from __future__ import annotations

from dataclasses import replace

from formgen.adopt.reading import Cell
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.filling import with_options
from formgen.adopt.understanding.found import Blank, Findings
from formgen.adopt.understanding.options import OptionSet, option_sets

_LEAST = 2
"""Options that make a question; one box alone is a promise to be confirmed."""


def add_options(blank: Blank, cell: Cell, found: Findings) -> None:
    """Add the questions of a cell that another cell names."""
    sets = option_sets(cell.paragraphs)
    for one in sets:
        own = _question(one, alone=len(sets) == 1)
        group = (*blank.group, blank.label) if own else blank.group
        told = with_options(replace(blank, label=own or blank.label, group=group), one)
        places = (at for at, earlier in enumerate(found.blanks) if _goes_on(earlier, told))
        at = next(places, None)
        if at is None or own:
            found.blanks.append(told)
            continue
        earlier = found.blanks[at]
        found.blanks[at] = replace(
            earlier,
            options=earlier.options + told.options,
            open_options=earlier.open_options + told.open_options,
            slots=earlier.slots + told.slots,
            many=earlier.many or told.many,
        )


def add_unnamed_options(blank: Blank, cell: Cell, found: Findings) -> None:
    """Add the questions of a cell that says itself what it asks."""
    for one in option_sets(cell.paragraphs):
        label = wording.label_of(one.label)
        if not wording.is_label(label) or len(one.options) < _LEAST:
            found.left_alone.append(f"{blank.where}：方框留空")
            continue
        where = f"{blank.where}“{label}”后面"
        found.blanks.append(with_options(replace(blank, label=label, where=where), one))


def _question(one: OptionSet, *, alone: bool) -> str:
    """What the options of a cell ask, where a cell beside them is not the whole question."""
    label = wording.label_of(one.label)
    if not label or not wording.is_label(label):
        return ""
    return "" if alone and not one.label.endswith(("：", ":")) else label


def _goes_on(earlier: Blank, told: Blank) -> bool:
    """Whether options in a further cell belong to the same label."""
    same = (earlier.label, earlier.region, earlier.group) == (told.label, told.region, told.group)
    return same and earlier.kind == "选项" and not set(earlier.options) & set(told.options)
