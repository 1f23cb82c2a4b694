"""What `formgen lint` shows, and that the templates kept here are without fault."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from formgen.lint import Finding, lint_campaign, report_findings
from formgen.problems import CampaignError, Severity
from tests.lint.folders import campaign, document, lint
from tests.word.making import docx

ROOT = Path(__file__).parents[2]
CAMPAIGNS = sorted(path.parent for path in ROOT.glob("data/*/campaign.json"))
CAMPAIGNS += sorted(path.parent for path in ROOT.glob("tests/cases/*/campaign.json"))


def shown(findings: list[Finding]) -> list[str]:
    stream = io.StringIO()
    report_findings(findings, Console(file=stream, width=60))
    return stream.getvalue().splitlines()


def test_nothing_found_is_said(tmp_path: Path) -> None:
    assert shown(lint(tmp_path, {"表.docx": docx("{{ 姓名 }}")})) == ["没有发现问题"]


def test_findings_are_grouped_by_template_with_a_count_at_the_end(tmp_path: Path) -> None:
    templates = {
        "甲.docx": docx("{{ 姓各 }}", "{{ 姓名|或(“无”) }}"),
        "乙.docx": docx("{{ 手记 }}"),
    }
    assert shown(lint(tmp_path, templates)) == [
        "甲.docx",
        "  错误 正文第1段：“{{ 姓各 }}”里的“姓各”没有定义，不是字段",
        "    是否想写“姓名”。",
        "  提醒 正文第2段：“{{ 姓名|或(“无”) }}”用了中文引号，formgen 会当作半角引号",
        '    最好改成“{{ 姓名|或("无") }}”。',
        "乙.docx",
        "  错误 正文第1段：“{{ 手记 }}”里的“手记”没有定义，不是字段",
        "    是否想写“手机”。",
        "共 3 处：错误 2 处，提醒 1 处",
    ]


def test_brackets_of_a_template_are_not_taken_for_colours() -> None:
    finding = Finding(Severity.ERROR, "[red]表.docx", "", "“[bold]”", "")
    assert shown([finding])[:2] == ["[red]表.docx", "  错误：“[bold]”"]


def test_a_template_of_two_documents_is_reported_once(tmp_path: Path) -> None:
    papers = [document(名称="甲"), document(名称="乙")]
    assert len(lint(tmp_path, {"表.docx": docx("{{ 姓各 }}")}, campaign(papers))) == 1


def test_a_broken_campaign_file_stops_the_check(tmp_path: Path) -> None:
    with pytest.raises(CampaignError):
        lint_campaign(tmp_path)


@pytest.mark.parametrize("folder", CAMPAIGNS, ids=lambda path: path.name)
def test_the_campaigns_kept_here_are_without_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert [(f.template, f.place, f.message) for f in lint_campaign(folder)] == []
