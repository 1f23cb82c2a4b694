"""Files that come among the returned forms and are none: broken, locked, empty, foreign, huge."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.collect.sources.test_converting import compound
from tests.word.making import docx, row, table

HUGE = 100 * 2**20


def broken(content: bytes) -> bytes:
    """A file that was not sent to its end."""
    return content[: len(content) // 2]


def encrypted() -> bytes:
    """What Word makes of a file with a password (MS-OFFCRYPTO, 2.1)."""
    return compound(("EncryptionInfo", bytes(4096)), ("EncryptedPackage", bytes(8192)))


def foreign() -> bytes:
    """A Word file of something else: the minutes of a meeting."""
    return docx(
        "会议纪要",
        "会议于上午九时开始，讨论了下一步工作安排。",
        table(
            row("时间", "地点", "主持人"),
            row("1月8日", "第二会议室", "略"),
            widths=(2000, 2000, 2000),
        ),
    )


def write_huge(path: Path) -> None:
    """A Word file of 100 MB, nearly all of it a part that no form has."""
    buffer = io.BytesIO(foreign())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/image1.bmp", b"BM" + bytes(HUGE))
    path.write_bytes(buffer.getvalue())
