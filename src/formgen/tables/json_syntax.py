"""JSON text → its values, numbers as typed, with a Chinese sentence for a syntax error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

from formgen.problems import InputError


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object; unlike a dict it remembers which keys came more than once."""

    items: dict[str, JsonValue]
    """Key to value; of a repeated key the first."""
    repeated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JsonLiteral:
    """A value that is no text a form could print: true, false, NaN, Infinity."""

    text: str


JsonValue: TypeAlias = "str | JsonLiteral | JsonObject | list[JsonValue] | None"

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


def parse(text: str, shown: str, *, first_line: int = 1) -> JsonValue:
    """The value of a JSON text. Numbers stay text as typed: 1990.10 keeps its zero.

    Args:
        text: the JSON.
        shown: the file's name, for messages.
        first_line: line of the file in which the text starts.

    Raises:
        InputError: syntax error, with line, column and reason; or too deeply nested.
    """
    try:
        return _literal(
            json.loads(
                text,
                parse_int=str,
                parse_float=str,
                parse_constant=JsonLiteral,
                object_pairs_hook=_object,
            )
        )
    except json.JSONDecodeError as error:
        line = error.lineno + first_line - 1
        raise InputError(
            f"{shown} 第{line}行第{error.colno}列不合 JSON 格式：{_reason(error)}",
            hint="请检查这一处的引号、逗号和括号（都用半角）",
        ) from None
    except RecursionError:
        raise too_deep(shown) from None


def too_deep(shown: str) -> InputError:
    """The error for brackets nested deeper than any form needs."""
    return InputError(f"{shown} 的括号套得太深，不像申报数据", hint="请检查是不是选错了文件")


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    items: dict[str, JsonValue] = {}
    repeated = []
    for key, value in pairs:
        if key in items:
            repeated.append(key)
        else:
            items[key] = _literal(value)
    return JsonObject(items, tuple(dict.fromkeys(repeated)))


def _literal(value: Any) -> JsonValue:
    """A value with true and false told apart from text, which the json module cannot."""
    if isinstance(value, bool):
        return JsonLiteral("true" if value else "false")
    if isinstance(value, list):
        return [_literal(item) for item in value]
    checked: JsonValue = value
    return checked


def _reason(error: json.JSONDecodeError) -> str:
    around = error.doc[error.pos : error.pos + 1]
    if not around:
        return "文件在这里就结束了，可能少了右括号"
    if around in _FULL_WIDTH:
        return f"这里用了全角的“{around}”，要用半角"
    return _REASONS.get(error.msg, "写法不对")
