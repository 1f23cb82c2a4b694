"""The tables of a manifest in SQLite: made, opened, read where damaged; errors explained."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from formgen.problems import OutputError, os_reason

VERSION = 1
"""Of the tables; a later one is refused, because what it means is not known."""
_TABLES = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # With row numbers: rows are written in the order of the plan, and only the index at random.
    "CREATE TABLE artifacts (key BLOB NOT NULL UNIQUE, document TEXT NOT NULL,"
    " digest BLOB NOT NULL, inputs TEXT NOT NULL, size INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, notes TEXT NOT NULL, run INTEGER NOT NULL)",
    "CREATE TABLE lists (key BLOB PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID",
    # With row numbers, so that a damaged table can be read from both its ends.
    "CREATE TABLE tracking (code TEXT NOT NULL UNIQUE, document TEXT NOT NULL,"
    " entry TEXT NOT NULL)",
)
_NAMES = frozenset({"about", "artifacts", "lists", "tracking"})
_PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""
_CACHE = 8192
"""KB of the file that are held in memory."""
_CHECKED = 16 * 2**20
"""Bytes up to which a file is checked whole when it is opened, which takes 1 ms for 200 KB."""
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_JOURNAL = "-journal"


class DamagedError(Exception):
    """The file is no manifest, or what is in it cannot be read."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A paper that carries a code in its footer."""

    document: str
    entry: str
    """Identifier of the entry it is made of; the manifest holds no names."""


def connect(file: Path, place: str, *, reading: bool = False) -> sqlite3.Connection:
    """Open a manifest, or make one where there is none.

    Args:
        file: its path; the folder is there.
        place: how the user is told where it is.
        reading: nothing is made or written, and nobody is waited for.

    Raises:
        DamagedError: it is no manifest, or damaged.
        OutputError: it cannot be opened, or is of a later version.
    """
    connection = None
    try:
        with explained(place):
            address = f"{file.absolute().as_uri()}?mode={'ro' if reading else 'rwc'}"
            patience = 0.0 if reading else _PATIENCE
            connection = sqlite3.connect(address, patience, isolation_level=None, uri=True)
            _prepare(connection, place)
            if file.stat().st_size <= _CHECKED:
                _check(connection)
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return connection


@contextlib.contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Raises:
        DamagedError: the file is damaged.
        OutputError: it cannot be read or written; says what to do.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except OSError as error:  # its folder has been taken away meanwhile
        raise OutputError(f"生成记录“{place}”写不进去：{os_reason(error)}", hint=_LOOK) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _CORRUPT:
            raise DamagedError(str(error)) from error
        reason, hint = _REASONS.get(code, (str(error), _LOOK))
        raise OutputError(f"生成记录“{place}”{reason}", hint=hint) from error


_LOOK = "请检查磁盘空间和文件夹，或用 -o 换一个位置"
_UPGRADE = "请升级 formgen，或用 -o 换一个位置"
_WAIT = "请等另一次运行结束后再试"
_REASONS = {
    sqlite3.SQLITE_FULL: ("写不进去：磁盘满了", _LOOK),
    sqlite3.SQLITE_IOERR: ("读写出错，可能是磁盘满了或已断开", _LOOK),
    sqlite3.SQLITE_READONLY: ("写不进去：没有权限，或磁盘是只读的", _LOOK),
    sqlite3.SQLITE_CANTOPEN: ("打不开：没有权限，或磁盘是只读的、已满", _LOOK),
    sqlite3.SQLITE_PERM: ("打不开：没有权限", _LOOK),
    sqlite3.SQLITE_AUTH: ("打不开：没有权限", _LOOK),
    sqlite3.SQLITE_BUSY: ("正被另一次运行使用", _WAIT),
    sqlite3.SQLITE_LOCKED: ("正被另一次运行使用", _WAIT),
    sqlite3.SQLITE_PROTOCOL: ("正被另一次运行使用", _WAIT),
}


def set_aside(file: Path) -> Path:
    """Rename a damaged file, so that nothing in it is lost; earlier ones stay too.

    Raises:
        OSError: it cannot be renamed.
    """
    number, target = 1, file.with_suffix(".damaged")
    while target.exists():
        number += 1
        target = file.with_name(f"{file.stem}-{number}.damaged")
    file.replace(target)
    with contextlib.suppress(FileNotFoundError):
        Path(f"{file}{_JOURNAL}").replace(f"{target}{_JOURNAL}")
    return target


def salvaged(file: Path) -> tuple[dict[str, Tracked], bool]:
    """The tracking codes of a damaged file as far as they can be read.

    Returns:
        Them, and whether they are all.
    """
    found: dict[str, Tracked] = {}
    whole = True
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return {}, False
    with contextlib.closing(connection):
        for query in (
            "SELECT code, document, entry FROM tracking ORDER BY rowid",
            "SELECT code, document, entry FROM tracking ORDER BY rowid DESC",
        ):
            try:
                for code, document, entry in connection.execute(query):
                    if all(isinstance(one, str) for one in (code, document, entry)):
                        found[code] = Tracked(document, entry)
            except sqlite3.Error:
                whole = False
    return found, whole


def _prepare(connection: sqlite3.Connection, place: str) -> None:
    """Set how the file is written, and make its tables where it is new.

    The rollback journal works on network folders, where the write-ahead log does not. A killed
    process loses nothing by NORMAL; a power cut may lose the last half second.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = {-_CACHE}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise OutputError(f"生成记录“{place}”是更新版本的 formgen 写的", hint=_UPGRADE)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    if not version and not tables:
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    elif not version or not tables >= _NAMES:
        raise DamagedError("no manifest")


def _check(connection: sqlite3.Connection) -> None:
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise DamagedError(said)
