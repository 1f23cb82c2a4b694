from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.tables.number_format import BUILT_IN, FormatError, format_number, is_date_format
from tests.conftest import Converter
from tests.tables.making import new_sheet

MAY_1990 = 32994
"""1990-05-01 as Excel counts days from 1900."""


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (7, "General", "7"),
        (-0.5, "General", "-0.5"),
        (0.1 + 0.2, "General", "0.3"),
        (110105194912, "General", "110105194912"),
        (123456789012345, "General", "123456789012345"),
        (1990.05, "General", "1990.05"),
        (7, "000", "007"),
        (7, "000000", "000007"),
        (12345678, "000000", "12345678"),
        (1.005, "0.00", "1.01"),
        (-3.5, "0", "-4"),
        (1990.1, "0.00", "1990.10"),
        (1234567.891, "#,##0", "1,234,568"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999, "#,##0", "999"),
        (7, "0,000", "0,007"),
        (0.5, "#.##", ".5"),
        (0.5, "0.0#", "0.5"),
        (12, ".00", "12.00"),
        (0.126, "0%", "13%"),
        (0.126, "0.00%", "12.60%"),
        (1234567, "0.0,", "1234.6"),
        (5, '0"人"', "5人"),
        (5, '"第"0"名"', "第5名"),
        (5, "0\\人", "5人"),
        (5, "0人", "5人"),
        (199005, '0000"年"00"月"', "1990年05月"),
        (19900138000, "000-0000-0000", "199-0013-8000"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"无"', "无"),
        (-5, "0.00;[Red]-0.00", "-5.00"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (19900138000, "@", "19900138000"),
        (7, 'General"元"', "7元"),
    ],
)
def test_numbers_as_excel_shows_them(value: float, code: str, text: str) -> None:
    assert format_number(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (MAY_1990, "yyyy.mm", "1990.05"),
        (MAY_1990, "yyyy.m", "1990.5"),
        (MAY_1990, "yyyy-mm-dd", "1990-05-01"),
        (MAY_1990, "yyyy\\.mm\\.dd", "1990.05.01"),
        (MAY_1990, 'yyyy"年"m"月"', "1990年5月"),
        (MAY_1990, 'yyyy"年"m"月";@', "1990年5月"),
        (MAY_1990, '[$-804]yyyy"年"m"月"d"日";@', "1990年5月1日"),
        (MAY_1990, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "1990年5月1日"),
        (MAY_1990, "m/d/yyyy", "5/1/1990"),
        (MAY_1990, "yyyymmdd", "19900501"),
        (MAY_1990, 'e"年"', "1990年"),
        (MAY_1990, "d-mmm-yy", "1-May-90"),
        (MAY_1990, "[$-804]mmmm", "五月"),
        (MAY_1990, "aaaa", "星期二"),
        (1, "yyyy/m/d", "1900/1/1"),
        (59, "yyyy/m/d", "1900/2/28"),
        (61, "yyyy/m/d", "1900/3/1"),
        (2958465, "yyyy-mm-dd", "9999-12-31"),
        (0.25, "h:mm", "6:00"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (0, "h:mm AM/PM", "12:00 AM"),
        (0.5, '上午/下午h"时"mm"分"', "下午12时00分"),
        (1.25, "[h]:mm:ss", "30:00:00"),
        (MAY_1990 + 0.5, "yyyy/m/d h:mm", "1990/5/1 12:00"),
        (MAY_1990 + 0.999999, "yyyy-mm-dd", "1990-05-01"),
        (MAY_1990 + 0.999999, "yyyy-mm-dd hh:mm", "1990-05-02 00:00"),
        (0.0000578703703703704, "mm:ss.0", "00:05.0"),
        (0.123456, "hh:mm:ss.00", "02:57:46.60"),
        (0.5, "[$-F400]h:mm:ss AM/PM", "12:00:00"),
    ],
)
def test_dates_as_chinese_excel_shows_them(value: float, code: str, text: str) -> None:
    assert format_number(value, code) == text
    assert is_date_format(code)


def test_day_zero_of_1904() -> None:
    assert format_number(MAY_1990 - 1462, "yyyy.mm", date1904=True) == "1990.05"
    assert format_number(0, "yyyy-mm-dd", date1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("14", "1990/5/1"), ("22", "1990/5/1 0:00"), ("17", "May-90"),
        ("27", "1990年5月"), ("28", "5月1日"), ("31", "1990年5月1日"), ("33", "0时00分00秒"),
        ("34", "上午12时00分"), ("36", "1990年5月"), ("50", "1990年5月"), ("52", "1990年5月"),
        ("53", "5月1日"), ("55", "上午12时00分"), ("57", "1990年5月"), ("58", "5月1日"),
        ("47", "00:00.0"), ("1", "32994"), ("4", "32,994.00"), ("10", "3299400.00%"),
    ],
)  # fmt: skip
def test_formats_named_by_number_only(number: str, text: str) -> None:
    assert format_number(MAY_1990, BUILT_IN[number]) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1234, "0.00E+00"),
        (19900138000, "##0.0E+0"),
        (0.5, "# ?/?"),
        (5, "[<=9]0;00"),
        (MAY_1990, '[DBNum1][$-804]yyyy"年"m"月"'),
        (MAY_1990, "[$-411]ge.m.d"),
        (MAY_1990, "aaa"),
        (5, ";;;"),
        (5, "qqq"),
        (12345, "0!.0,"),
        (5, '"open'),
        (5, ""),
        (5, "0;0;0;@;0"),
        (-1, "yyyy-mm-dd"),
        (0, "yyyy-mm-dd"),
        (60, "yyyy-mm-dd"),
        (2958466, "yyyy-mm-dd"),
        (1e-12, "General"),
    ],
)
def test_what_is_not_understood_is_not_guessed(value: float, code: str) -> None:
    with pytest.raises(FormatError):
        format_number(value, code)


@given(
    value=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14),
    code=st.text("0#?.,%;ymdhs\"'[]$-804 年@E+Ge/\\_*", max_size=12),
)
def test_any_code_gives_text_or_a_format_error(value: float, code: str) -> None:
    with contextlib.suppress(FormatError):
        assert format_number(value, code)


@given(value=st.integers(-(10**14), 10**14))
def test_integers_come_back(value: int) -> None:
    assert format_number(float(value), "General") == str(value)
    assert format_number(float(value), "#,##0") == f"{value:,}"


AGREED = [
    (value, code)
    for value in (0, 7, -3.5, 1234567.891, 0.5, 19900138000, 199005, 1990.1)
    for code in ("General", "0", "0.00", "000000", "#,##0", "#,##0.00", "0.0#", "0%", "0.00%",
                 '0"人"', '0000"年"00"月"', "000-0000-0000", "[$¥-804]#,##0.00", "0;-0;\"无\"", "@",
                 "0000.00", "#,##0_);(#,##0)", "+0;-0")
] + [
    (value, code)
    for value in (MAY_1990, 45305.75, 45306.995, 61)
    for code in ("yyyy.mm", "yyyy-mm-dd", 'yyyy"年"m"月"', 'yyyy"年"m"月";@', "yyyy/m/d",
                 "m/d/yyyy", "d-mmm-yy", "mmmm d, yyyy", "dddd", "h:mm", "h:mm:ss", "h:mm AM/PM",
                 "[h]:mm:ss", "yyyy/m/d h:mm", "mm:ss.0", '[mm]:ss', 'h"时"mm"分"', "[$-804]aaaa",
                 "yyyymmdd")
]  # fmt: skip
"""Numbers and formats on which LibreOffice and Excel do not differ."""


def test_libreoffice_shows_the_same(convert_office: Converter, tmp_path: Path) -> None:
    book, sheet = new_sheet()
    for row, (value, code) in enumerate(AGREED, start=1):
        sheet.cell(row, 1, value).number_format = code
    sheet.column_dimensions["A"].width = 60
    book.save(tmp_path / "a.xlsx")
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true"
    convert_office([tmp_path / "a.xlsx"], tmp_path, to=as_shown)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        shown = [row[0].strip() for row in csv.reader(stream)]
    ours = [format_number(value, code) for value, code in AGREED]
    assert list(zip(AGREED, ours, strict=True)) == list(zip(AGREED, shown, strict=True))
