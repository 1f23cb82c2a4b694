"""What the user of a printed file is told of its layout, once and in Chinese."""

from __future__ import annotations

from pathlib import Path

from formgen.layout.printing import Printed, Printer
from formgen.problems import Place, Severity
from formgen.run.printed_problems import printed_problems
from formgen.run.printing import print_files
from tests.layout.proving.making import cell, form, height, row, stamp_cell
from tests.word.making import docx

LOST = form(row(cell("甲"), cell(*["很长的文字"] * 4), properties=height(6)))
SMALL = form(row(cell("推荐单位意见"), stamp_cell(), properties=height(30)))


def test_a_printed_file_s_faults_are_said_once(tmp_path: Path) -> None:
    file = tmp_path / "表.docx"
    file.write_bytes(docx(LOST, "", SMALL))
    (result,) = print_files([file], None, Printer.open())
    assert result.made
    assert [(one.code, one.severity) for one in result.problems] == [
        ("P06", Severity.ERROR),
        ("P08", Severity.ERROR),
    ]
    small, lost = map(str, result.problems)
    assert lost.startswith("表.docx：第1页表格1第1行第2格的文字在格子里放不下，没有印出“很长的文字")
    assert small.startswith(
        "表.docx：第1页“推荐单位意见（盖章）”那一格没有 45×45 毫米的空处盖章：这一格宽 100.0 毫米"
    )


def test_pages_another_program_laid_out_are_not_proven() -> None:
    place = Place("表.docx")
    assert printed_problems(Printed(b"%PDF", 1), place, place) == ()
