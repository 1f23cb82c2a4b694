"""Fields as they were proposed, and as campaign.json has them now → which is which.

A field has no identity but its name, and that may have been corrected by hand.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from formgen.adopt.campaign_file import FieldId
from formgen.adopt.known import Definition


def matched(
    old: Mapping[FieldId, Definition],
    settled: Mapping[FieldId, str],
    own: Sequence[Definition],
) -> dict[FieldId, int | None]:
    """Where each field that was proposed stands now; None for those that were deleted.

    By the name it had last. A name that is gone and one that is new, behind the same field,
    of one kind or with the old name as its label, are one field that was renamed.
    """
    at = {str(one["名称"]): index for index, one in reversed(list(enumerate(own)))}
    place: dict[FieldId, int | None] = {}
    for identity, definition in old.items():
        name = settled.get(identity, str(definition["名称"])) or str(definition["名称"])
        found = at.get(name)
        place[identity] = found if found not in place.values() else None
    for identity, index in _renamings(old, settled, own, place):
        place[identity] = index
    return place


def _renamings(
    old: Mapping[FieldId, Definition],
    settled: Mapping[FieldId, str],
    own: Sequence[Definition],
    place: Mapping[FieldId, int | None],
) -> Iterator[tuple[FieldId, int]]:
    identity_at = {index: identity for identity, index in place.items() if index is not None}
    gone: dict[FieldId | None, list[FieldId]] = defaultdict(list)
    last: FieldId | None = None
    for identity, index in place.items():
        if index is not None:
            last = identity
        elif settled.get(identity, "-"):  # not one that was deleted before
            gone[last].append(identity)
    fresh: dict[FieldId | None, list[int]] = defaultdict(list)
    last = None
    for index in range(len(own)):
        if index in identity_at:
            last = identity_at[index]
        else:
            fresh[last].append(index)
    for anchor, identities in gone.items():
        yield from _paired({one: old[one] for one in identities}, own, fresh[anchor])


def _paired(
    gone: Mapping[FieldId, Definition], own: Sequence[Definition], fresh: Sequence[int]
) -> Iterator[tuple[FieldId, int]]:
    """Pairs of fields that are gone and fields that are new at one place, the likest first."""
    pairs = [
        (_likeness(definition, own[index]), -order, identity, index)
        for order, (identity, definition) in enumerate(gone.items())
        for index in fresh
    ]
    used: set[object] = set()
    for likeness, _, identity, index in sorted(pairs, key=lambda one: one[:2], reverse=True):
        if likeness > 0 and identity not in used and index not in used:
            used |= {identity, index}
            yield identity, index


def _likeness(old: Definition, own: Definition) -> float:
    """How likely a new field is an old one renamed; 0 for no."""
    label = own.get("标签")
    if label and label in (old["名称"], old.get("标签")):
        return 3
    if own.get("类型") != old.get("类型"):
        return 0
    same = {key: value for key, value in old.items() if key != "名称"} == {
        key: value for key, value in own.items() if key != "名称"
    }
    names = difflib.SequenceMatcher(None, str(old["名称"]), str(own["名称"])).ratio()
    return 0.5 + names + (0.5 if same else 0)
