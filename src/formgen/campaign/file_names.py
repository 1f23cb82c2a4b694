"""What a name may not be if files or folders are called by it on Windows, macOS and Linux."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 180
"""Longest stem in UTF-8 bytes; file systems allow 255 with the ending."""

_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(?:\.|$)")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device, as it does with endings too: nul.docx, con .x."""
    return _DEVICE.match(name) is not None


def is_invisible(character: str) -> bool:
    """Whether a character is a control, a mark without a shape or half of a surrogate pair."""
    return not character.isprintable() and unicodedata.category(character) in _INVISIBLE


def refused(name: str) -> str:
    """Why a name may not be that of a folder, in Chinese; empty if it may."""
    if not name or name != name.strip(" .\n\r\t") or name.startswith("~$"):
        return "不能作文件夹名"
    if any(c in '\\/:*?"<>|' or is_invisible(c) for c in name):
        return "不能作文件夹名"
    if is_device(name):
        return "不能作文件夹名：Windows 把它留给设备用"
    if len(name.encode()) > MAX_NAME_BYTES:
        return f"不能作文件夹名：太长，最多 {MAX_NAME_BYTES // 3} 个汉字"
    return ""
