from __future__ import annotations

from pathlib import Path

import pytest

from formgen.templating import outline_file
from tests.conftest import ROOT

OUTLINES = Path(__file__).parent / "outlines"
TEMPLATES = sorted((ROOT / "templates").glob("*/*"))


def kept(template: Path) -> Path:
    """Where a template's outline is kept."""
    return OUTLINES / template.parent.name / f"{template.name}.txt"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_template_is_as_it_was_reviewed(template: Path) -> None:
    # After a change of a template: review `git diff` of what `make outlines` writes.
    assert outline_file(template) == kept(template).read_text(encoding="utf-8")


def test_no_outline_is_kept_of_a_template_that_is_gone() -> None:
    assert sorted(OUTLINES.glob("*/*")) == sorted(map(kept, TEMPLATES))
