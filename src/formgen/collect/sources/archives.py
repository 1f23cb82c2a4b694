"""A zip archive → the files in it, one at a time; nothing is unpacked to the disk."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from formgen.collect.sources.names import entry_parts, natural, passed_over
from formgen.collect.sources.returned import Item, Refused, unreadable
from formgen.collect.sources.sorting import AGAIN, ENCRYPTED, damaged, is_archive, locked
from formgen.ooxml import PackageError
from formgen.ooxml.package import MAX_RATIO, ZIP_DAMAGE

MAX_FILE_BYTES = 64 * 2**20
"""Of one file, unpacked."""
MAX_ARCHIVE_BYTES = 2 * 2**30
"""Of all files of an archive together, unpacked, with those of the archives in it."""
MAX_ENTRIES = 20_000
RATIO_MATTERS = 32 * 2**20
"""Below this unpacked size even a perfect bomb does no harm."""
_MAX_DIRECTORY = 8 * 2**20
"""Bytes of an archive's directory, which is read as a whole: 400 a file."""
_DAMAGE = (*ZIP_DAMAGE, ValueError, OSError)
_END = struct.Struct("<4s4H2IH")
_END_REACH = 2**16 + _END.size
SMALLER = "请删去多余的图片，或只交填好的表"


def _too_many() -> PackageError:
    return PackageError("压缩包里的文件太多", "请只放交回的表，或分成几个压缩包")


@dataclass(slots=True)
class Budget:
    """What is still to be unpacked of an archive."""

    left: int = MAX_ARCHIVE_BYTES


def open_archive(stream: IO[bytes]) -> ZipFile:
    """A zip file, its directory within bounds.

    Raises:
        PackageError: it is damaged or holds too many files.
    """
    try:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(max(0, size - _END_REACH))
        tail = stream.read(_END_REACH)
        at = tail.rfind(b"PK\5\6")
        if at >= 0 and len(tail) - at >= _END.size:
            directory = _END.unpack_from(tail, at)[5]
            if directory > _MAX_DIRECTORY:
                raise _too_many()
        archive = ZipFile(stream)
    except _DAMAGE:
        raise damaged() from None
    if len(archive.infolist()) > MAX_ENTRIES:
        raise _too_many()
    return archive


def files_of(
    archive: ZipFile, file: str, folders: tuple[str, ...], budget: Budget, *, inner: bool = False
) -> Iterator[Item | Refused]:
    """The files of an archive, in the natural order of their names.

    Args:
        archive: to be read.
        file: its name as shown.
        folders: names of the folders above it.
        budget: what may be unpacked, shared with the archives around it.
        inner: whether it lies in another archive.
    """
    above = (*folders, PurePosixPath(file).stem)
    entries = [(entry_parts(info), info) for info in archive.infolist() if not info.is_dir()]
    wanted = [(parts, info) for parts, info in entries if not any(map(passed_over, parts))]
    if not wanted:
        yield unreadable(file, PackageError("压缩包里没有文件", "请单位重新发送"))
    elif all(info.flag_bits & ENCRYPTED for _, info in wanted):
        yield unreadable(file, PackageError("压缩包加了密码", "请向单位要密码，解压以后再收"))
    else:
        for parts, info in sorted(wanted, key=lambda entry: natural(entry[0])):
            name = "/".join((file, *parts))
            inside = (*above, *parts[:-1])
            try:
                content = _unpacked(archive, info, budget)
                nested = _nested(content)
            except PackageError as error:
                yield unreadable(name, error)
                continue
            if nested is None:
                yield Item(name, inside, content)
            elif inner:
                reason = PackageError("压缩包里套了两层压缩包，没有再打开", "请先解压，再收")
                yield unreadable(name, reason)
            else:
                with nested:
                    yield from files_of(nested, name, inside, budget, inner=True)


def _nested(content: bytes) -> ZipFile | None:
    """An archive in an archive; None for any other file.

    Raises:
        PackageError: it is a damaged one.
    """
    if not content.startswith(b"PK"):
        return None
    archive = open_archive(io.BytesIO(content))
    return archive if is_archive(archive) else None


def _unpacked(archive: ZipFile, info: ZipInfo, budget: Budget) -> bytes:
    """A file's bytes; zipfile reads none beyond the size declared.

    Raises:
        PackageError: encrypted, damaged, or beyond the bounds.
    """
    if info.flag_bits & ENCRYPTED:
        raise locked()
    if stat.S_ISLNK(info.external_attr >> 16):
        raise PackageError("是指向别处的链接，没有打开", "请放入文件本身")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PackageError("用了少见的压缩方法", "请先解压，或用系统自带的压缩功能重新压缩")
    if info.file_size > MAX_FILE_BYTES:
        raise too_large(info.file_size)
    if info.file_size > RATIO_MATTERS and info.file_size > MAX_RATIO * info.compress_size:
        raise PackageError("压缩得异常紧密，不像正常的文件", AGAIN)
    if info.file_size > budget.left:
        raise PackageError("压缩包里的文件合起来太大", "请分成几个压缩包，或解压以后再收")
    budget.left -= info.file_size
    try:
        return archive.read(info)
    except _DAMAGE:
        raise damaged() from None


def too_large(size: int) -> PackageError:
    """Why a file of that many bytes is not read."""
    megabytes, most = size / 2**20, MAX_FILE_BYTES // 2**20
    return PackageError(f"有 {megabytes:.0f} MB，超过了 {most} MB", SMALLER)
