"""P: what cannot be printed, or not as Word would."""

from __future__ import annotations

from formgen.problems.catalogue.entry import Entry

PRINTING = (
    Entry(
        "P01",
        "放不下",
        "{reason}",
        "{hint}；这个文件没有生成，其他的照常生成",
        "备注有几千字，汇总表的一格放不下",
    ),
    Entry(
        "P02",
        "印不出的字",
        "{where}的“{characters}”（{codes}）印不出来：{reason}，PDF 没有生成",
        "{hint}",
        "姓名里的生僻字，自带的字体没有收",
    ),
    Entry(
        "P03",
        "PDF 与 Word 有出入",
        "{where}有{construct}，在 PDF 里{effect}",
        "请核对 PDF；需要照原样印出时，请改用 --pdf-engine libreoffice，或换一种做法",
        "模板里用了艺术字",
        severity="warning",
    ),
    Entry(
        "P04",
        "生成 PDF 时的提醒",
        "{reason}",
        "请打开这份 PDF 核对",
        "照片的颜色格式少见",
        severity="warning",
    ),
    Entry(
        "P05",
        "签章处被分页切开",
        "“{caption}”那一格从第{page}页跨到了第{next_page}页，章盖不完整",
        "请删减前面的文字，或在 Word 里调整行高，让这一格在一页上",
        "事迹太长，把盖章的一格挤到两页上",
    ),
    Entry(
        "P06",
        "盖章的地方不够",
        "第{page}页“{caption}”那一格没有 45×45 毫米的空处盖章：{reason}",
        "请删减这一格的意见，或在模板里加高、加宽这一格；表本来就这样画的，请把章盖在文字上",
        "推荐意见写满了一格",
    ),
    Entry(
        "P07",
        "超过页数",
        "共 {count} 页，超过了规定的 {limit} 页",
        "请删减内容，或在 campaign.json 里改“页数上限”",
        "推荐表限 3 页，事迹太长成了 4 页",
    ),
    Entry(
        "P08",
        "文字在格子里放不下",
        "第{page}页{where}的文字在格子里放不下{lost}",
        "请删减文字，或在模板里把这一行的行高改为“最小值”；竖排的字，请加高这一行或加宽这一格",
        "单位及职务写了三行，行高只够一行",
    ),
    Entry(
        "P09",
        "照片出格",
        "第{page}页{where}的照片超出了{bound}，{side}多出 {excess} 毫米",
        "请在模板里改小照片，或加大放照片的格子",
        "照片宽 35 毫米，格子只有 30 毫米",
    ),
    Entry(
        "P10",
        "找不到用印的位置",
        "文书“{document}”的“用印”说“{caption}”处要盖章，但纸上没有这一格或这一行",
        "请把“用印”的“位置”写成和纸上印的一样，或检查模板",
        "模板里的标签改了，campaign.json 没有改",
        severity="warning",
    ),
    Entry(
        "P11",
        "打印册没有做",
        "打印册“{name}”缺 {count} 份文书（“{first}”等没有生成 PDF），所以没有做这一册",
        "请先解决这些文书的问题，再重新生成：打印册不能漏一份",
        "一个人的姓名里有印不出的字",
    ),
)
