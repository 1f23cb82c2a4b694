from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.plan.paths import distinct, safe_name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_becomes_one_path_component(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('\\/:*?"<>|\n\r\t\0')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert Path(safe).name == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("张三", "张三"),
        ("阿尔娜·别克", "阿尔娜·别克"),
        ('A/B:"甲"?', "A／B：＂甲＂？"),
        ("甲\n乙", "甲 乙"),
        ("CON", "_CON"),
        ("..", "_"),
        ("", "_"),
        ("䶮𠮷", "䶮𠮷"),
    ],
)
def test_a_name_stays_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_between_characters() -> None:
    safe = safe_name("𠮷" * 100)
    assert safe.endswith("…")
    assert set(safe) == {"𠮷", "…"}


def test_equal_names_are_told_apart() -> None:
    assert distinct(["A", "a", "b", "A"]) == ["A", "a_2", "b", "A_3"]


@given(st.lists(st.sampled_from(["甲", "甲_2", "乙"]), max_size=8))
def test_no_two_files_share_a_name(names: list[str]) -> None:
    assert len(set(distinct(names))) == len(names)


def test_characters_newer_than_this_python_stay() -> None:
    assert safe_name("王\U000323b0\u200b") == "王\U000323b0"
