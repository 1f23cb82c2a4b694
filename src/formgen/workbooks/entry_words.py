"""A field of a campaign → what the 填报表 says of it: heading, comment, input message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from formgen.campaign import Campaign
from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import listed
from formgen.campaign.kinds.formats import SIGNED_FORMATS
from formgen.campaign.values import chinese_numeral

PROMPT_TITLE_LIMIT = 32
PROMPT_LIMIT = 255
"""UTF-16 units; Excel calls a file damaged where a title or message is longer."""
ERROR_LIMIT = 220
"""Of the message of a refused value."""

_SHOWN_OPTIONS = 30
"""More options are left to the drop-down list."""


def heading(field: FieldDefinition) -> str:
    """The column's heading: the field's name, with * where every entry needs it."""
    return f"{field.name}*" if field.required and not field.applies_to else field.name


def comment(field: FieldDefinition, campaign: Campaign) -> str:
    """All that is to be known about a column, one thing a line."""
    label = f"表上写作：{field.label}" if field.label else ""
    source = f"依据：通知“{field.source}”" if field.source else ""
    lines = [label, _need(field), *_ways(field, campaign), _hint(field), source]
    return "\n".join(line for line in lines if line)


def prompt(field: FieldDefinition, campaign: Campaign) -> str:
    """The message shown while a cell of the column is selected, cut to Excel's limit."""
    lines = [_need(field), *_ways(field, campaign), _hint(field)]
    return cut("\n".join(line for line in lines if line), PROMPT_LIMIT)


def cut(text: str, limit: int) -> str:
    """A text of at most so many UTF-16 units, with … where something is left out."""
    if _units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while _units(kept) > limit - 1:
        kept = kept[:-1]
    return kept + "…"


def options_of(field: FieldDefinition, campaign: Campaign) -> list[str]:
    """The options of a choice field, as a list shows them."""
    return list(dict.fromkeys(campaign.options_of(field).values()))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


_FOR_PAPER = re.compile("打.?[√✓钩勾]|方框")
"""What only who writes on paper is asked to do."""


def _hint(field: FieldDefinition) -> str:
    """The form's own hint; without sentences that tell how to tick a box on paper."""
    if field.kind not in {"单选", "单选可填", "多选"}:
        return field.hint.strip()
    sentences = re.split("(?<=[。；])", field.hint.strip())
    return "".join(one for one in sentences if not _FOR_PAPER.search(one))


def _need(field: FieldDefinition) -> str:
    """Whether and when the column is to be filled in."""
    if not field.applies_to:
        return "必填" if field.required else "选填"
    conditions = "，且".join(
        f"“{name}”填“{'”或“'.join(allowed)}”" for name, allowed in field.applies_to.items()
    )
    return f"{conditions}时{'必填' if field.required else '才填'}，其他情况留空"


def _ways(field: FieldDefinition, campaign: Campaign) -> Iterator[str]:
    """How a value is written, and its limits."""
    yield from _writing(field, campaign)
    yield _characters(field)
    yield _items(field)
    if field.formats:
        yield f"文件格式：{'、'.join(field.formats)}"


def _writing(field: FieldDefinition, campaign: Campaign) -> Iterator[str]:
    """How a value of the field's kind is written in a cell."""
    match field.kind:
        case "单选":
            yield f"请从下拉单中选一个：{_option_list(field, campaign)}"
        case "多选":
            yield f"可选几项，用“、”隔开：{_option_list(field, campaign)}"
        case "单选可填":
            yield f"请从下拉单中选一个：{_option_list(field, campaign)}"
            open_ones = "”或“".join(field.open_options)
            yield f"选“{open_ones}”的，请写成“{field.open_options[0]}（具体内容）”"
        case "明细":
            columns = column_pattern(field)
            yield f"每行一条（Alt+Enter 换行），各栏按顺序用“｜”隔开：{columns}"
        case "分部长文":
            yield f"每部分的小标题单独一行：{'；'.join(_numbered(field.parts))}"
            yield _LONG
        case "照片":
            yield from _photo(field)
        case "附件":
            yield f"每行一个（Alt+Enter 换行）：文件名 | 说明，如 {_attachment_example(field)}"
        case kind:
            yield _WRITING.get(kind, "")


def _characters(field: FieldDefinition) -> str:
    """The limits of length. Of files and open choices they are about the words beside."""
    limits = [
        f"不少于 {field.min_chars} 字" if field.min_chars else "",
        f"不超过 {field.max_chars} 字" if field.max_chars else "",
        f"{field.about_chars} 字左右" if field.about_chars else "",
    ]
    given = "，".join(limit for limit in limits if limit)
    if not given:
        return ""
    return f"{'说明文字' if field.kind in _FILE_KINDS else '字数'}：{given}"


def _items(field: FieldDefinition) -> str:
    low, high = field.min_items, field.max_items
    unit = "张" if field.kind == "图片" else "个" if field.kind == "附件" else "项"
    if low and high:
        return f"数量：{low} {unit}" if low == high else f"数量：{low} 至 {high} {unit}"
    if low:
        return f"数量：不少于 {low} {unit}"
    return f"数量：不超过 {high} {unit}" if high else ""


def _option_list(field: FieldDefinition, campaign: Campaign) -> str:
    return listed(options_of(field, campaign), _SHOWN_OPTIONS)


def column_pattern(field: FieldDefinition) -> str:
    """How one line of a 明细 is written."""
    return "｜".join(column.printed for column in field.columns)


def _numbered(parts: Sequence[str]) -> list[str]:
    """The headings of a sectioned text: 一、背景意义 …."""
    return [f"{chinese_numeral(number)}、{part}" for number, part in enumerate(parts, start=1)]


def _attachment_example(field: FieldDefinition) -> str:
    """A file of a format the field takes: a column of videos must not ask for a scan."""
    if field.formats and _VIDEO_FORMATS.issuperset(field.formats):
        return f"videos/活动.{field.formats[0].lower()} | 活动视频"
    return "scans/执照.pdf | 营业执照"


def _photo(field: FieldDefinition) -> Iterator[str]:
    yield "填照片的文件名，如 photos/张三.jpg；不要把照片贴进格子"
    if field.size is not None:
        yield f"照片尺寸：{field.size.width:g}×{field.size.height:g} 毫米"
    if field.background:
        yield f"底色：{field.background}"


_LONG = "可以直接填写，也可以存成 .txt 或 .docx 文件，这里填 @ 和文件名，如 @材料/张三.txt"


_VIDEO_FORMATS = frozenset(
    name for known in SIGNED_FORMATS if known.family == "视频" for name in known.names
)
_FILE_KINDS = frozenset({"图片", "附件"})
_WRITING: Mapping[str, str] = {
    "推荐单位": "请从下拉单中选本单位",
    "年月": "写成 1990.05 这样：四位年、两位月",
    "日期": "写成 2024-01-14 或 2024年1月14日",
    "整数": "只写数字",
    "小数": "只写数，如 92.5",
    "姓名": "只写姓名；几个人用“、”隔开",
    "身份证号": "18 位，最后一位可以是 X",
    "统一社会信用代码": "18 位数字和大写字母",
    "电话": "手机写 11 位；座机写 区号-号码；几个号码用“、”隔开",
    "邮箱": "写成 name@example.com 这样，用半角字符",
    "邮政编码": "6 位数字",
    "网址": "写成 https://www.example.com 这样",
    "网址或账号": "网站写域名或网址，账号写账号 ID",
    "网站备案号": "写成“皖ICP备12345678号-1”这样",
    "长文本": _LONG,
    "图片": "每行一张（Alt+Enter 换行）：文件名 | 说明，如 pictures/01.jpg | 活动现场",
}
"""Kind to how its values are written in a cell; other kinds need no words."""
