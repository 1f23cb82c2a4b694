"""What a run made: a file of names and hashes beside the artifacts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

MANIFEST = PurePosixPath(".formgen", "manifest.json")
"""Hidden from the people who mail the folder."""
LISTS_MANIFEST = MANIFEST.with_name("lists.json")
"""The same of the lists of problems."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that was made."""

    document: str
    path: PurePosixPath
    """Relative to the campaign's output folder."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""


def artifact(document: str, path: PurePosixPath, content: bytes) -> Artifact:
    """The record of a file's bytes."""
    return Artifact(document, path, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Tracked:
    """A paper that carries a code in its footer."""

    document: str
    entry: str
    """Identifier of the entry it is made of; the manifest holds no names."""


def manifest_json(
    campaign_id: str,
    artifacts: list[Artifact],
    earlier: Mapping[str, str],
    tracking: Mapping[str, Tracked] = MappingProxyType({}),
) -> bytes:
    """The manifest of a run; files of earlier runs that it did not touch stay listed.

    Args:
        campaign_id: of the campaign.
        artifacts: what was made.
        earlier: path and hash of what earlier runs made and is still there.
        tracking: what each code in a footer stands for.
    """
    made = {str(a.path): a.digest for a in artifacts}
    body: dict[str, object] = {
        "campaign": campaign_id,
        "artifacts": dict(sorted({**earlier, **made}.items())),
    }
    if tracking:
        body["tracking"] = {
            code: {"document": one.document, "entry": one.entry}
            for code, one in sorted(tracking.items())
        }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(root: Path, manifest: PurePosixPath = MANIFEST) -> dict[str, str]:
    """Path and hash of what earlier runs made here and is still there."""
    listed = _section(root / manifest, "artifacts")
    return {str(path): str(digest) for path, digest in listed.items() if (root / path).is_file()}


def read_tracking(root: Path) -> dict[str, Tracked]:
    """What the codes of earlier runs stand for: stamped papers may carry them still."""
    found = {}
    for code, one in _section(root / MANIFEST, "tracking").items():
        if isinstance(one, dict):
            found[str(code)] = Tracked(str(one.get("document", "")), str(one.get("entry", "")))
    return found


def _section(file: Path, name: str) -> dict[str, object]:
    """An object of the manifest; a lost one only means that nothing is known of earlier runs."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
