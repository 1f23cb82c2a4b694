"""What a run made → the few words the manifest keeps of it, to be told where nothing changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from formgen.layout.printing import StandIn
    from formgen.run.build_result import BuildResult


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a run; nothing in it is about a person or a unit."""

    campaign: str
    """Its name."""
    counts: Sequence[tuple[str, str, int]]
    """Document, format, and how many files."""
    sets: int
    """How many sets are to be printed."""
    said: Sequence[str] = ()
    """What was told of typefaces and the engine, line by line."""


def summary_of(result: BuildResult) -> str:
    """The summary of a run, as the manifest keeps it."""
    counts = Counter((one.document, suffix_of(one.path.name)) for one in result.artifacts)
    rows = [[document, suffix, count] for (document, suffix), count in counts.items()]
    said = [*stand_in_lines(result.stand_ins), *result.notices]
    told = [result.campaign.name, rows, len(result.sets), said]
    return json.dumps(told, ensure_ascii=False)


def read_summary(kept: str) -> Summary:
    """The summary that was kept."""
    campaign, rows, sets, said = json.loads(kept)
    counts = [(name, suffix, count) for name, suffix, count in rows]
    return Summary(campaign, counts, sets, said)


def stand_in_lines(stand_ins: Sequence[StandIn]) -> list[str]:
    """Which typeface the PDFs show in place of which; nothing where none does."""
    if not stand_ins:
        return []
    main: dict[str, list[str]] = {}
    for one in stand_ins:
        if not one.rare:
            main.setdefault(one.printed, []).append(one.asked)
    listed = [f"{'、'.join(names)} → {printed}" for printed, names in main.items()]
    if rare := sorted({one.printed for one in stand_ins if one.rare}):
        listed.append(f"个别字和符号 → {'、'.join(rare)}")
    return [
        f"PDF 里代用的字体：{'；'.join(listed)}",
        "有原字体时，请用 --fonts 指定它所在的文件夹；Word 文件里仍是原字体。",
    ]


def suffix_of(name: str) -> str:
    """The format of a file, as the report tells it; its name where it has no ending."""
    stem, dot, suffix = name.rpartition(".")
    return suffix if dot and stem else name


def unchanged_lines(kept: str, place: str) -> Iterator[str]:
    """What is told where there was nothing to do: what is there.

    Plain lines: the library that draws tables takes as long to import as it took to find that out.

    Args:
        kept: the summary.
        place: where the files are now.
    """
    summary = read_summary(kept)
    yield summary.campaign
    for document, suffix, count in summary.counts:
        yield f"  {document} {suffix} {count} 份"
    total = sum(count for _, _, count in summary.counts)
    yield f"共 {total} 个文件，都没有变化，没有重做，在 {place}"
    if summary.sets:
        yield f"打印册 {summary.sets} 册，也没有变化。"
    yield from summary.said
