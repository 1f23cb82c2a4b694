from __future__ import annotations

import pytest

from formgen.campaign.values import NoRows
from formgen.tags import RecordShape, TagEnvironment, names_used, shape_of, unknown_names

CONTEXT = {
    "姓名": "",
    "行": [{"姓名": "", "序号": 1}],
    "分组": [{"名称": "", "行": [{"姓名": ""}]}],
    "活动": {"联系": [{"电话": [""]}]},
    "图片": (),
}


def unknown(source: str) -> list[str]:
    shape = shape_of(CONTEXT)
    assert isinstance(shape, RecordShape)
    tree = TagEnvironment(lambda value: value, autoescape=False).parse(source)
    return [fault.name for fault in unknown_names(tree, shape)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ 姓名 }}{{ 姓名|补齐 }}",
        "{% for 项 in 行 %}{{ loop.index }}{{ 项.姓名 }}{% endfor %}",
        "{% for 组 in 分组 %}{% for 项 in 组.行 %}{{ 项.姓名 }}{% endfor %}{% endfor %}",
        "{% for 对 in 行|分栏(2) %}{{ 对[0].姓名 }}{% endfor %}",
        "{% for 图 in 图片 %}{{ 图.说明 }}{% endfor %}",
        "{% set 首 = 行[0] %}{{ 首.姓名 }}",
        "{{ 活动.联系[0].电话[0] }}{{ 活动['联系'] }}",
        "{% if 姓名 and not 行 %}{% endif %}",
        "{% macro 行文(甲, 乙=姓名) %}{{ 甲 }}{{ 乙 }}{% endmacro %}{{ 行文(姓名) }}",
        "{% set 块 %}{{ 姓名 }}{% endset %}{{ 块 }}",
        "{% with 甲 = 姓名 %}{{ 甲 }}{% endwith %}",
        "{% macro 框() %}{{ caller(1) }}{% endmacro %}{% call(甲) 框() %}{{ 甲 }}{% endcall %}",
        "{% for 键, 值 in 活动.items() %}{{ 键 }}{{ 值 }}{% endfor %}",
        "{% for 键, 值 in 行|groupby('姓名') %}{{ 键 }}{{ 值[0].姓名 }}{% endfor %}",
        "{% for 对 in 行|batch(2) %}{{ 对[0].姓名 }}{% endfor %}",
        "{% for 项 in 行 %}{{ loop.previtem.姓名 }}{% else %}无{% endfor %}",
        "{{ 行|map(attribute='姓名')|join('、') }}{{ (行[:2]|first).姓名 }}",
        "{{ 行|求和('序号') }}{% for 项 in 行|筛选('姓名', '') %}{{ 项.序号 }}{% endfor %}",
    ],
)
def test_defined_names_pass(source: str) -> None:
    assert unknown(source) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{{ 姓明 }}", "姓明"),
        ("{{ 姓名|或(别名) }}", "别名"),
        ("{% for 项 in 行 %}{{ 项.性别 }}{% endfor %}", "性别"),
        ("{% for 项 in 行 %}{% endfor %}{{ 项 }}", "项"),
        ("{% for 组 in 分组 %}{% for 项 in 组.行 %}{{ 项.性别 }}{% endfor %}{% endfor %}", "性别"),
        ("{% for 对 in 行|分栏(2) %}{{ 对[1].性别 }}{% endfor %}", "性别"),
        ("{{ 活动.联系[0].手机 }}", "手机"),
        ("{% if 不存在 %}{% endif %}", "不存在"),
        ("{{ 行|求和('名额') }}", "名额"),
        ("{% set 首 = 行[0] %}{{ 首.性别 }}", "性别"),
        ("{% for 项 in 行 if 项.性别 %}{% endfor %}", "性别"),
        ("{{ 姓名|或(replacement=别名) }}", "别名"),
        ("{{ loop.index }}", "loop"),
        ("{{ (行|first).性别 }}", "性别"),
        ("{% for 项 in 行[:2] %}{{ 项.性别 }}{% endfor %}", "性别"),
        (
            "{% for 组 in 行|batch(2) %}{% for 项 in 组 %}{{ 项.性别 }}{% endfor %}{% endfor %}",
            "性别",
        ),
        ("{{ 行|map(attribute='性别')|join }}", "性别"),
        ("{% for 项 in 行|sort(attribute='性别') %}{% endfor %}", "性别"),
        ("{{ 行|求和(name='性别') }}", "性别"),
        ("{% macro 甲() %}{{ 性别 }}{% endmacro %}", "性别"),
        ("{% with 甲 = 1 %}{% endwith %}{{ 甲 }}", "甲"),
    ],
)
def test_an_undefined_name_is_found(source: str, name: str) -> None:
    assert unknown(source) == [name]


def test_the_nearest_name_is_offered() -> None:
    shape = shape_of(CONTEXT)
    assert isinstance(shape, RecordShape)
    tree = TagEnvironment(lambda value: value, autoescape=False).parse("\n{{ 姓明 }}")
    fault = unknown_names(tree, shape)[0]
    assert (fault.near, fault.line) == ("姓名", 2)


def test_used_names_include_properties_and_quoted_ones() -> None:
    tree = TagEnvironment(lambda value: value, autoescape=False).parse(
        "{{ 行|求和('名额') }}{{ 甲.乙 }}"
    )
    assert {"行", "名额", "甲", "乙"} <= names_used(tree)


def test_the_columns_of_a_table_without_rows_are_known() -> None:
    shape = shape_of({"获奖": NoRows.of(["时间", "奖项"])})
    assert isinstance(shape, RecordShape)
    environment = TagEnvironment(lambda value: value, autoescape=False)
    tree = environment.parse("{% for 项 in 获奖 %}{{ 项.奖项 }}{{ 项.时问 }}{% endfor %}")
    assert [(fault.name, fault.near) for fault in unknown_names(tree, shape)] == [("时问", "时间")]
