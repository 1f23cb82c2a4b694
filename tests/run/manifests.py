"""Manifests to test: two files, fifty codes, and runs that make them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.manifest import Manifest
from formgen.run.manifest.tables import Tracked
from formgen.run.stores.store import Store

FIRST, SECOND = PurePosixPath("申报表/01_张三.docx"), PurePosixPath("申报表/02_李四.docx")
CODES = {f"AB{number:08}": Tracked("推荐表", f"{number:016x}") for number in range(50)}


def made(store: Store, path: PurePosixPath, content: bytes, inputs: str = "aa") -> Artifact:
    """Write a file as a run does."""
    written = store.write(path, content)
    digest = hashlib.sha256(content).hexdigest()
    return Artifact("申报表", path, digest, inputs, written.size, written.modified, '{"n":1}')


def run(store: Store, files: Mapping[PurePosixPath, bytes]) -> None:
    """A run that makes files and is completed."""
    with Manifest.open(store, "x") as manifest:
        manifest.begin()
        manifest.record(made(store, path, content) for path, content in files.items())
        manifest.complete("same", '{"made":2}')


def reopened(store: Store) -> Manifest:
    return Manifest.open(store, "x")
