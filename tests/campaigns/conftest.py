"""The five campaigns, built once for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from formgen.campaign import Campaign, Document, load_campaign
from formgen.check import CampaignData, check_data
from formgen.run.build import build
from formgen.run.build_result import BuildResult
from formgen.run.modes import Mode
from formgen.run.preparing import Wishes
from tests.conftest import ROOT

CAMPAIGN_IDS = ["anhui-2024", "bozhou-2022", "guizhou-2018", "hubei-2024", "xuzhou-2023"]


@dataclass(frozen=True)
class Built:
    """A campaign with its data and what was made of it."""

    folder: Path
    campaign: Campaign
    data: CampaignData
    result: BuildResult
    blank: BuildResult

    @property
    def root(self) -> Path:
        return self.result.root

    def files(self) -> list[Path]:
        """Every file made from the data."""
        return [self.root / artifact.path for artifact in self.result.artifacts]

    def papers(self) -> list[Path]:
        """The documents of campaign.json, without print sets and what goes with a web page."""
        names = {document.name for document in self.campaign.documents}
        made = self.result.artifacts
        return [self.root / artifact.path for artifact in made if artifact.document in names]

    def listed_file(self, document: Document, suffix: str) -> Path:
        """The one file of a document over all entries."""
        folder = self.root / "公示" / document.name if document.public else self.root
        return folder / f"{document.name}{suffix}"

    def blank_file(self, document: str, suffix: str = ".docx") -> Path:
        """An empty form."""
        return self.root / "空白表" / f"{document}{suffix}"


@pytest.fixture(scope="session", params=CAMPAIGN_IDS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = ROOT / "data" / request.param
    campaign = load_campaign(folder)
    output = tmp_path_factory.mktemp("output")
    return Built(
        folder,
        campaign,
        check_data(campaign, folder),
        build(folder, output, Wishes()),
        build(folder, output, Wishes(mode=Mode.BLANK)),
    )
