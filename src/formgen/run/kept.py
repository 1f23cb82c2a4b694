"""Printed papers → packed, and where they are many in a temporary file, until they are bound."""

from __future__ import annotations

import io
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import PurePosixPath
from typing import IO, Any

from deflate import zlib_compress

from formgen.fonts import Face
from formgen.layout.pages import Pages
from formgen.layout.printing import Printed
from formgen.problems import OutputError, os_reason

_LEVEL = 1
_IN_MEMORY = 64 * 2**20
"""Bytes up to which nothing is written to the disk: about two thousand papers without photos."""


class KeptPapers(Mapping[PurePosixPath, Printed]):
    """Papers by their path, each made anew whenever it is asked for.

    Thousands of laid-out papers with their photos would fill the memory. The file has no name
    where the system allows that, and is gone when the run ends, however it ends.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._spans: dict[PurePosixPath, tuple[int, int]] = {}
        self._faces: list[Face] = []
        self._numbers: dict[Face, int] = {}

    def keep(self, path: PurePosixPath, printed: Printed) -> None:
        """Put a paper away: its pages, or where another program laid them out, its PDF.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        kept = (printed.page_count, printed.pages, b"" if printed.pages else printed.content)
        packed = zlib_compress(self._pickled(kept), _LEVEL)
        try:
            start = self._file.seek(0, io.SEEK_END)
            self._file.write(packed)
        except OSError as error:
            hint = "请检查磁盘空间和放临时文件的文件夹"
            raise OutputError(f"临时文件写不进去：{os_reason(error)}", hint=hint) from error
        self._spans[path] = start, len(packed)

    def __getitem__(self, path: PurePosixPath) -> Printed:
        start, length = self._spans[path]
        self._file.seek(start)
        reader = _Unpickler(io.BytesIO(zlib.decompress(self._file.read(length))), self._faces)
        page_count, laid, content = reader.load()
        return Printed(content, page_count, pages=laid)

    def __contains__(self, path: object) -> bool:
        return path in self._spans

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def _pickled(self, kept: tuple[int, Pages | None, bytes]) -> bytes:
        written = io.BytesIO()
        _Pickler(written, self._number).dump(kept)
        return written.getvalue()

    def _number(self, face: Face) -> int:
        if face not in self._numbers:
            self._numbers[face] = len(self._faces)
            self._faces.append(face)
        return self._numbers[face]


@contextmanager
def kept_papers() -> Iterator[KeptPapers]:
    """A place for papers, for as long as the context lasts."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield KeptPapers(file)


class _Pickler(pickle.Pickler):
    """Writes a face as its number: it is one object per process, and large."""

    def __init__(self, file: IO[bytes], number: Callable[[Face], int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._number = number

    def reducer_override(self, value: object) -> Any:
        """How a value is made again: of its fields, in their order."""
        if isinstance(value, Face):
            return face_of, (self._number(value),)
        if is_dataclass(value) and not isinstance(value, type):
            return type(value), _values_of(type(value))(value)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote in the same process."""

    def __init__(self, file: IO[bytes], faces: Sequence[Face]) -> None:
        super().__init__(file)
        self._faces = faces

    def find_class(self, module: str, name: str) -> Any:
        """A class, or for `face_of` what finds a face by its number."""
        if name == face_of.__name__:
            return self._faces.__getitem__
        return super().find_class(module, name)


def face_of(number: int) -> Face:
    """Stands in a pickle for the faces of `KeptPapers`."""
    raise LookupError(f"face {number} is known where the paper was kept")


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What reads the fields of a frozen type, which its constructor takes in their order."""
    names = [field.name for field in fields(kind)]
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)
