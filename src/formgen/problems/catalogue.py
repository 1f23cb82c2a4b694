"""The catalogue: every problem code, its Chinese sentences, an example and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of problem. `{...}` in message and hint is filled by a problem's details."""

    code: str
    title: str
    message: str
    hint: str
    example: str
    severity: Literal["error", "warning"] = "error"


_ENTRIES = (
    # V: the value of one cell.
    Entry("V01", "必填未填", "“{field}”没有填", "请在这一格填上{label}", "姓名一格是空的"),
    Entry(
        "V02",
        "不在选项里",
        "“{value}”不在可选的写法里",
        "{advice}可填：{options}",
        "申报类别写成“公益类”",
    ),
    Entry(
        "V03",
        "不是日期",
        "“{value}”不是日期",
        "请写成 2024-01-14 或 2024年1月14日",
        "日期写成 2024-02-30",
    ),
    Entry(
        "V04",
        "不是年月",
        "“{value}”不是年月",
        "请写成 1990.05 这样的四位年、两位月",
        "出生年月写成“九零年五月”",
    ),
    Entry("V05", "不是整数", "“{value}”不是整数", "请只写数字，如 3", "推荐排序写成“第一”"),
    Entry(
        "V06",
        "有看不见的控制字符",
        "第{position}个字符 {character} 是控制字符，Word 无法保存",
        "请删掉这一处重新输入",
        "从网页粘贴时带进来的 U+0007",
    ),
    Entry(
        "V07", "值的形状不对", "这里应是{expected}", "请按字段的写法改", "姓名在 JSON 里写成了列表"
    ),
    Entry(
        "V08",
        "文字在小标题之前",
        "“{start}…”之前没有小标题",
        "请在每一部分前另起一行写小标题：{parts}",
        "案例内容没有写“一、背景意义”",
    ),
    Entry(
        "V09",
        "明细的列数不对",
        "第{row}行有 {count} 列，应不多于 {expected} 列",
        "请用“｜”按顺序隔开：{columns}",
        "获奖一行里多写了一个“｜”",
    ),
    Entry(
        "V10",
        "推荐单位不在名单里",
        "units.csv 里没有“{value}”",
        "{advice}请改成名单里的写法，或在 units.csv 里补上这个单位",
        "推荐单位写了简称",
    ),
    Entry(
        "V11",
        "选项不带文字",
        "“{option}”后面不填文字，现有“{text}”",
        "请去掉括号里的文字，或改选可以填写的选项",
        "商业类（购物）",
    ),
    Entry("V12", "小标题重复", "小标题“{name}”出现了两次", "请合并成一处", "两处“二、创新做法”"),
    Entry(
        "V13",
        "没有这一部分",
        "表上没有“{name}”这一部分",
        "只能写：{parts}",
        "JSON 的案例内容里写了“五、附录”",
    ),
    Entry(
        "V14",
        "明细没有这一列",
        "明细没有“{name}”这一列",
        "只能写：{columns}",
        "JSON 的明细里写了“备注2”",
    ),
    Entry(
        "V15",
        "明细里的值不对",
        "第{row}行的“{column}”：{inner}",
        "{inner_hint}",
        "获奖时间一列写了“去年”",
    ),
    Entry(
        "V16",
        "单位写了两次",
        "前面已有单位“{value}”，这一行没有使用",
        "请留一行，把两行的名额和联系人合在一起",
        "units.csv 里有两行“徐州市”",
    ),
    Entry(
        "V17",
        "小标题写法不对",
        "“{line}”不是表上的小标题",
        "是否想写“{near}”？小标题请照表上的字写；如果是正文，请不要独占一行",
        "“二、作法”应是“二、做法”",
    ),
    # M: the files an entry names.
    Entry(
        "M01",
        "找不到文件",
        "活动文件夹里没有文件“{path}”",
        "请把文件放进活动文件夹，或改正这一格的文件名",
        "photos/张三.jpg 没有交来",
    ),
    Entry(
        "M02",
        "文件在活动文件夹之外",
        "“{path}”在活动文件夹之外",
        "请把文件放进活动文件夹，写相对路径，如 photos/01.jpg",
        "../别处/张三.jpg",
    ),
    Entry(
        "M03",
        "不是图片",
        "“{path}”不是 JPG 或 PNG 图片，而是{found}",
        "请另存为 JPG 或 PNG 再交",
        "把 PDF 改名成了 .jpg",
    ),
    Entry(
        "M04",
        "图片太大",
        "“{path}”太大（{size}），没有读取",
        "请缩小到 50 MB、8000 万像素以内",
        "20000×20000 像素的扫描件",
    ),
    Entry(
        "M05",
        "旁存文字读不出来",
        "“{path}”读不出文字：{reason}",
        "请存成 UTF-8 的 .txt、.md，或 .docx",
        "@事迹/张三.txt 是空文件",
    ),
    Entry(
        "M06",
        "文件读不了",
        "“{path}”读不了：{reason}",
        "请检查这个文件能否打开，再试一次",
        "照片放在没有权限的文件夹里",
    ),
    # T: the table as a whole, and cells that cannot be read.
    Entry(
        "T01",
        "不认识的列",
        "“{column}”不是本活动要填的列",
        "{advice}请改正列名，不用的列请删去",
        "把“手机”写成了“手机号码1”",
    ),
    Entry(
        "T02",
        "缺少必填的列",
        "缺少必填的“{field}”这一列",
        "请补上“{field}”一列并填写",
        "表头里没有“姓名”",
    ),
    Entry(
        "T03",
        "同一列出现两次",
        "“{field}”已有一列（{first}），这里又有一列，两列都没有读取",
        "请只留一列",
        "表里有两列“联系电话”",
    ),
    Entry(
        "T04",
        "列名指的不止一个字段",
        "“{column}”可以指“{fields}”",
        "请改写成其中一个",
        "两个字段印在表上都叫“姓名”",
    ),
    Entry(
        "T05",
        "列名是空的",
        "这一列填有内容，表头却是空的",
        "请在第{header}行补上列名，或删去这一列",
        "备注写在了没有列名的 H 列",
    ),
    Entry(
        "T06",
        "内容超出了表头",
        "这一行在表头的最后一列（{last}列）之后还有 {count} 格内容",
        "请检查内容里的逗号是不是没有加引号，或把多出的内容移到对应的列",
        "CSV 里的地址带逗号而没有加引号，后面各格都错了位",
    ),
    Entry(
        "T07",
        "没有一条记录",
        "这里没有填写任何内容",
        "请填好后再试",
        "只有表头的空白填报表",
        severity="warning",
    ),
    Entry(
        "T08",
        "有工作表没有读取",
        "这个工作表也有表头，但没有读取",
        "只读取“{read}”，如果这里也有内容，请移到“{read}”里",
        "各科室的人分在几个工作表里",
        severity="warning",
    ),
    Entry(
        "T09",
        "数字太长，已不准确",
        "这里的数字超过 15 位，Excel 已经把后面几位变成 0",
        "请先把这一列设成“文本”格式，再重新输入这一格",
        "身份证号当作数字输入，末尾成了 000",
    ),
    Entry(
        "T10",
        "单元格的格式读不懂",
        "这一格用了“{format}”格式，不能确定显示的是什么",
        "请把这一格设成“文本”格式，再照样子重新输入",
        "手机号显示成 1.38E+10",
    ),
    Entry(
        "T11",
        "公式出错",
        "这一格显示的是错误 {value}",
        "请改正公式，或直接填写内容",
        "查找不到时显示的 #N/A",
    ),
    Entry(
        "T12",
        "公式没有结果",
        "这一格是公式，文件里没有存下它的结果",
        "请用 Excel 或 WPS 打开并保存一次，或直接填写内容",
        "用程序生成的表格，从没有在 Excel 里打开过",
    ),
    Entry(
        "T13",
        "合并的单元格",
        "{range} 合并成了一格，只有左上角有内容",
        "请取消合并，在每一行各自填写",
        "几个人的推荐单位合并成一格",
    ),
    Entry(
        "T14",
        "分不清是 1 月还是 10 月",
        "这里存的是数字，末尾的 0 会丢掉，分不清是 1 月还是 10 月",
        "请先把这一列设成“文本”格式，再写成 1990.01 或 1990.10 这样",
        "出生年月 1990.10 在 Excel 里变成了 1990.1",
    ),
    Entry(
        "T15",
        "不是文字",
        "这里写的是 {literal}，不能印在表上",
        "请改成加双引号的文字",
        "JSON 里写了 true",
    ),
    Entry(
        "T16",
        "同一项写了两次",
        "“{key}”在同一处写了两次",
        "请只留一个",
        "一份申报里有两个“姓名”",
    ),
    Entry(
        "T17",
        "不是一份申报",
        "这里应是一份申报",
        '请用花括号括起一份申报的各项，如 {{"姓名": "张三"}}',
        "JSON 的列表里混进了一句说明",
    ),
    Entry(
        "T18",
        "多余的一项",
        "“申报”旁边的“{key}”没有读取",
        "请把它删去，或移到每份申报里",
        "在 JSON 文件开头写了“说明”",
    ),
    Entry(
        "T19",
        "图片放进了单元格",
        "这一格里是一张图片，没有文件名",
        "请把图片另存为文件，放进活动文件夹，在这一格写文件名，如 photos/01.jpg",
        "照片直接贴在 WPS 表格的格子里",
    ),
    # P: what cannot be printed.
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

CATALOGUE: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}
"""Code to entry; docs/problem-codes.md is generated from it."""
