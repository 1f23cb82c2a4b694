"""Bytes → objects in storage that fsspec reaches, such as s3://bucket/folder; each whole."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from formgen.problems import EnvironmentLackError, OutputError, UsageError, os_reason
from formgen.run.stores.folder_store import OWN_FOLDER, Written, inside

_HERE = PurePosixPath()
_NANO = 10**9
_TIMES = ("mtime", "updated", "last_modified", "created")
"""What kinds of storage call the time of an object, the best first; that of S3 is apart."""
_LOCAL = ("file", "local")
_KINDS = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "memory")
"""Storage in which an object is there when it is whole."""
_PATIENCE = {"connect_timeout": 10, "read_timeout": 20, "retries": {"total_max_attempts": 1}}
"""Seconds and attempts for S3; s3fs tries five times by itself."""
_LONGEST = 200
"""Characters of a storage's own words that are told."""
_LOOK = "请检查网络、地址和访问权限，再运行一次：已经做好的不会重做"


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A place in object storage that artifacts are written to.

    Who may reach it is told by the environment, as the storage's own tools have it: for S3,
    AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for a server of one's own, AWS_ENDPOINT_URL.
    """

    address: str
    """Its URL, without a slash at the end."""

    @classmethod
    def at(cls, address: str) -> ObjectStore:
        """The store at a URL.

        Raises:
            UsageError: there is no such kind of URL.
            EnvironmentLackError: what reaches it is not installed.
        """
        kind, _, rest = address.partition("://")
        if kind.lower() in _LOCAL:
            raise UsageError(f"“{address}”是本机的文件夹", hint="请直接写文件夹，不加 file://")
        if "::" in address or not rest.strip("/"):
            raise UsageError(
                f"“{_plain(address)}”不是可以写入的地址", hint="请写成 s3://存储桶/目录"
            )
        if kind.lower() not in _KINDS:
            raise UsageError(
                f"“{_plain(address)}”不是对象存储的地址",
                hint="请写成 s3://存储桶/目录，或一个文件夹",
            )
        store = cls(address.rstrip("/"))
        store._reached()
        return store

    def inner(self, name: str) -> ObjectStore:
        """The store of a folder in it."""
        return ObjectStore(f"{self.address}/{inside(PurePosixPath(name))}")

    def write(self, path: PurePosixPath, content: bytes) -> Written:
        """Write an object; a reader sees the old one or the new one.

        Raises:
            OutputError: it cannot be written; says what to do.
        """
        files, target = self._at(path)
        with self._telling(path, "写不进去"):
            files.pipe_file(target, content)
            return _written(files.info(target))

    def create(self, path: PurePosixPath, content: bytes) -> bool:
        """Write an object only where none is there; some kinds of storage cannot tell.

        Returns:
            Whether it was written.

        Raises:
            OutputError: it cannot be written.
        """
        files, target = self._at(path)
        with self._telling(path, "写不进去"):
            try:
                files.pipe_file(target, content, mode="create")
            except FileExistsError:
                return False
            return True

    def state(self, path: PurePosixPath) -> Written | None:
        """Size and time of an object; None where none is there.

        Raises:
            OutputError: the storage does not answer.
        """
        files, target = self._at(path)
        with self._telling(path, "读不了"):
            try:
                info = files.info(target)
            except FileNotFoundError:
                return None
            return _written(info) if info["type"] == "file" else None

    def read(self, path: PurePosixPath) -> bytes:
        """The bytes of an object.

        Raises:
            OutputError: it cannot be read.
        """
        files, target = self._at(path)
        with self._telling(path, "读不了"):
            return bytes(files.cat_file(target))

    def remove(self, path: PurePosixPath, digest: str) -> bool:
        """Remove an object if it is still what was written: of that SHA-256, hexadecimal.

        Raises:
            OutputError: it cannot be removed.
        """
        files, target = self._at(path)
        with self._telling(path, "删不掉"):
            try:
                if hashlib.sha256(files.cat_file(target)).hexdigest() != digest:
                    return False
                files.rm_file(target)
            except FileNotFoundError:
                return False
            return True

    def discard(self, path: PurePosixPath) -> None:
        """Remove an object, whatever is in it.

        Raises:
            OutputError: it cannot be removed.
        """
        files, target = self._at(path)
        with self._telling(path, "删不掉"), contextlib.suppress(FileNotFoundError):
            files.rm_file(target)

    def files(self) -> Iterator[tuple[PurePosixPath, Written]]:
        """Every object, those that formgen keeps for itself excepted.

        The listing is held in memory as fsspec gives it: about 1 KB an object.

        Raises:
            OutputError: the storage does not answer.
        """
        files, root = self._at(_HERE)
        with self._telling(_HERE, "读不了"):
            found: Mapping[str, Mapping[str, Any]] = files.find(root, detail=True)
        for name, info in found.items():
            path = PurePosixPath(name[len(root) :].lstrip("/"))
            if path.parts and path.parts[0] != OWN_FOLDER:
                yield path, _written(info)

    def names(self) -> Iterator[PurePosixPath]:
        """The paths of `files`."""
        return (path for path, _ in self.files())

    def sweep(self) -> None:
        """Nothing is left half done: an object is there when it is whole."""

    def place(self, path: PurePosixPath = _HERE) -> str:
        """The URL as a user would write it, without a password."""
        address = _plain(self.address)
        return f"{address}/{path}" if path.parts else address

    def _at(self, path: PurePosixPath) -> tuple[Any, str]:
        """What reaches the storage, and what it calls a path."""
        files, root = self._reached()
        return files, f"{root}/{inside(path)}" if path.parts else root

    def _reached(self) -> tuple[Any, str]:
        """What reaches the storage, and what it calls this place.

        Raises:
            UsageError: there is no such kind of storage.
            EnvironmentLackError: what reaches it is not installed.
        """
        try:
            import fsspec  # noqa: PLC0415 - comes with an extra
        except ImportError:
            raise EnvironmentLackError(
                f"没有安装写入“{_plain(self.address)}”需要的程序",
                hint='请运行 pip install "formgen[cluster]"',
            ) from None
        try:
            own = {"config_kwargs": _PATIENCE} if self.address.lower().startswith("s3") else {}
            files, root = fsspec.core.url_to_fs(self.address, use_listings_cache=False, **own)
        except ImportError as error:
            raise EnvironmentLackError(
                f"没有安装写入“{_plain(self.address)}”需要的程序：{error}",
                hint='s3:// 请运行 pip install "formgen[cluster]"，其他的请按上面的说明安装',
            ) from None
        except ValueError:
            raise UsageError(
                f"不认识“{_plain(self.address)}”这种地址",
                hint="请写成 s3://存储桶/目录，或一个文件夹",
            ) from None
        return files, str(root).rstrip("/")

    @contextlib.contextmanager
    def _telling(self, path: PurePosixPath, what: str) -> Iterator[None]:
        """Turn the storage's errors into ours.

        Raises:
            OutputError: it cannot be done; says what to do.
        """
        try:
            yield
        except Exception as error:
            raise OutputError(
                f"“{self.place(path)}”{what}：{_reason(error)}", hint=_LOOK
            ) from error


def _written(info: Mapping[str, Any]) -> Written:
    """Size and time of an object; S3 tells whole seconds, and some servers more only at times."""
    if (time := info.get("LastModified")) is not None:
        return Written(int(info["size"]), _nanoseconds(time) // _NANO * _NANO)
    times = (info[name] for name in _TIMES if info.get(name) is not None)
    return Written(int(info["size"]), _nanoseconds(next(times, 0)))


def _nanoseconds(time: object) -> int:
    if isinstance(time, datetime.datetime):
        return int(time.timestamp() * _NANO)
    return int(time * _NANO) if isinstance(time, int | float) else 0


_SILENT = "存储服务没有回答"
_SAID = {
    "NoCredentialsError": "没有访问密钥，请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY",
    "EndpointConnectionError": "连不上存储服务",
    "ConnectTimeoutError": _SILENT,
    "ReadTimeoutError": _SILENT,
    "ParamValidationError": "地址写得不对：存储桶的名称只能有小写字母、数字、点和短横",
}
"""What the library for S3 raises, by name: it is not imported for that."""


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "找不到，可能没有这个存储桶"
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, OSError) and error.errno:
        return os_reason(error)
    if (known := _SAID.get(type(error).__name__)) is not None:
        return known
    told = " ".join(str(error).split())[:_LONGEST]
    return f"{type(error).__name__} {told}".strip()


def _plain(address: str) -> str:
    """The address without a name and password in it."""
    return re.sub(r"://[^/@]*@", "://", address)
