"""What labels of official forms ask for: wording → field kind, with the reason where it surprises.

The first pattern that fits a label wins, so that the special stands before the general. A label
that no pattern knows asks for a text, short or long as the room for it says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label asks for."""

    kind: str
    """Chinese name of a field kind; "" where only the room for it can tell."""
    more: Mapping[str, object] = field(default_factory=dict)
    """Further keys of the field's definition."""
    sure: bool = True
    """Whether the label alone leaves no doubt."""


_PERSONS = (
    "姓名|申报人|申请人|负责人|联系人|主持人|经办人|填表人|填报人|制表人|报送人|推荐人|主要负责人|第一负责人|项目负责人|"
    "单位负责人|主管领导|分管领导|法定代表人|法人代表|法人|参赛人|参赛者|选手|队长|领队|指导教师|指导老师|带队教师|"
    "导师|班主任|辅导员|监护人|紧急联系人|代理人|授权代表|主讲人|讲师|教练|申报者|家长|本人|配偶|参与人|参加人|与会人|"
    "委托人|受托人|课题负责人|活动负责人|部门负责人|业务联系人|获奖人|候选人"
)

_RULES: tuple[tuple[str, Meaning], ...] = tuple(
    (pattern, meaning)
    for pattern, meaning in (
        # Two things in one blank are a text, whatever each of them is alone.
        (r".*(?:及|和|与|/|、|或).*(?:电话|手机|方式|邮箱|邮编|号码)", Meaning("文本")),
        (r".*(?:电话|手机|邮箱|姓名|性别)(?:及|和|与|/|、).*", Meaning("文本")),
        (r".*(?:身份证件?号码?|公民身份号码|身份证)", Meaning("身份证号")),
        (r".*(?:社会信用代码|信用代码)", Meaning("统一社会信用代码")),
        (r".*(?:网站|ICP)备案号|备案号", Meaning("网站备案号")),
        (r".*(?:邮政编码|邮编)", Meaning("邮政编码")),
        (r".*(?:邮箱|[Ee]-?mail|电子邮件|电子信箱|电邮)(?:地址)?", Meaning("邮箱")),
        (
            r".*(?:网址|域名|链接|主页|公众号|账号).*(?:或|/|、).*(?:账号|ID|网址|链接)",
            Meaning("网址或账号"),
        ),
        (r".*(?:网址|链接|网站地址|网页地址|URL|域名)", Meaning("网址")),
        (
            r".*(?:电话|手机|联系方式|手机号|手机号码|电话号码|联系号码|传真|传真号码|座机|移动电话)",
            Meaning("电话"),
        ),
        (r"性别", Meaning("单选", {"选项": ["男", "女"]})),
        (r"民族", Meaning("单选", {"选项来自": "民族"})),
        (r"政治面貌|党派|政治面目|面貌", Meaning("单选", {"选项来自": "政治面貌"})),
        (
            r"(?:最高|现|全日制|在职|第一)?(?:学历|文化程度|受教育程度|教育程度|学历层次)",
            Meaning("单选", {"选项来自": "学历"}),
        ),
        (r".*推荐单位(?:名称)?", Meaning("推荐单位")),
        (r".*(?:起止|始末|起讫|自何年).*", Meaning("文本")),
        (
            r".*(?:出生|参加工作|工作|成立|入党|入团|毕业|入学|入职|任职|任现职|创办|创建|组建|建站|注册|开通|发布|出版|发表|"
            r"获奖|授予|获得|取得|立项|结项|完成|创作|拍摄|制作|采写|首发|上线|播出|刊发|投稿|开工|竣工|认定|命名)(?:年月|时间|年月份)",
            Meaning("年月"),
        ),
        (r".*年月", Meaning("年月")),
        (r".*(?:日期|年月日)", Meaning("日期")),
        # The day on which the form is filled in or handed in.
        (r"(?:填表|填报|填写|制表|报送|上报|申报|申请|报名|推荐|提交)时间", Meaning("日期")),
        (r".*(?:时间|时段|期限|周期|学期|年度)", Meaning("文本", sure=False)),
        (r".*(?:地址|住址|居住地|住所|通讯处|通信处)", Meaning("地址")),
        (rf"(?:{_PERSONS})(?:姓名)?|.*姓名|.*(?:负责人|联系人)", Meaning("姓名")),
        (
            r".*(?:金额|经费|资金|预算|投资|产值|营业额|销售额|收入|利润|单价|总价|工资|补助|资助额|分数|得分|成绩|总分)",
            Meaning("小数"),
        ),
        (
            r".*(?:人数|人次|场次|次数|数量|件数|篇数|届数|期数|册数|页数|份数|户数|年龄|面积|粉丝数|粉丝量|关注数|浏览量|"
            r"阅读量|播放量|点赞数|转发数|名次|排名|推荐排序|排序|工龄|教龄|党龄|学时|课时)",
            Meaning("整数"),
        ),
        (
            r".*(?:图片|截图|图片资料|剧照|样图|工作照|活动照片|照片资料)",
            Meaning("图片", {"文件格式": ["JPG", "PNG"]}),
        ),
        (r".*(?:照片|相片|证件照|近照)", Meaning("照片", {"文件格式": ["JPG", "PNG"]})),
    )
)
_COMPILED = tuple((re.compile(pattern), meaning) for pattern, meaning in _RULES)

LONG = re.compile(
    r"(?:简介|事迹|情况|简历|经历|履历|说明|成果|荣誉|奖励|奖惩|处分|获奖|理由|内容|效果|成效|影响|反响|评价|总结|概述|概况|"
    r"特色|亮点|特点|计划|方案|措施|意义|背景|做法|启示|贡献|业绩|表现|自述|描述|介绍|陈述|提要|摘要|思路|目标|创新点?|"
    r"意见|论证|基础|条件|安排|进度|体会|感言|要点|材料|阐述|建议|诉求|原因|依据|过程|经验|构想|设想|鉴定|职责|任务)"
    r"(?:等)?$"
)
"""Labels of texts that are long where there is room."""
PERSON = re.compile(
    r"(?:人|者|教师|老师|导师|教练|监护|家长|领队|队长|配偶|专家|作家|学生|单位|部门|机构|代表)$"
)
"""Labels over others that say whom those are about."""
THE_ONE = re.compile(
    r"^(?:申报|申请|被?推荐|报名|参赛|参评|候选|填表|当事)?(?:本人|个人|人|者|对象|人选)$|^人选$"
)
"""Of these, the one the whole form is about: 姓名 needs no 申报人 before it."""
SHORT = re.compile(
    r"(?:名称|姓名|单位|部门|类别|类型|题目|标题|地点|职务|职称|学校|专业|院系|组别|级别|等级|编号|号码|作者|平台|方式|"
    r"代码|身份|籍贯|职业|银行|账号|账户|户名|方向|领域|学科|语种|关系|称谓|ID)$"
)
"""Labels of texts that are short however much room there is."""
NOT_NEEDED = re.compile(
    r"备注|荣誉|奖励|获奖|奖惩|处分|推荐意见|传真|QQ|微信|职称|其他|图片|截图|曾用名|婚姻|健康|特长|网址|链接|附件|网络昵称|邮箱$|^(?:填表|填报|制表|填写)"
)
"""Labels whose blanks many leave blank with good reason."""
COUNTED = frozenset(
    [
        "人",
        "人次",
        "场",
        "场次",
        "篇",
        "次",
        "个",
        "件",
        "项",
        "岁",
        "周岁",
        "年",
        "名",
        "家",
        "期",
        "平方米",
        "㎡",
        "m²",
        "页",
        "幅",
        "部",
        "册",
        "户",
        "条",
        "位",
        "届",
        "天",
        "张",
        "亩",
        "小时",
        "分钟",
        "学时",
        "课时",
        "厘米",
        "cm",
        "CM",
    ]
)
"""Units of whole numbers."""
MEASURED = frozenset(
    [
        "元",
        "万元",
        "亿元",
        "千元",
        "%",
        "％",
        "公里",
        "千米",
        "米",
        "平方公里",
        "吨",
        "公斤",
        "千克",
        "kg",
        "KG",
        "学分",
        "分",
    ]
)
"""Units of numbers that may have decimals."""


def meaning_of(label: str) -> Meaning:
    """What a label asks for.

    Args:
        label: without spaces, brackets and colon.
    """
    return next(
        (m for pattern, m in _COMPILED if pattern.fullmatch(label)), Meaning("", sure=False)
    )


def known(label: str) -> bool:
    """Whether a wording is by itself a label that forms use for one thing."""
    return meaning_of(label).kind not in ("", "文本") or label in _PLAIN_LABELS


_PLAIN_LABELS = frozenset(
    [
        "籍贯",
        "职务",
        "职称",
        "单位",
        "职业",
        "学校",
        "专业",
        "学位",
        "班级",
        "年级",
        "学号",
        "工号",
        "备注",
        "出生地",
        "户籍",
        "国籍",
        "特长",
        "爱好",
        "微信号",
        "QQ号",
        "工作单位",
        "所在单位",
        "单位名称",
        "单位及职务",
        "职务职称",
        "院系",
        "所在部门",
        "毕业院校",
    ]
)
"""Labels of plain texts."""
