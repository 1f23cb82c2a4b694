"""A job → the bytes of its file, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from formgen.campaign import Campaign, Scope
from formgen.layout.printing import About, Engine, Printed, StandIn
from formgen.plan import Job, filled_by_units
from formgen.problems import OverfullError, Place, Problem, TemplateError, os_reason
from formgen.publish.list_files import list_csv, list_json
from formgen.publish.listing import PublicList
from formgen.run.printed_problems import printed_problems
from formgen.templating import OpenTemplate, Template, compiled
from formgen.word import WordTemplate
from formgen.word.custom_properties import CAMPAIGN, DOCUMENT, ENTRY, TEMPLATE, version_of
from formgen.workbooks.public_list import list_workbook

LISTS: Mapping[str, Callable[[PublicList], bytes]] = {
    "csv": list_csv,
    "json": list_json,
    "xlsx": list_workbook,
}
"""Format to what writes a list of names in it."""


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A file to be stored."""

    document: str
    """Which document it is of, as the report counts it."""
    path: PurePosixPath
    """Relative to the campaign's output folder."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job."""

    content: bytes
    """Empty where no file could be made; a problem says why."""
    problems: tuple[Problem, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    printed: Printed | None = None
    """The PDF with its pages; None for other formats."""

    @property
    def seconds(self) -> Mapping[str, float]:
        """What printing it took, by stage."""
        return self.printed.seconds if self.printed is not None else {}


@dataclass(frozen=True, slots=True)
class Forms:
    """The papers that come back filled in, and what they say of themselves to be known again."""

    campaign: str
    """The campaign's 编号."""
    documents: frozenset[str]
    """Their documents, by name."""

    @classmethod
    def of(cls, campaign: Campaign) -> Forms:
        """The forms of a campaign: a paper for each entry that its unit fills in."""
        names = (
            one.name
            for one in campaign.documents
            if filled_by_units(one) and Scope.ENTRY in one.scopes
        )
        return cls(campaign.id, frozenset(names))

    def include(self, job: Job) -> bool:
        """Whether a job's file comes back filled in."""
        empty = not job.subject
        return job.document in self.documents and (empty or bool(job.identifier))

    def marks(self, job: Job, version: str) -> Mapping[str, str]:
        """The properties of a form's file.

        Args:
            job: the form.
            version: what tells its template from others.
        """
        marks = {CAMPAIGN: self.campaign, DOCUMENT: job.document}
        if job.identifier:
            marks[ENTRY] = job.identifier
        return {**marks, TEMPLATE: version}


def _version(template: Path) -> str:
    try:
        return _version_of(template, template.stat().st_mtime_ns)
    except OSError as error:
        raise TemplateError(f"模板“{template.name}”无法读取：{os_reason(error)}") from None


@lru_cache(maxsize=256)
def _version_of(template: Path, _changed: int) -> str:
    return version_of(template.read_bytes())


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes files from jobs."""

    templates: Mapping[tuple[str, str], Path]
    """The file of each document name and template name."""
    author: str
    """Who the PDFs say they come from."""
    engine: Engine | None
    """Prints PDFs; None where none are wanted."""
    watermark: str = ""
    """What stands across every page; empty for papers that count."""
    page_limits: Mapping[str, int] = field(default_factory=dict)
    """The most pages a document may have, by its name."""
    forms: Forms | None = None
    """Which documents say in their properties what they are; None for none."""
    ready: Mapping[tuple[str, str], OpenTemplate] = field(default_factory=dict)
    """Templates that must not change meanwhile; others are read when they are needed."""

    def make(self, job: Job, tracking: str = "") -> Made:
        """Fill the job's template, and print it where a PDF is wanted.

        Args:
            job: what is to be made.
            tracking: the code its paper carries in the footer, if it carries one.

        Raises:
            TemplateError: the template asks for something a value cannot do.
            InputError: a picture's file has gone since the check.
        """
        if job.names is not None:
            return Made(LISTS[job.format](job.names))
        template = self._template(job)
        try:
            if job.format == "docx" and isinstance(template, WordTemplate):
                return Made(template.render(job.context, self._marks(job)))
            content = template.render(job.context)
            return self._print(job, content, tracking) if job.format == "pdf" else Made(content)
        except OverfullError as error:
            details = {"reason": error.message, "hint": error.hint}
            problem = Problem("P01", Place(str(job.path)), job.subject, details=details)
            return Made(b"", (problem,))

    def _template(self, job: Job) -> Template:
        ready = self.ready.get((job.document, job.template))
        if ready is not None:
            return ready.template
        return compiled(self.templates[job.document, job.template], self.watermark)

    def _marks(self, job: Job) -> Mapping[str, str]:
        """The properties of the job's file."""
        if self.forms is None or not self.forms.include(job):
            return {}
        ready = self.ready.get((job.document, job.template))
        path = self.templates[job.document, job.template]
        return self.forms.marks(job, ready.version if ready is not None else _version(path))

    def _print(self, job: Job, content: bytes, tracking: str) -> Made:
        if self.engine is None:
            raise ValueError("a PDF needs an engine")
        title = f"{job.document} {job.subject}".strip()
        about = About(
            title,
            author=self.author,
            identifier=job.identifier,
            watermark=self.watermark,
            tracking=tracking,
        )
        printed = self.engine.print(content, about)
        problems = (*_problems(job, printed), *self._too_long(job, printed))
        return Made(printed.content, problems, printed.stand_ins, printed)

    def _too_long(self, job: Job, printed: Printed) -> Iterator[Problem]:
        limit = self.page_limits.get(job.document)
        if limit is not None and printed.page_count > limit:
            details = {"count": printed.page_count, "limit": limit}
            yield Problem("P07", Place(str(job.path)), job.subject, details=details)


def _problems(job: Job, printed: Printed) -> tuple[Problem, ...]:
    """What a printed document's user must know; what the template does is said of it, once."""
    file, template = Place(str(job.path)), Place(job.template)
    return printed_problems(printed, file, template, job.subject, empty=not job.subject)


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without those that say the same: what a template does is said of it once."""
    return tuple({str(problem): problem for problem in problems}.values())
