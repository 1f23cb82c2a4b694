"""What a run made: a file of names and hashes beside the artifacts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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


def manifest_json(campaign_id: str, artifacts: list[Artifact], earlier: Mapping[str, str]) -> bytes:
    """The manifest of a run; files of earlier runs that it did not touch stay listed."""
    made = {str(a.path): a.digest for a in artifacts}
    body = {"campaign": campaign_id, "artifacts": dict(sorted({**earlier, **made}.items()))}
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(root: Path, manifest: PurePosixPath = MANIFEST) -> dict[str, str]:
    """Path and hash of what earlier runs made here and is still there."""
    try:
        body = json.loads((root / manifest).read_text(encoding="utf-8"))
        listed = dict(body["artifacts"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # a lost manifest only means that nothing is known of earlier runs
    return {str(path): str(digest) for path, digest in listed.items() if (root / path).is_file()}
