"""Drafts → photos and pictures that were handed in twice, by their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.campaign.values import Picture
from formgen.check.draft import Draft, Finding
from formgen.check.gathering import Gathering
from formgen.check.materials.asking import files_of, shown


class Reuse(Gathering):
    """M18, M19: one photo for two persons, said at both; one picture twice, said at the later.

    The same person or case reported twice is another finding, and its pictures follow.
    """

    def __init__(self, fields: Sequence[FieldDefinition]) -> None:
        self._identities = [field.name for field in fields if field.kind == "身份证号"]
        named = {
            code: [field.name for field in fields if field.kind == kind]
            for kind, code in (("照片", "M18"), ("图片", "M19"))
        }
        self._names = {code: names for code, names in named.items() if names}
        self._first: dict[str, dict[bytes, tuple[int, int]]] = {code: {} for code in named}
        """The draft that has a picture first, and which of its pictures it is, by digest."""
        self._again: dict[str, list[tuple[int, int]]] = {code: [] for code in named}
        """Likewise all that others had before."""

    def add(self, index: int, draft: Draft) -> None:
        """Remember a draft's pictures."""
        for code, names in self._names.items():
            first = self._first[code]
            for number, (_, picture) in enumerate(_pictures(draft, names)):
                here = index, number
                if first.setdefault(bytes.fromhex(picture.digest), here) != here:
                    self._again[code].append(here)

    def findings(self, drafts: Sequence[Draft]) -> Iterator[Finding]:
        """Every picture that was there before, unless it may be."""
        for code, names in self._names.items():
            told_first: set[str] = set()
            for index, number in self._again[code]:
                draft = drafts[index]
                name, picture = _pictures(draft, names)[number]
                origin, own = self._first[code][bytes.fromhex(picture.digest)]
                other = draft if origin == index else drafts[origin]
                first_name, earlier = _pictures(other, names)[own]
                if _same(draft, other, self._identities, code):
                    continue
                told = {"path": shown(picture), "first": _called(draft, other, earlier)}
                yield Finding(code, draft, name, told)
                if code == "M18" and picture.digest not in told_first:
                    told_first.add(picture.digest)  # whose photo it is, nobody here knows
                    told = {"path": shown(earlier), "first": draft.called(other)}
                    yield Finding(code, other, first_name, told)


def _pictures(draft: Draft, names: Sequence[str]) -> list[tuple[str, Picture]]:
    """The pictures of some fields, each with its field's name."""
    found = ((name, file) for name in names for file in files_of(draft, name))
    return [(name, file) for name, file in found if isinstance(file, Picture)]


def _called(draft: Draft, other: Draft, earlier: Picture) -> str:
    """How a message names the place of the earlier picture."""
    return f"前面的“{shown(earlier)}”" if draft is other else other.called(draft)


def _same(draft: Draft, other: Draft, identities: Sequence[str], code: str) -> bool:
    """Whether two drafts are about one person or case, so that a photo may be the same."""
    if draft is other:
        return code == "M18"
    known = [name for name in identities if draft.known(name) and other.known(name)]
    if known:
        return any(_folded(draft, name) == _folded(other, name) for name in known)
    mine, theirs = draft.entry, other.entry
    return fold(mine.name) == fold(theirs.name) and fold(mine.unit) == fold(theirs.unit)


def _folded(draft: Draft, name: str) -> str:
    return fold(draft.text(name)).upper()
