"""Rows of the table of benchmarks: medians, goals on both sides of the limit, between processes."""

from __future__ import annotations

import json

import pytest
from benchmarks.rows import Goal, Row, as_json, from_json, markdown_of


def row(*values: float, goal: Goal | None) -> Row:
    return Row("Word", values, goal, "1,000 documents", "×")


@pytest.mark.parametrize(
    ("values", "goal", "reached"),
    [
        ((40.0,), Goal(40), True),
        ((39.9,), Goal(40), False),
        ((1.0, 40.0, 90.0), Goal(40), True),
        ((1.0, 39.0, 90.0), Goal(40), False),
        ((1.2,), Goal(1.2, least=False), True),
        ((1.21,), Goal(1.2, least=False), False),
        ((0.0,), None, True),
    ],
)
def test_the_median_is_held_against_the_goal(
    values: tuple[float, ...], goal: Goal | None, reached: bool
) -> None:
    assert row(*values, goal=goal).reached is reached


def test_a_row_says_median_range_rounds_goal_and_whether_it_is_reached() -> None:
    cells = row(44.04, 41.0, 52.5, goal=Goal(40)).cells()
    assert cells == ("Word", "44.0 ×", "41.0–52.5", "3", "≥ 40 ×", "reached", "1,000 documents")
    assert row(39.0, goal=Goal(40)).cells()[2:6] == ("", "1", "≥ 40 ×", "missed")
    assert row(39.0, goal=None).cells()[4:6] == ("", "")


@pytest.mark.parametrize("goal", [Goal(1.2, least=False), None])
def test_a_row_is_the_same_after_it_went_from_one_process_to_another(goal: Goal | None) -> None:
    sent = row(1.0, 2.0, goal=goal)
    assert from_json(json.loads(json.dumps(as_json(sent)))) == sent


def test_markdown_has_a_line_for_each_row() -> None:
    lines = markdown_of([row(1.0, goal=None), row(2.0, goal=Goal(3))]).splitlines()
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {8}
    assert "missed" in lines[3]
