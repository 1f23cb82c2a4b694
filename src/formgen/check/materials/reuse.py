"""Drafts → photos and pictures that were handed in twice, by their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.campaign.values import Picture
from formgen.check.draft import Draft, Finding
from formgen.check.materials.asking import files_of, shown


def reuse_findings(drafts: Sequence[Draft], fields: Sequence[FieldDefinition]) -> Iterator[Finding]:
    """M18, M19: one photo for two persons, said at both; one picture twice, said at the later.

    The same person or case reported twice is another finding, and its pictures follow.
    """
    identities = [field.name for field in fields if field.kind == "身份证号"]
    for kind, code in (("照片", "M18"), ("图片", "M19")):
        names = [field.name for field in fields if field.kind == kind]
        first: dict[str, tuple[Draft, Picture]] = {}
        told_first: set[str] = set()
        for draft in drafts if names else ():
            for name in names:
                for picture in files_of(draft, name):
                    if not isinstance(picture, Picture):
                        continue
                    other, earlier = first.setdefault(picture.digest, (draft, picture))
                    if earlier is picture or _same(draft, other, identities, code):
                        continue
                    told = {"path": shown(picture), "first": _called(draft, other, earlier)}
                    yield Finding(code, draft, name, told)
                    if code == "M18" and picture.digest not in told_first:
                        told_first.add(picture.digest)  # whose photo it is, nobody here knows
                        told = {"path": shown(earlier), "first": draft.called(other)}
                        yield Finding(code, other, name, told)


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
