"""Numbers in Word's number formats."""

from __future__ import annotations

import pytest

from formgen.layout.numerals import numeral


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("decimal", {0: "0", 12: "12", -1: "-1"}),
        ("decimalZero", {5: "05", 12: "12", 100: "100"}),
        ("decimalFullWidth", {10: "１０"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 0: "0", 100_000: "100000"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 1994: "mcmxciv", 0: "0"}),
        ("upperRoman", {9: "IX", 40: "XL"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("hex", {26: "1A"}),
        ("numberInDash", {1: "- 1 -"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 51: "51"}),
        ("decimalEnclosedCircleChinese", {10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 21: "21"}),
        ("decimalEnclosedFullstop", {20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("ideographDigital", {10: "一〇", 203: "二〇三"}),
        ("chineseCounting", {1: "一", 10: "十", 21: "二十一", 99: "九十九", 101: "一〇一"}),
        (
            "chineseCountingThousand",
            {
                10: "十",
                11: "十一",
                20: "二十",
                100: "一百",
                105: "一百零五",
                110: "一百一十",
                1001: "一千零一",
                1010: "一千零一十",
                10_000: "一万",
                10_100: "一万零一百",
                100_000: "十万",
                0: "零",
            },
        ),
        ("japaneseCounting", {3: "三", 11: "十一", 100: "百", 110: "百十", 1000: "千"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍", 101: "壹佰零壹"}),
        ("ideographLegalTraditional", {3: "參", 12: "壹拾貳"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 41: "甲辰", 60: "癸亥"}),
        ("chicago", {1: "*", 5: "**"}),
        ("bullet", {3: ""}),
        ("none", {3: ""}),
        ("cardinalText", {3: "3"}),
        ("", {3: "3"}),
    ],
)
def test_numerals(format: str, written: dict[int, str]) -> None:
    assert {value: numeral(value, format) for value in written} == written
