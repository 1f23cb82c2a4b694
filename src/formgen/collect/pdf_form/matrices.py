"""Transformations of a page's space (ISO 32000-1, 8.3.4): lists of six numbers → points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """What applying `inner`, then `outer` does."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k,
        e * h + f * j + m,
    )  # fmt: skip


def moved(x: float, y: float, matrix: Matrix) -> Matrix:
    """A matrix with its origin moved within its own space."""
    return times((1, 0, 0, 1, x, y), matrix)


def applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def matrix_of(operands: Iterable[Any]) -> Matrix:
    """Six operands.

    Raises:
        ValueError: they are not six numbers.
    """
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f
