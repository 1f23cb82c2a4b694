"""What runs made: hashes of files and of what they were made from, in one SQLite file.

No path or name stands in it in clear: a file is known by a keyed digest of its path.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self

from formgen.problems import OutputError
from formgen.run.manifest.artifacts import Artifact
from formgen.run.manifest.earlier import LISTS_JSON, MANIFEST_JSON, JsonManifest
from formgen.run.manifest.file import ManifestFile
from formgen.run.manifest.home import MANIFEST, ReaderHome
from formgen.run.manifest.tables import Tracked
from formgen.run.stores.store import FolderStore, Store

_KEY_BYTES = 16
_GET = "SELECT document, digest, inputs, size, modified, notes FROM artifacts WHERE key = ?"
_PUT = (
    "INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
    " document = excluded.document, digest = excluded.digest, inputs = excluded.inputs,"
    " size = excluded.size, modified = excluded.modified, notes = excluded.notes,"
    " run = excluded.run"
)
_OLD = "INSERT OR IGNORE INTO artifacts VALUES (?, '', ?, '', 0, 0, '', 0)"
"""What an earlier formgen made: of a run before all."""
_LIST = "INSERT OR REPLACE INTO lists VALUES (?, ?)"
_OLD_LIST = "INSERT OR IGNORE INTO lists VALUES (?, ?)"


class Manifest:
    """What runs made in a store; to be closed, and used only while the store is locked."""

    def __init__(self, store: Store, file: ManifestFile) -> None:
        self._store, self._file = store, file
        self.salt: bytes = file.about("salt")
        """Random, of this manifest; keys digests of what must not be guessed."""
        self._run: int = file.about("run") or 0

    @classmethod
    def open(cls, store: Store, campaign_id: str) -> Manifest:
        """Open a store's manifest, or make one; those of an earlier formgen are taken over.

        A damaged one is set aside, and `notices` says so.

        Args:
            store: of the campaign's output, which is locked.
            campaign_id: of the campaign.

        Raises:
            OutputError: it cannot be read or written, or is of a later version.
        """
        file = ManifestFile(store, campaign_id)
        try:
            manifest = cls(store, file)
            manifest._take_over(MANIFEST_JSON)
            manifest._take_over(LISTS_JSON)
        except BaseException:
            file.end()
            raise
        return manifest

    @classmethod
    def peek(cls, store: FolderStore, fingerprint: str) -> str | None:
        """As `completed`, for a reader without the lock, who neither writes nor waits.

        Returns:
            The summary; None also on any doubt, as where another run is writing.
        """
        try:
            with cls(store, ManifestFile(store, "", ReaderHome(store))) as manifest:
                return manifest.completed(fingerprint)
        except OutputError:
            return None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user must know of the manifest: Chinese sentences."""
        return self._file.notices

    @staticmethod
    def exists(store: Store) -> bool:
        """Whether anything is known of earlier runs, without making a manifest."""
        files = (MANIFEST, MANIFEST_JSON, LISTS_JSON)
        return any(store.state(file) is not None for file in files)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except OutputError:
            if error is None:  # else what broke the run off is what the user must know
                raise

    def close(self) -> None:
        """Write everything and close the file.

        Raises:
            OutputError: it cannot be written.
        """
        self._file.close()

    def begin(self) -> None:
        """Begin a new run: what earlier ones made is not of this one until made or kept.

        Raises:
            OutputError: it cannot be written.
        """
        self._run += 1
        ended = [("fingerprint",), ("summary",), ("count",)]
        self._file.write("DELETE FROM about WHERE name = ?", ended)
        self._file.note("run", self._run)
        self._file.commit()

    def record(self, artifacts: Iterable[Artifact]) -> None:
        """Note what this run made; also of an empty list, what is due is committed.

        Raises:
            OutputError: it cannot be written.
        """
        if rows := [self._row(one) for one in artifacts]:
            self._file.write(_PUT, rows)
        self._file.commit(due=True)

    def keep(self, artifacts: Iterable[Artifact]) -> None:
        """Note what belongs to this run though it was not made anew.

        Raises:
            OutputError: it cannot be written.
        """
        self.record(artifacts)

    def current(self, path: PurePosixPath, inputs: str) -> Artifact | None:
        """What was made of the same inputs and still is as it was written.

        Where only its time differs, as in a folder that was copied, the bytes are compared.

        Raises:
            OutputError: the manifest cannot be read.
        """
        row = self._file.ask(_GET, self._key(path))
        if row is None or not inputs or row[2] != inputs:
            return None
        known = Artifact(row[0], path, row[1].hex(), *row[2:])
        found = self._store.state(path)
        if found is None or found.size != known.size:
            return None
        if found.modified == known.modified:
            return known
        try:
            digest = hashlib.sha256(self._store.read(path)).hexdigest()
        except OutputError:
            return None
        return replace(known, modified=found.modified) if digest == known.digest else None

    def knows(self, path: PurePosixPath) -> bool:
        """Whether some run noted what it made a file of; the file may be gone or changed.

        Raises:
            OutputError: the manifest cannot be read.
        """
        row = self._file.ask(_GET, self._key(path))
        return row is not None and bool(row[2])

    def earlier(self) -> Iterator[tuple[PurePosixPath, str]]:
        """Files still there that earlier runs made and this one neither made nor kept.

        Returns:
            Path and SHA-256, hexadecimal, of each, in no certain order.

        Raises:
            OutputError: the manifest or the folder cannot be read.
        """
        query = "SELECT digest FROM artifacts WHERE key = ? AND run <> ?"
        for path in self._store.names():
            row = self._file.ask(query, self._key(path), self._run)
            if row is not None:
                yield path, row[0].hex()

    def forget(self, path: PurePosixPath) -> None:
        """Forget a file.

        Raises:
            OutputError: it cannot be written.
        """
        self._file.write("DELETE FROM artifacts WHERE key = ?", [(self._key(path),)])

    def tracking(self) -> dict[str, Tracked]:
        """What each code in a footer stands for.

        Raises:
            OutputError: the manifest cannot be read.
        """
        rows = self._file.rows("SELECT code, document, entry FROM tracking")
        return {code: Tracked(document, entry) for code, document, entry in rows}

    def track(self, codes: Mapping[str, Tracked]) -> None:
        """Note what codes stand for, at once: papers that carry them may be stamped.

        Raises:
            OutputError: it cannot be written.
        """
        self._file.track(codes)

    def complete(self, fingerprint: str, summary: str) -> None:
        """Note that the run is whole.

        Args:
            fingerprint: of all inputs and wishes.
            summary: JSON without personal data, for `completed`.

        Raises:
            OutputError: it cannot be written.
        """
        made = self._file.ask("SELECT count(*) FROM artifacts WHERE run = ?", self._run)
        self._file.note("fingerprint", fingerprint)
        self._file.note("summary", summary)
        self._file.note("count", made[0] if made else 0)
        self._file.commit()

    def completed(self, fingerprint: str) -> str | None:
        """The summary of the last run, if it was whole, of these inputs, and all is still there.

        Sizes and times of the files are compared, not their bytes.

        Raises:
            OutputError: the manifest or the folder cannot be read.
        """
        if self._file.about("fingerprint") != fingerprint:
            return None
        summary, count, found = self._file.about("summary"), self._file.about("count"), 0
        query = "SELECT size, modified FROM artifacts WHERE key = ? AND run = ?"
        for path, written in self._store.files():
            row = self._file.ask(query, self._key(path), self._run)
            if row is not None:
                if row != (written.size, written.modified):
                    return None
                found += 1
        return str(summary) if found == count else None

    def lists(self, folder: str) -> Iterator[tuple[PurePosixPath, str]]:
        """Lists of problems still there that were noted.

        Args:
            folder: they are in.

        Returns:
            Path and SHA-256, hexadecimal, of each, in no certain order.

        Raises:
            OutputError: the manifest or the folder cannot be read.
        """
        for name in self._store.inner(folder).names():
            path = PurePosixPath(folder, name)
            row = self._file.ask("SELECT digest FROM lists WHERE key = ?", self._key(path))
            if row is not None:
                yield path, row[0].hex()

    def note_list(self, path: PurePosixPath, digest: str) -> None:
        """Note a list of problems, at once, before it is written: it must not be sent later.

        Raises:
            OutputError: it cannot be written.
        """
        self._file.write(_LIST, [(self._key(path), bytes.fromhex(digest))])
        self._file.commit()

    def _key(self, path: PurePosixPath) -> bytes:
        name = unicodedata.normalize("NFC", str(path)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(name, digest_size=_KEY_BYTES, key=self.salt).digest()

    def _row(self, one: Artifact) -> tuple[object, ...]:
        key, digest = self._key(one.path), bytes.fromhex(one.digest)
        told = (one.inputs, one.size, one.modified, one.notes)
        return (key, one.document, digest, *told, self._run)

    def _take_over(self, path: PurePosixPath) -> None:
        """Take over what an earlier formgen noted in a file, where nothing newer is known."""
        found = JsonManifest.of(self._store, path)
        if found is None:
            return
        earlier = found.read()
        made = earlier.artifacts.items()
        rows = ((self._key(file), bytes.fromhex(digest)) for file, digest in made)
        self._file.write(_OLD if path == MANIFEST_JSON else _OLD_LIST, rows)
        self._file.track(earlier.tracking)
        name = found.remove(self._store, keep=earlier.damaged)
        if name:
            self._file.tell(f"旧的生成记录 {path.name} 损坏，已改名为 {name}，里面的内容没有取回")
