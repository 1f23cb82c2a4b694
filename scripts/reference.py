"""What is generated: docs/cli.md, docs/problem-codes.md and the compiled Chinese catalogue.

`python -m scripts.reference` writes all; a test fails when one is out of date.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from formgen.cli.commands import cli
from formgen.problems import CATALOGUE, Severity

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CATALOGUE_SOURCE = ROOT / "src/formgen/locale/zh_CN/LC_MESSAGES/formgen.po"
_FIXED_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""Date of the compiled catalogue: equal sentences give equal bytes."""
_ROOMS = {
    "T": "表格：读取 CSV、JSON、Excel 时",
    "V": "填写的值：一格里的内容",
    "R": "规定：几格之间、几份之间，对照通知",
    "M": "材料：照片、图片、扫描件、视频和旁存的文字",
    "P": "打印：填进模板、生成 PDF 的时候，和盖章前的查验",
    "N": "名单：结果表、公示和个人信息",
    "C": "收表：交回来的 Word 表，和读出来的内容",
}
_EXIT_CODES = """\
| 退出码 | 意思 |
|---|---|
| 0 | 完成 |
| 1 | 完成，但数据里有错误（有错误的申报没有生成），或有 PDF 没有生成 |
| 2 | 命令写法不对 |
| 3 | campaign.json 不对 |
| 4 | 模板不对 |
| 5 | 数据文件或 Word 文件读不了 |
| 6 | 输出写不进去 |
| 7 | 缺少软件库或字体 |
| 70 | 程序出错 |
| 130 | 被中断（Ctrl-C） |
| 141 | 接收屏幕输出的程序先结束了（如 `formgen check … \\| head`） |
| 143 | 被系统或别的程序要求停止（SIGTERM） |
"""


def cli_reference() -> str:
    """Every command with its help, as its user sees it."""
    lines = ["# 命令说明", "", "由程序自带的帮助生成，请勿手改。", ""]
    whole = click.Context(cli, info_name="formgen", **cli.context_settings)
    for name, command in sorted(cli.commands.items()):
        context = click.Context(command, whole, name, max_content_width=80)
        lines += [f"## formgen {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join([*lines, "## 退出码", "", _EXIT_CODES])


def problem_codes() -> str:
    """Every problem code with its sentences, an example and what to do."""
    lines = [
        "# 问题代码",
        "",
        "由程序的问题目录生成，请勿手改。花括号处填入具体内容。",
        "",
        "级别是通常的级别，活动的规则可以另定。“缺内容”的不算写错，`build --prefill` 会留空先做。",
        "",
    ]
    for letter, title in _ROOMS.items():
        lines += [f"## {letter} {title}", "", "| 代码 | 名称 | 级别 | 说明 | 怎么办 | 例子 |"]
        lines.append("|---|---|---|---|---|---|")
        for entry in CATALOGUE.values():
            if entry.code.startswith(letter):
                severity = Severity(entry.severity).chinese + (
                    "（缺内容）" if entry.missing else ""
                )
                cells = (
                    entry.code,
                    entry.title,
                    severity,
                    entry.message,
                    entry.hint,
                    entry.example,
                )
                lines.append("| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def catalogue() -> bytes:
    """The Chinese sentences of the command-line library in gettext's binary form."""
    compiled = io.BytesIO()
    with CATALOGUE_SOURCE.open("rb") as source:
        sentences = read_po(source, locale="zh_CN")
    sentences.creation_date = sentences.revision_date = _FIXED_DATE
    write_mo(compiled, sentences)
    return compiled.getvalue()


REFERENCES = {"cli.md": cli_reference, "problem-codes.md": problem_codes}
"""File name in docs/ to what makes its text."""


def main() -> None:
    """Write the generated documents."""
    for name, make in REFERENCES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
    CATALOGUE_SOURCE.with_suffix(".mo").write_bytes(catalogue())


if __name__ == "__main__":
    main()
