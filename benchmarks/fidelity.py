"""How far formgen's PDFs are from LibreOffice's, for every bundled document, same fonts.

Every Word document of the five campaigns, filled and blank, is printed by both; pages,
words and ruled lines are compared (see comparing.py for what a word is and how distances
are measured). One row a kind of paper; exit code 1 when a target is missed.

    python -m benchmarks.fidelity --campaign xuzhou-2023 --document 申报表 --keep compared
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, JustifyMethod
from rich.table import Table

from benchmarks.comparing import Comparison, compare
from benchmarks.figures import LINES_MM, MEDIAN_MM, SAME_PAGE, WORDS_95_MM, Figures
from benchmarks.papers import CAMPAIGNS, Paper, papers
from benchmarks.printed import read_pdf
from benchmarks.rows import Goal, Row
from benchmarks.side_by_side import keep
from benchmarks.typefaces import typeface_names
from formgen.fonts import FontBook
from formgen.layout.libreoffice import LibreOffice, find_program, version
from formgen.layout.office_fonts import office_fonts
from formgen.layout.printing import Printer

DOCUMENT = Path(__file__).parents[1] / "docs" / "fidelity.md"
QUICK = ("xuzhou-2023",)
"""The campaigns of a rough run."""
HEADINGS = {
    "文书": "document",
    "份数": "files",
    "页数相同": "same pages",
    "同页字词": "words on same page",
    "字词中位": "median, mm",
    "字词95%": "95 %, mm",
    "线95%": "lines 95 %, mm",
    "线最大": "lines max, mm",
}
"""Chinese to English."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paper printed by both, and the comparison."""

    paper: Paper
    office: bytes
    ours: bytes
    comparison: Comparison


def pairs_of(chosen: Sequence[Paper]) -> list[Pair]:
    """Print with both and compare."""
    keys = [f"{paper.campaign}/{paper.name}" for paper in chosen]
    contents = {key: paper.content for key, paper in zip(keys, chosen, strict=True)}
    fonts = office_fonts(FontBook.open(), typeface_names(contents.values()))
    with LibreOffice.open(fonts.folders, fonts.aliases) as office:
        theirs = office.convert_all(contents)
    printer = Printer.open()
    pairs = []
    for key, paper in zip(keys, chosen, strict=True):
        ours = printer.print(paper.content).content
        comparison = compare(read_pdf(theirs[key]), read_pdf(ours))
        pairs.append(Pair(paper, theirs[key], ours, comparison))
    return pairs


def rows_of(pairs: Iterable[Pair], *, each: bool) -> Mapping[str, Figures]:
    """A row for each kind of paper, or for each paper."""
    grouped: dict[str, list[Comparison]] = {}
    for pair in pairs:
        campaign, kind = pair.paper.group
        name = f"{campaign} {pair.paper.name if each else kind}"
        grouped.setdefault(name, []).append(pair.comparison)
    return {name: Figures.of(comparisons) for name, comparisons in grouped.items()}


def main() -> None:
    """Measure and print; exit code 1 when a target is missed."""
    options = _options()
    chosen = [
        paper
        for campaign in CAMPAIGNS
        if not options.campaign or campaign in options.campaign
        for paper in papers(campaign, lambda name: options.document in name)
    ]
    if not chosen:
        sys.exit("no such document")
    pairs = pairs_of(chosen)
    rows = rows_of(pairs, each=options.each)
    whole = Figures.of([pair.comparison for pair in pairs])
    console = Console()
    console.print(_table(rows, whole))
    if options.worst:
        _print_worst(pairs, options.worst, console)
    if options.keep:
        for pair in pairs:
            folder = options.keep / pair.paper.campaign / Path(pair.paper.name).with_suffix("")
            keep(folder, pair.paper.content, pair.office, pair.ours)
    if options.write:
        options.write.write_text(_markdown(rows, whole), encoding="utf-8")
    missed = whole.missed()
    for target in missed:
        console.print(f"[red]missed:[/red] {target}")
    sys.exit(1 if missed else 0)


def rows(*, quick: bool = False) -> list[Row]:
    """Measure, for the table of all benchmarks; docs/fidelity.md is written anew."""
    chosen = [
        paper
        for campaign in (QUICK if quick else CAMPAIGNS)
        for paper in papers(campaign, lambda _name: True)
    ]
    pairs = pairs_of(chosen)
    whole = Figures.of([pair.comparison for pair in pairs])
    if not quick:
        DOCUMENT.write_text(_markdown(rows_of(pairs, each=False), whole), encoding="utf-8")
    detail = f"{whole.files} papers against LibreOffice's, same typefaces"
    near = Goal(MEDIAN_MM, least=False), Goal(WORDS_95_MM, least=False), Goal(LINES_MM, least=False)
    return [
        Row("PDF: papers with as many pages", (whole.same_pages,), Goal(whole.files), detail, ""),
        Row(
            "PDF: words on the same page",
            (100 * whole.same_page_share,),
            Goal(100 * SAME_PAGE),
            detail,
            "%",
        ),
        Row("PDF: how far a word is off, median", (whole.median,), near[0], detail, "mm"),
        Row("PDF: how far a word is off, 95 %", (whole.words_95,), near[1], detail, "mm"),
        Row("PDF: how far a line is off at most", (whole.lines_max,), near[2], detail, "mm"),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--campaign", action="append", choices=CAMPAIGNS, help="only this one")
    parser.add_argument("--document", default="", help="only documents with this in their name")
    parser.add_argument("--each", action="store_true", help="one row a file")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="worst words and lines")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep PDFs and pictures")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table as Markdown")
    return parser.parse_args()


def _table(rows: Mapping[str, Figures], whole: Figures) -> Table:
    table = Table(title="formgen 与 LibreOffice 的 PDF：同一个 .docx，同样的字体")
    for heading in HEADINGS:
        first = heading == "文书"
        justify: JustifyMethod = "left" if first else "right"
        table.add_column(heading, justify=justify, no_wrap=not first, overflow="fold")
    for name, figures in rows.items():
        table.add_row(name, *figures.cells(), style="red" if figures.missed() else "")
    table.add_section()
    table.add_row("合计 all", *whole.cells())
    return table


def _print_worst(pairs: Sequence[Pair], count: int, console: Console) -> None:
    """Where to look first: words on other pages, then the farthest words and lines."""
    for pair in pairs:
        words = sorted(
            (word for word in pair.comparison.words if not word.same_page or word.distance > 0.1),
            key=lambda word: (word.same_page, -word.distance),
        )
        steps = sorted(
            (
                (step, side)
                for side, found in (
                    ("LibreOffice", pair.comparison.lines),
                    ("formgen", pair.comparison.lines_back),
                )
                for step in found
                if step.distance > 0.1
            ),
            key=lambda found: -found[0].distance,
        )
        if words or steps:
            console.print(f"{pair.paper.campaign}/{pair.paper.name}", style="bold")
        for word in words[:count]:
            page = "–" if word.partner_page is None else word.partner_page + 1
            console.print(
                f"  {word.text}  p.{word.page + 1}→{page}  {word.x:+.2f} {word.y:+.2f} mm",
                highlight=False,
                markup=False,
            )
        for step, side in steps[:count]:
            kind = "upright" if step.upright else "level"
            console.print(
                f"  {side}'s {kind} line  p.{step.page + 1}  at {step.x:.1f}, {step.y:.1f} pt"
                f"  off by {step.distance:.2f} mm",
                highlight=False,
                markup=False,
            )


_DEPARTURES = (
    "LibreOffice 与 Word 不同、本程序照 Word 的地方，会留在上面的数字里：  ",
    "Where LibreOffice departs from Word, formgen follows Word, and the figures keep that:",
    "",
    "- 行网格从版心上沿开始；LibreOffice 往下让出余数的一半（公文页 0.15 毫米）。 "
    "The line grid begins at the top margin; LibreOffice starts half the rest lower (0.15 mm).",
    "- 行末的“。”“，”后面是数字时，LibreOffice 会提前一个字换行。 "
    "Before a number that does not fit, LibreOffice takes 。 or ， and one character along.",
    "- 固定行距不受网格影响；LibreOffice 会对齐到网格（模板里已设成不对齐，这里看不到）。 "
    "Exact line heights leave the grid; LibreOffice snaps them (the templates switch that off).",
    "- 跨页的行里居中的标签，在第一页的那一截里居中；LibreOffice 放在上面。 "
    "A centred label of a split row is centred in the part on its page; LibreOffice: on top.",
)


def _markdown(rows: Mapping[str, Figures], whole: Figures) -> str:
    program = find_program()
    lines = [
        "# PDF 与 LibreOffice 的差别 · Distance from LibreOffice",
        "",
        f"同一个 .docx、同样的字体，与 {version(program) if program else 'LibreOffice'} "
        "逐字逐线比较（`python -m benchmarks.fidelity --write docs/fidelity.md`）。  ",
        "Same .docx, same fonts; every Chinese character and every Latin word is a word, "
        "measured between origins on the baseline; ruled lines are measured every 5 mm, both ways.",
        "",
        f"| {' | '.join(f'{chinese}<br>{english}' for chinese, english in HEADINGS.items())} |",
        f"|---|{'---:|' * (len(HEADINGS) - 1)}",
    ]
    lines += [f"| {' | '.join((name, *it.cells()))} |" for name, it in rows.items()]
    lines.append(f"| {' | '.join(f'**{cell}**' for cell in ('合计 all', *whole.cells()))} |")
    return "\n".join([*lines, "", *_DEPARTURES]) + "\n"


if __name__ == "__main__":
    main()
