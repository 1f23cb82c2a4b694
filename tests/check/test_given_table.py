"""A table anywhere can be checked as if it were the campaign's own."""

from __future__ import annotations

import json
from pathlib import Path

from formgen.campaign import load_campaign
from formgen.check import check_data

CAMPAIGN = {
    "编号": "test-2024",
    "名称": "好网民征集活动",
    "年份": 2024,
    "通知": {"标题": "通知", "发文机关": ["市委网信办"]},
    "命名字段": "姓名",
    "字段": [
        {"名称": "姓名", "类型": "姓名"},
        {"名称": "事迹", "类型": "长文本"},
        {"名称": "结果", "类型": "单选", "选项": ["入选"], "主办方填写": True},
    ],
    "文书": [{"名称": "申报表", "范围": ["每份申报"], "模板": ["申报表.docx"]}],
}


def made(tmp_path: Path) -> Path:
    folder = tmp_path / "活动"
    folder.mkdir()
    (folder / "campaign.json").write_text(json.dumps(CAMPAIGN), encoding="utf-8")
    (folder / "林.txt").write_text("做网络公益。", encoding="utf-8")
    return folder


def test_a_table_outside_the_folder_names_files_inside_it(tmp_path: Path) -> None:
    folder = made(tmp_path)
    table = tmp_path / "collected.csv"
    table.write_text("姓名,事迹\n林书远,@林.txt\n魏喆宁,@没有.txt\n", encoding="utf-8")
    data = check_data(load_campaign(folder), folder, table=table)
    assert [entry.values["事迹"] for entry in data.applicants.entries] == ["做网络公益。"]
    assert [(one.code, one.place.file) for one in data.problems] == [("M01", "collected.csv")]


def test_the_folders_own_tables_and_results_are_then_left_alone(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (folder / "applicants.csv").write_text("姓名\n吴可\n", encoding="utf-8")
    (folder / "results.csv").write_text("姓名,结果\n吴可,入选\n", encoding="utf-8")
    table = folder / "收到" / "a.csv"
    table.parent.mkdir()
    table.write_text("姓名\n林书远\n", encoding="utf-8")
    data = check_data(load_campaign(folder), folder, table=table)
    assert [entry.name for entry in data.applicants.entries] == ["林书远"]
    assert (data.problems, data.files, data.results) == ((), ("收到/a.csv",), "")
    assert [one.name for one in check_data(load_campaign(folder), folder).applicants.entries] == [
        "吴可"
    ]
