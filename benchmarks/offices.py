"""Running LibreOffices, each with a profile of its own, that wait for files to print.

They have formgen's typefaces and no others, as in every comparison. A LibreOffice that was
started ahead ends with the files handed to it, so each round of a benchmark starts new ones
before its clock does.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from formgen.fonts import KNOWN_TYPEFACES, FontBook
from formgen.layout.fonts_config import fonts_config
from formgen.layout.office_fonts import office_fonts

LOCAL = "127.0.0.1"
PATIENCE = 60.0
"""Seconds until a LibreOffice must have started."""
CALM = 1.0
"""Seconds after which one that answers has nothing left to do."""


def office_environment(folder: Path) -> dict[str, str]:
    """What a LibreOffice is started with to print with formgen's typefaces."""
    fonts = office_fonts(FontBook.open(), KNOWN_TYPEFACES)
    config = folder / "fonts.conf"
    text = fonts_config(fonts.folders, fonts.aliases, folder / "cache")
    config.write_text(text, encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


@contextmanager
def offices(profiles: list[Path], environment: dict[str, str]) -> Iterator[None]:
    """LibreOffices that run and wait, one for each profile."""
    with ExitStack() as stack:
        ports = [stack.enter_context(_office(profile, environment)) for profile in profiles]
        for port in ports:
            _await(port)
        time.sleep(CALM)
        yield


@contextmanager
def _office(profile: Path, environment: dict[str, str]) -> Iterator[int]:
    port = _free_port()
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--norestore", f"--accept=socket,host={LOCAL},port={port};urp;"]
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield port
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 9)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port: int = probe.getsockname()[1]
        return port


def _await(port: int) -> None:
    """Wait until something answers there.

    Raises:
        TimeoutError: nothing does.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((LOCAL, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("LibreOffice did not start")
