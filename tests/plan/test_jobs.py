from __future__ import annotations

import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign import Campaign
from formgen.campaign.units import Unit
from formgen.check import CampaignData, Checked, Entry, blank_values
from formgen.plan import Job, Selection, plan, plan_blank
from formgen.plan.jobs import entry_identifiers
from tests.campaign.test_load import MINIMAL

FIELDS = [
    {"名称": "姓名", "类型": "姓名", "可公开": True},
    {"名称": "类别", "类型": "单选", "选项": ["甲类", "乙类", "丙类"], "可公开": True},
    {"名称": "身份证号", "类型": "身份证号"},
    {"名称": "推荐单位", "类型": "推荐单位", "可公开": True},
    {"名称": "推荐排序", "类型": "整数"},
]
UNITS = (
    Unit("南市", "市州", 3, "联系甲", "0999-5550001", ""),
    Unit("北/市", "市州", None, "", "", ""),
    Unit("空市", "市州", 2, "", "", ""),
)


def campaign(**document: Any) -> Campaign:
    paper = {"名称": "汇总表", "模板": ["汇总表.docx"], "范围": ["整个活动"]} | document
    return Campaign.model_validate(
        MINIMAL | {"单位字段": "推荐单位", "字段": FIELDS, "文书": [paper]}
    )


def entry(number: int, name: str, category: str, unit: str, rank: int | str = "") -> Entry:
    values = {"姓名": name, "类别": category, "推荐单位": unit, "推荐排序": rank}
    blank = blank_values(campaign().fields)
    return Entry(number, name, unit, blank | values | {"身份证号": f"秘密{number}"})


ENTRIES = (
    entry(1, "丁一", "乙类", "南市", 2),
    entry(3, "王/三", "甲类", "北/市", 1),
    entry(12, "李四", "乙类", "南市", 1),
    entry(13, "自荐人", "甲类", ""),
)


def jobs(selection: Selection = Selection(), **document: Any) -> list[Job]:  # noqa: B008
    data = CampaignData(UNITS, Checked(ENTRIES, (), ()), {}, ())
    return plan(campaign(**document), data, selection)


def with_pdf(*words: str) -> list[str]:
    """Paths of Word files, each followed by the PDF that is printed of it."""
    return [path for word in words for path in (word, f"{word.removesuffix('docx')}pdf")]


def listed(job: Job, key: str = "申报") -> list[str]:
    rows: Any = job.context[key]
    return [str(row["姓名"]) for row in rows]


def test_papers_per_entry_are_numbered_as_in_the_table() -> None:
    made = jobs(范围=["每份申报"], 名称="申报表", 模板=["申报表.docx"])
    assert [str(job.path) for job in made] == [
        "申报表/01_丁一.docx",
        "申报表/01_丁一.pdf",
        "申报表/03_王／三.docx",
        "申报表/03_王／三.pdf",
        "申报表/12_李四.docx",
        "申报表/12_李四.pdf",
        "申报表/13_自荐人.docx",
        "申报表/13_自荐人.pdf",
    ]
    for job in made[2:4]:
        assert (job.context["姓名"], job.context["序号"]) == ("王/三", 3)
    assert [job.format for job in made[2:4]] == ["docx", "pdf"]


def test_papers_per_unit_are_made_for_units_with_entries() -> None:
    made = jobs(范围=["每个单位", "整个活动"])
    assert [str(job.path) for job in made] == with_pdf(
        "汇总表/南市.docx", "汇总表/北／市.docx", "汇总表.docx"
    )
    lists = [["丁一", "李四"], ["王/三"], ["丁一", "王/三", "李四", "自荐人"]]
    assert [listed(job) for job in made] == [names for names in lists for _ in range(2)]


def test_a_unit_sees_its_quota_used_and_left() -> None:
    unit: Any = jobs(范围=["每个单位"])[0].context["单位"]
    assert (unit["名额"], unit["已报"], unit["剩余"]) == (3, 2, 1)
    units: Any = jobs()[0].context["单位表"]
    assert [(u["名称"], u["名额"], u["剩余"]) for u in units] == [
        ("南市", 3, 1), ("北/市", "", ""), ("空市", 2, 2),
    ]  # fmt: skip


def test_entries_are_sorted_by_rank_and_blanks_come_last() -> None:
    assert listed(jobs(排序=["推荐排序"])[0]) == ["王/三", "李四", "丁一", "自荐人"]


def test_options_and_units_sort_in_their_lists_order() -> None:
    assert listed(jobs(排序=["类别"])[0]) == ["王/三", "自荐人", "丁一", "李四"]
    in_order = listed(jobs(排序=["推荐单位", "推荐排序"])[0])
    assert in_order == ["李四", "丁一", "王/三", "自荐人"]


def test_conditions_choose_entries() -> None:
    assert listed(jobs(条件={"类别": ["甲类"]})[0]) == ["王/三", "自荐人"]


def test_groups_come_in_the_options_order_numbered_within_each() -> None:
    groups: Any = jobs(分组="类别", 最少行数=1)[0].context["分组"]
    seen = [(g["名称"], g["数量"], [(r["序号"], r["姓名"]) for r in g["行"]]) for g in groups]
    assert seen == [
        ("甲类", 2, [(1, "王/三"), (2, "自荐人")]),
        ("乙类", 2, [(1, "丁一"), (2, "李四")]),
        ("丙类", 0, [("", "")]),
    ]


def test_a_public_document_has_no_way_to_a_private_value() -> None:
    made = jobs(公开=True, 分组="类别", 范围=["整个活动", "每份申报"])
    for job in made:
        assert "秘密" not in repr(job.context)
        assert "5550001" not in repr(job.context)
        assert "身份证号" not in job.context
    assert all("秘密" in repr(job.context) for job in jobs())


def test_selection_narrows_documents_formats_and_units() -> None:
    both: dict[str, Any] = {"模板": ["汇总表.docx", "汇总表.xlsx"], "范围": ["每个单位"]}
    assert len(jobs(**both)) == 6
    for name in ("xlsx", "pdf", "docx"):
        made = jobs(Selection(formats=frozenset({name})), **both)
        assert [job.path.suffix for job in made] == [f".{name}"] * 2
    assert [listed(j) for j in jobs(Selection(units=frozenset({"北/市"})), **both)] == [
        ["王/三"]
    ] * 3
    assert jobs(Selection(documents=frozenset({"别的"})), **both) == []


def test_a_document_for_each_value_of_a_field() -> None:
    made = jobs(范围=["每个取值"], 取值字段="类别")
    assert [(str(job.path), job.context["取值"]) for job in made] == [
        ("汇总表/乙类.docx", "乙类"), ("汇总表/乙类.pdf", "乙类"),
        ("汇总表/甲类.docx", "甲类"), ("汇总表/甲类.pdf", "甲类"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ({"范围": ["每份申报"]}, ["空白表/汇总表.docx", "空白表/汇总表.pdf"]),
        ({"范围": ["每个单位", "整个活动"]}, ["空白表/汇总表.docx", "空白表/汇总表.pdf"]),
        ({"范围": ["整个活动"]}, []),
        ({"范围": ["每个单位"], "公开": True}, []),
    ],
)
def test_blank_papers_are_those_that_units_write(
    document: dict[str, Any], paths: list[str]
) -> None:
    assert [str(job.path) for job in plan_blank(campaign(**document), Selection())] == paths


def test_a_list_of_all_is_written_by_hand_where_there_is_nothing_else() -> None:
    lists = {"名称": "汇总表", "模板": ["汇总表.docx"], "范围": ["整个活动"]}
    form = {"名称": "申报表", "模板": ["申报表.docx"], "范围": ["每份申报"]}
    fields = FIELDS[:3]
    for papers, blank in (([lists], ["汇总表"]), ([form, lists], ["申报表"])):
        made = Campaign.model_validate(MINIMAL | {"字段": fields, "文书": papers})
        jobs = plan_blank(made, Selection(formats=frozenset({"docx"})))
        assert [job.document for job in jobs] == blank


def test_blank_rows_are_numbered_for_writing_by_hand() -> None:
    blank = plan_blank(campaign(范围=["每个单位"], 最少行数=3), Selection())[0]
    rows: Any = blank.context["行"]
    assert [(row["序号"], row["姓名"]) for row in rows] == [(1, ""), (2, ""), (3, "")]


def test_a_job_travels_between_processes(tmp_path: Path) -> None:
    for job in jobs(范围=["每份申报"], 分组="类别"):
        assert pickle.loads(pickle.dumps(job)) == job


def test_an_entry_without_an_option_is_in_a_group_of_its_own() -> None:
    undecided = entry(14, "未定", "", "南市")
    data = CampaignData(UNITS, Checked((*ENTRIES, undecided), (), ()), {}, ())
    groups: Any = plan(campaign(分组="类别"), data, Selection())[0].context["分组"]
    assert [(g["名称"], g["数量"]) for g in groups] == [
        ("甲类", 2), ("乙类", 2), ("丙类", 0), ("", 1),
    ]  # fmt: skip
    assert groups[-1]["申报"][0]["姓名"] == "未定"


def test_numbers_keep_their_width_when_an_entry_is_left_out() -> None:
    checked = Checked(ENTRIES[:1], (), tuple(f"有误{number}" for number in range(99)))
    data = CampaignData(UNITS, checked, {}, ())
    made = plan(campaign(范围=["每份申报"]), data, Selection())
    assert [job.path.name for job in made] == ["001_丁一.docx", "001_丁一.pdf"]


def test_the_papers_of_an_entry_bear_its_identifier_and_lists_none() -> None:
    made = jobs(范围=["每份申报", "整个活动"])
    of_entries = {job.subject: job.identifier for job in made[:-2]}
    assert len(set(of_entries.values())) == len(of_entries) == len(ENTRIES)
    assert all(identifier.startswith(f"{MINIMAL['编号']}-") for identifier in of_entries.values())
    assert {job.identifier for job in made[-2:]} == {""}


def test_an_identifier_stays_when_rows_are_sorted_or_left_out() -> None:
    first = entry_identifiers("c", ENTRIES)
    turned = tuple(replace(e, number=40 - e.number) for e in reversed(ENTRIES))
    again = entry_identifiers("c", turned)
    assert {e.name: first[e.number] for e in ENTRIES} == {e.name: again[e.number] for e in turned}
    assert entry_identifiers("c", ENTRIES[1:]) == {e.number: first[e.number] for e in ENTRIES[1:]}
    assert set(first.values()).isdisjoint(entry_identifiers("d", ENTRIES).values())


def test_two_people_of_one_name_have_identifiers_of_their_own() -> None:
    twins = (entry(1, "李四", "", "南市"), entry(2, "李四", "", "南市"), entry(3, "李四", "", ""))
    assert len(set(entry_identifiers("c", twins).values())) == 3


def test_an_identifier_tells_neither_name_nor_number() -> None:
    secret = entry(7, "秘密人", "", "南市")
    identifier = entry_identifiers("c", (secret,))[7]
    other = replace(secret, values={**secret.values, "身份证号": "别的"})
    assert entry_identifiers("c", (other,))[7] == identifier
    assert re.fullmatch(r"c-[0-9a-f]{12}", identifier)


def test_an_identifier_parts_unit_and_name() -> None:
    ab, ba = entry(1, "丙", "", "甲乙"), entry(2, "乙丙", "", "甲")
    assert len(set(entry_identifiers("c", (ab, ba)).values())) == 2
