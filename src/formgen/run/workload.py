"""Everything a run is to make, and what it works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from formgen.campaign import Campaign
from formgen.check import CampaignData
from formgen.plan.sets import SetPlan
from formgen.run.crews.crew import Crew
from formgen.run.inputs import InputDigests
from formgen.run.kept import KeptPapers
from formgen.run.ledger import Ledger
from formgen.run.planned import Extent, Planned
from formgen.run.recipe import Recipe
from formgen.run.sets.set_tasks import SetTasks


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be made."""

    campaign: Campaign
    data: CampaignData | None
    """After the check; None for empty forms."""
    planned: Planned
    extent: Extent
    sets: Sequence[SetPlan]
    """Which of the printed papers are bound together."""
    tasks: SetTasks
    """Says what each set is made of."""
    recipe: Recipe
    codes: Mapping[PurePosixPath, str] = field(default_factory=dict)
    """The code each form carries in its footer, by the form's path."""
    whole: bool = False
    """Whether every format of each document is made."""

    @property
    def public(self) -> frozenset[str]:
        """Names of the public documents."""
        return frozenset(one.name for one in self.campaign.documents if one.public)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with."""

    crew: Crew
    """Who does the work."""
    digests: InputDigests
    papers: KeptPapers
    """Printed papers, until they are bound."""
    ledger: Ledger
    """Notes what came of it."""
