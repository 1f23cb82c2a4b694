"""A small campaign of given fields and rules, checked: what the tests of rules look at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formgen.campaign import Campaign, load_campaign
from formgen.check import check_data
from formgen.problems import Problem

UNIT = {"名称": "推荐单位", "类型": "推荐单位"}


def campaign_of(
    folder: Path, fields: Sequence[dict[str, Any]], rules: Sequence[dict[str, Any]], **more: Any
) -> Campaign:
    """Write campaign.json and load it. The first field names the entries."""
    units = [field["名称"] for field in fields if field["类型"] == "推荐单位"]
    said: dict[str, Any] = {
        "编号": folder.name.lower().replace("_", "-"),
        "名称": "青禾镇征集活动",
        "年份": 2024,
        "通知": {"标题": "通知", "发文机关": ["青禾镇文化站"]},
        "命名字段": fields[0]["名称"],
        "单位字段": units[0] if units else "",
        "字段": list(fields),
        "规则": [{"原文": "照通知办理", "出处": "二1", **rule} for rule in rules],
        "文书": [{"名称": "表", "模板": ["表.docx"], "范围": ["每份申报"]}],
    }
    folder.mkdir(exist_ok=True)
    text = json.dumps(said | more, ensure_ascii=False)
    (folder / "campaign.json").write_text(text, encoding="utf-8")
    return load_campaign(folder)


def problems_of(campaign: Campaign, folder: Path, csv: str, units: str = "") -> list[Problem]:
    """The problems of a table.

    Args:
        campaign: from `campaign_of`.
        folder: the same folder.
        csv: applicants.csv.
        units: rows of units.csv: 名称,类型,名额.
    """
    (folder / "applicants.csv").write_text(csv, encoding="utf-8")
    if campaign.unit_field:
        (folder / "units.csv").write_text(f"名称,类型,名额\n{units}", encoding="utf-8")
    return list(check_data(campaign, folder).problems)


def cells(problems: Sequence[Problem]) -> list[tuple[str, int | None, str]]:
    """Code, row and field of each problem."""
    return [(problem.code, problem.place.row, problem.place.field) for problem in problems]
