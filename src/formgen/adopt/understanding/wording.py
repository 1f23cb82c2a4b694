"""The wording of forms: labels, hints, stamps, numbering, boxes, as patterns."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETED = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕]*)[)）】\]〕]")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|\d{1,2}[、.．)）](?!\d)|[①-⑳]|[A-Z][.、．](?![a-z])|[*＊★●◆]+)"
)
_EDGES = "：:、，,。.；;*＊_＿-—"
_LONGEST_LABEL = 30
_SENTENCE = re.compile(r"[。；！？]|，.*，|\d{4}年\d")

HINT = re.compile(
    r"不超过|不得超过|不少于|不低于|以内|左右|\d+字|另附|附页|请|限填|限报|限\d|择要|逐项|逐条|"
    r"简要|按.{0,12}(填写|顺序)|填写|如没有|没有.{0,4}不填|不填|如有|可选|选填|必填|粘贴|例如|如[:：]|"
    r"格式|可多选|单选|多选|打[“\"]?[√✓]|打勾|打钩|应|须|另行|由.{1,12}填|注明|说明.{4,}|包括|写明|主要填|从.+中选"
)
"""What shows that a text tells how to fill in."""
STAMP = re.compile(r"[（(]?(?:单位)?(?:公章|盖章|签章|印章|章)[)）]?$|盖章|公章|签章|加盖")
"""A place to be stamped."""
SIGNATURE = re.compile(r"签字|签名|签署|签章|手签|亲笔")
"""A place to be signed."""
OPINION = re.compile(r"意见$|审核$|审批$|审查$|审定$|承诺$|承诺书$|声明$|签字$|签名$|盖章$|结论$")
"""Labels of areas that are written and stamped by hand."""
OWN_OPINION = re.compile(r"推荐意见$|推荐理由$|自我评价$|自我鉴定$")
"""Of these, those a unit types before the form is printed."""
OFFICE = re.compile(
    r"^(?:编号|序列号|受理编?号|登记编?号|申报编号|申请编号|(?:课题|项目|作品|案例|提案)编号|报名编?号|参赛编号|收件.*|档案编?号|"
    r"受理(?:人|单位|时间|日期)|审核人|评审得分|评分|得分|总分|NO\.?|№)$",
    re.IGNORECASE,
)
"""Labels of what the office fills in."""
BY_OFFICE = re.compile(
    r"(?:由)?(?:主办方?|组委会|评委会|办公室|秘书处|工作人员|受理(?:方|单位)|审核单位|承办方?)[^，。]{0,6}填"
    r"|(?:申报|申请)(?:者|人|单位)?(?:不用|不|勿)填|此栏(?:不用|不|勿)填|^不填$|^请勿填写?$"
)
"""Hints that leave a blank to the office."""
OPTIONAL = re.compile(r"可选|选填|如有|若有|没有.{0,6}不填|不填|不用填|可不填|可空|可另附")
"""Hints that leave a blank to the one who fills in."""
MANY = re.compile(r"可多选|多选|可选多项|可复选|选择?[一1]项或多项|限选|最多选|至多选")
"""Hints that allow several options."""
NOT_A_LABEL = re.compile(
    r"^(?:注|附|附件\d*|说明|填表说明|填写说明|填报说明|备注说明|要求|如下|附注|各.{2,20}|例|如|其中|合计|共计|小计|总计)$"
)
"""What stands before a colon without asking for anything."""
NOTE = re.compile(
    r"^(?:注\s*\d*[:：、.]|注意|说明[:：]|填[表写报]说明|备注[:：].{6,}|※|＊|此表|本表)"
)
"""Beginnings of notes below a form."""
ANNEX = re.compile(
    r"^附\s*(?:件|表|录)?\s*[\d一二三四五六七八九十]{0,3}\s*[-－—]?\d{0,2}\s*[:：]?$"
)
"""The mark of an annex over its title."""
NUMBER_CELL = re.compile(
    r"^(?:第?\d{1,3}[.、．]?|[一二三四五六七八九十]{1,3}[、.]?|[①-⑳]|[.。…·]{1,6}|[（(]\d+[)）])$"
)
"""What stands in a column of numbers."""
NUMBER_LABEL = re.compile(r"^(?:序号?|编号|No\.?|排序号)$", re.IGNORECASE)
"""Labels of a column of numbers."""
BOXES = "□☐◻▢❏❑○◯⬜☑☒■"
"""Characters that are ticked, or drawn ticked by mistake."""
_GAP = r"[_\s]{0,40}"
_HAND_DATE = rf"(?:20\d{{0,2}})?{_GAP}年{_GAP}月(?:{_GAP}日(?:{_GAP}[时点](?:{_GAP}分)?)?)?"
DATE_BLANK = re.compile(rf"{_GAP}{_HAND_DATE}(?:\s{{0,9}}[—–~～至到-]{{1,3}}{_GAP}{_HAND_DATE})?")
"""A date to be written by hand: 年 月 日, with or without the century, or a span of two."""
_PLACE = (
    "(?:自治区|办事处|社区|小区|街道|单元|年级|学院|省|市|盟|州|县|区|旗|乡|镇|村|组|路|街|巷|号|栋|幢|楼|室|系|班)"
    "{1,2}"
)
_PLACES = rf"{_PLACE}(?:[、/]{_PLACE}){{0,3}}"
PLACES_BLANK = re.compile(
    rf"(?:[\s_＿﹍﹎]{{2,40}}{_PLACES}(?:[（(]{_PLACES}[)）])?){{2,8}}[\s_＿﹍﹎]{{0,80}}"
)
"""An address or a class to be written between its words: ＿＿县（区）＿＿镇＿＿村."""
LIST_TITLE = re.compile(r"汇总|汇报表|名册|花名册|一览表|统计表|登记册|名单|目录表")
"""Titles of forms that list what a unit hands in."""
PHOTO = re.compile(r"照片|相片|贴照|免冠|近照|寸照|证件照|标准照")
"""A place for a person's photo."""
UNITS = [
    "平方米",
    "平方公里",
    "万元",
    "亿元",
    "人次",
    "公里",
    "小时",
    "分钟",
    "周岁",
    "元",
    "人",
    "个",
    "名",
    "项",
    "次",
    "篇",
    "场",
    "件",
    "幅",
    "张",
    "部",
    "册",
    "期",
    "家",
    "户",
    "岁",
    "年",
    "天",
    "页",
    "亩",
    "㎡",
    "m²",
    "%",
    "％",
    "条",
    "字",
    "位",
    "届",
    "学时",
    "课时",
    "学分",
    "厘米",
    "公斤",
    "千克",
    "cm",
    "CM",
    "kg",
    "KG",
]
"""What is counted, behind a blank or in brackets behind a label; longer ones first."""


LONGEST_LINE = 1500
"""Characters of a paragraph beyond which it is running text: no form has such a line of blanks."""


def compact(text: str) -> str:
    """A wording without any spaces: labels are spread out as the cell asks."""
    return _SPACES.sub("", text)


def without_number(text: str) -> str:
    """A wording without the numbering before it."""
    bare = _NUMBERING.sub("", text.strip(), count=1).strip()
    return bare or text.strip()


def numbered(text: str) -> bool:
    """Whether a numbering stands before it."""
    return _NUMBERING.match(text.strip()) is not None


def brackets(text: str) -> list[str]:
    """What stands in the brackets of a wording."""
    return [found for found in _BRACKETED.findall(compact(text)) if found]


def without_brackets(text: str) -> str:
    """A wording without brackets and what stands in them."""
    return _BRACKETED.sub("", compact(text))


def bracketed(text: str) -> bool:
    """Whether a wording stands in brackets as a whole."""
    bare = compact(text).rstrip("。.；;")
    return bool(bare) and bare[0] in "（([【〔" and bare[-1] in "）)]】〕"


def label_of(text: str) -> str:
    """A label as printed, without spaces, numbering and colon."""
    return without_number(compact(text)).strip(_EDGES)


def is_label(text: str) -> bool:
    """Whether a text can be what a blank beside it is called."""
    bare = label_of(text)
    core = without_brackets(bare).strip(_EDGES)
    if not core or len(core) > _LONGEST_LABEL or _SENTENCE.search(core):
        return False
    if not any(character.isalpha() for character in core):
        return False
    return not (len(core) > 6 and HINT.search(core)) and not re.match(
        r"请|限\d|不超过|如[:：]", core
    )


def is_hint(text: str) -> bool:
    """Whether a text tells how to fill in a blank, rather than what it is called."""
    return bool(compact(text)) and (bracketed(text) or HINT.search(compact(text)) is not None)


def identifier(text: str) -> str:
    """A name that can be a tag, of a wording; empty where nothing of it can."""
    kept = "".join(
        c for c in unicodedata.normalize("NFKC", compact(text)) if f"a{c}".isidentifier()
    )
    kept = kept.strip("_")
    return (
        kept
        if kept.isidentifier()
        else (f"第{kept}" if f"第{kept}".isidentifier() and kept else "")
    )
