"""A JSON syntax error → what is wrong there, as a Chinese sentence."""

from __future__ import annotations

import json

_FULL_WIDTH = "“”‘’，：｛｝［］【】；"

_REASONS = {
    "Expecting ',' delimiter": "这里可能少了一个逗号，或文字里的引号前少了 \\",
    "Expecting ':' delimiter": "这里可能少了一个冒号",
    "Expecting property name enclosed in double quotes": "这里应是加双引号的名称，"
    "或前面多了一个逗号",
    "Illegal trailing comma before end of object": "最后一项后面多了一个逗号",
    "Illegal trailing comma before end of array": "最后一项后面多了一个逗号",
    "Expecting value": "这里应有一个值（文字要加双引号），或前面多了一个逗号",
    "Unterminated string starting at": "从这里开始的双引号没有配对",
    "Invalid control character at": "文字里有换行或制表符，请改写为 \\n 或 \\t",
    "Invalid \\escape": "“\\”要写两遍，写成“\\\\”",
    "Invalid \\uXXXX escape": "\\u 后面要有四位十六进制数",
    "Extra data": "到这里内容应已结束，后面多了东西",
}


def json_reason(error: json.JSONDecodeError) -> str:
    """What is wrong at the place a JSON error names."""
    around = error.doc[error.pos : error.pos + 1]
    if not around:
        return "文件在这里就结束了，可能少了右括号"
    if around in _FULL_WIDTH:
        return f"这里用了全角的“{around}”，要用半角"
    return _REASONS.get(error.msg, "写法不对")
