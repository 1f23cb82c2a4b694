"""What a build made, and what was wrong with the data, as its user is told it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formgen.campaign import Campaign
from formgen.layout.printing import StandIn
from formgen.problems import Problem
from formgen.run.ledger import MadeFile
from formgen.run.modes import Mode
from formgen.run.sets.pressed import SetMade


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made, and what was wrong with the data."""

    campaign: Campaign
    mode: Mode
    place: str
    """The campaign's output folder, or where in object storage it is."""
    artifacts: tuple[MadeFile, ...]
    """What is there now, in the order of the plan."""
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    """Names of the entries no document was made for."""
    units: tuple[str, ...]
    """Names of the recommending units, in their order."""
    untouched: tuple[str, ...]
    """Files an earlier build made that this one, of everything, no longer makes."""
    stand_ins: tuple[StandIn, ...] = ()
    """Typefaces that others stood in for, in the PDFs."""
    notices: tuple[str, ...] = ()
    """What the engine that printed the PDFs, and the manifest, have to say."""
    outdated: tuple[str, ...] = ()
    """Files of an earlier build that could not be made this time: they are out of date."""
    to_fill: str = ""
    """Where the list of what is still to be filled in is, of pre-filled forms."""
    sets: tuple[SetMade, ...] = ()
    """The sets to be printed in one go."""
    of_list: tuple[Problem, ...] = ()
    """Those of the problems that are the chosen list's; their places are in that file."""
    kept: int = 0
    """How many of the artifacts were there already, made of the same."""
    removed: tuple[str, ...] = ()
    """Files of an earlier build that were removed, as they no longer belong."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """What the run took, by stage, summed over all processes."""
    elapsed: float = 0
    """Seconds from beginning to end."""

    @property
    def root(self) -> Path:
        """The campaign's output folder, where it is a folder."""
        return Path(self.place)

    @property
    def folder(self) -> str:
        """Where the files are."""
        top = self.mode.folder
        return f"{self.place.rstrip('/')}/{top}" if top else self.place
