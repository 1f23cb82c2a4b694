"""A small campaign with the templates of a test → its findings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formgen.lint import Finding, lint_campaign
from formgen.problems import Severity
from tests.word import making

FIELDS: list[dict[str, Any]] = [
    {"名称": "姓名", "类型": "姓名", "可公开": True},
    {
        "名称": "类别",
        "类型": "单选可填",
        "选项": ["组织推荐", "其他"],
        "可填选项": ["其他"],
        "可公开": True,
    },
    {"名称": "手机", "类型": "电话"},
    {"名称": "事迹", "类型": "长文本"},
    {"名称": "负责人", "类型": "文本", "标签": "负责人（联系人）"},
    {"名称": "照片", "类型": "照片"},
    {"名称": "单位名称", "类型": "推荐单位"},
]
"""What the small campaign asks for."""


def campaign(documents: list[dict[str, Any]], **keys: Any) -> dict[str, Any]:
    """campaign.json of a small campaign; all its fields count as needed by a rule."""
    names = [field["名称"] for field in keys.get("字段", FIELDS)]
    return {
        "编号": "small",
        "名称": "小评选",
        "年份": 2024,
        "通知": {"标题": "关于小评选的通知", "发文机关": ["某办"]},
        "命名字段": "姓名",
        "字段": FIELDS,
        "规则": [{"规则": "唯一", "原文": "每人一份", "字段": names}],
        "文书": documents,
        **keys,
    }


def document(template: str = "表.docx", **keys: Any) -> dict[str, Any]:
    """A document that may name both an entry's fields and lists of rows."""
    return {"名称": "申报表", "模板": [template], "范围": ["每份申报", "整个活动"], **keys}


def lint(
    folder: Path, templates: Mapping[str, bytes], data: dict[str, Any] | None = None
) -> list[Finding]:
    """The findings about a campaign folder with these templates."""
    data = data or campaign([document(name, 名称=name) for name in templates])
    (folder / "campaign.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (folder / "templates").mkdir(exist_ok=True)
    for name, content in templates.items():
        (folder / "templates" / name).write_bytes(content)
    return lint_campaign(folder)


def lint_word(folder: Path, *body: str, **keys: Any) -> list[Finding]:
    """The findings about one Word template of these paragraphs and tables."""
    return lint(folder, {"表.docx": making.docx(*body, **keys)})


def only(findings: list[Finding]) -> Finding:
    """The one finding there is."""
    assert len(findings) == 1, [f"{f.place} {f.message}" for f in findings]
    return findings[0]


def errors(findings: list[Finding]) -> list[Finding]:
    """Those that stop a build or spoil its documents."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
