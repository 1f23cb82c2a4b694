"""What a file is made of → a digest: two files of one digest have the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from formgen.plan import Job
from formgen.run.digests import LENGTH, digest_of
from formgen.run.recipe import Recipe
from formgen.tags.names import names_used
from formgen.templating import opened


class InputDigests:
    """Digests of jobs under one recipe. What many jobs share is read once."""

    def __init__(self, recipe: Recipe) -> None:
        """Digest what all jobs of a recipe share."""
        self._last: dict[str, tuple[object, bytes]] = {}
        """Of each name of a context, the value that came last, and its digest."""
        self._names: dict[tuple[str, str], frozenset[str]] = {}
        self._opened = {
            (document, template): (path, digest, recipe.watermark)
            for document, template, path, digest in recipe.templates
        }
        self._general = digest_of(recipe.program, recipe.watermark, recipe.forms)
        self._printing = digest_of(recipe.author, recipe.pdf, recipe.typefaces, recipe.page_limits)
        self._templates = {
            (document, template): bytes.fromhex(digest)
            for document, template, _, digest in recipe.templates
        }

    def of(self, job: Job, *more: object) -> str:
        """The digest of everything a job's file is made of, hexadecimal."""
        digest = hashlib.blake2b(self._general, digest_size=LENGTH)
        digest.update(self._templates.get((job.document, job.template), b""))
        if job.format == "pdf":
            digest.update(self._printing)
        told = (job.document, str(job.path), job.subject, job.identifier, more)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
        plain: list[object] = []
        named = self._named_by(job)
        for name, value in job.context.items():
            if name not in named:
                continue
            if isinstance(value, dict | list):  # as a rule that of the job before
                digest.update(self._digest(name, value))
            else:
                plain += (name, value)
        digest.update(digest_of(plain, job.names))
        return digest.hexdigest()

    def _named_by(self, job: Job) -> frozenset[str]:
        """The names that a job's template mentions: of what it does not, nothing depends.

        So a form is not made anew because somebody else's is left out.
        """
        key = job.document, job.template
        if key not in self._names:
            if key not in self._opened:
                return frozenset(job.context)
            template = opened(*self._opened[key]).template
            used = (names_used(tree) for tree in template.trees())
            self._names[key] = frozenset[str]().union(*used)
        return self._names[key]

    def _digest(self, name: str, value: object) -> bytes:
        """The digest of a part of a context; of one that the job before had, made once."""
        known = self._last.get(name)
        if known is None or known[0] is not value:
            known = self._last[name] = value, digest_of(name, value)
        return known[1]


class PaperInputs:
    """Digests of jobs, each with its code; those of papers that go into sets are kept."""

    def __init__(
        self,
        digests: InputDigests,
        codes: Mapping[PurePosixPath, str],
        bound: frozenset[PurePosixPath],
    ) -> None:
        """Nothing is known yet.

        Args:
            digests: of jobs.
            codes: the code each form carries in its footer, by the form's path.
            bound: papers that go into sets.
        """
        self._digests = digests
        self._codes = codes
        self._bound = bound
        self._known: dict[PurePosixPath, str] = {}

    @property
    def known(self) -> Mapping[PurePosixPath, str]:
        """Of the papers that were asked for and go into sets."""
        return self._known

    def of(self, job: Job) -> str:
        """The digest of everything a job's file is made of, hexadecimal."""
        known = self._known.get(job.path)
        if known is not None:
            return known
        digest = self._digests.of(job, self._codes.get(job.path, ""))
        if job.path in self._bound:
            self._known[job.path] = digest
        return digest

    def learn(self, jobs: Iterable[Job]) -> None:
        """Digest those of the jobs whose papers go into sets."""
        for job in jobs:
            if job.path in self._bound:
                self.of(job)
