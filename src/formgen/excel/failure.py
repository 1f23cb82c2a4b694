"""What is wrong with a workbook template to a Chinese TemplateError that names its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, UndefinedError

from formgen.problems import TemplateError

TAG_HINT = "请对照说明检查这一格里的标记：成对的 {{ }} 和 {% %}、半角标点、字段名"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands in a template."""

    sheet: str
    """Name of the sheet as the template has it."""
    coordinate: str
    """B3; or a word for what is no cell: 工作表名, 页眉, 页脚."""
    text: str
    """What stands there, tags included."""


def failure(shown: str, place: Place, reason: str, hint: str = "") -> TemplateError:
    """The error about one place of the template `shown`."""
    where = f"模板“{shown}”工作表“{place.sheet}”{place.coordinate}"
    return TemplateError(f"{where}：{reason}", hint=hint)


_REASONS = (
    (re.compile(r"'(?:dict object|[\w.]+ object)' has no attribute '(.+)'"), "没有“{0}”这个字段"),
    (re.compile(r"'(.+)' is undefined"), "没有“{0}”这个字段"),
    (re.compile(r"'list object' has no element (.+)"), "列表里没有第 {0} 项"),
    (re.compile(r"No filter named '(.+?)'.*"), "没有叫“{0}”的过滤器"),
    (re.compile(r"No test named '(.+?)'.*"), "没有叫“{0}”的判断"),
    (re.compile(r"Encountered unknown tag '(?:p|r|tc)'.*"), "Excel 模板里没有 {{%p、{{%r、{{%tc"),
    (re.compile(r"Encountered unknown tag '(.+?)'.*"), "不认识标记“{0}”"),
    (re.compile(r"[Uu]nexpected end of template.*"), "标记没有写完，或少了配对的结束标记"),
    (re.compile(r"unexpected char '(.+?)' at .*"), "标记里有不能用的字符“{0}”"),
    (re.compile(r"expected token '(.+?)', got '(.+?)'"), "标记里“{1}”的地方应是“{0}”"),
    (re.compile(r"access to attribute '(.+?)' of .*"), "标记里不能用“{0}”"),
)


def in_chinese(error: Exception) -> str:
    """What Jinja, a filter or an operator complains of, as a clerk can read it."""
    message = str(getattr(error, "message", None) or error).strip()
    for pattern, reason in _REASONS:
        match = pattern.fullmatch(message)
        if match is not None:
            return reason.format(*match.groups())
    if re.search(r"[\u4e00-\u9fff]", message) and not isinstance(error, KeyError):
        return message
    kind = _KINDS.get(type(error), "标记算不出结果")
    return f"{kind}（{message}）" if message else kind


_KINDS: dict[type[Exception], str] = {
    TemplateSyntaxError: "标记写法有误",
    UndefinedError: "用到了没有的字段",
    KeyError: "没有这一项",
    ZeroDivisionError: "除数是 0",
}
