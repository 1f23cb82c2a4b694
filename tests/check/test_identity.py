from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.campaign.field import FieldDefinition
from formgen.check.identity import identity_findings
from formgen.check.values import TableRules, parse_table
from formgen.problems import Problem
from formgen.tables import read_table

FIELDS: list[dict[str, Any]] = [
    {"名称": "姓名", "类型": "姓名"},
    {"名称": "身份证号", "类型": "身份证号"},
    {"名称": "出生年月", "类型": "年月"},
    {"名称": "性别", "类型": "单选", "选项": ["男", "女"]},
    {"名称": "联系人身份证号码", "类型": "身份证号"},
    {"名称": "联系人出生日期", "类型": "日期"},
    {"名称": "联系人性别", "类型": "文本"},
]
MAN = "990101199005170012"
"""Born on 1990-05-17."""
WOMAN = "990101198812310023"
"""Born on 1988-12-31."""


def checked(first: str) -> str:
    weights = [2**place % 11 for place in range(17, 0, -1)]
    total = sum(int(digit) * weight for digit, weight in zip(first[:17], weights, strict=True))
    return first[:17] + "0123456789X"[(12 - total) % 11]


def problems(
    folder: Path, cells: dict[str, str], fields: list[dict[str, Any]] = FIELDS
) -> list[Problem]:
    table = {"姓名": "张三"} | cells
    csv = ",".join(table) + "\n" + ",".join(table.values()) + "\n"
    (folder / "a.csv").write_text(csv, encoding="utf-8")
    definitions = [FieldDefinition.model_validate(field) for field in fields]
    options = {field.name: {option: option for option in field.options} for field in definitions}
    rules = TableRules(definitions, options, folder, "姓名", "")
    drafts = parse_table(read_table(folder, "a.csv", definitions), rules).drafts
    return [finding.problem() for finding in identity_findings(drafts, definitions)]


def test_what_agrees_is_no_problem(tmp_path: Path) -> None:
    cells = {"身份证号": checked(MAN), "出生年月": "1990.05", "性别": "男"}
    assert problems(tmp_path, cells) == []
    cells = {"身份证号": checked(WOMAN), "出生年月": "1988.12", "性别": "女"}
    assert problems(tmp_path, cells) == []


@pytest.mark.parametrize("written", ["1990.04", "1990.06", "1989.05", "1991.05"])
def test_another_birth_month_is_said_at_its_cell(tmp_path: Path, written: str) -> None:
    (problem,) = problems(tmp_path, {"身份证号": checked(MAN), "出生年月": written})
    assert (problem.code, str(problem.place)) == ("V19", "a.csv 第2行 C列“出生年月”")
    assert problem.message == f"身份证号表明生于 1990.05，这里写的是“{written}”"
    assert problem.hint == "请核对“身份证号”和“出生年月”两格，改正写错的一格"


@pytest.mark.parametrize(
    ("number", "written", "expected"), [(MAN, "女", "男"), (WOMAN, "男", "女")]
)
def test_the_other_sex_is_said_at_its_cell(
    tmp_path: Path, number: str, written: str, expected: str
) -> None:
    (problem,) = problems(tmp_path, {"身份证号": checked(number), "性别": written})
    assert (problem.code, str(problem.place)) == ("V20", "a.csv 第2行 C列“性别”")
    assert problem.message == f"身份证号表明是{expected}性，这里写的是“{written}”"


def test_each_person_of_the_form_is_held_against_their_own_cells(tmp_path: Path) -> None:
    cells = {"身份证号": checked(MAN), "性别": "男", "联系人身份证号码": checked(WOMAN)}
    found = problems(tmp_path, cells | {"联系人出生日期": "1988-12-30", "联系人性别": "男"})
    assert [(problem.code, problem.place.field) for problem in found] == [
        ("V19", "联系人出生日期"), ("V20", "联系人性别"),
    ]  # fmt: skip
    assert "1988年12月31日" in found[0].message
    assert "联系人身份证号码" in found[0].hint
    assert problems(tmp_path, cells | {"联系人出生日期": "1988-12-31", "联系人性别": "女性"}) == []


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("", "1990.06", "女"),
        ("990101199005170019", "1990.06", "女"),
        (checked(MAN), "去年", "不详"),
        (checked(MAN), "", ""),
    ],
)
def test_wrong_and_blank_cells_are_not_held_against_each_other(
    tmp_path: Path, number: str, birth: str, sex: str
) -> None:
    assert problems(tmp_path, {"身份证号": number, "出生年月": birth, "性别": sex}) == []


def test_a_form_that_asks_for_the_number_alone_has_nothing_to_compare(tmp_path: Path) -> None:
    assert problems(tmp_path, {"身份证号": checked(MAN)}, FIELDS[:2]) == []


def test_a_sex_that_is_neither_is_no_contradiction(tmp_path: Path) -> None:
    cells = {"联系人身份证号码": checked(MAN), "联系人性别": "未填"}
    assert problems(tmp_path, cells) == []
