"""Findings → what the user reads on screen, template by template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from formgen.lint.finding import Finding
from formgen.problems import Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def report_findings(findings: Sequence[Finding], console: Console) -> None:
    """Print the findings grouped by template, with a count as the last line."""
    for template, group in groupby(findings, key=lambda finding: finding.template):
        _print(Text(template, style="bold"), console)
        for finding in group:
            _print(_line(finding), console)
            if finding.hint:
                _print(Text(f"    {finding.hint}。"), console)
    if not findings:
        _print(Text("没有发现问题"), console)
        return
    counts = Counter(finding.severity for finding in findings)
    summary = "，".join(
        f"{level.chinese} {counts[level]} 处" for level in Severity if counts[level]
    )
    _print(Text(f"共 {len(findings)} 处：{summary}"), console)


def _line(finding: Finding) -> Text:
    place = f" {finding.place}" if finding.place else ""
    level = Text(finding.severity.chinese, style=_COLOURS[finding.severity])
    return Text.assemble("  ", level, f"{place}：{finding.message}")


def _print(text: Text, console: Console) -> None:
    console.print(text, soft_wrap=True, highlight=False)
