"""Comparisons of PDFs → the few figures that are printed, and the targets they must reach."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.comparing import Comparison, percentile, share_on_same_page

SAME_PAGE = 0.99
MEDIAN_MM = 0.5
WORDS_95_MM = 2.0
LINES_MM = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What several comparisons amount to; distances in mm."""

    files: int
    same_pages: int
    """Files with as many pages as LibreOffice's."""
    same_page_share: float
    median: float
    words_95: float
    lines_95: float
    lines_max: float

    @classmethod
    def of(cls, comparisons: Sequence[Comparison]) -> Figures:
        """Pool all words and lines."""
        words = list(chain.from_iterable(it.distances for it in comparisons))
        lines = list(chain.from_iterable(it.line_distances for it in comparisons))
        return cls(
            files=len(comparisons),
            same_pages=sum(it.pages[0] == it.pages[1] for it in comparisons),
            same_page_share=share_on_same_page(comparisons),
            median=statistics.median(words) if words else 0.0,
            words_95=percentile(words, 0.95),
            lines_95=percentile(lines, 0.95),
            lines_max=max(lines, default=0.0),
        )

    def cells(self) -> tuple[str, ...]:
        """As they are printed."""
        return (
            str(self.files),
            f"{self.same_pages}/{self.files}",
            f"{self.same_page_share:.2%}",
            f"{self.median:.2f}",
            f"{self.words_95:.2f}",
            f"{self.lines_95:.2f}",
            f"{self.lines_max:.2f}",
        )

    def missed(self) -> list[str]:
        """The targets that are not reached."""
        targets = {
            "页数相同 same number of pages for all": self.same_pages == self.files,
            f"同页字词 words on the same page ≥ {SAME_PAGE:.0%}": self.same_page_share >= SAME_PAGE,
            f"字词中位 median ≤ {MEDIAN_MM} mm": self.median <= MEDIAN_MM,
            f"字词95% ≤ {WORDS_95_MM} mm": self.words_95 <= WORDS_95_MM,
            f"线 lines ≤ {LINES_MM} mm": self.lines_max <= LINES_MM,
        }
        return [target for target, reached in targets.items() if not reached]
