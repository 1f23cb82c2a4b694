"""A zip file → the passages of the files in it, of their names, and of its own comments."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

from formgen.ooxml import PackageError
from formgen.ooxml.package import MAX_TOTAL_BYTES, ZIP_DAMAGE, check_bounds
from formgen.publish.leaks.model import Files, Level, Passage
from formgen.publish.leaks.office import office_passages
from formgen.publish.leaks.raw import decoded, raw_passages


def archive_passages(content: bytes, files: Files) -> Iterator[Passage]:
    """Everything in an archive; of an Office file its parts by their meaning."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_bounds(archive, MAX_TOTAL_BYTES)
            entries = archive.infolist()
            comment = archive.comment
            parts = {one.filename: archive.read(one) for one in entries if not one.is_dir()}
    except PackageError as error:
        yield Passage("文件", error.reason, Level.CLOSED)
        return
    except (*ZIP_DAMAGE, ValueError, OSError):
        yield Passage("文件", "文件已损坏", Level.CLOSED)
        return
    yield from _bytes("压缩包的注释", comment)
    for entry in entries:
        yield from _bytes(f"压缩包里 {entry.filename} 的注释", entry.comment)
    if "[Content_Types].xml" in parts:
        names = [name for name in parts if not name.isascii()]
        yield Passage("部件的名称", "\n".join(names))
        yield Passage("部件的名称", "\n".join(parts), Level.CODE)
        yield from office_passages(parts, files)
    else:
        for name, part in parts.items():
            yield Passage("压缩包里的文件名", _name(name))
            for passage in files(name, part):
                yield passage.inside(f"压缩包里的 {name} ")
    yield from raw_passages("文件结构", _without_entries(content, entries))


_HEADER = struct.Struct("<26xHH")
"""A local header: lengths of the name and the extra field (APPNOTE 4.3.7)."""


def _without_entries(content: bytes, entries: Sequence[zipfile.ZipInfo]) -> bytes:
    """Headers, extra fields, and what no entry covers: the rest has been unpacked."""
    kept, position = [], 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name, extra = _HEADER.unpack_from(content, entry.header_offset)
        start = entry.header_offset + 30 + name + extra
        kept.append(content[position:start])
        position = start + entry.compress_size
    return b"\0".join([*kept, content[position:]])


def _bytes(where: str, content: bytes) -> Iterator[Passage]:
    if content and (text := decoded(content)) is not None:
        yield Passage(where, text)


def _name(name: str) -> str:
    """A name, with what it is in GB 18030 where nothing says that it is UTF-8."""
    try:
        return f"{name}\n{name.encode('cp437').decode('gb18030')}"
    except UnicodeError:
        return name
