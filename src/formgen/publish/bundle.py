"""The files of a publication → what the web office needs beside them: index, checksums, a zip."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from formgen.ooxml import ZipPart, deflate, stored, write_zip
from formgen.publish.list_files import json_bytes, list_head
from formgen.publish.listing import PublicList

INDEX = "目录.json"
CHECKSUMS = "SHA256SUMS"
ARCHIVE = "网站发布包.zip"

_LANGUAGE = "zh-CN"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
}
"""As registered with IANA; written out, because the tables of machines differ."""
_UNKNOWN = "application/octet-stream"
_PACKED = frozenset({".docx", ".xlsx", ".pdf"})
"""What deflating again makes no smaller."""


def bundle(
    title: str, campaign_id: str, files: Sequence[tuple[str, bytes]], lists: Sequence[PublicList]
) -> list[tuple[str, bytes]]:
    """What is added to the files of a publication: 目录.json, SHA256SUMS and the zip of all.

    目录.json says what there is, for a program that puts it on a site:

    - `标题`: of the publication; `活动编号`: the campaign's identifier
    - `名单`: a list a public document, each with what `list_head` says: `活动`, `标题`, `总数`,
      `公示时间` and whatever else the document says of itself
    - `文件`: in the order given, each with `名称`, `文书` (the name without ending: the formats of
      one document share it), `媒体类型` (IANA), `语言` (BCP 47), `字节数` and `SHA-256`
      (hexadecimal, lower case)

    Further keys may come, these stay. SHA256SUMS covers the files and the index, as
    `sha256sum --check` reads it; the zip holds all of these at its top level, names in UTF-8.
    Equal files give equal bytes, for no date is kept.

    Args:
        title: of the publication.
        campaign_id: the campaign's identifier.
        files: name and content; the names without folders.
        lists: the lists of names in these files.

    Returns:
        Name and content of the three files added, the files given not among them.

    Raises:
        ValueError: a name is no plain file name or stands twice; two labels of a list are
            alike; or more than 4 GiB.
    """
    _check_names([name for name, _ in files])
    index = json_bytes(
        {
            "标题": title,
            "活动编号": campaign_id,
            "名单": [list_head(names) for names in lists],
            "文件": [_described(name, content) for name, content in files],
        }
    )
    listed = [*files, (INDEX, index)]
    sums = "".join(f"{_digest(content)}  {name}\n" for name, content in listed).encode()
    parts = (_part(name, content) for name, content in [*listed, (CHECKSUMS, sums)])
    return [(INDEX, index), (CHECKSUMS, sums), (ARCHIVE, write_zip(parts))]


def _check_names(names: Sequence[str]) -> None:
    """Refuse what sha256sum would have to escape, or an unpacked zip overwrite.

    File systems of Windows and macOS take names for one that differ in case only.
    """
    taken = {INDEX.casefold(), CHECKSUMS.casefold(), ARCHIVE.casefold()}
    for name in names:
        plain = not any(unicodedata.category(one) == "Cc" or one in "/\\" for one in name)
        if not plain or name in ("", ".", ".."):
            raise ValueError(f"no plain file name: {name!r}")
        if name.casefold() in taken:
            raise ValueError(f"two files of one name: {name!r}")
        taken.add(name.casefold())


def _described(name: str, content: bytes) -> dict[str, str | int]:
    path = PurePosixPath(name)
    return {
        "名称": name,
        "文书": path.stem,
        "媒体类型": _MEDIA_TYPES.get(path.suffix.lower(), _UNKNOWN),
        "语言": _LANGUAGE,
        "字节数": len(content),
        "SHA-256": _digest(content),
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _part(name: str, content: bytes) -> ZipPart:
    packed = PurePosixPath(name).suffix.lower() in _PACKED
    return stored(name, content) if packed else deflate(name, content)
