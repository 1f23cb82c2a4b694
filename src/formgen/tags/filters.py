"""Chinese filters: what office people write behind a tag to tick, pad or lay out a value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Undefined
from jinja2.exceptions import FilterArgumentError

from formgen.campaign.values import OpenChoice, YearMonth, chinese_numeral

BOX = "□"
CHECKED = "☑"
CHECKED_CIRCLE = "●"
CIRCLES = frozenset("○◯〇")
"""Boxes that are round; a chosen one is filled."""
TICK = "√"
MAX_WIDTH = 200
"""Widest blank to be underlined, in Chinese characters."""
MAX_COLUMNS = 100
"""Most columns a list is set in."""
WIDE_SPACE = "\u3000"
_NARROW_BLANK = "  "


def _chosen(value: object, option: str) -> bool:
    if isinstance(value, OpenChoice):
        return value.option == option
    if isinstance(value, tuple):
        return option in value
    return value == option


def tick_box(value: object, option: str, box: str = BOX) -> str:
    """勾选: a ticked box where the option is chosen, an empty one where it is not.

    Args:
        value: what is chosen.
        option: the option beside the box.
        box: the empty box as the form prints it; a round one is filled, any other is ticked.
    """
    if not _chosen(_defined(value), option):
        return box
    return CHECKED_CIRCLE if box in CIRCLES else CHECKED


def tick(value: object, option: str, blank: str = _NARROW_BLANK) -> str:
    """打钩: √ where the option is chosen, blank where it is not, for use in （ ）."""
    return TICK if _chosen(_defined(value), option) else blank


def open_text(value: object, option: str, blank: str = _NARROW_BLANK) -> str:
    """填写: the text written behind a chosen option, for use in 其他（ ）.

    An option chosen without a text is ticked, so that the choice is not lost.
    """
    if isinstance(_defined(value), OpenChoice) and _chosen(value, option):
        return value.text or TICK  # type: ignore[attr-defined]
    return blank


def long_date(value: object) -> str:
    """日期: 2024年1月14日, or the blanks to write one by hand."""
    if isinstance(_defined(value), datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"  # type: ignore[attr-defined]
    return str(value) if value else "    年  月  日"


def year(value: object, blank: str = "    ") -> str:
    """年: the year of a date."""
    return str(value.year) if isinstance(value, datetime.date | YearMonth) else blank


def month(value: object, blank: str = _NARROW_BLANK) -> str:
    """月: the month of a date."""
    return str(value.month) if isinstance(value, datetime.date | YearMonth) else blank


def day(value: object, blank: str = _NARROW_BLANK) -> str:
    """日: the day of a date."""
    return str(value.day) if isinstance(value, datetime.date) else blank


def paragraphs(value: object) -> list[str]:
    """段落: the paragraphs of a text, one a line; blank lines are dropped.

    An empty text gives one empty paragraph, because a table cell needs one.
    """
    lines = [line.strip() for line in str(_defined(value)).split("\n")]
    return [line for line in lines if line] or [""]


def pad_name(value: object, width: int = 3) -> str:
    """补齐: a two-character name spread to three characters' width (张　三), as lists do."""
    if not 0 <= width <= MAX_WIDTH:
        raise FilterArgumentError(f"“补齐”的宽度是 0 到 {MAX_WIDTH} 个汉字")
    name = str(_defined(value))
    gaps = len(name) - 1
    if gaps < 1 or len(name) >= width:
        return name
    space = WIDE_SPACE * ((width - len(name)) // gaps)
    return space.join(name)


def pad_blank(value: object, width: int, space: str = " ") -> str:
    """垫宽: a text centred in blanks of so many Chinese characters, to be underlined.

    Args:
        value: the text.
        width: of the whole, in Chinese characters.
        space: what it is padded with; a wide one is as wide in every typeface.
    """
    text = str(_defined(value))
    if not 0 <= width <= MAX_WIDTH:
        raise FilterArgumentError(f"“垫宽”的宽度是 0 到 {MAX_WIDTH} 个汉字")
    if space not in (" ", WIDE_SPACE):
        raise FilterArgumentError("“垫宽”只能用半角或全角空格来垫")
    missing = max(2 * width - sum(1 if one < "\u2e80" else 2 for one in text), 0)
    size = 2 if space == WIDE_SPACE else 1
    left = missing // size // 2
    right = missing // size - left
    return space * left + text + space * right + " " * (missing % size)


def pad_number(value: object, width: int) -> str:
    """补零: a number in so many digits at least, 001; blank stays blank."""
    if not 1 <= width <= MAX_WIDTH:
        raise FilterArgumentError(f"“补零”的位数是 1 到 {MAX_WIDTH}")
    text = str(_defined(value))
    return text.zfill(width) if text else ""


def otherwise(value: object, replacement: object) -> object:
    """或: the value, or the replacement where it is empty."""
    return replacement if _defined(value) in ("", (), None) else value


def join_enumeration(value: Iterable[object]) -> str:
    """顿号: the items joined by 、."""
    return value if isinstance(value, str) else "、".join(str(item) for item in value)


def numeral(value: int) -> str:
    """中文数: 1 as 一, for headings."""
    try:
        return chinese_numeral(value)
    except (TypeError, ValueError) as error:
        raise FilterArgumentError(f"“中文数”只用于 0 到 9999 的整数，不能用于“{value}”") from error


def in_columns(rows: Sequence[Any], count: int) -> list[list[Any]]:
    """分栏: a list set in columns, down the first, then down the next.

    The gaps of the last column are filled with items whose every property is blank.
    """
    if not 1 <= count <= MAX_COLUMNS:
        raise FilterArgumentError(f"“分栏”的栏数是 1 到 {MAX_COLUMNS}")
    height = -(-len(rows) // count)
    blank = dict.fromkeys(rows[0], "") if rows and isinstance(rows[0], Mapping) else ""
    padded = [*rows, *[blank] * (height * count - len(rows))]
    return [[padded[line + height * column] for column in range(count)] for line in range(height)]


def total(rows: Iterable[Any], name: str) -> int:
    """求和: the sum of one property over a list; blanks count nothing."""
    return sum(row[name] for row in rows if row[name] not in ("", None))


def matching(rows: Iterable[Any], name: str, *values: object) -> list[Any]:
    """筛选: the items whose property has one of the values."""
    return [row for row in rows if _property(row, name) in values]


def _property(row: Any, name: str) -> object:
    value = row[name]
    return value.option if isinstance(value, OpenChoice) else value


def _defined(value: object) -> object:
    """The value; an undefined one raises, as it would where it is printed."""
    if isinstance(value, Undefined):
        str(value)
    return value


FILTERS: dict[str, Callable[..., Any]] = {
    "勾选": tick_box,
    "打钩": tick,
    "填写": open_text,
    "日期": long_date,
    "年": year,
    "月": month,
    "日": day,
    "段落": paragraphs,
    "补齐": pad_name,
    "垫宽": pad_blank,
    "补零": pad_number,
    "或": otherwise,
    "顿号": join_enumeration,
    "中文数": numeral,
    "分栏": in_columns,
    "求和": total,
    "筛选": matching,
}
"""Chinese name to filter. A new filter is one function and one line here."""
