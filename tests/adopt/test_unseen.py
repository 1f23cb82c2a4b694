"""Forms drawn without a look at the program, and the ways of asking that were found on them."""

from __future__ import annotations

import pytest

from formgen.adopt.proposal import Proposal
from formgen.adopt.understanding import understand
from tests.adopt.drawn.drawing import C, Row, form, line, row, table, title
from tests.adopt.drawn.forms import Drawn
from tests.adopt.drawn.unseen import UNSEEN
from tests.adopt.measuring import measured, together


@pytest.mark.parametrize("drawn", UNSEEN, ids=lambda one: one.name)
def test_each_form(drawn: Drawn) -> None:
    found = measured(drawn.expected, understand(drawn.draw()))
    assert found.share_right >= 0.90, found.wrong
    assert found.share_invented <= 0.05, found.invented


def test_all_of_them() -> None:
    whole = together([measured(one.expected, understand(one.draw())) for one in UNSEEN])
    assert whole.share_right >= 0.95, whole.wrong
    assert whole.invented == ()


def asked(*rows: Row, before: str = "", after: str = "") -> Proposal:
    """What a form with one table of two columns asks for, with a line over and under it."""
    return understand(form(title("登记表"), line(before), table((40, 130), *rows), line(after)))


def kinds(proposal: Proposal) -> dict[object, object]:
    """The kinds of the fields by name."""
    return {one.definition["名称"]: one.definition["类型"] for one in proposal.fields}


@pytest.mark.parametrize(
    "printed",
    [
        "　　　　县（市、区）　　　　镇（街道）　　　　村（社区）",
        "____省____市____县",
        "〔　　　〕市〔　　　〕区",
        "　　　　市/县　　　　乡/镇",
    ],
)
def test_an_address_between_the_words_of_the_form(printed: str) -> None:
    proposal = asked(row("家庭地址", C(printed)), row("班级", "　　　年级　　　班"))
    assert kinds(proposal) == {"家庭地址": "地址", "班级": "文本"}
    shown = printed.replace("〔", "").replace("〕", "")
    assert proposal.insertions[0].tag == f'{{{{ 家庭地址|或("{shown}") }}}}'
    assert proposal.insertions[0].start == 0


@pytest.mark.parametrize("label", ["　县　　区　", "　　　社　　　区", "　　　区　　　县　　名"])
def test_a_spaced_label_is_no_address(label: str) -> None:
    proposal = understand(form(title("登记表"), table((40, 60, 60), row("所在地", label, ""))))
    [field] = proposal.fields
    assert field.definition["类型"] != "地址"


def test_words_between_blanks_that_say_nothing_are_told() -> None:
    proposal = asked(row("住房", "　　　　向南　　　　向北　　　　"), row("备注", ""))
    assert list(kinds(proposal)) == ["备注"]
    assert proposal.left_alone == ("表格1 第1行“住房”右边：没有看出怎样填，照原样留空",)


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        ("（1500字以内，另附家庭生活照片3—5张）", "长文本"),
        ("（另附活动照片3—5张）", "长文本"),
        ("（请贴照片，不超过5张）", "图片"),
        ("（照片3—5张，每张说明20字以内）", "图片"),
    ],
)
def test_photos_handed_in_beside_a_text(hint: str, kind: str) -> None:
    proposal = asked(row("主要事迹", C(hint, align="left"), height=60))
    assert kinds(proposal) == {"主要事迹": kind}
    told = any("另加一个“图片”字段" in one for one in proposal.fields[0].questions)
    assert told == ("另附" in hint)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("填报时间", "日期"),
        ("报送时间", "日期"),
        ("活动时间", "文本"),
        ("身高（cm）", "整数"),
        ("体重（公斤）", "小数"),
    ],
)
def test_days_and_measures(label: str, kind: str) -> None:
    assert list(kinds(asked(row(label, ""))).values()) == [kind]


def test_a_label_of_figures_is_called_by_what_it_is_about() -> None:
    widths = (40, 20, 30, 20, 30)
    years = row("年度考核结果", "2023年", "", "2024年", "")
    proposal = understand(form(title("登记表"), table(widths, years)))
    assert list(kinds(proposal)) == ["年度考核结果2023年", "年度考核结果2024年"]
    assert [one.definition["标签"] for one in proposal.fields] == ["2023年", "2024年"]


@pytest.mark.parametrize(
    ("note", "most"),
    [
        ("填表说明：四、主要事迹要求重点突出，字数控制在2000字以内。", None),
        ("四、主要事迹要求重点突出，字数控制在2000字以内。", 2000),
        ("2.“主要事迹”不超过2000字。", 2000),
        ("2.主要事迹材料不超过2000字，另行报送。", None),
        ("2.推荐理由不超过2000字。", None),
    ],
)
def test_a_note_limits_a_text(note: str, most: int | None) -> None:
    form_ = form(
        title("登记表"),
        line("填表说明"),
        line(note),
        table((40, 130), row("主要事迹", "", height=60), row("简历（300字以内）", "", height=60)),
    )
    story, life = understand(form_).fields
    assert story.definition.get("最多字数") == most
    assert life.definition["最多字数"] == 300


def test_a_limit_beside_the_blank_goes_before_that_of_a_note() -> None:
    proposal = asked(
        row("主要事迹（800字以内）", "", height=60), after="注：主要事迹不超过2000字。"
    )
    assert proposal.fields[0].definition["最多字数"] == 800
