"""Fields at several places, pictures, missing places, and what is said of the rest of a form."""

from __future__ import annotations

from formgen.collect.collected import Confidence
from formgen.collect.content import Imprint, PastedPicture
from formgen.collect.slots import Alteration, Doubt, Found, Slot, Use
from formgen.collect.values import ValueReader

from .making import FILE, content, field, picture, read, reading, text

NAME = field("案例名称", "文本", 必填=True)
SORT = field("申报类别", "单选", 选项=["宣传", "治理"], 必填=True)
PHOTO = field("照片", "照片")
PICTURES = field("图片", "图片")
PARTS = field("案例内容", "分部长文", 标签="案例的内容", 分部=["背景", "做法"])


def _codes(problems: object) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


def test_a_field_on_the_cover_and_in_the_table() -> None:
    for cover, table, raw in (
        ("百米听讲", "百米听讲", "百米听讲"),
        ("百米　听讲", "百米听讲", "百米听讲"),
        ("百米听讲", "", "百米听讲"),
        ("", "百米听讲", "百米听讲"),
        ("", "", ""),
    ):
        found = [text("案例名称", *([typed] if typed else [])) for typed in (cover, table)]
        values, problems = read([NAME], reading(*found))
        assert "".join(str(values["案例名称"].raw).split()) == raw
        assert values["案例名称"].confidence is Confidence.HIGH
        assert not problems


def test_a_field_that_differs_between_cover_and_table() -> None:
    form = reading(
        text("案例名称", "百米听讲"), text("申报类别", "宣传"), text("案例名称", "千米听讲")
    )
    values, problems = read([NAME, SORT], form)
    assert values["案例名称"].raw == "千米听讲"
    assert values["案例名称"].confidence is Confidence.LOW
    assert _codes(problems) == ["C04"]
    assert "百米听讲" in problems[0].message
    assert "千米听讲" in problems[0].message


def test_what_most_places_say_is_taken() -> None:
    found = [text("案例名称", typed) for typed in ("甲", "甲", "乙")]
    values, problems = read([NAME], reading(*found))
    assert values["案例名称"].raw == "甲"
    assert _codes(problems) == ["C04"]


def test_a_text_on_the_cover_answers_an_open_question_in_the_table() -> None:
    boxes = [Found(Slot("申报类别", Use.TICK, option=option), ("□",)) for option in SORT.options]
    paper = content("□宣传　□治理")
    values, problems = read([SORT], reading(text("申报类别", "治理"), *boxes), paper)
    assert values["申报类别"].raw == "治理"
    assert not problems
    values, problems = read([SORT], reading(text("申报类别"), *boxes), paper)
    assert values["申报类别"].raw == ""
    assert _codes(problems) == ["C03"]


def test_pictures_go_with_their_captions() -> None:
    found = [
        picture("图片", b"1", item=0),
        text("图片", "第一张", use=Use.CAPTION, item=0),
        picture("图片", b"2", item=1),
        text("图片", use=Use.CAPTION, item=1),
        picture("图片", b"3", item=2),
        text("图片", "第", "三张", use=Use.CAPTION, item=2),
    ]
    values, problems = read([PICTURES], reading(*found))
    taken = [(one.picture.content, one.caption) for one in values["图片"].pictures]
    assert taken == [(b"1", "第一张"), (b"2", ""), (b"3", "第三张")]
    assert values["图片"].raw == ""
    assert not problems


def test_pictures_set_in_columns_are_in_the_order_of_their_items() -> None:
    found = [picture("图片", b"%d" % item, item=item) for item in (0, 2, 1)]
    values, _ = read([PICTURES], reading(*found))
    assert [one.picture.content for one in values["图片"].pictures] == [b"0", b"1", b"2"]


def test_words_where_pictures_belong_are_not_lost() -> None:
    found = [
        picture("照片", lines=("照片另附",)),
        picture("图片", item=0),
        text("图片", "没有图的说明", use=Use.CAPTION, item=0),
    ]
    values, problems = read([PHOTO, PICTURES], reading(*found))
    assert not values["照片"].pictures
    assert _codes(problems) == ["C07", "C07"]
    assert "照片另附" in problems[0].message
    assert "没有图的说明" in problems[1].message


def test_two_photos_where_one_belongs() -> None:
    values, problems = read([PHOTO], reading(picture("照片", b"1", b"2")))
    assert [one.picture.content for one in values["照片"].pictures] == [b"1", b"2"]
    assert _codes(problems) == ["C04"]


def test_a_floating_photo_is_told() -> None:
    floating = PastedPicture(b"1", 35, 49, floating=True)
    found = Found(Slot("照片", Use.PICTURE), (), (floating,), doubts=(Doubt.FLOATING,))
    values, problems = read([PHOTO], reading(found))
    assert values["照片"].confidence is Confidence.MIDDLE
    assert _codes(problems) == ["C04"]


def test_missing_places_are_told_once_a_field() -> None:
    missing = (Slot("案例名称"), Slot("案例名称", blank="无"), Slot("案例内容", part="做法"))
    form = reading(text("案例内容", "背景文字", part="背景"), missing=missing)
    values, problems = read([NAME, PARTS], form)
    assert values["案例名称"].raw == ""
    assert values["案例名称"].confidence is Confidence.LOW
    assert _codes(problems) == ["C01", "C01"]
    assert "“案例名称”" in problems[0].message
    assert "“案例的内容（做法）”" in problems[1].message
    assert "背景文字" in str(values["案例内容"].raw)


def test_a_field_found_in_the_table_is_not_missing_on_the_cover() -> None:
    form = reading(text("案例名称", "百米听讲"), missing=(Slot("案例名称", blank="（填写）"),))
    _, problems = read([NAME], form)
    assert not problems


def test_alterations_and_their_summary() -> None:
    long = "案例简介不超过200字" * 9
    some = (Alteration("不超过200字", "不超过300字"), Alteration(long, ""))
    _, problems = read([], reading(alterations=some))
    assert _codes(problems) == ["C05", "C06"]
    assert problems[0].message == "表上原来印的“不超过200字”，现在是“不超过300字”"
    assert len(problems[1].message) < 70
    many = tuple(Alteration(f"第{number}条", "") for number in range(13))
    _, problems = read([], reading(alterations=many))
    assert _codes(problems) == ["C06"] * 10 + ["C05"]
    assert "另有 3 处" in problems[-1].message


def test_what_is_left_over_is_told_unless_it_says_nothing() -> None:
    left = ("另有一段说明", "□", "____", "：", "√", *(f"第{number}段" for number in range(11)))
    _, problems = read([], reading(left_over=left))
    assert _codes(problems) == ["C07"] * 11
    told = "".join(problem.message for problem in problems)
    for text_left in ("另有一段说明", "“√”", "第0段", "第7段", "第8段；第9段；第10段"):
        assert text_left in told


def test_a_number_cut_in_half_is_masked_still() -> None:
    _, problems = read([], reading(left_over=("字" * 110 + "990101198603171114",)))
    assert "990101198" not in problems[0].message


def test_revisions_strays_and_other_versions() -> None:
    form = reading(stray_pictures=(PastedPicture(b"1", 9, 9),))
    mark = Imprint("x", "申报表", "", "1")
    paper = content(revised=True, imprint=mark)
    reader = ValueReader.of([], {})
    for template, codes in (
        ("2", ["C11", "C21", "C20"]),
        ("1", ["C21", "C20"]),
        ("", ["C21", "C20"]),
    ):
        _, problems = reader.values_of(form, paper, FILE, template)
        assert _codes(problems) == codes


def test_pictures_that_are_links_only_are_said() -> None:
    _, problems = read([], reading(), content("甲", linked_pictures=2))
    assert _codes(problems) == ["C20"]
    assert "2 张图片只是链接" in problems[0].message
    assert read([], reading(), content("甲"))[1] == ()
