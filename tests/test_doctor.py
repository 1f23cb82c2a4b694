"""What `formgen doctor` finds, on this machine and on machines that lack something."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from formgen.doctor import Row, examine, exit_code, report

EXAMINE = (
    "import sys; from rich.console import Console; from formgen.doctor import *; "
    "rows = examine(); report(rows, Console(width=200)); sys.exit(exit_code(rows))"
)


def examined_elsewhere(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """What a fresh process prints that runs other code first and imports from a folder first."""
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", code + EXAMINE],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def line_of(name: str, text: str) -> str:
    return next(line for line in text.splitlines() if name in line)


def test_this_machine_can_print() -> None:
    rows = {row.name: row for row in examine()}
    assert all(rows[name].state == "ok" for name in ("Python", "WeasyPrint", "Pango"))
    assert "仿宋（Fandol）" in rows
    assert exit_code(list(rows.values())) == 0


def test_a_broken_font_is_named_and_does_not_stop_printing(tmp_path: Path) -> None:
    (tmp_path / "坏.ttf").write_bytes(b"no font")
    rows = examine([tmp_path])
    (row,) = (row for row in rows if row.name.endswith("坏.ttf"))
    assert row.state == "optional"
    assert row.detail.startswith("没有使用：")
    assert exit_code(rows) == 0


def test_a_machine_without_the_noto_package(tmp_path: Path) -> None:
    told = examined_elsewhere("import sys; sys.modules['pylopdf_fonts_zh_cn'] = None; ", tmp_path)
    assert told.returncode == 7, told.stderr
    assert "缺少" in line_of("字体", told.stdout)
    assert "pip install pylopdf-fonts-zh-cn" in told.stdout


def test_a_machine_without_pango(tmp_path: Path) -> None:
    (tmp_path / "weasyprint" / "text").mkdir(parents=True)
    for package in ("weasyprint", "weasyprint/text"):
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "weasyprint" / "text" / "ffi.py").write_text(
        "print('could not import some external libraries')\nraise OSError('libpango')\n"
    )
    told = examined_elsewhere("", tmp_path)
    assert told.returncode == 7, told.stderr
    assert "缺少" in line_of("Pango", told.stdout)
    assert "请安装 Pango" in told.stdout
    assert "external libraries" not in told.stdout


def test_the_report_says_what_to_do_and_takes_no_markup_from_names() -> None:
    stream = io.StringIO()
    rows = [Row("[red]甲", "missing", "没有[b]", "请装[甲]"), Row("乙", "optional", "没有乙")]
    report(rows, Console(file=stream, width=80))
    text = stream.getvalue()
    assert all(part in text for part in ("[red]甲", "没有[b]", "请装[甲]", "还不能做 PDF"))
    stream.seek(0)
    stream.truncate()
    report(rows[1:], Console(file=stream, width=80))
    assert "可以做 PDF" in stream.getvalue()
