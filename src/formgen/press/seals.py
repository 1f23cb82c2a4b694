"""A set imposed and the places to be stamped → the rows of the list of seals, and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from formgen.press.imposition import Imposition
from formgen.press.index import SetName, set_words

_BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class SealPlace:
    """A place on a paper that is to be stamped."""

    page: int | None
    """In the paper, from 0; None where it is not known on which page the place stands."""
    label: str
    """As printed: 推荐单位意见."""
    stamps: tuple[str, ...]
    """Whose seals, from left to right."""


@dataclass(frozen=True, slots=True)
class SealRow:
    """What the list of seals says of one place."""

    number: str
    subject: str
    document: str
    place: str
    stamps: tuple[str, ...]
    count: int
    """Seals to be set there, on all copies together."""
    page: int | None
    """In the whole set, from 1; of the first copy."""
    copies: int
    note: str = ""


def seal_rows(imposition: Imposition, found: Sequence[Sequence[SealPlace]]) -> list[SealRow]:
    """A row for each place to be stamped, paper by paper; `found` has the places of each paper.

    Raises:
        ValueError: `found` is not of these papers, or a page is not in its paper.
    """
    if len(found) != len(imposition.papers):
        raise ValueError(f"places of {len(found)} papers, imposed {len(imposition.papers)}")
    return [
        row
        for number, places in enumerate(found)
        for row in _paper_rows(imposition, number, places)
    ]


def _paper_rows(
    imposition: Imposition, number: int, places: Sequence[SealPlace]
) -> Iterator[SealRow]:
    paper = imposition.papers[number]
    for place in places:
        yield SealRow(
            paper.number,
            paper.subject,
            paper.document,
            place.label,
            place.stamps,
            len(place.stamps) * paper.copies,
            None if place.page is None else imposition.side_of(number, place.page) + 1,
            paper.copies,
            paper.note,
        )


def seals_context(
    name: SetName, imposition: Imposition, rows: Sequence[SealRow]
) -> dict[str, object]:
    """What the template of the list of seals sees: 册, 行 and 合计.

    枚数 counts every copy, so that the column adds up to its sum.
    """
    return {
        "册": set_words(name, imposition),
        "行": [_words(row) for row in rows],
        "合计": {
            "枚数": sum(row.count for row in rows),
            "张数": imposition.sheets,
            "页数": len(imposition.sides),
        },
    }


def _words(row: SealRow) -> dict[str, object]:
    return {
        "序号": row.number,
        "名称": row.subject,
        "文书": row.document,
        "位置": row.place,
        "印章": _BETWEEN.join(row.stamps),
        "枚数": row.count,
        "页码": "" if row.page is None else row.page,
        "份数": row.copies,
        "备注": row.note,
    }
