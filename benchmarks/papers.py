"""The bundled campaigns → every Word document `formgen build` makes of them, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign import load_campaign
from formgen.check import check_data
from formgen.plan import Job, Selection, plan, plan_blank
from formgen.templating import TemplateFolders, compiled

DATA = Path(__file__).parents[1] / "data"
CAMPAIGNS = tuple(sorted(path.parent.name for path in DATA.glob("*/campaign.json")))
_WORD = Selection(formats=frozenset({"docx"}))


@dataclass(frozen=True, slots=True)
class Paper:
    """One rendered Word document."""

    campaign: str
    document: str
    blank: bool
    name: str
    """Path in the campaign's output folder."""
    content: bytes

    @property
    def group(self) -> tuple[str, str]:
        """Campaign and kind of paper."""
        return self.campaign, self.document + ("（空白）" if self.blank else "")


def papers(campaign_id: str, wanted: Callable[[str], bool] = lambda _name: True) -> Iterator[Paper]:
    """Every Word document of a campaign, filled and blank.

    Args:
        campaign_id: a folder under data/.
        wanted: whether documents of this name are made.
    """
    folder = DATA / campaign_id
    campaign = load_campaign(folder)
    folders = TemplateFolders.of(folder, campaign.id)
    filled = plan(campaign, check_data(campaign, folder), _WORD)
    for blank, jobs in ((False, filled), (True, plan_blank(campaign, _WORD))):
        for job in jobs:
            if wanted(job.document):
                yield _paper(campaign_id, job, folders, blank=blank)


def _paper(campaign_id: str, job: Job, folders: TemplateFolders, *, blank: bool) -> Paper:
    content = compiled(folders.find(job.template)).render(job.context)
    return Paper(campaign_id, job.document, blank, str(job.path), content)
