"""The Jinja environment of every template: sandboxed, strict, with Chinese filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from formgen.tags.filters import FILTERS

MAX_RANGE = 10_000
"""Longest range() a template may ask for."""
_MARKUP_FILTERS = ("safe", "urlize", "xmlattr")
"""Jinja's filters for web pages: what they print would break an Office file."""


def short_range(*bounds: int) -> range:
    """range: whole numbers to count with.

    Raises:
        TemplateRuntimeError: there are more than `MAX_RANGE`.
    """
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise TemplateRuntimeError(f"range 最多数到 {MAX_RANGE}")
    return numbers


class TagEnvironment(ImmutableSandboxedEnvironment):
    """Where tags are compiled and filled.

    Undefined names are errors, nothing of Python can be reached or changed, and only
    what a form needs is defined.
    """

    intercepted_binops = frozenset({"**"})

    def __init__(self, finalize: Callable[[object], object], *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            finalize=finalize,
            keep_trailing_newline=True,
        )
        self.filters.update(FILTERS)
        for name in _MARKUP_FILTERS:
            del self.filters[name]
        self.globals = {"range": short_range}

    def call_binop(  # the sandbox's signature
        self,
        context: Context,  # noqa: ARG002
        operator: str,
        left: Any,  # noqa: ARG002
        right: Any,  # noqa: ARG002
    ) -> Any:
        """Refuse powers: no form needs one, and 9**9**9 would never end."""
        raise TemplateRuntimeError(f"标记里不能用“{operator}”")
