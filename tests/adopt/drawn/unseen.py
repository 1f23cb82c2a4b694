"""Six forms drawn, with their fields, before anything was measured on them: fitted to nothing."""

from __future__ import annotations

from tests.adopt.drawn.drawing import (
    DOWN,
    C,
    Row,
    annex,
    form,
    line,
    page_break,
    row,
    table,
    title,
)
from tests.adopt.drawn.forms import Drawn, Expected


def _f(label: str, kind: str, **more: object) -> Expected:
    return {"标签": label, "类型": kind, **more}


_NATION, _POLITICS, _EDUCATION = (
    {"选项来自": "民族"},
    {"选项来自": "政治面貌"},
    {"选项来自": "学历"},
)
_SEX = {"选项": ["男", "女"]}
_YES = {"选项": ["是", "否"]}


def party_member() -> bytes:
    """优秀共产党员: results of three years side by side, four opinions, some signed by name."""
    widths = (25, 24, 22, 24, 22, 24, 29)

    def opinion(label: str, signed: str = "") -> Row:
        lines = f"\n\n{signed}\n{'　' * 20}（盖　章）\n{'　' * 18}年　　月　　日"
        return row(label, C(lines, span=6, align="left"), height=36)

    return form(
        annex("附件1"),
        title("全市优秀共产党员推荐审批表"),
        table(
            widths,
            row("姓　名", "", "性　别", "", "民　族", "", C("照　片", merge="起")),
            row("出生年月", "", "籍　贯", "", "学历学位", "", C(merge=DOWN)),
            row("入党时间", "", "参加工\n作时间", "", "专业技\n术职务", "", C(merge=DOWN)),
            row("身份证号码", C(span=3), "联系电话", C(span=2)),
            row("工作单位\n及职务", C(span=6)),
            row("近三年年度\n考核结果", "2022年", "", "2023年", "", "2024年", ""),
            row("个\n人\n简\n历", C(span=6), height=50),
            row("何时何地\n受过何种\n奖励或处分", C(span=6), height=35),
            row(
                "主要先进\n事　　迹",
                C("（1500字左右，可另附材料）", span=6, align="left"),
                height=120,
            ),
            opinion("所在党支\n部意见", "　　　　党支部书记签名："),
            opinion("基层党委\n意　　见", "　　　　党委书记签名："),
            opinion("县（市、区）\n委组织部\n意　　见"),
            opinion("市委组织\n部意见"),
            row("备　注", C(span=6), height=15),
        ),
        line("说明：本表一式两份，用A4纸双面打印。"),
    )


PARTY_MEMBER = (
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("民族", "单选", **_NATION),
    _f("照片", "照片"),
    _f("出生年月", "年月"),
    _f("籍贯", "文本"),
    _f("学历学位", "文本"),
    _f("入党时间", "年月"),
    _f("参加工作时间", "年月"),
    _f("专业技术职务", "文本"),
    _f("身份证号码", "身份证号"),
    _f("联系电话", "电话"),
    _f("工作单位及职务", "文本"),
    _f("2022年", "文本"),
    _f("2023年", "文本"),
    _f("2024年", "文本"),
    _f("个人简历", "长文本"),
    _f("何时何地受过何种奖励或处分", "长文本"),
    _f("主要先进事迹", "长文本", 约字数=1500),
    _f("备注", "文本"),
)


def pupil() -> bytes:
    """三好学生: a line of blanks above the table, awards as a list, a range of characters."""
    widths = (24, 28, 22, 26, 24, 18, 28)

    def opinion(label: str, signed: str = "（公章）") -> Row:
        lines = f"\n\n{'　' * 16}{signed}\n{'　' * 20}年　　月　　日"
        return row(label, C(lines, span=6, align="left"), height=32)

    return form(
        title("全省普通高中三好学生登记表"),
        line(
            "学校：〔　　　　　　　　　　　〕　年级班级：〔　　　　　　　〕　"
            "学籍号：〔　　　　　　　　　〕"
        ),
        table(
            widths,
            row("姓名", "", "性别", "", "民族", "", C("贴\n照\n片\n处", merge="起")),
            row("出生年月", "", "政治面貌", "", "担任职务", "", C(merge=DOWN)),
            row("身份证号", C(span=3), "体质健康\n测试等级", "", C(merge=DOWN)),
            row("家庭住址", C(span=3), "家长电话", C(span=2)),
            row(
                C("高中阶段\n获奖情况", merge="起"),
                "获奖时间",
                C("奖项名称", span=3),
                C("授奖单位", span=2),
            ),
            *[row(C(merge=DOWN), "", C(span=3), C(span=2)) for _ in range(4)],
            row("主\n要\n事\n迹", C("（800—1200字）", span=6, align="left"), height=110),
            opinion("班级意见", "班主任签名："),
            opinion("学校意见"),
            opinion("县（市、区）\n教育局意见"),
            opinion("市教育局\n意见"),
            opinion("省教育厅\n意见"),
        ),
        line("注：1.本表由学校填写，字迹要清楚；2.本表一式两份，一份存入学生档案。"),
    )


PUPIL = (
    _f("学校", "文本"),
    _f("年级班级", "文本"),
    _f("学籍号", "文本"),
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("民族", "单选", **_NATION),
    _f("照片", "照片"),
    _f("出生年月", "年月"),
    _f("政治面貌", "单选", **_POLITICS),
    _f("担任职务", "文本"),
    _f("身份证号", "身份证号"),
    _f("体质健康测试等级", "文本"),
    _f("家庭住址", "地址"),
    _f("家长电话", "电话"),
    _f("高中阶段获奖情况", "明细", 列=["获奖时间", "奖项名称", "授奖单位"]),
    _f("主要事迹", "长文本", 最少字数=800, 最多字数=1200),
)


def talk() -> bytes:
    """科普讲解大赛: sizes, meals and lodging by boxes, a leader of the team, a promise."""
    widths = (30, 36, 26, 36, 42)
    return form(
        annex("附件2"),
        title("全省科普讲解大赛选手报名表"),
        line("推荐单位（盖章）："),
        table(
            widths,
            row("姓名", "", "性别", "", C("近期免冠\n彩色照片", merge="起"), height=12),
            row("出生年月", "", "民族", "", C(merge=DOWN), height=12),
            row("学历", "", "所学专业", "", C(merge=DOWN), height=12),
            row("身份证号", C(span=2), "职务/职称", ""),
            row("工作单位", C(span=4)),
            row("通讯地址", C(span=2), "邮政编码", ""),
            row("手机号码", C(span=2), "电子邮箱", ""),
            row("参赛组别", C("□专职讲解员组　　□科技工作者组　　□志愿者组", span=4)),
            row("讲解题目", C(span=4)),
            row("所属学科领域", C(span=2), "讲解时长\n（分钟）", ""),
            row("选手简介\n（200字以内）", C(span=4), height=35),
            row("讲解内容简介\n（300字以内）", C(span=4), height=45),
            row("服装尺码", C("□S　□M　□L　□XL　□XXL　□XXXL", span=4, align="left")),
            row("是否住宿", C("□是　　□否", span=2), "是否自带\n道具", "□是　□否"),
            row("饮食要求", C("□无　□清真　□素食　□其他：＿＿＿＿＿＿", span=4, align="left")),
            row(C("领队", merge="起"), "姓名", "", "职务", ""),
            row(C(merge=DOWN), "手机", "", "微信号", ""),
            row(
                "参赛承诺",
                C(
                    "　　本人承诺所填信息真实有效，讲解内容为原创，不侵犯他人知识产权，"
                    "同意主办单位将作品用于公益性科普宣传。\n\n"
                    f"{'　' * 14}选手签名：\n{'　' * 16}年　　月　　日",
                    span=4,
                    align="left",
                ),
                height=40,
            ),
            row(
                "推荐单位意见",
                C(f"\n\n{'　' * 16}（盖章）\n{'　' * 16}年　　月　　日", span=4, align="left"),
                height=35,
            ),
        ),
        line("备注：请于6月30日前将本表Word版和盖章扫描件发至kepu@example.com。"),
    )


TALK = (
    _f("推荐单位", "推荐单位"),
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("照片", "照片"),
    _f("出生年月", "年月"),
    _f("民族", "单选", **_NATION),
    _f("学历", "单选", **_EDUCATION),
    _f("所学专业", "文本"),
    _f("身份证号", "身份证号"),
    _f("职务/职称", "文本"),
    _f("工作单位", "文本"),
    _f("通讯地址", "地址"),
    _f("邮政编码", "邮政编码"),
    _f("手机号码", "电话"),
    _f("电子邮箱", "邮箱"),
    _f("参赛组别", "单选", 选项=["专职讲解员组", "科技工作者组", "志愿者组"]),
    _f("讲解题目", "文本"),
    _f("所属学科领域", "文本"),
    _f("讲解时长（分钟）", "整数"),
    _f("选手简介", "长文本", 最多字数=200),
    _f("讲解内容简介", "长文本", 最多字数=300),
    _f("服装尺码", "单选", 选项=["S", "M", "L", "XL", "XXL", "XXXL"]),
    _f("是否住宿", "单选", **_YES),
    _f("是否自带道具", "单选", **_YES),
    _f("饮食要求", "单选可填", 选项=["无", "清真", "素食", "其他"], 可填选项=["其他"]),
    _f("领队姓名", "姓名"),
    _f("领队职务", "文本"),
    _f("领队手机", "电话"),
    _f("领队微信号", "文本"),
)


def family() -> bytes:
    """文明家庭: a picture of the family, its members as a list, opinions in pairs, a last line."""
    widths = (28, 24, 24, 20, 26, 48)
    stamped = f"\n\n{'　' * 7}（盖章）\n{'　' * 5}年　　月　　日"
    return form(
        annex("附件1"),
        title("第三届全市文明家庭推荐表"),
        table(
            widths,
            row("户主姓名", "", "性别", "", "民族", C("")),
            row("出生年月", "", "政治面貌", "", "文化程度", ""),
            row("工作单位\n及职务", C(span=3), "联系电话", ""),
            row("家庭地址", C("　　　　县（市、区）　　　　镇（街道）　　　　村（社区）", span=5)),
            row(
                "家庭特色\n（可多选）",
                C(
                    "□爱国守法　□遵德守礼　□平等和谐　□敬业诚信\n"
                    "□家教良好　□家风淳朴　□绿色节俭　□热心公益",
                    span=5,
                    align="left",
                ),
                height=16,
            ),
            row(
                C("家庭\n主要\n成员", merge="起"),
                "姓名",
                "与户主关系",
                "年龄",
                "政治面貌",
                "工作（学习）单位及职务",
            ),
            *[row(C(merge=DOWN), "", "", "", "", "") for _ in range(4)],
            row("家风家训", C("（50字以内）", span=5, align="left"), height=15),
            row("曾获县级\n以上荣誉", C(span=5), height=25),
            row("事迹简介", C("（300字以内）", span=5, align="left"), height=40),
            row(
                "主要事迹",
                C("（以第三人称撰写，1500字以内，另附家庭生活照片3—5张）", span=5, align="left"),
                height=90,
            ),
            row(
                "村（社区）\n意见", C(stamped, span=2), C("乡镇（街道）\n意见"), C(stamped, span=2)
            ),
            row(
                "县（市、区）\n文明办意见",
                C(stamped, span=2),
                C("市文明办\n意见"),
                C(stamped, span=2),
            ),
        ),
        line(
            "填表人：　　　　　　　　　联系电话：　　　　　　　　　填表日期：　　　　年　　月　　日"
        ),
    )


FAMILY = (
    _f("户主姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("民族", "单选", **_NATION),
    _f("出生年月", "年月"),
    _f("政治面貌", "单选", **_POLITICS),
    _f("文化程度", "单选", **_EDUCATION),
    _f("工作单位及职务", "文本"),
    _f("联系电话", "电话"),
    _f("家庭地址", "地址"),
    _f(
        "家庭特色",
        "多选",
        选项=[
            "爱国守法",
            "遵德守礼",
            "平等和谐",
            "敬业诚信",
            "家教良好",
            "家风淳朴",
            "绿色节俭",
            "热心公益",
        ],
    ),
    _f(
        "家庭主要成员",
        "明细",
        列=["姓名", "与户主关系", "年龄", "政治面貌", "工作（学习）单位及职务"],
    ),
    _f("家风家训", "文本", 最多字数=50),
    _f("曾获县级以上荣誉", "长文本"),
    _f("事迹简介", "长文本", 最多字数=300),
    _f("主要事迹", "长文本", 最多字数=1500),
    _f("填表人", "姓名"),
    _f("联系电话", "电话"),
    _f("填表日期", "日期"),
)


def collective() -> bytes:
    """先进集体: a cover, a page of instructions, and opinions of four levels."""
    widths = (30, 38, 26, 28, 22, 26)

    def opinion(label: str) -> Row:
        lines = f"\n\n\n　　　　签字人：{'　' * 12}（盖章）\n{'　' * 19}年　　月　　日"
        return row(label, C(lines, span=5, align="left"), height=48)

    return form(
        annex("附件3"),
        *[line("")] * 4,
        title("全省网信系统先进集体"),
        title("推荐审批表"),
        *[line("")] * 7,
        line("　　　　　集体名称　〔　　　　　　　　　　　　　　　〕"),
        line("　　　　　推荐单位　〔　　　　　　　　　　　　　　　〕"),
        line("　　　　　填报时间　〔　　　　　　　　　　　　　　　〕"),
        *[line("")] * 5,
        line("全省网信系统评选表彰工作领导小组办公室制", "center"),
        page_break(),
        line("填 表 说 明", "center"),
        line("　　一、本表是全省网信系统先进集体推荐用表，必须如实填写。"),
        line("　　二、本表用打印方式填写，使用仿宋小四号字，数字统一使用阿拉伯数字。"),
        line("　　三、集体名称填写全称；集体性质填写机关、参公单位、事业单位、企业或社会组织。"),
        line("　　四、主要事迹要求重点突出，字数控制在2000字以内，可另附页。"),
        line("　　五、本表上报一式3份，规格为A4纸。"),
        page_break(),
        table(
            widths,
            row("集体名称", C(span=5), height=12),
            row("集体性质", "", "集体级别", "", "集体人数", "", height=12),
            row("集体负责人\n姓　　　名", "", "职　务", "", "联系电话", "", height=14),
            row("集体所属单位", C(span=5), height=12),
            row("单位地址", C(span=3), "邮政编码", "", height=12),
            row("何时何地\n受过何种\n奖　　励", C(span=5), height=35),
            row("何时何地\n受过何种\n处　　分", C(span=5), height=25),
            row("主\n\n要\n\n事\n\n迹", C("", span=5), height=200),
            opinion("所属单位\n意　　见"),
            opinion("县级网信部门\n审核意见"),
            opinion("市级网信部门\n和人力资源\n社会保障部门\n审核意见"),
            opinion("省评选表彰\n工作领导小组\n审批意见"),
        ),
    )


COLLECTIVE = (
    _f("集体名称", "文本"),
    _f("推荐单位", "推荐单位"),
    _f("填报时间", "日期"),
    _f("集体性质", "文本"),
    _f("集体级别", "文本"),
    _f("集体人数", "整数"),
    _f("集体负责人姓名", "姓名"),
    _f("职务", "文本"),
    _f("联系电话", "电话"),
    _f("集体所属单位", "文本"),
    _f("单位地址", "地址"),
    _f("邮政编码", "邮政编码"),
    _f("何时何地受过何种奖励", "长文本"),
    _f("何时何地受过何种处分", "长文本"),
    _f("主要事迹", "长文本", 最多字数=2000),
)


def volunteer() -> bytes:
    """网络安全宣传周志愿者: many boxes, days to choose from, somebody to call in need."""
    widths = (30, 36, 26, 36, 42)
    return form(
        title("国家网络安全宣传周志愿者报名表"),
        table(
            widths,
            row("姓名", "", "性别", "□男　□女", C("1寸照片\n（电子版）", merge="起")),
            row("出生日期", "", "民族", "", C(merge=DOWN)),
            row("政治面貌", "", "身高（cm）", "", C(merge=DOWN)),
            row("学校（单位）", C(span=2), "学院及专业", ""),
            row("身份证号码", C(span=2), "学号", ""),
            row("手机", C(span=2), "微信号", ""),
            row("紧急联系人", C(span=2), "紧急联系人\n电话", ""),
            row(
                "外语水平",
                C("□英语四级　□英语六级　□专业八级　□其他（　　　　　）", span=4, align="left"),
            ),
            row(
                "服务意向\n（可多选）",
                C(
                    "□现场引导　□秩序维护　□展区讲解\n□物料发放　□新闻宣传　□后勤保障",
                    span=4,
                    align="left",
                ),
                height=16,
            ),
            row(
                "可服务日期\n（可多选）",
                C("□9月8日　□9月9日　□9月10日　□9月11日", span=4, align="left"),
            ),
            row("是否服从调剂", C("□是　　□否", span=2), "是否为\n注册志愿者", "□是　□否"),
            row("上衣尺码", C("S（ ）　M（ ）　L（ ）　XL（ ）　XXL（ ）", span=4, align="left")),
            row("个人特长", C(span=4)),
            row(
                "志愿服务经历", C("（请写明时间、活动名称和岗位）", span=4, align="left"), height=40
            ),
            row("自我介绍", C("（200字以内）", span=4, align="left"), height=40),
            row(
                "本人承诺",
                C(
                    "　　我自愿报名参加志愿服务，服从组委会安排，遵守各项规定。\n"
                    "　　　　　　　　　　　本人签字：　　　　　　　　年　　月　　日",
                    span=4,
                    align="left",
                ),
                height=22,
            ),
            row(
                "学院（单位）\n意见",
                C(f"\n{'　' * 18}（盖章）\n{'　' * 16}年　　月　　日", span=4, align="left"),
                height=28,
            ),
        ),
        line("报名联系人：李老师，联系电话：0551-55501234。"),
    )


VOLUNTEER = (
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("照片", "照片", 照片尺寸={"宽": 25, "高": 35}),
    _f("出生日期", "日期"),
    _f("民族", "单选", **_NATION),
    _f("政治面貌", "单选", **_POLITICS),
    _f("身高（cm）", "整数"),
    _f("学校（单位）", "文本"),
    _f("学院及专业", "文本"),
    _f("身份证号码", "身份证号"),
    _f("学号", "文本"),
    _f("手机", "电话"),
    _f("微信号", "文本"),
    _f("紧急联系人", "姓名"),
    _f("紧急联系人电话", "电话"),
    _f(
        "外语水平",
        "单选可填",
        选项=["英语四级", "英语六级", "专业八级", "其他"],
        可填选项=["其他"],
    ),
    _f(
        "服务意向",
        "多选",
        选项=["现场引导", "秩序维护", "展区讲解", "物料发放", "新闻宣传", "后勤保障"],
    ),
    _f("可服务日期", "多选", 选项=["9月8日", "9月9日", "9月10日", "9月11日"]),
    _f("是否服从调剂", "单选", **_YES),
    _f("是否为注册志愿者", "单选", **_YES),
    _f("上衣尺码", "单选", 选项=["S", "M", "L", "XL", "XXL"]),
    _f("个人特长", "文本"),
    _f("志愿服务经历", "长文本"),
    _f("自我介绍", "长文本", 最多字数=200),
)

UNSEEN = (
    Drawn("优秀共产党员推荐审批表", party_member, PARTY_MEMBER),
    Drawn("三好学生登记表", pupil, PUPIL),
    Drawn("科普讲解大赛报名表", talk, TALK),
    Drawn("文明家庭推荐表", family, FAMILY),
    Drawn("先进集体推荐审批表", collective, COLLECTIVE),
    Drawn("志愿者报名表", volunteer, VOLUNTEER),
)
