"""Which papers carry a tracking code: those that come back stamped, not what is handed over."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from formgen.campaign import load_campaign
from formgen.plan import Job
from formgen.run.tracking import tracking_codes
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("document", "tracked"),
    [
        ("申报表", True),
        ("荣誉证书", False),
        ("奖牌", False),
        ("表彰决定", False),
    ],
)
def test_only_papers_that_come_back_are_tracked(document: str, tracked: bool) -> None:
    campaign = load_campaign(ROOT / "data/bozhou-2022")
    assert document in {one.name for one in campaign.documents}
    path = PurePosixPath(document, "01.pdf")
    job = Job(document, f"{document}.docx", path, "药都谯声", identifier="bozhou-2022-1")
    assert (path in tracking_codes(campaign, [job], {})) is tracked
