"""A Dask cluster as a crew: workers of other machines that share the output with this one."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from types import TracebackType

from formgen.problems import EnvironmentLackError, FormgenError, UsageError
from formgen.run.fingerprint import program

try:
    from distributed import Client, KilledWorker
    from distributed.comm.core import CommClosedError
except ImportError as error:
    raise EnvironmentLackError(
        "这台机器没有安装 --cluster 要用的程序库",
        hint='请执行 pip install "formgen[cluster]"，每台机器都要',
    ) from error

_CONNECT = 20.0
"""Seconds to find the scheduler, and a worker after it."""
_ALONE = 60.0
"""Seconds without any worker after which the run is given up."""


class Cluster:
    """Workers of a Dask scheduler. Dask gives out again what a lost worker had."""

    breaks: tuple[type[BaseException], ...] = (KilledWorker,)

    def __init__(self, client: Client, size: int) -> None:
        self.size = size
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._alone_since: float | None = None

    @classmethod
    def of(cls, address: str) -> Cluster:
        """The cluster of a scheduler, such as tcp://host:8786.

        Raises:
            EnvironmentLackError: nobody answers there, no worker has joined, or a worker runs
                another formgen, whose files would differ.
            UsageError: this is no address.
        """
        try:
            client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, CommClosedError) as error:
            raise EnvironmentLackError(
                f"连不上“{address}”",
                hint="请检查地址和端口，并确认那台机器上已经执行 dask scheduler",
            ) from error
        except ValueError as error:
            raise UsageError(
                f"“{address}”不是集群的地址", hint="地址写成 tcp://主机名:8786"
            ) from error
        try:
            return cls(client, _size_of(client))
        except BaseException:
            client.close()
            raise

    def executor(self) -> Executor:
        """The cluster's executor."""
        executor: Executor = self._executor
        return executor

    def look_after(self) -> None:
        """Give up where no worker has been there for a minute.

        Raises:
            EnvironmentLackError: none has, or the scheduler is gone.
        """
        if self._client.status == "running" and self._client.scheduler_info()["workers"]:
            self._alone_since = None
            return
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since > _ALONE:
            raise EnvironmentLackError(
                "集群里已经没有干活的机器了",
                hint="已经生成的文件不用重做。请重新启动 dask worker，再运行一次",
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
        self._executor.shutdown(wait=kind is None, cancel_futures=True)
        self._client.close()


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
