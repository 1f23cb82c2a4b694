"""Stores to test: folders, memory, and a server that speaks S3 on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

START = 60


@contextmanager
def s3_server() -> Iterator[str]:
    """A server on loopback with one bucket, "forms"; its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/moto-api/")
        urllib.request.urlopen(urllib.request.Request(f"{url}/forms", method="PUT")).close()
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_for(url: str) -> None:
    ended = time.monotonic() + START
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > ended:
                raise
            time.sleep(0.05)
        else:
            return


def reach(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Set what tells s3fs where the server is."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    told = {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)


def files_in(folder: Path) -> list[str]:
    """Every file and empty folder, hidden ones too, by its path in the folder."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not (path.is_dir() and any(path.iterdir()))
    )
