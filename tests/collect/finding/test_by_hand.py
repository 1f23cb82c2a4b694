"""The five campaigns' empty forms, filled in by hand as people do it."""

from __future__ import annotations

import pytest

from formgen.collect.content import Box, Content
from formgen.collect.finding import read_with
from formgen.collect.finding.known import known_shape
from formgen.collect.slots import Alteration, Doubt, FormReading, Slot, Use
from tests.collect.finding.making import (
    FLOATING,
    PHOTO,
    STAMP,
    WIDE,
    added,
    blank,
    one,
    pattern_named,
    place_of,
    texts,
    typed,
    with_box,
    without,
)
from tests.collect.forms import FormCase, cases

XUZHOU = ("xuzhou-2023", "申报表")


def read(form: Content, campaign: str, document: str) -> FormReading:
    return read_with(pattern_named(f"{campaign}-{document}"), form)


@pytest.mark.parametrize("form", cases(), ids=lambda form: form.name)
def test_an_empty_form_holds_nothing(form: FormCase) -> None:
    reading = read(
        blank(form.campaign.id, form.document.name), form.campaign.id, form.document.name
    )
    assert {slot.field for slot in reading.missing} == set()
    assert not (reading.alterations or reading.left_over or reading.stray_pictures)
    for found in reading.found:
        mark = found.slot.use is Use.TICK
        assert found.lines == () or (mark and found.lines == ("□",))
    assert {found.slot.field for found in reading.found} == {field.name for field in form.asked}


def test_a_value_may_read_like_a_label() -> None:
    form = typed(typed(blank(*XUZHOU), "单位及职务", "性别"), "姓名", "籍贯")
    for changed in (form, added(form, Box(("另附材料。",)))):
        reading = read(changed, *XUZHOU)
        assert one(reading, "单位及职务").lines == ("性别",)
        assert one(reading, "姓名").lines == ("籍贯",)
        assert one(reading, "性别").lines == one(reading, "籍贯").lines == ()


def test_a_row_that_is_gone_is_missed() -> None:
    form = blank(*XUZHOU)
    place = place_of(form, "籍贯")
    reading = read(without(form, place, place + 1), *XUZHOU)
    assert reading.missing == (Slot("籍贯"),)
    assert reading.alterations == (Alteration("籍贯", ""),)
    assert texts(reading, "参加工作时间") == [()]


def test_a_label_with_other_words_makes_its_value_doubtful() -> None:
    form = typed(blank(*XUZHOU), "居住住址", "泉山区1号")
    place = place_of(form, "居住住址")
    reading = read(with_box(form, place, "居住地址"), *XUZHOU)
    found = one(reading, "居住住址")
    assert (found.lines, found.doubts) == (("泉山区1号",), (Doubt.RESPELT,))
    assert reading.alterations == (Alteration("居住住址", "居住地址"),)
    reading = read(with_box(form, place, "家在哪里"), *XUZHOU)
    assert one(reading, "居住住址").doubts == (Doubt.DISPLACED,)


def test_rows_that_changed_places() -> None:
    form = typed(blank(*XUZHOU), "籍贯", "江苏徐州")
    place = place_of(form, "籍贯")
    label, value = form.boxes[place : place + 2]
    end = place_of(form, "填表说明")
    moved = [Box(label.lines, (), 9, 0, 0), Box(value.lines, (), 9, 0, 1)]
    reading = read(without(added(form, *moved, at=end), place, place + 1), *XUZHOU)
    found = one(reading, "籍贯")
    assert (found.lines, found.doubts) == (("江苏徐州",), (Doubt.DISPLACED,))
    assert not (reading.missing or reading.left_over)


def test_a_note_that_was_altered_and_one_that_is_gone() -> None:
    form = blank(*XUZHOU)
    place = place_of(form, "填表说明") + 3
    altered = form.boxes[place].text.replace("网民自荐", "组织推荐")
    reading = read(with_box(form, place, altered), *XUZHOU)
    assert reading.alterations == (Alteration(form.boxes[place].text, altered),)
    reading = read(without(form, place), *XUZHOU)
    assert reading.alterations == (Alteration(form.boxes[place].text, ""),)


@pytest.mark.parametrize(
    ("lines", "value", "cut"),
    [
        (("{hint}", "讲好故事。"), ("讲好故事。",), False),
        (("{hint}讲好故事。",), ("讲好故事。",), False),
        (("讲好故事。{hint}",), ("讲好故事。",), False),
        (("讲好故事。",), ("讲好故事。",), False),
        (("讲好{hint}故事。",), ("讲好故事。",), True),
        (("（案例简介不超过 200字讲好（新）故事。）",), ("讲好（新）故事。",), True),
        (("{hint}",), (), False),
    ],
)
def test_hints_are_no_value(lines: tuple[str, ...], value: tuple[str, ...], cut: bool) -> None:
    hint = "（案例简介不超过 200字）"
    campaign = ("hubei-2024", "案例（项目）推荐表")
    form = typed(blank(*campaign), "案例简介", *(line.format(hint=hint) for line in lines))
    reading = read(form, *campaign)
    found = one(reading, "案例简介")
    assert found.lines == value
    assert found.doubts == ((Doubt.HINTED,) if cut else ())
    assert reading.alterations == ()


@pytest.mark.parametrize("limit", ["3000", "300"])
def test_an_altered_limit_is_told(limit: str) -> None:
    campaign = ("hubei-2024", "案例（项目）推荐表")
    changed = f"（案例简介不超过 {limit}字）"
    reading = read(typed(blank(*campaign), "案例简介", changed, "讲好故事。"), *campaign)
    assert one(reading, "案例简介").lines == ("讲好故事。",)
    assert reading.alterations == (Alteration("（案例简介不超过 200字）", changed),)


@pytest.mark.parametrize(
    "heading", ["（二）创新做法", "2.创新做法", "二、 创 新 做 法", "创新做法："]
)
def test_headings_of_parts_are_known_however_numbered(heading: str) -> None:
    campaign = ("hubei-2024", "案例（项目）推荐表")
    lines = (
        "一、背景意义",
        "甲",
        heading,
        "乙",
        "二、创新做法很多",
        "三、实施成效",
        "四、经验启示",
    )
    reading = read(typed(blank(*campaign), "案例内容", *lines), *campaign)
    assert one(reading, "案例内容", part="背景意义").lines == ("甲",)
    assert one(reading, "案例内容", part="创新做法").lines == ("乙", "二、创新做法很多")
    assert one(reading, "案例内容", part="实施成效").lines == ()


def test_the_same_heading_twice_is_doubtful() -> None:
    campaign = ("hubei-2024", "案例（项目）推荐表")
    parts = ("一、背景意义", "甲", "二、创新做法", "乙", "二、创新做法", "丙", "三、实施成效")
    reading = read(typed(blank(*campaign), "案例内容", *parts, "四、经验启示"), *campaign)
    assert Doubt.SHARED in one(reading, "案例内容", part="背景意义").doubts
    assert Doubt.SHARED in one(reading, "案例内容", part="创新做法").doubts


def test_signatures_and_dates_by_hand_are_nothing_and_an_opinion_is() -> None:
    form = blank(*XUZHOU)
    signed = ("同意推荐。", "负责人签字:  张三   (盖章)", "2024年 1月 5 日")
    reading = read(typed(form, "本部门单位推荐意见", *signed), *XUZHOU)
    assert one(reading, "推荐意见").lines == ("同意推荐。",)
    assert not (reading.alterations or reading.left_over)
    campaign = ("guizhou-2018", "典型人物推荐表")
    opinion = "该同志长期坚持在基层一线，事迹突出，群众公认，经集体研究同意推荐。"
    form = blank(*campaign)
    place = place_of(form, "推荐单位意见") + 1
    reading = read(with_box(form, place, "同意推荐。", "（盖章）", "2018年5月1日"), *campaign)
    assert not (reading.left_over or reading.alterations)
    reading = read(with_box(form, place, opinion, "（盖章）", "2018年5月1日"), *campaign)
    assert reading.left_over == (opinion,)


def test_two_values_in_one_box_are_told_apart_by_their_look() -> None:
    campaign = ("bozhou-2022", "申报表")
    label = "通信地址邮政编码"
    form = blank(*campaign)
    for lines in (("谯城区1号", "236800"), ("236800", "谯城区1号")):
        reading = read(typed(form, label, *lines), *campaign)
        assert one(reading, "通信地址").lines == ("谯城区1号",)
        assert one(reading, "邮政编码").lines == ("236800",)
        assert one(reading, "邮政编码").doubts == ()
    reading = read(typed(form, label, "谯城区1号 236800"), *campaign)
    assert one(reading, "通信地址").lines == ("谯城区1号",)
    assert one(reading, "邮政编码").lines == ("236800",)
    assert one(reading, "邮政编码").doubts == (Doubt.SHARED,)


def test_text_that_belongs_nowhere_is_told() -> None:
    reading = read(added(blank(*XUZHOU), Box(("另附材料三份，请审阅。",))), *XUZHOU)
    assert reading.left_over == ("另附材料三份，请审阅。",)


def test_the_photo_in_its_place_and_elsewhere() -> None:
    form = blank(*XUZHOU)
    place = place_of(form, "2寸免冠照片")
    reading = read(with_box(form, place, pictures=[PHOTO]), *XUZHOU)
    assert (one(reading, "照片").pictures, one(reading, "照片").doubts) == ((PHOTO,), ())
    name = place_of(form, "姓名") + 1
    reading = read(with_box(form, name, "张三", pictures=[FLOATING]), *XUZHOU)
    assert one(reading, "照片").pictures == (FLOATING,)
    assert one(reading, "照片").doubts == (Doubt.FLOATING,)
    assert one(reading, "姓名").lines == ("张三",)


def test_a_scanned_stamp_is_no_photo() -> None:
    form = blank(*XUZHOU)
    place = place_of(form, "本部门单位推荐意见") + 1
    reading = read(with_box(form, place, pictures=[STAMP]), *XUZHOU)
    assert one(reading, "照片").pictures == ()
    assert reading.stray_pictures == (STAMP,)


def test_pictures_pasted_where_the_empty_form_says_so() -> None:
    campaign = ("xuzhou-2023", "工作照片")
    form = blank(*campaign)
    first = place_of(form, "(贴照片处)")
    form = with_box(form, first, pictures=[PHOTO])
    form = with_box(form, first + 1, "照片说明：2023年讲课")
    form = with_box(form, first + 2, "（贴照片处）", pictures=[WIDE])
    more = [Box((), (FLOATING,), 2, 4, 0), Box(("照片说明：第三张",), (), 2, 5, 0)]
    found = [f for f in read(added(form, *more), *campaign).found if f.slot.field == "工作照片"]
    pictures = {f.item: f.pictures for f in found if f.slot.use is Use.PICTURE}
    captions = {f.item: f.lines for f in found if f.slot.use is Use.CAPTION}
    assert pictures == {0: (PHOTO,), 1: (WIDE,), 2: (FLOATING,)}
    assert captions == {0: ("2023年讲课",), 1: (), 2: ("第三张",)}


def test_pictures_put_behind_the_form() -> None:
    campaign = ("anhui-2024", "优秀案例推荐表")
    more = [Box((), (WIDE,)), Box(("图1 2023年现场",)), Box((), (PHOTO,))]
    found = [
        f for f in read(added(blank(*campaign), *more), *campaign).found if f.slot.field == "图片"
    ]
    assert [f.pictures for f in found if f.slot.use is Use.PICTURE] == [(WIDE,), (PHOTO,)]
    assert [f.lines for f in found if f.slot.use is Use.CAPTION] == [("2023年现场",), ()]


def test_two_values_left_in_the_upper_cell_when_merged_cells_were_parted() -> None:
    form = typed(blank(*XUZHOU), "出生年月", "1990.05", "2012.07")
    reading = read(form, *XUZHOU)
    for name, value in (("出生年月", "1990.05"), ("参加工作时间", "2012.07")):
        assert (one(reading, name).lines, one(reading, name).doubts) == ((value,), (Doubt.SHARED,))
    reading = read(typed(blank(*XUZHOU), "性别", "男", "女"), *XUZHOU)
    assert one(reading, "性别").doubts == (Doubt.SHARED,)
    assert reading.missing == (Slot("政治面貌"),)
    both = typed(typed(blank(*XUZHOU), "单位及职务", "某局", "主任"), "电子邮箱", "a@example.com")
    assert one(read(both, *XUZHOU), "单位及职务").doubts == ()


@pytest.mark.parametrize("form", cases(), ids=lambda form: form.name)
def test_forms_as_printed_are_read_the_short_way(form: FormCase) -> None:
    empty = blank(form.campaign.id, form.document.name)
    pattern = pattern_named(form.name)
    assert known_shape(pattern, empty.boxes) is not None
    assert known_shape(pattern, empty.boxes[:-1]) is None
    assert known_shape(pattern, (*empty.boxes, Box(("多出来的",)))) is None


def test_pictures_without_a_text_of_their_own_are_read_the_short_way() -> None:
    """A caption left blank outside tables is not there at all."""
    campaign = ("bozhou-2022", "申报表")
    more = [Box(("工作图片",)), Box((), (WIDE,)), Box((), (PHOTO,)), Box(("现场",))]
    form = added(blank(*campaign), *more)
    assert known_shape(pattern_named("-".join(campaign)), form.boxes) is not None
    found = [f for f in read(form, *campaign).found if f.slot.field == "工作图片"]
    pictures = {f.item: f.pictures for f in found if f.slot.use is Use.PICTURE}
    captions = {f.item: f.lines for f in found if f.slot.use is Use.CAPTION}
    assert pictures == {0: (WIDE,), 1: (PHOTO,)}
    assert captions == {0: (), 1: ("现场",)}


def test_a_value_like_a_label_beside_a_merged_label() -> None:
    campaign = ("guizhou-2018", "优秀团队推荐表")
    form = typed(blank(*campaign), "依托单位", "负责人")
    place = place_of(form, "负责人", turn=1)
    merged = with_box(form, place, "负 责 人：欧阳晚晴")
    reading = read(without(merged, place + 1), *campaign)
    assert one(reading, "依托单位").lines == ("负责人",)
    assert one(reading, "负责人").lines == ("欧阳晚晴",)
    assert one(reading, "负责人").doubts == (Doubt.MERGED,)


def test_an_altered_hint_beside_the_printed_one() -> None:
    campaign = ("hubei-2024", "案例（项目）推荐表")
    printed, changed = "（案例简介不超过 200字）", "（案例简介不超过 900字）"
    reading = read(typed(blank(*campaign), "案例简介", printed, changed, "讲好故事。"), *campaign)
    assert one(reading, "案例简介").lines == ("讲好故事。",)
    assert reading.alterations == (Alteration(printed, changed),)


@pytest.mark.parametrize("between", [" ", "　", "\n"])
def test_a_name_of_one_character_beside_its_label_is_no_other_spelling_of_it(between: str) -> None:
    campaign = ("xuzhou-2023", "工作照片")
    form = typed(blank(*campaign), "申报类别", "公益慈善类")
    place = place_of(form, "姓名")
    merged = with_box(form, place, *f"姓名{between}堃".split("\n"))
    for changed in (without(merged, place + 1), merged):
        reading = read(changed, *campaign)
        assert one(reading, "姓名").lines == ("堃",)
        assert one(reading, "姓名").doubts == (Doubt.MERGED,)
        assert reading.alterations == ()
