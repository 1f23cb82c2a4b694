"""Names of the folders a form came in → the unit that sent it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from formgen.collect.keys import key_of

_NUMBER_BEFORE = re.compile(r"^[(（\[【]?\d+[)）\]】]?[\s_.、．\-—]*")
_NUMBER_BEHIND = re.compile(r"[\s_.、．\-—]*[(（\[【]?\d+(?:份|个|人)?[)）\]】]?$")
_SHORTEST = 3
"""Characters of a unit's name that is looked for inside a longer one: 省厅 stands in many."""


def sender_of(folders: Sequence[str], units: Sequence[str]) -> str:
    """The unit whose folder it is, the innermost that names one; "" where none does.

    A folder names a unit with its name, with numbers before or behind it (01_泉屏区委网信办), or
    with more words around it, as long as no other unit's name is as long a part of it.

    Args:
        folders: names of the folders and archives, from the outside in.
        units: names of the campaign's units.
    """
    keys = {key_of(unit): unit for unit in units}
    for folder in reversed(folders):
        if unit := _named(folder, keys):
            return unit
    return ""


def _named(folder: str, keys: dict[str, str]) -> str:
    bare = _NUMBER_BEFORE.sub("", folder.strip())
    for wording in (folder, bare, _NUMBER_BEHIND.sub("", bare)):
        if unit := keys.get(key_of(wording)):
            return unit
    whole = key_of(folder)
    inside = [key for key in keys if len(key) >= _SHORTEST and key in whole]
    longest = max(map(len, inside), default=0)
    best = [key for key in inside if len(key) == longest]
    parts_of_best = all(key in best[0] for key in inside) if best else False
    return keys[best[0]] if len(best) == 1 and parts_of_best else ""
