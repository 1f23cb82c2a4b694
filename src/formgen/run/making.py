"""A job → the bytes of its file, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from formgen.layout.printing import About, Engine, Printed, StandIn
from formgen.plan import Job
from formgen.problems import OverfullError, Place, Problem
from formgen.run.printed_problems import printed_problems
from formgen.templating import compiled


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job."""

    content: bytes
    """Empty where no file could be made; a problem says why."""
    problems: tuple[Problem, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()


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

    def make(self, job: Job) -> Made:
        """Fill the job's template, and print it where a PDF is wanted.

        Raises:
            TemplateError: the template asks for something a value cannot do.
            InputError: a picture's file has gone since the check.
        """
        template = compiled(self.templates[job.document, job.template], self.watermark)
        try:
            content = template.render(job.context)
            return self._print(job, content) if job.format == "pdf" else Made(content)
        except OverfullError as error:
            details = {"reason": error.message, "hint": error.hint}
            problem = Problem("P01", Place(str(job.path)), job.subject, details=details)
            return Made(b"", (problem,))

    def _print(self, job: Job, content: bytes) -> Made:
        if self.engine is None:
            raise ValueError("a PDF needs an engine")
        title = f"{job.document} {job.subject}".strip()
        about = About(
            title, author=self.author, identifier=job.identifier, watermark=self.watermark
        )
        printed = self.engine.print(content, about)
        return Made(printed.content, _problems(job, printed), printed.stand_ins)


def _problems(job: Job, printed: Printed) -> tuple[Problem, ...]:
    """What a printed document's user must know; what the template does is said of it, once."""
    return printed_problems(printed, Place(str(job.path)), Place(job.template), job.subject)
