"""Printed papers → bytes that any process makes papers of again, put away until they are bound."""

from __future__ import annotations

import io
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import PurePosixPath
from typing import IO, Any

from deflate import zlib_compress

from formgen.fonts import Face, FontBook
from formgen.layout.model import Picture
from formgen.layout.painting import as_printed
from formgen.layout.printing import Printed
from formgen.problems import EnvironmentLackError, OutputError, os_reason

RESOLUTION = 300
"""Dots per inch of photos in sets: what office printers print; telephones take ten times that."""
_LEVEL = 1
_IN_MEMORY = 64 * 2**20
"""Bytes up to which nothing is written to the disk: about two thousand papers without photos."""
_ROOM = "formgen.layout."
"""Where the types of laid-out pages are defined: a packed paper holds no others."""


def packed(printed: Printed) -> bytes:
    """A paper as it waits to be bound: its pages, or where another program laid them out, its PDF.

    A typeface is named by its key in a `FontBook`, since a path holds on one machine only.
    Photos stand beside what is deflated, with no more pixels than are printed.
    """
    if printed.pages is None:
        return _dumped(printed.page_count, (), b"", (printed.content,))
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    apart = _Apart()
    pickler.dispatch_table = apart
    pickler.dump(printed.pages)
    faces = tuple(map(_known_by, apart.faces))
    tree = bytes(zlib_compress(written.getbuffer(), _LEVEL))
    return _dumped(printed.page_count, faces, tree, tuple(apart.pictures))


def unpacked(data: bytes, fonts: FontBook | None) -> Printed:
    """The paper that `packed` was given, in any process of the same program and typefaces.

    Args:
        data: what `packed` made.
        fonts: where its typefaces are; may be None for papers that another program laid out.

    Raises:
        EnvironmentLackError: this machine has not the typefaces that the paper was laid out with.
    """
    page_count, names, tree, beside = _Unpickler(io.BytesIO(data)).load()
    if not tree:
        return Printed(beside[0], page_count)
    faces = [_face_known_by(name, fonts) for name in names]
    reader = _Unpickler(io.BytesIO(zlib.decompress(tree)), faces, beside)
    return Printed(b"", page_count, pages=reader.load())


class KeptPapers(Mapping[PurePosixPath, bytes]):
    """Packed papers by their path.

    Thousands of laid-out papers with their photos would fill the memory. The file has no name
    where the system allows that, and is gone when the run ends, however it ends.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._spans: dict[PurePosixPath, tuple[int, int]] = {}

    def keep(self, path: PurePosixPath, data: bytes) -> None:
        """Put a packed paper away.

        Raises:
            OutputError: the temporary file cannot be written.
        """
        try:
            start = self._file.seek(0, io.SEEK_END)
            self._file.write(data)
        except OSError as error:
            hint = "请检查磁盘空间和放临时文件的文件夹"
            raise OutputError(f"临时文件写不进去：{os_reason(error)}", hint=hint) from error
        self._spans[path] = start, len(data)

    def __getitem__(self, path: PurePosixPath) -> bytes:
        start, length = self._spans[path]
        self._file.seek(start)
        return self._file.read(length)

    def __contains__(self, path: object) -> bool:
        return path in self._spans

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


@contextmanager
def kept_papers() -> Iterator[KeptPapers]:
    """A place for papers, for as long as the context lasts."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield KeptPapers(file)


@dataclass(frozen=True, slots=True)
class _FaceName:
    """What a face is known by on every machine that has it."""

    key: str
    """Its key in a `FontBook`."""
    file: str
    size: int
    """Of the file, in bytes: another version of a typeface is another typeface."""


@cache
def _known_by(face: Face) -> _FaceName:
    return _FaceName(face.key, face.path.name, face.path.stat().st_size)


def _face_known_by(name: _FaceName, fonts: FontBook | None) -> Face:
    face = fonts.face(name.key) if fonts is not None else None
    if face is None or _known_by(face) != name:
        raise EnvironmentLackError(
            f"这台电脑没有排版时用的字体“{name.file}”，或者不是同一个版本",
            hint="请让参加生成的每台电脑都有 --fonts 指定的字体文件夹，内容相同",
        )
    return face


def _dumped(
    page_count: int, faces: tuple[_FaceName, ...], tree: bytes, beside: tuple[bytes, ...]
) -> bytes:
    return pickle.dumps((page_count, faces, tree, beside), pickle.HIGHEST_PROTOCOL)


class _Apart(dict[type, Callable[[Any], tuple[Any, ...]]]):
    """How each type is taken apart; gathers faces and pictures, of which numbers stay behind.

    A pickler looks types up here and calls Python only for those that are none of its own, so
    that the numbers and texts, which are nearly all there is, are written by C.
    """

    def __init__(self) -> None:
        super().__init__({Face: self._face, Picture: self._picture})
        self.faces: list[Face] = []
        self.pictures: dict[bytes, int] = {}
        """Content of each picture file to its number, in order."""

    def __missing__(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        values_of = _values_of(kind)
        self[kind] = taken_apart = lambda value: (kind, values_of(value))
        return taken_apart

    def _face(self, face: Face) -> tuple[Any, ...]:
        self.faces.append(face)
        return face_of, (len(self.faces) - 1,)

    def _picture(self, picture: Picture) -> tuple[Any, ...]:
        _, *rest = _values_of(Picture)(picture)
        content = as_printed(picture, RESOLUTION)
        number = self.pictures.setdefault(content, len(self.pictures))
        return picture_of, (number, *rest)


class _Unpickler(pickle.Unpickler):
    """Reads what `packed` wrote, and no other types."""

    def __init__(
        self, file: IO[bytes], faces: Sequence[Face] = (), pictures: Sequence[bytes] = ()
    ) -> None:
        super().__init__(file)
        self._faces, self._pictures = faces, pictures

    def find_class(self, module: str, name: str) -> Any:
        """A type of laid-out pages, or what finds a face or a picture by its number.

        Raises:
            pickle.UnpicklingError: any other type.
        """
        if module == __name__:
            own = {
                face_of.__name__: self._faces.__getitem__,
                picture_of.__name__: self._picture,
                _FaceName.__name__: _FaceName,
            }
            return own[name]
        if not module.startswith(_ROOM):
            raise pickle.UnpicklingError(f"a packed paper has no {module}.{name}")
        return super().find_class(module, name)

    def _picture(self, number: int, *rest: Any) -> Picture:
        return Picture(self._pictures[number], *rest)


def face_of(number: int) -> Face:
    """Stands in a packed paper for a face."""
    raise LookupError(f"face {number} is known to the paper's reader")


def picture_of(number: int, *rest: object) -> Picture:
    """Stands in a packed paper for a picture."""
    raise LookupError(f"picture {number} is known to the paper's reader, with {rest}")


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What reads the fields of a frozen type, which its constructor takes in their order."""
    names = [field.name for field in fields(kind)]
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)
