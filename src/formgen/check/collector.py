"""The garbage collector, resting while a table is checked."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let nothing be searched for garbage meanwhile.

    All that a check makes is kept until its end, and none of it is a cycle; the collector
    would walk millions of cells again and again to find nothing, a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
