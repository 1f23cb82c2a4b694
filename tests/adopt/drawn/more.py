"""Further blank forms, of ways to draw a blank that the others do not have."""

from __future__ import annotations

from tests.adopt.drawn.drawing import DOWN, C, form, line, row, table, title
from tests.adopt.drawn.forms import Drawn, Expected
from tests.word.making import paragraph, run


def _f(label: str, kind: str, **more: object) -> Expected:
    return {"标签": label, "类型": kind, **more}


_SEX = {"选项": ["男", "女"]}


def volunteers() -> bytes:
    """优秀志愿者: two people side by side, each under a heading of their own."""
    widths = (30, 55, 30, 55)
    both = ("姓　名", "性　别", "出生年月", "志愿者编号", "联系电话")
    return form(
        title("优秀志愿者（搭档）推荐表"),
        line("推荐单位（盖章）：〔　　　　　　　　　　　　〕"),
        table(
            widths,
            row(C("第一申请人", span=2), C("第二申请人", span=2)),
            *[row(label, _blank(label), label, _blank(label)) for label in both],
            row(C("服务时长（小时）"), "", "服务时长（小时）", ""),
            row("搭档时间", C("　　　　年　　月起", span=3)),
            row("共同事迹", C("（800字以内，第三人称）", span=3, align="left"), height=80),
            row("推荐单位\n意　　见", C("\n\n（盖章）　　\n年　月　日", span=3), height=35),
        ),
        line("注：两人须共同服务满一年；本表一式两份。"),
    )


def _blank(label: str) -> C | str:
    return "□男　□女" if label == "性　别" else ""


VOLUNTEERS = (
    _f("推荐单位", "推荐单位"),
    *(
        field
        for who in ("第一申请人", "第二申请人")
        for field in (
            _f(f"{who}姓名", "姓名"),
            _f(f"{who}性别", "单选", **_SEX),
            _f(f"{who}出生年月", "年月"),
            _f(f"{who}志愿者编号", "文本"),
            _f(f"{who}联系电话", "电话"),
            _f(f"{who}服务时长（小时）", "整数"),
        )
    ),
    _f("搭档时间", "年月"),
    _f("共同事迹", "长文本", 最多字数=800),
)


def parents() -> bytes:
    """家长信息: a grid of boxes, boxes under headings, options in brackets of their own."""
    widths = (34, 34, 34, 34, 34)
    asked = ("校园安全", "食堂伙食", "课后服务")
    answers = ("满意", "基本满意", "不满意", "不了解")
    return form(
        title("青禾小学学生家长信息登记表"),
        line("班级：　　　　年级　　　　班　　　　　　　填表日期：　　　　年　　月　　日"),
        table(
            widths,
            row("学生姓名", "", "性别", C("（　）男　（　）女", span=2)),
            row("身份证号码", C(span=4)),
            row("家庭住址", C(span=4)),
            row(
                C("家长\n信息", merge="起"),
                "姓名",
                "与学生关系",
                "工作单位",
                "联系电话",
            ),
            *[row(C(merge=DOWN), "", "", "", "") for _ in range(2)],
            row(
                C("可参加的\n活动（可\n多选）", merge="起"),
                C("□亲子阅读", align="left"),
                C("□护学岗", align="left"),
                C("□家长讲堂", align="left"),
                C("□研学陪同", align="left"),
            ),
            row(
                C(merge=DOWN),
                C("□图书整理", align="left"),
                C("□运动会", align="left"),
                C("□家委会", align="left"),
                C("□暂不参加", align="left"),
            ),
            row(
                "学生上下学\n方式",
                C("①步行　②家长接送　③公交　④校车　　请填序号：（　　）", span=4),
            ),
            row("满意度", *answers),
            *[row(item, *["□"] * 4) for item in asked],
            row("意见建议", C("（200字以内）", span=4, align="left"), height=40),
        ),
        line("家长签名：＿＿＿＿＿＿＿＿"),
    )


PARENTS = (
    _f("班级", "文本"),
    _f("填表日期", "日期"),
    _f("学生姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("身份证号码", "身份证号"),
    _f("家庭住址", "地址"),
    _f("家长信息", "明细", 列=["姓名", "与学生关系", "工作单位", "联系电话"]),
    _f(
        "可参加的活动",
        "多选",
        选项=[
            "亲子阅读",
            "护学岗",
            "家长讲堂",
            "研学陪同",
            "图书整理",
            "运动会",
            "家委会",
            "暂不参加",
        ],
    ),
    _f("学生上下学方式", "单选", 选项=["步行", "家长接送", "公交", "校车"]),
    *(
        _f(item, "单选", 选项=["满意", "基本满意", "不满意", "不了解"])
        for item in ("校园安全", "食堂伙食", "课后服务")
    ),
    _f("意见建议", "长文本", 最多字数=200),
)

_FONT = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="28"/>'


def _leaders(*pieces: str, stops: tuple[int, ...] = (8300,)) -> str:
    """A line whose blanks are tabs that draw a line to their stops; a tab is a piece ⇥."""
    tabs = "".join(f'<w:tab w:val="left" w:leader="underscore" w:pos="{stop}"/>' for stop in stops)
    inner = "".join(
        "<w:r><w:rPr>" + _FONT + "</w:rPr><w:tab/></w:r>" if piece == "⇥" else run(piece, _FONT)
        for piece in pieces
    )
    return paragraph(inner, properties=f"<w:tabs>{tabs}</w:tabs>")


def reader() -> bytes:
    """阅读推广人: no table, every blank a tab with a line as its leader."""
    return form(
        title("阅读推广人报名表"),
        line(""),
        _leaders("姓名：", "⇥", "性别：", "⇥", stops=(4000, 8300)),
        _leaders("出生年月：", "⇥", "民族：", "⇥", stops=(4000, 8300)),
        _leaders("身份证号码：", "⇥"),
        _leaders("工作单位及职务：", "⇥"),
        _leaders("手机：", "⇥", "电子邮箱：", "⇥", stops=(4000, 8300)),
        _leaders("报名组别：□个人　□团体　□其他", "⇥", stops=(7000,)),
        line("推广经历（300字以内）："),
        *[_leaders("⇥") for _ in range(5)],
        line("报名人签名：　　　　　　　　　　　　年　　月　　日", "right"),
    )


READER = (
    _f("姓名", "姓名"),
    _f("性别", "单选", **_SEX),
    _f("出生年月", "年月"),
    _f("民族", "单选", 选项来自="民族"),
    _f("身份证号码", "身份证号"),
    _f("工作单位及职务", "文本"),
    _f("手机", "电话"),
    _f("电子邮箱", "邮箱"),
    _f("报名组别", "单选可填", 选项=["个人", "团体", "其他"], 可填选项=["其他"]),
    _f("推广经历", "长文本", 最多字数=300),
)


def _control(properties: str, shown: str) -> str:
    """A content control inside a paragraph."""
    content = f"<w:sdtContent>{run(shown)}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"


def _prompt(properties: str = "<w:text/>", shown: str = "单击此处输入文字。") -> str:
    return _control(f"<w:showingPlcHdr/>{properties}", shown)


def _choice(*options: str) -> str:
    items = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in options)
    return _prompt(f"<w:dropDownList>{items}</w:dropDownList>", "选择一项。")


def _legacy(properties: str, shown: str = "") -> str:
    """A form field of old Word files."""
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}' if shown else ""
    word = "FORMTEXT" if shown else "FORMCHECKBOX"
    if "ddList" in properties:
        word = "FORMDROPDOWN"
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="域"/><w:enabled/>'
        f"{properties}</w:ffData></w:fldChar></w:r>"
        f'<w:r><w:instrText xml:space="preserve"> {word} </w:instrText></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_TEXT_FIELD = _legacy("<w:textInput/>", "\u2002\u2002\u2002\u2002\u2002")
_BOX = _legacy('<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>')


def _xml_cell(width: int, *pieces: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in pieces)
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{spanned}</w:tcPr><w:p>{inner}</w:p></w:tc>"


def hall() -> bytes:
    """农家书屋: content controls of WPS and form fields of old Word."""
    label, blank = 1700, 3100

    def two(*cells: tuple[str, ...]) -> str:
        inner = "".join(
            _xml_cell(label, name) + _xml_cell(blank, *content) for name, *content in cells
        )
        return f"<w:tr>{inner}</w:tr>"

    def wide(name: str, *content: str) -> str:
        return f"<w:tr>{_xml_cell(label, name)}{_xml_cell(8000, *content, span=3)}</w:tr>"

    whole = _xml_cell(label, "负责人") + (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
        f"{_xml_cell(blank, '请输入')}</w:sdtContent></w:sdt>"
    )
    rows = (
        two(("书屋名称", _prompt()), ("所在乡镇", _choice("青禾镇", "云谷镇", "泉屏镇"))),
        f"<w:tr>{whole}{_xml_cell(label, '联系电话')}{_xml_cell(blank, _TEXT_FIELD)}</w:tr>",
        two(
            ("成立日期", _prompt("<w:date><w:dateFormat w:val='yyyy年M月d日'/></w:date>")),
            ("藏书量（册）", _TEXT_FIELD),
        ),
        wide("书屋类型", _BOX, "独立书屋　", _BOX, "与文化室合建　", _BOX, "数字书屋"),
        wide("开放时间", _TEXT_FIELD),
        wide("地　　址", _prompt()),
        wide("活动情况\n（500字以内）".replace("\n", ""), _prompt("<w:text w:multiLine='1'/>")),
        wide("村委会意见", "（盖章）　　　　年　　月　　日"),
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (label, blank, label, blank))
    drawn = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return form(title("示范农家书屋申报表"), drawn, line("填表人：　　　　　　联系电话："))


HALL = (
    _f("书屋名称", "文本"),
    _f("所在乡镇", "单选", 选项=["青禾镇", "云谷镇", "泉屏镇"]),
    _f("负责人", "姓名"),
    _f("联系电话", "电话"),
    _f("成立日期", "日期"),
    _f("藏书量（册）", "整数"),
    _f("书屋类型", "单选", 选项=["独立书屋", "与文化室合建", "数字书屋"]),
    _f("开放时间", "文本"),
    _f("地址", "地址"),
    _f("活动情况", "长文本", 最多字数=500),
    _f("填表人", "姓名"),
    _f("填表人联系电话", "电话"),
)

MORE = (
    Drawn("优秀志愿者搭档推荐表", volunteers, VOLUNTEERS),
    Drawn("学生家长信息登记表", parents, PARENTS),
    Drawn("阅读推广人报名表", reader, READER),
    Drawn("示范农家书屋申报表", hall, HALL),
)
