"""Paragraphs of thousands of lines: the work grows with the length, not with its square."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from formgen.layout.model import (
    Break,
    Inline,
    PageModel,
    Paragraph,
    ParagraphLook,
    RunLook,
    Section,
    Text,
)
from formgen.layout.setting import set_pages
from tests.layout.setting.lines_making import book

LOOK = RunLook(latin="仿宋", east_asian="仿宋")


def steps(content: tuple[Inline, ...]) -> int:
    """How many lines of code setting a paragraph takes, every round of a loop included."""
    model = PageModel((Section((Paragraph(ParagraphLook(), content, LOOK),)),))
    count = 0
    fonts = book()

    def note(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        set_pages(model, fonts)
    finally:
        sys.settrace(before)
    return count


def lines(text: str, number: int) -> tuple[Inline, ...]:
    return (Text(text, LOOK), Break("line", LOOK)) * number


@pytest.mark.parametrize("text", ["字", "中a"])
def test_four_times_the_lines_take_four_times_the_steps(text: str) -> None:
    steps(lines(text, 10))  # fonts are opened once
    short, long = steps(lines(text, 300)), steps(lines(text, 1200))
    assert long <= 4 * short
