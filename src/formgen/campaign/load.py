"""campaign.json → Campaign, or one Chinese sentence with the JSON path of the mistake."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from formgen.campaign.kinds.base import is_forbidden
from formgen.campaign.model import Campaign
from formgen.problems import CampaignError, json_reason, os_reason

FILE_NAME = "campaign.json"


def load_campaign(folder: Path) -> Campaign:
    """The campaign of a folder.

    Raises:
        CampaignError: the file is missing, no JSON, or says what it may not; the message
            names file, JSON path and what to do.
    """
    path = folder / FILE_NAME
    shown = f"{folder.name}/{FILE_NAME}"
    if path.exists() and not path.is_file():  # to read a pipe would wait for ever
        raise CampaignError(f"{shown} 不是文件", hint="请换成真正的活动文件")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CampaignError(
            f"“{folder}”里没有 {FILE_NAME}，不是活动文件夹",
            hint="请给出活动文件夹，如 formgen build data/xuzhou-2023",
        ) from None
    except UnicodeDecodeError:
        raise CampaignError(f"{shown} 不是 UTF-8 编码", hint="请用记事本另存为 UTF-8") from None
    except OSError as error:
        raise CampaignError(f"{shown} 无法读取：{os_reason(error)}") from None
    data = _parse(text, shown)
    _refuse_unprintable(data, shown)
    try:
        # Strict, and as JSON: a number in quotes is a mistake, not a number.
        campaign = Campaign.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise CampaignError(explain(error, shown)) from None
    return campaign


def _parse(text: str, shown: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_duplicates)
    except json.JSONDecodeError as error:
        raise CampaignError(
            f"{shown} 第{error.lineno}行第{error.colno}列不合 JSON 格式：{json_reason(error)}",
            hint="请检查这一处的引号、逗号和括号（都用半角）",
        ) from None
    except _DuplicateKeyError as error:
        raise CampaignError(f"{shown}：同一处写了两个“{error.args[0]}”，请留一个") from None
    except ValueError:  # a number of thousands of digits
        raise CampaignError(f"{shown} 里有位数太多的数") from None
    except RecursionError:
        raise _too_deep(shown) from None


def _too_deep(shown: str) -> CampaignError:
    return CampaignError(f"{shown} 的括号套得太深，不像活动文件")


def _refuse_unprintable(data: Any, shown: str) -> None:
    try:
        found = next(_unprintable(data, ()), None)
    except RecursionError:
        raise _too_deep(shown) from None
    if found is not None:
        path = "".join(c for c in json_path(found) if not is_forbidden(c))
        raise CampaignError(f"{shown} 的 {path}：有控制字符，文书里不能有，请删掉重新输入")


def _unprintable(data: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The places of texts and keys with characters that no document may hold."""
    if isinstance(data, str) and any(map(is_forbidden, data)):
        yield place
    elif isinstance(data, dict | list):
        items = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in items:
            yield from _unprintable(key, (*place, str(key)))
            yield from _unprintable(value, (*place, key))


class _DuplicateKeyError(Exception):
    """JSON would keep the last of two equal keys and lose the first silently."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKeyError(key)
        found[key] = value
    return found


def explain(error: ValidationError, shown: str, inside: Sequence[str | int] = ()) -> str:
    """A line for every mistake: file, JSON path and a Chinese sentence.

    Args:
        error: what pydantic found.
        shown: how the file is named.
        inside: where in the file the validated part stands.
    """
    lines = []
    for item in error.errors(include_url=False):
        if item["type"] == "default_factory_not_called":
            continue  # what it would be made of is wrong, and told itself
        path = json_path((*inside, *item["loc"]))
        lines.append(f"{shown} 的 {path}：{_sentence(item)}")
    return "\n".join(dict.fromkeys(lines))


def json_path(location: Sequence[str | int]) -> str:
    """`$.文书[2].模板` of a pydantic location."""
    told = [step for step in location if step != "[key]"]  # so pydantic says it is the key itself
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in told)
    return "$" + "".join(steps)


def _sentence(item: Mapping[str, Any]) -> str:
    """What is wrong at one place, in Chinese."""
    kind: str = item["type"]
    context: Mapping[str, Any] = item.get("ctx", {})
    match kind:
        case "missing":
            return "缺这一项，请补上"
        case "extra_forbidden":
            return _unknown_key(item["loc"])
        case "value_error":
            return str(context["error"])
        case "enum" | "literal_error":
            return f"“{item['input']}”不在可用的写法里：{_allowed(context['expected'])}"
        case "string_pattern_mismatch":
            return f"“{item['input']}”{_PATTERNS.get(item['loc'][0], '写法不对')}"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            bound = next(iter(context.values()))
            return f"应{_BOUNDS[kind]} {bound}"
        case "too_short" | "string_too_short":
            return "不能是空的"
        case "too_long" | "string_too_long":
            counter = "个字" if kind == "string_too_long" else "个"
            return f"最多写 {context['max_length']} {counter}"
    expected = _EXPECTED.get(kind)
    return f"这里应是{expected}" if expected else f"写法不对（{item['msg']}）"


_PATTERNS = {
    "编号": "只能用小写字母、数字和连字符",
    "笔画": "要依次写各笔的数字：1横 2竖 3撇 4点 5折，最多 64 笔",
}
_BOUNDS = {
    "greater_than": "大于",
    "greater_than_equal": "不小于",
    "less_than": "小于",
    "less_than_equal": "不大于",
}
_EXPECTED = {
    "string_type": "加引号的文字",
    "int_type": "不加引号的整数",
    "int_parsing": "不加引号的整数",
    "int_from_float": "整数",
    "float_type": "不加引号的数",
    "bool_type": "true 或 false",
    "bool_parsing": "true 或 false",
    "list_type": "用 [ ] 括起的列表",
    "dict_type": "用 { } 括起的对象",
    "model_type": "用 { } 括起的对象",
}


def _allowed(expected: str) -> str:
    words = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return "、".join(word for word in words if word)


def _unknown_key(location: Sequence[str | int]) -> str:
    """A key nobody knows, with the nearest key that fits beside its siblings."""
    known = sorted(_all_keys())
    near = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.5)
    return "没有这一项" + (f"，是否想写“{near[0]}”" if near else "，请去掉或改正")


def _all_keys() -> set[str]:
    schema = Campaign.model_json_schema(by_alias=True)
    objects = [schema, *schema.get("$defs", {}).values()]
    return {key for item in objects for key in item.get("properties", {})}
