"""Which template a returned form belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formgen.collect.content import Box, Content, Imprint
from formgen.collect.finding import choose_pattern
from formgen.collect.pattern import FormPattern
from tests.collect.finding.making import blank, content, pattern_named, place_of, with_box, without
from tests.collect.forms import CAMPAIGNS, FormCase, cases
from tests.word.making import row, table


def patterns(campaign: str) -> list[FormPattern]:
    return [pattern_named(form.name) for form in cases() if form.campaign.id == campaign]


def unmarked(campaign: str, document: str) -> Content:
    return replace(blank(campaign, document), imprint=Imprint())


def chosen(campaign: str, form: Content) -> str | None:
    found = choose_pattern(patterns(campaign), form)
    return found.document if found else None


@pytest.mark.parametrize("form", cases(), ids=lambda form: form.name)
def test_a_form_is_known_by_its_wording(form: FormCase) -> None:
    returned = unmarked(form.campaign.id, form.document.name)
    assert chosen(form.campaign.id, returned) == form.document.name
    for other in CAMPAIGNS:
        if other != form.campaign.id:
            assert chosen(other, returned) is None


def test_forms_of_one_template_are_told_apart_by_their_title() -> None:
    for name in ("网络素养教育示范基地推荐表", "绿色网络文化工作室推荐表"):
        form = unmarked("guizhou-2018", name)
        form = with_box(form, place_of(form, name), f"《{name[:-2]} 荐 表》")
        assert chosen("guizhou-2018", form) == name


def test_the_mark_counts_where_the_wording_does_not_speak_against_it() -> None:
    form = unmarked("guizhou-2018", "绿色网络文化工作室推荐表")
    title = place_of(form, "绿色网络文化工作室推荐表")
    mark = Imprint("guizhou-2018", "绿色网络文化工作室推荐表", "x", "y")
    wrong_title = with_box(form, title, "网络素养教育示范基地推荐表")
    assert chosen("guizhou-2018", replace(wrong_title, imprint=mark)) == mark.document
    assert chosen("guizhou-2018", wrong_title) == "网络素养教育示范基地推荐表"
    foreign = Imprint("xuzhou-2023", "申报表")
    assert chosen("guizhou-2018", replace(form, imprint=foreign)) == "绿色网络文化工作室推荐表"
    letter = replace(content("关于报送材料的函", "现将有关材料报上。"), imprint=mark)
    assert chosen("guizhou-2018", letter) is None


def test_half_a_form_is_still_known_and_less_is_not() -> None:
    form = unmarked("xuzhou-2023", "申报表")
    labels = [n for n, box in enumerate(form.boxes) if box.table and box.lines]
    assert chosen("xuzhou-2023", without(form, *labels[::3])) == "申报表"
    assert chosen("xuzhou-2023", replace(form, boxes=form.boxes[:8])) is None


def test_a_form_of_somebody_else_is_none() -> None:
    other = content(
        "职工登记表",
        table(
            row("姓名", "张三", "性别", "男"),
            row("民族", "汉族", "出生年月", "1990.01"),
            row("住址", "某路1号", "电话", "5550123"),
            widths=(2000, 2000, 2000, 2000),
        ),
    )
    for campaign in CAMPAIGNS:
        assert chosen(campaign, other) is None


def test_an_empty_file_is_none() -> None:
    assert chosen("xuzhou-2023", Content(())) is None
    assert chosen("xuzhou-2023", Content((Box(("　",)),))) is None
