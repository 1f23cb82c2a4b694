"""What every file of a run is made by, and what makes files of it in any process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from formgen.run.engines import LibreOfficePrinter, PdfOptions, open_engine
from formgen.run.making import Forms, Maker
from formgen.templating import opened


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything a file is made of besides its job: the same for all files of a run.

    Small and picklable, because it goes to every process with every piece of work.
    """

    templates: tuple[tuple[str, str, Path, str], ...]
    """Document, template's name, its file, and the digest of its bytes."""
    author: str
    """Who the PDFs say they come from."""
    pdf: PdfOptions | None
    """How PDFs are printed; None where none are wanted."""
    watermark: str
    """What stands across every page; empty for papers that count."""
    page_limits: tuple[tuple[str, int], ...]
    """The most pages a document may have."""
    forms: Forms
    """Which documents say in their properties what they are."""
    program: str
    """Digest of the program, which makes the bytes."""
    typefaces: str
    """Digest of the user's own typefaces."""


@lru_cache(maxsize=2)
def maker_of(recipe: Recipe) -> Maker:
    """What makes files by a recipe, its templates compiled: once in each process.

    Raises:
        TemplateError: a template is unusable, or another than when the run began.
        EnvironmentLackError: what prints the PDFs is not on this machine.
    """
    ready = {
        (document, name): opened(path, digest, recipe.watermark)
        for document, name, path, digest in recipe.templates
    }
    engine = open_engine(recipe.pdf) if recipe.pdf is not None else None
    if isinstance(engine, LibreOfficePrinter):  # worker processes end without the usual farewells
        Finalize(engine, engine.office.close, exitpriority=0)
    return Maker(
        templates={(document, name): path for document, name, path, _ in recipe.templates},
        author=recipe.author,
        engine=engine,
        watermark=recipe.watermark,
        page_limits=dict(recipe.page_limits),
        forms=recipe.forms,
        ready=ready,
    )
