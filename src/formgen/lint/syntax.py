"""One tag by itself → what is wrong with its wording, and its syntax tree."""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from formgen.lint.finding import Fault
from formgen.lint.passage import Tag
from formgen.lint.scan import KEYWORDS
from formgen.lint.wording import PUNCTUATION, mend, named
from formgen.problems import Severity
from formgen.tags import TagEnvironment

_FRAMES = {
    "for": "{{% {} %}}{{% endfor %}}",
    "if": "{{% {} %}}{{% endif %}}",
    "elif": "{{% if 1 %}}{{% {} %}}{{% endif %}}",
    "else": "{{% if 1 %}}{{% {} %}}{{% endif %}}",
    "with": "{{% {} %}}{{% endwith %}}",
    "filter": "{{% {} %}}{{% endfilter %}}",
    "macro": "{{% {} %}}{{% endmacro %}}",
    "call": "{{% {} %}}{{% endcall %}}",
    "raw": "{{% {} %}}{{% endraw %}}",
}
"""Statement to the smallest template that holds it."""
_MERGES = frozenset({"vm", "hm"})
_OPERATORS = "and|or|not|in|is|if|else|recursive|as"
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_TWO_NAMES = re.compile(
    rf"(?<![\w.])(?!(?:{_OPERATORS})\b)(\w[\w.]*) +(?!(?:{_OPERATORS})\b)(\w[\w.]*)"
)
_DIGIT_FIRST = re.compile(r"(?<![\w.\"'])(\d+[^\W\d_]\w*)")
_PLAIN_ASSIGNMENT = re.compile(r"(?<![=!<>])=(?!=)")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_HINT = "请对照说明重写这个标记"


@dataclass(frozen=True, slots=True)
class ParsedTag:
    """A tag with its syntax tree."""

    tag: Tag
    tree: nodes.Template | None
    """None where even the mended wording is no valid tag."""


def frame(tag: Tag) -> str:
    """The smallest whole template that holds a tag alone; empty for one that only ends a block."""
    if not tag.statement:
        return "{{ " + tag.body + " }}"
    word = tag.keyword
    if word in _MERGES or word.startswith("end"):
        return ""
    if word in ("colspan", "cellbg"):
        return "{{ " + tag.body.removeprefix(word) + " }}"
    if word == "set" and "=" not in tag.body:
        return "{% " + tag.body + " %}{% endset %}"
    return _FRAMES.get(word, "{{% {} %}}").format(tag.body)


def check_tag(tag: Tag, environment: TagEnvironment) -> tuple[ParsedTag, list[Fault]]:
    """The tag's tree and everything that is wrong with its wording."""
    tree = _parsed(tag, environment)
    if tree is None:
        typing = list(_typing(tag, f"请把它们换成半角的：{' '.join(_halves(tag))}"))
        clear = any(fault.severity is Severity.ERROR for fault in typing) and not _halves(tag)
        return ParsedTag(tag, None), typing if clear else [*typing, _explained(tag)]
    if parts := _several(tree):
        return ParsedTag(tag, tree), [_one_each(tag, parts)]
    typing = list(_typing(tag, f"请改成“{tag.mended}”"))
    return ParsedTag(tag, tree), [*typing, *_filter_faults(tag, tree, environment)]


def _parsed(tag: Tag, environment: TagEnvironment) -> nodes.Template | None:
    """The tree of the mended tag; None if even that is no valid tag."""
    if tag.keyword.startswith("end") and (tag.keyword not in KEYWORDS or " " in tag.body):
        return None
    try:
        return _tree(frame(tag), environment)
    except TemplateSyntaxError:
        return None


@lru_cache(maxsize=4096)
def _tree(source: str, environment: TagEnvironment) -> nodes.Template:
    """The tree of a tag; the same stand in many templates, and nobody changes a tree."""
    return environment.parse(source)


def _halves(tag: Tag) -> list[str]:
    """The half-width characters that belong where Chinese ones were typed."""
    return [PUNCTUATION[character] for character in mend(tag.written).replaced]


def _typing(tag: Tag, correction: str) -> Iterator[Fault]:
    """What a Chinese keyboard or Word's automatic correction did to a tag."""
    wording = mend(tag.written)
    if wording.replaced:
        yield tag.fault(f"里用了{named(wording.replaced)}，标记里只能用半角标点", correction)
    if wording.invisible:
        yield tag.fault(
            "里有看不见的字符，多半是从网页或聊天软件复制来的", "请删掉整个标记，重新输入"
        )
    if wording.nested:
        yield tag.fault(
            "的引号里面还有中文引号，填写时会变成半角引号，文字就对不上或被截断",
            "引号里的文字不要带引号；选项里有引号的，请改选项的写法",
        )
    elif wording.curly:
        yield tag.fault(
            "用了中文引号，formgen 会当作半角引号", f"最好改成“{tag.mended}”", Severity.WARNING
        )
    if wording.open_quote:
        yield tag.fault("的引号没有配对", "请补上另一个引号")


def _several(tree: nodes.Template) -> int:
    """How many values a tag prints at once, where it is more than one."""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Tuple):
                return len(node.items)
    return 0


def _one_each(tag: Tag, count: int) -> Fault:
    names = [name.strip() for name in tag.body.split(",")]
    fitting = len(names) == count and all(names)
    example = (
        "、".join(f"{{{{ {name} }}}}" for name in names) if fitting else "{{ 姓名 }}、{{ 性别 }}"
    )
    return tag.fault("里写了几个字段", f"一个标记只能写一个字段，请分开写：{example}")


def _explained(tag: Tag) -> Fault:
    """Why a tag cannot be read, as its writer would understand it."""
    body = _STRING.sub('""', tag.body)
    if not tag.body:
        return tag.fault("是空的", "请写上字段名，如 {{ 姓名 }}，或者删去")
    explanation = (_statement_fault(tag, body) if tag.statement else None) or _expression_fault(
        body
    )
    return tag.fault(*(explanation or ("的写法不对，读不懂", _HINT)))


Explanation = tuple[str, str] | None


def _statement_fault(tag: Tag, body: str) -> Explanation:
    word = tag.keyword
    if word in ("elseif", "elsif") or re.match(r"else +if\b", body):
        return "的写法不对", f"请写成 {{%{tag.prefix} elif … %}}"
    if (glued := re.fullmatch(r"(tr|tc|p|r)(for|if|elif|else|endfor|endif|set)", word)) is not None:
        return f"的 {glued[1]} 后面少了空格", f"请写成 {{%{glued[1]} {glued[2]} …"
    if word not in KEYWORDS:
        near = difflib.get_close_matches(word, sorted(KEYWORDS), n=1, cutoff=0.5)
        advice = f"是否想写“{near[0]}”" if near else f"如果是字段，请写“{{{{ {tag.body} }}}}”"
        return f"里的“{word}”不是语句", advice
    if word.startswith("end") or word == "else":
        return f"里“{word}”后面不能有别的内容", f"请写成 {{%{tag.prefix} {word} %}}"
    if word == "for" and not re.search(r"\sin\s", body):
        return "少了 in", "请写成 {% for 项 in 行 %} 这样"
    if word in ("if", "elif") and body == word:
        return "没有写条件", "请写成 {% if 字段名 %} 这样"
    if word in ("if", "elif") and _PLAIN_ASSIGNMENT.search(body):
        return "里的“=”应是“==”", '请写成 {% if 字段 == "值" %} 这样'
    return None


def _expression_fault(body: str) -> Explanation:
    """What is wrong with an expression, or with the expression of a statement."""
    rest = body.split(" ", 1)[1] if body.split(" ", 1)[0] in KEYWORDS and " " in body else body
    if found := re.search(r"&&|\|\||(?<![=!<>])!(?!=)", rest):
        word = {"&&": "and", "||": "or", "!": "not"}[found[0]]
        return f"里不能写“{found[0]}”", f"请改成“{word}”（前后空一格）"
    if (bracket := _unpaired(rest)) is not None:
        return f"里的括号“{bracket}”没有配对", "请检查括号"
    if found := _DIGIT_FIRST.search(rest):
        return f"里的“{found[1]}”以数字开头，不能作字段名", "请写 campaign.json 里的字段名"
    if found := _TWO_NAMES.search(rest):
        first, second = found.groups()
        return (
            f"里“{first}”和“{second}”之间有空格",
            f"字段名中间不能有空格：请写“{first}{second}”；"
            f"如果“{second}”是“{first}”的一项，请写“{first}.{second}”",
        )
    return None


def _unpaired(text: str) -> str | None:
    """The first bracket without its partner."""
    waiting: list[str] = []
    for character in text:
        if character in _PAIRS:
            waiting.append(character)
        elif character in _PAIRS.values() and (not waiting or _PAIRS[waiting.pop()] != character):
            return character
    return waiting[-1] if waiting else None


def _filter_faults(tag: Tag, tree: nodes.Template, environment: TagEnvironment) -> Iterator[Fault]:
    """Filters and tests that do not exist, and Chinese filters without what they need."""
    for node in tree.find_all(nodes.Filter):
        if node.name not in environment.filters:
            yield _unknown_filter(tag, node.name, environment.filters)
        elif not node.name.isascii() and not _fits(node, environment.filters[node.name]):
            yield tag.fault(
                f"里“{node.name}”后面括号里的内容不对",
                f"请对照说明写“{node.name}”，如 {_EXAMPLES.get(node.name, node.name)}",
            )
    for test in tree.find_all(nodes.Test):
        if test.name not in environment.tests:
            yield tag.fault(f"里没有叫“{test.name}”的判断", "请去掉 is 后面的内容，或对照说明改写")


_EXAMPLES = {
    "勾选": '勾选("选项")', "打钩": '打钩("选项")', "填写": '填写("其他")', "垫宽": "垫宽(10)",
    "或": '或("无")', "分栏": "分栏(2)", "求和": '求和("名额")', "筛选": '筛选("类型", "市州")',
    "图片": "图片(35, 49)",
}  # fmt: skip


def _fits(node: nodes.Filter, function: Callable[..., object]) -> bool:
    """Whether a filter is given as many values as it takes."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return True
    given: dict[str, object] = {str(pair.key): None for pair in node.kwargs}
    try:
        inspect.signature(function).bind(None, *node.args, **given)
    except TypeError:
        return False
    return True


def _unknown_filter(tag: Tag, name: str, known: Mapping[str, object]) -> Fault:
    if name == "图片":
        return tag.fault("：Excel 模板里放不了图片", "请把图片放到 Word 模板里")
    chinese = [filter_name for filter_name in known if not filter_name.isascii()]
    near = difflib.get_close_matches(name, chinese, n=1, cutoff=0.4)
    advice = f"是否想写“{near[0]}”" if near else f"可用的有{'、'.join(chinese)}"
    return tag.fault(f"里竖线后面的“{name}”不是能用的词", advice)
