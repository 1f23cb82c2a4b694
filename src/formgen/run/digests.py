"""Values, files and folders of files → digests, equal wherever what counts of them is equal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

LENGTH = 16
"""Bytes of a digest: no two of a thousand million files will ever share one."""
_ATOMS = frozenset({str, int, float, bool, type(None)})


def digest_of(*values: object) -> bytes:
    """The digest of values; the order of a mapping's keys counts, as it may on paper."""
    told: list[str] = []
    for value in values:
        _tell(value, told)
    text = "\0".join(told)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=LENGTH).digest()


def fonts_digest(folders: Iterable[Path]) -> str:
    """The digest of folders of typefaces: the names, sizes and times of their files."""
    files = (sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders)
    return digest_of(*files).hex()


def _tell(value: object, told: list[str]) -> None:
    """Say a value in words that no other value has.

    A file named in it is told by the digest or the state of its bytes, not by where it lies.
    """
    if type(value) in _ATOMS:
        told.append(repr(value))
    elif isinstance(value, Path):
        told.append(_state_of(value))
    elif isinstance(value, Mapping):
        told.append(f"{type(value).__name__}{{{len(value)}")
        for key, inner in value.items():
            told.append(repr(key))
            _tell(inner, told)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        told.append(f"[{len(value)}")
        for inner in value:
            _tell(inner, told)
    elif isinstance(value, frozenset | set):
        inner_told: list[str] = sorted(digest_of(inner).hex() for inner in value)
        told.append(f"{{{len(inner_told)}")
        told += inner_told
    elif is_dataclass(value) and not isinstance(value, type):
        told.append(type(value).__name__)
        for name in _names_of(type(value)):
            _tell(getattr(value, name), told)
    elif type(value).__repr__ is object.__repr__:
        raise TypeError(f"{type(value).__name__} does not say what it holds")
    else:
        told.append(f"{type(value).__name__} {value!r}")


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """The fields that count: where a file lies does not where its digest is told."""
    names = tuple(one.name for one in fields(kind))
    return tuple(name for name in names if name != "path") if "digest" in names else names


def _state_of(path: Path) -> str:
    """A file's name, size and time; of a folder only the name."""
    try:
        state = path.stat()
    except OSError:
        return path.name
    return f"{path.name} {state.st_size} {state.st_mtime_ns}" if path.is_file() else path.name
