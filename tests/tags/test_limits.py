"""Both sides of every limit of filling, with small limits put in the place of the real ones."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError

from formgen.tags import Budget, LimitError, Limits, TagEnvironment, fill
from formgen.tags.limits import MAX_BLOCKS, MAX_BRACKETS, MAX_DIGITS, MAX_TAGS, MAX_WORDS
from formgen.word.environment import finalize

ENVIRONMENT = TagEnvironment(finalize, autoescape=True)


def filled(source: str, limits: Limits | None = None, **context: object) -> str:
    budget = Budget(limits) if limits else None
    return fill(ENVIRONMENT.from_string(source), context, budget)


def refusal(source: str, limits: Limits | None = None, **context: object) -> str:
    with pytest.raises(LimitError) as caught:
        filled(source, limits, **context)
    return str(caught.value.message)


TEN_TURNS = "{% for a in range(10) %}x{% endfor %}"
SIFTED = "{% for a in range(10) if false %}x{% endfor %}"
MACRO = "{% macro m() %}x{% endmacro %}{{ m() }}{{ m() }}"


@pytest.mark.parametrize(
    ("source", "steps"),
    [(TEN_TURNS, 50), (SIFTED, 10), (MACRO, 12)],
)
def test_loops_and_macros_take_steps(source: str, steps: int) -> None:
    assert filled(source, Limits(steps=steps)) in ("x" * 10, "", "xx")
    assert "循环和重复太多" in refusal(source, Limits(steps=steps - 1))


@pytest.mark.parametrize(
    "source",
    [
        "x" * 10,
        TEN_TURNS,
        "{% set y %}" + "x" * 5 + "{% endset %}xxxxx",
        "{% macro m() %}xxxxx{% endmacro %}xxxxx",
    ],
)
def test_what_is_printed_is_counted(source: str) -> None:
    assert filled(source, Limits(characters=10)).startswith("xxxxx")
    if len(filled(source)) == 10:
        assert "内容太多" in refusal(source, Limits(characters=9))


def test_a_long_value_is_counted_before_it_is_escaped_and_broken_into_lines() -> None:
    text = "a\n" * 100
    assert filled("{{ x }}", Limits(characters=9000), x=text)
    assert "内容太多" in refusal(
        "{% macro m() %}{{ x }}{% endmacro %}{% set y = m() %}", Limits(characters=3000), x=text
    )


@pytest.mark.parametrize("source", ["{{ x ~ x }}", "{{ x + x }}", "{{ x|replace('a', 'aa') }}"])
def test_a_text_that_is_made_has_a_length(source: str) -> None:
    assert filled(source, Limits(value=100), x="a" * 10) == "a" * 20
    assert "超过 19 个字符" in refusal(source, Limits(value=19), x="a" * 10)


def test_a_list_that_is_written_has_so_many_items_with_all_in_them() -> None:
    source = "{% set y = [x, x] %}{{ y|length }}"
    assert filled(source, Limits(items=8), x=(1, 2, 3)) == "2"
    assert "超过 7 项" in refusal(source, Limits(items=7), x=(1, 2, 3))


def test_macros_call_each_other_to_a_depth() -> None:
    source = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(4) }}"
    assert filled(source, Limits(depth=5)) == ""
    assert "超过 4 层" in refusal(source, Limits(depth=4))


def test_time_runs_out() -> None:
    assert filled(TEN_TURNS, Limits(seconds=1000)) == "x" * 10
    assert "超过 0 秒" in refusal(TEN_TURNS, Limits(seconds=0))


def test_a_budget_is_shared_by_the_parts_of_a_document() -> None:
    template, budget = ENVIRONMENT.from_string("xxxxx"), Budget(Limits(characters=10))
    assert fill(template, {}, budget) + fill(template, {}, budget) == "x" * 10
    with pytest.raises(LimitError):
        fill(template, {}, budget)


def test_a_list_of_a_hundred_thousand_rows_and_twenty_columns_passes() -> None:
    row = {f"列{number}": "内容" for number in range(20)}
    cells = "".join(f"<td>{{{{ 项.列{number} }}}}</td>" for number in range(20))
    source = f"{{% for 项 in 行 %}}<tr>{cells}</tr>{{% endfor %}}"
    assert filled(source, 行=(row,) * 100_000).count("<tr>") == 100_000


@pytest.mark.parametrize(
    ("source", "most", "reason"),
    [
        (lambda n: "{{ " + "(" * n + "1" + ")" * n + " }}", MAX_BRACKETS, "括号"),
        (lambda n: "{{ " + "9" * n + " }}", MAX_DIGITS, "数太长"),
        (lambda n: "{% if 1 %}" * n + "{% endif %}" * n, MAX_BLOCKS, "一层套一层"),
        (lambda n: "{% for a in [1] %}" * n + "{% endfor %}" * n, MAX_BLOCKS, "一层套一层"),
        (lambda n: "{{ 1 }}" * n, MAX_TAGS, "标记超过"),
        (lambda n: "{{ 'a'" + " ~ 'a'" * ((n - 1) // 2) + " ~" * (1 - n % 2) + " 1 }}"
         if n > MAX_WORDS else "{{ 1" + " ~ 1" * ((n - 1) // 2) + " }}", MAX_WORDS, "太长"),
    ],
)  # fmt: skip
def test_a_source_has_limits(source: object, most: int, reason: str) -> None:
    assert callable(source)
    assert filled(source(most)) is not None
    with pytest.raises(TemplateSyntaxError, match=reason):
        ENVIRONMENT.from_string(source(most + 1))


def test_what_a_record_of_any_kind_holds_can_be_read_but_not_called() -> None:
    class Record:
        name = "甲"

        def act(self) -> str:
            return "done"

    assert filled("{{ x.name }}", x=Record()) == "甲"
    with pytest.raises(Exception, match="act"):
        filled("{{ x.act() }}", x=Record())
