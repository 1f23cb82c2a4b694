"""Parts that stay on a page with what follows → how many there are and how high they stand."""

from __future__ import annotations

from collections.abc import Iterable

from formgen.layout.setting.parts import Part, gap_between

_LONGEST = 200
"""Parts kept together at most; no page holds more."""


def chain(part: Part, following: Iterable[Part]) -> tuple[int, float]:
    """Parts that stay together, and their height with the head of what follows.

    A break between two parts ends it: no part can stay with what begins another page.

    Args:
        part: the first, which stays with the next one.
        following: what comes after it.
    """
    length, height, above = 1, part.height, part
    for number, below in enumerate(following):
        if below.floats:
            continue
        if above.ends or below.page_break_before:
            break
        height += gap_between(above, below)
        if not below.keep_next or number >= _LONGEST:
            return length, height + below.least()
        height += below.height
        length, above = length + 1, below
    return length, height
