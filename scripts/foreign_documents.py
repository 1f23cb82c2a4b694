"""Public source packages → the Word documents in their tests, in a folder the caller names.

`python -m scripts.foreign_documents FOLDER` fetches them; the slow tests print each of them.
Versions and hashes are pinned, so that everybody gets the same documents.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_SUFFIXES = (".docx", ".docm", ".dotx")
_TIME_LIMIT = 180


@dataclass(frozen=True, slots=True)
class Source:
    """A source package with documents in it."""

    name: str
    version: str
    sha256: str
    documents: int
    """How many different ones it holds."""


SOURCES = (
    Source(
        "python-docx",
        "1.2.0",
        "7bc9d7b7d8a69c9c02ca09216118c86552704edc23bac179283f2e38f86220ce",
        47,
    ),
)


def fetch(folder: Path) -> list[Path]:
    """The documents of all sources, fetched where the folder does not hold them yet.

    Raises:
        subprocess.CalledProcessError: a package cannot be fetched, or is not the pinned one.
        subprocess.TimeoutExpired: the package index does not answer.
    """
    return [path for source in SOURCES for path in _documents(source, folder)]


def _documents(source: Source, folder: Path) -> list[Path]:
    target = folder / f"{source.name}-{source.version}"
    found = sorted(target.glob("*.doc*")) + sorted(target.glob("*.dotx"))
    if len(found) == source.documents:
        return found
    target.mkdir(parents=True, exist_ok=True)
    return [_write(target, name, content) for name, content in _unpacked(_archive(source, folder))]


def _archive(source: Source, folder: Path) -> Path:
    """The source package's file, as pip fetches it: from whatever index this machine uses."""
    wanted = folder / f"{source.name}.txt"
    wanted.write_text(f"{source.name}=={source.version} --hash=sha256:{source.sha256}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--no-binary", ":all:", "--dest", str(folder), "--requirement", str(wanted)]
    subprocess.run(command, check=True, capture_output=True, timeout=_TIME_LIMIT)  # noqa: S603 - fixed words
    stem = f"{source.name.replace('-', '_')}-{source.version}"
    return folder / f"{stem}.tar.gz"


def _unpacked(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document; a name tells folders apart by a hash."""
    with tarfile.open(archive) as members:
        for member in members:
            path = PurePosixPath(member.name)
            content = members.extractfile(member) if path.suffix in _SUFFIXES else None
            if content is not None:
                mark = hashlib.sha256(member.name.encode()).hexdigest()[:6]
                yield f"{path.stem}-{mark}{path.suffix}", content.read()


def _write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    for document in fetch(Path(sys.argv[1])):
        print(document)  # noqa: T201 - what the command is for
