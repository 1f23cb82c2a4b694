"""Ticks however they are made, and wherever beside an option they are written."""

from __future__ import annotations

import pytest

from formgen.collect.collected import Confidence
from formgen.collect.slots import Alteration, Found, Slot, Use

from .making import content, field, question, read, reading, text

WAYS = ("组织推荐", "网民自荐")
WAY = field("方式", "单选", 选项=list(WAYS), 必填=True)
MANY = field("方式", "多选", 选项=[*WAYS, "自由申报"])
OPEN = field("方式", "单选可填", 选项=["图文", "视频", "其他"], 可填选项=["其他"], 必填=True)


@pytest.mark.parametrize(
    "mark",
    [*"☑√✓✔■●▲◆VvＶ是有对1", "□√", "√□", "[√]", "（√ ）", "□ ✔", "☐✓", "þ"],
)
def test_any_mark_in_a_box_behind_the_words(mark: str) -> None:
    form, paper = question(f"组织推荐 □　　网民自荐 {mark}", WAYS, behind=True)
    values, problems = read([WAY], form, paper)
    assert values["方式"].raw == "网民自荐"
    assert values["方式"].confidence is not Confidence.LOW or problems


@pytest.mark.parametrize("mark", [*"☑√✓✔■●☒×✗✘VX"])
@pytest.mark.parametrize("behind", [True, False])
def test_the_usual_marks_are_certain(mark: str, behind: bool) -> None:
    line = f"组织推荐 {mark}　　网民自荐 □" if behind else f"{mark}组织推荐　　□网民自荐"
    values, problems = read([WAY], *question(line, WAYS, behind))
    assert values["方式"].raw == "组织推荐"
    assert values["方式"].confidence is Confidence.HIGH
    assert not problems


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("政府类（√）\n商业类（  ）", "政府类"),
        ("政府类（  ）\n商业类　　（√）", "商业类"),
        ("政府类（）\n商业类（×）", "商业类"),
        ("政府类（×）\n商业类（√）", "商业类"),
        ("政府类（否）\n商业类（是）", "商业类"),
    ],
)
def test_marks_between_brackets(line: str, chosen: str) -> None:
    kinds = ("政府类", "商业类")
    one = field("方式", "单选", 选项=list(kinds))
    values, problems = read([one], *question(line, kinds, behind=True))
    assert values["方式"].raw == chosen
    assert values["方式"].confidence is Confidence.HIGH
    assert not problems


def test_a_circle_chooses_only_where_it_stands_alone() -> None:
    full, _ = read([WAY], *question("○组织推荐　●网民自荐", WAYS, behind=False))
    assert (full["方式"].raw, full["方式"].confidence) == ("网民自荐", Confidence.HIGH)
    alone, problems = read([WAY], *question("组织推荐（〇）　网民自荐（　）", WAYS, behind=True))
    assert (alone["方式"].raw, alone["方式"].confidence) == ("组织推荐", Confidence.LOW)
    assert [problem.code for problem in problems] == ["C04"]
    both, problems = read([WAY], *question("○组织推荐　○网民自荐", WAYS, behind=False))
    assert both["方式"].raw == ""
    assert [problem.code for problem in problems] == ["C03"]


@pytest.mark.parametrize(
    ("line", "behind", "chosen"),
    [
        ("√组织推荐 □　　网民自荐 □", True, "组织推荐"),
        ("组织推荐 □　　√网民自荐 □", True, "网民自荐"),
        ("√组织推荐　　网民自荐", True, "组织推荐"),
        ("组织推荐　　√网民自荐", True, "网民自荐"),
        ("□组织推荐　□网民自荐√", False, "网民自荐"),
        ("□组织推荐√　□网民自荐", False, "组织推荐"),
        ("组织推荐√　网民自荐", False, "组织推荐"),
        ("组织推荐 √ □　　网民自荐 □", True, "组织推荐"),
        ("□ √组织推荐　□网民自荐", False, "组织推荐"),
    ],
)
def test_a_mark_beside_the_words_is_attributed_and_told(
    line: str, behind: bool, chosen: str
) -> None:
    values, problems = read([WAY], *question(line, WAYS, behind))
    assert values["方式"].raw == chosen
    if values["方式"].confidence is Confidence.HIGH:  # only where the mark touches its own box
        assert chosen + " √ □" in line or "□ √" + chosen in line
    else:
        assert [problem.code for problem in problems] == ["C04"]


def test_a_mark_in_the_middle_is_never_certain() -> None:
    values, problems = read([WAY], *question("组织推荐　√　网民自荐", WAYS, behind=True))
    assert values["方式"].confidence is Confidence.LOW
    assert [problem.code for problem in problems] == ["C04"]


def test_none_and_two() -> None:
    none, problems = read([WAY], *question("组织推荐 □　　网民自荐 □", WAYS, behind=True))
    assert none["方式"].raw == ""
    assert [problem.code for problem in problems] == ["C03"]
    two, problems = read([WAY], *question("组织推荐 ☑　　网民自荐 √", WAYS, behind=True))
    assert two["方式"].raw == ""
    assert [problem.code for problem in problems] == ["C02"]
    assert problems[0].message == "“方式”勾了 2 个：组织推荐、网民自荐"
    assert problems[0].place.file == "回收/张三.docx"


def test_an_optional_question_may_stay_open() -> None:
    one = field("方式", "单选", 选项=list(WAYS))
    values, problems = read([one], *question("组织推荐 □　　网民自荐 □", WAYS, behind=True))
    assert values["方式"].raw == ""
    assert not problems


def test_a_question_that_does_not_apply_may_stay_open() -> None:
    sort = field("类型", "单选", 选项=["网站", "账号"])
    one = field("方式", "单选", 选项=list(WAYS), 必填=True, 适用={"类型": ["网站"]})
    form, paper = question("组织推荐 □　　网民自荐 □", WAYS, behind=True)
    for typed, codes in (("账号", []), ("网站", ["C03"]), ("", ["C03"])):
        answered = reading(text("类型", typed), *form.found)
        _, problems = read([sort, one], answered, paper)
        assert [problem.code for problem in problems] == codes


def test_several_of_a_question_that_takes_them() -> None:
    line = "☑组织推荐　□网民自荐　☑自由申报"
    values, problems = read([MANY], *question(line, (*WAYS, "自由申报"), behind=False))
    assert values["方式"].raw == "组织推荐、自由申报"
    assert not problems


def test_several_whose_words_hold_a_separator() -> None:
    options = ("政府、新闻类", "商业类")
    one = field("方式", "多选", 选项=list(options))
    values, _ = read([one], *question("☑政府、新闻类　☑商业类", options, behind=False))
    assert values["方式"].raw == list(options)


@pytest.mark.parametrize(
    ("line", "raw", "code"),
    [
        ("□图文　□视频　☑其他（直播）", "其他（直播）", ""),
        ("□图文　☑视频　□其他（　　）", "视频", ""),
        ("□图文　☑视频　□其他（无）", "视频", ""),
        ("□图文　□视频　□其他（直播）", "其他（直播）", "C04"),
        ("□图文　□视频　☑其他（　　）", "其他", ""),
        ("□图文　□视频　是其他（是）", "其他", ""),
        ("□图文　□视频　√其他（√）", "其他", ""),
        ("□图文　□视频　☑其他（是）", "其他（是）", ""),
        ("□图文　☑视频　□其他（直播）", "", "C02"),
        ("□图文　□视频　☑其他（a（b）：c）", "其他（a（b）：c）", ""),
    ],
)
def test_the_text_behind_an_option(line: str, raw: str, code: str) -> None:
    options = ("图文", "视频", "其他")
    values, problems = read([OPEN], *question(line, options, behind=False, opens=("其他",)))
    assert values["方式"].raw == raw
    assert [problem.code for problem in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "raw"), [("√", "其他"), ("融媒体类", "其他（融媒体类）"), ("/", ""), ("", "")]
)
def test_a_text_where_the_tick_would_stand(typed: str, raw: str) -> None:
    found = [
        Found(Slot("方式", Use.TICK, option="图文"), ()),
        Found(Slot("方式", Use.OPEN, option="其他"), (typed,) if typed else ()),
    ]
    paper = content(f"图文（  ）\n其他（{typed}）")
    values, problems = read([OPEN], reading(*found), paper)
    assert values["方式"].raw == raw
    assert [problem.code for problem in problems] == ([] if raw else ["C03"])


def test_the_option_written_out() -> None:
    form, _ = question("组织推荐　　网民自荐", WAYS, behind=True)
    found = (Found(Slot("方式", Use.TICK, option="组织推荐"), ("网民自荐",)), form.found[1])
    values, problems = read([WAY], reading(*found), content("网民自荐"))
    assert values["方式"].raw == "网民自荐"
    assert [problem.code for problem in problems] == ["C04"]


def test_the_other_options_deleted() -> None:
    blank = tuple(Found(Slot("方式", Use.TICK, option=option), ()) for option in WAYS)
    form = reading(*blank, alterations=(Alteration("网民自荐", ""),))
    values, problems = read([WAY], form, content("推荐方式", "组织推荐"))
    assert values["方式"].raw == "组织推荐"
    assert values["方式"].confidence is Confidence.LOW
    assert [problem.code for problem in problems] == ["C04", "C06"]


def test_words_beside_a_tick_are_not_lost() -> None:
    form, paper = question("组织推荐 √（省级）　　网民自荐 □", WAYS, behind=True)
    values, problems = read([WAY], form, paper)
    assert values["方式"].raw == "组织推荐"
    assert "省级" in problems[0].message


def test_a_tick_and_a_cross_in_one_box() -> None:
    values, problems = read([WAY], *question("组织推荐 √×　　网民自荐 □", WAYS, behind=True))
    assert values["方式"].confidence is Confidence.LOW
    assert [problem.code for problem in problems] == ["C04"]


def test_options_in_cells_of_their_own() -> None:
    form, _ = question("组织推荐　√　网民自荐　□", WAYS, behind=True)
    values, problems = read([WAY], form, content("推荐方式", "组织推荐", "√", "网民自荐", "□"))
    assert values["方式"].raw == "组织推荐"
    assert values["方式"].confidence is not Confidence.HIGH or not problems


@pytest.mark.parametrize(
    ("line", "behind"),
    [("组织推荐　　√网民自荐 □", True), ("□组织推荐√　　网民自荐", False)],
)
def test_a_mark_that_leans_on_the_other_word_is_told(line: str, behind: bool) -> None:
    values, problems = read([WAY], *question(line, WAYS, behind))
    assert values["方式"].confidence is Confidence.LOW
    assert [problem.code for problem in problems] == ["C04"]


def test_an_open_option_with_brackets_of_its_own() -> None:
    other = "其他（注明）"
    one = field("方式", "单选可填", 选项=["图文", other], 可填选项=[other])
    found = [
        Found(Slot("方式", Use.TICK, option="图文"), ("□",)),
        Found(Slot("方式", Use.TICK, option=other), ("☑",)),
        Found(Slot("方式", Use.OPEN, option=other), ("直播",)),
    ]
    values, problems = read([one], reading(*found), content(f"□图文 ☑{other}：直播"))
    assert values["方式"].raw == {"选项": other, "文字": "直播"}
    assert not problems
