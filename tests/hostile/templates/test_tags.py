"""Templates from strangers: every tag is filled or refused, within memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.templates.cases import CASES, Case

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def answers() -> list[tuple[bool, str]]:
    """The answers to all cases, from one bounded process."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hostile.templates.filling"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return [(refused, words) for refused, words in json.loads(ran.stdout)]


@pytest.mark.parametrize(
    ("number", "kind", "case"),
    [pytest.param(i, kind, case, id=f"{kind}-{case.name}") for i, (kind, case) in enumerate(CASES)],
)
def test_a_tag_is_answered(
    answers: list[tuple[bool, str]], number: int, kind: str, case: Case
) -> None:
    refused, words = answers[number]
    assert refused == bool(case.refused), words
    if not refused:
        assert words == case.shows
        return
    assert case.refused in words
    assert f"表.{kind}" in words
    assert len(words) < 400
