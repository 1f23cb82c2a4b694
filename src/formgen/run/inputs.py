"""What a file is made of → a digest: two files of one digest have the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from formgen.plan import Job
from formgen.problems import TemplateError, os_reason
from formgen.run.digests import LENGTH, digest_of
from formgen.run.recipe import Recipe


class InputDigests:
    """Digests of jobs under one recipe. What many jobs share is read once."""

    def __init__(self, recipe: Recipe) -> None:
        """Read the templates of a recipe.

        Raises:
            TemplateError: one of them has gone.
        """
        self._shared: dict[int, tuple[object, bytes]] = {}
        self._general = digest_of(recipe.program, recipe.watermark, recipe.forms)
        self._printing = digest_of(recipe.author, recipe.pdf, recipe.typefaces, recipe.page_limits)
        self._templates = {
            (document, template): _file_digest(path)
            for document, template, path in recipe.templates
        }

    def of(self, job: Job, *more: object) -> str:
        """The digest of everything a job's file is made of, hexadecimal."""
        digest = hashlib.blake2b(self._general, digest_size=LENGTH)
        digest.update(self._templates.get((job.document, job.template), b""))
        if job.format == "pdf":
            digest.update(self._printing)
        told = (job.document, str(job.path), job.subject, job.identifier, more)
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
        for name, value in job.context.items():
            digest.update(name.encode())
            digest.update(self._digest(value))
        if job.names is not None:
            digest.update(repr(job.names).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _digest(self, value: object) -> bytes:
        """The digest of a part of a context; of a large one, which many jobs share, made once."""
        if type(value) is not dict and type(value) is not list:
            return digest_of(value)
        known = self._shared.get(id(value))
        if known is None or known[0] is not value:
            if len(self._shared) > 64:
                self._shared.clear()
            known = self._shared[id(value)] = value, digest_of(value)
        return known[1]


def _file_digest(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=LENGTH).digest()
    except OSError as error:
        raise TemplateError(f"模板“{path.name}”无法读取：{os_reason(error)}") from None
