"""N: who is on the list of names, and what must not be published with it."""

from __future__ import annotations

from formgen.problems.catalogue.entry import Entry

PUBLICATION = (
    Entry(
        "N01",
        "公开文件里有个人信息",
        "{where}里有{what}，公示材料一份也没有写出",
        "请从模板、图片、campaign.json 或“可公开”的字段里去掉它，再重新生成；主办方的电话、"
        "邮箱，请写进 campaign.json 的“联系”；只是与人名等相同的词，请写进“公示”的“导语”，"
        "在模板里用标记印出来",
        "公示的 Word 文件的批注里留着一个身份证号",
    ),
    Entry(
        "N02",
        "不知道笔画的字",
        "“{name}”里的“{characters}”（{codes}）不在笔画表里，按姓氏笔画排序时排在了最后",
        "请核对名单的次序；可以在 campaign.json 的“笔画”里写明这个字的笔顺",
        "姓名里有笔画表没有收的生僻字",
        severity="warning",
    ),
    Entry(
        "N03",
        "名单上的申报数据有错误",
        "“{name}”{belongs}“{document}”的名单里，但它的数据有错误，所以“{document}”没有做",
        "请先改正它的数据，再重新生成：名单不能漏人",
        "入选的人身份证号校验位不对",
    ),
    Entry(
        "N04",
        "结果表里的名称找不到",
        "申报表格里没有“{value}”这份申报",
        "请与申报表格核对，两处写成一样{others}",
        "results.csv 里写的是曾用名",
    ),
    Entry(
        "N05",
        "名称对上几份",
        "“{value}”在申报表格里有 {count} 份：{others}",
        "{hint}",
        "results.csv 里只写了王伟，两个单位都有一位王伟",
    ),
    Entry(
        "N06",
        "结果表里写了两次",
        "“{value}”在结果表里写了两次：{others}",
        "请只留一行",
        "results.csv 里同一个人有两行",
    ),
    Entry(
        "N07",
        "结果不一致",
        "“{field}”在结果表里是“{value}”，在申报表格里是“{other}”，用了结果表的",
        "请核对，把两处写成一样，或从申报表格里删去这一格",
        "申报表格里写未入选，结果表里写入选",
        severity="warning",
    ),
    Entry(
        "N08",
        "结果表里的列不能用",
        "结果表只能有“{fields}”，“{value}”这一列没有用",
        "请删去这一列，或把要用的字段在 campaign.json 里写上“主办方填写”",
        "results.csv 里有一列身份证号",
        severity="warning",
    ),
    Entry(
        "N09",
        "名单里的名称找不到",
        "申报里没有“{value}”，或它的数据有错误",
        "请与申报表格核对{others}",
        "--list 的名单里写错了一个字",
    ),
    Entry(
        "N10",
        "结果表有错误，名单没有做",
        "结果表里有 {count} 处错误，不能确定谁在名单上，所以“{document}”没有做",
        "请先改正结果表，再重新生成",
        "results.csv 里有一个名称在申报表格里找不到",
    ),
    Entry(
        "N11",
        "名单上没有人",
        "{what}，“{document}”的名单上没有人，所以没有做",
        "评审结果写在 results.csv 或申报表格里，登记以后再生成一次",
        "还没有评审，就生成全部文书",
        severity="warning",
    ),
)
