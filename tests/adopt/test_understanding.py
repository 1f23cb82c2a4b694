"""Understanding blank forms: the five campaigns', those drawn for the tests, and small ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from formgen.adopt.proposal import FormSort, Insertion, Proposal, Way
from formgen.adopt.understanding import understand
from formgen.campaign import load_campaign
from formgen.campaign.field import FieldDefinition
from formgen.ooxml import PackageError
from formgen.plan import Selection, filled_by_units, plan_blank
from formgen.run.making import Maker
from formgen.templating import TemplateFolders
from tests.adopt.drawn.drawing import C, form, line, row, table, title
from tests.adopt.drawn.forms import DRAWN, Drawn
from tests.adopt.measuring import EXPECTED, expected_fields, measured, together
from tests.collect.forms import CAMPAIGNS, ROOT
from tests.word.making import docx, paragraph
from tests.word.making import row as xml_row
from tests.word.making import table as xml_table

WIDTHS = (28.0, 57.0, 28.0, 57.0)


@cache
def blank_forms() -> Mapping[str, bytes]:
    """Every Word form and list of the five campaigns that units fill in, empty."""
    return dict(_blank_forms())


def _blank_forms() -> Iterator[tuple[str, bytes]]:
    for name in CAMPAIGNS:
        folder = ROOT / "data" / name
        campaign = load_campaign(folder)
        templates = TemplateFolders.of(folder, campaign.id)
        for document in filter(filled_by_units, campaign.documents):
            [file] = [one for one in document.templates if one.endswith(".docx")]
            chosen = Selection(frozenset({document.name}), frozenset({"docx"}))
            [job] = plan_blank(campaign, chosen)
            maker = Maker({(document.name, file): templates.find(file)}, "", None)
            yield f"{name}-{document.name}", maker.make(job).content


def fields(proposal: Proposal) -> dict[str, dict[str, object]]:
    """The proposed definitions by name, without their names."""
    found = {str(one.definition["名称"]): dict(one.definition) for one in proposal.fields}
    return {name: {k: v for k, v in d.items() if k != "名称"} for name, d in found.items()}


def kinds(proposal: Proposal) -> dict[str, object]:
    """The proposed kinds by name."""
    return {name: one["类型"] for name, one in fields(proposal).items()}


def tags(proposal: Proposal) -> list[str]:
    """The proposed tags in the form's order."""
    return [one.tag for one in sorted(proposal.insertions, key=lambda i: (i.paragraph, i.start))]


def one_table(*rows: object, widths: tuple[float, ...] = WIDTHS, name: str = "申报表") -> Proposal:
    """What is understood of a form with one table."""
    return understand(form(title(name), table(widths, *rows)))  # type: ignore[arg-type]


def test_expected_tables_are_of_the_forms_there_are() -> None:
    assert {path.stem for path in EXPECTED.glob("*.json")} == set(blank_forms())


def test_forms_of_the_five_campaigns() -> None:
    found = [measured(expected_fields(n), understand(b)) for n, b in blank_forms().items()]
    whole = together(found)
    assert whole.expected > 180
    assert whole.share_right >= 0.95, whole.wrong
    assert whole.share_invented <= 0.03, whole.invented


def test_drawn_forms() -> None:
    assert len(DRAWN) >= 8
    whole = together([measured(one.expected, understand(one.draw())) for one in DRAWN])
    assert whole.share_right >= 0.90, whole.wrong
    assert whole.share_invented <= 0.05, whole.invented


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda one: one.name)
def test_each_drawn_form(drawn: Drawn) -> None:
    found = measured(drawn.expected, understand(drawn.draw()))
    assert found.share_right >= 0.90, found.wrong
    assert found.share_invented <= 0.10, found.invented


def test_every_definition_is_valid_and_every_tag_names_its_field() -> None:
    forms = [*blank_forms().values(), *(one.draw() for one in DRAWN)]
    for proposal in map(understand, forms):
        names = [str(one.definition["名称"]) for one in proposal.fields]
        assert len(set(names)) == len(names)
        assert len({one.key for one in proposal.fields}) == len(names)
        for one in proposal.fields:
            FieldDefinition.model_validate(dict(one.definition))
        assert {one.field for one in proposal.insertions} - {""} == set(names)
        for insertion in proposal.insertions:
            _names_its_field(insertion)


def _names_its_field(insertion: Insertion) -> None:
    starts = (insertion.field, "单位.", "组.名称", "项.", "行.", "图|图片")
    assert insertion.tag.removeprefix("{{ ").startswith(starts), insertion


def test_same_form_same_proposal() -> None:
    content = DRAWN[0].draw()
    assert understand(content) == understand(content)


def test_measure_tells_wrong_missing_and_invented() -> None:
    proposal = one_table(row("姓名", "", "年龄", ""))
    expected = [{"标签": "姓名", "类型": "文本"}, {"标签": "籍贯", "类型": "文本"}]
    found = measured(expected, proposal)
    assert (found.right, found.share_right, found.share_invented) == (0, 0.0, 0.5)
    assert found.invented == ("年龄",)
    assert found.wrong == ("姓名：类型 应是 文本，却是 姓名", "籍贯：没有找到")


class TestLabels:
    """Where a blank's label stands."""

    def test_right_below_and_in_the_cell(self) -> None:
        proposal = one_table(
            row("籍　　贯", "", "学\n校", ""),
            row("职务：", "", C("特长：____________", span=2)),
            row("专业", "学位", "班级", "学号"),
            row("", "", "", ""),
        )
        assert list(fields(proposal)) == [
            "籍贯",
            "学校",
            "职务",
            "特长",
            "专业",
            "学位",
            "班级",
            "学号",
        ]
        assert tags(proposal)[3] == "{{ 特长 }}"

    def test_label_in_a_merged_cell_over_two_rows(self) -> None:
        proposal = one_table(
            row(C("单位", merge="起"), C("", merge="起"), "电话", ""),
            row(C(merge="续"), C(merge="续"), "邮编", ""),
        )
        assert kinds(proposal) == {"单位名称": "文本", "电话": "电话", "邮编": "邮政编码"}
        assert fields(proposal)["单位名称"]["标签"] == "单位"

    def test_two_labels_in_one_cell(self) -> None:
        proposal = one_table(row("通信地址\n邮政编码", "\n", "负责人\n姓名", ""))
        assert list(kinds(proposal)) == ["通信地址", "邮政编码", "负责人姓名"]

    def test_cover_lines(self) -> None:
        proposal = understand(
            form(
                title("申报书"),
                line("项 目 名 称：〔　　　　　　〕"),
                line("申报单位（公章）：____________"),
                line("联系人〔　　　　〕电话〔　　　　〕"),
                line("住所：＿＿＿＿市＿＿＿＿县（区）"),
                line("兹推荐____同志参加。"),
            )
        )
        assert list(fields(proposal)) == ["项目名称", "申报单位", "联系人", "电话", "住所"]
        assert tags(proposal)[-1] == '{{ 住所|或("＿＿＿＿市＿＿＿＿") }}'
        assert proposal.seals == ({"位置": "申报单位", "印章": ["申报单位"]},)
        assert any("兹推荐" in one for one in proposal.left_alone)

    def test_cover_asks_for_the_same_as_the_table(self) -> None:
        proposal = understand(
            form(
                title("申报书"),
                line("姓名：________"),
                line("电话：________"),
                table(WIDTHS, row("姓名", "", "性别", ""), row("手机", "", "籍贯", "")),
            )
        )
        assert list(fields(proposal)) == ["姓名", "电话", "性别", "手机", "籍贯"]
        assert tags(proposal).count("{{ 姓名 }}") == 2

    def test_heading_with_room_below(self) -> None:
        proposal = understand(
            form(
                title("申报书"), line("一、项目背景（不超过500字）"), line(""), line(""), line("完")
            )
        )
        assert fields(proposal)["项目背景"]["最多字数"] == 500
        assert [one.tag for one in proposal.insertions] == ["{{ 项目背景|段落 }}"]

    def test_label_with_room_in_its_own_cell(self) -> None:
        proposal = one_table(row(C("主要事迹（1500字以内）\n\n\n", span=4), height=60))
        assert fields(proposal)["主要事迹"]["最多字数"] == 1500
        assert [one.tag for one in proposal.insertions] == ["{{ 主要事迹|段落 }}"]

    def test_headings_with_room_in_a_cell_nobody_names(self) -> None:
        text = "一、选题依据（800字以内）\n\n\n二、研究内容\n\n"
        proposal = one_table(row(C(text, span=4), height=60))
        assert kinds(proposal) == {"选题依据": "长文本", "研究内容": "长文本"}
        assert fields(proposal)["选题依据"]["最多字数"] == 800


class TestTellingApart:
    """The same label more than once."""

    def test_by_the_label_beside(self) -> None:
        proposal = one_table(
            row(C("申请人", merge="起"), "姓名", "", "手机", ""),
            row(C("指导\n教师", merge="起"), "姓名", "", "手机", ""),
            widths=(20, 30, 45, 30, 45),
        )
        assert list(fields(proposal)) == [
            "申请人姓名",
            "申请人手机",
            "指导教师姓名",
            "指导教师手机",
        ]
        assert fields(proposal)["指导教师手机"]["标签"] == "手机"

    def test_by_the_person_before(self) -> None:
        proposal = one_table(row("负责人", "", "电话", ""), row("联系人", "", "电话", ""))
        assert list(fields(proposal)) == ["负责人", "负责人电话", "联系人", "联系人电话"]

    def test_by_the_person_in_the_row_above(self) -> None:
        proposal = one_table(
            row("负责人", "", "职务", ""),
            row("邮编", "", "电话", ""),
            row("联系人", "", "职称", ""),
            row("传真", "", "电话", ""),
        )
        assert [name for name in fields(proposal) if "电话" in name] == ["负责人电话", "联系人电话"]

    def test_by_the_section(self) -> None:
        proposal = one_table(
            row(C("一、主办单位信息", span=4)),
            row("名称", "", "地址", ""),
            row(C("二、协办单位信息", span=4)),
            row("名称", "", "地址", ""),
        )
        assert list(fields(proposal))[::2] == ["主办单位名称", "协办单位名称"]

    def test_numbered_with_a_question_where_nothing_tells(self) -> None:
        proposal = one_table(row("成果", "", "成果", ""))
        assert list(fields(proposal)) == ["成果", "成果2"]
        assert "不止一处" in proposal.fields[1].questions[0]


class TestOptions:
    """Boxes and brackets."""

    def test_box_before_numbers_and_other(self) -> None:
        proposal = one_table(row("类别", C("□1.甲类 □2.乙类\n□3.其他____", span=3)))
        assert fields(proposal)["类别"]["选项"] == ["甲类", "乙类", "其他"]
        assert fields(proposal)["类别"]["可填选项"] == ["其他"]
        assert tags(proposal)[-2:] == ['{{ 类别|勾选("其他") }}', '{{ 类别|填写("其他") }}']

    def test_box_behind(self) -> None:
        proposal = one_table(row("推荐方式", C("组织推荐 □　　自荐 □", span=3)))
        assert fields(proposal)["推荐方式"]["选项"] == ["组织推荐", "自荐"]
        assert [one.start for one in proposal.insertions] == [5, 11]

    def test_brackets_behind_and_before(self) -> None:
        for text in ("报纸（  ） 网站（  ） 其他（    ）", "（  ）报纸 （  ）网站 （    ）其他"):
            proposal = one_table(row("媒体", C(text, span=3)))
            assert fields(proposal)["媒体"]["选项"] == ["报纸", "网站", "其他"]
            assert fields(proposal)["媒体"]["类型"] == "单选可填"
            assert '{{ 媒体|填写("其他", "    ") }}' in tags(proposal)

    def test_number_before_the_box_is_no_option(self) -> None:
        proposal = one_table(row("行业", C("1.□金融　2.□交通\n3.□教育", span=3)))
        assert fields(proposal)["行业"]["选项"] == ["金融", "交通", "教育"]

    def test_round_boxes_stay_round(self) -> None:
        proposal = one_table(row("性别", C("○男　○女", span=3)))
        assert tags(proposal)[0] == '{{ 性别|勾选("男", "○") }}'

    def test_over_several_cells(self) -> None:
        proposal = one_table(
            row(C("组别", merge="起"), "□甲", C("□乙", span=2)),
            row(C(merge="续"), "□丙", C("□丁", span=2)),
        )
        assert fields(proposal)["组别"]["选项"] == ["甲", "乙", "丙", "丁"]

    def test_several_ticks_and_two_questions_in_a_line(self) -> None:
        proposal = one_table(
            row("成果（可多选）", C("□论文 □专著", span=3)),
            row("其他情况", C("是否党员：□是 □否　是否住宿：□是 □否", span=3)),
        )
        assert kinds(proposal) == {"成果": "多选", "是否党员": "单选", "是否住宿": "单选"}

    def test_boxes_that_are_no_text(self) -> None:
        symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar>'
            "</w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        cell = f"<w:tc><w:tcPr/>{paragraph(symbol, '是')}{paragraph(field, '否')}</w:tc>"
        proposal = understand(docx(paragraph("表"), xml_table(xml_row("党员", cell))))
        assert fields(proposal)["党员"]["选项"] == ["是", "否"]
        assert [(one.start, one.end) for one in proposal.insertions] == [(0, 1), (0, 1)]


class TestHints:
    """Limits in the label, in the blank, and which kinds take them."""

    @pytest.mark.parametrize(
        ("hint", "limits"),
        [
            ("（不超过 200字）", {"最多字数": 200}),
            ("（1500字）", {"最多字数": 1500}),
            ("（1000字左右）", {"约字数": 1000}),
            ("（不少于800字）", {"最少字数": 800}),
            ("（300-500字）", {"最少字数": 300, "最多字数": 500}),
            ("（五百字以内）", {"最多字数": 500}),
        ],
    )
    def test_characters(self, hint: str, limits: Mapping[str, int]) -> None:
        below = one_table(row("事迹", C(hint, span=3), height=60))
        beside = one_table(row(f"事迹\n{hint}", C("", span=3), height=60))
        for proposal in (below, beside):
            told = fields(proposal)["事迹"]
            assert told["类型"] == "长文本"
            assert {k: v for k, v in told.items() if k.endswith("字数")} == limits

    def test_short_text_keeps_its_hint_while_blank(self) -> None:
        proposal = one_table(row("口号", "（不超过20字）", "备案号", "（账号不填）"))
        assert tags(proposal) == [
            '{{ 口号|或("（不超过20字）") }}',
            '{{ 备案号|或("（账号不填）") }}',
        ]
        assert "必填" not in fields(proposal)["备案号"]

    def test_long_text_goes_below_its_hint(self) -> None:
        proposal = one_table(row("事迹", C("（1500字以内，可另附页）", span=3), height=60))
        assert [(i.tag, i.way) for i in proposal.insertions] == [("{{ 事迹|段落 }}", Way.BELOW)]

    def test_items_limit_lists_and_pictures_and_are_asked_about_elsewhere(self) -> None:
        proposal = one_table(
            row("作品截图", C("（不超过3幅）", span=3), height=40),
            row("荣誉", C("（限5项）", span=3), height=40),
        )
        assert fields(proposal)["作品截图"]["最多数量"] == 3
        assert "最多数量" not in fields(proposal)["荣誉"]
        assert "最多数量5" in proposal.fields[1].questions[0]

    def test_photo_size(self) -> None:
        rows = row("姓名", "", C("一寸免冠\n蓝底照片", merge="起", span=2))
        rows2 = row("性别", "", C(merge="续", span=2))
        told = fields(one_table(rows, rows2))["照片"]
        assert (told["照片尺寸"], told["底色"]) == ({"宽": 25, "高": 35}, "蓝")

    def test_unit_behind_the_blank_and_in_the_label(self) -> None:
        proposal = one_table(row("经费", "　　　　万元", "场地（平方米）", ""))
        assert kinds(proposal) == {"经费": "小数", "场地": "整数"}
        assert [(one.start, one.end) for one in proposal.insertions] == [(0, 4), (0, 0)]

    def test_dates_keep_their_words(self) -> None:
        proposal = one_table(row("出生日期", "　　年　　月　　日", "起止时间", "  年 月至  年 月"))
        assert kinds(proposal) == {"出生日期": "日期", "起止时间": "文本"}
        assert tags(proposal) == [
            '{{ 出生日期|年("　　") }}',
            '{{ 出生日期|月("　　") }}',
            '{{ 出生日期|日("　　") }}',
            '{{ 起止时间|或("  年 月至  年 月") }}',
        ]

    def test_parts(self) -> None:
        proposal = one_table(row("内容", C("一、背景\n\n二、做法\n（共2000字以内）", span=3)))
        told = fields(proposal)["内容"]
        assert (told["类型"], told["分部"], told["最多字数"]) == (
            "分部长文", ["背景", "做法"], 2000,
        )  # fmt: skip
        assert [i.way for i in proposal.insertions] == [Way.REPLACE, Way.BELOW]


class TestLists:
    """Blank rows under a header."""

    HEADER = ("称谓", "姓名", "年龄")
    WIDTHS = (20.0, 30.0, 60.0, 40.0)

    def test_beside_a_merged_label(self) -> None:
        proposal = one_table(
            row(C("家庭成员", merge="起"), *self.HEADER),
            *[row(C(merge="续"), "", "", "") for _ in range(3)],
            widths=self.WIDTHS,
        )
        told = fields(proposal)["家庭成员"]
        assert told["类型"] == "明细"
        assert told["列"] == [
            {"名称": "称谓", "类型": "文本"},
            {"名称": "姓名", "类型": "姓名"},
            {"名称": "年龄", "类型": "整数"},
        ]
        [repetition] = proposal.repetitions
        assert (repetition.field, repetition.first, repetition.last) == ("家庭成员", 1, 3)
        assert tags(proposal) == ["{{ 行.称谓 }}", "{{ 行.姓名 }}", "{{ 行.年龄 }}"]

    def test_numbers_and_signatures_are_left_alone(self) -> None:
        proposal = understand(
            form(
                title("申报表"),
                line("项目组成员"),
                table(self.WIDTHS, row("序号", "姓名", "单位", "签名"),
                      row("1", "", "", ""), row("2", "", "", "")),
                table(WIDTHS, row("联系人", "", "电话", "")),
            )
        )  # fmt: skip
        told = fields(proposal)["项目组成员"]["列"]
        assert isinstance(told, list)
        assert [one["名称"] for one in told] == ["姓名", "单位名称"]

    def test_one_column_beside_each_merged_label(self) -> None:
        proposal = one_table(
            row(C("荣誉", merge="起"), C(span=3)),
            row(C(merge="续"), C(span=3)),
            row(C("成果", merge="起"), C(span=3)),
            row(C(merge="续"), C(span=3)),
        )
        assert kinds(proposal) == {"荣誉": "明细", "成果": "明细"}
        assert [(one.first, one.last) for one in proposal.repetitions] == [(0, 1), (2, 3)]

    def test_one_blank_row_is_no_list(self) -> None:
        proposal = one_table(row("姓名", "性别", "籍贯", "电话"), row("", "", "", ""))
        assert "明细" not in kinds(proposal).values()
        assert len(proposal.fields) == 4

    def test_labels_on_two_sides(self) -> None:
        proposal = one_table(
            row("年度", "2023年", "2024年", "合计"),
            row("收入", "", "", ""),
            row("支出", "", "", ""),
        )
        assert list(fields(proposal)) == [
            "收入2023年", "收入2024年", "收入合计", "支出2023年", "支出2024年", "支出合计",
        ]  # fmt: skip

    def test_inner_table_is_named_by_its_cell(self) -> None:
        inner = table((40, 40), row("科目", "金额（元）"), row("", ""), row("", ""))
        proposal = one_table(row("经费预算", C(span=3, inner=inner)))
        assert kinds(proposal) == {"经费预算": "明细"}
        assert proposal.repetitions[0].table == 1

    def test_list_of_entries(self) -> None:
        proposal = understand(
            form(
                title("推荐汇总表"),
                line("推荐单位（盖章）：　　　　　　填表人：　　　　　电话："),
                table(self.WIDTHS, row("序号", "姓名", "单位", "备注"), row("1", "", "", "")),
            )
        )
        assert proposal.sort is FormSort.LIST
        assert list(fields(proposal)) == ["姓名", "单位名称", "备注"]
        assert tags(proposal) == [
            "{{ 单位.名称 }}", "{{ 单位.联系人 }}", "{{ 单位.联系电话 }}",
            "{{ 项.姓名 }}", "{{ 项.单位名称 }}", "{{ 项.备注 }}",
        ]  # fmt: skip
        assert proposal.repetitions[0].field == ""


class TestLeftAlone:
    """What stays blank."""

    def test_opinions_stamps_and_promises(self) -> None:
        stamp = "\n\n　　　　（盖章）\n　　　年　　月　　日"
        proposal = one_table(
            row("姓名", C("", span=3)),
            row("推荐单位\n意见", stamp, "县、市\n审核意见", stamp),
            row(C("本人承诺以上内容真实。\n　　承诺人签字：　　　　　年　月　日", span=4)),
            row("编号", "", "得分", "（由评委会填写）"),
        )
        assert list(fields(proposal)) == ["姓名"]
        assert len(proposal.left_alone) == 5
        assert proposal.seals[0] == {"位置": "推荐单位意见", "印章": ["推荐单位"]}

    def test_own_opinion_is_a_field_with_a_question(self) -> None:
        proposal = one_table(row("单位推荐意见", C("\n\n（盖章）　　年　　月　　日", span=3)))
        assert fields(proposal) == {"单位推荐意见": {"类型": "长文本"}}
        assert "手写" in proposal.fields[0].questions[0]
        typed = one_table(row("推荐单位意见", C("\n\n（盖章）　　年　　月　　日", span=3)))
        assert not typed.fields

    def test_notes(self) -> None:
        proposal = understand(
            form(
                title("申报表"),
                table(WIDTHS, row("姓名", C("", span=3))),
                line("填表说明："),
                line("1. 电话：请填手机。"),
                line("2. 一式两份。"),
            )
        )
        assert list(fields(proposal)) == ["姓名"]
        assert proposal.texts == {"填表说明": ["电话：请填手机。", "一式两份。"]}

    def test_text_without_blanks(self) -> None:
        proposal = understand(
            form(title("关于开展活动的通知"), line("各单位："), line("请按时报送。"))
        )
        assert not proposal.fields
        assert not proposal.insertions


def test_title_over_two_lines() -> None:
    annexed = form(line("附件1"), title("2025年度"), title("优秀项目申报书"), line("姓名：____"))
    assert understand(annexed).title == "2025年度优秀项目申报书"


def test_placeholders_and_tracked_changes_are_blank() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    deleted = '<w:del w:id="1"><w:r><w:delText>旧内容</w:delText></w:r></w:del>'
    cells = [f"<w:tc><w:tcPr/><w:p>{inner}</w:p></w:tc>" for inner in (control, deleted)]
    gone = xml_row("民族", "", properties='<w:del w:id="2"/>')
    rows = (xml_row("姓名", cells[0]), gone, xml_row("籍贯", cells[1]))
    proposal = understand(docx(xml_table(*rows)))
    assert kinds(proposal) == {"姓名": "姓名", "籍贯": "文本"}


@pytest.mark.parametrize(
    "text", [" " * 50_000, "_" * 1400, "（ " * 700, "□甲" * 500, "年 月" * 400]
)
def test_lines_of_strangers(text: str) -> None:
    assert len(understand(form(*[line(text)] * 3)).fields) <= 1


def test_a_thousand_equal_labels_have_names_of_their_own() -> None:
    proposal = one_table(*[row("标签", "", "又一", "") for _ in range(600)])
    assert len({one.definition["名称"] for one in proposal.fields}) == 1200


def test_no_word_file() -> None:
    with pytest.raises(PackageError):
        understand(b"%PDF-1.7")
