"""A file ending that is no table this program reads → what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx"
_FILL_IN = "请把内容填进 .xlsx 或 .csv"
_UNPACK = "请先解压，再放进来"

SPREADSHEETS: Mapping[str, tuple[str, str]] = {
    ".xls": ("旧版 Excel 表格", _SAVE_AS_XLSX),
    ".xlsm": ("带宏的 Excel 表格", _SAVE_AS_XLSX),
    ".xlsb": ("二进制 Excel 表格", _SAVE_AS_XLSX),
    ".xltx": ("Excel 模板", _SAVE_AS_XLSX),
    ".et": ("WPS 表格", _SAVE_AS_XLSX),
    ".ett": ("WPS 表格模板", _SAVE_AS_XLSX),
    ".ods": ("OpenDocument 表格", _SAVE_AS_XLSX),
    ".numbers": ("Numbers 表格", "请在 Numbers 里导出为 .xlsx"),
}
"""Tables of other programs."""

ARCHIVES: Mapping[str, tuple[str, str]] = {
    ".zip": ("压缩包", _UNPACK),
    ".rar": ("压缩包", _UNPACK),
    ".7z": ("压缩包", _UNPACK),
}
"""What may hold tables."""

DOCUMENTS: Mapping[str, tuple[str, str]] = {
    ".docx": ("Word 文档", _FILL_IN),
    ".doc": ("旧版 Word 文档", _FILL_IN),
    ".wps": ("WPS 文档", _FILL_IN),
    ".pdf": ("PDF", _FILL_IN),
    ".txt": ("文本文件", "如果里面是逗号或制表符隔开的表格，请把文件名改成 .csv"),
}
"""What people hand in instead of a table."""

OTHER_KINDS: Mapping[str, tuple[str, str]] = {**SPREADSHEETS, **ARCHIVES, **DOCUMENTS}
"""File ending, in lower case, to what it is and what people can do."""
