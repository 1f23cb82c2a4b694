"""What a file is made of → a digest: two files of one digest have the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from formgen.plan import Job
from formgen.problems import TemplateError, os_reason
from formgen.run.recipe import Recipe

_LENGTH = 16
"""Bytes of a digest: no two of a thousand million files will ever share one."""
_ATOMS = frozenset({str, int, float, bool, type(None)})


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
        digest = hashlib.blake2b(self._general, digest_size=_LENGTH)
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


def digest_of(*values: object) -> bytes:
    """The digest of values; the order of a mapping's keys counts, as it may on paper."""
    digest = hashlib.blake2b(digest_size=_LENGTH)
    for value in values:
        for part in _told(value):
            digest.update(part.encode("utf-8", "surrogatepass"))
            digest.update(b"\0")
    return digest.digest()


def fonts_digest(folders: Iterable[Path]) -> str:
    """The digest of folders of typefaces: the names, sizes and times of their files."""
    files = (sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders)
    return digest_of(*files).hex()


def _told(value: object) -> Iterator[str]:
    """A value in words that no other value has.

    A file named in it is told by the digest or the state of its bytes, not by where it lies.
    """
    if type(value) in _ATOMS:
        yield repr(value)
    elif isinstance(value, Path):
        yield _state_of(value)
    elif isinstance(value, Mapping):
        yield f"{type(value).__name__}{{"
        for key, inner in value.items():
            yield repr(key)
            yield from _told(inner)
        yield "}"
    elif isinstance(value, tuple | list):
        yield f"{type(value).__name__}["
        yield from _all_told(value)
        yield "]"
    elif isinstance(value, frozenset | set):
        yield "{"
        yield from sorted("\0".join(_told(inner)) for inner in value)
        yield "}"
    elif is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value)]
        hashed = "digest" in names  # then where the file lies does not matter
        yield f"{type(value).__name__}("
        yield from _all_told(
            getattr(value, name) for name in names if not (hashed and name == "path")
        )
        yield ")"
    else:
        yield f"{type(value).__name__} {value!r}"


def _all_told(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _told(value)


def _state_of(path: Path) -> str:
    """A file's name, size and time; of a folder only the name."""
    try:
        state = path.stat()
    except OSError:
        return path.name
    return f"{path.name} {state.st_size} {state.st_mtime_ns}" if path.is_file() else path.name


def _file_digest(path: Path) -> bytes:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=_LENGTH).digest()
    except OSError as error:
        raise TemplateError(f"模板“{path.name}”无法读取：{os_reason(error)}") from None
