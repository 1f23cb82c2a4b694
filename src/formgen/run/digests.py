"""Values, files and folders of files → digests, equal wherever what counts of them is equal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

LENGTH = 16
"""Bytes of a digest: no two of a thousand million files will ever share one."""
_ATOMS = frozenset({str, int, float, bool, type(None)})


def digest_of(*values: object) -> bytes:
    """The digest of values; the order of a mapping's keys counts, as it may on paper."""
    digest = hashlib.blake2b(digest_size=LENGTH)
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
