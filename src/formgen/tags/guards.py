"""Jinja's own filters and the operators, each asking a budget before it makes something large.

Only filters that a form may need are there; the others make pages, depend on chance, or
only lay text out, which Word and Excel do.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from functools import wraps
from itertools import chain
from typing import Any

from jinja2 import Undefined, pass_context, pass_environment
from jinja2.exceptions import FilterArgumentError
from jinja2.filters import FILTERS as JINJA
from markupsafe import Markup, escape

from formgen.tags.budget import Budget
from formgen.tags.limits import MAX_BITS, MAX_FORMAT_WIDTH, LimitError

Function = Callable[..., Any]
Check = Callable[..., None]

_ESCAPED = 5
"""Characters that one may become when it is escaped: &amp;"""
_MAX_PLACES = 15
_MAX_COLUMNS = 1000
_MAX_STRIPPED = 100_000
"""Characters of markup to be stripped, which takes time by the square of the comments."""
_FORMAT = re.compile(r"%(\()?[#0\-+ ]*(\*|\d*)(?:\.(\*|\d*))?")


_PASSED: Mapping[str, Function] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
"""What a filter of Jinja may want before its value, as it is marked."""


def guarded(function: Function, check: Check | None = None) -> Function:
    """A filter that is counted: what it is given, what it gives, and what `check` asks first."""
    passed = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

    @pass_context
    @wraps(function)
    def counted(context: Any, value: Any, *details: Any, **named: Any) -> Any:
        budget: Budget = context.budget
        budget.within(value)
        if check is not None:
            check(budget, value, *details, **named)
        if passed:
            details, value = (value, *details), _PASSED[passed](context)
        return result(budget, function(value, *details, **named))

    # What the function wants first is given above; for inspection, its other parameters count.
    counted.__signature__ = _signature(function, skip=1 if passed else 0)  # type: ignore[attr-defined]
    return counted


def _signature(function: Function, skip: int) -> inspect.Signature:
    signature = inspect.signature(function)
    return signature.replace(parameters=list(signature.parameters.values())[skip:])


def result(budget: Budget, value: Any) -> Any:
    """What a filter or method gives, counted; what comes one by one is made a list."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, str):
        budget.made(len(value))
    elif isinstance(value, Iterator):
        return budget.drawn(value)
    elif isinstance(value, list | tuple):
        budget.listed(len(value))
    return value


def check_replace(budget: Budget, text: Any, old: Any = "", new: Any = "", *_: Any) -> None:
    """replace: every place may grow."""
    whole, piece = str(text), str(old)
    places = whole.count(piece) if piece else len(whole) + 1
    budget.room(len(whole) + places * len(escape(str(new))))


def check_join(budget: Budget, items: Any, between: Any = "", *_: Any, **__: Any) -> None:
    """join: what stands between comes as often as there are items."""
    if isinstance(items, Sized) and isinstance(items, Iterable):
        texts = sum(len(item) for item in items if isinstance(item, str))
        budget.room(texts + len(items) * len(escape(str(between))))


def check_format(budget: Budget, text: Any, *values: Any, **named: Any) -> None:
    """format, and % on a text.

    Raises:
        FilterArgumentError: a place is named, padded by a value, or wider than any form.
    """
    for name, width, precision in _FORMAT.findall(str(text).replace("%%", "")):
        if name or "*" in (width, precision):
            raise FilterArgumentError("格式里只能写 %s、%d、%05d、%.2f 这样的")
        if max(len(width), len(precision)) > 3 or max(_number(width), _number(precision)) > (
            MAX_FORMAT_WIDTH
        ):
            raise FilterArgumentError(f"格式里的宽度和小数位数最多 {MAX_FORMAT_WIDTH}")
    grown = _ESCAPED if isinstance(text, Markup) else 1
    sizes = (len(value) for value in (*values, *named.values()) if isinstance(value, str))
    budget.room(len(str(text)) + sum(sizes) * grown)


def _number(text: str | None) -> int:
    return int(text) if text else 0


def _check_round(_: Budget, _value: Any, precision: Any = 0, *__: Any) -> None:
    if not isinstance(precision, int) or not 0 <= precision <= _MAX_PLACES:
        raise FilterArgumentError(f"round 的小数位数是 0 到 {_MAX_PLACES}")


def _check_columns(budget: Budget, _value: Any, count: Any = 1, fill_with: Any = None) -> None:
    if not isinstance(count, int) or not 1 <= count <= _MAX_COLUMNS:
        raise FilterArgumentError(f"每组的个数是 1 到 {_MAX_COLUMNS}")
    if fill_with is not None:
        budget.weighed([fill_with] * count)


def _check_map(_: Budget, *__: Any, **named: Any) -> None:
    if "default" in named:
        raise FilterArgumentError("map 不能带 default，请用“或”")


def _check_sum(
    budget: Budget, groups: Any, attribute: Any = None, start: Any = 0, **__: Any
) -> None:
    if isinstance(start, list) and attribute is None:
        budget.listed(sum(len(group) for group in groups) + len(start))
    elif not is_number(start):
        raise FilterArgumentError("sum 只用于数，或用 sum(start=[]) 把几个列表接起来")


@pass_environment
def _sum(environment: Any, items: Any, attribute: Any = None, start: Any = 0) -> Any:
    """Jinja's sum; lists are put together in one go, not each copied for the next."""
    if isinstance(start, list):
        return [*start, *chain.from_iterable(items)]
    return JINJA["sum"](environment, items, attribute, start)


def _check_stripped(_: Budget, value: Any) -> None:
    if len(str(value)) > _MAX_STRIPPED:
        raise LimitError(f"striptags 最多用于 {_MAX_STRIPPED} 个字符")


_PLAIN = (
    "abs capitalize count d default dictsort e escape first float groupby int items last length "
    "list lower max min reject rejectattr reverse select selectattr sort string title trim "
    "truncate unique upper wordcount"
)
_CHECKED: Mapping[str, Check] = {
    "batch": _check_columns,
    "format": check_format,
    "join": check_join,
    "map": _check_map,
    "replace": check_replace,
    "round": _check_round,
    "slice": _check_columns,
    "striptags": _check_stripped,
}


def jinja_filters() -> dict[str, Function]:
    """The filters of Jinja that tags may use."""
    plain = {name: guarded(JINJA[name]) for name in _PLAIN.split()}
    checked = {name: guarded(JINJA[name], check) for name, check in _CHECKED.items()}
    return plain | checked | {"sum": guarded(_sum, _check_sum)}


def is_number(value: object) -> bool:
    """Whether a value can be reckoned with."""
    return not isinstance(value, str) and hasattr(value, "__abs__")


def reckoned(budget: Budget, operator: str, operate: Function, left: Any, right: Any) -> Any:
    """What an operator that can make something large makes of two values.

    Raises:
        FilterArgumentError: the operator is not for such values.
        LimitError: the result would be too large.
    """
    if isinstance(left, Undefined) or isinstance(right, Undefined):
        return operate(left, right)
    if operator == "%" and isinstance(left, str):
        check_format(budget, left, *(right if isinstance(right, tuple) else (right,)))
    elif operator == "*":
        _check_product(left, right)
    elif operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        grown = 1 if isinstance(left, Markup) == isinstance(right, Markup) else _ESCAPED
        budget.room((len(left) + len(right)) * grown)
    made = result(budget, operate(left, right))
    return budget.weighed(made) if isinstance(made, list | tuple) else made


def _check_product(left: Any, right: Any) -> None:
    if not (is_number(left) and is_number(right)):
        raise FilterArgumentError("“*”只用于数")
    bits = sum(value.bit_length() for value in (left, right) if isinstance(value, int))
    if bits > MAX_BITS:
        raise LimitError("算出的数太大")
