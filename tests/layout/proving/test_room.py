"""Whether seals fit into a region, against trying every place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from formgen.layout.proving.boxes import Box
from formgen.layout.proving.room import fits, largest_side

REGION = Box(0, 0, 9, 9)


def boxes() -> some.SearchStrategy[list[Box]]:
    corner, size = some.integers(-2, 9), some.integers(1, 4)
    one = some.tuples(corner, corner, size, size)
    return some.lists(one.map(lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3])), max_size=8)


def tried(taken: list[Box], side: int) -> bool:
    """Boxes have whole edges, so a free square can be pushed to whole ones."""
    places = [(x, y) for x in range(10 - side) for y in range(10 - side)]
    return any(
        not any(Box(x, y, x + side, y + side).meets(box) for box in taken) for x, y in places
    )


@settings(max_examples=300, deadline=None)
@given(boxes(), some.integers(1, 9))
def test_one_seal_fits_where_trying_finds_a_place(taken: list[Box], side: int) -> None:
    assert fits(REGION, taken, side) == tried(taken, side)


def test_seals_stand_apart_from_each_other() -> None:
    assert fits(REGION, [], 4.5, 4)
    assert not fits(REGION, [], 4.5, 5)
    assert fits(REGION, [Box(4, 0, 5, 9)], 4, 4)
    assert not fits(REGION, [Box(4, 0, 5, 9)], 4.1, 1)


def test_the_largest_side_is_found() -> None:
    assert abs(largest_side(REGION, [Box(0, 0, 9, 3)], 1, 9) - 6) < 0.01
    assert abs(largest_side(REGION, [], 2, 9) - 4.5) < 0.01
