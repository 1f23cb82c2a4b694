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
)

CATALOGUE: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}
"""Code to entry; docs/problem-codes.md is generated from it."""
