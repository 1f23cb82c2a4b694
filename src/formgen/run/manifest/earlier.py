"""The manifests of an earlier formgen, in JSON → what is taken over of them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from formgen.run.manifest.tables import Tracked
from formgen.run.stores.store import OWN_FOLDER, Store

MANIFEST_JSON = PurePosixPath(OWN_FOLDER, "manifest.json")
LISTS_JSON = PurePosixPath(OWN_FOLDER, "lists.json")
"""The same of the lists of problems."""
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier formgen noted."""

    artifacts: dict[PurePosixPath, str] = field(default_factory=dict)
    """SHA-256, hexadecimal, of each file."""
    tracking: dict[str, Tracked] = field(default_factory=dict)
    damaged: bool = False
    """Whether it cannot be read."""


@dataclass(frozen=True, slots=True)
class JsonManifest:
    """A file of an earlier formgen that is there."""

    path: PurePosixPath
    content: bytes

    @classmethod
    def of(cls, store: Store, path: PurePosixPath) -> JsonManifest | None:
        """The file, if it is there.

        Raises:
            OutputError: it cannot be read.
        """
        return None if store.state(path) is None else cls(path, store.read(path))

    def read(self) -> Earlier:
        """What it notes; what does not belong there is passed over."""
        try:
            body = json.loads(self.content)
        except (ValueError, RecursionError):
            return Earlier(damaged=True)
        if not isinstance(body, dict):
            return Earlier(damaged=True)
        return Earlier(_artifacts(body.get("artifacts")), _tracking(body.get("tracking")))

    def remove(self, store: Store, *, keep: bool) -> str:
        """Remove the file, which is taken over.

        Args:
            store: it lies in.
            keep: what is in it, under another name.

        Returns:
            The other name, or "".

        Raises:
            OutputError: it cannot be removed.
        """
        aside = self.path.with_suffix(".json.damaged") if keep else None
        if aside is not None:
            store.write(aside, self.content)
        store.remove(self.path, hashlib.sha256(self.content).hexdigest())
        return aside.name if aside is not None else ""


def _artifacts(section: object) -> dict[PurePosixPath, str]:
    if not isinstance(section, dict):
        return {}
    return {
        PurePosixPath(path): digest
        for path, digest in section.items()
        if isinstance(digest, str) and _SHA256.fullmatch(digest)
    }


def _tracking(section: object) -> dict[str, Tracked]:
    if not isinstance(section, dict):
        return {}
    return {
        code: Tracked(str(one.get("document", "")), str(one.get("entry", "")))
        for code, one in section.items()
        if isinstance(one, dict)
    }
