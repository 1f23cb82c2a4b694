"""Templates of pages under `formgen lint`: slips in tags are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from formgen.lint import Finding
from tests.lint.folders import campaign, document, lint, only

HEAD = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>页</title>\n'
STYLE = "<style>\n@media print { p { width: 100%}}\na{b{c:d}}\n</style></head>\n"


def lint_page(folder: Path, body: str, *, public: bool = False) -> list[Finding]:
    """The findings about a page; its body begins on line 6."""
    data = campaign([document("页.html", 公开=public)])
    return lint(folder, {"页.html": f"{HEAD}{STYLE}{body}\n</html>".encode()}, data)


def test_a_sound_page_has_no_findings(tmp_path: Path) -> None:
    body = "<body>\n{% for 项 in 行 %}\n<p>{{ 项.姓名 }}</p>\n{% endfor %}\n</body>"
    assert lint_page(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        ("<p>｛｛ 姓名 ｝｝</p>", "第6行", "全角"),
        ("<p>\n{{ 性名 }}</p>", "第7行", "没有定义"),
        ("<p>{{ 姓名</p>", "第6行", "没有写完"),
        ("<p>{% for 项 in 行 %}</p>", "第6行", "endfor"),
        ("{%tr for 项 in 行 %}{%tr endfor %}", "第6行", "不能用 tr"),
        ("{% colspan 2 %}", "第6行", "不能用 colspan"),
        ("<p>{{ 姓名|safe }}</p>", "第6行", "safe"),
        ("<p>{{ 类别|勾选('没有的') }}</p>", "第6行", "不是字段“类别”的选项"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path: Path, body: str, place: str, message: str) -> None:
    finding = lint_page(tmp_path, body)[0]
    assert finding.place == place
    assert message in finding.message + finding.hint


def test_a_public_page_may_not_name_private_fields(tmp_path: Path) -> None:
    finding = only(lint_page(tmp_path, "<p>{{ 姓名 }}</p>\n<p>{{ 手机 }}</p>", public=True))
    assert finding.place == "第7行"
    assert "“手机”不是可公开的内容" in finding.message


def test_markup_that_a_page_must_not_have_is_found(tmp_path: Path) -> None:
    finding = only(lint_page(tmp_path, '<p onclick="x()">{{ 姓名 }}</p>'))
    assert "第6行" in finding.message
    assert "不能有 onclick" in finding.message


def test_a_page_in_another_encoding_is_told(tmp_path: Path) -> None:
    content = f"{HEAD}公示名单".encode("gb18030")
    finding = only(lint(tmp_path, {"页.html": content}))
    assert "UTF-8" in finding.message
