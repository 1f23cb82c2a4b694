"""A manifest's file while it is open: statements, commits, and what to do where it is damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from formgen.problems import OutputError
from formgen.run.manifest.home import MANIFEST, FolderHome, Home
from formgen.run.manifest.tables import DamagedError, Tracked, connect, explained, salvaged
from formgen.run.stores.store import FolderStore, Store

_PAUSE = 0.5
"""Seconds between two commits of what can be made again."""
_SALT_BYTES = 32
_TRACK = (
    "INSERT INTO tracking VALUES (?, ?, ?) ON CONFLICT (code) DO UPDATE SET"
    " document = excluded.document, entry = excluded.entry"
)


class ManifestFile:
    """The file; every statement says in Chinese why it could not be done.

    A file that is found damaged is renamed, and what its codes stand for goes into a new one.
    """

    def __init__(self, store: Store, campaign_id: str, home: Home | None = None) -> None:
        """Open the file, or make one.

        Args:
            store: it lies in.
            campaign_id: of the campaign.
            home: that of a reader, who makes none.

        Raises:
            OutputError: it cannot be read or written, or is of a later version.
        """
        self.notices: tuple[str, ...] = ()
        """What the user must know of: Chinese sentences."""
        self._place = store.place(MANIFEST)
        self._reading = home is not None
        self._home = home or _home_of(store)
        self._connection: sqlite3.Connection | None = None
        self._committed = time.monotonic()
        try:
            self._open()
            if self.about("salt") is None:
                self.note("campaign", campaign_id)
                self.note("salt", os.urandom(_SALT_BYTES))
                self.commit()
        except BaseException:
            with contextlib.suppress(OutputError):
                self.end()
            raise

    def ask(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of an answer, if there is one."""
        with self._telling() as connection:
            row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
            return row

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """All rows of an answer."""
        with self._telling() as connection:
            yield from connection.execute(query)

    def write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Write rows; they last from the next commit on."""
        with self._telling() as connection:
            if not connection.in_transaction:
                connection.execute("BEGIN")
            connection.executemany(statement, rows)

    def commit(self, *, due: bool = False, now: bool = False) -> None:
        """Make what was written last.

        Args:
            due: only where that was not done just now.
            now: and bring it where it belongs, whatever that takes.
        """
        with self._telling() as connection:
            if due and time.monotonic() - self._committed < _PAUSE:
                return
            self._committed = time.monotonic()
            if connection.in_transaction:
                connection.execute("COMMIT")
                self._home.committed(now=now)

    def about(self, name: str) -> Any:
        """A single thing that was noted; None where it was not."""
        row = self.ask("SELECT value FROM about WHERE name = ?", name)
        return row[0] if row else None

    def note(self, name: str, value: bytes | str | int) -> None:
        """Note a single thing."""
        self.write("INSERT OR REPLACE INTO about VALUES (?, ?)", [(name, value)])

    def tell(self, notice: str) -> None:
        """Add to what the user must know of."""
        self.notices += (notice,)

    def track(self, codes: Mapping[str, Tracked]) -> None:
        """Note what codes stand for, at once: papers that carry them may be stamped."""
        self.write(_TRACK, ((code, one.document, one.entry) for code, one in codes.items()))
        self.commit(now=True)

    def close(self) -> None:
        """Write everything and close the file.

        Raises:
            OutputError: it cannot be written.
        """
        try:
            if self._connection is not None:
                self.commit()
        finally:
            self.end()

    def end(self) -> None:
        """Close the file; what was not committed is lost.

        Raises:
            OutputError: it cannot be sent where it belongs.
        """
        try:
            self._disconnect()
        finally:
            self._home.close()

    def _open(self) -> None:
        try:
            self._connection = connect(self._home.file, self._place, reading=self._reading)
        except DamagedError:
            self._renew()

    def _renew(self) -> None:
        """Go on with a new file, as if nothing were known but what the codes stand for.

        Raises:
            OutputError: the old one cannot be renamed, or a new one cannot be made.
        """
        aside, name = self._home.set_aside()
        codes, whole = salvaged(aside)
        self.tell(_said(self._place, name, len(codes), whole=whole))
        self._connection = connect(self._home.file, self._place)
        self.track(codes)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[sqlite3.Connection]:
        """Turn SQLite's errors into ours.

        Raises:
            OutputError: the file cannot be read or written, or was found damaged: the next run
                goes on with a new one.
        """
        if self._connection is None:
            raise ValueError("the manifest is closed")
        try:
            with explained(self._place):
                yield self._connection
        except DamagedError as error:
            self._disconnect()
            self._renew()
            hint = "；".join((*self.notices[-1:], "请再运行一次"))
            raise OutputError("生成记录在运行中损坏，已停下来", hint=hint) from error

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()


def _said(place: str, name: str, codes: int, *, whole: bool) -> str:
    head = f"生成记录“{place}”损坏，已改名为 {name}，按没有记录重新生成"
    if whole:
        return head + (f"；{codes} 个跟踪码都已取回" if codes else "")
    return (
        f"{head}；跟踪码取回了 {codes} 个，可能不全：用过 --tracking 的，请保留这个文件，"
        "重新打印前先收齐已盖章的表"
    )


def _home_of(store: Store) -> Home:
    """Where a store's manifest is worked on.

    Raises:
        OutputError: its folder cannot be made, or the file cannot be fetched.
    """
    if isinstance(store, FolderStore):
        return FolderHome(store)
    # What makes a temporary folder is slow to import, and most have no need of it.
    from formgen.run.manifest.copy_home import CopyHome  # noqa: PLC0415

    return CopyHome(store)
