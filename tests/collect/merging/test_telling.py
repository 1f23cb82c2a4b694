"""What of two values a problem shows: where they differ, and no number of a person."""

from __future__ import annotations

import pytest

from formgen.collect.merging.telling import differing

IDENTITY = "990101199001011239"


def test_of_long_values_the_part_is_shown_where_they_begin_to_differ() -> None:
    same = "网络文明" * 30
    one, other = differing(same + "甲" + "后" * 80, same + "乙")
    assert (one[0], one[11], one[-1]) == ("…", "甲", "…")
    assert other == f"…{same[-10:]}乙"


@pytest.mark.parametrize("before", range(42, 60))
def test_a_number_cut_in_two_stays_masked(before: int) -> None:
    value = "前" * before + IDENTITY + "后" * 60
    assert IDENTITY[:7] not in "".join(differing(value, "别的" + value))
    assert IDENTITY[6:14] not in "".join(differing(value, value[:5] + value))
