"""Everything on disk that a build reads → one fingerprint, without reading the data.

A file counts by its name, size and times, as the system tells them. Not seen is only a change that
leaves all of them as they were: of the same length, and within the same tick of the file system's
clock (4 ms on Linux, 2 s on FAT) as the change before. Setting the time of modification back does
not hide a change where the system keeps a time of change of its own (Linux, macOS). Not looked at
is what is installed beside Python: LibreOffice, and the fonts that it finds by itself.

Only light modules are imported here: this runs before anything else is known to be needed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_WHOLE = 256 * 1024
"""Files of the program up to this size, in bytes, count by their content; typefaces are larger."""
_COMPILED = "__pycache__"
LIBRARIES = frozenset(
    (
        "chinesecalendar",
        "cryptography",
        "deflate",
        "docxtpl",
        "fonttools",
        "jinja2",
        "lxml",
        "markupsafe",
        "openpyxl",
        "pillow",
        "pydantic",
        "pydantic-core",
        "pydyf",
        "pylopdf-fonts-zh-cn",
        "pymediainfo",
        "pypdf",
        "python-docx",
        "rapidfuzz",
        "segno",
        "uharfbuzz",
        "weasyprint",
    )
)
"""Distributions whose version may show in the papers, or in what is said of the data."""
_RECORDS = (".dist-info", ".egg-info")
"""How the folders end that say which version of a distribution is installed."""
COMMON_TEMPLATES = "通用"
"""The folder of templates that serve every campaign."""


def build_fingerprint(
    folder: Path, campaign_id: str, output: Path, extra: Sequence[Path], wishes: str
) -> str:
    """The fingerprint of a build: of its campaign folder, templates, and what the user named.

    Args:
        folder: the campaign folder.
        campaign_id: of the campaign.
        output: the campaign's own output folder, left out where it lies inside another.
        extra: folders of fonts, the chosen list.
        wishes: all that was asked for, as a text.
    """
    templates = (Path("templates", campaign_id), Path("templates", COMMON_TEMPLATES))
    return fingerprint(folder, (*templates, *extra), wishes, output)


def fingerprint(
    folder: Path, extra: Sequence[Path], wishes: str, output: Path | None = None
) -> str:
    """The fingerprint of folders and files: equal as long as nothing in them has changed.

    Args:
        folder: the campaign folder.
        extra: further folders and files; they need not exist, and their order counts.
        wishes: all else that a run depends on.
        output: a folder that is left out.

    Returns:
        64 hexadecimal digits. Where a folder cannot be read, or a link leads to a folder outside,
        random ones: the fingerprint of no other run.
    """
    left_out = os.path.realpath(output) if output is not None else ""
    whole = hashlib.sha256()
    for text in (program(), wishes):
        whole.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    try:
        for path in (folder, *extra):
            whole.update(_state(os.path.realpath(path), left_out))
    except _DoubtError:
        return os.urandom(32).hex()
    return whole.hexdigest()


@cache
def program() -> str:
    """The program as it is installed: a digest of its files and of its libraries' versions.

    Equal in every process of one installation; compiled Python files do not count.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(_versions(sys.path)):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\n")
    for root in (_PACKAGE, _PACKAGE.parents[1] / "templates"):  # beside the package in a checkout
        digest.update(_sum(_program_files(str(root))).to_bytes(40, "big"))
    return digest.hexdigest()


class _DoubtError(Exception):
    """What a build reads cannot be told for certain."""


def _state(path: str, left_out: str) -> bytes:
    """The digest of a file's state, or of all there is in a folder.

    Raises:
        _DoubtError: it cannot be told.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of files: no object for each
    except OSError as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return _mark(b"absent")
        raise _DoubtError from error
    if not stat.S_ISDIR(status.st_mode):
        return _mark(f"file\0{_times(status)}".encode())
    if path == left_out:
        raise _DoubtError
    lines = _contents(path, left_out)
    return _sum(line.encode("utf-8", "surrogateescape") for line in lines).to_bytes(40, "big")


def _sum(lines: Iterable[bytes]) -> int:
    """The sum of the lines' digests: the same in any order, so that no folder has to be sorted."""
    return sum(int.from_bytes(_mark(line), "big") for line in lines)


def _mark(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=32).digest()


def _contents(root: str, left_out: str) -> Iterator[str]:
    """A line for everything in a folder.

    Raises:
        _DoubtError: something cannot be told.
    """
    folders = [root]
    try:
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    name = entry.path[len(root) :]
                    if stat.S_ISDIR(status.st_mode):
                        if entry.path == left_out:
                            continue
                        folders.append(entry.path)
                        yield f"folder\0{name}"
                    elif stat.S_ISLNK(status.st_mode):
                        yield f"link\0{name}\0{_linked(entry.path, root, left_out)}"
                    else:
                        yield f"{name}\0{_times(status)}"
    except OSError as error:
        raise _DoubtError from error


def _linked(path: str, root: str, left_out: str) -> str:
    """Where a link leads, and the state of the file there; folders are seen where they lie.

    Raises:
        _DoubtError: it leads to a folder that is seen nowhere.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)  # noqa: PTH116 - as above
    except FileNotFoundError:
        return f"{target}\0absent"
    if not stat.S_ISDIR(status.st_mode):
        return f"{target}\0{_times(status)}"
    if not _inside(target, root) or (left_out and _inside(target, left_out)):
        raise _DoubtError
    return target


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _times(status: os.stat_result) -> str:
    """Kind, permissions, size and times of a file."""
    return f"{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}"


def _versions(folders: Sequence[str]) -> Iterator[str]:
    """The names, version included, of the installed distributions that count."""
    for folder in folders:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is asked for
        except OSError:  # a ZIP archive, or a folder that is not there
            continue
        for name in names:
            if name.endswith(_RECORDS):
                distribution = name.partition("-")[0].lower().replace("_", "-").replace(".", "-")
                if distribution in LIBRARIES:
                    yield name


def _program_files(root: str) -> Iterator[bytes]:
    """A line for every file of the program."""
    folders = [root] if os.path.isdir(root) else []  # noqa: PTH112 - as above
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    name = entry.path[len(root) :].encode("utf-8", "surrogateescape")
                    yield name + b"\0" + _program_file(entry.path)
                elif entry.name != _COMPILED:
                    folders.append(entry.path)


def _program_file(path: str) -> bytes:
    """The bytes of a file of the program; of a large one its size and time."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        status = os.fstat(file.fileno())
        if status.st_size > _WHOLE:
            return f"{status.st_size}\0{status.st_mtime_ns}".encode()
        return file.read()
