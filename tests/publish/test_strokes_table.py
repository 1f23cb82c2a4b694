"""strokes.txt is what its readme says: in order, every character once, counts as headed."""

from __future__ import annotations

from importlib.resources import files

from formgen.publish.strokes.surnames import COMPOUND
from formgen.publish.strokes.table import stroke_table

LINES = [
    line.split(" ")
    for line in (files("formgen.publish.strokes") / "strokes.txt")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_sequences_ascend_under_the_count_they_have() -> None:
    count, last = 0, ""
    for mark, content in LINES:
        if mark == "=":
            assert int(content) > count
            count, last = int(content), ""
        elif mark != "-":
            assert len(mark) == count
            assert set(mark) <= set("12345")
            assert mark > last
            last = mark


def test_every_character_stands_once() -> None:
    characters = "".join(content for mark, content in LINES if mark != "=")
    assert len(set(characters)) == len(characters) == len(stroke_table().places)
    assert "".join(sorted(stroke_table().places, key=stroke_table().places.__getitem__)) == (
        characters
    )


def test_basic_block_is_there_but_for_five_signs_of_measures() -> None:
    basic = {chr(code) for code in range(0x4E00, 0x9FA6)}
    assert "".join(sorted(basic - set(stroke_table().places))) == "兙桛瓰瓱瓼"


def test_compound_surnames_are_of_two_known_characters() -> None:
    assert all(len(surname) == 2 for surname in COMPOUND)
    assert set("".join(COMPOUND)) <= set(stroke_table().places)
