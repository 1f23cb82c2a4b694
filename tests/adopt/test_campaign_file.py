"""Forms become a campaign.json that formgen reads, each field in it once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formgen.adopt.calling import form_name, safe_id
from formgen.adopt.campaign_file import (
    About,
    Plan,
    proposed_campaign,
    written,
)
from formgen.adopt.known import Definition, KnownForm
from formgen.adopt.proposal import FormSort
from formgen.adopt.questions import open_questions
from formgen.campaign import Scope, load_campaign
from formgen.campaign.model import Campaign

NAME: Definition = {"名称": "姓名", "类型": "姓名", "必填": True}


def form(
    *fields: Definition,
    name: str = "申报表",
    sort: FormSort = FormSort.ENTRY,
    title: str = "2025年青禾镇“读书之星”评选活动申报表",
    blank_rows: int = 0,
    group: str = "",
) -> KnownForm:
    keyed = tuple((f"{name}/{one['名称']}", one) for one in fields)
    return KnownForm(name, f"{name}.docx", title, sort, keyed, blank_rows, group)


def plan(*forms: KnownForm, folder: str = "reading-2025", notice: str = "") -> Plan:
    return proposed_campaign(forms, About(folder, 2024, notice))


def campaign(*forms: KnownForm, **about: str) -> Campaign:
    return Campaign.model_validate(plan(*forms, **about).data)


class TestHead:
    def test_says_what_the_form_and_the_folder_tell(self) -> None:
        made = campaign(form(NAME))
        assert (made.id, made.year) == ("reading-2025", 2025)
        assert made.name == "2025年青禾镇“读书之星”评选活动"
        assert made.name_field == "姓名"

    def test_asks_for_what_they_do_not_tell(self) -> None:
        forms = [form(NAME)]
        data = plan(*forms).data
        assert any("发文机关" in one for one in open_questions(forms, data))
        said = {**data, "通知": {"标题": "通知", "发文机关": ["青禾镇文化站"]}}
        assert list(open_questions(forms, said)) == []

    def test_takes_the_name_of_the_notice(self) -> None:
        made = campaign(form(NAME, title=""), notice="关于开展2026年读书月活动的通知")
        assert (made.name, made.year) == ("2026年读书月活动", 2026)
        assert made.notice.title == "关于开展2026年读书月活动的通知"

    def test_takes_the_year_of_today_where_nothing_names_one(self) -> None:
        assert campaign(form(NAME, title="申报表"), folder="reading").year == 2024

    @pytest.mark.parametrize(
        ("folder", "identifier"),
        [
            ("reading-2025", "reading-2025"),
            ("Reading 2025", "reading-2025"),
            ("读书之星", "huodong-2024"),
            ("读书之星2025", "huodong-2025"),
            ("_a_", "a"),
            ("", "huodong-2024"),
        ],
    )
    def test_makes_an_identifier_of_any_folder(self, folder: str, identifier: str) -> None:
        assert safe_id(folder, 2024) == identifier


class TestNamingField:
    @pytest.mark.parametrize(
        ("names", "chosen"),
        [
            (["单位名称", "姓名"], "姓名"),
            (["联系人", "案例名称"], "案例名称"),
            (["单位名称", "作品题目"], "作品题目"),
            (["单位名称", "电话"], "单位名称"),
            (["编制数", "电话"], "编制数"),
        ],
    )
    def test_is_what_people_call_an_entry(self, names: list[str], chosen: str) -> None:
        fields = [{"名称": one, "类型": "姓名" if one == "联系人" else "文本"} for one in names]
        assert campaign(form(*fields)).name_field == chosen

    def test_is_never_a_picture_while_there_is_a_text(self) -> None:
        made = campaign(form({"名称": "照片", "类型": "照片"}, {"名称": "事迹", "类型": "长文本"}))
        assert made.name_field == "事迹"


class TestDocuments:
    def test_a_form_is_made_for_each_entry(self) -> None:
        [document] = campaign(form(NAME)).documents
        assert (document.name, document.templates) == ("申报表", ["申报表.docx"])
        assert document.scopes == [Scope.ENTRY]

    def test_a_list_is_made_of_the_campaign_or_of_each_unit(self) -> None:
        listing = form(NAME, name="汇总表", sort=FormSort.LIST, blank_rows=8)
        [document] = campaign(listing).documents
        assert (document.scopes, document.blank_rows) == ([Scope.CAMPAIGN], 8)
        unit: Definition = {"名称": "推荐单位", "类型": "推荐单位"}
        [document] = campaign(form(NAME, unit, name="汇总表", sort=FormSort.LIST)).documents
        assert document.scopes == [Scope.UNIT, Scope.CAMPAIGN]

    def test_a_unit_field_asks_for_the_list_of_units(self) -> None:
        made = plan(form(NAME, {"名称": "推荐单位", "类型": "推荐单位"}))
        assert made.data["单位字段"] == "推荐单位"

    def test_a_list_that_names_its_sender_brings_a_unit_field(self) -> None:
        listing = replace(form(NAME, name="汇总表", sort=FormSort.LIST), names_unit=True)
        made = plan(listing)
        assert [one["名称"] for one in fields(made)] == ["姓名", "推荐单位"]
        assert Campaign.model_validate(made.data).unit_field == "推荐单位"
        assert any("《汇总表》" in one for one in open_questions([listing], made.data))
        own: Definition = {"名称": "推荐单位", "类型": "推荐单位"}
        both = [listing, form(NAME, own)]
        made = plan(*both)
        assert [one["名称"] for one in fields(made)] == ["姓名", "推荐单位"]
        assert not any("《汇总表》" in one for one in open_questions(both, made.data))

    def test_several_forms_are_asked_about_until_each_has_its_condition(self) -> None:
        forms = [form(NAME), form(NAME, name="集体表")]
        data = plan(*forms).data
        assert any("有几种申报表" in one for one in open_questions(forms, data))
        papers: Any = data["文书"]
        data["文书"] = [{**one, "条件": {"类别": [one["名称"]]}} for one in papers]
        assert not any("有几种申报表" in one for one in open_questions(forms, data))

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("推荐表", "推荐表"),
            ("案例（项目）推荐表", "案例（项目）推荐表"),
            ("2023年“徐州好网民”征集推荐活动申报表", "申报表"),
            ("东岭市2025年争做新时代好网民绿色网络工作室推荐表",) * 2,
            ("东岭市二〇二五年优秀志愿服务组织登记表", "东岭市二〇二五年优秀志愿服务组织登记表"),
        ],
    )  # fmt: skip
    def test_are_called_after_their_titles(self, title: str, name: str) -> None:
        assert form_name(title) == name


class TestSharedNames:
    def test_one_field_stands_on_two_forms(self) -> None:
        made = plan(form(NAME, {"名称": "事迹", "类型": "长文本"}), form(NAME, name="汇报表"))
        assert [one["名称"] for one in fields(made)] == ["姓名", "事迹"]
        assert set(made.names.values()) == {"姓名", "事迹"}

    def test_a_list_prints_the_fields_of_the_form(self) -> None:
        kind: Definition = {"名称": "类别", "类型": "单选", "选项": ["甲", "乙"]}
        column: Definition = {"名称": "类别", "类型": "文本"}
        listing = form(NAME, column, name="汇总表", sort=FormSort.LIST)
        made = plan(listing, form(NAME, kind))
        assert [one for one in fields(made) if one["名称"] == "类别"] == [kind]
        assert not any("类别" in one for one in made.questions)

    @pytest.mark.parametrize("sort", list(FormSort))
    def test_a_picture_and_a_text_are_never_one_field(self, sort: FormSort) -> None:
        photo: Definition = {"名称": "证明", "类型": "照片"}
        text: Definition = {"名称": "证明", "类型": "文本"}
        made = plan(form(NAME, photo), form(text, name="汇总表", sort=sort))
        assert [one["名称"] for one in fields(made)] == ["姓名", "证明", "汇总表证明"]

    def test_the_fuller_kind_stays_and_is_asked_about(self) -> None:
        text: Definition = {"名称": "联系方式", "类型": "文本"}
        phone: Definition = {"名称": "联系方式", "类型": "电话"}
        made = plan(form(NAME, text), form(phone, name="汇报表"))
        assert phone in fields(made)
        assert any("联系方式" in one for one in made.questions)

    def test_what_cannot_be_one_field_becomes_two(self) -> None:
        one: Definition = {"名称": "类别", "类型": "单选", "选项": ["甲", "乙"]}
        other: Definition = {"名称": "类别", "类型": "单选", "选项": ["丙", "丁"]}
        made = plan(form(NAME, one), form(other, name="汇报表"))
        assert [one["名称"] for one in fields(made)] == ["姓名", "类别", "汇报表类别"]
        assert fields(made)[2]["标签"] == "类别"
        assert made.names["汇报表", "汇报表/类别"] == "汇报表类别"
        assert any("分成两个字段" in one for one in made.questions)

    def test_a_name_that_templates_need_is_changed(self) -> None:
        made = plan(form(NAME, {"名称": "单位", "类型": "文本"}))
        assert [one["名称"] for one in fields(made)] == ["姓名", "单位名称"]
        assert made.names["申报表", "申报表/单位"] == "单位名称"
        assert Campaign.model_validate(made.data)


def fields(made: Plan) -> list[dict[str, object]]:
    found = made.data["字段"]
    assert isinstance(found, list)
    return found


def test_the_file_has_each_field_on_a_line(tmp_path: Path) -> None:
    text = written(plan(form(NAME, {"名称": "事迹", "类型": "长文本"})).data)
    assert '    {"名称": "姓名", "类型": "姓名", "必填": true},\n' in text
    (tmp_path / "campaign.json").write_text(text, encoding="utf-8")
    assert [one.name for one in load_campaign(tmp_path).fields] == ["姓名", "事迹"]
