"""A small campaign whose office notes down results, written into a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from formgen.campaign import Campaign, load_campaign
from formgen.check import Admission, CampaignData, check_data
from formgen.check.entry import Entry

CAMPAIGN: dict[str, Any] = {
    "编号": "awards-2025",
    "名称": "评选活动",
    "年份": 2025,
    "通知": {"标题": "通知", "发文机关": ["甲办"]},
    "命名字段": "姓名",
    "单位字段": "推荐单位",
    "字段": [
        {"名称": "姓名", "类型": "姓名", "必填": True},
        {"名称": "推荐单位", "类型": "推荐单位"},
        {"名称": "手机", "类型": "电话", "标签": "联系电话"},
        {"名称": "评审结果", "类型": "单选", "选项": ["入选", "未入选"], "主办方填写": True},
        {
            "名称": "荣誉",
            "类型": "单选",
            "选项": ["一等奖", "二等奖"],
            "主办方填写": True,
            "适用": {"评审结果": ["入选"]},
        },
        {"名称": "得分", "类型": "小数", "主办方填写": True},
    ],
    "文书": [{"名称": "表", "模板": ["表.docx"], "范围": ["每份申报"]}],
}
UNITS = "名称,类型,名额\n东岭村,村,\n西河村,村,\n"
APPLICANTS = "姓名,推荐单位\n王禾,东岭村\n苏苗,东岭村\n王禾,西河村\n李·买提,\n"
"""Two of one name, one without a unit."""


def folder_with(path: Path, applicants: str = APPLICANTS, **files: str) -> Path:
    """The campaign's folder; more files by name without ending, of which the table is CSV."""
    texts = {"units": UNITS, "applicants": applicants, **files}
    for stem, text in texts.items():
        (path / f"{stem}.csv").write_text(text, encoding="utf-8")
    declare(path)
    return path


def declare(path: Path, **keys: Any) -> None:
    text = json.dumps(CAMPAIGN | keys, ensure_ascii=False)
    (path / "campaign.json").write_text(text, encoding="utf-8")


def checked(path: Path, admission: Admission = Admission.SOUND) -> CampaignData:
    return check_data(load_campaign(path), path, admission)


def campaign_in(path: Path) -> Campaign:
    return load_campaign(path)


def entry(data: CampaignData, name: str, unit: str = "") -> Entry:
    [found] = [e for e in data.applicants.entries if (e.name, e.unit) == (name, unit)]
    return found


def said(data: CampaignData) -> list[tuple[str, str, str]]:
    """Code, place and message of every problem; message and hint must be complete."""
    for problem in data.problems:
        assert "{" not in problem.message + problem.hint
    return [(p.code, str(p.place), p.message) for p in data.problems]
