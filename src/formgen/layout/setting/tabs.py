"""Tab stops of a paragraph → where a tab character leads (ECMA-376 part 1, 17.3.1.37, 17.3.1.38).

A hanging indent acts as a stop at the left indent; behind the last stop set, default stops follow
at even distances from the area's left edge.
"""

from __future__ import annotations

import math

from formgen.layout.model import ParagraphLook, TabStop

_TOUCHING = 0.05
"""A stop this near is passed over: LibreOffice's smallest step."""


def next_stop(look: ParagraphLook, x: float, default_tab: float) -> TabStop:
    """The stop a tab at `x` leads to, both from the area's left edge."""
    found = [stop for stop in look.tabs if stop.align != "bar" and stop.position > x + _TOUCHING]
    if look.first_line < 0 and x + _TOUCHING < look.indent_left:
        found.append(TabStop(look.indent_left))
    if found:
        return min(found, key=lambda stop: stop.position)
    step = default_tab if default_tab > 1 else 36.0
    return TabStop((math.floor((x + _TOUCHING) / step) + 1) * step)


def text_start(stop: TabStop, x: float, width: float, before_point: float) -> float:
    """Where the text behind a tab starts: never left of the tab.

    Args:
        stop: The stop.
        x: Where the tab character stands.
        width: Of the text up to the next tab or the line's end.
        before_point: Width of what stands before its decimal point.
    """
    taken = {"center": width / 2, "right": width, "decimal": before_point}.get(stop.align, 0.0)
    return max(x, stop.position - taken)
