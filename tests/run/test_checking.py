"""`formgen check` and `formgen sheet`, as their users type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.run.conftest import Formgen, edit

LISTS = Path("output/reading-2025/检查结果")


@pytest.fixture
def faulty(campaign: Path) -> Path:
    """A wrong option in one unit, a phone of too few digits in another."""
    edit(campaign / "applicants.csv", "陆𠮷堃,成人组", "陆𠮷堃,成年组")
    edit(campaign / "applicants.csv", "19900001003", "1990000103")
    return campaign


def objects(told: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(told)
    return loaded


def test_sound_data_give_no_problem(formgen: Formgen, campaign: Path) -> None:
    assert formgen("check", campaign) == (
        0,
        "2025年青禾镇“读书之星”评选活动\n检查了 3 份申报。\n\n没有发现问题。\n"
        "还没有报的单位（1）：南塬村村民委员会\n",
    )
    assert formgen("check", campaign, "--format", "json") == (0, "[]\n")
    assert not Path("output").exists()


def test_problems_stand_under_their_unit(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("check", faulty)
    assert code == 1
    east, west = (
        told.index("东岭村村民委员会（2 份申报，错误 1 处）"),
        told.index("西河村村民委员会（1 份"),
    )
    assert east < told.index("“成年组”不在可选的写法里") < west
    assert west < told.index("10 位数字")
    assert "共有错误 2 处。" in told


def test_warnings_alone_are_no_error(formgen: Formgen, campaign: Path) -> None:
    edit(campaign / "applicants.csv", "苏禾苗", "苏　禾苗")
    code, told = formgen("check", campaign)
    assert (code, "共有提醒 1 处。" in told) == (0, True)


def test_only_one_unit_is_shown_when_asked_for(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("check", faulty, "--unit", "西河村村民委员会")
    assert (code, "成年组" in told, "10 位" in told) == (1, False, True)
    assert formgen("check", faulty, "--unit", "南塬村村民委员会")[0] == 0
    code, told = formgen("check", faulty, "--unit", "没有这个村")
    assert (code, "可选：东岭村村民委员会" in told) == (2, True)


def test_what_is_wrong_with_the_whole_table_is_told_to_every_unit(
    formgen: Formgen, campaign: Path
) -> None:
    edit(campaign / "applicants.csv", "联系电话", "无关的列")
    code, told = formgen("check", campaign, "--unit", "西河村村民委员会", "--format", "json")
    assert code == 1
    assert "T02" in {one["code"] for one in objects(told)}


def test_json_has_one_object_a_problem(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("check", faulty, "--format", "json")
    assert code == 1
    option, phone = objects(told)
    assert option == {
        "code": "V02",
        "severity": "error",
        "file": "applicants.csv",
        "sheet": "",
        "row": 3,
        "column": 2,
        "field": "组别",
        "entry": "陆𠮷堃",
        "unit": "东岭村村民委员会",
        "message": "“成年组”不在可选的写法里",
        "hint": "是否想填“成人组”？请照这些写法填：少儿组、成人组",
        "source": "",
        "path": "",
        "missing": False,
    }
    assert phone["code"] == "V22"


def test_private_numbers_are_in_no_report(formgen: Formgen, campaign: Path) -> None:
    text = (campaign / "applicants.csv").read_text(encoding="utf-8")
    text = text.replace("苏禾苗,少儿组", "苏禾苗,990101201503174435")
    (campaign / "applicants.csv").write_text(
        text.replace("成人组", "19900001002"), encoding="utf-8"
    )
    for form in ("table", "json", "xlsx"):
        told = formgen("check", campaign, "--format", form)[1]
        for number in ("990101201503174435", "19900001002"):
            assert number not in told
    workbook = openpyxl.load_workbook(LISTS / "问题清单.xlsx")
    cells = [str(c.value) for sheet in workbook for row in sheet.iter_rows() for c in row]
    assert not any("19900001002" in text or "990101201503174435" in text for text in cells)


def test_lists_are_written_for_all_and_for_each_unit(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("check", faulty, "--format", "xlsx")
    assert (code, "做成 6 个文件" in told) == (1, True)
    written = {path.relative_to(LISTS).as_posix() for path in LISTS.rglob("*.xlsx")}
    assert written == {
        "问题清单.xlsx",
        "applicants（已标注）.xlsx",
        "按单位/东岭村村民委员会/问题清单.xlsx",
        "按单位/东岭村村民委员会/applicants_东岭村村民委员会（已标注）.xlsx",
        "按单位/西河村村民委员会/问题清单.xlsx",
        "按单位/西河村村民委员会/applicants_西河村村民委员会（已标注）.xlsx",
    }


def test_a_unit_gets_nothing_of_another(formgen: Formgen, faulty: Path) -> None:
    formgen("check", faulty, "--format", "xlsx")
    for path in (LISTS / "按单位/西河村村民委员会").glob("*.xlsx"):
        workbook = openpyxl.load_workbook(path)
        cells = [c for sheet in workbook for row in sheet.iter_rows() for c in row]
        texts = [str(c.value) for c in cells] + [c.comment.text for c in cells if c.comment]
        assert not any("陆𠮷堃" in text or "苏禾苗" in text for text in texts), path
        assert any("阿尔娜·别克" in text for text in texts), path


def test_lists_of_what_was_put_right_are_gone(formgen: Formgen, faulty: Path) -> None:
    formgen("check", faulty, "--format", "xlsx")
    mended, kept = (LISTS / "按单位" / unit for unit in ("西河村村民委员会", "东岭村村民委员会"))
    edit(faulty / "applicants.csv", "1990000103", "19900001003")
    formgen("check", faulty, "--format", "xlsx")
    assert (mended.exists(), (kept / "问题清单.xlsx").exists()) == (False, True)
    (kept / "问题清单.xlsx").write_bytes(b"somebody has written in it")
    edit(faulty / "applicants.csv", "成年组", "成人组")
    formgen("check", faulty, "--format", "xlsx")
    assert [path.name for path in LISTS.rglob("*.xlsx")] == ["问题清单.xlsx"]
    assert (kept / "问题清单.xlsx").read_bytes() == b"somebody has written in it"


def test_no_list_is_made_of_no_problem(formgen: Formgen, campaign: Path) -> None:
    code, told = formgen("check", campaign, "--format", "xlsx")
    assert (code, "所以没有做问题清单" in told) == (0, True)
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"规则": "名次", "原文": "原文"}, "$.规则[0].规则：没有“名次”这种规则"),
        ({"规则": "名额", "原文": "原文", "字段": ["推荐单位"]}, "$.规则[0].参数.按：缺这一项"),
        (
            {"规则": "字数", "原文": "原文", "字段": ["读书故事"], "参数": {"下限": "800"}},
            "$.规则[0].参数.下限：这里应是不加引号的整数",
        ),
        (
            {"规则": "字数", "原文": "原文", "字段": ["姓名"], "参数": {"下限": 800}},
            "$.规则[0].字段：规则“字数”不能用于“姓名”",
        ),
        (
            {
                "规则": "必填条件",
                "原文": "原文",
                "字段": ["获奖情况"],
                "条件": {"组别": ["青年组"]},
            },
            "$.规则[0].条件：“组别”没有选项“青年组”",
        ),
        (
            {"规则": "字数", "原文": "原文", "字段": ["读书故事"], "参数": {"最少": 800}},
            "$.规则[0].参数.最少：没有这一项",
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "build", "lint", "sheet"])
def test_a_rule_that_is_none_stops_every_command(
    formgen: Formgen, campaign: Path, command: str, rule: dict[str, Any], told: str
) -> None:
    path = campaign / "campaign.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(said | {"规则": [rule]}, ensure_ascii=False), encoding="utf-8")
    code, screen = formgen(command, campaign)
    assert (code, told in screen) == (3, True), screen


def test_the_schema_knows_every_rule(formgen: Formgen) -> None:
    schema = json.loads(formgen("schema")[1])
    rule = schema["$defs"]["Rule"]
    length = next(
        one["then"] for one in rule["allOf"] if one["if"]["properties"]["规则"]["const"] == "字数"
    )
    assert set(length["properties"]["参数"]["properties"]) == {"下限", "上限", "约"}
