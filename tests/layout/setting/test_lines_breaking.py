"""Where lines end: counts, kinsoku, hanging punctuation, words, spaces."""

from dataclasses import replace

import pytest

from formgen.layout.model import Break, ParagraphLook, Text
from tests.layout.setting.lines_making import (
    FANGSONG,
    LEFT,
    OFFICIAL,
    glyphs,
    made,
    paragraph,
    texts,
)

BODY = replace(FANGSONG, spacing=-0.3)
TEN = "子" * 10


def test_official_text_has_28_characters_a_line_and_22_lines_a_page() -> None:
    look = ParagraphLook(alignment="both", first_line=32.0)
    lines = made("甲" * (26 + 28 * 21), look=look, run=BODY, width=442.2, grid=OFFICIAL).lines
    assert [len(glyphs(line)[0].text) for line in lines] == [26] + [28] * 21
    assert sum(line.height for line in lines) == pytest.approx(22 * 28.95)
    assert sum(line.height for line in lines) <= 637.75  # the type area: A4 less 37 and 35 mm


def test_a_comma_hangs_behind_the_28th_character() -> None:
    assert texts(made("甲" * 28 + "，" + "乙" * 3, run=BODY, width=442.2)) == [
        "甲" * 28 + "，",
        "乙" * 3,
    ]


@pytest.mark.parametrize("sign", "，。、；：！？")
def test_punctuation_hangs(sign: str) -> None:
    assert texts(made(TEN + sign + "丑")) == [TEN + sign, "丑"]


def test_punctuation_takes_a_character_along_where_hanging_is_off() -> None:
    look = replace(LEFT, hanging_punctuation=False)
    assert texts(made(TEN + "，丑", look=look)) == ["子" * 9, "子，丑"]


def test_punctuation_does_not_hang_behind_a_number() -> None:
    assert texts(made("子" * 8 + "2023，丑")) == ["子" * 8, "2023，丑"]


def test_only_one_mark_hangs() -> None:
    assert texts(made(TEN + "。”丑")) == ["子" * 9, "子。”丑"]
    assert texts(made("子" * 9 + "》。丑")) == ["子" * 9 + "》。", "丑"]


@pytest.mark.parametrize("sign", "）】》”’」』〉〕·～々%％℃")
def test_a_line_does_not_start_with(sign: str) -> None:
    assert texts(made(TEN + sign + "丑")) == ["子" * 9, "子" + sign + "丑"]


@pytest.mark.parametrize("sign", "（【《“‘「『〈〔￥［｛〖")
def test_a_line_does_not_end_with(sign: str) -> None:
    assert texts(made("子" * 9 + sign + "丑丑")) == ["子" * 9, sign + "丑丑"]


def test_without_kinsoku_lines_are_filled() -> None:
    look = replace(LEFT, kinsoku=False, hanging_punctuation=False)
    assert texts(made(TEN + "）丑", look=look)) == [TEN, "）丑"]


@pytest.mark.parametrize("pair", ["……", "——"])
def test_double_signs_stay_together(pair: str) -> None:
    assert texts(made("子" * 9 + pair + "丑")) == ["子" * 9, pair + "丑"]


def test_words_and_numbers_stay_whole() -> None:
    assert texts(made("子" * 8 + "2023年")) == ["子" * 8 + "2023", "年"]
    assert texts(made("子" * 9 + "12345678")) == ["子" * 9, "12345678"]
    assert texts(made("子" * 9 + "10%丑")) == ["子" * 9, "10%丑"]
    assert texts(made("子" * 9 + "“hello”")) == ["子" * 9, "“hello”"]


def test_words_break_anywhere_where_the_paragraph_says_so() -> None:
    look = replace(LEFT, break_words=True)
    first, second = texts(made("子" * 8 + "12345678", look=look))
    assert first == "子" * 8 + "1234"  # 128 + 3.2 + 4 × 8 points
    assert second == "5678"


def test_addresses_stay_whole_and_words_break_behind_hyphens() -> None:
    assert texts(made("子" * 7 + "http://www.a.cn/b")) == ["子" * 7, "http://www.a.cn/b"]
    assert texts(made("子" * 8 + "semi-final and more-over")) == [
        "子" * 8,
        "semi-final and more-",
        "over",
    ]


def test_a_word_longer_than_the_line_is_cut() -> None:
    lines = texts(made("子" + "m" * 40))
    assert lines[0] == "子"
    assert "".join(lines[1:]) == "m" * 40
    assert len(lines) > 2


def test_a_word_as_long_as_the_line_does_not_leave_its_comma_to_the_next() -> None:
    assert texts(made("子子" + "0" * 20 + "，丑", width=160.0)) == ["子子", "0" * 20 + "，", "丑"]
    assert texts(made("0" * 20 + "）丑", width=160.0)) == ["0" * 19, "0）丑"]


def test_spaces_hang_and_start_no_line() -> None:
    assert texts(made(TEN + "    丑丑")) == [TEN, "丑丑"]
    assert texts(made(TEN + "\u3000\u3000丑丑")) == [TEN + "\u3000\u3000", "丑丑"]


def test_no_break_space_keeps_its_neighbours_together() -> None:
    assert texts(made("子" * 9 + "\u00a0丑丑")) == ["子" * 8, "子\u00a0丑丑"]


def test_space_between_scripts_counts() -> None:
    width = 8 * 16 + 3.2 + 4 * 8
    assert texts(made("子" * 8 + "2023丑", width=width)) == ["子" * 8 + "2023", "丑"]
    assert texts(made("子" * 8 + "2023丑", width=width - 0.1)) == ["子" * 8, "2023丑"]
    look = replace(LEFT, auto_space=False)
    assert texts(made("子" * 8 + "2023丑", width=width - 3.2, look=look))[0] == "子" * 8 + "2023"


def test_spacing_behind_the_last_character_need_not_fit() -> None:
    run = replace(FANGSONG, spacing=3.0)
    assert texts(made("子" * 9, run=run, width=8 * 19 - 3)) == ["子" * 8, "子"]
    assert texts(made("子" * 9, run=run, width=8 * 19 - 3.1)) == ["子" * 7, "子子"]


def test_breaks_end_lines() -> None:
    result = made("甲", Break("line", FANGSONG), "乙", Break("page", FANGSONG), "丙")
    assert texts(result) == ["甲", "乙", "丙"]
    assert [line.ends for line in result.lines] == ["", "page", ""]


def test_a_line_break_at_the_end_opens_a_line_and_a_page_break_does_not() -> None:
    assert len(made("甲", Break("line", FANGSONG)).lines) == 2
    alone = made(Break("page", FANGSONG)).lines
    assert [(line.ends, line.marks) for line in alone] == [("page", ())]


@pytest.mark.parametrize("width", [15.0, 40.0, 50.0, 63.0])
def test_spaces_narrower_than_nothing_end_a_line_like_others(width: float) -> None:
    content = ("甲乙丙丁", Text(" ", replace(FANGSONG, spacing=-20.0)))
    assert "".join(texts(made(*content, width=width))) == "甲乙丙丁"


@pytest.mark.parametrize("width", [0.0, -50.0, 3.0])
def test_an_area_too_narrow_takes_a_character_a_line(width: float) -> None:
    assert texts(made("甲乙，丙", width=width)) == ["甲", "乙", "，", "丙"]


def test_characters_that_print_nothing_leave_no_trace() -> None:
    assert texts(made("甲\u200b\u200d乙\ufe00\u00ad丙")) == ["甲乙丙"]
    assert made("\u200b").lines[0].marks == ()


def test_a_character_no_typeface_has_is_named_once_and_not_printed() -> None:
    result = made("甲\U000e0041乙\ue123丙\ue123")
    assert texts(result) == ["甲乙丙"]
    assert [(lost.character, lost.source) for lost in result.missing] == [("\ue123", "正文第1段")]


def test_texts_in_several_looks_break_as_one() -> None:
    small = replace(FANGSONG, size=12.0)
    result = made("子" * 9, Text("，丑丑", small), width=144.0)
    assert texts(result) == ["子" * 9 + "，", "丑丑"]


def test_equal_paragraphs_are_set_alike() -> None:
    assert made("政治面貌") == made("政治面貌")
    assert paragraph("政治面貌") == paragraph("政治面貌")
