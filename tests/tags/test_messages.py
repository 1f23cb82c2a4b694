from __future__ import annotations

import jinja2
import pytest

from formgen.tags import in_chinese


def test_an_item_that_a_list_lacks_is_told_as_the_tag_counts() -> None:
    template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string("{{ 单位[1] }}")
    with pytest.raises(jinja2.UndefinedError) as caught:
        template.render(单位=["甲办"])
    assert "没有 [1]（[0] 是第一项）" in in_chinese(caught.value)
