from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from formgen.check.rules.age import age_on
from formgen.problems import CampaignError, Problem, Severity
from tests.check.rules.small import campaign_of, cells, problems_of

FIELDS = [
    {"名称": "姓名", "类型": "姓名"},
    {"名称": "身份证号", "类型": "身份证号"},
    {"名称": "出生日期", "类型": "日期"},
    {"名称": "出生年月", "类型": "年月"},
]
ADULT = {"下限": 18, "截止": "2024-01-14"}


def identity(born: str) -> str:
    digits = f"990101{born}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def check(folder: Path, row: str, parameters: dict[str, object] | None = None) -> list[Problem]:
    fields = ["身份证号", "出生日期", "出生年月"]
    rule = {"规则": "年龄", "字段": fields, "参数": parameters or ADULT}
    csv = f"姓名,身份证号,出生日期,出生年月\n张三,{row}\n"
    return problems_of(campaign_of(folder, FIELDS, [rule]), folder, csv)


def test_eighteen_on_the_day_and_a_day_too_young(tmp_path: Path) -> None:
    assert check(tmp_path, f"{identity('20060114')},,") == []
    (problem,) = check(tmp_path, f"{identity('20060115')},,")
    assert cells([problem]) == [("R01", 2, "身份证号")]
    assert problem.message == "到 2024年1月14日为 17 周岁，应年满 18 周岁"
    assert "“身份证号”、“出生日期”和“出生年月”" in problem.hint
    assert problem.severity is Severity.ERROR
    assert problem.source == "二1：照通知办理"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",2006-01-14,", []),
        (",2006-01-15,", [("R01", 2, "出生日期")]),
        (",,2005.12", []),
        (",,2006.01", [("R02", 2, "出生年月")]),
        (",,2006.02", [("R01", 2, "出生年月")]),
        (",,", []),
        (",2000-01-01,2010.01", []),  # the day decides, not the month
    ],
)
def test_the_cell_that_tells_the_birth_best_decides(
    tmp_path: Path, row: str, expected: list[tuple[str, int, str]]
) -> None:
    assert cells(check(tmp_path, row)) == expected


def test_the_identity_number_decides_over_the_month(tmp_path: Path) -> None:
    codes = [code for code, _, _ in cells(check(tmp_path, f"{identity('20060115')},,2000.01"))]
    assert "R01" in codes
    assert "R02" not in codes


def test_a_wrong_identity_number_leaves_the_decision_to_the_month(tmp_path: Path) -> None:
    found = check(tmp_path, "2006011,,2006.02")
    assert ("R01", 2, "出生年月") in cells(found)


def test_a_month_that_leaves_it_open_is_only_a_warning(tmp_path: Path) -> None:
    (problem,) = check(tmp_path, ",,2006.01")
    assert problem.severity is Severity.WARNING
    assert problem.message == ("只知道是 2006年1月出生，不能确定到 2024年1月14日是否年满 18 周岁")


def test_on_the_last_day_of_a_month_nothing_is_open(tmp_path: Path) -> None:
    parameters: dict[str, object] = {"下限": 18, "截止": "2024-01-31"}
    assert check(tmp_path, ",,2006.01", parameters) == []


@pytest.mark.parametrize(
    ("born", "expected"),
    [("1978-01-15", []), ("1978-01-14", ["R01"]), ("2006-01-15", ["R01"]), ("2006-01-14", [])],
)
def test_both_limits_are_included(tmp_path: Path, born: str, expected: list[str]) -> None:
    parameters: dict[str, object] = {"下限": 18, "上限": 45, "截止": "2024-01-14"}
    found = check(tmp_path, f",{born},", parameters)
    assert [problem.code for problem in found] == expected
    assert all("应在 18 至 45 周岁之间" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (",1978-01-15,", []),
        (",1978-01-14,", ["R01"]),
        (",,1978.01", ["R02"]),
        (",,1977.12", ["R01"]),
    ],
)
def test_an_upper_limit_alone(tmp_path: Path, born: str, expected: list[str]) -> None:
    found = check(tmp_path, born, {"上限": 45, "截止": "2024-01-14"})
    assert [problem.code for problem in found] == expected


@pytest.mark.parametrize(
    ("day", "age"),
    [("2022-02-27", 17), ("2022-02-28", 18), ("2024-02-28", 19), ("2024-02-29", 20)],
)
def test_born_on_29_february(day: str, age: int) -> None:
    assert age_on(datetime.date.fromisoformat(day), datetime.date(2004, 2, 29)) == age


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"截止": "2024-01-14"}, "请写“下限”或“上限”"),
        ({"下限": 50, "上限": 40, "截止": "2024-01-14"}, "“下限”比“上限”还大"),
        ({"下限": 18}, "截止：缺这一项"),
        ({"下限": 18, "截止": "2024-13-14"}, "“2024-13-14”不是日期"),
    ],
)
def test_parameters_that_do_not_fit(
    tmp_path: Path, parameters: dict[str, object], words: str
) -> None:
    with pytest.raises(CampaignError, match=words):
        check(tmp_path, ",,", parameters)
