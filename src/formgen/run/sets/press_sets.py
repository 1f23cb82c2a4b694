"""A set to be made and its printed papers → the PDF to be printed in one go, and what to stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from formgen.layout.model import Properties
from formgen.layout.pages import Pages
from formgen.layout.painting import PaintOptions, paint
from formgen.layout.printing import About, Printed, Printer
from formgen.press.binding import SetAbout, bind
from formgen.press.imposition import Imposition, Paper
from formgen.press.index import SetName, Settled, index_context, settled
from formgen.press.sealing import sealed
from formgen.press.seals import SealPlace, seal_rows, seals_context
from formgen.problems import OverfullError, Place, Problem
from formgen.run.kept import RESOLUTION, unpacked
from formgen.run.making import FinishedFile, Maker
from formgen.run.printed_problems import printed_problems
from formgen.run.sets.pressed import SEALS, SET, Pressed, SetMade
from formgen.run.sets.seal_places import places_to_stamp
from formgen.run.sets.set_tasks import SetPaper, SetTask
from formgen.templating import compiled

_ROWS = 38
"""On a page of the bundled index, to guess its pages: another number costs printing it again."""
_UNSEEN = "LibreOffice 排的页面，程序看不出哪里要盖章，只列出了 campaign.json 写明的用印，没有页码"
_LONGEST = 80
"""Characters of a name in an index, a bookmark and the list of seals."""


class _NotPrintedError(Exception):
    """The index or the list of seals cannot be printed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def make_set(task: SetTask, papers: Sequence[bytes], maker: Maker) -> Pressed:
    """Print a set, in any process.

    Args:
        task: what it is made of.
        papers: each paper of the task, packed; empty bytes for one that could not be printed.
        maker: that of the process.

    Raises:
        TemplateError: the template of the index or of the list of seals is unusable.
        EnvironmentLackError: this machine has not the typefaces the papers were laid out with.
        UsageError: no PDF can be sealed with the password.
    """
    lost = [paper for paper, data in zip(task.papers, papers, strict=True) if not data]
    if lost:
        details = {"name": task.name, "count": len(lost), "first": lost[0].path.name}
        return _withheld(task, Problem("P11", Place(str(task.folder)), details=details))
    fonts = maker.engine.fonts if isinstance(maker.engine, Printer) else None
    try:
        return _Press(task, [unpacked(data, fonts) for data in papers], maker).pressed()
    except OverfullError as error:
        details = {"reason": error.message, "hint": error.hint}
        return _withheld(task, Problem("P01", Place(str(task.folder)), details=details))
    except _NotPrintedError as error:
        return _withheld(task, *error.problems)


@dataclass(frozen=True, slots=True)
class _Press:
    """Makes one set."""

    task: SetTask
    printed: Sequence[Printed]
    """Its papers."""
    maker: Maker

    def pressed(self) -> Pressed:
        task = self.task
        name = SetName(task.name, task.campaign)
        result = self._settled(_papers(task, self.printed), name)
        places, problems = self._places()
        rows = seal_rows(result.imposition, places)
        context = seals_context(name, result.imposition, rows)
        files = (
            FinishedFile(SET, task.folder / f"{SET}.pdf", self._bound(result)),
            *self._seal_lists(context),
        )
        made = SetMade(
            name=task.name,
            path=files[0].path,
            pages=len(result.imposition.sides),
            sheets=result.imposition.sheets,
            seals=sum(row.count for row in rows),
            duplex=result.imposition.duplex,
        )
        return _sealed(Pressed(made, files, problems, ()), task.password)

    def _settled(self, papers: Sequence[Paper], name: SetName) -> Settled:
        template = self.task.index
        if template is None:
            return settled(papers, lambda _imposition: (b"", 0), guess=0)
        path = self.task.folder / template.name

        def render(imposition: Imposition) -> tuple[bytes, int]:
            index = self._print(template, index_context(name, imposition), path)
            return index.content, index.page_count

        return settled(papers, render, guess=1 + len(papers) // _ROWS)

    def _bound(self, result: Settled) -> bytes:
        sources, places = _sources(self.printed)
        about = SetAbout(f"{self.task.campaign} {self.task.name}", self.maker.author)
        return bind(result.imposition, places, sources, result.index, about)

    def _seal_lists(self, context: Mapping[str, object]) -> tuple[FinishedFile, FinishedFile]:
        word, sheet = self.task.seals
        folder = self.task.folder
        printed = self._print(word, context, folder / word.name)
        return (
            FinishedFile(SEALS, folder / f"{SEALS}.pdf", printed.content),
            FinishedFile(SEALS, folder / f"{SEALS}.xlsx", compiled(sheet).render(context)),
        )

    def _print(self, template: Path, context: Mapping[str, object], path: PurePosixPath) -> Printed:
        """Print what goes with a set; the path is what its problems are told of.

        Raises:
            _NotPrintedError: a character of it has no glyph.
        """
        if self.maker.engine is None:
            raise ValueError("a set needs an engine")
        about = About(title=path.stem, author=self.maker.author)
        printed = self.maker.engine.print(compiled(template).render(context), about)
        if not printed.content:
            raise _NotPrintedError(printed_problems(printed, Place(str(path)), Place(path.name)))
        return printed

    def _places(self) -> tuple[list[list[SealPlace]], tuple[Problem, ...]]:
        """The places to be stamped on each paper, and those that are not found on it."""
        places: list[list[SealPlace]] = []
        problems: list[Problem] = []
        for paper, done in zip(self.task.papers, self.printed, strict=True):
            own = places_to_stamp(paper.seals, done.pages)
            if paper.own:
                places.append(list(own.places))
                problems += [_not_there(paper, caption) for caption in own.missing]
            else:
                # The list of a whole campaign is the organiser's own: no unit's seal is set on it.
                places.append([one for one in own.places if self._is_set(one, own.missing)])
        if any(done.pages is None for done in self.printed):
            problems.append(Problem("P04", Place(f"{SEALS}.pdf"), details={"reason": _UNSEEN}))
        return places, tuple(problems)

    def _is_set(self, place: SealPlace, missing: Sequence[str]) -> bool:
        """Whether a seal is set on a paper of nobody's, where a field stands for no one."""
        if place.label in missing:
            return False
        return place.page is not None or set(self.task.fields).isdisjoint(place.stamps)


def _sealed(pressed: Pressed, password: str) -> Pressed:
    """A set's PDFs sealed with a password, where there is one; what cannot be sealed is left away.

    Raises:
        UsageError: the password is of no use.
    """
    if not password:
        return pressed
    files = [
        replace(file, content=sealed(file.content, password))
        for file in pressed.files
        if file.path.suffix == ".pdf"
    ]
    left = [file.path for file in pressed.files if file.path.suffix != ".pdf"]
    return replace(pressed, files=tuple(files), unsealed=tuple(left))


def _not_there(paper: SetPaper, caption: str) -> Problem:
    """Of the document, because its papers share the template: it is said once."""
    details = {"caption": caption, "document": paper.document}
    return Problem("P10", Place("campaign.json"), details=details)


def _withheld(task: SetTask, *problems: Problem) -> Pressed:
    files = [f"{SET}.pdf", f"{SEALS}.pdf", f"{SEALS}.xlsx"]
    return Pressed(None, (), problems, tuple(task.folder / one for one in files))


def _papers(task: SetTask, printed: Sequence[Printed]) -> list[Paper]:
    """The papers of a set; entries are numbered in their order, lists are not."""
    numbers: dict[int, int] = {}
    return [
        Paper(
            subject=_short(paper.subject),
            document=paper.document,
            pages=done.page_count,
            duplex=paper.duplex,
            copies=paper.copies,
            number=str(numbers.setdefault(paper.entry, len(numbers) + 1)) if paper.entry else "",
            note=paper.note,
        )
        for paper, done in zip(task.papers, printed, strict=True)
    ]


def _short(subject: str) -> str:
    """A name as an index has room for it; the paper itself has the whole."""
    return subject if len(subject) <= _LONGEST else f"{subject[:_LONGEST]}…"


def _sources(printed: Sequence[Printed]) -> tuple[list[bytes], list[tuple[int, int]]]:
    """The PDFs a set is bound of, and where in them each paper begins.

    Papers that were laid out here are painted together, so that they share their typefaces.
    """
    laid: list[Pages] = [one.pages for one in printed if one.pages is not None]
    if len(laid) < len(printed):
        return [one.content for one in printed], [(number, 0) for number in range(len(printed))]
    body = Pages(tuple(page for pages in laid for page in pages.pages), Properties())
    places, first = [], 0
    for pages in laid:
        places.append((0, first))
        first += len(pages.pages)
    return [paint(body, PaintOptions(resolution=RESOLUTION)).content], places
