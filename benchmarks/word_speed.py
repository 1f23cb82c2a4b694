"""Word documents a second: formgen against docxtpl, the 徐州 申报表, one core, files written.

Both fill the same bundled template with the same entries, photo included, in turns, so
that a machine that slows down slows both; the figure is the median of the ratios. Files
go to a folder in memory where there is one, so that the disk is not what is measured.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from rich.console import Console
from rich.table import Table

from benchmarks.commands import keep_cores, memory_folder
from benchmarks.peer import DocxtplPeer
from benchmarks.rows import Goal, Row, range_of
from benchmarks.texts import text_of
from formgen.campaign import load_campaign
from formgen.check import check_data
from formgen.plan import Selection, plan
from formgen.run.stores.store import FolderStore
from formgen.templating import TemplateFolders
from formgen.word import WordTemplate
from formgen.word.custom_properties import CAMPAIGN as CAMPAIGN_PROPERTY
from formgen.word.custom_properties import DOCUMENT, ENTRY, TEMPLATE

ROOT = Path(__file__).parents[1]
CAMPAIGN = ROOT / "data" / "xuzhou-2023"
ROUNDS = 21
"""Short ones, many: the pace of a shared machine changes from second to second."""
PEER_FORMS = 30
FORMS = 1500
GOAL = 40
MARKS = {
    CAMPAIGN_PROPERTY: CAMPAIGN.name,
    DOCUMENT: "申报表",
    ENTRY: f"{CAMPAIGN.name}-0123456789ab",
    TEMPLATE: "0123456789ab",
}
"""What a form says of itself in its properties; docxtpl's does not."""

Context = Mapping[str, object]
Make = Callable[[Context, int], None]


def contexts_and_template() -> tuple[list[Context], Path]:
    """What the campaign's 申报表 is filled from, and its template."""
    campaign = load_campaign(CAMPAIGN)
    jobs = plan(
        campaign,
        check_data(campaign, CAMPAIGN),
        Selection(frozenset({"申报表"}), frozenset({"docx"})),
    )
    template = TemplateFolders.of(CAMPAIGN, campaign.id).find(jobs[0].template)
    return [job.context for job in jobs], template


def forms_a_second(make: Make, contexts: Sequence[Context], forms: int) -> float:
    """How many forms are made in a second of wall time."""
    start = time.perf_counter()
    for number in range(forms):
        make(contexts[number % len(contexts)], number)
    return forms / (time.perf_counter() - start)


def measure(rounds: int) -> list[tuple[float, float]]:
    """Forms a second of docxtpl and of formgen, a pair a round.

    Raises:
        SystemExit: the two do not make the same document.
    """
    keep_cores(1)
    contexts, path = contexts_and_template()
    template = WordTemplate.compile(path.read_bytes(), path.name)
    peer = DocxtplPeer(path)
    with memory_folder() as folder:
        store = FolderStore(folder)

        def ours(context: Context, number: int) -> None:
            store.write(PurePosixPath(f"{number}.docx"), template.render(context, MARKS))

        def theirs(context: Context, number: int) -> None:
            peer.make(context, folder / f"peer-{number}.docx")

        ours(contexts[0], 0)
        theirs(contexts[0], 0)
        if text_of(folder / "0.docx") != text_of(folder / "peer-0.docx"):
            raise SystemExit("the two do not make the same document")
        return [
            (
                forms_a_second(theirs, contexts, PEER_FORMS),
                forms_a_second(ours, contexts, FORMS),
            )
            for _ in range(rounds)
        ]


def rows(*, quick: bool = False) -> list[Row]:
    """Measure, for the table of all benchmarks."""
    pairs = measure(2 if quick else ROUNDS)
    theirs, ours = (range_of(figures, "documents/s") for figures in zip(*pairs, strict=True))
    ratios = tuple(mine / peer for peer, mine in pairs)
    detail = f"徐州 申报表 with photo, one core: formgen {ours}, docxtpl {theirs}"
    return [
        Row("Word, against docxtpl with its template object reused", ratios, Goal(GOAL), detail)
    ]


def main() -> None:
    """Measure and print."""
    _print(measure(ROUNDS))


def _print(pairs: Sequence[tuple[float, float]]) -> None:
    ratios = [ours / theirs for theirs, ours in pairs]
    table = Table(title="Word documents, 徐州 申报表 with photo, one core, files written")
    for heading in ("", "documents/s (median)", "min", "max"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, column in (("docxtpl, template object reused", 0), ("formgen", 1)):
        values = [pair[column] for pair in pairs]
        table.add_row(
            name, f"{statistics.median(values):.0f}", f"{min(values):.0f}", f"{max(values):.0f}"
        )
    table.add_row(
        f"ratio (goal {GOAL})",
        f"{statistics.median(ratios):.1f}",
        f"{min(ratios):.1f}",
        f"{max(ratios):.1f}",
    )
    Console().print(table)


if __name__ == "__main__":
    main()
