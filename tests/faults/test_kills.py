"""Builds broken off: no half file at once, nothing left running, the next run completes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.faults.kills import Blow, Kind, blows, struck, undisturbed
from tests.faults.yard import (
    Stage,
    Yard,
)

_FEW = (
    Blow(Kind.MAIN, Stage.FORMS, 6, 0.0),
    Blow(Kind.WORKER, Stage.FORMS, 2, 0.0),
    Blow(Kind.ALL, Stage.PUBLICATION, 5, 0.01),
    Blow(Kind.INTERRUPT, Stage.FORMS, 3, 0.0),
    Blow(Kind.TERMINATE, Stage.SETS, 2, 0.0),
    Blow(Kind.TERMINATE_ALL, Stage.WORKERS, 1, 0.0),
    Blow(Kind.WORKER, Stage.SETS, 1, 0.0),
    Blow(Kind.MAIN, Stage.SETS, 12, 0.02),
)
"""One of each kind, and one at each stage where something is written."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.at(tmp_path_factory.mktemp("small"), entries=4)


@pytest.fixture(scope="module")
def right(small: Yard) -> Mapping[str, str]:
    return undisturbed(small)[0]


@pytest.mark.parametrize("blow", _FEW, ids=lambda blow: f"{blow.kind.name}-{blow.stage.name}")
def test_a_few_blows(small: Yard, right: Mapping[str, str], blow: Blow) -> None:
    assert struck(small, blow, right).struck


@pytest.mark.slow
def test_a_hundred_blows(tmp_path: Path) -> None:
    yard = Yard.at(tmp_path)
    right, whole = undisturbed(yard)
    outcomes = [struck(yard, blow, right) for blow in blows(1, 100, whole)]
    assert sum(one.struck for one in outcomes) >= 90, outcomes
