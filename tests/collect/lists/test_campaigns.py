"""The campaigns' own 汇总表, made and read back: the same entries in the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pytest

from formgen.campaign import Campaign, Document, load_campaign
from formgen.campaign.values import OpenChoice, Value
from formgen.check import CampaignData, check_data
from formgen.collect.lists import (
    ListGrid,
    ListPattern,
    Received,
    ReturnedList,
    grid_of_form,
    grids_of_workbook,
    hold_against,
    read_lists,
)
from formgen.collect.lists.grids import ListLine
from formgen.collect.reading import read_form
from formgen.collect.values import ValueReader
from formgen.plan import Job, Selection, plan
from formgen.run.making import Forms, Maker
from formgen.templating import TemplateFolders
from tests.collect.forms import ROOT

LISTS = (
    ("anhui-2024", "推荐汇总表"),
    ("bozhou-2022", "申报汇总表"),
    ("hubei-2024", "案例（项目）汇报表"),
    ("xuzhou-2023", "推荐汇总表"),
)
RANK = "推荐排序"


@dataclass(frozen=True)
class Case:
    """A 汇总表 of a campaign in one format."""

    campaign: Campaign
    document: Document
    data: CampaignData
    file: str
    pattern: ListPattern
    reader: ValueReader

    def made(self) -> Iterator[tuple[Job, bytes]]:
        """The lists of every unit, and that of the whole campaign."""
        folder = ROOT / "data" / self.campaign.id
        path = TemplateFolders.of(folder, self.campaign.id).find(self.file)
        forms = Forms.of(self.campaign)
        maker = Maker({(self.document.name, self.file): path}, "", None, forms=forms)
        kinds = frozenset({self.file.rpartition(".")[2]})
        chosen = Selection(frozenset({self.document.name}), kinds)
        for job in plan(self.campaign, self.data, chosen):
            yield job, maker.make(job).content

    def read(self, grids: Sequence[ListGrid]) -> ReturnedList:
        """The one list of a file."""
        [found] = read_lists(grids, [self.pattern], self.reader, self.file)
        return found

    def received(self) -> list[Received]:
        """The entries as their forms would say them."""
        return [
            Received(
                entry.name,
                entry.unit,
                {name: _written(value) for name, value in entry.values.items()},
                f"{entry.name}.docx",
            )
            for entry in self.data.applicants.entries
        ]


def _written(value: Value) -> str:
    simple = isinstance(value, str | int | OpenChoice) or hasattr(value, "year")
    return str(value) if simple else ""


def _grids(content: bytes, file: str) -> tuple[ListGrid, ...]:
    if file.endswith(".xlsx"):
        return grids_of_workbook(content, file)
    return (grid_of_form(read_form(content)),)


@cache
def _case(campaign_id: str, name: str, ending: str) -> Case:
    folder = ROOT / "data" / campaign_id
    campaign = load_campaign(folder)
    document = next(one for one in campaign.documents if one.name == name)
    file = next(one for one in document.templates if one.endswith(ending))
    data = check_data(campaign, folder)
    template = TemplateFolders.of(folder, campaign.id).find(file).read_bytes()
    pattern = ListPattern.compile(_grids(template, file), campaign, document)
    assert pattern is not None
    units = {unit.name: unit.name for unit in data.units}
    options = {
        field.name: units if field.kind == "推荐单位" else campaign.options_of(field)
        for field in campaign.fields
    }
    reader = ValueReader.of(campaign.fields, options)
    return Case(campaign, document, data, file, pattern, reader)


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize(("campaign_id", "name"), LISTS)
def test_lists_read_back(campaign_id: str, name: str, ending: str) -> None:
    case = _case(campaign_id, name, ending)
    received = case.received()
    listed = 0
    for job, content in case.made():
        found = case.read(_grids(content, case.file))
        assert found.problems == ()
        assert found.unit == (job.unit or "")
        own = [entry for entry in received if not job.unit or entry.unit == job.unit]
        names = [row.values[case.pattern.name_field] for row in found.rows]
        assert sorted(names) == sorted(entry.name for entry in own)
        listed += len(names)
        rank = RANK if RANK in case.reader.settings else ""
        held = hold_against([found], own, case.reader.settings, case.pattern.name_field, rank)
        assert held == ()
    assert listed >= 2 * len([entry for entry in received if entry.unit])


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@pytest.mark.parametrize(("campaign_id", "name"), LISTS)
def test_lists_read_back_with_columns_turned_and_lines_added(
    campaign_id: str, name: str, ending: str
) -> None:
    case = _case(campaign_id, name, ending)
    _, content = max(case.made(), key=lambda made: len(made[1]))
    grids = _grids(content, case.file)
    plain = case.read(grids)
    turned = case.read([_disturbed(grid, random.Random(7)) for grid in grids])
    assert [row.values for row in turned.rows] == [row.values for row in plain.rows]
    assert (turned.unit, turned.said_total) == (plain.unit, plain.said_total)
    assert turned.problems == ()


def _disturbed(grid: ListGrid, dice: random.Random) -> ListGrid:
    """The columns of its table in the reverse order, labels respaced, blank lines between."""
    width = max(cell.column + cell.columns for line in grid.lines for cell in line.cells)
    lines: list[ListLine] = []
    begun = False
    for line in grid.lines:
        cells = [
            replace(
                cell,
                column=width - cell.column - cell.columns,
                lines=tuple(dice.choice(("", " ", "　")) + one + " " for one in cell.lines),
            )
            for cell in line.cells
        ]
        wide = any(cell.columns > 2 for cell in cells)
        begun = begun or (line.number > 0 and len(cells) > 4)
        alone = line.number == 0 or wide or not begun
        lines.append(line if alone else replace(line, cells=tuple(reversed(cells))))
        if dice.random() < 0.3:
            lines.append(ListLine(line.number, ()))
    return ListGrid(tuple(lines), grid.sheet)
