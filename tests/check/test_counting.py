from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.campaign.values import Sections
from formgen.check.counting import characters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("网络文明", 4),
        ("2024年5月28日", 6),
        ("你好，世界！", 6),
        ("“好网民”", 5),
        ("——", 2),
        ("……", 2),
        ("《网络·文明》", 7),
        ("Web 2.0", 2),
        ("Web2.0时代", 3),
        ("3.5%,", 1),
        ("a,b", 1),
        ("a , b", 3),
        ("a, b", 2),
        ("don't", 1),
        ("don’t", 1),
        ("’t", 2),
        ("网 络\n文\t明", 4),
        ("\u3000\u3000首行空两格", 5),
        ("网\u200b络\ufeff", 2),
        ("葛\U000e0100", 1),
        ("ab\u00adcd", 2),
        ("𠮷㛃䶮", 3),
        ("\U000323af", 1),
        ("ＡＢ１２", 4),
        ("①②", 2),
        ("37℃", 2),
        ("№1", 2),
        ("ａ（b）", 4),
        ("(一)", 3),
        ("13900000000", 1),
        ("name@example.com", 1),
        ("http://www.example.com/a?b=c", 1),
    ],
)
def test_what_counts(text: str, count: int) -> None:
    assert characters(text) == count


def test_headings_of_parts_do_not_count() -> None:
    assert characters(Sections({"背景意义": "三个字", "做法": "a b", "成效": ""})) == 5


@given(st.text(alphabet="网，。“·①𠮷Ａ", max_size=60))
def test_chinese_counts_one_each(text: str) -> None:
    assert characters(text) == len(text)


@given(st.lists(st.text(alphabet="ab12.,%-", min_size=1, max_size=8), max_size=20))
def test_words_between_spaces_count_one_each(words: list[str]) -> None:
    assert characters(" ".join(words)) == len(words)
    assert characters("，".join(words)) == len(words) + max(0, len(words) - 1)


@given(st.text(alphabet="网，a1 .\n\u3000’“\u200b", max_size=60))
def test_runs_are_taken_out_as_one_by_one(text: str) -> None:
    """The same as a plain walk over the characters."""
    count, inside = 0, False
    for place, character in enumerate(text):
        apostrophe = character == "’" and all(
            beside.isascii() and beside.isalpha()
            for beside in (text[place - 1 : place] or "，", text[place + 1 : place + 2] or "，")
        )
        word = character in "a1." or apostrophe
        count += (word and not inside) or (character in "网，’“" and not apostrophe)
        inside = word
    assert characters(text) == count
