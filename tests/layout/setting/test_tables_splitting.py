"""Tables that go on on the next page: between rows, inside rows, with their head rows."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from formgen.layout.model import Row, RowHeight, Table
from formgen.layout.pages import Glyphs, all_marks
from tests.layout.setting.page_making import (
    PAPER,
    across,
    cell,
    lines,
    many,
    names,
    pages_of,
    row,
    section,
    table,
    tables_of,
    text,
    tops,
    upright,
)


def test_a_row_is_cut_between_lines_and_closed_on_both_pages() -> None:
    made = table(row(cell(*lines(8, "a")), cell(many(8), column=1)))
    first, second = pages_of(*lines(10), made, text("z")).pages
    assert [name for name in names(pages_of(*lines(10), made))[0] if name[0] == "m"] == [
        "m0",
        "m1",
        "m2",
        "m3",
    ]
    assert tops(first)["a3"] == 311.0
    assert [one[0] for one in across(first)] == [250.5, 331.5]
    assert tops(second) == {
        "a4": 51.0, "m4": 51.0, "a5": 71.0, "m5": 71.0,
        "a6": 91.0, "m6": 91.0, "a7": 111.0, "m7": 111.0, "z": 132.0,
    }  # fmt: skip
    assert [one[0] for one in across(second)] == [50.5, 131.5]
    flags = [
        (one.continues, one.continued)
        for page in (first, second)
        for one in tables_of(page)[0].cells
    ]
    assert flags == [(False, True), (False, True), (True, False), (True, False)]


def test_lines_in_cells_are_cut_one_by_one() -> None:
    made = table(row("s", cell(many(3, widow_control=True), column=1)))
    assert names(pages_of(*lines(13), made))[1] == ["m1", "m2"]


def test_a_row_of_which_nothing_fits_moves() -> None:
    made = table(row("a", "b"), row("c", "d"))
    assert names(pages_of(*lines(14), made))[1] == ["a", "b", "c", "d"]


def test_a_row_moves_if_one_cell_has_no_line_that_fits() -> None:
    tall = text("t", space_before=30.0)
    made = table(row(cell(*lines(3, "a")), cell(tall, column=1)))
    assert "a0" in names(pages_of(*lines(13), made))[1]


def test_a_row_that_may_not_be_cut_moves_whole() -> None:
    made = table(row(cell(*lines(8, "a")), cant_split=True), columns=(100.0,))
    assert names(pages_of(*lines(10), made))[1] == [f"a{number}" for number in range(8)]


def test_a_row_that_may_not_be_cut_is_cut_if_higher_than_a_page() -> None:
    made = table(row(cell(*lines(20, "a")), cant_split=True), columns=(100.0,))
    assert [len(page) for page in names(pages_of(*lines(10), made))] == [10, 14, 6]


def test_a_row_is_cut_only_where_its_least_height_fits() -> None:
    fits = table(row(cell(*lines(6, "a")), height=RowHeight("at_least", 50.0)), columns=(100.0,))
    moves = table(row(cell(*lines(6, "a")), height=RowHeight("at_least", 70.0)), columns=(100.0,))
    assert names(pages_of(*lines(12), fits))[1][0] == "a2"
    assert names(pages_of(*lines(12), moves))[1][0] == "a0"


@pytest.mark.parametrize("rule", ["at_least", "exact"])
def test_a_row_asked_to_be_higher_than_the_page_gets_the_page(rule: str) -> None:
    height = RowHeight(rule, 900.0)  # type: ignore[arg-type]
    pages = pages_of(table(row("a", height=height), row("b"), columns=(100.0,)))
    assert names(pages) == [["a"], ["b"]]


def test_head_rows_are_repeated_as_artifacts() -> None:
    rows = [row("H", header=True), *(row(f"r{number}") for number in range(20))]
    pages = pages_of(*lines(10), table(*rows, columns=(100.0,)))
    assert [page[10 if not number else 0 :] for number, page in enumerate(names(pages))] == [
        ["H", "r0", "r1", "r2"],
        ["H", *(f"r{number}" for number in range(3, 16))],
        ["H", "r16", "r17", "r18", "r19"],
    ]
    repeated = [
        block.artifact for page in pages.pages for block in tables_of(page)[0].cells[0].content
    ]
    assert repeated == [False, True, True]


def test_head_rows_do_not_stay_alone() -> None:
    rows = [row("H", header=True), row(cell(*lines(3, "a")), cant_split=True)]
    assert names(pages_of(*lines(13), table(*rows, columns=(100.0,))))[1][0] == "H"


def test_head_rows_that_would_fill_the_page_are_not_repeated() -> None:
    rows = [row(cell(*lines(9, "H")), header=True), *(row(f"r{n}") for n in range(9))]
    assert "H0" not in names(pages_of(table(*rows, columns=(100.0,))))[1]


def test_head_rows_are_not_repeated_without_the_rows_they_reach_into() -> None:
    tall = cell(*lines(3, "H"), row_span=2)
    rows = [row(tall, cell("h", column=1), header=True), row(cell("i", column=1))]
    rows += [row(f"r{number}", "s") for number in range(20)]
    assert "H0" not in names(pages_of(table(*rows)))[1]


def test_a_spanning_cell_is_cut_where_the_rows_are() -> None:
    tall = cell(many(7), row_span=7)
    rows = [
        row(tall, cell("b0", column=1)),
        *(row(cell(f"b{number}", column=1)) for number in range(1, 7)),
        row("y", "z"),
    ]
    first, second = pages_of(*lines(11), table(*rows)).pages
    assert [name for name in tops(first) if name[0] != "p"] == [
        "m0", "m1", "m2", "b0", "b1", "b2",
    ]  # fmt: skip
    assert tops(second) == {
        "m3": 51.0, "m4": 71.0, "m5": 91.0, "m6": 111.0,
        "b3": 51.0, "b4": 72.0, "b5": 93.0, "b6": 114.0, "y": 135.0, "z": 135.0,
    }  # fmt: skip
    above = tables_of(first)[0].cells[0]
    below = next(one for one in tables_of(second)[0].cells if one.continues)
    assert (above.continued, above.height, above.row_span) == (True, 63.0, 3)
    assert (below.row, below.height, below.row_span) == (3, 84.0, 4)
    assert [one.row for one in tables_of(second)[0].cells] == [3, 3, 4, 5, 6, 7, 7]
    assert (50.0, 50.0, 156.0) in upright(second)


def test_what_a_spanning_cell_has_left_still_gets_its_height() -> None:
    tall = cell(many(9), row_span=4)
    rows = [row(tall, cell("b0", column=1))]
    rows += [row(cell(f"b{number}", column=1)) for number in range(1, 4)]
    second = pages_of(*lines(12), table(*rows), text("z")).pages[1]
    found = tops(second)
    assert (found["m2"], found["m8"], found["z"]) == (51.0, 171.0, 192.0)


def test_rows_kept_with_the_next_move_together() -> None:
    kept = [row(cell(text(f"a{number}", keep_next=True))) for number in range(2)]
    rows = [row("x"), *kept, row("b"), row("c")]
    assert names(pages_of(*lines(11), table(*rows, columns=(100.0,))))[1] == ["a0", "a1", "b", "c"]


def test_rows_all_kept_take_the_heading_along_and_end() -> None:
    rows = [row(cell(text(f"a{number}", keep_next=True))) for number in range(5)]
    pages = pages_of(
        *lines(10), text("H", keep_next=True), table(*rows, columns=(100.0,)), text("z")
    )
    assert names(pages)[1] == ["H", "a0", "a1", "a2", "a3", "a4", "z"]
    many_rows = [row(cell(text(f"a{number}", keep_next=True))) for number in range(40)]
    assert len(pages_of(table(*many_rows, columns=(100.0,))).pages) == 3


def test_a_table_in_a_cell_is_cut_with_it() -> None:
    inner = table(*(row(f"r{number}") for number in range(6)), columns=(60.0,))
    pages = pages_of(*lines(10), table(row(cell(inner)), columns=(100.0,)))
    assert names(pages)[1] == ["r4", "r5"]


def test_thousands_of_rows_all_come_once() -> None:
    rows = [row(f"r{number}") for number in range(2_000)]
    pages = pages_of(table(*rows, columns=(100.0,)))
    found = [name for page in names(pages) for name in page]
    assert found == [f"r{number}" for number in range(2_000)]


def test_a_page_lower_than_a_line_gets_one_line_each() -> None:
    paper = replace(PAPER, height=110.0)
    made = table(row(cell(*lines(3, "a")), cell(*lines(2, "b"), column=1)), row("c"))
    pages = pages_of(section(made, page=paper))
    assert sorted(name for page in names(pages) for name in page) == [
        "a0", "a1", "a2", "b0", "b1", "c",
    ]  # fmt: skip


def _random_table(dice: Random) -> tuple[Table, list[str]]:
    """A table of up to three columns and eight rows, and the texts in it."""
    columns, count = dice.randint(1, 3), dice.randint(1, 8)
    covered, texts, rows = [0] * columns, list[str](), list[Row]()
    for number in range(count):
        cells = []
        for column in range(columns):
            if covered[column]:
                covered[column] -= 1
                continue
            span = min(dice.choice([1, 1, 1, 2, 3]), count - number)
            covered[column] = span - 1
            own = [f"{number}.{column}.{line}" for line in range(dice.choice([0, 1, 2, 5, 18]))]
            texts += own
            space = dice.choice([0.0, 0.0, 30.0])
            blocks = [text(one, space_before=space, keep_next=dice.random() < 0.2) for one in own]
            cells.append(cell(*blocks, column=column, row_span=span))
        height = RowHeight(dice.choice(["auto", "at_least"]), dice.choice([10.0, 60.0, 500.0]))
        rows.append(row(*cells, cant_split=dice.random() < 0.3, height=height))
    return table(*rows, columns=(300.0,) * columns), texts


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_printed_twice_or_below_the_text_area(seed: int) -> None:
    dice = Random(seed)
    made, texts = _random_table(dice)
    paper = replace(PAPER, height=dice.choice([400.0, 200.0]))
    pages = pages_of(section(*lines(dice.randint(0, 14)), made, text("z"), page=paper))
    found = [mark for page in pages.pages for mark in all_marks(page) if isinstance(mark, Glyphs)]
    assert sorted(one.text for one in found if "." in one.text) == sorted(texts)
    assert max(one.baseline + 4.0 for one in found) <= paper.height - 50.0 + 0.1
