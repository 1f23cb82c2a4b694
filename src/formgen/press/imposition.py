"""Papers with their page counts → the sides of the sheets they are printed on, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a set: a form, a list."""

    subject: str
    """Whom it is of: a person, a unit; may be empty."""
    document: str
    """Which kind of paper: 申报表."""
    pages: int
    """Of one copy, at least 1."""
    duplex: bool
    """Whether its own pages are printed on both sides of a sheet."""
    copies: int = 1
    number: str = ""
    """序号 in the set; empty for a list, which stands for itself."""
    note: str = ""
    """What the list of seals says beside it, such as the code in its foot."""

    def __post_init__(self) -> None:
        if self.pages < 1 or self.copies < 1:
            raise ValueError(f"a paper has pages and copies: {self}")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet. Of the index where only `paper` is None; of nothing where both are."""

    paper: int | None
    """Place in the papers, from 0."""
    page: int | None
    """In the paper or the index, from 0."""
    copy: int
    """Which copy of the paper, from 0."""

    @property
    def blank(self) -> bool:
        """Whether it is a back on which nothing is printed."""
        return self.page is None


BLANK = Side(None, None, 0)


@dataclass(frozen=True, slots=True)
class Imposition:
    """A set imposed: what stands on each side, in the order of printing."""

    papers: tuple[Paper, ...]
    index_pages: int
    sides: tuple[Side, ...]
    first_sides: tuple[int, ...]
    """The index in `sides` of each paper's first page, of its first copy."""
    duplex: bool
    """Whether the set is printed on both sides."""

    @property
    def sheets(self) -> int:
        """Sheets of paper the whole set takes."""
        return len(self.sides) // 2 if self.duplex else len(self.sides)

    def side_of(self, paper: int, page: int) -> int:
        """The index in `sides` of a page, from 0, of a paper's first copy.

        Raises:
            ValueError: the paper has no such page.
        """
        asked = self.papers[paper]
        if not 0 <= page < asked.pages:
            raise ValueError(f"no page {page} in {asked}")
        return self.first_sides[paper] + page * _step(asked, self.duplex)

    def sheets_of(self, paper: int) -> int:
        """Sheets that a paper takes with all its copies."""
        asked = self.papers[paper]
        sides = _sides_of_copy(asked, self.duplex) * asked.copies
        return sides // 2 if self.duplex else sides


def impose(papers: Sequence[Paper], index_pages: int) -> Imposition:
    """Lay papers out on sheets, the index before them, copies one after the other.

    A set without duplex papers is printed on one side: every page is a sheet, there are no
    blanks. With any duplex paper in it the whole set is printed on both sides, since a printer
    takes one setting for a job. Then the index, every paper and every copy begin on a front; a
    duplex paper and the index end on a back, which is blank after an odd page; any other paper
    has a blank back behind each page. So the number of sides is even, and a set that is printed
    several times begins on a front each time.

    No papers make no set: no sides and no index.

    Raises:
        ValueError: a negative number of index pages.
    """
    if index_pages < 0:
        raise ValueError(f"{index_pages} index pages")
    duplex = any(paper.duplex for paper in papers)
    pages = index_pages if papers else 0
    index = [*_index(pages, duplex)]
    copies = (
        side
        for number, paper in enumerate(papers)
        for copy in range(paper.copies)
        for side in _copy(number, paper, copy, duplex)
    )
    lengths = (_sides_of_copy(paper, duplex) * paper.copies for paper in papers)
    firsts = tuple(accumulate(lengths, initial=len(index)))[:-1]
    return Imposition(tuple(papers), pages, (*index, *copies), firsts, duplex)


def _index(pages: int, duplex: bool) -> Iterator[Side]:
    yield from (Side(None, page, 0) for page in range(pages))
    if duplex and pages % 2:
        yield BLANK


def _copy(number: int, paper: Paper, copy: int, duplex: bool) -> Iterator[Side]:
    backs = _step(paper, duplex) - 1
    for page in range(paper.pages):
        yield Side(number, page, copy)
        yield from [BLANK] * backs
    if paper.duplex and paper.pages % 2:
        yield BLANK


def _step(paper: Paper, duplex: bool) -> int:
    """Sides from one page of a paper to its next."""
    return 2 if duplex and not paper.duplex else 1


def _sides_of_copy(paper: Paper, duplex: bool) -> int:
    sides = paper.pages * _step(paper, duplex)
    return sides + sides % 2 if duplex else sides
