"""A path that a user gave → the bytes of the file, if it is one that ends."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def regular_bytes(path: Path) -> bytes:
    """The bytes of a regular file: to read a pipe would wait for ever, a device never ends.

    Raises:
        OSError: it cannot be read, or is no such file; `os_reason` says why.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "不是普通的文件", os.fspath(path))
    return path.read_bytes()
