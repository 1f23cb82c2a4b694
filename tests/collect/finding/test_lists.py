"""Lists in forms: rows added, removed, left blank, and rows under other columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formgen.collect.content import Box, Content, PastedPicture
from formgen.collect.finding import read_with
from formgen.collect.slots import Doubt, FormReading, Use
from tests.collect.finding.making import (
    FLOATING,
    PHOTO,
    WIDE,
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
from tests.word.making import cell, docx, row, table

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


def test_a_paragraph_below_a_table_is_no_row_of_it() -> None:
    pattern = pattern_of(two_lists(), NAME, SCHOOLS, FAMILY)
    form = content(
        "学习经历",
        table(row("起止", "学校"), row("2001年", "一中")),
        "家庭成员",
        table(row("称谓", "名字"), row("父", "张大")),
        "另附材料。",
    )
    reading = read_with(pattern, form)
    assert rows_of(reading, "家庭") == [{"称谓": "父", "名字": "张大"}]
    assert reading.left_over == ("另附材料。",)


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


PICTURES = (
    "{%p if 照片 %}",
    "{%p for 图 in 照片 %}",
    "{{ 图|图片(120, 80) }}",
    "{{ 图.说明 }}",
    "{%p endfor %}",
    "{%p else %}",
    "（粘贴照片，不超过3张）",
    "{%p endif %}",
)


def album(*inside: str) -> bytes:
    return docx("相册", table(row("姓名", "{{ 姓名 }}"), row("照片", cell(*inside))))


IN_A_CELL = pattern_of(album(*PICTURES), NAME, field("照片", "图片"))
CAPTIONS_FIRST = pattern_of(
    album("{%p for 图 in 照片 %}", "{{ 图.说明 }}", "{{ 图|图片(120, 80) }}", "{%p endfor %}"),
    NAME, field("照片", "图片"),
)  # fmt: skip


def pasted(*inside: str | PastedPicture, before: tuple[int, ...] | None = None) -> Content:
    """The album with pictures and lines in its cell, in this order."""
    form = content("相册", table(row("姓名", "张三"), row("照片", "")))
    lines = tuple(one for one in inside if isinstance(one, str))
    pictures = [one for one in inside if not isinstance(one, str)]
    starts = [sum(isinstance(one, str) for one in inside[:n]) for n in range(len(inside))]
    there = tuple(at for at, one in zip(starts, inside, strict=True) if not isinstance(one, str))
    own = replace(
        form.boxes[-1],
        lines=lines,
        pictures=tuple(pictures),
        before=there if before is None else before,
    )
    return replace(form, boxes=(*form.boxes[:-1], own))


def shown(reading: FormReading) -> tuple[list[tuple[bytes, str]], set[Doubt]]:
    """The pictures of the album with what is said of each, and every doubt."""
    own = [one for one in reading.found if one.slot.field == "照片"]
    said = {one.item: "".join(one.lines) for one in own if one.slot.use is Use.CAPTION}
    found = [(one.pictures[0].content, said[one.item]) for one in own if one.pictures]
    return found, {doubt for one in own for doubt in one.doubts}


HINT = "（粘贴照片，不超过3张）"


@pytest.mark.parametrize("altered", [False, True])
@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (pasted(HINT), []),
        (pasted(), []),
        (pasted(PHOTO), [(b"photo", "")]),
        (pasted(HINT, PHOTO, "甲"), [(b"photo", "甲")]),
        (pasted(PHOTO, "甲", WIDE, "乙"), [(b"photo", "甲"), (b"wide", "乙")]),
        (pasted(PHOTO, WIDE, "乙", HINT), [(b"photo", ""), (b"wide", "乙")]),
        (pasted(PHOTO, "甲", WIDE), [(b"photo", "甲"), (b"wide", "")]),
        (pasted(*(one for _ in range(9) for one in (PHOTO, "甲"))), [(b"photo", "甲")] * 9),
    ],
)
def test_pictures_in_one_cell_each_with_what_stands_behind_it(
    form: Content, expected: list[tuple[bytes, str]], altered: bool
) -> None:
    changed = added(form, Box(("另附材料。",))) if altered else form
    reading = read_with(IN_A_CELL, changed)
    assert shown(reading) == (expected, set())
    assert reading.left_over == (("另附材料。",) if altered else ())
    assert (reading.missing, reading.alterations, reading.stray_pictures) == ((), (), ())


@pytest.mark.parametrize(
    "form",
    [
        pasted("甲", PHOTO, "乙", WIDE),
        pasted(PHOTO, WIDE, "甲", "乙"),
        pasted(PHOTO, "甲", FLOATING, "乙"),
        pasted(PHOTO, "甲", WIDE, "乙", before=()),
    ],
)
def test_what_may_be_said_of_another_picture_is_doubtful(form: Content) -> None:
    found, doubts = shown(read_with(IN_A_CELL, form))
    assert [said for _, said in found] == ["甲", "乙"]
    assert doubts == {Doubt.SHARED}


def test_what_is_said_over_a_picture_is_not_given_to_the_one_before() -> None:
    reading = read_with(CAPTIONS_FIRST, pasted(PHOTO, "乙", WIDE))
    assert Doubt.SHARED in shown(reading)[1]
