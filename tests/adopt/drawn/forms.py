"""Blank forms drawn as real offices draw them, each with the fields a reader finds on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.adopt.drawn.drawing import (
    DOWN,
    LANDSCAPE,
    C,
    annex,
    form,
    line,
    page_break,
    row,
    table,
    title,
)

Expected = Mapping[str, object]
"""Of a field: 标签 (as printed, with its group where it needs one), 类型, limits, choices."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A blank form, and what is to be understood of it."""

    name: str
    draw: Callable[[], bytes]
    expected: tuple[Expected, ...]


def _f(label: str, kind: str, **more: object) -> Expected:
    return {"标签": label, "类型": kind, **more}


_NATION, _POLITICS, _EDUCATION = (
    {"选项来自": "民族"},
    {"选项来自": "政治面貌"},
    {"选项来自": "学历"},
)
_SEX = {"选项": ["男", "女"]}


def youth_member() -> bytes:
    """优秀共青团员: a cover with underlined blanks, education and family as lists."""
    widths = (22, 26, 20, 24, 22, 26, 30)
    return form(
        annex("附件2"),
        line(""),
        title("优秀共青团员申报表"),
        *[line("")] * 6,
        line("　　　　推荐单位：〔　　　　　　　　　　　　　〕"),
        line("　　　　申 报 人：〔　　　　　　　　　　　　　〕"),
        line("　　　　联系电话：〔　　　　　　　　　　　　　〕"),
        line("　　　　填报日期：〔　　　　〕年〔　　〕月〔　　〕日"),
        *[line("")] * 4,
        line("共青团东岭市委员会 制", "center"),
        page_break(),
        table(
            widths,
            row(
                "姓　名",
                "",
                "性　别",
                "",
                "民　族",
                "",
                C("照片\n（2寸免冠）", merge="起"),
                height=12,
            ),
            row("出生\n年月", "", "籍　贯", "", "政治\n面貌", "", C(merge=DOWN), height=12),
            row("入团\n时间", "", "文化\n程度", "", "职　务", "", C(merge=DOWN), height=12),
            row("身份证号", C(span=3), "手机号码", C(span=2)),
            row("工作单位", C(span=3), "电子邮箱", C(span=2)),
            row(
                C("学\n习\n经\n历", merge="起"),
                "起止时间",
                C("学校", span=2),
                "专业",
                C("学历", span=2),
            ),
            *[row(C(merge=DOWN), "", C(span=2), "", C(span=2)) for _ in range(4)],
            row(
                C("家\n庭\n成\n员", merge="起"),
                "称谓",
                "姓名",
                "年龄",
                "政治面貌",
                C("工作单位及职务", span=2),
            ),
            *[row(C(merge=DOWN), "", "", "", "", C(span=2)) for _ in range(5)],
            row("曾获\n荣誉", C("（限5项）", span=6, align="left"), height=30),
            row("主要\n事迹", C("（1500字以内，可另附页）", span=6, align="left"), height=90),
            row(
                "所在\n团组织\n意见",
                C("\n\n　　　　　　　　　　（盖章）\n　　　　　　　　　年　　月　　日", span=3),
                "上级\n团组织\n意见",
                C("\n\n　　　　　（盖章）\n　　　　年　　月　　日", span=2),
                height=45,
            ),
        ),
        line("注：本表一式三份，须双面打印。"),
    )


YOUTH_MEMBER = (
    _f("推荐单位", "推荐单位"),
    _f("申报人", "姓名"),
    _f("联系电话", "电话"),
    _f("填报日期", "日期"),
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("民族", "单选", **_NATION),
    _f("照片", "照片", 照片尺寸={"宽": 35, "高": 49}),
    _f("出生年月", "年月"),
    _f("籍贯", "文本"),
    _f("政治面貌", "单选", **_POLITICS),
    _f("入团时间", "年月"),
    _f("文化程度", "单选", **_EDUCATION),
    _f("职务", "文本"),
    _f("身份证号", "身份证号"),
    _f("手机号码", "电话"),
    _f("工作单位", "文本"),
    _f("电子邮箱", "邮箱"),
    _f("学习经历", "明细", 列=["起止时间", "学校", "专业", "学历"]),
    _f("家庭成员", "明细", 列=["称谓", "姓名", "年龄", "政治面貌", "工作单位及职务"]),
    _f("曾获荣誉", "长文本"),
    _f("主要事迹", "长文本", 最多字数=1500),
)


def worker() -> bytes:
    """最美职工: two-column labels, a one-inch photo, three opinions."""
    widths = (26, 32, 26, 32, 54)
    opinion = f"\n\n{'　' * 18}（公章）\n{'　' * 15}年　　月　　日"
    return form(
        annex("附件1："),
        title("“最美职工”推荐表"),
        line("推荐单位（盖章）：　　　　　　　　　　　　填表时间：　　　　年　　月　　日"),
        table(
            widths,
            row("姓名", "", "性别", "", C("一寸近期\n免冠照片", merge="起"), height=11),
            row("出生年月", "", "政治面貌", "", C(merge=DOWN), height=11),
            row("民族", "", "最高学历", "", C(merge=DOWN), height=11),
            row("参加工作时间", "", "技术职称", "", C(merge=DOWN), height=11),
            row("工作单位及岗位", C(span=4)),
            row("通讯地址", C(span=2), "邮编", ""),
            row("手机", C(span=2), "QQ/微信", ""),
            row("个人简历", C(span=4), height=45),
            row("主要先进事迹\n（不超过2000字）", C(span=4), height=95),
            row(
                "何时何地受过\n何种奖励",
                C("（请附证书复印件，限填3项）", span=4, align="left"),
                height=30,
            ),
            row("职工所在单位工会意见", C(opinion, span=4), height=38),
            row("县（区）总工会意见", C(opinion, span=4), height=38),
            row("市总工会意见", C(opinion, span=4), height=38),
        ),
    )


WORKER = (
    _f("推荐单位", "推荐单位"),
    _f("填表时间", "日期"),
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("照片", "照片", 照片尺寸={"宽": 25, "高": 35}),
    _f("出生年月", "年月"),
    _f("政治面貌", "单选", **_POLITICS),
    _f("民族", "单选", **_NATION),
    _f("最高学历", "单选", **_EDUCATION),
    _f("参加工作时间", "年月"),
    _f("技术职称", "文本"),
    _f("工作单位及岗位", "文本"),
    _f("通讯地址", "地址"),
    _f("邮编", "邮政编码"),
    _f("手机", "电话"),
    _f("QQ/微信", "文本"),
    _f("个人简历", "长文本"),
    _f("主要先进事迹", "长文本", 最多字数=2000),
    _f("何时何地受过何种奖励", "长文本"),
)


def collective() -> bytes:
    """青年文明号: the same label in two groups, numbered options with 其他."""
    widths = (30, 22, 38, 26, 54)
    return form(
        title("青年文明号创建集体申报表"),
        table(
            widths,
            row("集体名称", C(span=4)),
            row("所属单位", C(span=4)),
            row(
                "行业类别",
                C(
                    "1.□金融　2.□交通运输　3.□医疗卫生　4.□教育\n"
                    "5.□政务服务　6.□商贸　7.□其他＿＿＿＿＿＿",
                    span=4,
                    align="left",
                ),
                height=18,
            ),
            row("申报级别", C("□市级　　□区县级", span=2), "创建时间", ""),
            row("集体人数", C(span=2), "35周岁以下人数", ""),
            row(C("负责人", merge="起"), "姓名", "", "职务", ""),
            row(C(merge=DOWN), "手机", "", "出生年月", ""),
            row(C("联系人", merge="起"), "姓名", "", "职务", ""),
            row(C(merge=DOWN), "手机", "", "电子邮箱", ""),
            row("集体简介\n（300字左右）", C(span=4), height=50),
            row("创建口号", C("（不超过20字）", span=4, align="left"), height=12),
            row("创建做法\n与成效", C("（800-1500字）", span=4, align="left"), height=85),
            row(
                "单位意见",
                C("\n\n负责人签字：　　　　　　　　（盖章）\n年　　月　　日", span=4),
                height=35,
            ),
        ),
    )


_TRADES = ["金融", "交通运输", "医疗卫生", "教育", "政务服务", "商贸", "其他"]
COLLECTIVE = (
    _f("集体名称", "文本"),
    _f("所属单位", "文本"),
    _f("行业类别", "单选可填", 选项=_TRADES, 可填选项=["其他"]),
    _f("申报级别", "单选", 选项=["市级", "区县级"]),
    _f("创建时间", "年月"),
    _f("集体人数", "整数"),
    _f("35周岁以下人数", "整数"),
    _f("负责人姓名", "姓名"),
    _f("负责人职务", "文本"),
    _f("负责人手机", "电话"),
    _f("负责人出生年月", "年月"),
    _f("联系人姓名", "姓名"),
    _f("联系人职务", "文本"),
    _f("联系人手机", "电话"),
    _f("联系人电子邮箱", "邮箱"),
    _f("集体简介", "长文本", 约字数=300),
    _f("创建口号", "文本", 最多字数=20),
    _f("创建做法与成效", "长文本", 最少字数=800, 最多字数=1500),
)


def campus_work() -> bytes:
    """校园网络文化作品: options in brackets, authors as a list, a promise to be signed."""
    widths = (28, 34, 34, 34, 40)
    return form(
        annex("附件 3"),
        title("大学生网络文化作品报名表"),
        table(
            widths,
            row("作品名称", C(span=4)),
            row("参赛学校", C(span=4)),
            row(
                "作品类别",
                C(
                    "微视频（　）　动漫（　）　摄影（　）　网文（　）　"
                    "公益广告（　）　其他（　　　）",
                    span=4,
                    align="left",
                ),
                height=14,
            ),
            row("是否原创", C("是□　　否□", span=2), "完成时间", ""),
            row(C("作者\n（限3人）", merge="起"), "姓名", "学号", "院系", "联系电话"),
            *[row(C(merge=DOWN), "", "", "", "") for _ in range(3)],
            row(C("指导\n教师", merge="起"), "姓名", "", "职称", ""),
            row(C(merge=DOWN), "手机", "", "邮箱", ""),
            row("作品链接", C(span=4)),
            row("作品简介", C("（300字以内）", span=4, align="left"), height=45),
            row("创作思路", C("（500字以内）", span=4, align="left"), height=55),
            row("作品截图", C("（3张以内）", span=4), height=50),
            row(
                "原创声明",
                C(
                    "本人承诺所报作品为原创，不存在侵犯他人知识产权的情形。\n"
                    "　　　　　　　　　　作者签名：　　　　　　　　年　　月　　日",
                    span=4,
                    align="left",
                ),
                height=25,
            ),
            row("学校意见", C("\n\n（盖章）　　　　\n年　　月　　日", span=4), height=35),
        ),
    )


_WORKS = ["微视频", "动漫", "摄影", "网文", "公益广告", "其他"]
CAMPUS_WORK = (
    _f("作品名称", "文本"),
    _f("参赛学校", "文本"),
    _f("作品类别", "单选可填", 选项=_WORKS, 可填选项=["其他"]),
    _f("是否原创", "单选", 选项=["是", "否"]),
    _f("完成时间", "年月"),
    _f("作者", "明细", 列=["姓名", "学号", "院系", "联系电话"], 最多数量=3),
    _f("指导教师姓名", "姓名"),
    _f("指导教师职称", "文本"),
    _f("指导教师手机", "电话"),
    _f("指导教师邮箱", "邮箱"),
    _f("作品链接", "网址"),
    _f("作品简介", "长文本", 最多字数=300),
    _f("创作思路", "长文本", 最多字数=500),
    _f("作品截图", "图片", 最多数量=3),
)


def volunteering() -> bytes:
    """志愿服务项目: labels and blanks in one cell, a table inside a cell, headed parts."""
    budget = table(
        (40, 30, 60),
        row("支出科目", "金额（元）", "说明"),
        *[row("", "", "") for _ in range(4)],
    )
    return form(
        title("志愿服务项目申报书"),
        table(
            (85, 85),
            row(C("项目名称：", align="left"), C("项目编号（主办方填写）：", align="left")),
            row(C("申报组织：", align="left"), C("成立时间：　　　　年　　月", align="left")),
            row(C("项目负责人：", align="left"), C("联系电话：", align="left")),
            row(
                C("服务地区：＿＿＿＿＿市＿＿＿＿＿区（县）", align="left"),
                C("志愿者人数：　　　　人", align="left"),
            ),
            row(
                C(
                    "服务领域（可多选）：\n"
                    "□扶老　□助残　□救孤　□环保　□文化　□其他〔　　　　　　〕",
                    span=2,
                    align="left",
                ),
                height=16,
            ),
        ),
        line(""),
        table(
            (30, 140),
            row(
                "项目方案",
                C("一、项目背景\n\n二、实施内容\n\n三、预期成效\n\n（不超过3000字）", align="left"),
                height=120,
            ),
            row("经费预算", C(inner=budget), height=50),
            row("申报组织\n意见", C("\n\n（盖章）　　\n年　月　日"), height=35),
        ),
        line("填表说明："),
        line("1.本申报书用A4纸双面打印；"),
        line("2.经费预算精确到元。"),
    )


_FIELDS_OF_SERVICE = ["扶老", "助残", "救孤", "环保", "文化", "其他"]
VOLUNTEERING = (
    _f("项目名称", "文本"),
    _f("申报组织", "文本"),
    _f("成立时间", "年月"),
    _f("项目负责人", "姓名"),
    _f("联系电话", "电话"),
    _f("服务地区", "文本"),
    _f("志愿者人数", "整数"),
    _f("服务领域", "多选", 选项=_FIELDS_OF_SERVICE),
    _f("项目方案", "分部长文", 分部=["项目背景", "实施内容", "预期成效"], 最多字数=3000),
    _f("经费预算", "明细", 列=["支出科目", "金额（元）", "说明"]),
)


def summary() -> bytes:
    """推荐汇总表: a landscape list with who filled it in above and notes below."""
    widths = (12, 22, 14, 22, 28, 50, 34, 36, 24)
    heads = (
        "序号",
        "姓名",
        "性别",
        "出生年月",
        "政治面貌",
        "工作单位及职务",
        "手机号码",
        "推荐类别",
        "备注",
    )
    return form(
        annex("附件4"),
        title("“书香人家”推荐汇总表"),
        line("填报单位（盖章）：　　　　　　　　　联系人：　　　　　　　　联系电话："),
        table(
            widths,
            row(*heads, height=12),
            *[row(str(number), *[""] * 8, height=9) for number in range(1, 11)],
        ),
        line("注：1.按推荐先后排序。2.推荐类别填“书香家庭”或“阅读推广人”。"),
        section=LANDSCAPE,
    )


SUMMARY = (
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("出生年月", "年月"),
    _f("政治面貌", "单选", **_POLITICS),
    _f("工作单位及职务", "文本"),
    _f("手机号码", "电话"),
    _f("推荐类别", "文本"),
    _f("备注", "文本"),
)


def expert() -> bytes:
    """宣讲人才: group labels that run downward, a résumé as a list, several choices."""
    widths = (14, 28, 32, 28, 32, 36)
    return form(
        title("基层理论宣讲人才登记表"),
        table(
            widths,
            row(
                C("基本情况", merge="起", upright=True),
                "姓　　名",
                "",
                "性　　别",
                "",
                C("贴照片处\n（2寸）", merge="起"),
            ),
            row(C(merge=DOWN), "出生年月", "", "民　　族", "", C(merge=DOWN)),
            row(C(merge=DOWN), "学　　历", "", "专　　业", "", C(merge=DOWN)),
            row(C(merge=DOWN), "身份证号码", C(span=2), "联系电话", ""),
            row(C(merge=DOWN), "单位职务", C(span=4)),
            row(C(merge=DOWN), "家庭住址", C(span=4)),
            row(
                C("工作简历", merge="起", upright=True),
                "起止年月",
                C("工作单位", span=2),
                C("职务", span=2),
            ),
            *[row(C(merge=DOWN), "", C(span=2), C(span=2)) for _ in range(4)],
            row(
                C("宣讲情况", merge="起", upright=True),
                "宣讲方向",
                C("□理论 □政策 □法治 □文明实践", span=4, align="left"),
            ),
            row(C(merge=DOWN), "年宣讲场次", C(span=2), "受众人次", ""),
            row(C(merge=DOWN), "代表课题", C("1.\n2.\n3.", span=4, align="left"), height=24),
            row(C(merge=DOWN), "宣讲特色", C("（不少于200字）", span=4, align="left"), height=40),
            row(
                C("推荐单位意见", span=2), C("\n\n（盖章）　　　年　　月　　日", span=4), height=35
            ),
        ),
    )


EXPERT = (
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("照片", "照片", 照片尺寸={"宽": 35, "高": 49}),
    _f("出生年月", "年月"),
    _f("民族", "单选", **_NATION),
    _f("学历", "单选", **_EDUCATION),
    _f("专业", "文本"),
    _f("身份证号码", "身份证号"),
    _f("联系电话", "电话"),
    _f("单位职务", "文本"),
    _f("家庭住址", "地址"),
    _f("工作简历", "明细", 列=["起止年月", "工作单位", "职务"]),
    _f("宣讲方向", "单选", 选项=["理论", "政策", "法治", "文明实践"]),
    _f("年宣讲场次", "整数"),
    _f("受众人次", "整数"),
    _f("代表课题", "长文本"),
    _f("宣讲特色", "长文本", 最少字数=200),
)


def case() -> bytes:
    """家庭教育案例: blanks below their labels, key words, a choice of yes and no."""
    widths = (60, 35, 40, 35)
    return form(
        annex("附件"),
        title("家庭教育优秀案例登记表"),
        table(
            widths,
            row("案例标题", "作者", "作者单位", "联系电话"),
            row("", "", "", "", height=14),
            row("投稿类别", "邮箱", "通讯地址", "邮政编码"),
            row("", "", "", "", height=14),
            row(C("关键词（3-5个）：", span=4, align="left")),
            row(C("是否同意公开：□同意　□不同意", span=4, align="left")),
            row(C("摘要（300字以内）", span=4)),
            row(C(span=4), height=45),
            row(C("正文（可另附页）", span=4)),
            row(C(span=4), height=110),
        ),
    )


CASE = (
    _f("案例标题", "文本"),
    _f("作者", "文本"),  # of several authors all names
    _f("作者单位", "文本"),
    _f("联系电话", "电话"),
    _f("投稿类别", "文本"),
    _f("邮箱", "邮箱"),
    _f("通讯地址", "地址"),
    _f("邮政编码", "邮政编码"),
    _f("关键词", "文本"),
    _f("是否同意公开", "单选", 选项=["同意", "不同意"]),
    _f("摘要", "长文本", 最多字数=300),
    _f("正文", "长文本"),
)


def brave() -> bytes:
    """见义勇为: round boxes, dates with blanks, labels and blanks in running lines."""
    widths = (30, 45, 30, 65)
    return form(
        line("编号："),
        title("见义勇为人员申报表"),
        line("申报人姓名：____________　　与行为人关系：____________　　联系电话：____________"),
        table(
            widths,
            row("行为人姓名", "", "性别", "○男　　○女"),
            row("出生日期", "　　　　年　　月　　日", "证件号码", ""),
            row("户籍地址", C(span=3)),
            row("现住址", C(span=3)),
            row(
                "行为类型",
                C("○抢险救灾　○制止犯罪　○救人　○其他（请注明）____________", span=3, align="left"),
            ),
            row("发生时间", C("　　　　年　　月　　日　　时", span=1), "发生地点", ""),
            row(
                "事迹经过",
                C("（要求写明时间、地点、经过，1000字左右）", span=3, align="left"),
                height=80,
            ),
            row(
                "证明人", C("姓名：　　　　　　　　电话：　　　　　　　　　", span=3, align="left")
            ),
            row("伤亡情况", C("□无　□轻伤　□重伤　□牺牲", span=3, align="left")),
            row("医疗费用（元）", "", "保险情况", ""),
            row(
                "公安机关\n核查意见",
                C("\n\n经办人：　　　　　（盖章）　　　　年　　月　　日", span=3),
                height=35,
            ),
            row("确认机构\n意见", C("\n\n（盖章）　　　　年　　月　　日", span=3), height=35),
        ),
        line("填表人：　　　　　　　　填表日期：　　　　年　　月　　日"),
    )


BRAVE = (
    _f("申报人姓名", "姓名"),
    _f("与行为人关系", "文本"),
    _f("联系电话", "电话"),
    _f("行为人姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("出生日期", "日期"),
    _f("证件号码", "文本"),
    _f("户籍地址", "地址"),
    _f("现住址", "地址"),
    _f("行为类型", "单选可填", 选项=["抢险救灾", "制止犯罪", "救人", "其他"], 可填选项=["其他"]),
    _f("发生时间", "文本"),
    _f("发生地点", "文本"),
    _f("事迹经过", "长文本", 约字数=1000),
    _f("证明人姓名", "姓名"),
    _f("证明人电话", "电话"),
    _f("伤亡情况", "单选", 选项=["无", "轻伤", "重伤", "牺牲"]),
    _f("医疗费用（元）", "小数"),
    _f("保险情况", "文本"),
    _f("填表人", "姓名"),
    _f("填表日期", "日期"),
)

DRAWN = (
    Drawn("优秀共青团员申报表", youth_member, YOUTH_MEMBER),
    Drawn("最美职工推荐表", worker, WORKER),
    Drawn("青年文明号创建集体申报表", collective, COLLECTIVE),
    Drawn("大学生网络文化作品报名表", campus_work, CAMPUS_WORK),
    Drawn("志愿服务项目申报书", volunteering, VOLUNTEERING),
    Drawn("书香人家推荐汇总表", summary, SUMMARY),
    Drawn("基层理论宣讲人才登记表", expert, EXPERT),
    Drawn("家庭教育优秀案例登记表", case, CASE),
    Drawn("见义勇为人员申报表", brave, BRAVE),
)
