"""Areas that are signed and stamped by hand → who stamps them."""

from __future__ import annotations

import re

from formgen.adopt.reading import Cell, Paragraph
from formgen.adopt.understanding import wording
from formgen.adopt.understanding.cells import Label, Role, label_from, lines_of
from formgen.adopt.understanding.grids import table_paragraphs

_DOING = re.compile(r"(?:推荐|审核|审批|审查|审定|初审|复审|终审|评审|核查)?(?:意见|结论)$")
_STAMPED = re.compile(r"[（(][^）)]*[章字名][)）]")
_BY_HAND = frozenset(
    {Role.STAMP, Role.NESTED, Role.EMPTY, Role.DATE, Role.INLINE, Role.TEXT, Role.HINT}
)


def by_hand(label: Label, role: Role | None) -> bool:
    """Whether a cell beside a label is an opinion, a promise, a signature."""
    named = wording.OPINION.search(label.core) or wording.OWN_OPINION.search(label.core)
    return named is not None and role in _BY_HAND


def own_opinion_room(label: Label, cell: Cell) -> Paragraph | None:
    """Where an opinion is typed before the form is printed; None where it is written by hand."""
    if not wording.OWN_OPINION.search(label.core):
        return None
    return next((p for p in cell.paragraphs if p.blank), None)


def first_label(cell: Cell) -> Label:
    """What an area calls itself in its first line: 单位意见：."""
    return label_from(lines_of(cell.paragraphs)[:1])


def seal_of(label: str, cell: Cell) -> tuple[str, tuple[str, ...]] | None:
    """Where is stamped, and who stamps; None where no stamp is asked for.

    A table inside the area may hold several stamps side by side, of offices named with 、.
    """
    paragraphs = [*cell.paragraphs]
    for inner in cell.tables:
        paragraphs.extend(table_paragraphs(inner))
    stamps = [p for p in paragraphs if wording.STAMP.search(wording.compact(p.text))]
    if not label or not (stamps or wording.STAMP.search(label)):
        return None
    who = _STAMPED.sub("", _DOING.sub("", label)) or label
    return label, tuple(filter(None, who.split("、"))) if len(stamps) > 1 else (who,)
