"""A campaign folder and what is asked of it → what the last run said, where nothing has changed.

Only light modules are imported, so that a second run need not wait for libraries to tell that it
has nothing to do. Whatever is in doubt is answered with None: then the build goes its way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.run.fingerprint import build_fingerprint
from formgen.run.manifest.home import MANIFEST
from formgen.run.manifest.manifest import Manifest
from formgen.run.stores.folder_store import FolderStore

_MOST = 8 * 1024 * 1024
"""No campaign.json is larger, in bytes."""
_CAMPAIGN_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A run that would make what is there already."""

    summary: str
    """What was kept of the run that made it."""
    place: str
    """Where the files are, as a user is told."""


def unchanged(
    folder: Path, output: str, wishes: str, extra: Sequence[Path] = ()
) -> Unchanged | None:
    """The last run, where it was completed and would come out the same.

    Args:
        folder: the campaign folder.
        output: the folder the campaign's own output folder is in; a URL is never told.
        wishes: all that was asked for, as a text.
        extra: folders of fonts, the chosen list.

    Returns:
        None where anything has changed, is missing or unknown,
        and while another run is at work there.
    """
    campaign_id = campaign_id_of(folder)
    if campaign_id is None or "://" in output:
        return None
    root = Path(output, campaign_id)
    if not (root / MANIFEST).is_file():
        return None
    mark = build_fingerprint(folder, campaign_id, root, extra, wishes)
    store = FolderStore(root)
    if not store.is_swept():  # a run that was killed at its very end
        return None
    summary = Manifest.peek(store, mark)
    return None if summary is None else Unchanged(summary, store.place())


def wishes_key(
    documents: Iterable[str], formats: Iterable[str], units: Iterable[str], rest: Sequence[str]
) -> str:
    """All that was asked for as a text; what is given in any order, in one.

    Args:
        documents: names of the documents wanted.
        formats: those wanted.
        units: names of the units wanted.
        rest: mode, engine, variant and whether forms carry codes.
    """
    return json.dumps([sorted(documents), sorted(formats), sorted(units), *rest])


def campaign_id_of(folder: Path) -> str | None:
    """The campaign's 编号, by which its output folder is called; None on any doubt."""
    file = folder / "campaign.json"
    try:
        if not file.is_file() or file.stat().st_size > _MOST:  # to read a pipe would wait for ever
            return None
        found = json.loads(file.read_text(encoding="utf-8-sig"))["编号"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, str) and _CAMPAIGN_ID.fullmatch(found) else None
