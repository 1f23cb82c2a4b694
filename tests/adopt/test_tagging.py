"""Tags take the place of blanks, and the form made empty again is the form it was made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from formgen.adopt.campaign_file import proposed_campaign, written
from formgen.adopt.known import KnownForm
from formgen.adopt.proposal import FormSort, Proposal, Repetition, Way
from formgen.adopt.tagging import tagged
from formgen.campaign.values import OpenChoice
from formgen.lint import lint_campaign
from formgen.ooxml import deflate, read_package, write_zip
from tests.adopt.proposing import (
    ABOUT,
    W,
    at,
    blank,
    cell_paragraph,
    field,
    filled,
    geometry,
    number_of,
    proposal,
    run_of,
    same_parts,
    texts,
)
from tests.word.making import cell, docx, paragraph, row, run, table

LINE = '<w:u w:val="single"/>'
FONT = '<w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="28"/>'


def lint(content: bytes, one: Proposal, folder: Path) -> list[str]:
    """What formgen lint says of the tagged form."""
    (folder / "templates").mkdir()
    (folder / "templates" / "申报表.docx").write_bytes(tagged(content, one))
    data = proposed_campaign([KnownForm.of("申报表", one)], ABOUT).data
    (folder / "campaign.json").write_text(written(data), encoding="utf-8")
    return [f"{one.place}{one.message}" for one in lint_campaign(folder)]


class TestBlankCells:
    form = docx(table(row("姓名", "", "籍贯", ""), widths=(1000,) * 4))
    one = proposal(
        [field("姓名", "姓名"), field("籍贯")],
        [
            at("姓名", "{{ 姓名 }}", cell_paragraph(form, 0, 1)),
            at("籍贯", "{{ 籍贯 }}", cell_paragraph(form, 0, 3)),
        ],
    )

    def test_get_the_tag_in_their_own_paragraph(self) -> None:
        assert texts(tagged(self.form, self.one)) == ["姓名", "{{ 姓名 }}", "籍贯", "{{ 籍贯 }}"]

    def test_are_blank_again_when_the_form_is_made_empty(self) -> None:
        empty = blank(self.form, self.one)
        assert texts(empty) == texts(self.form)
        assert geometry(empty) == geometry(self.form)

    def test_nothing_else_of_the_package_changes(self) -> None:
        assert same_parts(self.form, tagged(self.form, self.one))

    def test_a_word_template_becomes_a_document(self) -> None:
        parts = dict(read_package(self.form).parts)
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b".document.main", b".template.main")
        assert parts["[Content_Types].xml"] != types
        template = write_zip(deflate(name, data) for name, data in parts.items())
        assert read_package(tagged(template, self.one)).parts["[Content_Types].xml"] == types

    def test_same_input_gives_same_bytes(self) -> None:
        assert tagged(self.form, self.one) == tagged(self.form, self.one)

    def test_lint_finds_nothing(self, tmp_path: Path) -> None:
        assert lint(self.form, self.one, tmp_path) == []


class TestLookOfBlankCells:
    def test_follows_the_paragraph_mark_that_says_a_font(self) -> None:
        mark = f"<w:rPr>{FONT}<w:b/></w:rPr>"
        form = docx(table(row("姓名", cell(paragraph(properties=mark)))))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 1)])
        look = run_of(tagged(form, one), "{{").find(f"{W}rPr")
        assert look is not None
        assert [child.tag for child in look] == [f"{W}rFonts", f"{W}sz", f"{W}b"]

    def test_is_that_of_the_label_without_what_makes_it_a_label(self) -> None:
        label = paragraph(run("姓名", f'{FONT}<w:b/><w:color w:val="FF0000"/>'))
        form = docx(table(row(cell(label), "")))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 1)])
        look = run_of(tagged(form, one), "{{").find(f"{W}rPr")
        assert look is not None
        assert [child.tag for child in look] == [f"{W}rFonts", f"{W}sz"]

    def test_is_left_to_the_style_where_the_label_has_another(self) -> None:
        label = paragraph(run("姓名", FONT), properties='<w:pStyle w:val="label"/>')
        value = paragraph(properties='<w:pStyle w:val="value"/>')
        form = docx(table(row(cell(label), cell(value))))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 1)])
        assert run_of(tagged(form, one), "{{").find(f"{W}rPr") is None


class TestLinesToWriteOn:
    def test_underlined_spaces_stay_a_line_of_the_same_length(self) -> None:
        form = docx(paragraph("单位：", run(" " * 20, LINE + FONT), "（盖章）"))
        one = proposal([field("单位名称")], [at("单位名称", "{{ 单位名称 }}", 0, 3, 23)])
        made = run_of(tagged(form, one), "{{")
        assert texts(tagged(form, one)) == ["单位：{{ 单位名称|垫宽(10) }}（盖章）"]
        assert made.find(f"{W}rPr/{W}u") is not None
        assert texts(blank(form, one)) == texts(form)
        assert texts(filled(form, one, {"单位名称": "青禾镇"})) == [
            "单位：       青禾镇       （盖章）"
        ]

    def test_a_blank_over_several_runs_gets_one_tag(self) -> None:
        form = docx(paragraph("姓名：", run("    ", LINE), run("　　", LINE), run("  ", LINE)))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 0, 3, 11)])
        assert texts(tagged(form, one)) == ['姓名：{{ 姓名|垫宽(5, "　") }}']

    def test_wide_spaces_keep_their_width_in_any_typeface(self) -> None:
        fonts = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/>'
        form = docx(paragraph("单位：", run("　" * 10, fonts + LINE)))
        one = proposal([field("单位名称")], [at("单位名称", "{{ 单位名称 }}", 0, 3, 13)])
        assert texts(tagged(form, one)) == ['单位：{{ 单位名称|垫宽(10, "　") }}']
        assert texts(blank(form, one)) == texts(form)
        assert texts(filled(form, one, {"单位名称": "青禾镇"})) == ["单位：　　　青禾镇　　　　"]
        made = run_of(tagged(form, one), "{{").find(f"{W}rPr/{W}rFonts")
        assert made is not None
        assert made.get(f"{W}ascii") == "Times New Roman"

    def test_underscores_stay_until_a_value_is_underlined_in_their_place(self) -> None:
        form = docx("姓名：________（签字）")
        for tag in ("{{ 姓名 }}", "{{ 姓名|垫宽(4) }}"):
            one = proposal([field("姓名")], [at("姓名", tag, 0, 3, 11)])
            assert texts(blank(form, one)) == texts(form)
            assert run_of(blank(form, one), "____").find(f"{W}rPr/{W}u") is None
        made = filled(form, one, {"姓名": "张三"})
        assert texts(made) == ["姓名：  张三  （签字）"]
        assert run_of(made, "张三").find(f"{W}rPr/{W}u") is not None
        assert run_of(made, "签字").find(f"{W}rPr/{W}u") is None

    def test_underscores_behind_an_option_stay_while_another_is_chosen(self) -> None:
        form = docx("□甲　□其他____")
        one = proposal(
            [field("类别", "单选可填", 选项=["甲", "其他"], 可填选项=["其他"])],
            [
                at("类别", '{{ 类别|勾选("甲") }}', 0, 0, 1),
                at("类别", '{{ 类别|勾选("其他") }}', 0, 3, 4),
                at("类别", '{{ 类别|填写("其他") }}', 0, 6, 10),
            ],
        )
        assert texts(blank(form, one)) == texts(form)
        made = filled(form, one, {"类别": OpenChoice("甲")})
        assert texts(made) == ["☑甲　□其他____"]
        made = filled(form, one, {"类别": OpenChoice("其他", "学校")})
        assert texts(made) == ["□甲　☑其他学校"]
        assert run_of(made, "学校").find(f"{W}rPr/{W}u") is not None

    def test_a_tag_goes_in_front_of_the_underlined_tab(self) -> None:
        tab = f"<w:r><w:rPr>{LINE}</w:rPr><w:tab/></w:r>"
        form = docx(paragraph("姓名：", tab))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 0, 3, 3)])
        made = run_of(tagged(form, one), "{{")
        assert made.find(f"{W}rPr/{W}u") is not None
        following = made.getnext()
        assert following is not None
        assert following.find(f"{W}tab") is not None

    def test_plain_spaces_with_words_behind_keep_their_width(self) -> None:
        form = docx("姓名：      性别：   ")
        one = proposal(
            [field("姓名"), field("性别")],
            [at("姓名", "{{ 姓名 }}", 0, 3, 9), at("性别", "{{ 性别 }}", 0, 12, 15)],
        )
        assert texts(tagged(form, one)) == ["姓名：{{ 姓名|垫宽(3) }}性别：{{ 性别 }}"]
        assert texts(blank(form, one)) == ["姓名：      性别："]

    def test_parts_of_a_date_keep_their_blanks(self) -> None:
        form = docx(paragraph(run("　　", LINE), "年", "　", "月"))
        one = proposal(
            [field("成立时间", "年月")],
            [
                at("成立时间", "{{ 成立时间|年 }}", 0, 0, 2),
                at("成立时间", "{{ 成立时间|月 }}", 0, 3, 4),
            ],
        )
        assert texts(tagged(form, one)) == [
            '{{ 成立时间|年("")|垫宽(2, "　") }}年{{ 成立时间|月("　") }}月'
        ]
        assert texts(blank(form, one)) == texts(form)

    def test_words_around_the_blank_keep_their_look(self) -> None:
        form = docx(paragraph(run("姓名：    （必填）", "<w:b/>")))
        one = proposal([field("姓名")], [at("姓名", "{{ 姓名 }}", 0, 3, 7)])
        made = tagged(form, one)
        for words in ("姓名：", "（必填）"):
            assert run_of(made, words).find(f"{W}rPr/{W}b") is not None


class TestOptions:
    form = docx("□政府　○企业　其他（　　）", "是（ ）")
    one = proposal(
        [field("类别", "单选可填", 选项=["政府", "企业", "其他"], 可填选项=["其他"])],
        [
            at("类别", '{{ 类别|勾选("政府") }}', 0, 0, 1),
            at("类别", '{{ 类别|勾选("企业") }}', 0, 4, 5),
            at("类别", '{{ 类别|填写("其他") }}', 0, 11, 13),
            at("类别", '{{ 类别|打钩("政府") }}', 1, 2, 3),
        ],
    )

    def test_stay_boxes_and_brackets(self) -> None:
        assert texts(blank(self.form, self.one)) == ["□政府　□企业　其他（　　）", "是（ ）"]

    def test_are_ticked(self) -> None:
        made = filled(self.form, self.one, {"类别": OpenChoice("其他", "学校")})
        assert texts(made)[0] == "□政府　□企业　其他（学校）"
        made = filled(self.form, self.one, {"类别": OpenChoice("政府")})
        assert texts(made) == ["☑政府　□企业　其他（　　）", "是（√）"]

    def test_lint_finds_nothing(self, tmp_path: Path) -> None:
        with_name = Proposal(
            "", FormSort.ENTRY, (*self.one.fields, field("姓名")),
            (*self.one.insertions, at("姓名", "{{ 姓名 }}", 1, 4, 4)),
        )  # fmt: skip
        assert lint(self.form, with_name, tmp_path) == []


class TestTextsBelowHints:
    def test_get_a_paragraph_of_their_own(self) -> None:
        hint = paragraph(
            run("（1000字左右）", f"{FONT}<w:b/>"), properties='<w:jc w:val="center"/>'
        )
        form = docx(table(row("事迹", cell(hint))))
        one = proposal([field("事迹", "长文本")], [at("事迹", "{{ 事迹|段落 }}", 1, way=Way.BELOW)])
        made = tagged(form, one)
        assert texts(made) == [
            "事迹",
            "（1000字左右）",
            "{%p if 事迹 %}",
            "{{ 事迹|段落 }}",
            "{%p endif %}",
        ]
        assert texts(blank(form, one)) == texts(form)
        assert run_of(made, "{{").find(f"{W}rPr/{W}b") is None
        new = run_of(made, "{{").getparent()
        assert new is not None
        alignment = new.find(f"{W}pPr/{W}jc")
        assert alignment is not None
        assert alignment.get(f"{W}val") == "both"
        assert texts(filled(form, one, {"事迹": "甲\n乙"})) == [
            "事迹",
            "（1000字左右）",
            "甲",
            "乙",
        ]

    def test_use_the_empty_paragraph_that_stands_there(self) -> None:
        form = docx(table(row("事迹", cell("（1000字左右）", "<w:p/>"))))
        one = proposal([field("事迹", "长文本")], [at("事迹", "{{ 事迹|段落 }}", 1, way=Way.BELOW)])
        assert texts(tagged(form, one)) == ["事迹", "（1000字左右）", "{{ 事迹|段落 }}"]
        assert texts(blank(form, one)) == texts(form)

    def test_leave_one_alone_that_another_tag_goes_into(self) -> None:
        form = docx(table(row("事迹", cell("（事迹）", "<w:p/>"))))
        one = proposal(
            [field("事迹", "长文本"), field("备注")],
            [
                at("事迹", "{{ 事迹|段落 }}", 1, way=Way.BELOW),
                at("备注", "{{ 备注 }}", 2),
            ],
        )
        assert texts(tagged(form, one)) == [
            "事迹",
            "（事迹）",
            "{%p if 事迹 %}",
            "{{ 事迹|段落 }}",
            "{%p endif %}",
            "{{ 备注 }}",
        ]

    def test_are_set_like_another_text_of_the_form_rather_than_like_the_hint(self) -> None:
        small, mark = '<w:sz w:val="18"/>', f"<w:rPr>{FONT}</w:rPr>"
        form = docx(
            table(
                row("简介", cell(paragraph(run("（300字）", small)))),
                row("事迹", cell(paragraph(properties=mark))),
            )
        )
        one = proposal(
            [field("简介", "长文本"), field("事迹", "长文本")],
            [
                at("简介", "{{ 简介|段落 }}", 1, way=Way.BELOW),
                at("事迹", "{{ 事迹|段落 }}", 3),
            ],
        )
        size = run_of(tagged(form, one), "{{ 简介").find(f"{W}rPr/{W}sz")
        assert size is not None
        assert size.get(f"{W}val") == "28"

    def test_are_set_like_the_label_where_the_form_has_no_other_text(self) -> None:
        black = '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="18"/>'
        label = run("简介", f"<w:b/>{FONT}")
        form = docx(table(row(cell(paragraph(label)), cell(paragraph(run("（300字）", black))))))
        one = proposal([field("简介", "长文本")], [at("简介", "{{ 简介|段落 }}", 1, way=Way.BELOW)])
        look = run_of(tagged(form, one), "{{ 简介").find(f"{W}rPr")
        assert look is not None
        assert [child.tag for child in look] == [f"{W}rFonts", f"{W}sz"]
        assert look[1].get(f"{W}val") == "28"

    def test_a_tag_that_shares_its_line_prints_in_the_line(self) -> None:
        form = docx("简介：")
        one = proposal([field("简介", "长文本")], [at("简介", "{{ 简介|段落 }}", 0, 3, 3)])
        assert texts(tagged(form, one)) == ["简介：{{ 简介 }}"]


class TestLongTexts:
    def made(self, properties: str) -> etree._Element:
        form = docx(table(row("事迹", cell(paragraph(properties=properties)))))
        one = proposal([field("事迹", "长文本")], [at("事迹", "{{ 事迹|段落 }}", 1)])
        assert texts(blank(form, one)) == texts(form)
        found = run_of(tagged(form, one), "{{").getparent()
        assert found is not None
        return found

    def test_begin_two_characters_in_though_their_cell_is_centred(self) -> None:
        mark = f'<w:rPr>{FONT}<w:sz w:val="28"/></w:rPr>'
        made = self.made(f'<w:jc w:val="center"/>{mark}')
        children = made.findall(f"{W}pPr/*")
        assert [child.tag for child in children] == [f"{W}ind", f"{W}jc", f"{W}rPr"]
        assert children[0].get(f"{W}firstLine") == "560"
        assert children[1].get(f"{W}val") == "both"

    def test_keep_the_indent_that_their_cell_has(self) -> None:
        made = self.made('<w:ind w:firstLine="400"/>')
        assert [one.get(f"{W}firstLine") for one in made.findall(f"{W}pPr/{W}ind")] == ["400"]

    def test_leave_a_paragraph_with_a_style_to_it(self) -> None:
        assert self.made('<w:pStyle w:val="a8"/>').find(f"{W}pPr/{W}ind") is None

    def test_have_the_typeface_of_the_form_and_not_of_the_heading_above_them(self) -> None:
        heading = run("一、背景意义", '<w:rFonts w:eastAsia="黑体"/>')
        form = docx(
            table(row(cell(paragraph(run("内容", FONT))), cell(paragraph(heading), "<w:p/>")))
        )
        one = proposal(
            [field("内容", "分部长文", 分部=["背景意义"])],
            [at("内容", "{{ 内容.背景意义|段落 }}", 2)],
        )
        fonts = run_of(tagged(form, one), "{{").find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        assert fonts.get(f"{W}eastAsia") == "仿宋_GB2312"


class TestEmptyLines:
    """Which an office draws to give a cell its height."""

    def made(self, *lines: str, values: str) -> list[str]:
        form = docx(table(row("事迹", cell(*lines))))
        one = proposal([field("事迹", "长文本")], [at("事迹", "{{ 事迹|段落 }}", 1)])
        assert texts(blank(form, one)) == texts(form)
        return texts(filled(form, one, {"事迹": values}))

    def test_make_way_for_the_text(self) -> None:
        assert self.made("<w:p/>", "<w:p/>", "<w:p/>", values="甲\n乙") == ["事迹", "甲", "乙"]

    def test_stay_above_the_place_for_a_stamp(self) -> None:
        assert self.made("<w:p/>", "<w:p/>", "（盖章）", values="甲") == [
            "事迹",
            "甲",
            "",
            "（盖章）",
        ]

    def test_pass_lint(self, tmp_path: Path) -> None:
        form = docx(table(row("姓名", "", "事迹", cell("<w:p/>", "<w:p/>"))))
        one = proposal(
            [field("姓名", "姓名"), field("事迹", "长文本")],
            [at("姓名", "{{ 姓名 }}", 1), at("事迹", "{{ 事迹|段落 }}", 3)],
        )
        assert lint(form, one, tmp_path) == []


class TestPhotos:
    form = docx(
        table(
            row("姓名", cell("照片", "（2寸）", properties='<w:tcW w:w="1500" w:type="dxa"/>')),
        )
    )
    one = proposal(
        [field("照片", "照片", 照片尺寸={"宽": 35, "高": 49})],
        [at("照片", "{{ 照片|图片(35, 49) }}", 2, way=Way.PICTURE)],
    )

    def test_stand_in_the_place_of_the_hint(self) -> None:
        assert texts(tagged(self.form, self.one)) == [
            "姓名",
            "{%p if 照片 %}",
            "{{ 照片|图片(23, 32) }}",
            "{%p else %}",
            "照片",
            "（2寸）",
            "{%p endif %}",
        ]

    def test_leave_the_hint_while_there_is_none(self) -> None:
        assert texts(blank(self.form, self.one)) == texts(self.form)

    def test_lint_finds_nothing(self, tmp_path: Path) -> None:
        exact = '<w:spacing w:line="240" w:lineRule="exact"/>'
        form = docx(table(row(paragraph("姓名"), cell(paragraph("照片", properties=exact)))))
        with_name = proposal(
            [field("姓名"), *self.one.fields],
            [
                at("姓名", "{{ 姓名 }}", 0, 2, 2),
                at("照片", "{{ 照片|图片(35, 49) }}", 1, way=Way.PICTURE),
            ],
        )
        assert lint(form, with_name, tmp_path) == []

    def test_of_which_there_are_several_come_with_their_captions(self) -> None:
        one = proposal(
            [field("工作照", "图片")],
            [at("工作照", "{{ 图|图片(20, 15) }}", 1, way=Way.PICTURE)],
        )
        assert texts(tagged(self.form, one))[1:8] == [
            "{%p if 工作照 %}",
            "{%p for 图 in 工作照 %}",
            "{{ 图|图片(20, 15) }}",
            "{{ 图.说明 }}",
            "{%p endfor %}",
            "",
            "{%p else %}",
        ]


def family(label: str = "restart") -> bytes:
    """A form with three rows for the family, under a merged label that begins in the header."""
    merged = [
        cell("家庭" if kind == "restart" else "", properties=f'<w:vMerge w:val="{kind}"/>')
        for kind in (label, "continue", "continue", "continue")
    ]
    return docx(
        table(
            row(merged[0], "序号", "称谓", "姓名"),
            *(row(one, number, "", "") for one, number in zip(merged[1:], "123", strict=True)),
            row("备注", cell(properties='<w:gridSpan w:val="3"/>')),
            widths=(800, 800, 1000, 1000),
        )
    )


def family_proposal(form: bytes) -> Proposal:
    columns = [{"名称": "称谓", "类型": "文本"}, {"名称": "姓名", "类型": "姓名"}]
    return proposal(
        [field("家庭成员", "明细", 列=columns), field("备注")],
        [
            at("家庭成员", "{{ 项.称谓 }}", cell_paragraph(form, 1, 2)),
            at("家庭成员", "{{ 项.姓名 }}", cell_paragraph(form, 1, 3)),
            at("备注", "{{ 备注 }}", cell_paragraph(form, 4, 1)),
        ],
        [Repetition("家庭成员", 0, 1, 3, "项")],
    )


class TestRowsThatRepeat:
    def test_are_all_there_when_nothing_is_filled_in(self) -> None:
        form = family()
        empty = blank(form, family_proposal(form))
        assert geometry(empty) == geometry(form)
        assert texts(empty) == texts(form)

    @pytest.mark.parametrize("count", [1, 3, 4])
    def test_are_as_many_as_the_items_and_no_fewer_than_drawn(self, count: int) -> None:
        form = family()
        items = tuple({"称谓": "子", "姓名": f"甲{n}"} for n in range(count))
        made = filled(form, family_proposal(form), {"家庭成员": items})
        rows = geometry(made)
        assert len(rows) == 2 + max(count, 3)
        numbers = [one for one in texts(made) if one.isdigit()]
        assert numbers == [str(n + 1) for n in range(max(count, 3))]
        assert texts(made).count("子") == count
        assert [one[0][1] for one in rows[:-1]] == ["restart"] + ["continue"] * max(count, 3)

    def test_a_label_that_begins_in_the_first_of_them_is_said_once(self) -> None:
        merged = ["restart", "continue"]
        form = docx(
            table(
                row("", "姓名"),
                *(
                    row(cell("家庭", properties=f'<w:vMerge w:val="{one}"/>'), "")
                    if one == "restart"
                    else row(cell(properties="<w:vMerge/>"), "")
                    for one in merged
                ),
            )
        )
        one = proposal(
            [field("家庭成员", "明细", 列=[{"名称": "姓名", "类型": "姓名"}])],
            [at("家庭成员", "{{ 项.姓名 }}", cell_paragraph(form, 1, 1))],
            [Repetition("家庭成员", 0, 1, 2, "项")],
        )
        assert texts(blank(form, one)) == texts(form)
        assert [row[0][1] for row in geometry(blank(form, one))] == ["", "restart", "continue"]
        for count in (1, 2, 3):
            items = tuple({"姓名": f"甲{n}"} for n in range(count))
            made = filled(form, one, {"家庭成员": items})
            assert texts(made).count("家庭") == 1
            assert len(geometry(made)) == 1 + max(count, 2)

    def test_lint_finds_nothing(self, tmp_path: Path) -> None:
        form = family()
        assert lint(form, family_proposal(form), tmp_path) == []


class TestLists:
    form = docx(
        "读书之星汇总表",
        table(row("序号", "姓名"), row("", ""), row("", ""), row("", "")),
        "填表人：",
    )
    one = proposal(
        [field("姓名", "姓名")],
        [
            at("姓名", "{{ 项.姓名 }}", cell_paragraph(form, 1, 1)),
            at("", "{{ 单位.联系人 }}", number_of(form, "填表人："), 4, 4),
        ],
        [Repetition("", 0, 1, 3, "项")],
        FormSort.LIST,
        "读书之星汇总表",
    )

    def test_have_a_row_an_entry(self) -> None:
        assert texts(tagged(self.form, self.one)) == [
            "读书之星汇总表",
            "序号",
            "姓名",
            "{%tr for 项 in 行 %}",
            "{{ 项.序号 }}",
            "{{ 项.姓名 }}",
            "{%tr endfor %}",
            "填表人：{{ 单位.联系人 }}",
        ]

    def test_made_empty_have_the_rows_drawn_numbered(self) -> None:
        empty = blank(self.form, self.one)
        assert geometry(empty) == geometry(self.form)
        assert [one for one in texts(empty) if one.isdigit()] == ["1", "2", "3"]

    def test_lint_finds_nothing(self, tmp_path: Path) -> None:
        assert lint(self.form, self.one, tmp_path) == []

    def test_grouped_ones_repeat_the_group_and_its_rows(self) -> None:
        group = [
            cell("甲类", properties='<w:vMerge w:val="restart"/>'),
            cell(properties="<w:vMerge/>"),
            cell("乙类", properties='<w:vMerge w:val="restart"/>'),
            cell(properties="<w:vMerge/>"),
        ]
        form = docx(table(row("类别", "名称"), *(row(one, "") for one in group)))
        one = proposal(
            [field("名称"), field("类别", "单选", 选项=["甲类", "乙类"])],
            [
                at("", "{{ 组.名称 }}", cell_paragraph(form, 1, 0), 0, 2),
                at("名称", "{{ 项.名称 }}", cell_paragraph(form, 1, 1)),
            ],
            [Repetition("", 0, 1, 4, "项", group="类别", per_group=2)],
            FormSort.LIST,
        )
        empty = blank(form, one)
        assert texts(empty) == texts(form)
        assert geometry(empty) == geometry(form)


class TestWrongProposals:
    form = docx("姓名：", table(row("", "")))

    @pytest.mark.parametrize(
        "insertion",
        [
            at("姓名", "{{ 姓名 }}", 3),
            at("姓名", "{{ 姓名 }}", -1),
            at("姓名", "{{ 姓名 }}", 0, 0, 4),
            at("姓名", "{{ 姓名 }}", 0, 2, 1),
        ],
    )
    def test_are_told(self, insertion: object) -> None:
        with pytest.raises(ValueError, match="paragraph"):
            tagged(self.form, proposal([field("姓名")], [insertion]))  # type: ignore[list-item]

    @pytest.mark.parametrize("repetition", [(1, 0, 0), (0, 0, 1), (0, 1, 0)])
    def test_so_are_rows_that_are_not_there(self, repetition: tuple[int, int, int]) -> None:
        with pytest.raises(ValueError, match="table"):
            tagged(self.form, proposal([], [], [Repetition("甲", *repetition, "项")]))

    def test_the_last_paragraph_and_character_are_there(self) -> None:
        one = proposal(
            [field("姓名")], [at("姓名", "{{ 姓名 }}", 2), at("姓名", "{{ 姓名 }}", 0, 3, 3)]
        )
        assert texts(tagged(self.form, one)) == ["姓名：{{ 姓名 }}", "", "{{ 姓名 }}"]


def test_campaign_of_a_form_is_json(tmp_path: Path) -> None:
    one = TestBlankCells.one
    data = proposed_campaign([KnownForm.of("申报表", one)], ABOUT).data
    assert json.loads(written(data)) == data
