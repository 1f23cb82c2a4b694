"""A campaign folder → the workbooks its units fill in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign, load_campaign
from formgen.campaign.units import Unit
from formgen.check.rules.binding import bind_rules
from formgen.check.units import read_units
from formgen.plan.paths import distinct, safe_name
from formgen.problems import InputError, OutputError, Problem, Severity, UsageError
from formgen.run.refusals import refuse_unknown_units
from formgen.run.stores.store import FolderStore, is_folder
from formgen.tables import read_table
from formgen.workbooks.entry_sheet import entry_workbook

EVERY_UNIT = "*"
"""Asks for a workbook of each unit."""


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What was made."""

    campaign: Campaign
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    """What is wrong with units.csv."""

    @property
    def errors(self) -> bool:
        """Whether units.csv has errors."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def make_sheets(folder: Path, output: Path, wanted: Sequence[str] = ()) -> SheetResult:
    """Write the workbook of a campaign, or one for each unit.

    Args:
        folder: the campaign folder.
        output: the file, or with units the folder their files go to.
        wanted: units to make one each for; `EVERY_UNIT` for all.

    Raises:
        UsageError: there is no such unit, or the file is no .xlsx.
        CampaignError: campaign.json says what it may not.
        InputError: units.csv is missing or cannot be read.
        OutputError: a file cannot be written, or would replace one that is filled in.
    """
    campaign = load_campaign(folder)
    bind_rules(campaign)
    units, problems = read_units(campaign, folder)
    if not wanted:
        files = [_write_one(campaign, units, output)]
    else:
        files = _write_each(campaign, units, _chosen(units, wanted), output)
    return SheetResult(campaign, tuple(files), problems)


def _chosen(units: Sequence[Unit], wanted: Sequence[str]) -> list[Unit]:
    if not units:
        raise UsageError("没有推荐单位名单 units.csv，不能按单位做", hint="请去掉 --unit")
    if EVERY_UNIT in wanted:
        return list(units)
    refuse_unknown_units(units, wanted)
    return [unit for unit in units if unit.name in wanted]


def _write_one(campaign: Campaign, units: Sequence[Unit], output: Path) -> Path:
    if is_folder(output):
        output = output / "填报表.xlsx"
    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"“{output}”不是 .xlsx 文件", hint="请写成 -o 填报表.xlsx")
    _keep_filled(campaign, output)
    content = entry_workbook(campaign, units)
    FolderStore(output.parent).write(PurePosixPath(output.name), content)
    return output


def _write_each(
    campaign: Campaign, units: Sequence[Unit], chosen: Sequence[Unit], output: Path
) -> list[Path]:
    folder = output.with_suffix("") if output.suffix.lower() == ".xlsx" else output
    store = FolderStore(folder)
    stems = distinct([safe_name(f"填报表_{unit.name}") for unit in chosen])
    for stem in stems:
        _keep_filled(campaign, folder / f"{stem}.xlsx")
    files = [PurePosixPath(f"{stem}.xlsx") for stem in stems]
    for unit, file in zip(chosen, files, strict=True):
        store.write(file, entry_workbook(campaign, units, unit))
    return [folder / file for file in files]


def _keep_filled(campaign: Campaign, path: Path) -> None:
    """Refuse to write over what a unit has filled in.

    Raises:
        OutputError: there is such a file with anything in it, or one that cannot be read.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - a name too long is no file, not an error
        return
    try:
        filled = bool(read_table(path.parent, path.name, campaign.fields).records)
    except InputError:
        filled = True
    if filled:
        raise OutputError(
            f"“{path}”已经填了内容，没有覆盖", hint="请用 -o 换一个文件名或文件夹，或先把它移走"
        )
