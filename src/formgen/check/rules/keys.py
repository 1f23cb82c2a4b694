"""Fields that tell entries apart or group them → keys, and how a message names them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic import Field

from formgen.campaign.base import Part
from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.check.draft import Draft
from formgen.check.gathering import Gathering, Groups
from formgen.check.limits import not_asked
from formgen.problems import inner_quotes

Key = tuple[str, ...]

_WEB_KINDS = frozenset({"网址", "网址或账号"})
_AROUND_ADDRESS = re.compile(r"^https?://|/+$")


class By(Part):
    """The fields entries are held together by."""

    by: list[str] = Field(alias="按", min_length=1)


def unknown_fields(names: Sequence[str], known: Mapping[str, FieldDefinition]) -> str:
    """A complaint about names in “按” that no field has; empty if all exist."""
    missing = [name for name in names if name not in known]
    return f"“按”提到了没有的字段“{'、'.join(missing)}”" if missing else ""


def key_of(draft: Draft, fields: Sequence[FieldDefinition]) -> Key | None:
    """What the fields of a draft say, without spaces, widths and cases; None if not known.

    A blank cell is part of the key where the entry is not asked for the field, such as the
    platform of a web site.
    """
    parts = []
    for field in fields:
        if draft.known(field.name):
            parts.append(_folded(draft.text(field.name), field.kind))
        elif draft.blank(field.name) and not_asked(draft, field.applies_to):
            parts.append("")
        else:
            return None
    return tuple(parts) if any(parts) else None


def _folded(text: str, kind: str) -> str:
    plain = fold(text).casefold()
    # The same site is written with and without the scheme.
    return _AROUND_ADDRESS.sub("", plain) if kind in _WEB_KINDS else plain


def group_of(draft: Draft, names: Sequence[str]) -> Key | None:
    """The values that put a draft into a group; None if one of them is not known."""
    if not all(draft.known(name) for name in names):
        return None
    return tuple(draft.text(name) for name in names)


def quoted(names: Sequence[str]) -> str:
    """“案例名称”、“申报类别”和“申报单位”."""
    shown = [f"“{name}”" for name in names]
    return "和".join(filter(None, ("、".join(shown[:-1]), shown[-1])))


def same_in(draft: Draft, fields: Sequence[FieldDefinition]) -> str:
    """The fields of a key that are filled in, as a message names them."""
    return quoted([field.name for field in fields if draft.known(field.name)])


def group_shown(group: Key) -> str:
    """A group as a message names it: “合肥市”的“公益慈善类”."""
    return "的".join(f"“{inner_quotes(value)}”" for value in group)


class SharedKeys(Gathering):
    """Gathers entries by a key of fields; what is told of those that share one, the rule says."""

    def __init__(self, fields: Sequence[FieldDefinition]) -> None:
        self.fields = fields
        self.groups: Groups[Key] = Groups()

    def add(self, index: int, draft: Draft) -> None:
        """Put a draft beside those of the same key; one whose key is not known beside none."""
        if (key := key_of(draft, self.fields)) is not None:
            self.groups.add(key, index)
