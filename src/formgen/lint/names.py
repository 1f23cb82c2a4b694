"""The names in a template's tags → those that its document may not use, or nothing defines."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from formgen.campaign import Campaign, Document, FieldDefinition, Scope
from formgen.lint.blocks import Blocks
from formgen.lint.finding import Fault
from formgen.lint.passage import Tag
from formgen.lint.syntax import ParsedTag
from formgen.plan import naming_context
from formgen.tags import RecordShape, TagEnvironment, UnknownName, shape_of, unknown_names

_LOOP = re.compile(r"for +\w+ +in +(.+)")
_TICKS = frozenset({"勾选", "打钩", "填写"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the tags of one document may name."""

    campaign: Campaign
    document: Document
    allowed: RecordShape
    everything: RecordShape
    """The same as if the document were not public."""
    facts: Mapping[str, Mapping[str, object]]
    """What campaign.json says, which no data changes: 活动."""
    options: Mapping[str, frozenset[str]]
    """Name of a choice field to its options."""
    open_options: Mapping[str, frozenset[str]]
    """Name of a choice field to the options behind which one may write."""
    pictures: frozenset[str]
    """Names of the fields that hold one photo or several pictures."""
    labels: Mapping[str, str]
    """What the form prints, without spaces, to the field's name where that is another."""

    @classmethod
    def of(cls, campaign: Campaign, document: Document) -> Vocabulary:
        """The vocabulary of a document."""
        fields = list(_all_fields(campaign))
        choices = [field for field in fields if field.options or field.options_from]
        options = {f.name: frozenset(campaign.options_of(f).values()) for f in choices}
        private = document.model_copy(update={"public": False})
        return cls(
            campaign=campaign,
            document=document,
            allowed=_shape(campaign, document),
            everything=_shape(campaign, private),
            facts={"活动": campaign.model_dump(by_alias=True)},
            options=options,
            open_options={f.name: frozenset(f.open_options) for f in choices},
            pictures=frozenset(f.name for f in fields if f.kind in ("照片", "图片")),
            labels={_squeezed(f.label): f.name for f in fields if f.label and f.label != f.name},
        )

    def label_fault(self, tag: Tag) -> Fault | None:
        """The fault of a tag that holds what the form prints instead of the field's name."""
        written = _squeezed(tag.written.partition("|")[0].partition("｜")[0])
        name = self.labels.get(written)
        if tag.statement or name is None or written.isidentifier():
            return None
        return tag.fault("里写的是表上印的原文，不是字段名", f"请写字段名：{{{{ {name} }}}}")

    def name_faults(self, blocks: Blocks, environment: TagEnvironment) -> Iterator[Fault]:
        """Names that nothing defines, and names that a public document must not use."""
        try:
            tree = environment.parse(blocks.source)
        except TemplateSyntaxError:  # an exotic block in disorder, reported already
            return
        known = {(unknown.name, unknown.line) for unknown in unknown_names(tree, self.everything)}
        for unknown in unknown_names(tree, self.allowed):
            tag = blocks.tags[unknown.line - 1]
            if (unknown.name, unknown.line) not in known:
                yield self._private(tag, unknown.name)
            else:
                yield self._unknown(tag, unknown, blocks.loop_names)
        facts = self.facts["活动"]
        absent = {name for name, fact in facts.items() if fact is None}
        for name, line in _parts_asked(tree, absent):
            yield blocks.tags[line - 1].fault(
                f"要用“{name}”的内容，campaign.json 里没有写“{name}”",
                f"请在 campaign.json 里写上“{name}”这一项，或删去这个标记",
            )

    def _private(self, tag: Tag, name: str) -> Fault:
        is_field = any(field.name == name for field in _all_fields(self.campaign))
        hint = f"，确实要公开的，请在 campaign.json 里把字段“{name}”的“可公开”写成 true"
        return tag.fault(
            f"里的“{name}”不是可公开的内容，公开的文书“{self.document.name}”不能用",
            f"请删去{hint if is_field else ''}",
        )

    def _unknown(self, tag: Tag, unknown: UnknownName, loops: frozenset[str]) -> Fault:
        name = unknown.name
        fields = {field.name for field in self.campaign.fields_of(self.document.table)}
        if name in fields and Scope.ENTRY not in self.document.scopes:
            return tag.fault(
                f"里的“{name}”是每份申报的字段，不能直接写在汇总类的文书里",
                f"请写在循环里：{{%tr for 项 in 行 %}} … {{{{ 项.{name} }}}}",
            )
        if name in loops:
            hint = "请移到 {% for … %} 和 {% endfor %} 之间"
            return tag.fault(f"里的“{name}”写在了它的循环外面", hint)
        advice = f"是否想写“{unknown.near}”" if unknown.near else "请对照 campaign.json 里的字段名"
        return tag.fault(f"里的“{name}”没有定义，不是字段", advice)

    def always_turns(self, tag: Tag, environment: TagEnvironment) -> bool:
        """Whether a loop is one over a list of campaign.json that is not empty."""
        items = _LOOP.fullmatch(tag.body)
        if items is None or not items[1].startswith("活动."):
            return False
        try:
            return bool(environment.compile_expression(items[1])(**self.facts))
        except (TemplateError, TypeError, ValueError):  # it names more than campaign.json
            return False

    def option_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """Options that are asked for and do not exist: such a box would never be ticked."""
        for node in parsed.tree.find_all((nodes.Filter, nodes.Compare)) if parsed.tree else ():
            for field, option in _asked(node):
                if option and option not in self.options.get(field, {option}):
                    yield self._option(parsed.tag, field, option)
            if isinstance(node, nodes.Filter) and node.name == "填写":
                yield from self._closed_option(parsed.tag, node)

    def picture_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """Pictures printed as if they were text."""
        for output in parsed.tree.find_all(nodes.Output) if parsed.tree else ():
            for printed in output.nodes:
                name = _last_name(printed)
                if name in self.pictures:
                    yield parsed.tag.fault(
                        f"里的“{name}”是图片，要写明大小",
                        f"请写成 {{{{ {name}|图片(33, 47) }}}}：不超过宽 33、高 47 毫米",
                    )

    def _option(self, tag: Tag, field: str, option: str) -> Fault:
        allowed = sorted(self.options[field])
        near = difflib.get_close_matches(option, allowed, n=1, cutoff=0.4)
        advice = f"是否想写“{near[0]}”" if near else f"可写的有：{'、'.join(allowed)}"
        return tag.fault(f"里的“{option}”不是字段“{field}”的选项", advice)

    def _closed_option(self, tag: Tag, node: nodes.Filter) -> Iterator[Fault]:
        field, options = _last_name(node.node), _texts(node.args[:1])
        for option in options:
            opens = self.open_options.get(field)
            if opens is not None and option in self.options[field] and option not in opens:
                yield tag.fault(
                    f"：选项“{option}”后面不能另写文字",
                    f"请在 campaign.json 字段“{field}”的“可填选项”里加上它，或改用“打钩”",
                )


def _parts_asked(tree: nodes.Template, absent: Set[str]) -> Iterator[tuple[str, int]]:
    """Absent parts of campaign.json of which something is asked: 活动.表彰.导语, each line once.

    A template that asks whether the part is there, {% if 活动.表彰 %}, knows what to do.
    """
    owners = [one.node for one in tree.find_all(nodes.Getattr)]
    inner = {id(owner) for owner in owners}
    parts = [
        one
        for one in tree.find_all(nodes.Getattr)
        if one.attr in absent and isinstance(one.node, nodes.Name) and one.node.name == "活动"
    ]
    looked_at = {one.attr for one in parts if id(one) not in inner}
    yield from dict.fromkeys((one.attr, one.lineno) for one in parts if one.attr not in looked_at)


def _shape(campaign: Campaign, document: Document) -> RecordShape:
    shape = shape_of(naming_context(campaign, document))
    return shape if isinstance(shape, RecordShape) else RecordShape({})


def _all_fields(campaign: Campaign) -> Iterator[FieldDefinition]:
    for field in [*campaign.fields, *(f for side in campaign.side_tables for f in side.fields)]:
        yield field
        yield from field.columns


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _asked(node: nodes.Node) -> Iterator[tuple[str, str]]:
    """Field and option of every choice a filter or comparison asks about."""
    if isinstance(node, nodes.Filter) and node.name in _TICKS:
        yield from ((_last_name(node.node), text) for text in _texts(node.args[:1]))
    elif isinstance(node, nodes.Filter) and node.name == "筛选":
        for field in _texts(node.args[:1]):
            yield from ((field, text) for text in _texts(node.args[1:]))
    elif isinstance(node, nodes.Compare):
        operands = [operand.expr for operand in node.ops if operand.op in ("eq", "ne")]
        yield from ((_last_name(node.expr), text) for text in _texts(operands))


def _last_name(node: nodes.Node | None) -> str:
    """类别 of both 类别 and 项.类别."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.name if isinstance(node, nodes.Name) else ""


def _texts(items: list[nodes.Expr]) -> list[str]:
    return [
        item.value
        for item in items
        if isinstance(item, nodes.Const) and isinstance(item.value, str)
    ]
