"""What is in memory when the work begins stays to its end: nobody need look for unused parts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def settled() -> Iterator[None]:
    """Leave what is there now out of Python's search for objects that only refer to each other.

    The search would go through the whole program again and again; and processes that are copied
    from this one would each get their own copy of all that it touches.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
