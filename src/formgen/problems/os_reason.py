"""An operating system's error → a Chinese reason."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "找不到",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中间有一个是文件，不是文件夹",
    errno.EEXIST: "同名的文件挡住了",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "正被别的程序使用",
}


def os_reason(error: OSError) -> str:
    """Why a file could not be read or written."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
