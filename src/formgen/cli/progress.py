"""How far a build is → one line on the screen, drawn anew; nothing where there is no screen."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

if TYPE_CHECKING:
    from formgen.run.ledger import Step

_EVERY = 0.1
"""Seconds between two drawings."""
_TELLING = 0.02
"""Share of the work that must be done before the time left is worth telling."""
_SETTLED = 1.0
"""Seconds after which a rate is worth telling."""


@contextlib.contextmanager
def build_progress(screen: Console) -> Iterator[Callable[[Step], None]]:
    """What a build is to call after each file.

    There is no thread that draws, as the build copies this process to do its work.
    """
    with Progress(
        TextColumn("生成文书"),
        BarColumn(),
        TextColumn("{task.fields[done]}/{task.fields[planned]}{task.fields[pace]}"),
        console=screen,
        transient=True,
        auto_refresh=False,
        disable=not screen.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None, done=0, planned="?", pace="")
        started = drawn = time.monotonic()

        def tell(step: Step) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn < _EVERY and step.done < step.planned:
                return
            drawn = now
            pace = _pace(step, now - started)
            bar.update(
                task,
                completed=step.weight,
                total=step.whole,
                done=step.done,
                planned=step.planned,
                pace=pace,
                refresh=True,
            )

        yield tell


def _pace(step: Step, seconds: float) -> str:
    """Files a second, and the time that is left."""
    if seconds < _SETTLED or not step.weight:
        return ""
    if step.weight < _TELLING * step.whole:
        return ""
    left = round(max(step.whole - step.weight, 0) * seconds / step.weight)
    minutes, rest = divmod(left, 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{rest} 秒"
    if hours or minutes:
        told = f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分 {rest} 秒"
    return f"，每秒 {step.done / seconds:.1f} 个，还要约 {told}"
