"""The garbage collector, resting while a table is checked."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Let nothing be searched for garbage meanwhile.

    Nothing that a check makes is a cycle, and what it keeps it keeps until its end; the collector
    would walk millions of cells again and again to find nothing, a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
