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
)
