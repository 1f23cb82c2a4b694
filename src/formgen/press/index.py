"""A set imposed → the rows of its index, and the index printed with its own pages counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formgen.press.imposition import Imposition, Paper, impose
from formgen.problems import TemplateError

_ROUNDS = 3
"""One to learn how many pages an index has, one with the right numbers, one for another line."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What the index says of one paper."""

    number: str
    subject: str
    document: str
    first_page: int
    """In the whole set, from 1, as printers and viewers count; of the first copy."""
    pages: int
    """Of one copy, without blank backs."""
    copies: int
    sheets: int
    """Of all copies."""


@dataclass(frozen=True, slots=True)
class SetName:
    """What a set is called on its index and its list of seals."""

    name: str
    """The unit's name, or the chosen list's."""
    campaign: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A set imposed behind an index that says so."""

    imposition: Imposition
    index: bytes
    """The index as a PDF; empty where there is none."""


def index_rows(imposition: Imposition) -> list[IndexRow]:
    """A row for each paper of a set, in order."""
    return [
        IndexRow(
            paper.number,
            paper.subject,
            paper.document,
            imposition.first_sides[place] + 1,
            paper.pages,
            paper.copies,
            imposition.sheets_of(place),
        )
        for place, paper in enumerate(imposition.papers)
    ]


def set_words(name: SetName, imposition: Imposition) -> dict[str, object]:
    """What a template sees of a set as 册; 页数 counts blank backs, as a printer does."""
    return {
        "名称": name.name,
        "活动": name.campaign,
        "双面": imposition.duplex,
        "页数": len(imposition.sides),
        "张数": imposition.sheets,
        "份数": sum(paper.copies for paper in imposition.papers),
    }


def index_context(name: SetName, imposition: Imposition) -> dict[str, object]:
    """What the template of the index sees: 册 and 行."""
    return {
        "册": set_words(name, imposition),
        "行": [_words(row) for row in index_rows(imposition)],
    }


def _words(row: IndexRow) -> dict[str, object]:
    return {
        "序号": row.number,
        "名称": row.subject,
        "文书": row.document,
        "页码": row.first_page,
        "页数": row.pages,
        "份数": row.copies,
        "张数": row.sheets,
    }


def settled(
    papers: Sequence[Paper],
    render: Callable[[Imposition], tuple[bytes, int]],
    guess: int = 1,
) -> Settled:
    """Print the index until it has the pages its own page numbers reckon with.

    `render` gives an index as a PDF and its number of pages. It is not asked where there are
    no papers.

    Raises:
        TemplateError: the number of pages never settles.
    """
    if not papers:
        return Settled(impose(papers, 0), b"")
    for _ in range(_ROUNDS):
        imposition = impose(papers, guess)
        content, pages = render(imposition)
        if pages == guess:
            return Settled(imposition, content)
        guess = pages
    raise TemplateError(
        "打印目录的页数定不下来：页码一变，目录就多出或少掉一页",
        hint="请在模板“打印目录.docx”里加宽“页码”一列，让页码不换行",
    )
