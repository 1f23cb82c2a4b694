"""Typeface names → faces: the user's own fonts, the stand-ins, and one more for each rare sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from formgen.fonts.characters import needs_shaping, prints_nothing
from formgen.fonts.face import Face
from formgen.fonts.names import kind_of, latin_of, relatives_of, synonyms_of
from formgen.fonts.scanning import FoundFace, Scan, Unreadable, scan
from formgen.fonts.sfnt import FontFileError
from formgen.fonts.stock import all_supplied, latin_supplied, misdrawn, supplied_for

_MOST_STACKS = 1024
_REGULAR, _BOLD = 400, 700
_BOXES = frozenset(map(ord, "□☑"))
"""Open and ticked boxes stand side by side: both from the first face that has both."""


class _Choices(dict[str, Face | None]):
    """Character to face, filled as characters come: looking one up again is one dict access."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, character: str) -> Face | None:
        chosen = None if needs_shaping(character) else self._first(ord(character))
        if chosen is None and prints_nothing(character):
            chosen = self._faces[0]
        self[character] = chosen
        return chosen

    def _first(self, code: int) -> Face | None:
        needed = _BOXES if code in _BOXES else {code}
        for face in self._faces:
            if needed <= face.glyphs.keys() and code not in misdrawn(face.path):
                return face
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """The faces that print one typeface name, first choice first."""

    name: str
    """As the document names it."""
    faces: tuple[Face, ...]
    stands_in: bool
    """Whether the first face is not the typeface named."""
    _choices: _Choices = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_choices", _Choices(self.faces))

    def face_of(self, character: str) -> Face | None:
        """The first face that has the character; None if none has.

        A character that prints nothing (see `characters.plain`) has the first face, though no
        advance in it.

        Raises:
            FontFileError: the coverage of a face that comes before is broken.
        """
        return self._choices[character]


@dataclass(frozen=True, slots=True)
class FaceRow:
    """A face at hand, for `formgen doctor`."""

    name: str
    """Its Chinese name, with the style of a bundled bold or italic face."""
    origin: str
    """Where it comes from, in Chinese."""
    path: Path
    characters: int
    """How many characters it has."""


class FontBook:
    """All faces at hand. Made once per process."""

    def __init__(self, found: Scan) -> None:
        self.unreadable: tuple[Unreadable, ...] = found.unreadable
        """Files of the user's folders that are not used, and why, in Chinese."""
        self._found = _with_own_keys((*found.faces, *all_supplied()))
        self._by_key = {face.key: face for face in self._found}
        self._by_place = {(face.path, face.index): face for face in self._found}
        self._by_name = _by_name(self._found)
        self._stacks: dict[tuple[str, bool, bool], Stack] = {}

    @classmethod
    def open(cls, folders: Sequence[Path] = ()) -> FontBook:
        """The bundled faces, and before them those in the user's folders.

        Files that cannot be used are left out and listed in `unreadable`.

        Raises:
            EnvironmentLackError: the bundled faces or the Noto package are not installed.
        """
        return cls(scan(folders))

    def stack(self, name: str, *, bold: bool = False, italic: bool = False) -> Stack:
        """The faces for a typeface name; the same object for the same question.

        The user's own typeface of that name comes first, then his typefaces that are nearly the
        same (仿宋 for 仿宋_GB2312), then the stand-ins. An alphabetic typeface has a stand-in of
        its own widths before all that prints its Chinese characters. Where a family has no bold
        face, its regular one is given: compare `face.bold` with what was asked to embolden it.

        Raises:
            FontFileError: a face's file was changed after it was found.
            OSError: it was taken away.
        """
        question = (name, bold, italic)
        if question not in self._stacks:
            if len(self._stacks) >= _MOST_STACKS:
                self._stacks.clear()
            self._stacks[question] = self._make(name, bold, italic)
        return self._stacks[question]

    def stands_in(self, name: str, face: Face) -> bool:
        """Whether a face is not one of the typeface a document names."""
        return self._by_key[face.key].names.isdisjoint(synonyms_of(name))

    def chinese_name(self, face: Face) -> str:
        """What to call a face on screen: "仿宋（Fandol）"."""
        return self._by_key[face.key].chinese_name

    def face(self, key: str) -> Face | None:
        """The face of a key, the same object as in a stack; None if there is none.

        Raises:
            FontFileError: its file was changed after it was found.
            OSError: it was taken away.
        """
        found = self._by_key.get(key)
        return _open(found) if found is not None else None

    def describe(self) -> list[FaceRow]:
        """Every face at hand, the user's first; reads all of them."""
        return [
            FaceRow(_name_of(found), found.origin, found.path, _count_characters(found))
            for found in self._found
        ]

    def _make(self, name: str, bold: bool, italic: bool) -> Stack:
        def best_first(faces: Iterable[FoundFace]) -> list[FoundFace]:
            return sorted(faces, key=lambda face: (face.supplied, _distance(face, bold, italic)))

        own = best_first(self._named(synonyms_of(name)))
        latin = latin_of(name)
        alike = best_first(self._placed(latin_supplied(latin))) if latin else []
        near = [
            face
            for relative in relatives_of(name)
            for face in best_first(self._named((relative,)))
            if not face.supplied
        ]
        last = self._placed(supplied_for(kind_of(name)))
        order = dict.fromkeys((*own, *alike, *near, *last))
        return Stack(name, tuple(map(_open, order)), stands_in=not own)

    def _placed(self, supplied: Iterable[FoundFace]) -> list[FoundFace]:
        """Faces that come with formgen, as the book has them: with its keys."""
        return [self._by_place[face.path, face.index] for face in supplied]

    def _named(self, names: Iterable[str]) -> list[FoundFace]:
        """The faces of any of the names, in the book's order."""
        named = {face.key for name in names for face in self._by_name.get(name, ())}
        return [face for key, face in self._by_key.items() if key in named]


def _with_own_keys(faces: Sequence[FoundFace]) -> tuple[FoundFace, ...]:
    """Faces with a key each: files of one PostScript name get a number."""
    kept: dict[str, FoundFace] = {}
    for face in dict.fromkeys(faces):
        number, key = 1, face.key
        while key in kept:
            number, key = number + 1, f"{face.key}-{number + 1}"
        kept[key] = replace(face, key=key)
    return tuple(kept.values())


def _by_name(faces: Iterable[FoundFace]) -> dict[str, list[FoundFace]]:
    found: dict[str, list[FoundFace]] = {}
    for face in faces:
        for name in face.names:
            found.setdefault(name, []).append(face)
    return found


def _distance(face: FoundFace, bold: bool, italic: bool) -> tuple[bool, bool, int]:
    """How far a face of a family is from the one asked for."""
    wanted = _BOLD if bold else _REGULAR
    return face.bold != bold, face.italic != italic, abs(face.weight - wanted)


@lru_cache(maxsize=256)
def _open(found: FoundFace) -> Face:
    return found.open()


def _name_of(found: FoundFace) -> str:
    """A face's name in a list of all: those of a bundled family share theirs elsewhere."""
    style = f"{'粗' if found.bold else ''}{'斜' if found.italic else ''}"
    return f"{found.chinese_name}{style}体" if found.supplied and style else found.chinese_name


def _count_characters(found: FoundFace) -> int:
    """How many characters a face has; 0 where its file turns out to be broken or gone."""
    try:
        return len(found.open().glyphs)
    except (FontFileError, OSError):
        return 0
