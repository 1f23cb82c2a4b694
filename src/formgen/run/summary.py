"""What a run made → the few words the manifest keeps of it, to be told where nothing changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formgen.run.build import BuildResult


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a run; nothing in it is about a person or a unit."""

    campaign: str
    """Its name."""
    place: str
    """Where its files are."""
    counts: Sequence[tuple[str, str, int]]
    """Document, format, and how many files."""
    sets: int
    """How many sets are to be printed."""


def summary_of(result: BuildResult) -> str:
    """The summary of a run, as the manifest keeps it."""
    counts = Counter((one.document, suffix_of(one.path.name)) for one in result.artifacts)
    rows = [[document, suffix, count] for (document, suffix), count in counts.items()]
    told = [result.campaign.name, result.place, rows, len(result.sets)]
    return json.dumps(told, ensure_ascii=False)


def read_summary(kept: str) -> Summary:
    """The summary that was kept."""
    campaign, place, rows, sets = json.loads(kept)
    return Summary(campaign, place, [(name, suffix, count) for name, suffix, count in rows], sets)


def suffix_of(name: str) -> str:
    """The format of a file, as the report tells it; its name where it has no ending."""
    stem, dot, suffix = name.rpartition(".")
    return suffix if dot and stem else name


def report_unchanged(kept: str) -> None:
    """Print that there was nothing to do, and what is there."""
    from rich.console import Console  # noqa: PLC0415 - not needed to find that out
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    summary, console = read_summary(kept), Console()
    console.print(summary.campaign, markup=False, highlight=False)
    table = Table("文书", "格式")
    table.add_column("份数", justify="right")
    for document, suffix, count in summary.counts:
        table.add_row(escape(document), suffix, str(count))
    console.print(table)
    total = sum(count for _, _, count in summary.counts)
    told = f"共 {total} 个文件，都没有变化，没有重做，在 {summary.place}"
    console.print(told, markup=False, highlight=False, soft_wrap=True)
    if summary.sets:
        console.print(f"打印册 {summary.sets} 册，也没有变化。", highlight=False)
