"""While files are made, what was there before is not searched for what is unused; later it is."""

from __future__ import annotations

import gc
import weakref

import pytest

from formgen.run.settled import settled


class Ring:
    """Refers to itself, so that only a search finds it unused."""

    def __init__(self) -> None:
        self.own = self


def unused() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


def test_what_was_there_before_is_left_alone_until_the_end() -> None:
    gc.collect()
    before = unused()
    with settled():
        meanwhile = unused()
        gc.collect()
        assert before() is not None
        assert meanwhile() is None, "what comes up meanwhile is searched"
    gc.collect()
    assert before() is None


def test_a_run_that_breaks_off_leaves_nothing_out() -> None:
    with pytest.raises(KeyboardInterrupt), settled():
        raise KeyboardInterrupt
    assert gc.get_freeze_count() == 0
