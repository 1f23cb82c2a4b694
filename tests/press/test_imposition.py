"""Papers on sheets: cases counted by hand."""

from __future__ import annotations

import pytest

from formgen.press.imposition import BLANK, Paper, Side, impose


def paper(pages: int, *, duplex: bool, copies: int = 1) -> Paper:
    return Paper("梁书远", "申报表", pages, duplex, copies, "1")


def short(sides: tuple[Side, ...]) -> str:
    """i1 an index page, a1 page 1 of the first paper, a1' of its second copy, - a blank."""
    return " ".join(map(_short, sides))


def _short(side: Side) -> str:
    if side.page is None:
        return "-"
    head = "i" if side.paper is None else "abc"[side.paper]
    return f"{head}{side.page + 1}{chr(39) * side.copy}"


def test_a_set_on_one_side_has_no_blanks() -> None:
    imposed = impose([paper(3, duplex=False), paper(1, duplex=False, copies=2)], 1)
    assert short(imposed.sides) == "i1 a1 a2 a3 b1 b1'"
    assert (imposed.duplex, imposed.sheets, imposed.first_sides) == (False, 6, (1, 4))


def test_every_paper_and_every_copy_of_a_duplex_set_begins_on_a_front() -> None:
    imposed = impose([paper(3, duplex=True, copies=2), paper(2, duplex=True)], 1)
    assert short(imposed.sides) == "i1 - a1 a2 a3 - a1' a2' a3' - b1 b2"
    assert (imposed.duplex, imposed.sheets, imposed.first_sides) == (True, 6, (2, 10))


def test_an_even_index_needs_no_blank_back() -> None:
    assert short(impose([paper(1, duplex=True)], 2).sides) == "i1 i2 a1 -"


def test_a_paper_for_one_side_keeps_its_backs_blank_in_a_duplex_set() -> None:
    imposed = impose([paper(2, duplex=False), paper(2, duplex=True)], 0)
    assert short(imposed.sides) == "a1 - a2 - b1 b2"
    assert (imposed.sheets, imposed.first_sides) == (3, (0, 4))


def test_the_last_odd_side_has_a_back_as_well() -> None:
    imposed = impose([paper(1, duplex=True)], 0)
    assert imposed.sides == (Side(0, 0, 0), BLANK)
    assert imposed.sheets == 1


@pytest.mark.parametrize(("page", "side"), [(0, 2), (1, 4), (2, 6)])
def test_a_page_is_found_between_its_blanks(page: int, side: int) -> None:
    imposed = impose([paper(2, duplex=True), paper(3, duplex=False)], 0)
    assert imposed.side_of(1, page) == side
    assert imposed.sides[side] == Side(1, page, 0)


@pytest.mark.parametrize("page", [-1, 3])
def test_a_page_the_paper_lacks_is_on_no_side(page: int) -> None:
    with pytest.raises(ValueError, match="no page"):
        impose([paper(3, duplex=False)], 0).side_of(0, page)


def test_sheets_of_a_paper_are_those_of_all_copies() -> None:
    papers = [paper(3, duplex=True, copies=3), paper(3, duplex=False, copies=2)]
    imposed = impose(papers, 1)
    assert [imposed.sheets_of(0), imposed.sheets_of(1)] == [6, 6]
    assert imposed.sheets == 1 + 6 + 6
    assert impose(papers[1:], 1).sheets_of(0) == 6


def test_no_papers_make_no_set_not_even_an_index() -> None:
    imposed = impose([], 1)
    assert (imposed.sides, imposed.sheets, imposed.index_pages) == ((), 0, 0)


@pytest.mark.parametrize(("pages", "copies"), [(0, 1), (1, 0)])
def test_a_paper_without_pages_or_copies_is_none(pages: int, copies: int) -> None:
    with pytest.raises(ValueError, match="pages and copies"):
        paper(pages, duplex=False, copies=copies)


def test_fewer_than_no_index_pages_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 index pages"):
        impose([paper(1, duplex=False)], -1)
