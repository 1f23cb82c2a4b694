"""What is recorded of a file that was made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that was made."""

    document: str
    path: PurePosixPath
    """Relative to the campaign's output folder."""
    digest: str
    """SHA-256 of its bytes, hexadecimal."""
    inputs: str = ""
    """Digest of everything it was made from, hexadecimal; "" where it is made anew next time."""
    size: int = 0
    """Bytes."""
    modified: int = 0
    """Nanoseconds since the epoch; 0 where the store tells none."""
    notes: str = ""
    """What else is to be known of it: JSON without personal data."""


def artifact(document: str, path: PurePosixPath, content: bytes) -> Artifact:
    """The record of a file's bytes."""
    digest = hashlib.sha256(content).hexdigest()
    return Artifact(document, path, digest, size=len(content))
