"""PDFs a second on one core: formgen against LibreOffice and plain WeasyPrint.

The document is the 徐州 申报表 (photo, about 1,000 characters of 事迹, two to three pages).
No two forms of a run are alike: each is of an entry of the sample data, its 事迹 written
with other characters, so that nothing kept from an earlier form helps more than it would
in an office's batch. formgen and LibreOffice print the same .docx bytes with
the same typefaces; WeasyPrint prints an HTML twin with the same texts (plain.py), whose
filling is not counted. Every PDF goes to a file of its own in a memory folder.

LibreOffice is measured at its best: one process converts many files, once it is warm.
The time of a start with one file is taken from that of a start with many, so that
neither the start nor the calls of a remote control (UNO) are counted against it.

The three take turns; ratios are of the same round, the figure is their median.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.commands import keep_cores, memory_folder
from benchmarks.plain import PlainForm, print_plainly
from benchmarks.printed import read_pdf
from benchmarks.rows import Goal, Row, range_of
from benchmarks.typefaces import typeface_names
from benchmarks.word_speed import Context, contexts_and_template
from formgen.fonts import FontBook
from formgen.layout.libreoffice import LibreOffice
from formgen.layout.office_fonts import office_fonts
from formgen.layout.printing import Printer
from formgen.word import WordTemplate

T = TypeVar("T")

ROUNDS = 5
OFFICE_FORMS = 60
PLAIN_FORMS = 8
LONG = 100
"""Characters from which a value is a long text."""
COMMON = [
    bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)
]
"""Common characters (GB 2312, first level but its last row), every 仿宋 has them."""
GOALS = {"LibreOffice": 2.0, "WeasyPrint": 5.0}
NAMES = {
    "formgen": "formgen",
    "LibreOffice": "LibreOffice, warm, start not counted",
    "WeasyPrint": "WeasyPrint, automatic tables",
}


@dataclass(frozen=True, slots=True)
class Forms:
    """Ever new forms, each as a Word document and as its HTML twin."""

    contexts: Sequence[Context]
    template: WordTemplate
    plain: PlainForm

    def next(self, count: int, numbers: Iterator[int]) -> list[Context]:
        """As many contexts, all different from those before."""
        chosen = itertools.islice(numbers, count)
        return [_varied(self.contexts[n % len(self.contexts)], n) for n in chosen]


@dataclass(frozen=True, slots=True)
class Contest:
    """The three programs and what they print."""

    forms: Forms
    numbers: Iterator[int]
    printer: Printer
    office: LibreOffice
    folder: Path

    def round(self) -> Mapping[str, float]:
        """Seconds a document of each, one after the other."""
        contexts = self.forms.next(OFFICE_FORMS + 1, self.numbers)
        documents = [self.forms.template.render(context) for context in contexts]
        pages = [self.forms.plain.fill(context) for context in contexts[:PLAIN_FORMS]]
        return {
            "formgen": _each(documents, lambda it: self.printer.print(it).content, self.folder),
            "LibreOffice": self._office(documents),
            "WeasyPrint": _each(pages, print_plainly, self.folder),
        }

    def _office(self, documents: Sequence[bytes]) -> float:
        alone, together = self._office_start(documents[:1]), self._office_start(documents)
        return (together - alone) / (len(documents) - 1)

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
        contexts = self.forms.contexts
        documents = [self.forms.template.render(context) for context in contexts]
        pages = [self.forms.plain.fill(context) for context in contexts]
        office = self.office.convert_all({str(n): it for n, it in enumerate(documents)})
        for document, html, pdf in zip(documents, pages, office.values(), strict=True):
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


def _varied(context: Context, number: int) -> Context:
    """The same form with other Chinese characters in its long texts and its name."""
    shift = str.maketrans(
        {sign: COMMON[(n + 89 * (number + 1)) % len(COMMON)] for n, sign in enumerate(COMMON)}
    )
    return {
        key: value.translate(shift)
        if isinstance(value, str) and (len(value) > LONG or key == "姓名")
        else value
        for key, value in context.items()
    }


def _letters(pdf: bytes) -> Counter[str]:
    """Every visible character of a PDF, in no order: lines break differently."""
    return Counter(character.text for character in read_pdf(pdf).characters)


def measure(rounds: int) -> list[Mapping[str, float]]:
    """Seconds a document of each program, by round."""
    keep_cores(1)
    contexts, path = contexts_and_template()
    template = WordTemplate.compile(path.read_bytes(), path.name)
    documents = [template.render(context) for context in contexts]
    book = FontBook.open()
    fonts = office_fonts(book, typeface_names(documents))
    with (
        memory_folder() as folder,  # LibreOffice's files, too, are not to wait for a disk
        LibreOffice.open(fonts.folders, fonts.aliases) as office,
    ):
        forms = Forms(contexts, template, PlainForm(book))
        contest = Contest(forms, itertools.count(), Printer.open(), office, folder)
        contest.check()  # warms all three
        return [contest.round() for _ in range(rounds)]


def rows(*, quick: bool = False) -> list[Row]:
    """Measure, for the table of all benchmarks."""
    rounds = measure(2 if quick else ROUNDS)
    ours = range_of([1000 * one["formgen"] for one in rounds], "ms")
    found = []
    for name, goal in GOALS.items():
        ratios = tuple(one[name] / one["formgen"] for one in rounds)
        theirs = range_of([1000 * one[name] for one in rounds], "ms")
        detail = f"徐州 申报表 with photo, one core: formgen {ours}, {name} {theirs}"
        found.append(Row(f"PDF, against {NAMES[name]}", ratios, Goal(goal), detail))
    return found


def main() -> None:
    """Measure and print."""
    _print(measure(ROUNDS))


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
