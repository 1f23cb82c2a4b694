"""JSON text → its values, numbers as typed, with a Chinese sentence for a syntax error."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

from formgen.problems import InputError, json_reason


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
            f"{shown} 第{line}行第{error.colno}列不合 JSON 格式：{json_reason(error)}",
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
