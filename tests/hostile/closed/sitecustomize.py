"""Loaded by every Python that a closed run starts: no network, no file written outside the room."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from typing import Any

VIOLATION = 97
"""Exit code of a process that reached for what is closed."""
_ROOM = os.path.realpath(os.environ["FORMGEN_TEST_ROOM"]) + os.sep
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_ADDRESS_SPACE = 4 * 2**30
"""Bytes; a bomb that goes off ends the process that it goes off in, and not the machine."""
_LARGEST_FILE = 2**30
_NETWORK = frozenset({
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
    "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
})  # fmt: skip
_CHANGES = {
    "os.mkdir": 2, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.truncate": 0,
    "os.link": 2, "os.symlink": 2, "os.chmod": 2, "os.utime": 3,
}  # fmt: skip
"""Events of changes on the disk, and which argument is a folder the path is relative to."""


def _end(event: str, about: object) -> None:
    os.write(2, f"\nCLOSED: {event} {about!r}\n".encode(errors="replace"))
    os._exit(VIOLATION)


def _name(path: Any) -> str:
    return os.fsdecode(path)


def _is_allowed(path: object) -> bool:
    """Whether a path may be written: in the room, or nowhere at all."""
    if isinstance(path, int) or path is None:
        return True
    name = _name(path)
    if name in ("/dev/null", "/dev/tty") or "__pycache__" in name:
        return True
    folder, last = os.path.split(name)
    return f"{os.path.realpath(folder)}{os.sep}{last}".startswith(_ROOM)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        _end(event, arguments[:1])
    elif event in ("socket.connect", "socket.bind", "socket.sendto"):
        if isinstance(arguments[-1], tuple):  # a path is a socket on this machine
            _end(event, arguments[-1])
    elif event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING and not _is_allowed(arguments[0]):
            _end(event, arguments[0])
    elif event in _CHANGES:
        relative = arguments[_CHANGES[event] :]
        in_folder = any(isinstance(one, int) and one >= 0 for one in relative[:1])
        for path in arguments[: 2 if event in ("os.rename", "os.link") else 1]:
            if not (in_folder and not _name(path).startswith(os.sep)) and not _is_allowed(path):
                _end(event, path)
    elif event == "sqlite3.connect":
        name = _name(arguments[0])
        if name not in ("", ":memory:") and not name.startswith("file:") and not _is_allowed(name):
            _end(event, name)


def _close() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    watch: Callable[[str, tuple[object, ...]], None] = _watch
    sys.addaudithook(watch)


_close()
