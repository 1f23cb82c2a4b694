"""The script a user would write: docxtpl, openpyxl and LibreOffice make a whole batch of papers.

It knows nothing of formgen and is written to be fast: one template object each is reused for
all its papers, all PDFs are printed by one LibreOffice a core that was started beforehand, and
the work is divided among as many processes as there are cores. What it is filled from stands
ready in a JSON file, so that reading and checking tables costs it nothing.

    python -m benchmarks.peer BATCH.json OUT PROFILE [PROFILE]

A PROFILE is the folder of a running LibreOffice's profile (see benchmarks/offices.py), one a
process. `soffice --convert-to` hands its files to the LibreOffice that runs there and returns
when they are printed; where none runs it starts one. A remote control over UNO was measured,
too: 105 ms a form against 100 ms, so that it is not used.
"""

from __future__ import annotations

import copy
import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import jinja2
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing
from openpyxl import load_workbook

NUMERALS = "一二三四五六七八九十"
COLUMNS = (
    "序号",
    "姓名",
    "性别",
    "出生年月",
    "政治面貌",
    "文化程度",
    "单位及职务",
    "申报类别",
    "推荐方式",
    "联系电话",
    "备注",
)
FIRST_ROW = 4
"""Of the tags in the 汇总表's template: the loop begins, a row of tags, the loop ends."""

Context = Mapping[str, Any]


class Photo(Protocol):
    """A picture's file and its pixels."""

    @property
    def path(self) -> Path | str: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture as the JSON file tells of it."""

    path: str
    width: float
    height: float


class DocxtplPeer:
    """docxtpl as its documentation shows it, with what the templates ask for as filters."""

    def __init__(self, template: Path) -> None:
        self.template = DocxTemplate(template)
        self.environment = jinja2.Environment(autoescape=True)
        self.environment.filters |= {
            "图片": self._picture,
            "段落": self._paragraphs,
            "勾选": lambda value, option: "☑" if value == option else "□",
            "顿号": "、".join,
            "补齐": lambda name: "\u3000".join(name) if len(name) == 2 else name,
            "中文数": lambda number: NUMERALS[number - 1],
        }

    def _picture(self, value: Photo, width: float, height: float) -> InlineImage | str:
        if not value:
            return ""
        scale = min(width / value.width, height / value.height)
        return InlineImage(self.template, str(value.path), width=Mm(value.width * scale))

    def _paragraphs(self, value: object) -> Listing:
        return Listing("\a".join(line for line in str(value).split("\n") if line.strip()))

    def make(self, context: Context, path: Path) -> None:
        """Fill the template and save it."""
        self.template.render(dict(context), self.environment)
        self.template.save(path)


def make_workbook(template: Path, context: Context, path: Path) -> None:
    """The 推荐汇总表.xlsx: the template's styles, a row an entry."""
    book = load_workbook(template)
    sheet = book.worksheets[0]
    unit, rows = context["单位"], context["行"]
    kind = "汇总" if context["总数"] and not unit["名称"] else "推荐"
    sheet["A1"] = context["文书"]["标题"]
    sheet["A2"] = f"{kind}单位：{unit['名称']}（盖章）"
    sheet["G2"] = f"填表人：{unit['联系人']}"
    sheet["H2"] = f"联系电话：{unit['联系电话']}"
    model: Sequence[Any] = sheet[FIRST_ROW + 1]
    styles = [cell._style for cell in model]
    height = sheet.row_dimensions[FIRST_ROW + 1].height
    for row in sheet.iter_rows(FIRST_ROW, FIRST_ROW + 2):
        for cell in row:
            cell.value = None
    for number, item in enumerate(rows, start=FIRST_ROW):
        sheet.row_dimensions[number].height = height
        for column, (name, style) in enumerate(zip(COLUMNS, styles, strict=False), start=1):
            cell = sheet.cell(number, column, _shown(item, name, unit["名称"]))
            cell._style = copy.copy(style)
    book.save(path)


def _shown(item: Context, name: str, unit: str) -> Any:
    value = item[name]
    if name == "推荐方式" and item["推荐单位"] and not unit:
        return f"{value}（{item['推荐单位']}）"
    return value


def print_all(documents: Sequence[Path], profile: Path, folder: Path) -> None:
    """PDFs of Word files, beside them; LibreOffice puts all into one folder."""
    if not documents:
        return
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for document in documents:
        (folder / document.name).with_suffix(".pdf").rename(document.with_suffix(".pdf"))


def make_part(batch: Context, out: Path, papers: Iterable[Context], profile: Path) -> None:
    """Some of a batch's papers, as one process makes them."""
    peers: dict[str, DocxtplPeer] = {}
    documents = []
    for paper in papers:
        template, path = Path(paper["template"]), out / paper["path"]
        context = {**paper["context"], "活动": batch["活动"]}
        if photo := context.get("照片"):
            context["照片"] = PhotoFile(**photo)
        path.parent.mkdir(parents=True, exist_ok=True)
        if template.suffix == ".xlsx":
            make_workbook(template, context, path)
            continue
        if paper["template"] not in peers:
            peers[paper["template"]] = DocxtplPeer(template)
        peers[paper["template"]].make(context, path)
        documents.append(path)
    print_all(documents, profile, out / profile.name)


def main() -> None:
    """Make the batch; a process for each LibreOffice."""
    batch = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    out, profiles = Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]]
    papers = batch["papers"]
    fork = multiprocessing.get_context("fork")
    parts = [
        fork.Process(target=make_part, args=(batch, out, papers[start :: len(profiles)], profile))
        for start, profile in enumerate(profiles)
    ]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    sys.exit(max(part.exitcode or 0 for part in parts))


if __name__ == "__main__":
    main()
