"""lint, outline and schema: templates and campaign.json before they are used."""

from __future__ import annotations

import json
from pathlib import Path

import click

from formgen.cli.group import cli
from formgen.cli.options import CAMPAIGN_FOLDER


@cli.command("lint")
@CAMPAIGN_FOLDER
def lint_command(folder: Path) -> int:
    """对照字段检查一个活动的全部模板。

    例：formgen lint data/anhui-2024
    """
    from rich.console import Console

    from formgen.lint import lint_campaign, report_findings
    from formgen.problems import Severity, TemplateError

    findings = lint_campaign(folder)
    report_findings(findings, Console())
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return TemplateError.exit_code if errors else 0


@cli.command("outline")
@click.argument("template", metavar="TEMPLATE", type=click.Path(path_type=Path))
def outline_command(template: Path) -> int:
    """把一个模板打印成文字，便于查看和比较改动。

    例：formgen outline templates/anhui-2024/推荐汇总表.docx
    """
    from formgen.templating import outline_file

    click.echo(outline_file(template), nl=False)
    return 0


@cli.command("schema")
def schema_command() -> int:
    """打印 campaign.json 的 JSON Schema。

    例：formgen schema > campaign.schema.json
    """
    from formgen.check.rules.schema import campaign_schema

    click.echo(json.dumps(campaign_schema(), ensure_ascii=False, indent=2))
    return 0
