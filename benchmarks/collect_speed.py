"""Returned forms read a second: formgen against python-docx's tables, the 徐州 申报表, one core.

formgen reads a form's bytes into the values of all its fields, photo included. The peer, with
python-docx, reads the text of every cell of the same bytes, which is only where such a program
begins: it does not know yet what belongs where. They read the same files in turns, so that a
machine that slows down slows both; the figure is the median of the ratios. Seconds are those of
the processor, so that other work on the machine does not count.

The forms are those of the campaign's own entries, and generated ones are not needed: what
counts is how long texts are. Exit code 1 where fewer than the goal are read.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import docx
from rich.console import Console
from rich.table import Table

from benchmarks.commands import keep_cores
from benchmarks.rows import Goal, Row, range_of
from formgen.campaign import load_campaign
from formgen.check import check_data
from formgen.collect.collected import ReadValue
from formgen.collect.finding import read_with
from formgen.collect.pattern import FormPattern
from formgen.collect.reading import read_form
from formgen.collect.values import ValueReader
from formgen.plan import Selection, plan
from formgen.templating import TemplateFolders
from formgen.word import WordTemplate

ROOT = Path(__file__).parents[1]
CAMPAIGN = ROOT / "data" / "xuzhou-2023"
DOCUMENT = "申报表"
ROUNDS = 7
FORMS = 900
PEER_FORMS = 60
GOAL = 300

Read = Callable[[bytes], object]


def reader_and_forms() -> tuple[Read, list[bytes]]:
    """What reads the campaign's form, and the forms of its entries."""
    campaign = load_campaign(CAMPAIGN)
    data = check_data(campaign, CAMPAIGN)
    jobs = plan(campaign, data, Selection(frozenset({DOCUMENT}), frozenset({"docx"})))
    path = TemplateFolders.of(CAMPAIGN, campaign.id).find(jobs[0].template)
    template = WordTemplate.compile(path.read_bytes(), path.name)
    document = next(one for one in campaign.documents if one.name == DOCUMENT)
    pattern = FormPattern.compile(template, campaign, document)
    options = {field.name: campaign.options_of(field) for field in campaign.fields}
    values = ValueReader.of(campaign.fields, options)

    def read(content: bytes) -> Mapping[str, ReadValue]:
        taken_apart = read_form(content)
        reading = read_with(pattern, taken_apart)
        return values.values_of(reading, taken_apart, "表.docx")[0]

    forms = [template.render(job.context) for job in jobs]
    if read(forms[0])["姓名"].raw != data.applicants.entries[0].values["姓名"]:
        raise SystemExit("the form was not read right")  # fast and wrong is not measured
    return read, forms


def read_cells(content: bytes) -> object:
    """The text of every cell, as python-docx gives it."""
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def forms_a_second(read: Read, forms: Sequence[bytes], count: int) -> float:
    """How many forms are read in a second of the processor."""
    start = time.process_time()
    for number in range(count):
        read(forms[number % len(forms)])
    return count / (time.process_time() - start)


def measure(rounds: int) -> list[tuple[float, float]]:
    """Forms a second of python-docx and of formgen, a pair a round."""
    keep_cores(1)
    read, forms = reader_and_forms()
    for content in forms:
        read(content)
        read_cells(content)
    return [
        (forms_a_second(read_cells, forms, PEER_FORMS), forms_a_second(read, forms, FORMS))
        for _ in range(rounds)
    ]


def rows(*, quick: bool = False) -> list[Row]:
    """Measure, for the table of all benchmarks."""
    pairs = measure(2 if quick else ROUNDS)
    theirs, ours = zip(*pairs, strict=True)
    name = "returned forms read"
    peer = range_of(theirs, "forms/s")
    detail = f"all values of the 徐州 申报表, one core; python-docx {peer}, text of the cells only"
    ratios = tuple(mine / other for other, mine in pairs)
    return [
        Row(name, ours, Goal(GOAL), detail, "forms/s"),
        Row(f"{name}, against python-docx", ratios, None, detail),
    ]


def main() -> int:
    """Measure and print; the exit code says whether the goal was reached."""
    pairs = measure(ROUNDS)
    _print(pairs)
    return 0 if statistics.median(ours for _, ours in pairs) >= GOAL else 1


def _print(pairs: Sequence[tuple[float, float]]) -> None:
    table = Table(title="Returned forms read, 徐州 申报表 with photo, one core")
    for heading in ("", "forms/s (median)", "min", "max"):
        table.add_column(heading, justify="left" if not heading else "right")
    names = ("python-docx, text of all cells", f"formgen, all values (goal {GOAL})")
    for name, values in zip(names, zip(*pairs, strict=True), strict=True):
        figures = (statistics.median(values), min(values), max(values))
        table.add_row(name, *(f"{figure:.0f}" for figure in figures))
    ratios = [ours / theirs for theirs, ours in pairs]
    figures = (statistics.median(ratios), min(ratios), max(ratios))
    table.add_row("ratio", *(f"{figure:.1f}" for figure in figures))
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
