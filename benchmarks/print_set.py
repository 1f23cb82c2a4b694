"""A print set's size and cost: formgen against merging the single PDFs with pypdf.

Two hundred 徐州 申报表 with photo, each of three pages, no two alike. The peer is what a script
would do: append one single PDF after the other, each with typefaces of its own. Both start from
forms that are laid out and printed already, on one core; the index is left away on both sides.
"""

from __future__ import annotations

import io
import itertools
import os
import statistics
import time
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from rich.console import Console
from rich.table import Table

from benchmarks.pdf_speed import LONG, Forms
from benchmarks.plain import PlainForm
from benchmarks.word_speed import Context, contexts_and_template
from formgen.fonts import FontBook
from formgen.layout.model import Properties
from formgen.layout.pages import Pages
from formgen.layout.painting import paint
from formgen.layout.printing import Printed, Printer
from formgen.press.binding import SetAbout, bind
from formgen.press.imposition import Paper, impose
from formgen.word import WordTemplate

FORMS, PAGES = 200, 3
ROUNDS = 3
MOST_MB = 6.0
"""What two hundred forms of three pages may take."""
MB = 1_000_000


def main() -> None:
    """Measure and print."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    printed = printed_forms()
    rounds = [(_timed(bound, printed), _timed(merged, printed)) for _ in range(ROUNDS)]
    mine, theirs = len(bound(printed)), len(merged(printed))
    ours, peer = (statistics.median(times) for times in zip(*rounds, strict=True))
    table = Table(title=f"{FORMS} forms of {PAGES} pages in one PDF")
    for heading in ("", "MB", "seconds", "seconds a form"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, size, seconds in (
        ("formgen: painted together, bound", mine, ours),
        ("pypdf: single PDFs appended", theirs, peer),
    ):
        table.add_row(name, f"{size / MB:.2f}", f"{seconds:.2f}", f"{seconds / FORMS:.4f}")
    console = Console()
    console.print(table)
    console.print(f"{theirs / mine:.1f} times smaller, goal ≤ {MOST_MB:g} MB")
    if mine > MOST_MB * MB:
        raise SystemExit(f"goal missed: {mine / MB:.1f} MB")


def printed_forms() -> list[Printed]:
    """The forms, laid out and printed."""
    contexts, path = contexts_and_template()
    template = WordTemplate.compile(path.read_bytes(), path.name)
    forms = Forms([_long(context) for context in contexts], template, PlainForm(FontBook.open()))
    printer = Printer.open()
    numbers = itertools.count()
    found: list[Printed] = []
    while len(found) < FORMS:
        (context,) = forms.next(1, numbers)
        one = printer.print(template.render(context))
        if one.page_count == PAGES:
            found.append(one)
    return found


def _long(context: Context) -> Context:
    """The same form with enough 事迹 for three pages."""
    return {
        key: f"{value}\n{value}" if isinstance(value, str) and len(value) > LONG else value
        for key, value in context.items()
    }


def bound(printed: Sequence[Printed]) -> bytes:
    """The set as `build` makes it."""
    laid = [one.pages for one in printed if one.pages is not None]
    body = paint(Pages(tuple(page for pages in laid for page in pages.pages), Properties()))
    papers = [Paper("", "申报表", one.page_count, duplex=False) for one in printed]
    places = [(0, PAGES * number) for number in range(len(papers))]
    return bind(impose(papers, 0), places, [body.content], b"", SetAbout("打印册"))


def merged(printed: Sequence[Printed]) -> bytes:
    """The single PDFs one after the other."""
    writer = PdfWriter()
    for one in printed:
        writer.append(PdfReader(io.BytesIO(one.content)), import_outline=False)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def _timed(make: object, printed: Sequence[Printed]) -> float:
    assert callable(make)
    start = time.perf_counter()
    make(printed)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
