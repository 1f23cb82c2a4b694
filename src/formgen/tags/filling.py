"""A compiled template and a context → the filled text, within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import jinja2

from formgen.tags.budget import Budget
from formgen.tags.environment import TagContext

FILLING_ERRORS = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RecursionError,
    MemoryError,
)
"""What a tag can raise that asks for something its value cannot do."""
_TOGETHER = 128
"""Pieces counted at once: short ones, since long values are counted when they are printed."""


def fill(
    template: jinja2.Template, context: Mapping[str, object], budget: Budget | None = None
) -> str:
    """The filled text.

    Args:
        template: compiled by a `TagEnvironment`.
        context: what the tags see.
        budget: shared by what is filled for one document; one of its own by default.

    Raises:
        LimitError: it takes more than the budget has.
        one of FILLING_ERRORS: a tag does not fit its value.
    """
    seen = _seen(template, context, budget)
    printed = seen.budget.printed
    stream = template.root_render_func(seen)
    pieces: list[str] = []
    try:
        while group := list(islice(stream, _TOGETHER)):
            printed(sum(map(len, group)))
            pieces += group
    except FILLING_ERRORS:
        template.environment.handle_exception()  # raises it again, with the template's lines
    return "".join(pieces)


def pieces_of(template: jinja2.Template, context: Mapping[str, object]) -> Iterator[str]:
    """What `fill` puts together, piece by piece, so that it is known where filling stopped."""
    seen = _seen(template, context, None)
    try:
        for piece in template.root_render_func(seen):
            seen.budget.printed(len(piece))
            yield piece
    except FILLING_ERRORS:
        template.environment.handle_exception()


def _seen(
    template: jinja2.Template, context: Mapping[str, object], budget: Budget | None
) -> TagContext:
    """What the template sees: the context, and a budget."""
    seen = template.new_context(dict(context))
    if not isinstance(seen, TagContext):
        raise TypeError("the template was not compiled by a TagEnvironment")
    if budget is not None:
        seen.budget = budget
    return seen
