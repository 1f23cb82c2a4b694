"""Tags a stranger may write → what is to become of them, the same in Word, Excel and web pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One text of a template and its answer."""

    name: str
    text: str
    refused: str = ""
    """Words of the refusal; empty where the template is filled."""
    shows: str = ""
    """What is read from the filled document."""
    kinds: tuple[str, ...] = ("docx", "xlsx", "html")


def _set(value: str, step: str, times: int) -> str:
    """{% set x %} to a value, then again and again to something made of x."""
    return f"{{% set x = {value} %}}" + step * times + "{{ x }}"


_LONG = f"'{'a' * 50}'"
_BIG = f"{{% set x = range(10000)|join({_LONG}) %}}"
TOO_LONG = "超过 2000000"
REFUSED = (
    # Texts that grow
    Case("times", "{{ 'a' * 1000000000 }}", "“*”只用于数"),
    Case("times a list", "{{ [1] * 1000000000 }}", "“*”只用于数"),
    Case("times a folded text", "{{ ('a' * 100000) * 100000 }}", "“*”只用于数"),
    Case("power", "{{ 10**10**9 }}", "不能用“**”"),
    Case("number doubled", _set("999999999999999999", "{% set x = x * x %}", 40), "数太大"),
    Case("concatenation doubled", _set(_LONG, "{% set x = x ~ x %}", 40), TOO_LONG),
    Case("addition doubled", _set(_LONG, "{% set x = x + x %}", 40), TOO_LONG),
    Case("block doubled", _set(_LONG, "{% set x %}{{ x }}{{ x }}{% endset %}", 40), "内容太多"),
    Case("list in list doubled", _set("[1]", "{% set x = [x, x] %}", 40), "超过 100000 项"),
    Case("tuple in tuple doubled", _set("(1,)", "{% set x = (x, x) %}", 40), "超过 100000 项"),
    Case(
        "record doubled", _set("{'a': 1}", "{% set x = {'a': x, 'b': x} %}", 40), "超过 100000 项"
    ),
    Case("list doubled", _set("['a']", "{% set x = x + x %}", 40), "超过 100000 项"),
    Case("list summed", _set("[[1]]", "{% set x = [x, x]|sum(start=[]) %}", 40), "超过 100000 项"),
    Case("join", _BIG + "{{ range(10000)|join(x) }}", TOO_LONG),
    Case("join method", _BIG + "{{ x.join(x) }}", TOO_LONG),
    Case("replace", _BIG + "{{ x|replace('a', x) }}", TOO_LONG),
    Case("replace nothing", _BIG + "{{ x|replace('', x) }}", TOO_LONG),
    Case("replace method", _BIG + "{{ x.replace('a', x) }}", TOO_LONG),
    Case("map replace", _BIG + "{{ range(10000)|map('replace', '1', x)|list }}", "内容太多"),
    Case("format with values", _BIG + f"{{{{ '{'%s' * 50}'|format({'x, ' * 50}1) }}}}", TOO_LONG),
    Case("format width", "{{ '%1000000000d'|format(1) }}", "最多 200"),
    Case("format precision", "{{ '%.1000000000f'|format(1) }}", "最多 200"),
    Case("format width of a value", "{{ '%*d'|format(1000000000, 1) }}", "格式里只能写"),
    Case("format by name", "{{ '%(a)s'|format(a=1) }}", "格式里只能写"),
    Case("format operator", "{{ '%1000000000d' % 1 }}", "最多 200"),
    Case("one over the width", "{{ '%201d'|format(1) }}", "最多 200"),
    Case("format method", "{{ '{:1000000000}'.format(1) }}", "不能用“format”"),
    Case("center filter", "{{ 'a'|center(1000000000) }}", "没有叫“center”"),
    Case("center method", "{{ 'a'.center(1000000000) }}", "不能用“center”"),
    Case("ljust", "{{ 'a'.ljust(1000000000) }}", "不能用“ljust”"),
    Case("zfill", "{{ 'a'.zfill(1000000000) }}", "不能用“zfill”"),
    Case("expandtabs", "{{ 'a'.expandtabs(1000000000) }}", "不能用“expandtabs”"),
    Case("to_bytes", "{{ (5).to_bytes(1000000000, 'big') }}", "不能用“to_bytes”"),
    Case("strftime", "{{ 日.strftime('%1000000000Y') }}", "不能用“strftime”"),
    Case("indent", "{{ 'a'|indent(1000000000) }}", "没有叫“indent”"),
    Case("wordwrap", "{{ 'a b'|wordwrap(1, wrapstring='x') }}", "没有叫“wordwrap”"),
    Case("tojson", "{{ [1]|tojson(1000000000) }}", "没有叫“tojson”"),
    Case("pprint", "{{ [1]|pprint }}", "没有叫“pprint”"),
    Case("xmlattr", "{{ {'a': 1}|xmlattr }}", "没有叫“xmlattr”"),
    Case("urlize", "{{ 'a'|urlize }}", "没有叫“urlize”"),
    Case("batch", "{{ [1]|batch(1000000000, 'x')|list }}", "1 到 1000"),
    Case("one column over", "{{ [1]|batch(1001)|list|length }}", "1 到 1000"),
    Case("slice", "{{ [1]|slice(1000000000)|list }}", "1 到 1000"),
    Case("columns", "{{ [1]|分栏(1000000000) }}", "1 到 100"),
    Case("padding", "{{ '张三'|补齐(1000000000) }}", "0 到 200"),
    Case("round down", "{{ 5|round(-1000000000) }}", "0 到 15"),
    Case("round up", "{{ 5|round(1000000000, 'ceil') }}", "0 到 15"),
    Case("map with default", "{{ [{}]|map(attribute='a', default=1)|list }}", "map 不能带"),
    # Loops and macros
    Case("range", "{% for a in range(10001) %}{% endfor %}", "最多数到 10000"),
    Case("range of a huge number", f"{{{{ range({'9' * 18}) }}}}", "最多数到 10000"),
    Case(
        "loops in loops",
        "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}",
        "循环和重复太多",
        kinds=("docx",),
    ),
    Case(
        "a condition never met",
        "{% for a in range(10000) %}{% for b in range(10000) if false %}{% endfor %}{% endfor %}",
        "循环和重复太多",
    ),
    Case("recursive loop", "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "递归"),
    Case("macro of itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "超过 20 层"),
    Case(
        "macro twice of itself",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "超过 20 层",
    ),
    Case("varargs", "{% macro m() %}{{ varargs }}{% endmacro %}{{ m(1) }}", "不能用“varargs”"),
    Case("kwargs", "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=1) }}", "不能用“kwargs”"),
    Case("arguments of a list", "{{ range(*[1]) }}", "不能用“*”"),
    # What would break the parsers
    Case("brackets", "{{ " + "(" * 1000 + "1" + ")" * 1000 + " }}", "超过 16 层"),
    Case("one bracket over", "{{ " + "(" * 17 + "1" + ")" * 17 + " }}", "超过 16 层"),
    Case("lists in lists", "{{ " + "[" * 500 + "]" * 500 + " }}", "超过 16 层"),
    Case("digits", "{{ " + "9" * 3900 + " }}", "最多写 18 位"),
    Case("one digit over", "{{ " + "9" * 19 + " }}", "最多写 18 位"),
    Case("tag too long", "{{ '" + "a" * 5000 + "' }}", "太长"),
    Case("many nots", "{{ " + "not " * 400 + "1 }}", "太长"),
    Case("many signs", "{{ " + "-" * 240 + "1 }}", "太复杂"),
    Case("many filters", "{{ 1" + "|abs" * 120 + " }}", "太复杂"),
    Case("many properties", "{{ 名" + ".x" * 110 + " }}", "太复杂"),
    Case("many additions", "{{ 1" + "+1" * 110 + " }}", "太复杂"),
    Case("many choices", "{{ 1" + " if 1 else 1" * 63 + " }}", "太长"),
    Case("conditions nested", "{% if 1 %}" * 200 + "{% endif %}" * 200, "超过 16 层"),
    Case("loops nested", "{% for x in [1] %}" * 17 + "{% endfor %}" * 17, "超过 16 层"),
    Case("never closed", "{{ " * 5000, "没有写完", kinds=("docx", "xlsx")),
    Case("statements never closed", "{% " * 5000, "没有写完", kinds=("docx", "xlsx")),
    Case("comments never closed", "{# " * 5000, "没有写完", kinds=("docx", "xlsx")),
    Case("never closed", "{{ " * 5000, "超过 16 层", kinds=("html",)),
    Case("comments never closed", "{# " * 5000, "写法有误", kinds=("html",)),
    Case("tags without number", "{{ 名 }}" * 20_001, "标记超过 20000 个", kinds=("docx", "html")),
    # Python, files, other templates
    Case("class", "{{ ''.__class__.__mro__ }}", "不能用“__class__”"),
    Case("class as an item", "{{ ''['__class__'] }}", "不能用“__class__”"),
    Case("class of a number", "{{ (1).__class__ }}", "不能用“__class__”"),
    Case("class through map", "{{ ['']|map(attribute='__class__')|list }}", "不能用“__class__”"),
    Case("class through sort", "{{ ['', 'a']|sort(attribute='__class__') }}", "不能用“__class__”"),
    Case("class through format", "{{ '{0.__class__}'.format(1) }}", "不能用“format”"),
    Case("class through format_map", "{{ '{a}'.format_map({}) }}", "不能用“format_map”"),
    Case("attr", "{{ ''|attr('__class__') }}", "没有叫“attr”"),
    Case("path of a picture", "{{ 照.path }}", "不能用“path”"),
    Case("path as an item", "{{ 照['path'] }}", "不能用“path”"),
    Case("path through map", "{{ [照]|map(attribute='path')|list }}", "不能用“path”"),
    Case("file read", "{{ 照.path.read_text() }}", "不能用“path”"),
    Case("file removed", "{{ 照.path.unlink() }}", "不能用“path”"),
    Case("file through slash", "{{ (照.path / '../secret').read_text() }}", "不能用“path”"),
    Case("method of a picture", "{{ 照.__init__() }}", "不能用“__init__”"),
    Case("macro's function", "{% macro m() %}{% endmacro %}{{ m._func }}", "不能用“_func”"),
    Case("loop's environment", "{% for a in [1] %}{{ loop._iterable }}{% endfor %}", "“_iterable”"),
    Case("range's class", "{{ range.__globals__ }}", "不能用“__globals__”"),
    Case("a value called", "{{ 名() }}", "只能调用"),
    Case("record changed", "{{ 记.update({'a': 1}) }}", "不能用“update”"),
    Case("list changed", "{{ 列.append(1) }}", "没有“append”"),
    Case("self", "{{ self }}", "不能用“self”"),
    Case("lipsum", "{{ lipsum(n=100000) }}", "没有“lipsum”"),
    Case("cycler", "{{ cycler(1) }}", "没有“cycler”"),
    Case("namespace", "{% set n = namespace(x=1) %}", "没有“namespace”"),
    Case("random", "{{ [1, 2]|random }}", "没有叫“random”"),
    Case("include", "{% include '/etc/passwd' %}", "include"),
    Case("import", "{% import 'x' as y %}", "import"),
    Case("from", "{% from 'x' import y %}", "from"),
    Case("extends", "{% extends 'x' %}", "extends"),
    Case("block", "{% block x %}{% endblock %}", "block"),
    Case("autoescape", "{% autoescape false %}{{ 名 }}{% endautoescape %}", "autoescape"),
    Case("safe", "{{ '<w:p/>'|safe }}", "没有叫“safe”"),
    Case("debug", "{% debug %}", "不认识标记“debug”"),
    # What is only wrong
    Case("zero", "{{ 1 // 0 }}", "除数是 0"),
    Case("no list", "{% for a in 5 %}{% endfor %}", "算不出结果"),
    Case("deep list", _set("[1]", "{% set x = [x] %}", 1200), "算不出结果", kinds=("docx",)),
    Case("int of 5,000 digits", "{{ 数字|int + 1 }}{{ 没有 }}", "没有“没有”"),
)
FILLED = (
    Case("brackets", "{{ " + "(" * 16 + "1" + ")" * 16 + " }}", shows="1"),
    Case("digits", "{{ " + "9" * 18 + " }}", shows="9" * 18),
    Case("loops nested", "{% for x in [1] %}" * 16 + "甲" + "{% endfor %}" * 16, shows="甲"),
    Case("range", "{{ range(10000)|length }}", shows="10000"),
    Case("filters in a row", "{{ 1" + "|abs" * 80 + " }}", shows="1"),
    Case("macro", "{% macro m(a) %}{{ a }}乙{% endmacro %}{{ m('甲') }}", shows="甲乙"),
    Case("format", "{{ '%05d'|format(7) }}{{ '%.2f' % 1.5 }}", shows="000071.50"),
    Case("format width", "{{ '%200d'|format(7)|trim }}", shows="7"),
    Case("lists put together", "{{ [[1], [2]]|sum(start=[])|join('-') }}", shows="1-2"),
    Case("lists added", "{{ ([1] + [2])|join('-') }}", shows="1-2"),
    Case("product", "{{ 6 * 7 }}", shows="42"),
    Case("replace", "{{ 名|replace('张', '李') }}", shows="李三"),
    Case("methods", "{{ '甲,乙'.split(',')[1] }}{{ 日.isoformat() }}", shows="乙2024-01-14"),
    Case("record", "{% for k, v in 记.items() %}{{ k }}{{ v }}{% endfor %}", shows="甲1"),
    Case("a tag in a value", "{{ 标 }}", shows="{{ 7*7 }}{% for %}"),
    Case("an entity in a value", "{{ 体 }}", shows="<w:p>&amp;]]>"),
    Case("in", "{% if 名 in ('张三', '李四') %}是{% endif %}", shows="是"),
    Case("groups", "{% for 组 in [1, 2, 3]|batch(2, 0) %}{{ 组|join }};{% endfor %}",
         shows="12;30;"),
    Case("turns", "{% for a in [1, 2] %}{{ loop.index }}{{ loop.last }}{% endfor %}",
         shows="1False2True"),
    Case("caption", "{{ 照.说明 }}", shows="图一"),
)  # fmt: skip
CASES = tuple((kind, case) for case in (*REFUSED, *FILLED) for kind in case.kinds)
"""Every case in every kind of template it is for."""
