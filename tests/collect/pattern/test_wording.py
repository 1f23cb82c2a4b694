"""Wordings compared: what people change when they fill in a form, and what they alter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.collect.pattern.wording import Typed, label_of, loose, plain


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("姓　　名", "姓名"),
        ("姓 名：", "姓名"),
        ("姓名:", "姓名"),
        ("Ｅ－ｍａｉｌ", "e-mail"),
        ("“徐州好网民”", '"徐州好网民"'),
        ("（1200字\n以内）", "(1200字以内)"),
        ("姓\u200b名", "姓名"),
    ],
)
def test_the_same_label(typed: str, printed: str) -> None:
    assert label_of(typed) == label_of(printed)


@pytest.mark.parametrize(
    ("one", "other"), [("不超过200字", "不超过300字"), ("1.5", "15"), ("姓名", "性别")]
)
def test_other_wordings(one: str, other: str) -> None:
    assert label_of(one) != label_of(other)
    assert loose(one) != loose(other)


def test_punctuation_is_no_alteration() -> None:
    assert loose("注：1.请打“√”，谢谢。") == loose("注 1、请打√,谢谢")


LINES = st.lists(st.text("ab 　：（①…\u200b年", max_size=8), max_size=4).map(tuple)


@given(LINES)
def test_what_is_compared_leads_back_to_what_was_typed(lines: tuple[str, ...]) -> None:
    typed = Typed.of(lines)
    assert typed.plain == plain("\n".join(lines))
    assert len(typed.starts) == len(typed.plain)
    assert typed.between(0, len(typed.plain)) == typed.text
    for number, character in enumerate(typed.plain):
        assert character in plain(typed.text[typed.starts[number]])


@given(LINES)
def test_lines_begin_and_end_where_they_do(lines: tuple[str, ...]) -> None:
    typed = Typed.of(lines)
    ends, starts, length = set(), {0}, 0
    for line in lines:
        starts.add(length)
        length += len(plain(line))
        ends.add(length)
    assert typed.line_ends == ends
    assert typed.line_starts <= starts | {0}
