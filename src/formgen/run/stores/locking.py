"""One run at a time in a campaign's output: who holds it is said to the second."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from filelock import FileLock, Timeout

from formgen.problems import OutputError, os_reason
from formgen.run.stores.holder import Holder, held
from formgen.run.stores.object_lock import object_locked
from formgen.run.stores.object_store import ObjectStore
from formgen.run.stores.store import OWN_FOLDER, FolderStore, Store

LOCK = PurePosixPath(OWN_FOLDER, "lock")
_HOLDER = PurePosixPath(OWN_FOLDER, "holder.json")
"""Beside the lock, which some systems let nobody else read while it is held."""


@contextlib.contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold a campaign's output; the operating system lets go of a folder whose holder died.

    Worker processes may be made while it is held: they do not hold it with this one, whether they
    are forked (filelock closes the file in them) or start anew.

    Args:
        store: of the campaign's output.

    Raises:
        OutputError: another run holds it; says which machine and process, and since when.
    """
    if isinstance(store, FolderStore):
        with _folder_locked(store):
            yield
    elif isinstance(store, ObjectStore):
        with object_locked(store):
            yield
    else:
        raise TypeError(store)


@contextlib.contextmanager
def _folder_locked(store: FolderStore) -> Iterator[None]:
    store.make_private(LOCK)
    lock = FileLock(store.root / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise held(store, _holder(store)) from None
    except OSError as error:
        raise OutputError(
            f"“{store.place(LOCK)}”写不进去：{os_reason(error)}",
            hint="请检查磁盘空间和文件夹，或用 -o 换一个位置",
        ) from error
    try:
        store.write(_HOLDER, Holder.here().told())
        yield
    finally:
        with contextlib.suppress(OSError):
            (store.root / _HOLDER).unlink()
        lock.release()


def _holder(store: FolderStore) -> Holder | None:
    try:
        return Holder.read(store.read(_HOLDER))
    except OutputError:  # it has only just begun, or is about to end
        return None
