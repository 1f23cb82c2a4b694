"""Laid-out pages → what makes them unfit to be printed, stamped and signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from formgen.layout.pages import Glyphs, Page, Pages, PlacedBlock, PlacedCell, PlacedTable, marks_of
from formgen.layout.proving.boxes import Box
from formgen.layout.proving.pictures import sticking_out
from formgen.layout.proving.room import fits, largest_side
from formgen.layout.proving.stamps import Asked, asked

_MILLIMETRE = 72 / 25.4
_SEAL = 45.0
"""Millimetres: an office seal is 42 to 45 across."""
_ROUNDING = 0.05
"""Millimetres that a height in twentieths of a point may be short of what was asked for."""
_QUOTED = 20
"""Characters of a lost text that a message gives."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something on a page that is to be mended before it is printed."""

    code: Literal["P05", "P06", "P08", "P09"]
    """Of the catalogue of problems."""
    page: int
    """From 1."""
    details: Mapping[str, object]
    """What fills the catalogue's sentences."""


def layout_faults(pages: Pages) -> tuple[Fault, ...]:
    """What is wrong with the pages, in their order."""
    by_cell: dict[tuple[int, Box], list[Asked]] = {}
    for one in asked(pages):
        if one.region is not None:
            by_cell.setdefault((one.place.page, one.region), []).append(one)
    faults = [fault for group in by_cell.values() for fault in _of_cell(group)]
    for number, page in enumerate(pages.pages, 1):
        faults += _too_high(page, number)
        faults += _pictures(page, number)
    return tuple(sorted(faults, key=lambda fault: fault.page))


def _of_cell(group: Sequence[Asked]) -> Iterator[Fault]:
    """Of one cell: that it is cut, or else that a seal has no room."""
    stamps = [one for one in group if one.purpose == "stamp"]
    first = (stamps or group)[0]
    page = first.place.page + 1
    begun = any(cell.continues for cell in first.cells)
    if begun or any(cell.continued for cell in first.cells):
        page -= begun
        yield Fault("P05", page, {"caption": first.name, "page": page, "next_page": page + 1})
    elif stamps:
        yield from _too_small(stamps, page)


def _too_small(stamps: Sequence[Asked], page: int) -> Iterator[Fault]:
    region, taken, count = stamps[0].region, stamps[0].taken, len(stamps)
    side = (_SEAL - _ROUNDING) * _MILLIMETRE
    if region is None or fits(region, taken, side, count):
        return
    if fits(region, (), side, count):
        found = largest_side(region, taken, count, side) / _MILLIMETRE
        free = f"文字以外的空处只够 {found:.0f}×{found:.0f} 毫米"
        reason = free if count == 1 else f"要盖 {count} 个章，每个{free}"
    else:
        width, height = region.right - region.left, region.bottom - region.top
        size = f"宽 {width / _MILLIMETRE:.1f} 毫米、高 {height / _MILLIMETRE:.1f} 毫米"
        reason = f"这一格{size}" if count == 1 else f"要盖 {count} 个章，这一格{size}"
    yield Fault("P06", page, {"caption": stamps[0].name, "page": page, "reason": reason})


def _too_high(page: Page, number: int) -> Iterator[Fault]:
    for cell in _overfull(page.blocks):
        lost = cell.lost if len(cell.lost) <= _QUOTED else f"{cell.lost[:_QUOTED]}…"
        if not lost and not _is_cut_through(cell):
            continue
        said = f"，没有印出“{lost}”" if lost else "，末行只印出上半截"
        where = cell.source or "表格"
        yield Fault("P08", number, {"page": number, "where": where, "lost": said})


def _overfull(blocks: Iterable[PlacedBlock]) -> Iterator[PlacedCell]:
    for block in blocks:
        if isinstance(block, PlacedTable):
            for cell in block.cells:
                if cell.overflow:
                    yield cell
                yield from _overfull(cell.content)


def _is_cut_through(cell: PlacedCell) -> bool:
    """Whether the edge goes through a line of text, so that its feet are missing."""
    bottom = cell.y + cell.height
    marks = (mark for block in cell.content for mark in marks_of(block))
    return any(
        isinstance(mark, Glyphs) and mark.baseline > bottom and not mark.text.isspace()
        for mark in marks
    )


def _pictures(page: Page, number: int) -> Iterator[Fault]:
    for one in sticking_out(page):
        details = {
            "page": number,
            "where": one.where,
            "bound": one.bound,
            "side": one.side,
            "excess": f"{one.excess:.1f}",
        }
        yield Fault("P09", number, details)
