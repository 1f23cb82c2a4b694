"""What a template may cost: how large its tags may be, and how much filling it may take.

Templates come from anyone. Every bound here is far above what a form needs: a list of
100,000 rows with 20 columns takes a quarter of the steps.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2.exceptions import TemplateRuntimeError

MAX_RANGE = 10_000
"""Longest range() a template may ask for."""
MAX_SOURCE = 64 * 2**20
"""Characters of a template's source, markup included."""
MAX_TAGS = 20_000
"""Tags in one part of a template."""
MAX_TAG = 4_000
"""Characters of one tag."""
MAX_WORDS = 250
"""Words and signs of one tag."""
MAX_BRACKETS = 16
"""Brackets within brackets in one tag."""
MAX_BLOCKS = 16
"""Loops and conditions within each other; Python itself takes 20 loops."""
MAX_NESTING = 100
"""Levels of a template's syntax tree: visitors that go down it stay within Python's stack."""
MAX_DIGITS = 18
"""Digits of a number written in a tag."""
MAX_BITS = 1024
"""Bits of a whole number that tags reckon with."""
MAX_FORMAT_WIDTH = 200
"""Width or precision in a format such as %05d."""


class LimitError(TemplateRuntimeError):
    """Filling a template takes more than it may; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the filling of one document may take."""

    steps: int = 20_000_000
    """Tags filled, counted as loops and macros come to them."""
    characters: int = 120_000_000
    """Characters printed, and made on the way."""
    value: int = 2_000_000
    """Characters of a text that a tag makes, or items of a list that a filter gives."""
    items: int = 100_000
    """Items of a list written in a tag, with all that is in them."""
    depth: int = 20
    """Macros that call each other."""
    seconds: float = 60.0
    """Wall time."""


LIMITS = Limits()
