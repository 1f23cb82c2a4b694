"""A cell's free room → whether seals of a size fit into it, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from formgen.layout.proving.boxes import Box

_STEPS = 12
"""Halvings: of a seal's 45 millimetres they leave about a hundredth of one."""


def fits(region: Box, taken: Sequence[Box], side: float, count: int = 1) -> bool:
    """Whether squares of a side find room in a region, apart from each other and what is taken.

    Each is put as far left, then as far up as it goes: a row of seals, or a pile of them.
    """
    boxes = [box for box in taken if box.meets(region)]
    for _ in range(count):
        place = _leftmost(region, boxes, side)
        if place is None:
            return False
        boxes.append(place)
    return True


def largest_side(region: Box, taken: Sequence[Box], count: int, most: float) -> float:
    """Side of the largest squares of which so many find room, not over `most`; in points."""
    low, high = 0.0, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(region, taken, middle, count) else (low, middle)
    return low


def _leftmost(region: Box, taken: Sequence[Box], side: float) -> Box | None:
    """The free square furthest left; its edges lie at the region's or at those of what is taken."""
    edges = sorted({region.left, *(box.right for box in taken if box.right > region.left)})
    for left in edges:
        if left + side > region.right:
            return None
        top = _highest(region, taken, left, side)
        if top is not None:
            return Box(left, top, left + side, top + side)
    return None


def _highest(region: Box, taken: Sequence[Box], left: float, side: float) -> float | None:
    """Upper edge of the highest free square whose left edge is given."""
    beside = sorted(
        (box.top, box.bottom) for box in taken if box.left < left + side and left < box.right
    )
    top = region.top
    for upper, lower in beside:
        if upper - top >= side:
            break
        top = max(top, lower)
    return top if top + side <= region.bottom else None
