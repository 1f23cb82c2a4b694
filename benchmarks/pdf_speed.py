"""PDFs a second on one core: formgen against LibreOffice and plain WeasyPrint.

The document is the 徐州 申报表 (photo, about 1,000 characters of 事迹, two to three pages),
all entries of the sample data. formgen and LibreOffice print the same .docx bytes with
the same typefaces; WeasyPrint prints an HTML twin with the same texts (plain.py), whose
filling is not counted. Every PDF goes to a file of its own in a memory folder.

LibreOffice is measured at its best: one process converts many files, once it is warm.
The time of a start with one file is taken from that of a start with many, so that
neither the start nor the calls of a remote control (UNO) are counted against it.

The three take turns; ratios are of the same round, the figure is their median.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.plain import PlainForm, print_plainly
from benchmarks.printed import read_pdf
from benchmarks.typefaces import typeface_names
from benchmarks.word_speed import MEMORY, contexts_and_template
from formgen.fonts import FontBook
from formgen.layout.libreoffice import LibreOffice
from formgen.layout.office_fonts import office_fonts
from formgen.layout.printing import Printer
from formgen.word import WordTemplate

T = TypeVar("T")

ROUNDS = 5
FORMGEN_FORMS = 60
OFFICE_FORMS = 60
PLAIN_FORMS = 8
GOALS = {"LibreOffice": 2.0, "WeasyPrint": 5.0}
NAMES = {
    "formgen": "formgen",
    "LibreOffice": "LibreOffice, warm, start not counted",
    "WeasyPrint": "WeasyPrint, automatic tables",
}


@dataclass(frozen=True, slots=True)
class Contest:
    """The three programs and what they print."""

    documents: Sequence[bytes]
    pages: Sequence[str]
    """HTML twins of the documents."""
    printer: Printer
    office: LibreOffice
    folder: Path

    def round(self) -> Mapping[str, float]:
        """Seconds a document of each, one after the other."""
        return {
            "formgen": self._formgen(),
            "LibreOffice": self._office(),
            "WeasyPrint": self._plain(),
        }

    def _formgen(self) -> float:
        documents = _repeated(self.documents, FORMGEN_FORMS)
        return _each(documents, lambda it: self.printer.print(it).content, self.folder)

    def _plain(self) -> float:
        return _each(_repeated(self.pages, PLAIN_FORMS), print_plainly, self.folder)

    def _office(self) -> float:
        many = _repeated(self.documents, OFFICE_FORMS + 1)
        alone, together = self._office_start(many[:1]), self._office_start(many)
        return (together - alone) / OFFICE_FORMS

    def _office_start(self, documents: Sequence[bytes]) -> float:
        named = {str(number): document for number, document in enumerate(documents)}
        start = time.perf_counter()
        self.office.convert_all(named)
        return time.perf_counter() - start

    def check(self) -> None:
        """Stop unless all three print the same text.

        Raises:
            SystemExit: they do not.
        """
        office = self.office.convert_all({str(n): it for n, it in enumerate(self.documents)})
        for document, html, pdf in zip(self.documents, self.pages, office.values(), strict=True):
            theirs = _letters(pdf)
            for name, made in (
                ("formgen", self.printer.print(document).content),
                ("WeasyPrint", print_plainly(html)),
            ):
                text = _letters(made)
                if text != theirs:
                    raise SystemExit(
                        f"{name} and LibreOffice do not print the same text: "
                        f"{text - theirs} against {theirs - text}"
                    )


def _each(documents: Sequence[T], make: Callable[[T], bytes], folder: Path) -> float:
    """Seconds a document, files written."""
    start = time.perf_counter()
    for number, document in enumerate(documents):
        (folder / f"{number}.pdf").write_bytes(make(document))
    return (time.perf_counter() - start) / len(documents)


def _repeated(items: Sequence[T], count: int) -> list[T]:
    return [items[number % len(items)] for number in range(count)]


def _letters(pdf: bytes) -> Counter[str]:
    """Every visible character of a PDF, in no order: lines break differently."""
    return Counter(character.text for character in read_pdf(pdf).characters)


def main() -> None:
    """Measure and print."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    contexts, path = contexts_and_template()
    template = WordTemplate.compile(path.read_bytes(), path.name)
    documents = [template.render(context) for context in contexts]
    book = FontBook.open()
    form = PlainForm(book)
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)  # LibreOffice's files, too, are not to wait for a disk
    fonts = office_fonts(book, typeface_names(documents))
    with (
        tempfile.TemporaryDirectory() as folder,
        LibreOffice.open(fonts.folders, fonts.aliases) as office,
    ):
        pages = [form.fill(context) for context in contexts]
        contest = Contest(documents, pages, Printer.open(), office, Path(folder))
        contest.check()  # warms all three
        rounds = [contest.round() for _ in range(ROUNDS)]
    _print(rounds)


def _print(rounds: Sequence[Mapping[str, float]]) -> None:
    table = Table(title="PDF, 徐州 申报表 with photo, one core, one file each")
    for heading in ("", "PDFs/s (median)", "ms each", "formgen is … times as fast", "goal"):
        table.add_column(heading, justify="right" if heading else "left")
    missed = []
    for key, name in NAMES.items():
        seconds = statistics.median(times[key] for times in rounds)
        cells = [name, f"{1 / seconds:.1f}", f"{1000 * seconds:.1f}"]
        if goal := GOALS.get(key):
            ratios = [times[key] / times["formgen"] for times in rounds]
            ratio = statistics.median(ratios)
            cells += [f"{ratio:.1f} ({min(ratios):.1f}–{max(ratios):.1f})", f"≥ {goal:g}"]
            missed += [f"{ratio:.1f} × {key}"] if ratio < goal else []
        table.add_row(*cells)
    Console().print(table)
    if missed:
        raise SystemExit(f"goal missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
