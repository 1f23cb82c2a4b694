"""A Dask cluster as a crew: workers of other machines that share the output with this one."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import secrets
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any, TypeVar

from formgen.problems import EnvironmentLackError, FormgenError, UsageError
from formgen.run.fingerprint import program
from formgen.run.stores.store import OWN_FOLDER, Store, open_store

try:
    from distributed import Client, KilledWorker
    from distributed.comm.core import CommClosedError
except ImportError as error:
    raise EnvironmentLackError(
        "这台机器没有安装 --cluster 要用的程序库",
        hint='请执行 pip install "formgen[cluster]"，每台机器都要',
    ) from error

_P = TypeVar("_P")
_R = TypeVar("_R")

_ADDRESS = re.compile(r"(tcp|tls|wss?)://([\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_CONNECT = 20.0
"""Seconds to find the scheduler, and a worker after it."""
_REST = 30.0
"""Seconds that a run which is broken off waits for workers to end what they are at."""
_KEPT = "已经生成的文件不用重做。"


class Cluster:
    """Workers of a Dask scheduler. Dask gives out again what a lost worker had."""

    aside = True
    breaks: tuple[type[BaseException], ...] = (KilledWorker, CancelledError)

    def __init__(self, client: Client, size: int, patience: float) -> None:
        """Take a cluster over.

        Args:
            client: connected.
            size: how many pieces its workers do at a time.
            patience: seconds without any worker after which the run is given up.
        """
        self.size = size
        self._client = client
        self._executor: Executor = client.get_executor(pure=False)
        self._patience = patience
        self._alone_since: float | None = None

    @classmethod
    def of(cls, address: str, patience: float) -> Cluster:
        """The cluster of a scheduler, such as tcp://host:8786.

        Raises:
            EnvironmentLackError: nobody answers there, no worker has joined, or a worker runs
                another formgen, whose files would differ.
            UsageError: this is no address.
        """
        if not _ADDRESS.fullmatch(address):
            raise UsageError(f"“{address}”不是集群的地址", hint="地址写成 tcp://主机名:8786")
        _be_quiet()
        try:
            client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, CommClosedError) as error:
            raise EnvironmentLackError(
                f"连不上“{address}”",
                hint="请检查地址和端口，并确认那台机器上已经执行 dask scheduler",
            ) from error
        try:
            return cls(client, _size_of(client), patience)
        except BaseException:
            client.close()
            raise

    def prove_shared(self, store: Store) -> None:
        """Prove that every worker sees what this machine writes.

        Raises:
            EnvironmentLackError: one does not: its files would stay on its own disk.
            OutputError: the output cannot be written.
        """
        token = secrets.token_bytes(16)
        mark = PurePosixPath(OWN_FOLDER, f"shared-{token.hex()}")
        store.write(mark, token)
        try:
            seen = self._client.run(_sees, store.address, mark)
        finally:
            store.remove(mark, hashlib.sha256(token).hexdigest())
        if not all(seen.values()):
            raise EnvironmentLackError(
                f"集群里有机器看不到输出文件夹“{store.place()}”",
                hint="请把 -o 放在每台机器都能用同一个路径打开的文件夹",
            )

    def submit(self, work: Callable[[_P], _R], piece: _P) -> Future[_R]:
        """Give out a piece.

        Raises:
            EnvironmentLackError: the scheduler is gone.
        """
        self._see_to_scheduler()
        told: Future[_R | Exception] = self._executor.submit(_answer, work, piece)
        future: Future[_R] = Future()
        told.add_done_callback(lambda told: _pass_on(told, future))
        return future

    def renew(self) -> None:
        """Go on with the workers there are: a piece took one after the other with it.

        Raises:
            EnvironmentLackError: the scheduler is gone.
        """
        self._see_to_scheduler()

    def look_after(self) -> None:
        """Give up where no worker has been there for a while.

        Raises:
            EnvironmentLackError: none has, or the scheduler is gone.
        """
        if self._has_workers():
            self._alone_since = None
            return
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since >= self._patience:
            raise EnvironmentLackError(
                "集群里已经没有干活的机器了",
                hint=f"{_KEPT}请重新启动 dask worker，再运行一次",
            )

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.scheduler_info()["workers"])
        except (OSError, TimeoutError, CommClosedError):
            self._see_to_scheduler()
            return False

    def _see_to_scheduler(self) -> None:
        """Stop where the scheduler is gone: a new one knows nothing of this run.

        Raises:
            EnvironmentLackError: it is.
        """
        if self._client.status != "running":
            raise EnvironmentLackError(
                "和集群的连接断了", hint=f"{_KEPT}请重新启动 dask scheduler，再运行一次"
            )

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the cluster; what it still has to do is called off."""
        try:
            if kind is not None and self._client.status == "running":
                with contextlib.suppress(OSError, TimeoutError, CommClosedError):
                    self._executor.shutdown(wait=False)
                    self._wait_for_rest()
        finally:
            self._client.close()

    def _wait_for_rest(self) -> None:
        """Wait for what is being done: it would be written when this run holds nothing more."""
        until = time.monotonic() + _REST
        while any(self._client.run(_executing).values()) and time.monotonic() < until:
            time.sleep(0.1)


def _be_quiet() -> None:
    """Keep Dask's own words from the screen: what matters of them is said by this program."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):  # each writes for itself
            logger = logging.getLogger(name)
            logger.handlers[:], logger.propagate = [logging.NullHandler()], False
    warnings.filterwarnings("ignore", module="distributed")


def _sees(address: str, path: PurePosixPath) -> bool:
    """Whether a worker finds a file that the main process wrote."""
    return open_store(address).state(path) is not None


def _answer(work: Callable[[_P], _R], piece: _P) -> _R | Exception:
    """What came of a piece, or why nothing did, for the main process to tell.

    A worker would write what is raised into its log, and with it names that the piece holds.
    """
    try:
        return work(piece)
    except Exception as error:  # noqa: BLE001 - raised again by the main process
        return error


def _pass_on(told: Future[_R | Exception], future: Future[_R]) -> None:
    """Make of an answer the future of the work itself."""
    if told.cancelled():
        future.set_exception(CancelledError())
        return
    answer = told.exception() or told.result()
    if isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _executing(dask_worker: Any = None) -> int:
    """How many pieces a worker is at, those called off among them; asked in the worker."""
    return int(dask_worker.state.executing_count)


def _size_of(client: Client) -> int:
    """How many pieces the workers do at a time."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError as error:
        raise EnvironmentLackError(
            "集群里没有干活的机器", hint="请在每台机器上执行 dask worker 加上集群的地址"
        ) from error
    try:
        programs = client.run(program)
    except FormgenError:
        raise
    except Exception as error:  # whatever a worker without formgen answers
        raise EnvironmentLackError(
            "集群里有机器不能运行 formgen", hint='请在每台机器上执行 pip install "formgen[cluster]"'
        ) from error
    if set(programs.values()) != {program()}:
        raise EnvironmentLackError(
            "集群里的 formgen 和这台机器上的不是同一个版本，生成的文件会不一样",
            hint="请在每台机器上安装同一个版本的 formgen 和程序库",
        )
    return len(programs)  # a process does one piece at a time, whatever its threads
