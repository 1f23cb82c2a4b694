"""Dates in any writing people use, and texts that are none."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.collect.collected import Confidence
from formgen.collect.slots import Found, Slot, Use
from formgen.collect.values.dates import composed_date, read_date

from .making import field, read, reading, text, value_of


@pytest.mark.parametrize(
    "typed",
    [
        "1990.05",
        "1990.5",
        "1990年5月",
        "1990 年 5 月",
        "1990-05",
        "1990/5",
        "1990—5",
        "1990、05",
        "1990，5",
        "１９９０．０５",
        "１９９０年５月",
        "199005",
        "一九九〇年五月",
        "一九九零年五月",
        "一九九○年〇五月",
        "1990年5月生",
        "1990.05出生",
        "出生于1990年5月",
        "1990年5月份",
        "1990.05.",
        "1990年五月",
    ],
)
def test_a_month_in_any_writing(typed: str) -> None:
    found = read_date(typed)
    assert found is not None
    assert (found.text, found.guessed, found.dropped) == ("1990.05", False, "")


@pytest.mark.parametrize(
    "typed",
    [
        "2023-12-21",
        "2023.12.21",
        "2023年12月21日",
        "2023 年 12 月 21 日",
        "2023/12/21",
        "20231221",
        "2023年12月21号",
        "二〇二三年十二月二十一日",
        "二〇二三年十二月廿一日",
        "2023-12-21 00:00:00",
        "２０２３－１２－２１",
    ],
)
def test_a_day_in_any_writing(typed: str) -> None:
    found = read_date(typed)
    assert found is not None
    assert found.text == "2023-12-21"


@pytest.mark.parametrize(
    "typed",
    [
        "1990.13",
        "1990.02.30",
        "1990年",
        "May 1990",
        "5月",
        "1990.05-1995.06",
        "1890.05",
        "19900",
        "1990.05至今",
        "1990.05.14.3",
        "二十三年五月",
        "1990.二十十",
        "",
        "1990年5月" * 20,
    ],
)
def test_what_is_no_date_is_not_made_one(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(("typed", "text"), [("90.05", "1990.05"), ("’03年9月", "2003.09")])
def test_a_year_of_two_digits_is_a_guess(typed: str, text: str) -> None:
    found = read_date(typed)
    assert found is not None
    assert (found.text, found.guessed) == (text, True)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_in_chinese_numerals(day: datetime.date) -> None:
    numerals = "〇一二三四五六七八九"
    year = "".join(numerals[int(digit)] for digit in str(day.year))

    def counted(number: int) -> str:
        tens, ones = divmod(number, 10)
        head = "" if not tens else "十" if tens == 1 else numerals[tens] + "十"
        return head + (numerals[ones] if ones else "")

    found = read_date(f"{year}年{counted(day.month)}月{counted(day.day)}日")
    assert found is not None
    assert found.text == day.isoformat()


BORN = field("出生年月", "年月")
SENT = field("报送日期", "日期")


def test_values_are_in_the_tables_writing() -> None:
    values, problems = read(
        [BORN, SENT], reading(text("出生年月", "1990年5月"), text("报送日期", "2024年1月14日"))
    )
    assert [values[name].raw for name in ("出生年月", "报送日期")] == ["1990.05", "2024-01-14"]
    assert {value.confidence for value in values.values()} == {Confidence.HIGH}
    assert not problems


def test_a_day_written_with_a_month_is_kept() -> None:
    values, _ = read([BORN], reading(text("出生年月", "1990.5.14")))
    assert values["出生年月"].raw == "1990-05-14"
    assert str(value_of(BORN, values["出生年月"].raw)) == "1990.05"


def test_a_date_that_is_none_stays_as_typed_for_the_check_to_say() -> None:
    values, problems = read(
        [BORN, SENT], reading(text("出生年月", "90后"), text("报送日期", "2024年1月"))
    )
    assert [value.raw for value in values.values()] == ["90后", "2024年1月"]
    assert not problems


def test_two_digits_and_an_age_are_told() -> None:
    values, problems = read([BORN], reading(text("出生年月", "90.05（33岁）")))
    assert values["出生年月"].raw == "1990.05"
    assert values["出生年月"].confidence is Confidence.LOW
    assert [problem.code for problem in problems] == ["C04"]
    assert "年份只有两位" in problems[0].message
    assert "（33岁）" in problems[0].message


def _numbers(year: str, month: str, day: str) -> list[Found]:
    written = ((Use.YEAR, year), (Use.MONTH, month), (Use.DAY, day))
    return [Found(Slot("报送日期", use), (typed,) if typed else ()) for use, typed in written]


@pytest.mark.parametrize(
    ("year", "month", "day", "raw"),
    [
        ("2024", "1", "14", "2024-01-14"),
        ("二〇二四", "一", "十四", "2024-01-14"),
        ("２０２４", " 01 ", "14", "2024-01-14"),
        ("2024.1.14", "", "", "2024-01-14"),
        ("2024", "1", "", "2024年1月"),
        ("2024", "13", "1", "2024年13月1日"),
        ("", "", "", ""),
        ("", "1", "14", "1月14日"),
    ],
)
def test_numbers_in_the_blanks_of_a_date(year: str, month: str, day: str, raw: str) -> None:
    values, _ = read([SENT], reading(*_numbers(year, month, day)))
    assert values["报送日期"].raw == raw


def test_letters_in_a_blank_make_no_date() -> None:
    assert composed_date("2024", "一月", "O1") is None
