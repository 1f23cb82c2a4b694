"""Problems, and why a run stopped → what the user reads on screen, in Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from formgen.problems import FormgenError, Problem, Severity
from formgen.problems.counting import counted

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def report_problems(
    problems: Sequence[Problem], console: Console, *, heading: str = "数据检查"
) -> None:
    """Print the problems, one a line, with what to do.

    Args:
        problems: what is to be told.
        console: where to.
        heading: what they came of, in Chinese.
    """
    if not problems:
        return
    console.print(f"{heading}：{counted(problems)}")
    for problem in problems:
        colour = COLOURS[problem.severity]
        console.print(f"[{colour}]{problem.severity.chinese} {problem.code}[/{colour}] ", end="")
        console.print(str(problem), markup=False, highlight=False, soft_wrap=True)


def report_error(error: FormgenError, console: Console) -> None:
    """Print why a run stopped and what to do next."""
    console.print("[red]没有完成：[/red]", end="")
    console.print(error.message, markup=False, highlight=False, soft_wrap=True)
    report_problems(error.problems, console)
    if error.hint:
        console.print(error.hint, markup=False, highlight=False, soft_wrap=True)
