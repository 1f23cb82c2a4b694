"""A value, printed as forms print it and read back → the same value, of every kind."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import Day, OpenChoice, Sections, YearMonth
from formgen.collect.content import Content
from formgen.collect.slots import Found, Slot, Use
from formgen.tags.filters import CHECKED, FILTERS
from tests.check.generating import identity_number

from .making import content, field, read, reading, text, value_of

CHARACTERS = "甲乙丙，。：；、（）“”《》 aB3.-|｜一二三四.)）√□/无\n"
LONG = st.text(alphabet=CHARACTERS, max_size=60)
SHORT = st.text(alphabet=CHARACTERS.replace("\n", ""), max_size=20)
PARTS = ["背景意义", "主要做法"]
OPTIONS = ["网络图文", "网络视频", "政府、新闻类", "其他"]


def _lines(value: object) -> Sequence[str]:
    """The paragraphs in which a form prints a value."""
    return [line for line in FILTERS["段落"](value) if line]


def _same(one: FieldDefinition, value: object, *found: Found, paper: Content | None = None) -> None:
    """Hold what is read back against the value."""
    values, problems = read([one], reading(*found), paper)
    assert value_of(one, values["项"].raw) == value
    assert not [problem for problem in problems if problem.code == "C02"]


@given(SHORT)
def test_short_texts(typed: str) -> None:
    one = field("项", "文本")
    value = typed.strip()
    _same(one, value, text("项", *_lines(value)))


@given(LONG)
def test_long_texts(typed: str) -> None:
    lines = _lines(typed)
    _same(field("项", "长文本"), "\n".join(lines), text("项", *lines))


@given(
    st.lists(
        LONG | st.sampled_from(["一、背景意义", "主要做法\n甲", "二、主要作法"]),
        min_size=2,
        max_size=2,
    )
)
def test_parts_whatever_their_texts_hold(texts: list[str]) -> None:
    texts = ["\n".join(_lines(one)) for one in texts]
    one = field("项", "分部长文", 分部=PARTS)
    found = [text("项", *_lines(t), part=part) for part, t in zip(PARTS, texts, strict=True)]
    _same(one, Sections(dict(zip(PARTS, texts, strict=True))), *found)


@given(st.lists(st.tuples(SHORT, SHORT, st.integers(0, 9999)), max_size=4))
def test_rows_whatever_their_cells_hold(rows: list[tuple[str, str, int]]) -> None:
    columns = [
        {"名称": name, "类型": kind}
        for name, kind in (("甲", "文本"), ("乙", "文本"), ("数", "整数"))
    ]
    one = field("项", "明细", 列=columns)
    stripped = [(first.strip(), second.strip(), number) for first, second, number in rows]
    found = [
        text("项", *_lines(str(cell)), part=name, item=number)
        for number, row in enumerate(stripped)
        for name, cell in zip("甲乙数", row, strict=True)
    ]
    wanted = tuple(dict(zip("甲乙数", row, strict=True)) for row in stripped)
    if found:
        _same(one, wanted, *found)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_dates_and_months(day: datetime.date) -> None:
    whole, month = Day.of(day), YearMonth(day.year, day.month)
    _same(field("项", "日期"), whole, text("项", FILTERS["日期"](whole)))
    _same(field("项", "年月"), month, text("项", str(month)))
    numbers = [(Use.YEAR, "年"), (Use.MONTH, "月"), (Use.DAY, "日")]
    found = [Found(Slot("项", use), (FILTERS[name](whole),)) for use, name in numbers]
    _same(field("项", "日期"), whole, *found)


@given(st.integers(0, 10**15 - 1), st.decimals(0, 10**8, places=2))
def test_numbers(count: int, score: Decimal) -> None:
    _same(field("项", "整数"), count, text("项", str(count)))
    _same(field("项", "小数"), score, text("项", str(score)))


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2010, 12, 31)), st.integers(0, 9999))
def test_numbers_of_persons(day: datetime.date, order: int) -> None:
    number = identity_number(day.strftime("%Y%m%d"), f"{order % 1000:03}")
    _same(field("项", "身份证号"), number, text("项", number))
    phone = f"1990000{order:04}"
    _same(field("项", "电话"), phone, text("项", phone))
    _same(field("项", "邮箱"), f"a{order}@example.com", text("项", f"a{order}@example.com"))


def _ticked(value: Any, opens: bool) -> tuple[list[Found], Content]:
    """A question as a form prints it, box before the words."""
    boxes = [(option, FILTERS["勾选"](value, option)) for option in OPTIONS]
    found = [Found(Slot("项", Use.TICK, option=option), (box,)) for option, box in boxes]
    line = "　".join(box + option for option, box in boxes)
    if opens:
        written = FILTERS["填写"](value, "其他")
        found.append(Found(Slot("项", Use.OPEN, option="其他"), (written,)))
        line += f"（{written}）"
    return found, content(line)


@given(st.sampled_from(OPTIONS))
def test_one_option(option: str) -> None:
    found, paper = _ticked(option, opens=False)
    _same(field("项", "单选", 选项=OPTIONS), option, *found, paper=paper)
    _same(field("项", "单选", 选项=OPTIONS), option, text("项", option))


@given(st.sets(st.sampled_from(OPTIONS), min_size=1))
def test_several_options(chosen: set[str]) -> None:
    value = tuple(option for option in OPTIONS if option in chosen)
    found, paper = _ticked(value, opens=False)
    _same(field("项", "多选", 选项=OPTIONS), value, *found, paper=paper)


@given(st.sampled_from(OPTIONS), SHORT)
def test_an_option_with_a_text(option: str, typed: str) -> None:
    words = typed.strip() if option == "其他" else ""
    assume(not any(sign in words for sign in f"√□{CHECKED}"))  # a tick: no text was written
    one = field("项", "单选可填", 选项=OPTIONS, 可填选项=["其他"])
    found, paper = _ticked(OpenChoice(option, words), opens=True)
    _same(one, OpenChoice(option, words), *found, paper=paper)
