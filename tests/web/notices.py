"""The context of each campaign's 公示, made of its data alone, and the pages filled with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from formgen.campaign import load_campaign
from formgen.web import HtmlTemplate
from tests.conftest import ROOT

TEMPLATE = ROOT / "templates" / "通用" / "公示.html"
CAMPAIGNS = ("xuzhou-2023", "hubei-2024", "anhui-2024", "bozhou-2022", "guizhou-2018")


@cache
def context(campaign_id: str) -> dict[str, Any]:
    """活动, 文书 and 名单 of the campaign's 公示."""
    folder = ROOT / "data" / campaign_id
    campaign = load_campaign(folder).model_dump(by_alias=True)
    document = next(one for one in campaign["文书"] if one["公开"] and one["名称"].endswith("公示"))
    results = {_key(row, campaign): row for row in _rows(folder / "results.csv")}
    rows = [
        {**row, **results.get(_key(row, campaign), {})} for row in _rows(folder / "applicants.csv")
    ]
    return {
        "活动": campaign,
        "文书": {"名称": document["名称"], "标题": document["标题"]},
        "名单": _names(campaign, document, [row for row in rows if _is_listed(row, document)]),
    }


@cache
def page(campaign_id: str) -> str:
    """The campaign's filled page."""
    template = HtmlTemplate.compile(TEMPLATE.read_bytes(), TEMPLATE.name)
    return template.render(context(campaign_id)).decode()


def names_listed(campaign_id: str) -> list[str]:
    """What a reader must find: the first column of every row."""
    return [row[0] for group in context(campaign_id)["名单"]["组"] for row in group["行"]]


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _key(row: dict[str, str], campaign: dict[str, Any]) -> tuple[str, str]:
    return row[campaign["命名字段"]], row[campaign["单位字段"]]


def _is_listed(row: dict[str, str], document: dict[str, Any]) -> bool:
    return all(row[field] in values for field, values in document["条件"].items())


def _names(
    campaign: dict[str, Any], document: dict[str, Any], entries: list[dict[str, str]]
) -> dict[str, Any]:
    named = campaign["命名字段"]
    public = [field for field in campaign["字段"] if field["可公开"]]
    labels = {
        field["名称"]: field["标签"] or field["名称"]
        for field in sorted(public, key=lambda field: field["名称"] != named)
        if field["名称"] != document["分组"]
    }
    groups = dict.fromkeys(row[document["分组"]] for row in entries)
    return {
        "总数": len(entries),
        "量词": _counter(document, ""),
        "分组": document["分组"],
        "列": [{"名称": name, "标签": label} for name, label in labels.items()],
        "组": [
            {"量词": _counter(document, group)}
            | _group(group, labels, [row for row in entries if row[document["分组"]] == group])
            for group in groups
        ],
    }


def _counter(document: dict[str, Any], group: str) -> str:
    counter = document["量词"]
    return str(counter if isinstance(counter, str) else counter.get(group, "个"))


def _group(name: str, labels: dict[str, str], rows: list[dict[str, str]]) -> dict[str, Any]:
    filled = [field for field in labels if any(row[field] for row in rows)]
    return {
        "名称": name,
        "数量": len(rows),
        "列": [labels[field] for field in filled],
        "行": [[row[field] for field in filled] for row in rows],
    }
