"""What Jinja complains of → a Chinese reason a clerk can read."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError, UndefinedError

_REASONS = (
    (re.compile(r"'(?:dict object|[\w.]+ object)' has no attribute '(.+)'"), "没有“{0}”这个字段"),
    (re.compile(r"'None' has no attribute '(.+)'"), "“{0}”前面的一项没有填写"),
    (re.compile(r"'(.+)' is undefined"), "没有“{0}”这个字段"),
    (re.compile(r"No filter named '(.+?)'.*"), "没有叫“{0}”的过滤器"),
    (re.compile(r"No test named '(.+?)'.*"), "没有叫“{0}”的判断"),
    (re.compile(r"Encountered unknown tag '(?:p|r|tc)'.*"), "Excel 模板里没有 {{%p、{{%r、{{%tc"),
    (re.compile(r"Encountered unknown tag '(.+?)'.*"), "不认识标记“{0}”"),
    (re.compile(r"[Uu]nexpected end of template.*"), "标记没有写完，或少了配对的结束标记"),
    (re.compile(r"unexpected char '(.+?)' at .*"), "标记里有不能用的字符“{0}”"),
    (re.compile(r"expected token '(.+?)', got '(.+?)'"), "标记里“{1}”的地方应是“{0}”"),
    (re.compile(r"list object has no element (.+)"), "列表里没有 [{0}]（[0] 是第一项）"),
    (re.compile(r"Range too big.*"), "循环的次数太多"),
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
    if isinstance(error, KeyError):
        return f"没有“{error.args[0]}”这一项"
    return _KINDS.get(type(error), "标记算不出结果")


_KINDS: dict[type[Exception], str] = {
    TemplateSyntaxError: "标记写法有误",
    UndefinedError: "用到了没有的字段",
    ZeroDivisionError: "除数是 0",
}


def template_line(error: Exception) -> int | None:
    """The template's line an exception comes from, read off its traceback."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
