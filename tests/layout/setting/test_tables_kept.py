"""Rows that stay with what follows: the last rows of a table go to the next page, the others stay.

The text area holds fifteen lines; a row is a line of 20 points and a rule of one.
"""

from __future__ import annotations

from formgen.layout.model import Row, Table
from tests.layout.setting.page_making import (
    across,
    cell,
    lines,
    many,
    names,
    pages_of,
    row,
    table,
    tables_of,
    text,
    tops,
)

ONE = (100.0,)


def kept(name: str, **known: bool) -> Row:
    """A row that stays with what follows."""
    return row(cell(text(name, keep_next=True)), **known)


def plain(first: int, last: int) -> list[Row]:
    """Rows r1, r2 … that keep nothing."""
    return [row(f"r{number}") for number in range(first, last + 1)]


def one_column(*rows: Row) -> Table:
    return table(*rows, columns=ONE)


def test_the_last_row_goes_with_what_follows_where_that_does_not_fit() -> None:
    made = one_column(*plain(1, 3), kept("k"))
    (fitting,) = names(pages_of(*lines(9), made, text("z")))
    first, second = names(pages_of(*lines(10), made, text("z")))
    assert fitting[9:] == ["r1", "r2", "r3", "k", "z"]
    assert (first[10:], second) == (["r1", "r2", "r3"], ["k", "z"])


def test_all_rows_at_the_end_that_stay_together_go() -> None:
    made = one_column(*plain(1, 3), kept("k1"), kept("k2"))
    first, second = names(pages_of(*lines(9), made, text("z")))
    assert (first[9:], second) == (["r1", "r2", "r3"], ["k1", "k2", "z"])


def test_a_row_that_does_not_stay_parts_those_above_it_from_the_end() -> None:
    made = one_column(kept("k1"), *plain(1, 2), kept("k2"))
    first, second = names(pages_of(*lines(10), made, text("z")))
    assert (first[10:], second) == (["k1", "r1", "r2"], ["k2", "z"])


def test_rows_kept_go_where_only_they_do_not_fit() -> None:
    made = one_column(*plain(1, 3), kept("k1"), kept("k2"))
    first, second = names(pages_of(*lines(10), made, text("z")))
    assert (first[10:], second) == (["r1", "r2", "r3"], ["k1", "k2", "z"])


def test_a_long_table_fills_the_page_before_its_kept_rows() -> None:
    made = one_column(*plain(1, 15), kept("k"))
    first, second = names(pages_of(*lines(5), made, text("z")))
    assert (first[-1], second) == ("r9", [*(f"r{n}" for n in range(10, 16)), "k", "z"])


def test_rows_on_a_page_of_their_own_still_go_with_what_follows() -> None:
    first, second = names(pages_of(one_column(*plain(1, 13), kept("k")), text("z")))
    assert (first[-1], second) == ("r13", ["k", "z"])


def test_a_table_all_of_whose_rows_stay_goes_whole() -> None:
    made = one_column(*(kept(f"k{number}") for number in range(4)))
    first, second = names(pages_of(*lines(10), made, text("z")))
    assert (first[10:], second) == ([], ["k0", "k1", "k2", "k3", "z"])


def test_head_rows_go_with_the_rows_below() -> None:
    made = one_column(row("H", header=True), kept("k1"), kept("k2"))
    first, second = names(pages_of(*lines(11), made, text("z")))
    assert (first[11:], second) == ([], ["H", "k1", "k2", "z"])


def test_head_rows_stay_and_are_repeated_where_other_rows_stay() -> None:
    made = one_column(row("H", header=True), row("r"), kept("k"))
    first, second = names(pages_of(*lines(11), made, text("z")))
    assert (first[11:], second) == (["H", "r"], ["H", "k", "z"])


def test_a_heading_stays_with_the_rows_that_stay() -> None:
    made = one_column(*plain(1, 2), kept("k"))
    first, second = names(pages_of(*lines(10), text("h", keep_next=True), made, text("z")))
    assert (first[10:], second) == (["h", "r1", "r2"], ["k", "z"])


def test_rows_higher_than_a_page_with_what_follows_begin_a_page_and_go_on() -> None:
    rows = [*plain(1, 2), *(kept(f"k{number}") for number in range(20))]
    pages = names(pages_of(*lines(5), one_column(*rows), text("z")))
    assert [page[0] for page in pages] == ["p0", "k0", "k14"]
    assert (pages[0][5:], pages[2][-1]) == (["r1", "r2"], "z")


def test_what_begins_another_page_leaves_the_rows_where_they_are() -> None:
    made = one_column(*plain(1, 3), kept("k"))
    first, second = names(pages_of(*lines(10), made, text("z", page_break_before=True)))
    assert (first[10:], second) == (["r1", "r2", "r3", "k"], ["z"])


def test_a_heading_does_not_leave_the_page_for_what_begins_another() -> None:
    heading = text("h", keep_next=True)
    first, second = names(pages_of(*lines(14), heading, text("z", page_break_before=True)))
    assert (first[14:], second) == (["h"], ["z"])


def test_the_last_row_of_a_document_stays() -> None:
    (page,) = names(pages_of(*lines(11), one_column(*plain(1, 2), kept("k"))))
    assert page[11:] == ["r1", "r2", "k"]


def test_a_row_that_stays_with_the_next_is_not_cut_inside() -> None:
    whole = row(cell(many(4, keep_next=True)))
    first, second = names(pages_of(*lines(10), one_column(row("r"), whole, row("s"))))
    assert (first[10:], second) == (["r"], ["m0", "m1", "m2", "m3", "s"])


def test_a_row_that_stays_with_the_next_is_cut_if_higher_than_a_page() -> None:
    high = row(cell(many(20, keep_next=True)))
    first, second = names(pages_of(one_column(high, row("s"))))
    assert (first[-1], second) == ("m13", [*(f"m{n}" for n in range(14, 20)), "s"])


def test_both_parts_are_closed_by_rules_and_a_spanning_cell_is_cut_with_them() -> None:
    tall = cell(many(4), row_span=4)
    rows = [row(tall, cell("a", column=1)), row(cell("b", column=1))]
    rows += [row(cell(text(name, keep_next=True), column=1)) for name in ("c", "d")]
    # A row stays with the next if its own first cell asks for it; the spanning one is row 1's.
    first, second = pages_of(*lines(10), table(*rows), text("z")).pages
    assert [name for name in tops(first) if name[0] != "p"] == ["m0", "m1", "a", "b"]
    assert list(tops(second)) == ["m2", "m3", "c", "d", "z"]
    assert across(first)[-1][0] == 292.5
    assert across(second)[0][0] == 50.5
    flags = [(one.continued, one.continues) for one in tables_of(first)[0].cells[:1]]
    assert flags == [(True, False)]
