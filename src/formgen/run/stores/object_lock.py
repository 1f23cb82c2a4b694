"""The lock of an output in object storage: an object that its holder writes anew all the time."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import PurePosixPath

from formgen.problems import OutputError
from formgen.run.stores.holder import Holder, held
from formgen.run.stores.object_store import ObjectStore
from formgen.run.stores.store import OWN_FOLDER

LOCK = PurePosixPath(OWN_FOLDER, "lock")
STALE = 180.0
"""Seconds without a sign of life after which the holder is taken to have died."""
_BEAT = 20.0
"""Seconds between two signs of life."""
_SETTLE = 0.5
"""Seconds after which it is seen whether another took the lock at the same moment."""
_NANO = 10**9


@contextlib.contextmanager
def object_locked(store: ObjectStore) -> Iterator[None]:
    """Hold a campaign's output in object storage.

    Times are those of the storage, so that the clocks of two machines need not agree.

    Raises:
        OutputError: another run holds it; or, at the end, another took it over meanwhile because
            no sign of life reached the storage for some minutes.
    """
    mine = Holder.here()
    if not _taken(store, mine):
        raise held(store, _holder(store))
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(store, mine, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()
        kept = _released(store, mine)
    if not kept:
        raise OutputError(
            f"“{store.place()}”在运行中被另一次运行接手，结果可能不全",
            hint="请等另一次结束后再运行一次：已经做好的不会重做",
        )


def _taken(store: ObjectStore, mine: Holder) -> bool:
    """Whether the lock could be had."""
    if _is_stale(store):
        store.discard(LOCK)
    if not store.create(LOCK, mine.told()):
        return False
    threading.Event().wait(_SETTLE)
    return _holder(store) == mine


def _is_stale(store: ObjectStore) -> bool:
    """Whether there is a lock without a sign of life."""
    found = store.state(LOCK)
    if found is None:
        return False
    probe = LOCK.with_name(f"now-{os.urandom(8).hex()}")
    now = store.write(probe, b"?").modified
    store.discard(probe)
    return now - found.modified > STALE * _NANO


def _holder(store: ObjectStore) -> Holder | None:
    try:
        return Holder.read(store.read(LOCK))
    except OutputError:
        return None


def _beat(store: ObjectStore, mine: Holder, ended: threading.Event) -> None:
    """Write the lock anew while it is ours; a storage that does not answer is asked again."""
    while not ended.wait(_BEAT):
        with contextlib.suppress(OutputError):
            if Holder.read(store.read(LOCK)) != mine:
                return
            store.write(LOCK, mine.told())


def _released(store: ObjectStore, mine: Holder) -> bool:
    """Remove the lock; whether it was still ours."""
    with contextlib.suppress(OutputError):  # an unreachable one grows stale
        if store.state(LOCK) is None or Holder.read(store.read(LOCK)) != mine:
            return False
        store.discard(LOCK)
    return True
