"""The Jinja environment of every template: sandboxed, strict, bounded, with Chinese filters."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from formgen.campaign.values import OpenChoice, YearMonth
from formgen.tags.budget import Budget
from formgen.tags.filters import FILTERS
from formgen.tags.generating import CountingGenerator
from formgen.tags.guards import check_join, check_replace, guarded, jinja_filters, reckoned, result
from formgen.tags.limits import MAX_RANGE
from formgen.tags.reading import check_source, check_tree, compiled_within_limits

_OF_TEXTS = (
    "count endswith find isdigit join lower lstrip replace rfind rsplit rstrip split "
    "splitlines startswith strip upper"
)
_OF_LOOPS = (
    "changed cycle depth depth0 first index index0 last length nextitem previtem revindex revindex0"
)
_PROPERTIES: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset(_OF_TEXTS.split())),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    (datetime.date, frozenset({"day", "isoformat", "isoweekday", "month", "weekday", "year"})),
    (YearMonth, frozenset({"month", "year"})),
    (OpenChoice, frozenset({"option", "text"})),
    (LoopContext, frozenset(_OF_LOOPS.split())),
    (tuple, frozenset({"count", "grouper", "index", "list"})),
    (list, frozenset({"count", "index"})),
)
"""What tags may ask of Python's own kinds of values, methods included."""
_DATA = (str, int, float, Decimal, datetime.date, YearMonth, OpenChoice, Mapping, tuple, list)
"""What a property of any other kind of value may be. A picture has a path, and a path can read,
write and remove files."""


@lru_cache(maxsize=256)
def _properties(kind: type) -> frozenset[str]:
    """What tags may ask of values of one type; empty where it is none of Python's own."""
    return frozenset[str]().union(*(names for of, names in _PROPERTIES if issubclass(kind, of)))


_METHODS = (BuiltinMethodType, MethodType)
_COUNTED = ("分栏", "求和", "筛选", "段落", "顿号")
"""Our filters that go through lists or long texts."""


def short_range(*bounds: int) -> range:
    """range: whole numbers to count with.

    Raises:
        TemplateRuntimeError: there are more than `MAX_RANGE`.
    """
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise TemplateRuntimeError(f"range 最多数到 {MAX_RANGE}")
    return numbers


class TagContext(Context):
    """What one filling sees, with what it may still take."""

    @cached_property
    def budget(self) -> Budget:
        """One of its own, where none was given to share."""
        return Budget()


class TagEnvironment(ImmutableSandboxedEnvironment):
    """Where tags are compiled and filled.

    Undefined names are errors, nothing of Python can be reached or changed, only what a
    form needs is defined, and nothing can be made larger than a budget allows.
    """

    intercepted_binops = frozenset({"**", "*", "+", "%"})
    code_generator_class = CountingGenerator
    context_class = TagContext

    def __init__(
        self, finalize: Callable[..., object], *, autoescape: bool, shown: str = "模板"
    ) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            finalize=finalize,
            keep_trailing_newline=True,
        )
        self.filters = jinja_filters() | FILTERS
        self.filters |= {name: guarded(FILTERS[name]) for name in _COUNTED}
        del self.tests["in"]
        self.globals = {"range": short_range}
        self._shown = shown

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        check_source(source, self.lexer)
        tree = compiled_within_limits(
            lambda: super(TagEnvironment, self)._parse(source, name, filename)
        )
        check_tree(tree, self._shown)
        return tree

    def _compile(self, source: str, filename: str) -> CodeType:
        return compiled_within_limits(
            lambda: super(TagEnvironment, self)._compile(source, filename)
        )

    def getattr(self, obj: Any, attribute: str) -> Any:
        """obj.attribute: an item of that name, or what `_PROPERTIES` allows of it."""
        if not isinstance(obj, LoopContext):
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                pass
        return self._property(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """obj[argument]: an item, or as obj.argument."""
        try:
            return obj[argument]
        except (TypeError, LookupError):
            if isinstance(argument, str):
                return self._property(obj, argument)
        return self.undefined(obj=obj, name=argument)

    def _property(self, obj: Any, name: str) -> Any:
        allowed = _properties(obj.__class__)
        if name in allowed or isinstance(obj, Undefined):
            try:
                return getattr(obj, name)
            except AttributeError:  # a tuple that is no group of groupby
                return self.undefined(obj=obj, name=name)
        if not hasattr(obj, name):
            return self.undefined(obj=obj, name=name)
        if allowed or name.startswith("_") or not isinstance(value := getattr(obj, name), _DATA):
            return self.unsafe_undefined(obj, name)
        return value

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's signature
        """Call a macro, range, or a method that `_PROPERTIES` allows.

        Raises:
            SecurityError: it is nothing of the kind.
        """
        budget: Budget = __context.budget
        if isinstance(__obj, Macro):
            budget.entered()
            text = __context.call(__obj, *args, **kwargs)
            budget.left()
            return text
        if not isinstance(__obj, _METHODS) and __obj is not short_range:
            if isinstance(__obj, Undefined):
                __obj()
            raise SecurityError("标记里只能调用 range 和自己写的宏")
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        _check_method(budget, __obj, args)
        return result(budget, __obj(*args, **kwargs))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What an operator makes of two values; powers are refused: no form needs one."""
        if operator == "**":
            raise TemplateRuntimeError(f"标记里不能用“{operator}”")
        return reckoned(context.budget, operator, self.binop_table[operator], left, right)


def _check_method(budget: Budget, method: Any, args: tuple[Any, ...]) -> None:
    """Ask for what a text's method may make."""
    owner = getattr(method, "__self__", None)
    if not isinstance(owner, str):
        return
    budget.within(owner)
    if method.__name__ == "replace":
        check_replace(budget, owner, *args)
    elif method.__name__ == "join":
        check_join(budget, *args[:1], owner)
