from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from formgen.campaign import Campaign
from formgen.check import CampaignData, Checked, Entry
from formgen.plan import Selection, plan
from formgen.plan import sets as sets_module
from formgen.plan.sets import SetPlan, plan_sets
from tests.campaign.test_load import MINIMAL
from tests.plan.test_jobs import ENTRIES, FIELDS, UNITS

FORM = {"名称": "申报表", "模板": ["申报表.docx"], "范围": ["每份申报"]}
LIST = {
    "名称": "汇总表",
    "模板": ["汇总表.docx", "汇总表.xlsx"],
    "范围": ["每个单位", "整个活动"],
    "排序": ["推荐单位", "推荐排序"],
}
PHOTOS = {"名称": "照片页", "模板": ["照片页.docx"], "范围": ["每份申报"]}
NOTICE = {"名称": "公示", "模板": ["公示.docx"], "范围": ["整个活动"], "公开": True}
PLAN = {"名称": "分工表", "模板": ["分工表.docx"], "范围": ["整个活动"]}
CERTIFICATE = {
    "名称": "证书",
    "模板": ["证书.docx"],
    "范围": ["每份申报"],
    "条件": {"类别": ["乙类"]},
    "排序": ["推荐排序"],
    "单独成册": True,
}


def sets(
    documents: list[dict[str, Any]],
    selection: Selection = Selection(),  # noqa: B008
    chosen: str = "",
    entries: tuple[Entry, ...] = ENTRIES,
) -> dict[str, SetPlan]:
    campaign = Campaign.model_validate(
        MINIMAL | {"单位字段": "推荐单位", "字段": FIELDS, "文书": documents}
    )
    data = CampaignData(UNITS, Checked(entries, (), ()), {}, ())
    jobs = plan(campaign, data, selection)
    return {str(one.folder): one for one in plan_sets(campaign, data, selection, jobs, chosen)}


def papers(one: SetPlan) -> list[str]:
    return [f"{job.document} {job.subject}" for _, job in one.papers]


def test_forms_stand_in_the_order_of_the_summary_and_lists_at_their_place() -> None:
    made = sets([FORM, PHOTOS, LIST, NOTICE, PLAN])
    assert list(made) == ["打印/全部", "打印/按单位/南市", "打印/按单位/北／市"]
    assert papers(made["打印/按单位/南市"]) == [
        "申报表 李四",
        "照片页 李四",
        "申报表 丁一",
        "照片页 丁一",
        "汇总表 南市",
    ]
    whole = papers(made["打印/全部"])
    assert [one for one in whole if one.startswith("申报表")] == [
        "申报表 李四",
        "申报表 丁一",
        "申报表 王/三",
        "申报表 自荐人",
    ]
    assert whole[-1].startswith("汇总表"), "the list is behind the forms, as in campaign.json"
    assert not [one for one in whole if one.startswith(("公示", "分工表"))]


def test_a_list_that_campaign_json_has_first_goes_before_the_forms() -> None:
    made = sets([LIST, FORM])
    assert papers(made["打印/按单位/北／市"]) == ["汇总表 北/市", "申报表 王/三"]


def test_only_pdfs_are_bound() -> None:
    made = sets([LIST, FORM])
    assert {job.format for one in made.values() for _, job in one.papers} == {"pdf"}
    assert not sets([LIST, FORM], Selection(formats=frozenset({"docx"})))


def test_certificates_have_a_set_of_their_own_in_their_own_order() -> None:
    made = sets([FORM, CERTIFICATE])
    own = made["打印/证书"]
    assert papers(own) == ["证书 李四", "证书 丁一"]
    assert not own.index
    assert not [one for one in papers(made["打印/全部"]) if one.startswith("证书")]


def test_a_document_can_be_taken_in_and_left_out() -> None:
    made = sets([FORM | {"编入打印册": False}, PHOTOS, PLAN | {"编入打印册": True}])
    whole = papers(made["打印/全部"])
    assert {one.split()[0] for one in whole} == {"照片页", "分工表"}


def test_of_one_unit_there_is_only_its_own_set() -> None:
    made = sets([FORM, LIST, CERTIFICATE], Selection(units=frozenset({"南市"})))
    assert list(made) == ["打印/按单位/南市"]
    made = sets([FORM, LIST], Selection(units=frozenset({"北/市"})))
    assert list(made) == ["打印/按单位/北／市"]


def test_some_documents_of_a_set_make_no_set() -> None:
    """It would be taken for the whole one."""
    assert not sets([FORM, LIST], Selection(documents=frozenset({"申报表"})))
    made = sets([FORM, LIST, CERTIFICATE], Selection(documents=frozenset({"证书"})))
    assert list(made) == ["打印/证书"]


def test_a_chosen_list_has_one_set_of_its_forms() -> None:
    made = sets([FORM, LIST], Selection(entries=frozenset({12, 3})), "重点/名单")
    assert list(made) == ["打印/重点／名单"]
    assert papers(made["打印/重点／名单"]) == ["申报表 李四", "申报表 王/三"]


def test_a_set_too_thick_to_stack_comes_in_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets_module, "VOLUME", 3)
    made = sets([FORM, PLAN | {"编入打印册": True}])
    assert list(made)[:2] == ["打印/全部/第1册", "打印/全部/第2册"]
    assert papers(made["打印/全部/第1册"]) == ["申报表 丁一", "申报表 王/三", "申报表 李四"]
    assert papers(made["打印/全部/第2册"]) == ["申报表 自荐人", "分工表 示范活动"]
    assert made["打印/全部/第2册"].name == "全部（第2册）"


def test_no_entries_make_no_set_of_forms() -> None:
    assert not sets([FORM], entries=())
    assert PurePosixPath("打印/全部") not in map(PurePosixPath, sets([FORM], entries=()))


def test_volumes_are_reckoned_by_the_entries_that_have_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sets_module, "VOLUME", 2)
    made = sets([FORM, CERTIFICATE])
    assert "打印/证书" in made, "two certificates are one set, whoever else has applied"
    chosen = sets([FORM], Selection(entries=frozenset({1, 12})), "名单")
    assert list(chosen) == ["打印/名单"]


def test_what_only_units_have_is_in_the_set_of_everything() -> None:
    letter = {"名称": "推荐函", "模板": ["推荐函.docx"], "范围": ["每个单位"]}
    made = sets([FORM, letter])
    whole = papers(made["打印/全部"])
    assert whole[-2:] == ["推荐函 南市", "推荐函 北/市"]
    assert papers(made["打印/按单位/南市"])[-1] == "推荐函 南市"
    assert papers(sets([letter | {"单独成册": True}])["打印/推荐函"]) == whole[-2:]


def test_a_document_for_entries_and_units_is_bound_whole() -> None:
    both = FORM | {"范围": ["每份申报", "每个单位"]}
    assert papers(sets([both])["打印/按单位/南市"])[-1] == "申报表 南市"


@pytest.mark.parametrize("name", ["全部", "按单位", "证书"])
def test_a_chosen_list_takes_the_place_of_no_other_set(name: str) -> None:
    everything = sets([FORM, CERTIFICATE])
    made = sets([FORM, CERTIFICATE], Selection(entries=frozenset({12})), name)
    assert list(made) == [f"打印/{name}_2", f"打印/{name}_2/证书"]
    assert not made.keys() & everything.keys()


def test_a_set_of_a_side_table_s_papers_needs_no_order_of_entries() -> None:
    side = {"名称": "稿件", "文件": "稿件.csv", "字段": [{"名称": "日期", "类型": "日期"}]}
    bulletin = {
        "名称": "简报", "模板": ["简报.docx"], "范围": ["整个活动"], "数据": "稿件",
        "排序": ["日期"], "单独成册": True,
    }  # fmt: skip
    campaign = Campaign.model_validate(
        MINIMAL | {"字段": FIELDS, "单位字段": "推荐单位", "附表": [side], "文书": [bulletin]}
    )
    data = CampaignData(UNITS, Checked(ENTRIES, (), ()), {"稿件": ()}, ())
    jobs = plan(campaign, data, Selection())
    assert [one.name for one in plan_sets(campaign, data, Selection(), jobs)] == ["简报"]
