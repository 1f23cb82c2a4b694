"""Who holds an output, as the next one reads and is told it."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import socket

from formgen.problems import OutputError
from formgen.run.stores.store import Store


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    machine: str
    process: int
    since: str
    """Date and time on that machine, as a user reads it."""
    token: str = ""
    """Random: machines in containers are called alike."""

    @classmethod
    def here(cls) -> Holder:
        """This process, now."""
        since = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return cls(socket.gethostname(), os.getpid(), since, os.urandom(16).hex())

    @classmethod
    def read(cls, content: bytes) -> Holder | None:
        """Who a file says; None where it says nothing that can be understood."""
        try:
            body = json.loads(content)
            machine, since, token = (str(body[name]) for name in ("machine", "since", "token"))
            return cls(machine, int(body["process"]), since, token)
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def told(self) -> bytes:
        """What the next one reads."""
        return json.dumps(dataclasses.asdict(self)).encode()


def held(store: Store, holder: Holder | None) -> OutputError:
    """What a user is told whose run cannot begin."""
    by = f"：机器 {holder.machine}，进程 {holder.process}，从 {holder.since} 开始" if holder else ""
    return OutputError(
        f"“{store.place()}”正被另一次运行使用{by}",
        hint="请等它结束后再试，或用 -o 换一个文件夹",
    )
