"""Problems → how many there are, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from formgen.problems.problem import Problem, Severity


def counted(problems: Iterable[Problem]) -> str:
    """The number of problems in words: 错误 3 处，提醒 1 处."""
    counts = Counter(problem.severity for problem in problems)
    severities = (severity for severity in Severity if counts[severity])
    return "，".join(f"{severity.chinese} {counts[severity]} 处" for severity in severities)
