"""A manifest in object storage: worked on in a private copy that is sent back now and then."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from formgen.run.manifest.home import MANIFEST, renamed, unwritable
from formgen.run.stores.store import Store

_PAUSE = 5.0
"""Seconds between two copies that are sent."""
_SHARE = 10
"""Sending takes at most one part in so many of the time."""


class CopyHome:
    """The file is fetched to a private folder of this machine, and sent back now and then."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = tempfile.TemporaryDirectory(prefix="formgen-")
        self._sent, self._took = time.monotonic(), 0.0
        self.file = Path(self._folder.name, MANIFEST.name)
        try:
            if store.state(MANIFEST) is not None:
                self.file.write_bytes(store.read(MANIFEST))
        except BaseException as error:
            self._folder.cleanup()
            if isinstance(error, OSError):
                raise unwritable(self.file, error) from error
            raise
        self._changed = False

    def committed(self, *, now: bool = False) -> None:
        """Send the file where that was not done just now; after a commit it is whole.

        Args:
            now: whether it is sent in any case, because of what must not be lost.
        """
        self._changed = True
        if now or time.monotonic() - self._sent >= max(_PAUSE, _SHARE * self._took):
            self._send()

    def set_aside(self) -> tuple[Path, str]:
        """Rename the copy, and store it under its new name."""
        aside = renamed(self.file)
        name, number = MANIFEST.with_name(aside.name), 1
        while self._store.state(name) is not None:
            number += 1
            name = MANIFEST.with_name(f"{MANIFEST.stem}-{number}.damaged")
        self._store.write(name, aside.read_bytes())
        self._changed = True
        return aside, name.name

    def close(self) -> None:
        """Send the file if anything in it changed, and remove the copy.

        Raises:
            OutputError: it cannot be sent.
        """
        try:
            if self._changed:
                self._send()
        finally:
            self._folder.cleanup()

    def _send(self) -> None:
        begun = time.monotonic()
        self._store.write(MANIFEST, self.file.read_bytes())
        self._sent = time.monotonic()
        self._took = self._sent - begun
        self._changed = False
