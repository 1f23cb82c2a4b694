"""A planned set and its printed papers → the PDF to be printed in one go, and what to stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from formgen.campaign import Campaign, Document
from formgen.check import CampaignData, Entry
from formgen.layout.model import Properties
from formgen.layout.pages import Pages
from formgen.layout.painting import PaintOptions, paint
from formgen.layout.printing import About, Printed
from formgen.plan import Job
from formgen.plan.sets import SetPlan
from formgen.press.binding import SetAbout, bind
from formgen.press.imposition import Imposition, Paper
from formgen.press.index import SetName, Settled, index_context, settled
from formgen.press.seals import SealPlace, seal_rows, seals_context
from formgen.problems import OverfullError, Place, Problem
from formgen.run.making import FinishedFile, Maker
from formgen.run.printed_problems import printed_problems
from formgen.run.seal_places import places_to_stamp
from formgen.templating import Template, TemplateFolders, compiled

SET, SEALS = "打印册", "用印清单"
"""File names, and what the report calls the files."""
_INDEX = "打印目录.docx"
_ROWS = 38
"""On a page of the bundled index, to guess its pages: another number costs printing it again."""
_UNSEEN = "LibreOffice 排的页面，程序看不出哪里要盖章，只列出了 campaign.json 写明的用印，没有页码"
_RESOLUTION = 300
"""Dots per inch of photos: what office printers print; telephones take ten times the pixels."""
_LONGEST = 80
"""Characters of a name in an index, a bookmark and the list of seals."""


@dataclass(frozen=True, slots=True)
class SetMade:
    """What is said of a set."""

    name: str
    path: PurePosixPath
    """Of its PDF."""
    pages: int
    sheets: int
    seals: int
    duplex: bool


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a set."""

    made: SetMade | None
    """None where a paper is missing: such a set would be taken for a whole one."""
    files: tuple[FinishedFile, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[PurePosixPath, ...]
    """Files that were to be made and were not."""


class _NotPrintedError(Exception):
    """The index or the list of seals cannot be printed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Press:
    """Makes sets of printed papers."""

    campaign: Campaign
    entries: Mapping[int, Entry]
    """By number."""
    folders: TemplateFolders
    maker: Maker

    @classmethod
    def of(
        cls, campaign: Campaign, data: CampaignData | None, folders: TemplateFolders, maker: Maker
    ) -> Press:
        """A press for a campaign's papers."""
        entries = {entry.number: entry for entry in data.applicants.entries} if data else {}
        return cls(campaign, MappingProxyType(entries), folders, maker)

    def make(self, plan: SetPlan, printed: Mapping[PurePosixPath, Printed]) -> Pressed:
        """Print a set.

        Args:
            plan: its papers in order.
            printed: each paper that could be printed, by its path.

        Raises:
            TemplateError: the template of the index or of the list of seals is unusable.
        """
        lost = [job for _, job in plan.papers if job.path not in printed]
        if lost:
            details = {"name": plan.name, "count": len(lost), "first": lost[0].path.name}
            return _withheld(plan, Problem("P11", Place(str(plan.folder)), details=details))
        try:
            return self._made(plan, printed)
        except OverfullError as error:
            details = {"reason": error.message, "hint": error.hint}
            return _withheld(plan, Problem("P01", Place(str(plan.folder)), details=details))
        except _NotPrintedError as error:
            return _withheld(plan, *error.problems)

    def _made(self, plan: SetPlan, printed: Mapping[PurePosixPath, Printed]) -> Pressed:
        done = [printed[job.path] for _, job in plan.papers]
        papers = _papers(plan, done, self.maker.tracking)
        name = SetName(plan.name, self.campaign.name)
        result = self._settled(plan, papers, name)
        places, problems = self._places(plan, done)
        rows = seal_rows(result.imposition, places)
        context = seals_context(name, result.imposition, rows)
        files = (
            FinishedFile(SET, plan.folder / f"{SET}.pdf", self._bound(plan, result, done)),
            *self._seal_lists(plan, context),
        )
        made = SetMade(
            name=plan.name,
            path=files[0].path,
            pages=len(result.imposition.sides),
            sheets=result.imposition.sheets,
            seals=sum(row.count for row in rows),
            duplex=result.imposition.duplex,
        )
        return Pressed(made, files, problems, ())

    def _settled(self, plan: SetPlan, papers: Sequence[Paper], name: SetName) -> Settled:
        if not plan.index:
            return settled(papers, lambda _imposition: (b"", 0), guess=0)
        template = self._template(_INDEX)

        def render(imposition: Imposition) -> tuple[bytes, int]:
            index = self._print(template, index_context(name, imposition), plan.folder / _INDEX)
            return index.content, index.page_count

        return settled(papers, render, guess=1 + len(papers) // _ROWS)

    def _bound(self, plan: SetPlan, result: Settled, printed: Sequence[Printed]) -> bytes:
        sources, places = _sources(printed)
        about = SetAbout(f"{self.campaign.name} {plan.name}", self.maker.author)
        return bind(result.imposition, places, sources, result.index, about)

    def _seal_lists(
        self, plan: SetPlan, context: Mapping[str, object]
    ) -> tuple[FinishedFile, FinishedFile]:
        word, sheet = (self._template(f"{SEALS}{ending}") for ending in (".docx", ".xlsx"))
        printed = self._print(word, context, plan.folder / f"{SEALS}.docx")
        return (
            FinishedFile(SEALS, plan.folder / f"{SEALS}.pdf", printed.content),
            FinishedFile(SEALS, plan.folder / f"{SEALS}.xlsx", sheet.render(context)),
        )

    def _template(self, name: str) -> Template:
        return compiled(self.folders.find(name))

    def _print(
        self, template: Template, context: Mapping[str, object], path: PurePosixPath
    ) -> Printed:
        """Print what goes with a set; the path is what its problems are told of.

        Raises:
            _NotPrintedError: a character of it has no glyph.
        """
        if self.maker.engine is None:
            raise ValueError("a set needs an engine")
        about = About(title=path.stem, author=self.maker.author)
        printed = self.maker.engine.print(template.render(context), about)
        if not printed.content:
            raise _NotPrintedError(printed_problems(printed, Place(str(path)), Place(path.name)))
        return printed

    def _places(
        self, plan: SetPlan, printed: Sequence[Printed]
    ) -> tuple[list[list[SealPlace]], tuple[Problem, ...]]:
        """The places to be stamped on each paper, and those that are not found on it."""
        places: list[list[SealPlace]] = []
        problems: list[Problem] = []
        for (document, job), done in zip(plan.papers, printed, strict=True):
            names = self._named_stamps(job)
            own = places_to_stamp(document, self.entries.get(job.number), done.pages, names)
            if job.number or job.unit:
                places.append(list(own.places))
                problems += [_not_there(document, caption) for caption in own.missing]
            else:
                # The list of a whole campaign is the organiser's own: no unit's seal is set on it.
                places.append([one for one in own.places if self._is_set(one, own.missing)])
        if any(done.pages is None for done in printed):
            problems.append(Problem("P04", Place(f"{SEALS}.pdf"), details={"reason": _UNSEEN}))
        return places, tuple(problems)

    def _is_set(self, place: SealPlace, missing: Sequence[str]) -> bool:
        """Whether a seal is set on a paper of nobody's, where a field stands for no one."""
        if place.label in missing:
            return False
        fields = {field.name for field in self.campaign.fields}
        return place.page is not None or fields.isdisjoint(place.stamps)

    def _named_stamps(self, job: Job) -> Mapping[str, str]:
        """What the fields that name a seal stand for on a paper."""
        entry = self.entries.get(job.number)
        if entry is not None:
            return {name: str(value) for name, value in entry.values.items() if value}
        return {self.campaign.unit_field: job.unit} if job.unit else {}


def _not_there(document: Document, caption: str) -> Problem:
    """Of the document, because its papers share the template: it is said once."""
    details = {"caption": caption, "document": document.name}
    return Problem("P10", Place("campaign.json"), details=details)


def _withheld(plan: SetPlan, *problems: Problem) -> Pressed:
    files = [f"{SET}.pdf", f"{SEALS}.pdf", f"{SEALS}.xlsx"]
    return Pressed(None, (), problems, tuple(plan.folder / one for one in files))


def _papers(
    plan: SetPlan, printed: Sequence[Printed], tracking: Mapping[PurePosixPath, str]
) -> list[Paper]:
    """The papers of a plan; entries are numbered in their order, lists are not."""
    numbers: dict[int, int] = {}
    papers = []
    for (document, job), done in zip(plan.papers, printed, strict=True):
        number = numbers.setdefault(job.number, len(numbers) + 1) if job.number else ""
        papers.append(
            Paper(
                subject=_short(job.subject),
                document=document.name,
                pages=done.page_count,
                duplex=document.duplex,
                copies=document.copies,
                number=str(number),
                note=tracking.get(job.path, ""),
            )
        )
    return papers


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
    return [paint(body, PaintOptions(resolution=_RESOLUTION)).content], places
