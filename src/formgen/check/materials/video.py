"""A video file → its picture size and length, as MediaInfo reads them in a bounded process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from formgen.check.materials import media_process
from formgen.problems import EnvironmentLackError

MAX_SECONDS = 30
"""How long a video may take; one does in a fifth of a second."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video's own header says."""

    width: int = 0
    """Pixels, as stored; 0 where it does not open."""
    height: int = 0
    """Pixels, as stored; 0 where it does not open."""
    seconds: float | None = None
    """Length; None where the file does not say."""
    reason: str = ""
    """Why it does not open, in Chinese; empty for one that does."""


def read_video(path: Path, library: str | None = None) -> VideoFacts:
    """A video's size and length.

    Args:
        path: the file.
        library: the MediaInfo library's file; None for the one that comes with pymediainfo.

    Raises:
        EnvironmentLackError: the MediaInfo library cannot be loaded.
        OSError: the file cannot be read.
    """
    command = [sys.executable, "-P", media_process.__file__, *([library] if library else [])]
    with path.open("rb") as stream:
        try:
            done = subprocess.run(  # noqa: S603 - our own program; the file is its input
                command, stdin=stream, capture_output=True, timeout=MAX_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return VideoFacts(reason="文件已损坏")
    if done.returncode == media_process.NO_LIBRARY:
        raise EnvironmentLackError(
            "查看视频要用的 MediaInfo 库在这台机器上装不上",
            hint="请重新安装 formgen；Linux 上也可以安装系统的 libmediainfo0v5 软件包",
        )
    if done.returncode:
        return VideoFacts(reason="文件已损坏")
    return _facts(json.loads(done.stdout))


def _facts(told: dict[str, float | bool]) -> VideoFacts:
    if told["truncated"]:
        return VideoFacts(reason="文件没有传完")
    if not told["width"]:
        return VideoFacts(reason="读不到里面的画面")
    seconds = told["milliseconds"] / 1000 or None
    return VideoFacts(int(told["width"]), int(told["height"]), seconds)
