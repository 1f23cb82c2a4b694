"""The Jinja environment of every template: sandboxed, strict, with Chinese filters."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from formgen.tags.filters import FILTERS

MAX_RANGE = 10_000
"""Longest range() a template may ask for."""


class TagEnvironment(ImmutableSandboxedEnvironment):
    """Where tags are compiled and filled.

    Undefined names are errors, nothing of Python can be reached or changed, and only
    what a form needs is defined.
    """

    def __init__(self, finalize: Callable[[object], object], *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=StrictUndefined,
            finalize=finalize,
            keep_trailing_newline=True,
        )
        self.filters.update(FILTERS)
        self.globals = {"range": self.globals["range"]}
