"""Lists in forms: rows added, removed, left blank, and rows under other columns."""

from __future__ import annotations

from dataclasses import replace

from formgen.collect.content import Box, Content
from formgen.collect.finding import read_with
from formgen.collect.slots import FormReading
from tests.collect.finding.making import (
    added,
    blank,
    content,
    field,
    pattern_named,
    pattern_of,
    place_of,
    with_box,
    without,
)
from tests.word.making import docx, row, table

TEAM = ("guizhou-2018", "优秀团队推荐表")
NAME = field("姓名", "姓名")
SCHOOLS = field("经历", "明细", 列=[field("起止"), field("学校")])
FAMILY = field("家庭", "明细", 列=[field("称谓"), field("名字")])


def rows_of(reading: FormReading, name: str) -> list[dict[str, str]]:
    """The items of a list, by column."""
    items: dict[int, dict[str, str]] = {}
    for found in reading.found:
        if found.slot.field == name:
            items.setdefault(found.item, {})[found.slot.part] = "\n".join(found.lines)
    return list(items.values())


def team(*members: str) -> Content:
    """The empty form of a team with names in the first column of the list."""
    form = blank(*TEAM)
    first = place_of(form, "分工") + 1
    for number, name in enumerate(members):
        form = with_box(form, first + 3 * number, *([name] if name else []))
    return form


def names(form: Content) -> list[str]:
    return [
        row["姓名"] for row in rows_of(read_with(pattern_named("-".join(TEAM)), form), "骨干成员")
    ]


def test_rows_typed_into_the_empty_form() -> None:
    assert names(team("甲", "乙")) == ["甲", "乙"]
    assert names(team("甲", "", "丙")) == ["甲", "丙"]
    assert names(team()) == [""]


def test_rows_removed_and_added() -> None:
    form = team("甲", "", "丙", "丁")
    first = place_of(form, "分工") + 1
    assert names(without(form, first + 3, first + 4, first + 5)) == ["甲", "丙", "丁"]
    more = [
        replace(form.boxes[first + 9 + column], row=20 + number, lines=(text,) if text else ())
        for number in range(30)
        for column, text in enumerate((f"新{number}", "", "写作"))
    ]
    assert names(added(form, *more, at=first + 12)) == [
        "甲", "丙", "丁", *(f"新{number}" for number in range(30)),
    ]  # fmt: skip


def test_a_cell_may_read_like_a_label() -> None:
    form = team("甲", "乙", "丙", "丁")
    first = place_of(form, "分工") + 1
    form = with_box(form, first + 1, "负责人")
    for changed in (form, added(form, Box(("另附材料。",)))):
        reading = read_with(pattern_named("-".join(TEAM)), changed)
        assert rows_of(reading, "骨干成员")[0] == {"姓名": "甲", "单位及职务": "负责人", "分工": ""}


def two_lists() -> bytes:
    return docx(
        "学习经历",
        table(
            row("起止", "学校"),
            row("{%tr for 行 in 经历 %}", ""),
            row("{{ 行.起止 }}", "{{ 行.学校 }}"),
            row("{%tr endfor %}", ""),
        ),
        "家庭成员",
        table(
            row("称谓", "名字"),
            row("{%tr for 行 in 家庭 %}", ""),
            row("{{ 行.称谓 }}", "{{ 行.名字 }}"),
            row("{%tr endfor %}", ""),
        ),
    )


def test_two_lists_are_told_apart_by_what_stands_between() -> None:
    pattern = pattern_of(two_lists(), NAME, SCHOOLS, FAMILY)
    for schools, family in ((1, 3), (3, 1), (0, 2), (12, 10)):
        form = content(
            "学习经历",
            table(row("起止", "学校"), *(row(f"{n}年", f"{n}中") for n in range(schools))),
            "家庭成员",
            table(row("称谓", "名字"), *(row(f"{n}叔", f"{n}") for n in range(family))),
        )
        reading = read_with(pattern, form)
        filled = [one for one in rows_of(reading, "经历") if one["起止"]]
        assert [one["学校"] for one in filled] == [f"{n}中" for n in range(schools)]
        assert [one["称谓"] for one in rows_of(reading, "家庭")] == [
            f"{n}叔" for n in range(family)
        ]
        assert reading.left_over == ()


def test_columns_are_those_under_the_heading() -> None:
    """Somebody put a column in: what stands in it is told, and nothing is shifted."""
    pattern = pattern_of(two_lists(), NAME, SCHOOLS, FAMILY)
    form = content(
        "学习经历",
        table(
            row("起止", "证明人", "学校"),
            row("2001年", "王五", "一中"),
            row("2004年", "", "二中"),
            widths=(2000, 2000, 2000),
        ),
        "家庭成员",
        table(row("称谓", "名字"), row("父", "张大")),
    )
    reading = read_with(pattern, form)
    assert rows_of(reading, "经历") == [
        {"起止": "2001年", "学校": "一中"},
        {"起止": "2004年", "学校": "二中"},
    ]
    assert "王五" in reading.left_over


def test_items_of_several_lines_repeat() -> None:
    template = docx(
        "{%p for 项 in 成果 %}", "名称：{{ 项.名 }}", "时间：{{ 项.时 }}", "{%p endfor %}", "完"
    )
    fields = (NAME, field("成果", "明细", 列=[field("名"), field("时")]))
    pattern = pattern_of(template, *fields)
    lines = [f"{label}：{n}" for n in range(11) for label in ("名称", "时间")]
    form = content(*lines, "完")
    assert rows_of(read_with(pattern, form), "成果") == [
        {"名": str(n), "时": str(n)} for n in range(11)
    ]
